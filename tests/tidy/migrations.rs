//! A migration is applied while processes of the version before go on working: it takes nothing
//! away from them, demands nothing of what they write, and keeps nobody waiting.

use std::fs;

use super::{assert_none, files_below};

/// Up to here the product was stopped for an upgrade.
const LAST_OF_THE_TIME_BEFORE: u32 = 41;

/// What breaks the version before, or keeps it waiting while a whole table is read.
const HARMFUL: [(&str, &str); 8] = [
    // Also `drop index`, without which older processes read whole tables, and what functions,
    // triggers, views and types are called by.
    ("drop ", "older processes still use it"),
    ("rename", "older processes know it by its old name"),
    ("set not null", "older processes may leave it empty"),
    ("lock table", "everybody waits"),
    ("truncate", "older processes still use it"),
    ("vacuum full", "everybody waits"),
    (
        "alter column",
        "older processes read and write it as it was",
    ),
    ("cluster ", "everybody waits"),
];

/// What may be dropped all the same, and why.
const DROPPED: [(&str, &str); 3] = [
    (
        "drop index telegram_updates_due",
        "telegram_updates_in_order answers the searches of older processes too",
    ),
    (
        "drop index telegram_updates_leased",
        "telegram_updates_in_order answers the searches of older processes too",
    ),
    (
        "drop index jobs_claim",
        "jobs_in_turn answers the searches of older processes too",
    ),
];

/// Tables that grow with the people who come; what is built on them is built concurrently. The
/// inbox and the queue are not among them: what is done there is gone within days.
const BIG: [&str; 12] = [
    "avatars",
    "broadcast_recipients",
    "generated_photos",
    "generation_jobs",
    "kie_tasks",
    "orders",
    "payments",
    "photo_uploads",
    "reference_photos",
    "ticket_messages",
    "user_settings",
    "users",
];

fn violations(name: &str, text: &str) -> Vec<String> {
    let number: u32 = name.split('_').next().unwrap_or_default().parse().unwrap();
    if number <= LAST_OF_THE_TIME_BEFORE {
        return Vec::new();
    }
    let sql: String = text
        .lines()
        .map(|line| line.split("--").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    let statements = sql.split(';').map(|statement| {
        let words: Vec<&str> = statement.split_whitespace().collect();
        words.join(" ")
    });
    let complaints = statements.flat_map(|statement| {
        let mut whys: Vec<&str> = HARMFUL
            .iter()
            .filter(|(words, _)| statement.contains(words) && !is_excused(&statement))
            .map(|(_, why)| *why)
            .collect();
        whys.extend(demands_a_value(&statement));
        whys.extend(builds_in_the_way(&statement));
        let complaints = whys
            .into_iter()
            .map(|why| format!("{name}: `{statement}`: {why}"));
        complaints.collect::<Vec<_>>()
    });
    complaints.collect()
}

fn is_excused(statement: &str) -> bool {
    DROPPED.iter().any(|(dropped, _)| *dropped == statement)
}

/// A new column of a table that older processes write to, which they can't fill.
fn demands_a_value(statement: &str) -> Option<&'static str> {
    let parts = statement.split("add column").skip(1);
    let demands = |part: &str| part.contains("not null") && !part.contains("default");
    let mut parts = parts.flat_map(|part| part.split("add "));
    parts
        .any(demands)
        .then_some("older processes can't fill it")
}

/// An index or a checked constraint on a big table, for which its writers wait.
fn builds_in_the_way(statement: &str) -> Option<&'static str> {
    let is_on_a_big_table = |before: &str| {
        let table = statement.split(before).nth(1).unwrap_or_default();
        let table = table.split([' ', '(']).next().unwrap_or_default();
        BIG.contains(&table)
    };
    let is_index = statement.starts_with("create") && statement.contains(" index ");
    if is_index && !statement.contains("concurrently") && is_on_a_big_table(" on ") {
        return Some("its writers wait; say concurrently, in a file with -- no-transaction");
    }
    let is_checked = statement.contains("add constraint") && !statement.contains("not valid");
    (is_checked && is_on_a_big_table("alter table "))
        .then_some("its writers wait while every row is checked; say not valid")
}

/// A file that is not one transaction holds one statement: half of it could not be undone.
fn half_done(name: &str, text: &str) -> Option<String> {
    let statements = text.lines().filter(|line| line.trim_end().ends_with(';'));
    let is_one = statements.count() == 1;
    let is_free = text.starts_with("-- no-transaction");
    (is_free && !is_one).then(|| format!("{name}: without a transaction, but not one statement"))
}

#[test]
fn migrations_harm_no_process_of_the_version_before() {
    let mut found = Vec::new();
    for path in files_below("migrations", "sql") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        found.extend(violations(&name, &text));
        found.extend(half_done(&name, &text));
    }
    assert_none(&found);
}

#[test]
fn harmful_migrations_are_found() {
    for text in [
        "drop table jobs;",
        "alter table users drop column language;",
        "alter table users drop constraint users_a;",
        "drop index users_a;",
        "drop index concurrently if exists jobs_claim, users_a;",
        "drop function take_updates(bigint);",
        "drop trigger users_a on users;",
        "drop view a;",
        "alter table users rename column a to b;",
        "alter table users alter column a set not null;",
        "alter table users add column a integer not null;",
        "alter table users add column a integer not null, add column b text default '';",
        "create index users_a on users (a);",
        "create unique index if not exists orders_a on orders using btree (a) where b;",
        "alter table payments add constraint c check (a > 0);",
    ] {
        assert!(!violations("0099_a.sql", text).is_empty(), "{text}");
        assert_none(&violations("0041_a.sql", text));
    }
    let two = "-- no-transaction\ncreate index concurrently a on users (a);\nselect 1;\n";
    assert!(half_done("0099_a.sql", two).is_some());
}

#[test]
fn harmless_migrations_are_fine() {
    for text in [
        "alter table users add column a integer not null default 0;",
        "alter table users add column a integer;",
        "create table notes (id bigint primary key, text text not null);",
        "create index notes_text on notes (text);",
        "create index concurrently users_a on users (a);",
        "alter table payments add constraint c check (a > 0) not valid;",
        "-- We do not drop table jobs.\nselect 1;",
    ] {
        assert_none(&violations("0099_a.sql", text));
    }
}

/// An excuse that nothing needs any more would let something else pass one day.
#[test]
fn what_may_be_dropped_is_dropped_somewhere() {
    let paths = files_below("migrations", "sql").into_iter();
    let texts: Vec<String> = paths
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let unused = DROPPED.iter().filter(|(dropped, _)| {
        let is_in = |text: &String| text.contains(&format!("{dropped};"));
        !texts.iter().any(is_in)
    });
    let unused: Vec<String> = unused
        .map(|(dropped, why)| format!("{dropped}: {why}"))
        .collect();
    assert_none(&unused);
}
