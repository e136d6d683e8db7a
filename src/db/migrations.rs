//! Applies migrations while other processes work, of this version or the one before.
//!
//! sqlx's own way takes a lock of the session, which nobody releases behind a transaction
//! pooler, and waits for a table's lock for as long as it takes, with everybody who comes later
//! waiting behind. Here the lock is one of a transaction, the wait is short, and there are many.

use std::{collections::HashMap, time::Duration};

use anyhow::Context;
use crc::{CRC_32_ISO_HDLC, Crc};
use sqlx::{
    AssertSqlSafe, Connection, PgConnection,
    migrate::{Migrate, MigrateError, Migration, Migrator},
    postgres::PgConnectOptions,
};

static MIGRATOR: Migrator = sqlx::migrate!();

/// The table in which sqlx notes what was applied.
const APPLIED: &str = "_sqlx_migrations";

/// What sqlx multiplies a database's name with to get the number of its lock: versions that
/// still migrate by sqlx are locked out too.
const SQLX_LOCK: i64 = 0x3d32_ad9e;

/// Until somebody else has migrated.
const ASK_AGAIN: Duration = Duration::from_millis(200);

/// Whoever writes to a table waits behind a migration that waits for it; for no longer than
/// this. PostgreSQL's notation.
const LOCK_TIMEOUT: &str = "set local lock_timeout = '2s'";

/// Between two tries, so that whoever waited gets through.
const PAUSE: Duration = Duration::from_secs(1);

const MOST_TRIES: u32 = 40;

/// PostgreSQL's codes for a lock that was not to be had in time, and for two who waited for each
/// other, of whom the migration had to give way.
const ABOUT_A_LOCK: [&str; 2] = ["55P03", "40P01"];

/// Applies what is missing. What a newer version has applied is left alone.
///
/// # Errors
/// When the database can't be reached or a migration fails; the database is then as before
/// that one.
pub(super) async fn apply_missing(options: &PgConnectOptions) -> anyhow::Result<()> {
    let connect = || async {
        let connection = PgConnection::connect_with(options).await;
        connection.context("cannot reach the database")
    };
    let mut connection = connect().await?;
    // The lock ends with its transaction, which says nothing else and so holds nothing up, not
    // even an index that is built concurrently.
    let mut keeper = connect().await?;
    let mut lock = keeper.begin().await.context("cannot begin a transaction")?;
    while !try_lock(&mut lock).await? {
        tokio::time::sleep(ASK_AGAIN).await;
    }
    for migration in missing(&mut connection).await? {
        apply(&mut connection, migration).await?;
    }
    lock.rollback().await.context("cannot end a transaction")?;
    for connection in [connection, keeper] {
        let _ended_anyway = connection.close().await;
    }
    Ok(())
}

/// Whether every migration of this binary has been applied.
///
/// # Errors
/// When the database can't be asked.
pub(super) async fn are_applied(connection: &mut PgConnection) -> anyhow::Result<bool> {
    let exists: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
        .fetch_one(&mut *connection)
        .await
        .context("cannot reach the database")?;
    if !exists {
        return Ok(false);
    }
    let applied: Vec<i64> =
        sqlx::query_scalar("select version from _sqlx_migrations where success")
            .fetch_all(connection)
            .await
            .context("cannot ask for the applied migrations")?;
    let is_applied = |migration: &Migration| applied.contains(&migration.version);
    Ok(MIGRATOR.iter().all(is_applied))
}

async fn try_lock(connection: &mut PgConnection) -> anyhow::Result<bool> {
    let database: String = sqlx::query_scalar("select current_database()::text")
        .fetch_one(&mut *connection)
        .await
        .context("cannot ask for the database's name")?;
    let checksum = Crc::<u32>::new(&CRC_32_ISO_HDLC).checksum(database.as_bytes());
    sqlx::query_scalar("select pg_try_advisory_xact_lock($1)")
        .bind(SQLX_LOCK.wrapping_mul(i64::from(checksum)))
        .fetch_one(connection)
        .await
        .context("cannot ask for the right to migrate")
}

async fn missing(connection: &mut PgConnection) -> anyhow::Result<Vec<&'static Migration>> {
    connection.ensure_migrations_table(APPLIED).await?;
    if let Some(version) = connection.dirty_version(APPLIED).await? {
        return Err(MigrateError::Dirty(version).into());
    }
    let applied = connection.list_applied_migrations(APPLIED).await?;
    let checksums: HashMap<_, _> = applied
        .into_iter()
        .map(|applied| (applied.version, applied.checksum))
        .collect();
    let mut missing = Vec::new();
    for migration in MIGRATOR.iter() {
        match checksums.get(&migration.version) {
            None => missing.push(migration),
            Some(checksum) if *checksum == migration.checksum => {}
            Some(_) => return Err(MigrateError::VersionMismatch(migration.version).into()),
        }
    }
    Ok(missing)
}

async fn apply(connection: &mut PgConnection, migration: &Migration) -> anyhow::Result<()> {
    let mut tries = 0;
    loop {
        tries += 1;
        match apply_once(connection, migration).await {
            Err(error) if is_about_a_lock(&error) && tries < MOST_TRIES => {
                tracing::info!(
                    migration = migration.version,
                    "a migration waits until others let go of a table"
                );
                tokio::time::sleep(PAUSE).await;
            }
            result => {
                return result
                    .with_context(|| format!("cannot apply migration {:04}", migration.version));
            }
        }
    }
}

async fn apply_once(
    connection: &mut PgConnection,
    migration: &Migration,
) -> Result<(), MigrateError> {
    if migration.no_tx {
        if let Some(index) = index_of(migration.sql.as_str()) {
            let words = format!("drop index concurrently if exists {index}");
            sqlx::raw_sql(AssertSqlSafe(words))
                .execute(&mut *connection)
                .await?;
        }
        connection.apply(APPLIED, migration).await?;
        return Ok(());
    }
    let mut tx = connection.begin().await?;
    sqlx::query(LOCK_TIMEOUT).execute(&mut *tx).await?;
    tx.apply(APPLIED, migration).await?;
    tx.commit().await?;
    Ok(())
}

/// The index that a migration without a transaction builds. A process that was killed meanwhile has
/// left it behind, invalid and in the way of the next try.
fn index_of(sql: &str) -> Option<&str> {
    sql.lines()
        .filter(|line| !line.starts_with("--"))
        .flat_map(str::split_whitespace)
        .skip_while(|word| *word != "concurrently")
        .nth(1)
}

fn is_about_a_lock(error: &MigrateError) -> bool {
    let (MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) = error else {
        return false;
    };
    error
        .as_database_error()
        .and_then(|error| error.code())
        .is_some_and(|code| ABOUT_A_LOCK.contains(&code.as_ref()))
}
