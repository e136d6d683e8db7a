//! Where a server keeps its data, and what can be read there about its state.

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{USER, programs::Programs};

/// Memory-backed on Linux: twice as quick as a disk.
const MEMORY_FOLDER: &str = "/dev/shm";

/// A test database takes 8 MB. Containers often get only 64 MB of shared memory.
const ROOM_NEEDED_KB: u64 = 2 * 1024 * 1024;

/// Where the data go when root's folder is closed to the account that runs the server.
const OPEN_FOLDER: &str = "/var/lib/pinglass-sandbox";

/// The server writes its process id into the first line of this file, its state into the eighth.
const STATE_FILE: &str = "postmaster.pid";

/// Fast to sort, and right for Russian; macOS has no C.UTF-8.
const LOCALE: &str = if cfg!(target_os = "macos") {
    "en_US.UTF-8"
} else {
    "C.UTF-8"
};

#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    throw_away: bool,
    hasty: bool,
}

impl Folder {
    pub fn throw_away(programs: &Programs) -> Result<Folder> {
        let memory = Path::new(MEMORY_FOLDER);
        let parent = if free_kilobytes(memory) >= ROOM_NEEDED_KB && programs.can_write(memory)? {
            memory.to_owned()
        } else {
            std::env::temp_dir()
        };
        Folder::throw_away_in(&parent, true, programs)
    }

    pub fn throw_away_on_disk(programs: &Programs) -> Result<Folder> {
        Folder::throw_away_in(&std::env::temp_dir(), false, programs)
    }

    fn throw_away_in(parent: &Path, hasty: bool, programs: &Programs) -> Result<Folder> {
        let path = parent.join(format!("pinglass-postgres-{}", Uuid::new_v4().simple()));
        create_for(&path, programs)?;
        Ok(Folder {
            path,
            throw_away: true,
            hasty,
        })
    }

    pub fn kept(path: &Path, programs: &Programs) -> Result<Folder> {
        let path = std::path::absolute(path)
            .with_context(|| format!("cannot resolve {}", path.display()))?;
        if !path.exists() {
            create_kept(&path, programs)?;
        }
        let path = fs::canonicalize(&path)
            .with_context(|| format!("cannot resolve {}", path.display()))?;
        Ok(Folder {
            path,
            throw_away: false,
            hasty: false,
        })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    pub fn is_throw_away(&self) -> bool {
        self.throw_away
    }

    /// Whether the server may leave the disk out of it.
    pub fn is_hasty(&self) -> bool {
        self.hasty
    }

    /// Runs initdb unless an earlier run did.
    pub fn fill(&self, programs: &Programs) -> Result<()> {
        let version_file = self.data().join("PG_VERSION");
        if let Ok(version) = fs::read_to_string(version_file) {
            ensure!(
                version.trim() == programs.version.to_string(),
                "the data in {} belong to PostgreSQL {}, not {}: remove the folder to start anew",
                self.path.display(),
                version.trim(),
                programs.version
            );
            return Ok(());
        }
        // What an interrupted initdb left behind would make it refuse.
        let _ = fs::remove_dir_all(self.data());
        let output = programs
            .command("initdb")
            .arg("-D")
            .arg(self.data())
            .args(["-U", USER, "-A", "trust", "-E", "UTF8", "-N"])
            .arg(format!("--locale={LOCALE}"))
            .output()
            .context("cannot start initdb")?;
        ensure!(
            output.status.success(),
            "initdb says: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
        Ok(())
    }

    /// Whether this very server, and not one that was killed here earlier, takes connections.
    pub fn says_ready(&self, process_id: u32) -> bool {
        let state = fs::read_to_string(self.data().join(STATE_FILE)).unwrap_or_default();
        let lines: Vec<&str> = state.lines().map(str::trim).collect();
        lines.first() == Some(&process_id.to_string().as_str()) && lines.get(7) == Some(&"ready")
    }

    pub fn new_log(&self) -> Result<File> {
        File::create(self.log_path()).context("cannot create PostgreSQL's log")
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    pub fn remove_if_throw_away(&self) -> Result<()> {
        if self.throw_away {
            fs::remove_dir_all(&self.path)
                .with_context(|| format!("cannot remove {}", self.path.display()))?;
        }
        Ok(())
    }

    fn log_path(&self) -> PathBuf {
        self.path.join("log")
    }
}

/// Creates the folder in place, or as a link to one that the server's account can reach.
fn create_kept(path: &Path, programs: &Programs) -> Result<()> {
    // A link whose target is gone.
    let _ = fs::remove_file(path);
    create_for(path, programs)?;
    if programs.can_write(path)? {
        return Ok(());
    }
    let name = hex_prefix(&Sha256::digest(path.as_os_str().as_encoded_bytes()));
    let open_folder = Path::new(OPEN_FOLDER).join(name);
    // Without a link to them, data there are left over from a demo whose folder was removed.
    let _ = fs::remove_dir_all(&open_folder);
    create_for(&open_folder, programs)?;
    fs::remove_dir(path)
        .and_then(|()| symlink(&open_folder, path))
        .with_context(|| format!("cannot link {}", path.display()))
}

fn create_for(path: &Path, programs: &Programs) -> Result<()> {
    fs::create_dir_all(path).with_context(|| format!("cannot create {}", path.display()))?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700))
        .with_context(|| format!("cannot close {} to others", path.display()))?;
    if let Some(account) = programs.account {
        chown(path, Some(account.user_id), Some(account.group_id))
            .with_context(|| format!("cannot hand over {}", path.display()))?;
    }
    Ok(())
}

fn hex_prefix(digest: &[u8]) -> String {
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Reads the fourth column of `df -Pk`; 0 where there is no such folder.
fn free_kilobytes(folder: &Path) -> u64 {
    let Ok(output) = Command::new("df").arg("-Pk").arg(folder).output() else {
        return 0;
    };
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .nth(1)
        .and_then(|line| line.split_whitespace().nth(3)?.parse().ok())
        .unwrap_or(0)
}
