//! The real bot as a child process, started again whenever it ends.

use std::{
    fs::OpenOptions,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use serde::Serialize;
use tokio::{
    process::{Child, Command},
    sync::{Mutex, Notify, watch},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

use crate::{
    binary,
    watchdog::{Signal, Watchdog, send_signal},
};

/// The bot promises to end within 30 s when asked to.
const STOP_PATIENCE: Duration = Duration::from_secs(35);

/// One that ends right after its start, over and over, shall not keep the machine busy.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);
const LONG_LIFE: Duration = Duration::from_secs(20);

/// From the caller's environment, the bot gets only what helps to look into it.
const INHERITED: [&str; 5] = ["PATH", "HOME", "RUST_LOG", "RUST_BACKTRACE", "LOG_FORMAT"];

/// What the page shows of the process.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Status {
    /// None while it is down.
    pub process_id: Option<u32>,
    pub starts: u32,
    /// How it ended the last time.
    pub last_end: Option<String>,
}

/// A handle to the process; clones are handles to the same one.
#[derive(Clone)]
pub struct Bot {
    status: watch::Receiver<Status>,
    kill: Arc<Notify>,
    stop: CancellationToken,
    keeper: Arc<Mutex<Option<JoinHandle<()>>>>,
    log: PathBuf,
}

impl Bot {
    /// Starts the `pinglass` that lies beside this program, with nothing but this environment.
    ///
    /// # Errors
    /// When there is none, or its log cannot be written.
    pub fn start(environment: Vec<(&'static str, String)>, folder: &Path) -> Result<Self> {
        let program = binary::find(None)?;
        let log = folder.join("pinglass.log");
        std::fs::write(&log, "").with_context(|| format!("cannot write {}", log.display()))?;
        let (status_sender, status) = watch::channel(Status::default());
        let kill = Arc::new(Notify::new());
        let stop = CancellationToken::new();
        let keeper = Keeper {
            program,
            environment,
            folder: folder.to_owned(),
            log: log.clone(),
            status: status_sender,
            kill: Arc::clone(&kill),
            stop: stop.clone(),
        };
        let keeper = Arc::new(Mutex::new(Some(tokio::spawn(keeper.keep()))));
        Ok(Self {
            status,
            kill,
            stop,
            keeper,
            log,
        })
    }

    pub fn log_path(&self) -> &Path {
        &self.log
    }

    pub fn status(&self) -> Status {
        self.status.borrow().clone()
    }

    /// Changes whenever the process starts or ends.
    pub fn subscribe(&self) -> watch::Receiver<Status> {
        self.status.clone()
    }

    /// Kills the process as a power cut would; it comes back after a moment.
    pub fn kill(&self) {
        self.kill.notify_waiters();
    }

    /// Ends the process in order and waits for it.
    pub async fn stop(&self) {
        self.stop.cancel();
        if let Some(keeper) = self.keeper.lock().await.take()
            && let Err(error) = keeper.await
        {
            tracing::error!(%error, "the bot's keeper failed");
        }
    }
}

/// The task that owns the process.
struct Keeper {
    program: PathBuf,
    environment: Vec<(&'static str, String)>,
    folder: PathBuf,
    log: PathBuf,
    status: watch::Sender<Status>,
    kill: Arc<Notify>,
    stop: CancellationToken,
}

impl Keeper {
    async fn keep(self) {
        let mut pause = SHORTEST_PAUSE;
        while !self.stop.is_cancelled() {
            let started = Instant::now();
            let end = match self.live_once().await {
                Ok(status) => status.to_string(),
                Err(error) => format!("{error:#}"),
            };
            self.status.send_modify(|status| {
                status.process_id = None;
                status.last_end = Some(end.clone());
            });
            if self.stop.is_cancelled() {
                return;
            }
            pause = match started.elapsed() {
                life if life > LONG_LIFE => SHORTEST_PAUSE,
                _ => (pause * 2).min(LONGEST_PAUSE),
            };
            println!("The bot ended ({end}); it comes back in {pause:?}.");
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.stop.cancelled() => {}
            }
        }
    }

    async fn live_once(&self) -> Result<ExitStatus> {
        let mut child = self.spawn()?;
        let process_id = child.id().context("cannot tell the bot's process id")?;
        let mut watchdog = Watchdog::start()?;
        watchdog.guard_process(process_id, Signal::Terminate)?;
        self.status.send_modify(|status| {
            status.process_id = Some(process_id);
            status.starts += 1;
        });
        let status = tokio::select! {
            status = child.wait() => status.context("cannot wait for the bot")?,
            () = self.kill.notified() => {
                child.kill().await.context("cannot kill the bot")?;
                child.wait().await.context("cannot wait for the bot")?
            }
            () = self.stop.cancelled() => terminate(&mut child, process_id).await?,
        };
        watchdog.dismiss()?;
        Ok(status)
    }

    fn spawn(&self) -> Result<Child> {
        let log = OpenOptions::new()
            .append(true)
            .open(&self.log)
            .with_context(|| format!("cannot write {}", self.log.display()))?;
        let same_log = log.try_clone().context("cannot share the bot's log")?;
        let inherited = INHERITED
            .iter()
            .filter_map(|name| Some((name, std::env::var_os(name)?)));
        Command::new(&self.program)
            .arg("run")
            .env_clear()
            .envs(inherited)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            // Away from a `.env` with somebody's real keys.
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(same_log)
            // Ctrl-C in the terminal is for this program, which ends the bot in order.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {}", self.program.display()))
    }
}

async fn terminate(child: &mut Child, process_id: u32) -> Result<ExitStatus> {
    send_signal(Signal::Terminate, &process_id.to_string())?;
    match tokio::time::timeout(STOP_PATIENCE, child.wait()).await {
        Ok(status) => status.context("cannot wait for the bot"),
        Err(_) => {
            println!("The bot does not end by itself, so it is killed.");
            child.kill().await.context("cannot kill the bot")?;
            child.wait().await.context("cannot wait for the bot")
        }
    }
}
