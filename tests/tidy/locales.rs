//! Every word in every language: the same messages with the same variables, each used by the
//! code, none missing, plurals complete.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};

use super::source::{Kind, Source};
use super::{assert_none, files_below};

/// The language that is written first; the others follow it.
const REFERENCE: &str = "en";

/// Forms that Russian needs where it counts; `other` stands for fractions.
const RUSSIAN_PLURALS: [&str; 3] = ["one", "few", "many"];

/// A message, and what its patterns use.
#[derive(Clone, Debug, Default)]
struct Message {
    variables: BTreeSet<String>,
    /// Other messages and terms put into it.
    references: BTreeSet<String>,
    /// The variants of each of its selections.
    selections: Vec<BTreeSet<String>>,
}

type Messages = BTreeMap<String, Message>;

/// Reads a file's messages and terms (terms keep their `-`).
fn parse(text: &str) -> Result<Messages, String> {
    let resource = fluent_syntax::parser::parse(text)
        .map_err(|(_, errors)| format!("not Fluent: {errors:?}"))?;
    let mut messages = Messages::new();
    for entry in &resource.body {
        let (name, pattern) = match entry {
            Entry::Message(message) => (message.id.name.to_owned(), message.value.as_ref()),
            Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value)),
            _ => continue,
        };
        let mut message = Message::default();
        if let Some(pattern) = pattern {
            read_pattern(pattern, &mut message);
        }
        if messages.insert(name.clone(), message).is_some() {
            return Err(format!("{name} is there twice"));
        }
    }
    Ok(messages)
}

fn read_pattern(pattern: &Pattern<&str>, message: &mut Message) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            read_expression(expression, message);
        }
    }
}

fn read_expression(expression: &Expression<&str>, message: &mut Message) {
    match expression {
        Expression::Inline(inline) => read_inline(inline, message),
        Expression::Select { selector, variants } => {
            read_inline(selector, message);
            let names = variants.iter().map(|variant| match &variant.key {
                VariantKey::Identifier { name } => (*name).to_owned(),
                VariantKey::NumberLiteral { value } => (*value).to_owned(),
            });
            message.selections.push(names.collect());
            for variant in variants {
                read_pattern(&variant.value, message);
            }
        }
    }
}

fn read_inline(inline: &InlineExpression<&str>, message: &mut Message) {
    match inline {
        InlineExpression::VariableReference { id } => {
            message.variables.insert(id.name.to_owned());
        }
        InlineExpression::MessageReference { id, .. } => {
            message.references.insert(id.name.to_owned());
        }
        InlineExpression::TermReference { id, arguments, .. } => {
            message.references.insert(format!("-{}", id.name));
            if let Some(arguments) = arguments {
                read_arguments(arguments, message);
            }
        }
        InlineExpression::FunctionReference { arguments, .. } => read_arguments(arguments, message),
        InlineExpression::Placeable { expression } => read_expression(expression, message),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
    }
}

fn read_arguments(arguments: &CallArguments<&str>, message: &mut Message) {
    for argument in &arguments.positional {
        read_inline(argument, message);
    }
    for argument in &arguments.named {
        read_inline(&argument.value, message);
    }
}

/// What one language lacks or has too much, compared with the reference.
fn differences(language: &str, reference: &Messages, translated: &Messages) -> Vec<String> {
    let mut violations = Vec::new();
    for (key, message) in reference {
        match translated.get(key) {
            None => violations.push(format!("{language} lacks {key}")),
            Some(translation) if translation.variables != message.variables => {
                violations.push(format!(
                    "{language} {key} uses {:?}, {REFERENCE} uses {:?}",
                    translation.variables, message.variables
                ));
            }
            Some(_) => {}
        }
    }
    for key in translated
        .keys()
        .filter(|key| !reference.contains_key(*key))
    {
        violations.push(format!("{language} has {key}, {REFERENCE} does not"));
    }
    violations
}

fn incomplete_plurals(language: &str, messages: &Messages) -> Vec<String> {
    let needed: &[&str] = match language {
        "ru" => &RUSSIAN_PLURALS,
        _ => &["one", "other"],
    };
    let mut violations = Vec::new();
    for (key, message) in messages {
        for variants in &message.selections {
            let counts = ["one", "few", "many"]
                .iter()
                .any(|form| variants.contains(*form));
            let missing: Vec<&&str> = needed
                .iter()
                .filter(|form| !variants.contains(**form))
                .collect();
            if counts && !missing.is_empty() {
                violations.push(format!("{language} {key} lacks the plurals {missing:?}"));
            }
        }
    }
    violations
}

/// A message that the code asks for, with the variables it gives where they can be read.
struct Use {
    key: String,
    given: Option<BTreeSet<String>>,
    place: String,
}

/// `lang.text("key", &[("name", …)])` and the same with `html`.
fn uses(source: &Source) -> Vec<Use> {
    let mut found = Vec::new();
    for index in source.shipped() {
        let asks = ["text", "html"]
            .iter()
            .any(|method| source.matches(index, &[".", method, "("]));
        let Some(key) = source
            .tokens
            .get(index + 3)
            .filter(|key| asks && key.kind == Kind::Text)
        else {
            continue;
        };
        let given = source
            .matches(index + 4, &[",", "&", "["])
            .then(|| names_given(source, index + 6))
            .flatten();
        found.push(Use {
            key: key.text.clone(),
            given,
            place: source.violation(index, ""),
        });
    }
    found
}

/// The names in a list of `("name", value)` that opens at `index`; none if it holds anything else.
fn names_given(source: &Source, index: usize) -> Option<BTreeSet<String>> {
    let list_end = source.tokens[index].end;
    let mut names = BTreeSet::new();
    let mut position = index + 1;
    while position < list_end {
        let name = source.tokens.get(position + 1)?;
        if !source.matches(position, &["("]) || name.kind != Kind::Text {
            return None;
        }
        names.insert(name.text.clone());
        // Past the tuple and the comma behind it.
        position = source.tokens[position].end + 2;
    }
    Some(names)
}

fn wrong_uses(sources: &[Source], messages: &Messages) -> Vec<String> {
    let mut violations = Vec::new();
    for used in sources.iter().flat_map(uses) {
        let Some(message) = messages.get(&used.key) else {
            violations.push(format!("{}there is no message {}", used.place, used.key));
            continue;
        };
        let given = used.given.as_ref().unwrap_or(&message.variables);
        for name in message.variables.difference(given) {
            violations.push(format!("{}{} is not given ${name}", used.place, used.key));
        }
    }
    violations
}

/// Messages that neither the code nor another message names. A string like `style-{name}` in the
/// code names every key that starts with what is before the brace and ends with what is behind.
fn unused(sources: &[Source], messages: &Messages) -> Vec<String> {
    let mut named: BTreeSet<&str> = BTreeSet::new();
    let mut patterns: Vec<(&str, &str)> = Vec::new();
    for source in sources {
        for token in source
            .tokens
            .iter()
            .filter(|token| token.kind == Kind::Text)
        {
            named.insert(&token.text);
            if let (Some((start, _)), Some((_, end))) =
                (token.text.split_once('{'), token.text.rsplit_once('}'))
            {
                // `{}` alone would name everything.
                if start.ends_with('-') {
                    patterns.push((start, end));
                }
            }
        }
    }
    let referenced: BTreeSet<&String> = messages.values().flat_map(|m| &m.references).collect();
    messages
        .keys()
        .filter(|key| !named.contains(key.as_str()) && !referenced.contains(key))
        .filter(|key| {
            !patterns
                .iter()
                .any(|(start, end)| key.starts_with(start) && key.ends_with(end))
        })
        .map(|key| format!("nobody uses the message {key}"))
        .collect()
}

/// Every language's messages: by language, then by file name.
fn languages() -> BTreeMap<String, BTreeMap<String, Messages>> {
    let mut languages: BTreeMap<String, BTreeMap<String, Messages>> = BTreeMap::new();
    for file in files_below("locales", "ftl") {
        let text = fs::read_to_string(&file).unwrap();
        let messages = parse(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let name =
            |path: &std::path::Path| path.file_name().unwrap().to_string_lossy().into_owned();
        let language = name(file.parent().unwrap());
        languages
            .entry(language)
            .or_default()
            .insert(name(&file), messages);
    }
    languages
}

fn reference_messages() -> Messages {
    languages()
        .remove(REFERENCE)
        .unwrap()
        .into_values()
        .flatten()
        .collect()
}

#[test]
fn languages_say_the_same() {
    let mut languages = languages();
    let reference = languages.remove(REFERENCE).unwrap();
    assert!(!languages.is_empty(), "there is only one language");
    let mut violations = Vec::new();
    for (language, files) in &languages {
        assert!(
            files.keys().eq(reference.keys()),
            "{language} has other files than {REFERENCE}"
        );
        for (file, messages) in files {
            violations.extend(differences(language, &reference[file], messages));
        }
    }
    assert_none(&violations);
}

#[test]
fn plurals_are_complete() {
    let mut violations = Vec::new();
    for (language, files) in languages() {
        for messages in files.values() {
            violations.extend(incomplete_plurals(&language, messages));
        }
    }
    assert_none(&violations);
}

#[test]
fn code_and_locales_fit() {
    let sources = Source::all_below("src");
    let messages = reference_messages();
    let mut violations = wrong_uses(&sources, &messages);
    violations.extend(unused(&sources, &messages));
    assert_none(&violations);
}

#[test]
fn differences_of_languages_are_found() {
    let english = parse("a = A { $name }\nb = B\n").unwrap();
    let russian = parse("a = A\nc = C\n").unwrap();
    assert_eq!(differences("ru", &english, &russian).len(), 3);
}

#[test]
fn missing_plurals_are_found() {
    let text = "a = { $count ->\n    [one] photo\n   *[other] photos\n}\n";
    let messages = parse(text).unwrap();
    assert_none(&incomplete_plurals("en", &messages));
    assert_eq!(incomplete_plurals("ru", &messages).len(), 1);
}

#[test]
fn unknown_unused_and_incomplete_messages_are_found() {
    let messages = parse("a = A { $name } { -b }\n-b = B\nc-x = C\nd = D\n").unwrap();
    let text = r#"fn f() {
        lang.text("a", &[("name", name.into())]);
        lang.html("a", &[]);
        lang.text("missing", &[]);
        lang.text(&format!("c-{x}"), &[]);
        lang.text("a", &args);
        lang.text("a", &[count]);
    }"#;
    let sources = [Source::new("src/a/screens.rs", text)];
    assert_eq!(wrong_uses(&sources, &messages).len(), 2);
    assert_eq!(unused(&sources, &messages), ["nobody uses the message d"]);
}
