//! Cleans up behind this process when it ends, however it ends.
//!
//! Drop code does not run after kill -9 or in a static. So a small shell waits on a pipe that
//! only this process holds open: when the pipe closes, the shell ends the processes and removes
//! the folders that it was told about.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context, Result};

/// Reads orders until the pipe closes, then carries them out, the newest first.
/// It gives a process five seconds to obey before it is killed.
const SCRIPT: &str = r#"
trap '' INT TERM HUP
orders=
while IFS= read -r order; do
    [ "$order" = dismissed ] && exit 0
    orders="$order
$orders"
done
printf '%s' "$orders" | while read -r verb target; do
    case $verb in
        remove) rm -rf -- "$target" ;;
        *)
            kill -s "$verb" -- "$target" || continue
            tries=0
            while [ $tries -lt 50 ] && kill -s 0 -- "$target"; do
                tries=$((tries + 1))
                sleep 0.1
            done
            [ $tries -lt 50 ] || kill -s KILL -- "$target"
            ;;
    esac
done
"#;

/// How a guarded process is asked to end.
#[derive(Clone, Copy, Debug)]
pub enum Signal {
    Interrupt,
    Quit,
    Terminate,
    HangUp,
    Kill,
    /// The process stands still.
    Stop,
    /// It goes on.
    Continue,
}

impl Signal {
    /// The name that `kill -s` takes.
    pub fn name(self) -> &'static str {
        match self {
            Signal::Interrupt => "INT",
            Signal::Quit => "QUIT",
            Signal::Terminate => "TERM",
            Signal::HangUp => "HUP",
            Signal::Kill => "KILL",
            Signal::Stop => "STOP",
            Signal::Continue => "CONT",
        }
    }

    /// The number that a shell adds to 128 in the exit code of a program ended by it.
    pub fn number(self) -> u8 {
        match self {
            Signal::HangUp => 1,
            Signal::Kill => 9,
            Signal::Continue => 18,
            Signal::Stop => 19,
            Signal::Interrupt => 2,
            Signal::Quit => 3,
            Signal::Terminate => 15,
        }
    }
}

/// Dropped without [`Watchdog::dismiss`], it carries out its orders.
#[derive(Debug)]
pub struct Watchdog {
    shell: Child,
    orders: Option<ChildStdin>,
}

impl Watchdog {
    pub fn start() -> Result<Watchdog> {
        let mut shell = Command::new("sh")
            .args(["-c", SCRIPT])
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Its own group, so that Ctrl-C in the terminal does not reach it.
            .process_group(0)
            .spawn()
            .context("cannot start the clean-up shell")?;
        let orders = shell.stdin.take();
        Ok(Watchdog { shell, orders })
    }

    pub fn guard_process(&mut self, process_id: u32, signal: Signal) -> Result<()> {
        self.order(&format!("{} {process_id}", signal.name()))
    }

    /// Guards every process of a group, so that grandchildren end too.
    pub fn guard_group(&mut self, group_id: u32, signal: Signal) -> Result<()> {
        self.order(&format!("{} -{group_id}", signal.name()))
    }

    pub fn guard_folder(&mut self, folder: &Path) -> Result<()> {
        self.order(&format!("remove {}", folder.display()))
    }

    /// Sends the watchdog away: everything has been cleaned up already.
    pub fn dismiss(mut self) -> Result<()> {
        self.order("dismissed")
    }

    fn order(&mut self, order: &str) -> Result<()> {
        let pipe = self.orders.as_mut().expect("the pipe is open until drop");
        writeln!(pipe, "{order}").context("cannot reach the clean-up shell")
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        drop(self.orders.take());
        // Failing to reap it leaves a zombie until this process ends, which harms nobody.
        let _ = self.shell.wait();
    }
}

/// Sends a signal to a process, or with a leading minus to a process group.
pub fn send_signal(signal: Signal, target: &str) -> Result<()> {
    Command::new("kill")
        .args(["-s", signal.name(), "--", target])
        .stderr(Stdio::null())
        .status()
        .with_context(|| format!("cannot send {} to {target}", signal.name()))?;
    Ok(())
}
