//! A real PostgreSQL of our own on a loopback port, from the system's package.
//!
//! Tests get a throw-away one without disk syncs; the demo keeps its data in a folder. It never
//! outlives this process, and as root it runs as an unprivileged user.

mod folder;
mod programs;

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::watchdog::{Signal, Watchdog, send_signal};
use folder::Folder;
use programs::Programs;

const USER: &str = "postgres";

/// Crash recovery of a kept folder takes longer than a fresh start, which takes a second.
const START_PATIENCE: Duration = Duration::from_secs(60);
const STOP_PATIENCE: Duration = Duration::from_secs(10);
const PAUSE_BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// Another process can take a port between our look and the server's start.
const PORT_TRIES: u32 = 5;

/// Safe for both kinds of server: loopback only, no socket files, room for parallel tests.
const SETTINGS: [&str; 5] = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=300",
    "wal_level=minimal",
    "max_wal_senders=0",
];

/// Twice as quick, and nobody misses the data after a power cut.
const THROW_AWAY_SETTINGS: [&str; 4] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_wal_size=4GB",
];

/// How a server is stopped; from <https://www.postgresql.org/docs/current/server-shutdown.html>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shutdown {
    /// Transactions are rolled back and the data are written.
    Fast,
    /// As by a crash: the next start recovers from the log.
    Immediate,
}

impl Shutdown {
    fn signal(self) -> Signal {
        match self {
            Self::Fast => Signal::Interrupt,
            Self::Immediate => Signal::Quit,
        }
    }
}

/// A running server. It is stopped on drop, and also when this process is killed.
#[derive(Debug)]
pub struct Postgres {
    server: Child,
    watchdog: Option<Watchdog>,
    programs: Programs,
    folder: Folder,
    port: u16,
}

impl Postgres {
    /// Starts an empty server whose data vanish with it.
    pub fn throw_away() -> Result<Postgres> {
        let programs = Programs::find()?;
        let folder = Folder::throw_away(&programs)?;
        Postgres::start(programs, folder, 0)
    }

    /// Starts an empty server whose data vanish with it, but which writes them as durably as one in
    /// production: figures measured on anything else would flatter.
    pub fn durable_throw_away() -> Result<Postgres> {
        let programs = Programs::find()?;
        let folder = Folder::throw_away_on_disk(&programs)?;
        Postgres::start(programs, folder, 0)
    }

    /// Starts a server whose data stay in `folder`. Port 0 means any free port.
    pub fn in_folder(folder: &Path, port: u16) -> Result<Postgres> {
        let programs = Programs::find()?;
        let folder = Folder::kept(folder, &programs)?;
        Postgres::start(programs, folder, port)
    }

    /// The address of one database; the server always has one named `postgres`.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{database}", self.port)
    }

    /// The process that all others of the server are children of.
    pub fn process_id(&self) -> u32 {
        self.server.id()
    }

    /// Creates a database unless it is there already.
    pub fn ensure_database(&self, database: &str) -> Result<()> {
        let known = format!("select 1 from pg_database where datname = '{database}'");
        if self.query("postgres", &known)?.trim().is_empty() {
            let create = format!(r#"create database "{database}""#);
            self.query("postgres", &create)?;
        }
        Ok(())
    }

    /// Runs every `.sql` file of a folder against a database, in the order of their names.
    ///
    /// This knows nothing of the bot, which does not compile before its queries were checked
    /// against a database with these tables.
    pub fn run_files(&self, database: &str, folder: &Path) -> Result<()> {
        let mut files: Vec<PathBuf> = fs::read_dir(folder)
            .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
            .with_context(|| format!("cannot list {}", folder.display()))?;
        files.retain(|file| file.extension().is_some_and(|extension| extension == "sql"));
        files.sort();
        for file in files {
            let sql = fs::read_to_string(&file)
                .with_context(|| format!("cannot read {}", file.display()))?;
            // One transaction each, save where a file asks for none, as the bot's migrator does it.
            let is_free = sql.starts_with("-- no-transaction");
            let statements = if is_free {
                sql
            } else {
                format!("begin;\n{sql}\n;commit;")
            };
            self.query(database, &statements)
                .with_context(|| format!("cannot run {}", file.display()))?;
        }
        Ok(())
    }

    /// Sends statements through psql on standard input and returns what they print.
    pub fn query(&self, database: &str, sql: &str) -> Result<String> {
        let mut psql = self
            .programs
            .command("psql")
            .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"])
            .args(["--set=ON_ERROR_STOP=1", "--file=-", &self.url(database)])
            .env("PGOPTIONS", "--client-min-messages=warning")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("cannot start psql")?;
        let mut input = psql.stdin.take().expect("standard input is piped");
        let text = sql.to_owned();
        // A thread of its own: psql may print before it has read everything.
        let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
        let output = psql.wait_with_output().context("cannot wait for psql")?;
        let written = writer.join().expect("writing to a pipe does not panic");
        ensure!(
            output.status.success(),
            "psql says: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
        written.context("cannot write to psql")?;
        String::from_utf8(output.stdout).context("psql printed something that is not text")
    }

    /// Stops the server and starts it again on its data, as an update of it or a crash do. Whoever
    /// is connected is cut off.
    pub fn restart(&mut self, shutdown: Shutdown) -> Result<()> {
        send_signal(shutdown.signal(), &self.server.id().to_string())?;
        let deadline = Instant::now() + STOP_PATIENCE;
        while self.server.try_wait()?.is_none() {
            ensure!(Instant::now() < deadline, "PostgreSQL does not stop");
            pause();
        }
        self.server = spawn(&self.programs, &self.folder, self.port)?;
        if let Some(watchdog) = &mut self.watchdog {
            watchdog.guard_process(self.server.id(), stop_signal(&self.folder))?;
        }
        wait_until_ready(&mut self.server, &self.folder)
    }

    /// Stops the server; throw-away data are removed.
    pub fn stop(mut self) -> Result<()> {
        self.shut_down()
    }

    fn start(programs: Programs, folder: Folder, port: u16) -> Result<Postgres> {
        let mut watchdog = Watchdog::start()?;
        if folder.is_throw_away() {
            watchdog.guard_folder(folder.path())?;
        }
        folder.fill(&programs)?;
        let mut tries = 0;
        loop {
            tries += 1;
            let wanted_port = if port == 0 { free_port()? } else { port };
            let mut server = spawn(&programs, &folder, wanted_port)?;
            watchdog.guard_process(server.id(), stop_signal(&folder))?;
            let Err(error) = wait_until_ready(&mut server, &folder) else {
                return Ok(Postgres {
                    server,
                    watchdog: Some(watchdog),
                    programs,
                    folder,
                    port: wanted_port,
                });
            };
            let port_was_taken = folder.log().contains("Address already in use");
            if port != 0 || !port_was_taken || tries == PORT_TRIES {
                return Err(error);
            }
        }
    }

    fn shut_down(&mut self) -> Result<()> {
        let Some(watchdog) = self.watchdog.take() else {
            return Ok(());
        };
        send_signal(stop_signal(&self.folder), &self.server.id().to_string())?;
        let deadline = Instant::now() + STOP_PATIENCE;
        while self.server.try_wait()?.is_none() {
            // Returning early drops the watchdog, which kills the server.
            ensure!(Instant::now() < deadline, "PostgreSQL does not stop");
            pause();
        }
        self.folder.remove_if_throw_away()?;
        watchdog.dismiss()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Err(error) = self.shut_down() {
            tracing::warn!("PostgreSQL did not stop in order: {error:#}");
        }
    }
}

fn spawn(programs: &Programs, folder: &Folder, port: u16) -> Result<Child> {
    let mut command = programs.command("postgres");
    command
        .arg("-D")
        .arg(folder.data())
        .arg("-p")
        .arg(port.to_string());
    let extra: &[&str] = if folder.is_hasty() {
        &THROW_AWAY_SETTINGS
    } else {
        &[]
    };
    for setting in SETTINGS.iter().chain(extra) {
        command.arg("-c").arg(setting);
    }
    let log = folder.new_log()?;
    let second_handle = log.try_clone().context("cannot share the log file")?;
    command
        .stdout(log)
        .stderr(second_handle)
        // Its own group: Ctrl-C must reach the tests before their database goes away.
        .process_group(0)
        .spawn()
        .context("cannot start postgres")
}

/// Immediate shutdown suits data that nobody will read; the kept ones get a final checkpoint.
fn stop_signal(folder: &Folder) -> Signal {
    if folder.is_throw_away() {
        Signal::Quit
    } else {
        Signal::Interrupt
    }
}

fn wait_until_ready(server: &mut Child, folder: &Folder) -> Result<()> {
    let deadline = Instant::now() + START_PATIENCE;
    while !folder.says_ready(server.id()) {
        if let Some(status) = server.try_wait().context("cannot watch PostgreSQL")? {
            bail!("PostgreSQL ended at its start ({status}): {}", folder.log());
        }
        ensure!(
            Instant::now() < deadline,
            "PostgreSQL is not ready after {} s: {}",
            START_PATIENCE.as_secs(),
            folder.log()
        );
        pause();
    }
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "watching a child process has no event to wait for, and no runtime is needed here"
)]
fn pause() {
    std::thread::sleep(PAUSE_BETWEEN_LOOKS);
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("cannot find a free port")?;
    let address = listener.local_addr().context("cannot find a free port")?;
    Ok(address.port())
}
