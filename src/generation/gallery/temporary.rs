//! Files that live only while they are worked with. Each is locked by its process,
//! so that the next one to make such a file knows those of dead processes, which no
//! destructor took away, and removes them.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use anyhow::Context;
use tempfile::{NamedTempFile, TempPath};

/// Below the system's folder for temporary files.
const FOLDER: &str = "pinglass";

/// A file that is removed when this is dropped.
pub(super) struct TemporaryFile {
    path: TempPath,
    /// Holds the lock.
    file: File,
}

impl TemporaryFile {
    pub(super) fn path(&self) -> PathBuf {
        self.path.to_path_buf()
    }

    /// For writing to the file; the lock stays when it is closed.
    ///
    /// # Errors
    /// When the system has no handle left.
    pub(super) fn writer(&self) -> anyhow::Result<File> {
        self.file
            .try_clone()
            .context("cannot open a temporary file")
    }
}

/// A new, empty file whose name ends in `extension`.
///
/// # Errors
/// When the disk can't be written to.
pub(super) async fn create(extension: &'static str) -> anyhow::Result<TemporaryFile> {
    let folder = std::env::temp_dir().join(FOLDER);
    tokio::task::spawn_blocking(move || create_in(&folder, extension))
        .await
        .context("making a temporary file panicked")?
}

fn create_in(folder: &Path, extension: &str) -> anyhow::Result<TemporaryFile> {
    fs::create_dir_all(folder).context("cannot make a folder for temporary files")?;
    remove_abandoned(folder);
    loop {
        let new = tempfile::Builder::new()
            .suffix(&format!(".{extension}"))
            .tempfile_in(folder)
            .context("cannot make a temporary file")?;
        let (file, path) = NamedTempFile::into_parts(new);
        file.lock().context("cannot lock a temporary file")?;
        // Between being made and being locked it looked abandoned to others.
        if path.exists() {
            return Ok(TemporaryFile { path, file });
        }
    }
}

/// Removes what nobody holds a lock on. What can't be opened is another user's.
fn remove_abandoned(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let Ok(file) = File::open(&path) else {
            continue;
        };
        if file.try_lock().is_ok() && fs::remove_file(&path).is_ok() {
            tracing::info!("a temporary file of a dead process was removed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_dead_are_removed_and_those_of_the_living_stay() {
        let folder = tempfile::tempdir().unwrap();
        let mine = create_in(folder.path(), "zip").unwrap();
        let writer = mine.writer().unwrap();
        drop(writer);
        let abandoned = folder.path().join("dead.zip");
        fs::write(&abandoned, b"half a zip").unwrap();
        let another = create_in(folder.path(), "zip").unwrap();
        assert!(!abandoned.exists());
        assert!(mine.path().exists() && another.path().exists());
        let path = mine.path();
        drop(mine);
        assert!(!path.exists());
    }
}
