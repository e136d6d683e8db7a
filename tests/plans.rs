//! Every hot query on an index: what PostgreSQL would do for each query of the product in a
//! database of a million people. A query may read more than it needs only by name, on a list, for
//! a reason; and a reason that is needed no more is a fault like any other.

mod exceptions;
mod million;
mod queries;
mod reading;

use std::collections::{BTreeMap, BTreeSet};

use sqlx::Connection;

use crate::world::database;
use exceptions::{EXCEPTIONS, Exception};
use queries::{Query, Source};

const ADVICE: &str = "
Give each an index (a migration of one statement, built concurrently; partial, on what is
unfinished, where that is what is asked for), or ask another way; then `make sqlx`. What nobody
waits for and is rare may stand in tests/plans/exceptions.rs instead, by name and with its reason.
";

/// What is wrong with a query, and how a message names it.
struct Slow {
    place: String,
    query: Query,
    faults: BTreeSet<String>,
}

impl Slow {
    fn message(&self) -> String {
        let faults: Vec<String> = self.faults.iter().map(|it| format!("  {it}\n")).collect();
        let (place, query) = (&self.place, self.query.beginning());
        format!("{place}:\n{}  in: {query}", faults.concat())
    }
}

/// What is slow and not excused, and excuses that excuse nothing or more than one query.
fn complaints(slow: &[Slow], exceptions: &[Exception]) -> Vec<String> {
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    let named = |exception: &Exception| {
        let why = exception.why;
        exception.queries.iter().map(move |name| (*name, why))
    };
    let names: Vec<(&str, &str)> = exceptions.iter().flat_map(named).collect();
    let mut complaints = Vec::new();
    for slow in slow {
        let line = slow.query.line();
        let mut is_excused = false;
        for (name, _) in names.iter().filter(|(name, _)| line.contains(name)) {
            is_excused = true;
            *used.entry(name).or_default() += 1;
        }
        if !is_excused {
            complaints.push(slow.message());
        }
    }
    for (name, why) in names {
        match used.get(name) {
            Some(1) => {}
            None => complaints.push(format!("excused, but not slow: {name}\n  {why}")),
            Some(many) => {
                complaints.push(format!("{many} queries are excused by: {name}\n  {why}"))
            }
        }
    }
    complaints
}

#[tokio::test]
async fn every_hot_query_goes_by_an_index() {
    let (_, pool) = database::create().await;
    let mut connection = pool.acquire().await.unwrap();
    let catalog = million::believe(&mut connection).await;
    let source = Source::read();
    let mut slow = Vec::new();
    let mut queries = queries::all();
    queries.extend(queries::of_functions(&mut connection).await);
    for query in queries {
        let Some(plan) = query.plan(&mut connection).await else {
            continue;
        };
        let faults = catalog.faults(&plan);
        if !faults.is_empty() {
            slow.push(Slow {
                place: source.place(&query).to_owned(),
                query,
                faults,
            });
        }
    }
    let complaints = complaints(&slow, EXCEPTIONS);
    assert!(
        complaints.is_empty(),
        "{} complaints about queries in a large database:\n{}\n{ADVICE}",
        complaints.len(),
        complaints.join("\n")
    );
}

/// A bot that begins asks an empty inbox, and keeps the plan until somebody analyses the table.
#[tokio::test]
async fn what_was_planned_for_an_empty_inbox_serves_a_full_one() {
    const PRESENT: &str = "timestamptz '2026-03-02 09:00Z'";
    let (_, pool) = database::create().await;
    let mut connection = pool.acquire().await.unwrap();
    let turn = format!(
        "select count(*) from turn_updates(
             array(select update_id from telegram_updates where update_id > 5000 and status = 'running'),
             array(select attempts from telegram_updates where update_id > 5000 and status = 'running'),
             64, 15, {PRESENT}, {PRESENT} + interval '30 s')"
    );
    let take = format!(
        "select count(*) from take_updates(
             array(select 6000 + n from generate_series(1, 100) as n),
             array(select n % 50 from generate_series(1, 100) as n),
             array_fill('message'::text, array[100]), array_fill('{{}}'::text, array[100]),
             {PRESENT}, {PRESENT} + interval '30 s', 64)"
    );
    million::execute(
        &mut connection,
        "alter table telegram_updates set (autovacuum_enabled = off); analyze telegram_updates",
    )
    .await;
    let first_turn = format!(
        "select count(*) from turn_updates('{{1}}', '{{1}}', 64, 15, {PRESENT}, {PRESENT})"
    );
    million::execute(
        &mut connection,
        &format!("begin; {take}; rollback; {first_turn}"),
    )
    .await;
    million::execute(
        &mut connection,
        &format!(
            "insert into telegram_updates (update_id, conversation, kind, payload, status, attempts,
                                           run_at, received_at, lease_until, finished_at)
             select n, 0, 'message', '', 'done', 1, {PRESENT}, {PRESENT},
                    null, {PRESENT}
             from generate_series(1, 5000) as n
             union all
             select n, n, 'message', '{{}}', 'running', 1, {PRESENT}, {PRESENT}, {PRESENT} + interval '30 s', null
             from generate_series(5001, 5050) as n
             union all
             select n, 101, 'message', '{{}}', 'waiting', 0, {PRESENT}, {PRESENT}, null, null
             from generate_series(5101, 5300) as n"
        ),
    )
    .await;
    // Counted since the last report to the server, which does not come within a transaction.
    const READ: &str = "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables
                        where relname = 'telegram_updates'";
    for (what, statement, few) in [("turning", turn, 250..2000), ("taking", take, 0..100)] {
        let mut tx = connection.begin().await.unwrap();
        let before: i64 = sqlx::query_scalar(READ).fetch_one(&mut *tx).await.unwrap();
        million::execute(&mut tx, &statement).await;
        let after: i64 = sqlx::query_scalar(READ).fetch_one(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let read = after - before;
        assert!(few.contains(&read), "{what} read {read} rows");
    }
}

/// Deleting a row looks for what points to it, which no query shows.
#[tokio::test]
async fn whatever_is_deleted_is_found_by_those_who_point_to_it() {
    let (_, pool) = database::create().await;
    let references: Vec<(String, String, String)> = sqlx::query_as(
        "select conrelid::regclass::text, attname::text, confrelid::regclass::text
         from pg_constraint
         join pg_attribute on attrelid = conrelid and attnum = conkey[1]
         where contype = 'f'
           and connamespace = 'public'::regnamespace
           and not exists (
               select
               from pg_index
               where indrelid = conrelid
                 and indkey[0] = conkey[1]
                 and (
                     indpred is null
                     or pg_get_expr(indpred, indrelid) = format('(%I IS NOT NULL)', attname)
                 )
           )",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let queries: Vec<String> = queries::all()
        .iter()
        .map(|query| query.line() + " ")
        .collect();
    let is_deleted = |table: &str| {
        let words = format!("delete from {table} ");
        queries.iter().any(|query| query.contains(&words))
    };
    let missing: Vec<String> = references
        .iter()
        .filter(|(table, _, parent)| !exceptions::is_small(table) && is_deleted(parent))
        .map(|(table, column, parent)| {
            format!("deleting from {parent} reads all of {table}: index its {column}")
        })
        .collect();
    assert!(missing.is_empty(), "{}\n{ADVICE}", missing.join("\n"));
}

#[test]
fn a_slow_query_is_named_with_its_place_and_fault() {
    let slow = [slow("select 1 from  users where age = 7")];
    let complaints = complaints(&slow, &[]);
    let expected = "src/a.rs:\n  reads all of users\n  in: select 1 from users where age = 7";
    assert_eq!(complaints, [expected]);
}

#[test]
fn an_exception_excuses_one_slow_query_and_must_be_needed() {
    let list = |names: &'static [&'static str]| {
        [Exception {
            queries: names,
            why: "it is rare",
        }]
    };
    let slow = [slow("select 1 from users"), slow("select 2 from users")];
    let both = complaints(&slow, &list(&["select 1", "select 2"]));
    assert!(both.is_empty(), "{both:?}");
    assert_eq!(complaints(&slow, &list(&["select 1"])).len(), 1);
    let stale = complaints(&slow, &list(&["select 1", "select 2", "select 3"]));
    assert_eq!(stale, ["excused, but not slow: select 3\n  it is rare"]);
    let vague = complaints(&slow, &list(&["from users"]));
    assert_eq!(
        vague,
        ["2 queries are excused by: from users\n  it is rare"]
    );
}

fn slow(text: &str) -> Slow {
    Slow {
        place: "src/a.rs".to_owned(),
        query: Query::new(text),
        faults: BTreeSet::from(["reads all of users".to_owned()]),
    }
}
