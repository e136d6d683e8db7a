//! Whether an address leads to PostgreSQL itself or to a pooler, which hands the server's sessions
//! around: whoever listens through one does so on a session that is somebody else's a moment
//! later, and what is announced then comes into the middle of their answers.

use anyhow::Context;
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use uuid::Uuid;

/// Others use the sessions of a pooler at the same time, so one look may miss the one that we had.
const LOOKS: usize = 5;

/// Whether a connection has a session of its own. Two connections look for what one of them left
/// on its session: while the other is in a transaction, and so has one to itself, either finds it
/// there, or the first does not find its own again.
pub(super) async fn are_kept(options: &PgConnectOptions) -> anyhow::Result<bool> {
    let connect = || async {
        let connection = PgConnection::connect_with(options).await;
        connection.context("cannot reach the database")
    };
    let (mut ours, mut other) = (connect().await?, connect().await?);
    let mut are_kept = true;
    for _ in 0..LOOKS {
        let mark = Uuid::new_v4().to_string();
        leave(&mut ours, &mark).await?;
        let mut transaction = other.begin().await.context("cannot begin a transaction")?;
        let is_elsewhere = is_there(&mut transaction, &mark).await?;
        are_kept &= !is_elsewhere && is_there(&mut ours, &mark).await?;
        let ended = transaction.rollback().await;
        ended.context("cannot end a transaction")?;
        if !are_kept {
            break;
        }
    }
    for connection in [ours, other] {
        let _ended_anyway = connection.close().await;
    }
    Ok(are_kept)
}

async fn leave(connection: &mut PgConnection, mark: &str) -> anyhow::Result<()> {
    sqlx::query("select set_config('pinglass.mark', $1, false)")
        .bind(mark)
        .execute(connection)
        .await
        .context("cannot set anything for a session")?;
    Ok(())
}

async fn is_there(connection: &mut PgConnection, mark: &str) -> anyhow::Result<bool> {
    let found: Option<String> = sqlx::query_scalar("select current_setting('pinglass.mark', true)")
        .fetch_one(connection)
        .await
        .context("cannot ask for what was set for a session")?;
    Ok(found.as_deref() == Some(mark))
}
