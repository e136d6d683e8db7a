//! A transaction that owns its connection.

use std::{
    ops::{Deref, DerefMut},
    time::Duration,
};

use anyhow::Context;
use sqlx::PgConnection;
use tokio::{runtime::Handle, time::timeout};

use super::connections::{Connection, Connections, Origin, SIGN_OF_LIFE_WITHIN, is_cut_off, say};

/// A server that does not answer a ROLLBACK for so long is not asked again.
const ROLLBACK_MOST: Duration = Duration::from_secs(5);

/// A transaction that is rolled back when dropped.
#[derive(Debug)]
pub struct Tx {
    /// Taken when the transaction ends.
    connection: Option<Connection>,
}

impl Tx {
    /// BEGIN is harmless twice: where it is said in vain, the connection was cut off, and it is
    /// said on another. It is said within a transaction already, so that whoever stops waiting
    /// for the answer leaves no connection behind on which everything is lost at the end.
    pub(super) async fn begin(connections: &Connections) -> anyhow::Result<Self> {
        connections.in_time(Self::begin_on_any(connections)).await
    }

    async fn begin_on_any(connections: &Connections) -> anyhow::Result<Self> {
        loop {
            let (connection, origin) = connections.take_any().await?;
            let mut tx = Self {
                connection: Some(connection),
            };
            // Nobody but the pool's patience hurries a server that has just been connected to.
            if origin == Origin::New {
                let begun = say(&mut tx, "begin").await;
                return begun.map(|()| tx).context("cannot begin a transaction");
            }
            match timeout(SIGN_OF_LIFE_WITHIN, say(&mut tx, "begin")).await {
                Ok(Ok(())) => return Ok(tx),
                Ok(Err(error)) if is_cut_off(&error) => {
                    if let Some(lost) = tx.connection.take() {
                        lost.give_up();
                    }
                }
                Ok(Err(error)) => return Err(error).context("cannot begin a transaction"),
                Err(_) => {
                    if let Some(lost) = tx.connection.take() {
                        lost.give_up_with_all_idle();
                    }
                }
            }
        }
    }

    /// # Errors
    /// When the server refuses, and nothing was done, or does not answer, and nobody knows.
    pub async fn commit(mut self) -> sqlx::Result<()> {
        say(&mut self, "commit").await?;
        self.connection = None;
        Ok(())
    }

    /// Undoes it now. Dropping does so soon.
    ///
    /// # Errors
    /// When the server does not answer; it then undoes it by itself.
    pub async fn rollback(mut self) -> sqlx::Result<()> {
        say(&mut self, "rollback").await?;
        self.connection = None;
        Ok(())
    }
}

impl Deref for Tx {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        self.connection.as_ref().expect("taken at the end only")
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        self.connection.as_mut().expect("taken at the end only")
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else {
            return;
        };
        let Ok(runtime) = Handle::try_current() else {
            // The server undoes what is left of a connection that ends.
            return connection.give_up();
        };
        runtime.spawn(async move {
            // What was under way is waited for first.
            let undone = timeout(ROLLBACK_MOST, say(&mut connection, "rollback")).await;
            if !matches!(undone, Ok(Ok(()))) {
                connection.give_up();
            }
        });
    }
}
