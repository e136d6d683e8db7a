//! The connections of one pool, and who has one.
//!
//! sqlx's own pool asks the server for a sign of life before a connection is used and once more
//! after, which for the short statements of a chat is two thirds of all round trips. Here one
//! that was used a moment ago is trusted; when one turns out to be cut off, all the others are
//! asked before they are used again. The one used last is used next, so that those that are not
//! needed go to sleep and are closed.

use std::{
    collections::VecDeque,
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use anyhow::Context;
use futures::FutureExt;
use sqlx::{Connection as _, PgConnection, postgres::PgConnectOptions};
use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// A connection that was used this short a time ago is taken to be alive.
const TRUSTED_FOR: Duration = Duration::from_millis(100);

/// Serverless PostgreSQL goes to sleep after five idle minutes and cuts what is still connected
/// then.
const IDLE_MOST: Duration = Duration::from_secs(240);

/// A connection is not kept for ever, so that the server can free what has gathered behind it
/// and a balancer can spread what it has been given.
const OLDEST: Duration = Duration::from_secs(1800);

/// A connection that may have been lost without a word has so long to show that it is alive.
pub(super) const SIGN_OF_LIFE_WITHIN: Duration = Duration::from_secs(2);

/// A statement that nobody waits for any more may take so long to end; then its connection is
/// given up.
const ABANDONED_MOST: Duration = Duration::from_secs(5);

/// Between two tries to connect to a server that is just starting.
const TRY_AGAIN: Duration = Duration::from_millis(100);

/// The connections of one pool. Clones share them.
#[derive(Clone, Debug)]
pub(super) struct Connections {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    options: PgConnectOptions,
    most: u32,
    patience: Duration,
    permits: Arc<Semaphore>,
    idle: Mutex<Idle>,
}

#[derive(Debug, Default)]
struct Idle {
    /// The one used last is at the end.
    connections: VecDeque<Kept>,
    /// Whatever was used last before then has to show that it is alive.
    distrusted_before: Option<Instant>,
}

#[derive(Debug)]
struct Kept {
    connection: PgConnection,
    born: Instant,
    used: Instant,
}

/// Where a connection comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    New,
    /// It was alive a moment ago.
    Trusted,
    /// It was not needed for a while and may have been cut off.
    Idle,
}

/// A connection for somebody's own use; it goes back when dropped.
#[derive(Debug)]
pub struct Connection {
    /// Taken only by what ends this.
    connection: Option<PgConnection>,
    born: Instant,
    shared: Arc<Shared>,
    permit: Option<OwnedSemaphorePermit>,
}

impl Connections {
    /// Nothing is connected yet. Whoever asks waits for up to `patience`.
    pub(super) fn new(options: PgConnectOptions, most: u32, patience: Duration) -> Self {
        Self {
            shared: Arc::new(Shared {
                options,
                most,
                patience,
                permits: Arc::new(Semaphore::new(most as usize)),
                idle: Mutex::default(),
            }),
        }
    }

    /// A connection that is alive, as far as anybody can tell.
    ///
    /// # Errors
    /// When none is to be had in time.
    pub(super) async fn take(&self) -> anyhow::Result<Connection> {
        self.in_time(async {
            loop {
                let (mut connection, origin) = self.take_any().await?;
                if origin != Origin::Idle {
                    return Ok(connection);
                }
                match timeout(SIGN_OF_LIFE_WITHIN, connection.ping()).await {
                    Ok(Ok(())) => return Ok(connection),
                    Ok(Err(_)) => connection.give_up(),
                    Err(_) => connection.give_up_with_all_idle(),
                }
            }
        })
        .await
    }

    /// However many turn out to be lost on the way, nobody waits for longer than the pool's
    /// patience.
    ///
    /// # Errors
    /// That of `taking`, or that it took too long.
    pub(super) async fn in_time<T>(
        &self,
        taking: impl Future<Output = anyhow::Result<T>>,
    ) -> anyhow::Result<T> {
        timeout(self.shared.patience, taking)
            .await
            .context("no connection to the database was to be had in time")?
    }

    /// A connection for whoever finds out by themselves whether it is alive.
    ///
    /// # Errors
    /// When none is to be had in time.
    pub(super) async fn take_any(&self) -> anyhow::Result<(Connection, Origin)> {
        let taking = async {
            let permits = Arc::clone(&self.shared.permits);
            let permit = permits.acquire_owned().await;
            let permit = permit.context("the pool is closed")?;
            if let Some((kept, origin)) = self.shared.pop() {
                return Ok((self.own(kept.connection, kept.born, permit), origin));
            }
            let connection = self.connect().await?;
            Ok((self.own(connection, Instant::now(), permit), Origin::New))
        };
        let asked_at = Instant::now();
        let taken = self.in_time(taking).await;
        metrics::histogram!("pinglass_db_wait_seconds").record(asked_at.elapsed());
        taken
    }

    /// Measures how many there are.
    pub(super) fn measure(&self) {
        let idle = self.shared.idle().connections.len();
        let busy = self.shared.most as usize - self.shared.permits.available_permits();
        metrics::gauge!("pinglass_db_connections", "state" => "idle").set(idle as f64);
        metrics::gauge!("pinglass_db_connections", "state" => "busy").set(busy as f64);
        metrics::gauge!("pinglass_db_connections_most").set(f64::from(self.shared.most));
    }

    /// Waits until all have come back and closes them.
    pub(super) async fn close(&self) {
        let all = self.shared.permits.acquire_many(self.shared.most).await;
        self.shared.permits.close();
        let connections = std::mem::take(&mut self.shared.idle().connections);
        for kept in connections {
            let _cut_off_before = kept.connection.close().await;
        }
        drop(all);
    }
}

impl Connections {
    fn own(
        &self,
        connection: PgConnection,
        born: Instant,
        permit: OwnedSemaphorePermit,
    ) -> Connection {
        Connection {
            connection: Some(connection),
            born,
            shared: Arc::clone(&self.shared),
            permit: Some(permit),
        }
    }

    /// A server that starts, or has no place for the moment, is asked again.
    async fn connect(&self) -> anyhow::Result<PgConnection> {
        loop {
            match PgConnection::connect_with(&self.shared.options).await {
                Err(error) if is_starting(&error) => tokio::time::sleep(TRY_AGAIN).await,
                result => return result.context("cannot connect to the database"),
            }
        }
    }
}

impl Shared {
    fn idle(&self) -> MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The connection used last, unless it was not needed for too long, as after a quiet night.
    fn pop(&self) -> Option<(Kept, Origin)> {
        let mut idle = self.idle();
        let kept = idle.connections.pop_back()?;
        if kept.used.elapsed() > IDLE_MOST {
            let needless = std::mem::take(&mut idle.connections);
            drop(idle);
            for kept in needless.into_iter().chain([kept]) {
                say_goodbye(kept.connection);
            }
            return None;
        }
        let is_trusted = kept.used.elapsed() < TRUSTED_FOR
            && idle
                .distrusted_before
                .is_none_or(|before| before < kept.used);
        let origin = if is_trusted {
            Origin::Trusted
        } else {
            Origin::Idle
        };
        Some((kept, origin))
    }

    /// Takes a connection back on which nothing is under way, and lets go of those that have not
    /// been needed for long.
    fn push(&self, connection: PgConnection, born: Instant) {
        let used = Instant::now();
        let mut idle = self.idle();
        idle.connections.push_back(Kept {
            connection,
            born,
            used,
        });
        let needless = idle
            .connections
            .partition_point(|kept| kept.used + IDLE_MOST < used);
        let needless: Vec<Kept> = idle.connections.drain(..needless).collect();
        drop(idle);
        for kept in needless {
            say_goodbye(kept.connection);
        }
    }

    fn distrust(&self) {
        self.idle().distrusted_before = Some(Instant::now());
    }
}

impl Connection {
    /// Closes it instead of giving it back: it is cut off, and perhaps the others are too.
    pub fn give_up(mut self) {
        self.connection = None;
        self.shared.distrust();
    }

    /// Closes it and all that are idle: it does not answer, as when a balancer on the way has
    /// forgotten it, and to ask each of the others would take as long again.
    pub(super) fn give_up_with_all_idle(self) {
        let shared = Arc::clone(&self.shared);
        self.give_up();
        let idle = std::mem::take(&mut shared.idle().connections);
        drop(idle);
    }
}

impl Deref for Connection {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        self.connection
            .as_ref()
            .expect("only taken by what ends it")
    }
}

impl DerefMut for Connection {
    fn deref_mut(&mut self) -> &mut PgConnection {
        self.connection
            .as_mut()
            .expect("only taken by what ends it")
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else {
            return;
        };
        let (shared, born, permit) = (Arc::clone(&self.shared), self.born, self.permit.take());
        if born.elapsed() > OLDEST {
            say_goodbye(connection);
            return;
        }
        // `flush` reads what is still to come of statements that nobody waited for. Mostly there
        // is nothing, and it asks the server nothing.
        match connection.flush().now_or_never() {
            Some(Ok(())) => shared.push(connection, born),
            Some(Err(_)) => shared.distrust(),
            None => {
                let ending = async move {
                    match timeout(ABANDONED_MOST, connection.flush()).await {
                        Ok(Ok(())) => shared.push(connection, born),
                        // The server ends a statement when it finds its connection gone. One that
                        // never answers may have been lost with all the others.
                        Ok(Err(_)) | Err(_) => shared.distrust(),
                    }
                    drop(permit);
                };
                if let Ok(runtime) = Handle::try_current() {
                    runtime.spawn(ending);
                }
            }
        }
    }
}

/// Says one of the words that begin and end transactions.
pub(super) async fn say(connection: &mut PgConnection, words: &'static str) -> sqlx::Result<()> {
    sqlx::raw_sql(words).execute(connection).await.map(drop)
}

fn say_goodbye(connection: PgConnection) {
    if let Ok(runtime) = Handle::try_current() {
        runtime.spawn(connection.close().map(drop));
    }
}

/// Whether `error` says that the connection to the server is no more. PostgreSQL's class 57 are
/// interventions of its operator, 08 are exceptions of the connection.
pub(super) fn is_cut_off(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            ["57P01", "57P02", "57P03"].contains(&code.as_ref()) || code.starts_with("08")
        }),
        _ => false,
    }
}

fn is_starting(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        // too_many_connections, cannot_connect_now
        sqlx::Error::Database(error) => error
            .code()
            .is_some_and(|code| code == "53300" || code == "57P03"),
        _ => false,
    }
}
