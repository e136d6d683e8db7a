//! SQL lives in the rooms made for it, and each table has one writer, so that whoever reads a
//! feature's `store.rs` has read all that can happen to its rows. No transaction waits for the
//! world outside.

use std::collections::{BTreeMap, BTreeSet};

use super::assert_none;
use super::source::{Kind, Source};

const ROOMS_FOR_SQL: [&str; 2] = ["store", "db"];

/// Words that make an SQL statement out of a string.
const STARTERS: [&str; 6] = [
    "query",
    "query_as",
    "query_scalar",
    "query_file",
    "query_file_as",
    "raw_sql",
];

/// How variables and fields are called that reach Telegram, Kie, the storage or anything else.
const OUTSIDE: [&str; 7] = [
    "bot", "client", "files", "http", "kie", "outbound", "sender",
];

fn may_hold_sql(source: &Source) -> bool {
    ROOMS_FOR_SQL.contains(&source.name())
        || ROOMS_FOR_SQL
            .map(|room| format!("/{room}/"))
            .iter()
            .any(|folder| source.path.contains(folder))
}

fn misplaced_sql(source: &Source) -> Vec<String> {
    if may_hold_sql(source) {
        return Vec::new();
    }
    let starts_sql = |index: &usize| {
        let token = &source.tokens[*index];
        let is_starter = token.kind == Kind::Word && STARTERS.contains(&token.text.as_str());
        let is_macro = source.matches(index + 1, &["!"]);
        let of_sqlx = *index >= 3 && source.matches(index - 3, &["sqlx", ":", ":"]);
        is_starter && (is_macro || of_sqlx) || source.matches(*index, &["QueryBuilder"])
    };
    source
        .shipped()
        .filter(starts_sql)
        .map(|index| source.violation(index, "SQL outside store.rs and db.rs"))
        .collect()
}

/// Time comes from the Clock, as a parameter: a test that sets the Clock must move SQL too.
fn time_of_the_database(source: &Source) -> Vec<String> {
    const CLOCKS: [&str; 3] = ["now()", "current_timestamp", "clock_timestamp()"];
    source
        .shipped()
        .filter(|index| source.tokens[*index].kind == Kind::Text && may_hold_sql(source))
        .filter(|index| {
            let text = source.tokens[*index].text.to_lowercase();
            CLOCKS.iter().any(|clock| text.contains(clock))
        })
        .map(|index| source.violation(index, "SQL asks the database for the time"))
        .collect()
}

/// The tables that a statement inserts into, updates or deletes from.
fn tables_written(sql: &str) -> BTreeSet<String> {
    let lowercase = sql.to_lowercase();
    let words: Vec<&str> = lowercase
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == '.'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut tables = BTreeSet::new();
    for (index, word) in words.iter().enumerate() {
        let before = index.checked_sub(1).map(|index| words[index]);
        let after = |distance: usize| words.get(index + distance).copied();
        let table = match *word {
            "insert" | "merge" if after(1) == Some("into") => after(2),
            "delete" if after(1) == Some("from") => after(2),
            // Not `for update`, `for no key update` or `on conflict … do update`.
            "update" if !matches!(before, Some("for" | "key" | "do" | "on")) => after(1),
            "truncate" => after(1).filter(|word| *word != "table").or(after(2)),
            _ => None,
        };
        tables.extend(table.map(str::to_owned));
    }
    tables
}

fn tables_with_two_writers(sources: &[Source]) -> Vec<String> {
    let mut writers: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for source in sources.iter().filter(|source| may_hold_sql(source)) {
        for index in source.shipped() {
            let token = &source.tokens[index];
            if token.kind == Kind::Text {
                for table in tables_written(&token.text) {
                    writers.entry(table).or_default().insert(source.room());
                }
            }
        }
    }
    writers
        .into_iter()
        .filter(|(_, rooms)| rooms.len() > 1)
        .map(|(table, rooms)| format!("{table} is written by {rooms:?}"))
        .collect()
}

/// Uses of what talks to other systems between `begin` and the `commit` behind it: a slow
/// network would hold the locks of its rows and a connection that others wait for.
fn network_in_transactions(source: &Source) -> Vec<String> {
    let mut violations = Vec::new();
    let mut is_open = false;
    for index in source.shipped() {
        if source.matches(index, &["fn"]) || source.matches(index, &[".", "commit", "("]) {
            is_open = false;
        } else if source.matches(index, &[".", "begin", "("]) {
            is_open = true;
        }
        let token = &source.tokens[index];
        let reaches_out = token.kind == Kind::Word && OUTSIDE.contains(&token.text.as_str());
        let is_passed_on = source.matches(index + 1, &[","]);
        if is_open && reaches_out && (is_passed_on || is_awaited(source, index)) {
            let what = format!("{} is used while a transaction is open", token.text);
            violations.push(source.violation(index, &what));
        }
    }
    violations
}

/// Whether the method called on the word at `index`, or one chained to it, is awaited.
fn is_awaited(source: &Source, index: usize) -> bool {
    let mut position = index + 1;
    while source.matches(position, &["."]) {
        if source.matches(position + 1, &["await"]) {
            return true;
        }
        position += 2;
        if source.matches(position, &["("]) {
            position = source.tokens[position].end + 1;
        }
    }
    false
}

#[test]
fn sql_is_where_it_belongs() {
    let violations: Vec<String> = Source::all_below("src")
        .iter()
        .flat_map(misplaced_sql)
        .collect();
    assert_none(&violations);
}

#[test]
fn each_table_is_written_by_one_feature() {
    assert_none(&tables_with_two_writers(&Source::all_below("src")));
}

#[test]
fn sql_is_told_the_time() {
    let violations: Vec<String> = Source::all_below("src")
        .iter()
        .flat_map(time_of_the_database)
        .collect();
    assert_none(&violations);
}

#[test]
fn no_transaction_waits_for_the_network() {
    let violations: Vec<String> = Source::all_below("src")
        .iter()
        .flat_map(network_in_transactions)
        .collect();
    assert_none(&violations);
}

#[test]
fn misplaced_sql_is_found() {
    for text in [
        "fn a() { sqlx::query(\"select 1\"); }",
        "fn a() { query_as!(Order, \"select 1\"); }",
        "use sqlx::QueryBuilder;",
    ] {
        assert_eq!(
            misplaced_sql(&Source::new("src/payments/mod.rs", text)).len(),
            1,
            "{text}"
        );
        assert_none(&misplaced_sql(&Source::new("src/payments/store.rs", text)));
    }
    assert_none(&misplaced_sql(&Source::new(
        "src/http.rs",
        "fn a(url: Url) { url.query(); }",
    )));
}

#[test]
fn sql_with_a_clock_of_its_own_is_found() {
    let text = "fn a() { query!(\"delete from jobs where run_at < NOW()\"); }";
    assert_eq!(
        time_of_the_database(&Source::new("src/queue/store.rs", text)).len(),
        1
    );
}

#[test]
fn a_second_writer_is_found() {
    let insert = "fn a() { query!(\"insert into payments (id) values (1)\"); }";
    let update = "fn a() { query!(\"update payments set status = 'paid'\"); }";
    let select = "fn a() { query!(\"select id from payments for update of payments\"); }";
    let own = Source::new("src/payments/store.rs", insert);
    let other = Source::new("src/generation/store.rs", update);
    let reader = Source::new("src/support/store.rs", select);
    assert_eq!(tables_with_two_writers(&[own, other]).len(), 1);
    let own = Source::new("src/payments/store.rs", insert);
    assert_none(&tables_with_two_writers(&[own, reader]));
}

#[test]
fn a_transaction_that_waits_is_found() {
    let waiting = "fn a() { let mut tx = db.begin(); self.sender.send(text).await; tx.commit(); }";
    let source = Source::new("src/payments/mod.rs", waiting);
    assert_eq!(network_in_transactions(&source).len(), 1);
    let quick = "fn a() { let mut tx = db.begin(); files.address(key); tx.commit(); }
        fn b() { sender.send(text).await; }";
    assert_none(&network_in_transactions(&Source::new(
        "src/payments/mod.rs",
        quick,
    )));
}
