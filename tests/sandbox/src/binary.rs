//! Where the bot itself lies: it is built beside this program.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// The `named` bot, or the one beside this program, by its absolute path.
///
/// # Errors
/// When it is not there.
pub fn find(named: Option<&Path>) -> Result<PathBuf> {
    let binary = match named {
        Some(binary) => binary.to_owned(),
        None => std::env::current_exe()
            .context("cannot tell where this program lies")?
            .with_file_name("pinglass"),
    };
    ensure!(
        binary.exists(),
        "cannot find {}; build it with `cargo build --workspace`",
        binary.display()
    );
    std::path::absolute(&binary).with_context(|| format!("cannot resolve {}", binary.display()))
}
