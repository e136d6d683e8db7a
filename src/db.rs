//! The database: pools, migrations, and the few questions that are asked of
//! PostgreSQL itself rather than of a feature's tables.

mod connections;
mod migrations;
mod sessions;
mod transaction;

use std::{str::FromStr, time::Duration};

use anyhow::Context;
use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    AssertSqlSafe,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
};
use tokio::time::timeout;

use self::connections::Connections;
pub use self::{connections::Connection, transaction::Tx};
use crate::config::DatabaseConfig;

/// Connections kept apart for answering pre-checkout queries, which have ten
/// seconds to be answered however busy everything else is.
const CHECKOUT_CONNECTIONS: u32 = 2;

/// Connections kept apart for taking updates in and for the books on them: those statements are
/// short, and everybody waits for them, so they do not stand in line behind what handlers ask.
const INBOX_CONNECTIONS: u32 = 2;

/// Connections kept apart for sharing Telegram's limits: however busy all others are, a process
/// has to say in time that it still sends.
const SHARING_CONNECTIONS: u32 = 2;

/// A notification that takes longer to come was not heard.
const HEARD_WITHIN: Duration = Duration::from_secs(2);

/// The database as features see it.
#[derive(Clone, Debug)]
pub struct Db {
    connections: Connections,
    /// How PostgreSQL itself is reached, past a pooler.
    direct: PgConnectOptions,
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

    /// Opens the small pool of the inbox.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub fn open_for_inbox(config: &DatabaseConfig) -> anyhow::Result<Self> {
        Self::with_connections(config, INBOX_CONNECTIONS, Duration::from_secs(15))
    }

    /// Opens the small pool for sharing Telegram's limits. Without an answer nothing is sent for a
    /// while, so none is waited for that comes too late.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub fn open_for_sharing(config: &DatabaseConfig) -> anyhow::Result<Self> {
        Self::with_connections(config, SHARING_CONNECTIONS, Duration::from_secs(1))
    }

    fn with_connections(
        config: &DatabaseConfig,
        most: u32,
        patience: Duration,
    ) -> anyhow::Result<Self> {
        let options = options(&config.url, "DATABASE_URL")?;
        let direct = match &config.direct_url {
            Some(url) => self::options(url, "DATABASE_DIRECT_URL")?,
            None => options.clone(),
        };
        Ok(Self {
            connections: Connections::new(options, most, patience),
            direct,
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

    /// Measures how many connections this process has.
    pub fn measure(&self) {
        self.connections.measure();
    }

    /// Applies the migrations that are missing, while others work.
    ///
    /// # Errors
    /// When the database can't be reached or a migration fails; the database is then as before
    /// that one.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        if self.is_migrated().await? {
            return Ok(());
        }
        migrations::apply_missing(&self.direct)
            .await
            .context("cannot apply the migrations")
    }

    /// Whether every migration of this binary has been applied.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub async fn is_migrated(&self) -> anyhow::Result<bool> {
        migrations::are_applied(&mut *self.connection().await?).await
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

    /// Listens for notifications on `channels`; `None` behind a transaction pooler, where none
    /// arrive, unless `DATABASE_DIRECT_URL` leads past it.
    ///
    /// # Errors
    /// When PostgreSQL can't be reached.
    pub async fn listen(&self, channels: &[&str]) -> anyhow::Result<Option<PgListener>> {
        if !sessions::are_kept(&self.direct).await? {
            return Ok(None);
        }
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .connect_lazy_with(self.direct.clone());
        let mut listener = PgListener::connect_with(&pool).await?;
        listener.listen_all(channels.iter().copied()).await?;
        Ok(Some(listener))
    }

    /// Whether what is announced through the pool is heard.
    ///
    /// # Errors
    /// When PostgreSQL can't be reached.
    pub async fn hears(&self) -> anyhow::Result<bool> {
        const CHANNEL: &str = "pinglass_check";
        let Some(mut listener) = self.listen(&[CHANNEL]).await? else {
            return Ok(false);
        };
        sqlx::query("select pg_notify($1, '')")
            .bind(CHANNEL)
            .execute(&mut *self.connection().await?)
            .await
            .context("cannot announce anything")?;
        Ok(timeout(HEARD_WITHIN, listener.recv()).await.is_ok())
    }

    /// Whether two connections each keep the statements that they have prepared, without which
    /// nothing else works. Behind a pooler that does not know of them they get mixed up.
    ///
    /// # Errors
    /// When PostgreSQL can't be reached, or refuses for another reason.
    pub async fn keeps_statements(&self) -> anyhow::Result<bool> {
        let mut connections = [self.connection().await?, self.connection().await?];
        for number in 0..3_i64 {
            // Each in turn prepares another statement, and then runs it again.
            for index in [0, 1, 0, 1] {
                let text = format!("select $1::bigint + {number}");
                let asked = sqlx::query_scalar::<_, i64>(AssertSqlSafe(text))
                    .bind(number)
                    .fetch_one(&mut *connections[index]);
                match asked.await {
                    Ok(answer) if answer == 2 * number => {}
                    Ok(_) => return Ok(false),
                    Err(error) if is_about_statements(&error) => return Ok(false),
                    Err(error) => return Err(error).context("cannot ask PostgreSQL"),
                }
            }
        }
        Ok(true)
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

/// Whether `error` says that the database could not be asked, as for the moment it is away, or the
/// way to it. What it answers itself is about the question.
pub fn is_out_of_reach(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref());
    is_cut_off(error) || !causes.any(|error| matches!(error, sqlx::Error::Database(_)))
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

/// How to connect. Nothing is said at the beginning that a pooler refuses to pass on.
fn options(url: &SecretString, name: &str) -> anyhow::Result<PgConnectOptions> {
    Ok(PgConnectOptions::from_str(url.expose_secret())
        .ok()
        .with_context(|| format!("{name} is not a PostgreSQL URL"))?
        .application_name("pinglass")
        .extra_float_digits(None))
}

/// Whether a prepared statement was not where it was left, or another one was.
fn is_about_statements(error: &sqlx::Error) -> bool {
    // PostgreSQL's codes: invalid_sql_statement_name, duplicate_prepared_statement.
    let code = error.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| code == "26000" || code == "42P05")
}
