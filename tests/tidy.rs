//! Keeps the house in order: what the compiler cannot check about this repository's own files.
//!
//! Every rule is a function from sources to violations. It runs on the repository, where it must
//! find nothing, and on a small bad example, where it must find something.

mod buttons;
mod dependencies;
mod habits;
mod layers;
mod locales;
mod migrations;
mod settings;
mod shape;
mod source;
mod sql;

use std::path::{Path, PathBuf};

/// The folder that this package lives in.
fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder of the repository whose name ends in `.extension`, sorted.
fn files_below(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![repository().join(folder)];
    while let Some(folder) = waiting.pop() {
        let entries = std::fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("cannot list {}: {error}", folder.display()));
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Fails with one violation per line.
fn assert_none(violations: &[String]) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}
