//! State that a fake keeps in one JSON file, so that its next run goes on where this one ended.

use std::{fs, path::Path};

use anyhow::Context;
use serde::{Serialize, de::DeserializeOwned};

/// What a run before left there, if anything.
///
/// # Errors
/// When the file is there and can't be read or understood.
pub fn load<T: DeserializeOwned>(path: &Path) -> anyhow::Result<Option<T>> {
    if !path.exists() {
        return Ok(None);
    }
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let state = serde_json::from_str(&text)
        .with_context(|| format!("cannot understand {}", path.display()))?;
    Ok(Some(state))
}

/// Keeps a small state after each change of it. A fake goes on when that fails.
pub fn keep(path: &Path, state: &impl Serialize) {
    let written = serde_json::to_vec(state)
        .context("cannot write a state as JSON")
        .and_then(|json| replace(path, &json));
    if let Err(error) = written {
        tracing::error!("cannot keep the state of a fake: {error:#}");
    }
}

/// Writes beside and renames, so that a crash leaves the old file or the new one.
///
/// # Errors
/// When the folder can't be written to.
pub fn replace(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let draft = path.with_extension("draft");
    fs::write(&draft, bytes).with_context(|| format!("cannot write {}", draft.display()))?;
    fs::rename(&draft, path).with_context(|| format!("cannot write {}", path.display()))
}
