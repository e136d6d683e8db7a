//! `sandbox with-postgres -- COMMAND`: what `make test` and `make check` run inside.
//!
//! The command gets no standard input and a process group of its own, so that Ctrl-C, or the end
//! of this process, ends everything that it started.

use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitCode, ExitStatus, Stdio};

use anyhow::{Context, Result};
use sandbox::postgres::Postgres;
use sandbox::signals::Signals;
use sandbox::watchdog::{Signal, Watchdog, send_signal};
use tokio::process::Command;

/// The database that holds the tables of `--migrations`.
const MIGRATED_DATABASE: &str = "migrated";

#[derive(clap::Args)]
pub struct Arguments {
    /// Runs these SQL files first, in a database that DATABASE_URL then names
    #[arg(long, value_name = "FOLDER")]
    migrations: Option<PathBuf>,
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

/// Returns the command's own exit code.
pub async fn run(arguments: Arguments) -> Result<ExitCode> {
    let mut signals = Signals::listen()?;
    let postgres = Postgres::throw_away()?;
    let (program, rest) = arguments
        .command
        .split_first()
        .context("cannot run an empty command")?;
    let mut command = Command::new(program);
    command
        .args(rest)
        .env("SANDBOX_POSTGRES_URL", postgres.url("postgres"))
        .stdin(Stdio::null())
        .process_group(0);
    if let Some(folder) = arguments.migrations {
        postgres.ensure_database(MIGRATED_DATABASE)?;
        postgres.run_files(MIGRATED_DATABASE, &folder)?;
        command.env("DATABASE_URL", postgres.url(MIGRATED_DATABASE));
    }
    let code = run_to_its_end(command, &mut signals).await?;
    postgres.stop()?;
    Ok(ExitCode::from(code))
}

async fn run_to_its_end(mut command: Command, signals: &mut Signals) -> Result<u8> {
    let mut child = command.spawn().context("cannot start the command")?;
    let group_id = child.id().context("cannot tell the command's id")?;
    let mut watchdog = Watchdog::start()?;
    watchdog.guard_group(group_id, Signal::Terminate)?;
    let group = format!("-{group_id}");
    let status = loop {
        tokio::select! {
            status = child.wait() => break status.context("cannot wait for the command")?,
            received = signals.next() => send_signal(received, &group)?,
        }
    };
    // What it left running in its group ends with it.
    send_signal(Signal::Terminate, &group)?;
    watchdog.dismiss()?;
    Ok(exit_code(status))
}

/// The exit code as a shell would tell it.
fn exit_code(status: ExitStatus) -> u8 {
    let code = status
        .code()
        .or_else(|| status.signal().map(|number| 128 + number));
    code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
}
