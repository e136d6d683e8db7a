//! Imports point one way. Without this, every room sooner or later knows every other.

use super::assert_none;
use super::source::{Kind, Source};

/// The rooms from the ground up. Each may import those of the lines above its own, none of its
/// own line: `main` alone sees everything.
const GROUPS: [&[&str]; 19] = [
    &["i18n"],
    &["clock", "config", "telemetry"],
    &["db", "outbound"],
    &["charts", "tables", "workers"],
    &["files", "http", "queue", "telegram"],
    &["removal"],
    &["accounts"],
    &["staff"],
    &["switches"],
    &["catalogue"],
    &["avatars", "referral"],
    &["payments"],
    &["generation"],
    &["support"],
    &["privacy"],
    &["broadcasts", "customers", "health", "reports"],
    &["app"],
    &["commands"],
    &["main", "lib"],
];

fn group_of(room: &str) -> Option<usize> {
    GROUPS.iter().position(|rooms| rooms.contains(&room))
}

fn wrong_imports(source: &Source) -> Vec<String> {
    let room = source.room();
    let Some(own_group) = group_of(room) else {
        return vec![format!("{}: {room} has no place among GROUPS", source.path)];
    };
    let mut violations = Vec::new();
    for (index, target) in imports(source) {
        let complaint = match group_of(&target) {
            _ if target == room => continue,
            Some(group) if group < own_group => continue,
            Some(group) if group == own_group => "its neighbour",
            Some(_) => "what is above it",
            None => "an unknown room",
        };
        let what = format!("{room} imports {complaint}, {target}");
        violations.push(source.violation(index, &what));
    }
    violations
}

/// Every room named in a path that starts at the crate, with the token's index.
fn imports(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for index in source.shipped() {
        if source.matches(index, &["crate", ":", ":"]) {
            found.extend(rooms_at(source, index + 3));
        } else if let Some(first) = after_climbing_to_the_top(source, index) {
            found.extend(rooms_at(source, first));
        }
    }
    found
}

/// The room named at `index`, or all of a `{…}` list there.
fn rooms_at(source: &Source, index: usize) -> Vec<(usize, String)> {
    let token = &source.tokens[index];
    if token.text != "{" {
        return vec![(index, token.text.clone())];
    }
    let mut found = Vec::new();
    let mut position = index + 1;
    let mut starts_a_path = true;
    while position < token.end {
        let inner = &source.tokens[position];
        if starts_a_path && inner.kind == Kind::Word && inner.text != "self" {
            found.push((position, inner.text.clone()));
        }
        starts_a_path = inner.text == ",";
        position = inner.end.max(position) + 1;
    }
    found
}

/// Where the path goes on after as many `super::` as lead out of the file's own room.
fn after_climbing_to_the_top(source: &Source, index: usize) -> Option<usize> {
    let folders = source.path.matches('/').count();
    let depth = if source.name() == "mod" {
        folders - 1
    } else {
        folders
    };
    let climbs_already = index >= 3 && source.matches(index - 3, &["super", ":", ":"]);
    if climbs_already {
        return None;
    }
    let mut position = index;
    for _ in 0..depth {
        if !source.matches(position, &["super", ":", ":"]) {
            return None;
        }
        position += 3;
    }
    Some(position)
}

#[test]
fn imports_point_one_way() {
    let violations: Vec<String> = Source::all_below("src")
        .iter()
        .flat_map(wrong_imports)
        .collect();
    assert_none(&violations);
}

#[test]
fn an_import_of_what_is_above_is_found() {
    let examples = [
        ("src/payments/mod.rs", "use crate::generation::start;"),
        (
            "src/avatars/store.rs",
            "use crate::{db::Db, referral::{Code, Share}};",
        ),
        ("src/db.rs", "fn a() { crate::queue::push(); }"),
        ("src/queue/mod.rs", "use super::payments::Order;"),
        ("src/queue/store.rs", "use super::super::payments::Order;"),
        ("src/payments/chat.rs", "use crate::utils::shorten;"),
        ("src/helpers.rs", "fn a() {}"),
    ];
    for (path, text) in examples {
        let source = Source::new(path, text);
        assert_eq!(wrong_imports(&source).len(), 1, "{path}: {text}");
    }
}

#[test]
fn an_import_of_what_is_below_is_fine() {
    let examples = [
        (
            "src/payments/mod.rs",
            "pub(crate) use crate::{accounts, queue::{self, Job}};",
        ),
        (
            "src/payments/chat.rs",
            "use super::{store, Order}; use crate::payments::Paid;",
        ),
        ("src/main.rs", "use pinglass::app;"),
    ];
    for (path, text) in examples {
        assert_none(&wrong_imports(&Source::new(path, text)));
    }
}
