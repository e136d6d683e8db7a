//! Files and functions that can be read in one go, each file saying what it is for.

use std::fs;

use super::source::{Kind, Source};
use super::{assert_none, files_below};

const MOST_LINES_OF_A_FILE: usize = 400;
const MOST_LINES_OF_A_FUNCTION: usize = 70;

fn long_file(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    if lines <= MOST_LINES_OF_A_FILE {
        return Vec::new();
    }
    vec![format!(
        "{}: {lines} lines, at most {MOST_LINES_OF_A_FILE}",
        source.path
    )]
}

fn long_functions(source: &Source) -> Vec<String> {
    let mut violations = Vec::new();
    for (index, token) in source.tokens.iter().enumerate() {
        let is_function = token.text == "fn" && token.kind == Kind::Word;
        let Some(name) = source
            .tokens
            .get(index + 1)
            .filter(|next| next.kind == Kind::Word)
        else {
            continue;
        };
        let Some(last_line) = is_function.then(|| end_of_body(source, index)).flatten() else {
            continue;
        };
        let lines = last_line - token.line + 1;
        if lines > MOST_LINES_OF_A_FUNCTION {
            let what = format!(
                "{} has {lines} lines, at most {MOST_LINES_OF_A_FUNCTION}",
                name.text
            );
            violations.push(source.violation(index, &what));
        }
    }
    violations
}

/// The last line of the function that starts at `index`; none for one without a body.
fn end_of_body(source: &Source, index: usize) -> Option<usize> {
    let mut position = index;
    loop {
        let token = source.tokens.get(position)?;
        match token.text.as_str() {
            "{" => return Some(source.tokens[token.end].line),
            ";" => return None,
            _ => position = token.end.max(position) + 1,
        }
    }
}

fn missing_module_doc(source: &Source) -> Vec<String> {
    if source.text.starts_with("//! ") {
        return Vec::new();
    }
    vec![format!(
        "{}: starts without saying what it is for (`//! …`)",
        source.path
    )]
}

/// Marks that something was left for later; nothing is.
fn unfinished(path: &str, text: &str) -> Vec<String> {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
    ];
    text.lines()
        .enumerate()
        .filter(|(_, line)| {
            line.split(|letter: char| !letter.is_alphanumeric())
                .any(|word| marks.contains(&word))
        })
        .map(|(index, line)| format!("{path}:{}: unfinished: {}", index + 1, line.trim()))
        .collect()
}

/// The bot, its tests and the sandbox.
fn all_sources() -> Vec<Source> {
    let mut sources = Source::all_below("src");
    sources.extend(Source::all_below("tests"));
    sources
}

#[test]
fn files_are_short() {
    let violations: Vec<String> = all_sources().iter().flat_map(long_file).collect();
    assert_none(&violations);
}

#[test]
fn functions_fit_one_screen() {
    let violations: Vec<String> = all_sources().iter().flat_map(long_functions).collect();
    assert_none(&violations);
}

#[test]
fn every_module_says_what_it_is_for() {
    let violations: Vec<String> = all_sources().iter().flat_map(missing_module_doc).collect();
    assert_none(&violations);
}

#[test]
fn nothing_is_left_for_later() {
    let mut violations = Vec::new();
    for (folder, extension) in [
        ("src", "rs"),
        ("tests", "rs"),
        ("migrations", "sql"),
        ("locales", "ftl"),
    ] {
        for file in files_below(folder, extension) {
            let text = fs::read_to_string(&file).unwrap();
            violations.extend(unfinished(&file.to_string_lossy(), &text));
        }
    }
    assert_none(&violations);
}

#[test]
fn what_is_too_long_is_found() {
    let body = "    a();\n".repeat(MOST_LINES_OF_A_FILE);
    let source = Source::new(
        "src/a.rs",
        &format!("fn long<T>() where T: Copy {{\n{body}}}\n"),
    );
    assert_eq!(long_file(&source).len(), 1);
    assert_eq!(long_functions(&source).len(), 1);

    let body = "    a();\n".repeat(MOST_LINES_OF_A_FUNCTION - 2);
    let source = Source::new("src/a.rs", &format!("fn fits() {{\n{body}}}\n"));
    assert_none(&long_file(&source));
    assert_none(&long_functions(&source));
}

#[test]
fn a_silent_or_unfinished_module_is_found() {
    assert_eq!(
        missing_module_doc(&Source::new("src/a.rs", "fn a() {}")).len(),
        1
    );
    let text = format!("fn a() {{}} // {}: more", concat!("TO", "DO"));
    assert_eq!(unfinished("src/a.rs", &text).len(), 1);
}
