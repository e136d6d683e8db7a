//! `.env.example` is how operators learn what can be set: it names every variable that the code
//! or `compose.yaml` reads, and no other.

use std::collections::BTreeSet;
use std::fs;

use super::source::{Kind, Source};
use super::{assert_none, repository};

/// Files that read the environment, beside those of [`READERS_FOLDER`].
const READERS: [&str; 3] = [
    "src/config.rs",
    "src/telemetry.rs",
    "src/telemetry/traces.rs",
];

const READERS_FOLDER: &str = "src/config";

/// String literals that look like a variable's name.
fn variables_of_code(source: &Source) -> BTreeSet<String> {
    source
        .shipped()
        .map(|index| &source.tokens[index])
        .filter(|token| token.kind == Kind::Text && is_variable(&token.text))
        .map(|token| token.text.clone())
        .collect()
}

/// Names in `${NAME…}`.
fn variables_of_compose(text: &str) -> BTreeSet<String> {
    text.split("${")
        .skip(1)
        .map(|rest| rest.chars().take_while(|letter| is_part(*letter)).collect())
        .collect()
}

/// Names before `=`, also of settings that are commented out.
fn documented(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| line.trim_start_matches('#').split_once('='))
        .map(|(name, _)| name.to_owned())
        .filter(|name| is_variable(name))
        .collect()
}

fn is_variable(text: &str) -> bool {
    text.contains('_') && text.chars().all(is_part) && !text.starts_with('_')
}

fn is_part(letter: char) -> bool {
    letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_'
}

fn differences(read: &BTreeSet<String>, documented: &BTreeSet<String>) -> Vec<String> {
    let forgotten = read
        .difference(documented)
        .map(|name| format!("{name} is not in .env.example"));
    let needless = documented
        .difference(read)
        .map(|name| format!("{name} is in .env.example, but nothing reads it"));
    forgotten.chain(needless).collect()
}

fn text_of(file: &str) -> String {
    fs::read_to_string(repository().join(file)).unwrap()
}

#[test]
fn every_setting_is_documented() {
    let mut read = variables_of_compose(&text_of("compose.yaml"));
    for reader in READERS {
        read.extend(variables_of_code(&Source::new(reader, &text_of(reader))));
    }
    for reader in Source::all_below(READERS_FOLDER) {
        read.extend(variables_of_code(&reader));
    }
    assert_none(&differences(&read, &documented(&text_of(".env.example"))));
}

#[test]
fn forgotten_and_needless_settings_are_found() {
    let mut read = variables_of_compose("url: x://${HOST_NAME:?set it}/${S3_BUCKET:-b}");
    let code = "fn a() { reader.or(\"HTTP_ADDR\", \"A\", \"an address\"); }";
    read.extend(variables_of_code(&Source::new("src/config.rs", code)));
    assert!(read.iter().eq(["HOST_NAME", "HTTP_ADDR", "S3_BUCKET"]));
    let documented = documented("# A text = b.\nHTTP_ADDR=\n#S3_BUCKET=b\nOLD_NAME=\n");
    assert_eq!(differences(&read, &documented).len(), 2);
}
