//! PostgreSQL of our own: it works, keeps what it should, and leaves nothing behind, whatever
//! ends it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use sandbox::postgres::Postgres;

const PATIENCE: Duration = Duration::from_secs(15);

/// Runs one statement and returns what psql prints.
fn ask(url: &str, sql: &str) -> String {
    let output = Command::new("psql")
        .args([url, "--no-psqlrc", "--tuples-only", "--no-align", "-c", sql])
        .output()
        .expect("psql runs");
    String::from_utf8(output.stdout)
        .expect("psql prints text")
        .trim()
        .to_owned()
}

fn with_postgres(command: &str) -> Command {
    let mut sandbox = Command::new(env!("CARGO_BIN_EXE_sandbox"));
    sandbox
        .args(["with-postgres", "--", "sh", "-c", command])
        .stdin(Stdio::null());
    sandbox
}

/// Waits for a file that a command writes, and returns what is in it.
fn written_to(file: &Path) -> String {
    wait_until("the command has written its file", || {
        std::fs::read_to_string(file).is_ok_and(|text| text.ends_with('\n'))
    });
    let text = std::fs::read_to_string(file).expect("it was there just now");
    text.trim().to_owned()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the end of somebody else's process has no event to wait for"
)]
fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "not in time: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn runs(process_id: &str) -> bool {
    if let Ok(state) = std::fs::read_to_string(format!("/proc/{process_id}/stat")) {
        // A zombie has ended; only its parent has not asked yet.
        return !state.contains(") Z ");
    }
    let asked = Command::new("kill")
        .args(["-s", "0", process_id])
        .stderr(Stdio::null())
        .status();
    asked.expect("kill runs").success()
}

/// A command beside PostgreSQL that runs until it is ended.
struct Endless {
    sandbox: Child,
    command_id: String,
    /// Where the server keeps its data.
    data: PathBuf,
    _folder: tempfile::TempDir,
}

impl Endless {
    fn start() -> Endless {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (id_file, data_file) = (folder.path().join("id"), folder.path().join("data"));
        let command = format!(
            "psql -Atc 'show data_directory' $SANDBOX_POSTGRES_URL > {}; sleep 600 & echo $! > {}; wait",
            data_file.display(),
            id_file.display(),
        );
        let sandbox = with_postgres(&command).spawn().expect("the sandbox starts");
        let command_id = written_to(&id_file);
        let data = PathBuf::from(written_to(&data_file));
        assert!(runs(&command_id) && data.exists());
        Endless {
            sandbox,
            command_id,
            data,
            _folder: folder,
        }
    }

    fn send(&self, signal: &str) {
        let target = self.sandbox.id().to_string();
        let status = Command::new("kill").args(["-s", signal, &target]).status();
        assert!(status.expect("kill runs").success());
    }

    fn assert_all_is_gone(&self) {
        wait_until("the command has ended", || !runs(&self.command_id));
        wait_until("the data are removed", || !self.data.exists());
    }
}

#[test]
fn a_throw_away_server_answers_and_vanishes() {
    let postgres = Postgres::throw_away().expect("PostgreSQL starts");
    postgres.ensure_database("shop").expect("a new database");
    postgres
        .ensure_database("shop")
        .expect("it is there already");
    let data = PathBuf::from(ask(&postgres.url("shop"), "show data_directory"));
    assert!(data.exists());
    postgres.stop().expect("it stops");
    assert!(!data.exists());
}

#[test]
fn a_kept_server_finds_its_data_again() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("postgres");
    let first = Postgres::in_folder(&path, 0).expect("PostgreSQL starts");
    ask(&first.url("postgres"), "create table kept as select 7 as n");
    first.stop().expect("it stops");
    let second = Postgres::in_folder(&path, 0).expect("PostgreSQL starts again");
    assert_eq!(ask(&second.url("postgres"), "select n from kept"), "7");
}

#[test]
fn a_broken_migration_is_named() {
    let postgres = Postgres::throw_away().expect("PostgreSQL starts");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, sql: &str| std::fs::write(folder.path().join(name), sql);
    write(
        "0002_second.sql",
        "insert into first values (1); select oops",
    )
    .expect("written");
    write("0001_first.sql", "create table first (n int)").expect("written");
    let error = postgres
        .run_files("postgres", folder.path())
        .expect_err("the second is broken");
    assert!(format!("{error:#}").contains("0002_second.sql"));
    let count = ask(&postgres.url("postgres"), "select count(*) from first");
    assert_eq!(count, "0", "a broken file leaves nothing");
}

#[test]
fn the_commands_exit_code_is_passed_on() {
    let status = with_postgres("exit 7").status().expect("the sandbox runs");
    assert_eq!(status.code(), Some(7));
}

#[test]
fn nothing_is_left_after_termination() {
    let mut endless = Endless::start();
    endless.send("TERM");
    let status = endless.sandbox.wait().expect("the sandbox ends");
    // As a shell tells it: 128 and the signal's number.
    assert_eq!(status.code(), Some(143));
    endless.assert_all_is_gone();
}

#[test]
fn nothing_is_left_after_a_kill() {
    let mut endless = Endless::start();
    endless.send("KILL");
    endless.sandbox.wait().expect("the sandbox is gone");
    endless.assert_all_is_gone();
}
