//! The processes of the product: the real binary several times, each with a cable of its own to the
//! one database. Whoever takes Telegram's updates stands behind the balancer.

use std::{
    fs::{self, OpenOptions},
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use tokio::{
    process::{Child, Command},
    sync::Mutex,
    time::timeout,
};

use super::ground::Ground;
use crate::{
    cable::Cable,
    server,
    watchdog::{Signal, Watchdog, send_signal},
};

/// Longer than a start takes on a busy machine.
const START_PATIENCE: Duration = Duration::from_secs(90);

/// The outer contract: who is asked to stop has stopped by then.
const STOP_PATIENCE: Duration = Duration::from_secs(30);

/// What the processes do, in turn: one of them only does the work that can wait.
const ROLES: [&str; 3] = ["bot,http,worker", "bot,http,worker", "worker"];

pub struct Fleet {
    pub ships: Vec<Ship>,
    ground: Arc<Ground>,
}

/// One place for a process; who dies there is followed by another.
pub struct Ship {
    pub name: String,
    pub cable: Cable,
    /// Its own to Telegram, by whose address is known what it sent.
    to_telegram: Cable,
    telegram_url: String,
    /// Held by whoever decides over its process: a process that stands still can't also stop.
    pub turn: Mutex<()>,
    roles: &'static str,
    url: String,
    binary: PathBuf,
    ground: Arc<Ground>,
    running: Mutex<Option<Running>>,
}

struct Running {
    child: Child,
    process_id: u32,
    watchdog: Watchdog,
}

impl Fleet {
    /// Migrates, starts so many processes and tells Telegram where they are.
    pub async fn launch(ground: Arc<Ground>, binary: &Path, count: usize) -> Result<Self> {
        let mut ships = Vec::new();
        for index in 0..count {
            ships.push(Ship::build(Arc::clone(&ground), binary, index).await?);
        }
        let fleet = Self { ships, ground };
        fleet.runs_once("migrate").await?;
        for ship in &fleet.ships {
            ship.start().await?;
        }
        fleet.until_ready().await?;
        fleet.runs_once("set-webhook").await?;
        Ok(fleet)
    }

    async fn runs_once(&self, command: &str) -> Result<()> {
        let ship = self.ships.first().context("a fleet has ships")?;
        let status = ship.command(&[command])?.status().await;
        let status = status.with_context(|| format!("cannot run {command}"))?;
        ensure!(status.success(), "{command} ended with {status}");
        Ok(())
    }

    /// Waits until all who stand behind the balancer are ready.
    pub async fn until_ready(&self) -> Result<()> {
        let behind = self.ships.iter().filter(|ship| ship.takes_updates());
        let waiting = timeout(
            START_PATIENCE,
            self.ground.balancer.until_ready(behind.count()),
        );
        waiting.await.context("the processes are never ready")
    }

    /// Resident memory of each that runs, in millions of bytes.
    pub async fn memory(&self) -> Vec<(String, f64)> {
        let mut memory = Vec::new();
        for ship in &self.ships {
            if let Some(megabytes) = ship.memory().await {
                memory.push((ship.name.clone(), megabytes));
            }
        }
        memory
    }

    /// The name of the process that calls Telegram there.
    pub fn whose(&self, called_at: &str) -> Option<String> {
        let mut ships = self.ships.iter();
        let ship = ships.find(|ship| ship.to_telegram.address().to_string() == called_at)?;
        Some(ship.name.clone())
    }

    /// Ends all of them in order; what they did wrong then or before.
    pub async fn stop(&self) -> Result<Vec<String>> {
        let mut wrongs = Vec::new();
        for ship in &self.ships {
            wrongs.extend(ship.stop().await?);
        }
        Ok(wrongs)
    }
}

impl Ship {
    async fn build(ground: Arc<Ground>, binary: &Path, index: usize) -> Result<Self> {
        let (cable, _) = Cable::to_url(ground.database_url()).await?;
        let (to_telegram, telegram_url) = Cable::to_url(&ground.telegram.url()).await?;
        let port = server::bind(0)?
            .local_addr()
            .context("cannot find a free port")?
            .port();
        let ship = Self {
            name: format!("process {index}"),
            cable,
            to_telegram,
            telegram_url,
            turn: Mutex::default(),
            roles: ROLES[index % ROLES.len()],
            url: format!("http://127.0.0.1:{port}"),
            binary: binary.to_owned(),
            ground,
            running: Mutex::default(),
        };
        if ship.takes_updates() {
            ship.ground.balancer.add(&ship.url);
        }
        Ok(ship)
    }

    pub fn takes_updates(&self) -> bool {
        self.roles.contains("bot")
    }

    pub fn log_path(&self) -> PathBuf {
        let name = format!("{}.log", self.name.replace(' ', "-"));
        self.ground.folder.join(name)
    }

    fn command(&self, arguments: &[&str]) -> Result<Command> {
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log_path())
            .context("cannot write a process's log")?;
        let second_handle = log.try_clone().context("cannot share a process's log")?;
        let mut database: url::Url = self
            .ground
            .database_url()
            .parse()
            .context("not an address")?;
        let by_cable = database.set_port(Some(self.cable.address().port()));
        ensure!(by_cable.is_ok(), "the database's address can't name a port");
        let mut command = Command::new(&self.binary);
        command
            .args(arguments)
            .env_clear()
            .envs(self.ground.settings())
            .env("DATABASE_URL", database.as_str())
            .env("TELEGRAM_API_URL", &self.telegram_url)
            .env("HTTP_ADDR", self.url.trim_start_matches("http://"))
            .env("RUST_LOG", "info")
            // Away from a `.env` with somebody's real keys.
            .current_dir(&self.ground.folder)
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(second_handle)
            .kill_on_drop(true);
        Ok(command)
    }

    pub async fn start(&self) -> Result<()> {
        let child = self
            .command(&["run", "--no-migrate", "--roles", self.roles])?
            .spawn()
            .context("cannot start the product")?;
        let process_id = child.id().context("cannot tell the process's id")?;
        let mut watchdog = Watchdog::start()?;
        watchdog.guard_process(process_id, Signal::Kill)?;
        *self.running.lock().await = Some(Running {
            child,
            process_id,
            watchdog,
        });
        Ok(())
    }

    /// Ends the process as a crash does; what it had done wrong before.
    pub async fn kill(&self) -> Result<Option<String>> {
        let wrong = self.has_ended().await;
        if let Some(mut running) = self.running.lock().await.take() {
            running.child.kill().await.context("cannot kill")?;
            running.watchdog.dismiss()?;
        }
        Ok(wrong)
    }

    /// Ends the process in order; what it did wrong then or before.
    pub async fn stop(&self) -> Result<Option<String>> {
        if let Some(wrong) = self.has_ended().await {
            return Ok(Some(wrong));
        }
        let Some(mut running) = self.running.lock().await.take() else {
            return Ok(None);
        };
        let begun = Instant::now();
        send_signal(Signal::Terminate, &running.process_id.to_string())?;
        let status = match timeout(2 * STOP_PATIENCE, running.child.wait()).await {
            Ok(status) => Some(status.context("cannot learn how the product ended")?),
            Err(_) => {
                running.child.kill().await.context("cannot kill")?;
                None
            }
        };
        running.watchdog.dismiss()?;
        Ok(wrong_end(&self.name, begun.elapsed(), status))
    }

    /// Takes all processors away from the process, or gives them back.
    pub async fn signal(&self, signal: Signal) -> Result<()> {
        match &*self.running.lock().await {
            Some(running) => send_signal(signal, &running.process_id.to_string()),
            None => Ok(()),
        }
    }

    /// How it ended by itself, which it never should; told once.
    pub async fn has_ended(&self) -> Option<String> {
        let mut running = self.running.lock().await;
        let status = running.as_mut()?.child.try_wait().ok()??;
        let ended = running.take()?;
        // Nobody is left to guard, whether the shell hears so or not.
        let _told = ended.watchdog.dismiss();
        let log = fs::read_to_string(self.log_path()).unwrap_or_default();
        let last_words = log.lines().last().unwrap_or_default();
        Some(format!(
            "{} ended by itself with {status}: {last_words}",
            self.name
        ))
    }

    async fn memory(&self) -> Option<f64> {
        let running = self.running.lock().await;
        let path = format!("/proc/{}/status", running.as_ref()?.process_id);
        let status = fs::read_to_string(path).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kibibytes * 1024.0 / 1_000_000.0)
    }
}

/// What is wrong with how a process ended once it was asked to: after so long, and with this status
/// unless it had to be killed.
pub fn wrong_end(name: &str, took: Duration, status: Option<ExitStatus>) -> Option<String> {
    match status {
        None => Some(format!("{name} never ended when it was asked to")),
        Some(status) if !status.success() => {
            Some(format!("{name} was asked to end and did with {status}"))
        }
        Some(_) if took > STOP_PATIENCE => {
            Some(format!("{name} took {} s to stop", took.as_secs()))
        }
        Some(_) => None,
    }
}
