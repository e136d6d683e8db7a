//! How long processes have been on a processor, from /proc.

use std::{fs, time::Duration};

use anyhow::{Context, Result};

/// Linux counts in hundredths of a second, whatever the kernel itself ticks in: USER_HZ.
const TICK: Duration = Duration::from_millis(10);

/// The fields of /proc/PID/stat behind the name, which may hold anything; from
/// <https://docs.kernel.org/filesystems/proc.html>, whose third field is the first here.
const PARENT: usize = 1;
const OWN_TIMES: [usize; 2] = [11, 12];
/// Those of children that have ended and been waited for.
const CHILDRENS_TIMES: [usize; 2] = [13, 14];

/// The time that a process has taken by itself.
///
/// # Errors
/// When there is none, or the system is not Linux.
pub fn of_process(id: u32) -> Result<Duration> {
    times(&read(id)?, &OWN_TIMES)
}

/// The time that a server and its children have taken, those included that have ended.
///
/// # Errors
/// As [`of_process`].
pub fn of_family(id: u32) -> Result<Duration> {
    let fields = [OWN_TIMES, CHILDRENS_TIMES].concat();
    let mut sum = times(&read(id)?, &fields)?;
    let parent = id.to_string();
    for entry in fs::read_dir("/proc").context("cannot list processes")? {
        let name = entry?.file_name();
        let Some(child) = name.to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        // It may end between the list and the look.
        let Ok(stat) = read(child) else { continue };
        if stat.get(PARENT) == Some(&parent) {
            sum += times(&stat, &OWN_TIMES)?;
        }
    }
    Ok(sum)
}

fn read(id: u32) -> Result<Vec<String>> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).context("cannot find a process")?;
    let (_, fields) = stat.rsplit_once(')').context("a strange stat file")?;
    Ok(fields.split_whitespace().map(str::to_owned).collect())
}

fn times(stat: &[String], fields: &[usize]) -> Result<Duration> {
    let mut ticks = 0;
    for field in fields {
        let field: u32 = stat
            .get(*field)
            .and_then(|field| field.parse().ok())
            .context("a strange stat file")?;
        ticks += field;
    }
    Ok(TICK * ticks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_counted_for_whoever_does_it() {
        let id = std::process::id();
        let before = of_process(id).unwrap();
        let mut taken = Duration::ZERO;
        // However long a busy machine lets this wait for its next tick.
        for step in 0..u64::MAX {
            std::hint::black_box(step);
            if step.is_multiple_of(1_000_000) {
                taken = of_process(id).unwrap() - before;
            }
            if taken >= TICK {
                break;
            }
        }
        assert!(of_family(id).unwrap() >= taken);
    }
}
