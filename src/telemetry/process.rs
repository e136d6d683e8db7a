//! What the process itself takes of the machine, as Linux tells it. The names are those that every
//! client library of Prometheus uses, so that ready dashboards know them.

/// Ticks of a processor's clock in a second: fixed by Linux for whoever reads /proc (USER_HZ).
const TICKS_PER_SECOND: f64 = 100.0;

/// Measures the process once. Where there is no /proc, the gauges stay at zero.
pub fn measure() {
    let read = |name: &str| std::fs::read_to_string(format!("/proc/self/{name}")).ok();
    if let Some(ticks) = read("stat").as_deref().and_then(cpu_ticks) {
        metrics::gauge!("process_cpu_seconds_total").set(ticks / TICKS_PER_SECOND);
    }
    if let Some(bytes) = read("status").as_deref().and_then(resident_bytes) {
        metrics::gauge!("process_resident_memory_bytes").set(bytes);
    }
    if let Ok(entries) = std::fs::read_dir("/proc/self/fd") {
        // The listing itself holds one open.
        metrics::gauge!("process_open_fds").set((entries.count() as f64 - 1.0).max(0.0));
    }
    let limits = read("limits");
    if let Some(most) = limits.as_deref().and_then(most_files) {
        metrics::gauge!("process_max_fds").set(most);
    }
}

/// User and system time (proc(5), fields 14 and 15). The second field, the name, may hold spaces.
fn cpu_ticks(stat: &str) -> Option<f64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

fn resident_bytes(status: &str) -> Option<f64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024.0)
}

fn most_files(limits: &str) -> Option<f64> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_linux_tells_is_read() {
        let stat = "7 (a (strange) name) S 1 7 7 0 -1 4194560 9 0 0 0 250 50 0 0 20 0 5 0 99";
        assert_eq!(cpu_ticks(stat), Some(300.0));
        assert_eq!(
            resident_bytes("VmPeak:\t 9 kB\nVmRSS:\t   28 kB\n"),
            Some(28672.0)
        );
        assert_eq!(
            most_files("Max open files            1024   4096   files"),
            Some(1024.0)
        );
        assert_eq!(cpu_ticks("rubbish"), None);
    }
}
