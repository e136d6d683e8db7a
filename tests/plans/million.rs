//! A database that believes it has a million people: a thousand are written, with a thousand rows
//! in every table that grows, and the planner is told of a thousand times as many.

use std::collections::{BTreeSet, HashMap};

use sqlx::{AssertSqlSafe, PgConnection};

use super::{
    exceptions::SMALL,
    reading::{Catalog, Index},
};

const PEOPLE: u64 = 1_000;

/// Statistics are gathered once, and by nobody else afterwards.
const ALONE: &str = "
do $$
declare name text;
begin
    for name in
        select relname from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r'
    loop
        execute format('alter table %I set (autovacuum_enabled = false)', name);
    end loop;
end
$$";

/// A table is as long as its file says times how many rows it has on a page: the more on a page,
/// the longer. An index that holds a part of a table grows with it when it is not short already.
const BELIEVE: &str = "
update pg_class set reltuples = reltuples * 1000
where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace and reltuples >= 1000;
set plan_cache_mode = force_generic_plan;
set max_parallel_workers_per_gather = 0;
set jit = off";

pub async fn execute(connection: &mut PgConnection, statement: &str) {
    let done = sqlx::raw_sql(AssertSqlSafe(statement.to_owned()))
        .execute(connection)
        .await;
    done.unwrap_or_else(|error| panic!("{error} in {statement}"));
}

/// Fills the database, and says what is in it.
pub async fn believe(connection: &mut PgConnection) -> Catalog {
    execute(connection, ALONE).await;
    sandbox::fill::fill(connection, PEOPLE).await.unwrap();
    let small: Vec<&str> = SMALL.iter().map(|(name, _)| *name).collect();
    let rows = include_str!("rows.sql");
    execute(
        connection,
        &format!(
            "set session_replication_role = replica; set plans.small = '{}'; {rows};
             set session_replication_role = default",
            small.join(" ")
        ),
    )
    .await;
    execute(connection, "vacuum analyze").await;
    execute(connection, BELIEVE).await;
    Catalog {
        growing: growing(connection, &small).await,
        indexes: indexes(connection).await,
    }
}

async fn growing(connection: &mut PgConnection, small: &[&str]) -> BTreeSet<String> {
    let tables: Vec<(String, f64)> = sqlx::query_as(
        "select relname::text, reltuples::float8 from pg_class
         where relnamespace = 'public'::regnamespace and relkind = 'r'",
    )
    .fetch_all(connection)
    .await
    .unwrap();
    let mut growing = BTreeSet::new();
    let mut missing: BTreeSet<&str> = small.iter().copied().collect();
    for (name, rows) in tables {
        if !missing.remove(name.as_str()) {
            assert!(rows >= 1e6, "{name} grows, but has no rows");
            growing.insert(name);
        }
    }
    assert!(missing.is_empty(), "no such tables: {missing:?}");
    growing
}

async fn indexes(connection: &mut PgConnection) -> HashMap<String, Index> {
    let indexes: Vec<(String, String, String, bool)> = sqlx::query_as(
        "select index.relname::text,
                indrelid::regclass::text,
                pg_get_indexdef(index.oid, 1, false),
                indpred is not null and index.reltuples < 50000
         from pg_index
         join pg_class as index on index.oid = indexrelid
         where index.relnamespace = 'public'::regnamespace",
    )
    .fetch_all(connection)
    .await
    .unwrap();
    let described = indexes
        .into_iter()
        .map(|(name, table, leads_with, is_short)| {
            let index = Index {
                table,
                leads_with,
                is_short,
            };
            (name, index)
        });
    described.collect()
}
