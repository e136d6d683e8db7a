//! Every hot query on an index: what PostgreSQL would do for each query of the product in a
//! database of a million people. A query may read more than it needs only by name, on a list, for
//! a reason; and a reason that is needed no more is a fault like any other.

mod exceptions;
mod million;
mod queries;
mod reading;

use std::collections::{BTreeMap, BTreeSet};

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
