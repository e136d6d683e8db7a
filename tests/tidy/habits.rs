//! Habits that production code keeps: no panics by accident, no lint silenced, no mock, no clock
//! but ours, and no words for people in Rust.

use super::assert_none;
use super::source::{Kind, Source};

/// Runs of tokens that production code never contains, and what to do instead.
const HABITS: [(&[&str], &str); 7] = [
    (&[".", "unwrap", "("], "`expect` states the invariant"),
    (&["todo", "!"], "finish it"),
    (&["unimplemented", "!"], "finish it"),
    (&["dbg", "!"], "log through tracing"),
    (
        &["#", "[", "allow"],
        "`#[expect(…, reason = …)]` tells when it is over",
    ),
    (
        &["#", "!", "[", "allow"],
        "`#[expect(…, reason = …)]` tells when it is over",
    ),
    (&["cfg", "!"], "production code does not know where it runs"),
];

/// Clocks that no test can set. Only `clock.rs` reads one.
const CLOCKS: [&[&str]; 3] = [
    &["Utc", ":", ":", "now"],
    &["Local", ":", ":", "now"],
    &["SystemTime", ":", ":", "now"],
];

const LOG_MACROS: [&str; 5] = ["error", "warn", "info", "debug", "trace"];

/// How variables and fields with something private in them are called.
const PRIVATE: [&str; 10] = [
    "caption",
    "expose_secret",
    "first_name",
    "link",
    "payload",
    "prompt",
    "secret",
    "text",
    "token",
    "url",
];

fn bad_habits(source: &Source) -> Vec<String> {
    let mut violations = Vec::new();
    for index in source.shipped() {
        for (tokens, instead) in HABITS {
            if source.matches(index, tokens) {
                let what = format!("`{}`: {instead}", tokens.concat());
                violations.push(source.violation(index, &what));
            }
        }
        if source.name() != "clock" && CLOCKS.iter().any(|clock| source.matches(index, clock)) {
            violations.push(source.violation(index, "ask the Clock for the time"));
        }
        let word = &source.tokens[index];
        if word.kind == Kind::Word && word.text.to_lowercase().contains("mock") {
            violations.push(source.violation(index, "a mock: fakes are servers on a socket"));
        }
        let tests_only = source.matches(index, &["cfg", "(", "test"]);
        if tests_only && !source.matches(index + 5, &["mod"]) {
            violations.push(source.violation(index, "code that only tests compile"));
        }
    }
    violations
}

/// Words for people live in `locales/`: no Russian in Rust, and in a `screens.rs`, which is all
/// about words, no English either.
fn words_for_people(source: &Source) -> Vec<String> {
    let is_words = |index: &usize| {
        let token = &source.tokens[*index];
        let states_an_invariant = *index >= 2 && source.matches(index - 2, &["expect", "("]);
        let documents = *index >= 2 && source.matches(index - 2, &["doc", "="]);
        let gives_a_reason = *index >= 2 && source.matches(index - 2, &["reason", "="]);
        token.kind == Kind::Text
            && !(states_an_invariant || documents || gives_a_reason)
            && (has_cyrillic(&token.text) || source.name() == "screens" && has_phrase(&token.text))
    };
    source
        .shipped()
        .filter(is_words)
        .map(|index| source.violation(index, "words for people belong in locales/"))
        .collect()
}

/// Secrets, addresses of photos and what people wrote must not reach a log, which many can read.
fn private_things_in_logs(source: &Source) -> Vec<String> {
    let mut violations = Vec::new();
    for index in source.shipped() {
        let is_log = LOG_MACROS
            .iter()
            .any(|name| source.matches(index, &[name, "!", "("]));
        if !is_log {
            continue;
        }
        let end = source.tokens[index + 2].end;
        for position in index + 3..end {
            let token = &source.tokens[position];
            if token.kind == Kind::Word && PRIVATE.contains(&token.text.as_str()) {
                let what = format!("`{}` in a log", token.text);
                violations.push(source.violation(position, &what));
            }
        }
    }
    violations
}

fn has_cyrillic(text: &str) -> bool {
    text.chars()
        .any(|letter| ('\u{400}'..='\u{4ff}').contains(&letter))
}

/// Two words of letters next to each other.
fn has_phrase(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_word = |word: &str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    words
        .windows(2)
        .any(|pair| is_word(pair[0]) && is_word(pair[1]))
}

#[test]
fn production_code_keeps_its_habits() {
    let violations: Vec<String> = Source::all_below("src")
        .iter()
        .flat_map(bad_habits)
        .collect();
    assert_none(&violations);
}

#[test]
fn words_for_people_are_in_the_locales() {
    let violations: Vec<String> = Source::all_below("src")
        .iter()
        .flat_map(words_for_people)
        .collect();
    assert_none(&violations);
}

#[test]
fn logs_hold_nothing_private() {
    let violations: Vec<String> = Source::all_below("src")
        .iter()
        .flat_map(private_things_in_logs)
        .collect();
    assert_none(&violations);
}

#[test]
fn bad_habits_are_found() {
    for text in [
        "fn a() { b().unwrap(); }",
        "fn a() { todo!() }",
        "#[allow(unused)] fn a() {}",
        "#![allow(unused)]",
        "fn a() { chrono::Utc::now(); }",
        "struct MockTelegram;",
        "#[cfg(test)] fn fake_payment() {}",
        "fn a() { if cfg!(debug_assertions) {} }",
    ] {
        assert_eq!(
            bad_habits(&Source::new("src/a.rs", text)).len(),
            1,
            "{text}"
        );
    }
    let tests = "#[cfg(test)] mod tests { fn a() { b().unwrap(); } }";
    assert_none(&bad_habits(&Source::new("src/a.rs", tests)));
    assert_none(&bad_habits(&Source::new(
        "src/a.rs",
        "#[cfg(test)] mod tests;",
    )));
    assert_none(&bad_habits(&Source::new(
        "src/a/tests.rs",
        "fn a() { b().unwrap(); }",
    )));
    assert_none(&bad_habits(&Source::new(
        "src/clock.rs",
        "fn a() { Utc::now(); }",
    )));
}

#[test]
fn words_for_people_in_rust_are_found() {
    let russian = "fn a() { b(\"Готово\"); } // Готово";
    assert_eq!(
        words_for_people(&Source::new("src/a/chat.rs", russian)).len(),
        1
    );
    let english = "//! Says it is done.\nfn a() { b(\"It is done\").expect(\"it is there\"); }";
    assert_eq!(
        words_for_people(&Source::new("src/a/screens.rs", english)).len(),
        1
    );
    assert_none(&words_for_people(&Source::new("src/a/chat.rs", english)));
}

#[test]
fn private_things_in_logs_are_found() {
    for text in [
        "fn a() { tracing::warn!(photo = %photo.url, \"a photo is away\"); }",
        "fn a() { info!(\"{} came\", message.text); }",
    ] {
        assert_eq!(
            private_things_in_logs(&Source::new("src/a.rs", text)).len(),
            1,
            "{text}"
        );
    }
    let text = "fn a() { tracing::warn!(order.id = id, \"the url is away\"); b(url); }";
    assert_none(&private_things_in_logs(&Source::new("src/a.rs", text)));
}
