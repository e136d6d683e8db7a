//! Keeps the state in a folder between runs: one JSON file, and one file for each content.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use bytes::Bytes;

use super::{Telegram, state::State};
use crate::kept::{self, replace};

const STATE_FILE: &str = "telegram.json";
const CONTENTS_FOLDER: &str = "telegram-files";
/// Changes come in bursts; they are written together.
const PAUSE: Duration = Duration::from_millis(300);

/// What a run before left there, if anything.
pub fn load(folder: &Path) -> anyhow::Result<Option<State>> {
    let Some(mut state) = kept::load::<State>(&folder.join(STATE_FILE))? else {
        return Ok(None);
    };
    state.files.contents = load_contents(&folder.join(CONTENTS_FOLDER))?;
    Ok(Some(state))
}

fn load_contents(folder: &Path) -> anyhow::Result<HashMap<String, Bytes>> {
    let mut contents = HashMap::new();
    if !folder.exists() {
        return Ok(contents);
    }
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let path = entry.context("cannot list the files")?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        contents.insert(name, bytes.into());
    }
    Ok(contents)
}

/// Saves after every burst of changes until the fake stops.
pub async fn keep(telegram: Telegram) {
    let mut changes = telegram.subscribe();
    loop {
        tokio::select! {
            () = telegram.shared.stop.cancelled() => return,
            changed = changes.changed() => if changed.is_err() { return },
        }
        tokio::time::sleep(PAUSE).await;
        changes.mark_unchanged();
        if let Err(error) = telegram.save() {
            tracing::error!("cannot keep the state of the fake Telegram: {error:#}");
        }
    }
}

/// Writes what changed since the last time.
pub struct Keeper {
    folder: PathBuf,
    written: BTreeSet<String>,
}

impl Keeper {
    pub fn new(folder: PathBuf, state: &State) -> Self {
        Self {
            folder,
            written: state.files.contents.keys().cloned().collect(),
        }
    }

    pub fn save(&mut self, telegram: &Telegram) -> anyhow::Result<()> {
        let (json, contents) = telegram.read(|state| {
            let all = state.files.contents.iter();
            let fresh: Vec<(String, Bytes)> = all
                .filter(|(name, _)| !self.written.contains(*name))
                .map(|(name, bytes)| (name.clone(), bytes.clone()))
                .collect();
            (serde_json::to_vec(state), fresh)
        });
        let folder = self.folder.join(CONTENTS_FOLDER);
        fs::create_dir_all(&folder).context("cannot make the folder for files")?;
        for (name, bytes) in contents {
            replace(&folder.join(&name), &bytes)?;
            self.written.insert(name);
        }
        replace(
            &self.folder.join(STATE_FILE),
            &json.context("cannot write the state as JSON")?,
        )
    }
}
