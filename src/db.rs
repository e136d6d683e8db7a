//! The database: pools, migrations, and the few questions that are asked of
//! PostgreSQL itself rather than of a feature's tables.

use std::{
    str::FromStr,
    time::{Duration, Instant},
};

use anyhow::Context;
use secrecy::ExposeSecret;
use sqlx::{
    PgPool, Postgres, Transaction,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::config::DatabaseConfig;

/// Connections kept apart for answering pre-checkout queries, which have ten
/// seconds to be answered however busy everything else is.
const CHECKOUT_CONNECTIONS: u32 = 2;

static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();

/// A transaction that is rolled back when dropped.
pub type Tx = Transaction<'static, Postgres>;

/// The database as features see it.
#[derive(Clone, Debug)]
pub struct Db {
    pool: PgPool,
}

impl Db {
    /// Opens the main pool; connects on first use.
    ///
    /// # Errors
    /// When `DATABASE_URL` is not a PostgreSQL URL.
    pub fn open(config: &DatabaseConfig) -> anyhow::Result<Self> {
        Self::with_connections(config, config.max_connections, Duration::from_secs(15))
    }

    /// Opens the small pool for pre-checkout answers. Its statements give up
    /// early, so that there is time left for a polite refusal.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub fn open_for_checkout(config: &DatabaseConfig) -> anyhow::Result<Self> {
        Self::with_connections(config, CHECKOUT_CONNECTIONS, Duration::from_secs(4))
    }

    fn with_connections(
        config: &DatabaseConfig,
        most: u32,
        patience: Duration,
    ) -> anyhow::Result<Self> {
        let options = PgConnectOptions::from_str(config.url.expose_secret())
            .ok()
            .context("DATABASE_URL is not a PostgreSQL URL")?
            .application_name("pinglass");
        let pool = PgPoolOptions::new()
            .max_connections(most)
            .acquire_timeout(patience)
            // Serverless PostgreSQL goes to sleep after five idle minutes and
            // cuts what is still connected then.
            .idle_timeout(Duration::from_secs(240))
            .connect_lazy_with(options);
        Ok(Self { pool })
    }

    /// Begins a transaction. Only the operations of a feature's `mod.rs` do so.
    ///
    /// It begins in a task of its own: when sqlx 0.9 is dropped while it waits for the
    /// answer to BEGIN, the connection goes back to the pool inside a transaction that
    /// nobody commits, and what others write through it later is lost.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn begin(&self) -> anyhow::Result<Tx> {
        let pool = self.pool.clone();
        let asked_at = Instant::now();
        let begun = tokio::spawn(async move { pool.begin().await }).await;
        note_wait(asked_at);
        begun
            .context("the beginning of a transaction was cut off")?
            .context("cannot begin a transaction")
    }

    /// A connection for statements that need no transaction.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn connection(&self) -> anyhow::Result<PoolConnection<Postgres>> {
        let asked_at = Instant::now();
        let connection = self.pool.acquire().await;
        note_wait(asked_at);
        connection.context("cannot connect to the database")
    }

    /// Measures how many connections this process has.
    pub fn measure(&self) {
        let idle = self.pool.num_idle() as f64;
        let all = f64::from(self.pool.size());
        metrics::gauge!("pinglass_db_connections", "state" => "idle").set(idle);
        metrics::gauge!("pinglass_db_connections", "state" => "busy").set((all - idle).max(0.0));
        let most = f64::from(self.pool.options().get_max_connections());
        metrics::gauge!("pinglass_db_connections_most").set(most);
    }

    /// Applies the migrations that are missing.
    ///
    /// # Errors
    /// When the database can't be reached or a migration fails; it is then as before.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        MIGRATOR
            .run(&self.pool)
            .await
            .context("cannot apply the migrations")
    }

    /// Whether every migration of this binary has been applied.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub async fn is_migrated(&self) -> anyhow::Result<bool> {
        let exists: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
            .fetch_one(&self.pool)
            .await
            .context("cannot reach the database")?;
        if !exists {
            return Ok(false);
        }
        let applied: i64 =
            sqlx::query_scalar("select count(*) from _sqlx_migrations where success")
                .fetch_one(&self.pool)
                .await
                .context("cannot ask for the applied migrations")?;
        Ok(usize::try_from(applied).is_ok_and(|applied| applied >= MIGRATOR.iter().count()))
    }

    /// Asks the database for a sign of life and returns its major version.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn version(&self) -> anyhow::Result<i32> {
        let number: i32 =
            sqlx::query_scalar("select current_setting('server_version_num')::int / 10000")
                .fetch_one(&self.pool)
                .await
                .context("cannot reach the database")?;
        Ok(number)
    }

    /// Listens for notifications on `channels`.
    ///
    /// # Errors
    /// When the server refuses to listen, as a transaction pooler does.
    pub async fn listen(&self, channels: &[&str]) -> anyhow::Result<sqlx::postgres::PgListener> {
        let mut listener = sqlx::postgres::PgListener::connect_with(&self.pool).await?;
        listener.listen_all(channels.iter().copied()).await?;
        Ok(listener)
    }

    /// Closes the pool after the connections in use have come back.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// How long somebody has waited for a connection, whether they got one or not.
fn note_wait(asked_at: Instant) {
    metrics::histogram!("pinglass_db_wait_seconds").record(asked_at.elapsed());
}

/// The name of the constraint that `error` says was violated, if it says so.
pub fn violated_constraint(error: &sqlx::Error) -> Option<&str> {
    error
        .as_database_error()
        .and_then(|error| error.constraint())
}
