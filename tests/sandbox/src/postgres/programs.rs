//! Finds the installed PostgreSQL and the account that may run it.
//!
//! Distributions keep `initdb` out of PATH, and it refuses to run as root.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

/// The oldest release that PinGlass runs on.
const OLDEST_VERSION: u32 = 15;

/// Where packages put `<version>/bin` or `postgresql@<version>/bin`: Debian, Fedora, Homebrew.
const PACKAGE_FOLDERS: [(&str, &str); 4] = [
    ("/usr/lib/postgresql", ""),
    ("/usr", "pgsql-"),
    ("/opt/homebrew/opt", "postgresql"),
    ("/usr/local/opt", "postgresql"),
];

/// Accounts that may own the server when the caller is root, best first.
const UNPRIVILEGED_ACCOUNTS: [&str; 2] = ["postgres", "nobody"];

/// The folder of the newest usable PostgreSQL, and who runs it.
#[derive(Debug)]
pub struct Programs {
    folder: PathBuf,
    pub version: u32,
    /// Set when the caller is root.
    pub account: Option<Account>,
}

/// A user and group id.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    pub user_id: u32,
    pub group_id: u32,
}

impl Programs {
    pub fn find() -> Result<Programs> {
        let newest = candidate_folders()
            .into_iter()
            .filter_map(|folder| Some((version_in(&folder)?, folder)))
            .max_by_key(|(version, _)| *version);
        let (version, folder) = newest.context(
            "cannot find PostgreSQL's initdb; install the PostgreSQL server (15 or newer)",
        )?;
        ensure!(
            version >= OLDEST_VERSION,
            "PostgreSQL {version} in {} is too old; install {OLDEST_VERSION} or newer",
            folder.display()
        );
        let account = if own_id("-u")? == 0 {
            Some(unprivileged_account()?)
        } else {
            None
        };
        Ok(Programs {
            folder,
            version,
            account,
        })
    }

    /// A command for one of PostgreSQL's programs, run as the server's account.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.folder.join(program));
        self.become_account(&mut command);
        command
    }

    /// Whether the server's account can write into this folder, all its parents considered.
    pub fn can_write(&self, folder: &Path) -> Result<bool> {
        let mut command = Command::new("test");
        command.arg("-w").arg(folder);
        self.become_account(&mut command);
        let status = command.status().context("cannot run `test -w`")?;
        Ok(status.success())
    }

    fn become_account(&self, command: &mut Command) {
        // The caller's folder may be closed to the account.
        command.current_dir("/").stdin(Stdio::null());
        if let Some(account) = self.account {
            command.uid(account.user_id).gid(account.group_id);
        }
    }
}

fn candidate_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::env::var_os("PATH")
        .map(|path| std::env::split_paths(&path).collect())
        .unwrap_or_default();
    for (parent, prefix) in PACKAGE_FOLDERS {
        let entries = fs::read_dir(parent).into_iter().flatten().flatten();
        folders.extend(
            entries
                .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
                .map(|entry| entry.path().join("bin")),
        );
    }
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output() {
        let folder = String::from_utf8_lossy(&output.stdout);
        folders.push(PathBuf::from(folder.trim()));
    }
    folders.retain(|folder| folder.join("initdb").is_file());
    folders
}

/// Reads the major version from a line like `initdb (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
fn version_in(folder: &Path) -> Option<u32> {
    let output = Command::new(folder.join("initdb"))
        .arg("--version")
        .output()
        .ok()?;
    let line = String::from_utf8_lossy(&output.stdout).into_owned();
    let number = line.split("(PostgreSQL)").nth(1)?.trim_start();
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn unprivileged_account() -> Result<Account> {
    for name in UNPRIVILEGED_ACCOUNTS {
        if let (Ok(user_id), Ok(group_id)) = (id_of(&["-u", name]), id_of(&["-g", name])) {
            return Ok(Account { user_id, group_id });
        }
    }
    bail!("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody")
}

fn own_id(flag: &str) -> Result<u32> {
    id_of(&[flag])
}

fn id_of(arguments: &[&str]) -> Result<u32> {
    let output = Command::new("id")
        .args(arguments)
        .output()
        .context("cannot run `id`")?;
    String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .with_context(|| format!("cannot tell `id {}`", arguments.join(" ")))
}
