//! The database: pools, migrations, and the few questions that are asked of
//! PostgreSQL itself rather than of a feature's tables.

mod connections;
mod transaction;

use std::{str::FromStr, time::Duration};

use anyhow::Context;
use secrecy::ExposeSecret;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use self::connections::Connections;
pub use self::{connections::Connection, transaction::Tx};
use crate::config::DatabaseConfig;

/// Connections kept apart for answering pre-checkout queries, which have ten
/// seconds to be answered however busy everything else is.
const CHECKOUT_CONNECTIONS: u32 = 2;

static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();

/// The database as features see it.
#[derive(Clone, Debug)]
pub struct Db {
    connections: Connections,
    options: PgConnectOptions,
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
        Ok(Self {
            connections: Connections::new(options.clone(), most, patience),
            options,
        })
    }

    /// Begins a transaction. Only the operations of a feature's `mod.rs` do so.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn begin(&self) -> anyhow::Result<Tx> {
        Tx::begin(&self.connections).await
    }

    /// A connection for statements that need no transaction.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn connection(&self) -> anyhow::Result<Connection> {
        self.connections.take().await
    }

    /// Applies the migrations that are missing.
    ///
    /// # Errors
    /// When the database can't be reached or a migration fails; it is then as before.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        MIGRATOR
            .run(&mut *self.connection().await?)
            .await
            .context("cannot apply the migrations")
    }

    /// Whether every migration of this binary has been applied.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub async fn is_migrated(&self) -> anyhow::Result<bool> {
        let exists: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
            .fetch_one(&mut *self.connection().await?)
            .await
            .context("cannot reach the database")?;
        if !exists {
            return Ok(false);
        }
        let applied: i64 =
            sqlx::query_scalar("select count(*) from _sqlx_migrations where success")
                .fetch_one(&mut *self.connection().await?)
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
                .fetch_one(&mut *self.connection().await?)
                .await
                .context("cannot reach the database")?;
        Ok(number)
    }

    /// Listens for notifications on `channels`.
    ///
    /// # Errors
    /// When the server refuses to listen, as a transaction pooler does.
    pub async fn listen(&self, channels: &[&str]) -> anyhow::Result<sqlx::postgres::PgListener> {
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .connect_lazy_with(self.options.clone());
        let mut listener = sqlx::postgres::PgListener::connect_with(&pool).await?;
        listener.listen_all(channels.iter().copied()).await?;
        Ok(listener)
    }

    /// Closes the pool after the connections in use have come back.
    pub async fn close(&self) {
        self.connections.close().await;
    }
}

/// The name of the constraint that `error` says was violated, if it says so.
pub fn violated_constraint(error: &sqlx::Error) -> Option<&str> {
    error
        .as_database_error()
        .and_then(|error| error.constraint())
}

/// Whether `error` says that the connection to the database was cut off. Whatever may be done
/// twice may be tried again at once: the connections that are left are looked at first.
pub fn is_cut_off(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref())
        .any(connections::is_cut_off)
}

/// Whether `error` says that PostgreSQL can't keep one of the values: its classes 22, data
/// exceptions, and 23, violated rules.
pub fn is_about_a_value(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<sqlx::Error>())
        .filter_map(|error| error.as_database_error()?.code())
        .any(|code| code.starts_with("22") || code.starts_with("23"))
}
