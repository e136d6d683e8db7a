//! The bot as a process whose memory can be looked at.

use std::{fs, path::Path, time::Duration};

use anyhow::{Context, Result, ensure};
use tokio::{
    process::{Child, Command},
    time::timeout,
};

use super::cpu;
use crate::watchdog::{Signal, Watchdog, send_signal};

/// The bot promises to end within 30 s when asked to.
const STOP_PATIENCE: Duration = Duration::from_secs(35);

/// Makes the kernel forget the highest memory so far; from
/// <https://docs.kernel.org/filesystems/proc.html>.
const FORGET_PEAK: &str = "5";

/// Resident memory, in millions of bytes.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    pub resident: f64,
    /// Since the start, or since it was last forgotten.
    pub peak: f64,
}

pub struct Bot {
    child: Child,
    process_id: u32,
    watchdog: Watchdog,
}

impl Bot {
    pub fn spawn(mut command: Command) -> Result<Self> {
        let child = command
            .kill_on_drop(true)
            .spawn()
            .context("cannot start the bot")?;
        let process_id = child.id().context("cannot tell the bot's process id")?;
        let mut watchdog = Watchdog::start()?;
        watchdog.guard_process(process_id, Signal::Terminate)?;
        Ok(Self {
            child,
            process_id,
            watchdog,
        })
    }

    /// # Errors
    /// When the process is gone, or the system is not Linux.
    pub fn memory(&self) -> Result<Memory> {
        let path = format!("/proc/{}/status", self.process_id);
        let status = fs::read_to_string(path).context("cannot read the bot's memory")?;
        let megabytes = |field: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(field))?;
            let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
            Some(kibibytes * 1024.0 / 1_000_000.0)
        };
        Ok(Memory {
            resident: megabytes("VmRSS:").context("cannot find VmRSS")?,
            peak: megabytes("VmHWM:").context("cannot find VmHWM")?,
        })
    }

    /// How long it has been on a processor.
    ///
    /// # Errors
    /// As [`Bot::memory`].
    pub fn cpu(&self) -> Result<Duration> {
        cpu::of_process(self.process_id)
    }

    /// The peak counts from now on.
    pub fn forget_peak(&self) -> Result<()> {
        let path = format!("/proc/{}/clear_refs", self.process_id);
        fs::write(Path::new(&path), FORGET_PEAK).context("cannot reset the bot's peak of memory")
    }

    /// Ends the process as a crash does.
    pub async fn kill(mut self) -> Result<()> {
        self.child.kill().await.context("cannot kill the bot")?;
        self.watchdog.dismiss()
    }

    /// Ends the process in order.
    pub async fn stop(mut self) -> Result<()> {
        send_signal(Signal::Terminate, &self.process_id.to_string())?;
        let ended = timeout(STOP_PATIENCE, self.child.wait()).await;
        let status = ended
            .context("cannot wait so long for the bot to stop")?
            .context("cannot wait for the bot")?;
        ensure!(status.success(), "the bot ended with {status}");
        self.watchdog.dismiss()
    }
}
