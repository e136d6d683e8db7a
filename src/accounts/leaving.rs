//! A person who has asked to be erased: from the wish on nothing new is written
//! down of them, and at the end their row stays without them, for the payments
//! that refer to it.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use super::{Sealer, store};
use crate::i18n::Lang;

/// Somebody whose erasure is under way.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// `users.id`.
    pub id: i32,
    /// People of an older program may have none.
    pub telegram_id: Option<i64>,
    pub lang: Lang,
    pub asked_at: DateTime<Utc>,
    pub(super) is_banned: bool,
}

/// How far a person's erasure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They have not asked for it.
    Here,
    Leaving,
    Gone,
}

/// Writes the wish to be erased down and returns the rows for which it is new: an
/// older program may have made more than one of a person, and all of them leave.
///
/// # Errors
/// When the database refuses it.
pub async fn begin_leaving(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<i32>> {
    let mut begun = Vec::new();
    for id in std::iter::once(id).chain(store::list_twins(connection, id).await?) {
        if store::begin_leaving(connection, id, now).await? {
            begun.push(id);
        }
    }
    Ok(begun)
}

/// The person, if their erasure has begun and not ended.
///
/// # Errors
/// When the database can't be asked.
pub async fn find_leaving(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Leaving>> {
    store::find_leaving(connection, id).await
}

/// Everybody whose erasure has begun and not ended.
///
/// # Errors
/// When the database can't be asked.
pub async fn list_leaving(connection: &mut PgConnection) -> anyhow::Result<Vec<i32>> {
    store::list_leaving(connection).await
}

/// As [`find_leaving`], and keeps everybody else from writing down anything that
/// belongs to the person until the caller's transaction ends.
///
/// # Errors
/// When the database can't be asked.
pub async fn lock_leaving(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Leaving>> {
    store::lock(connection, id).await?;
    store::find_leaving(connection, id).await
}

/// Whether the person stays, leaves, or is gone; keeps them from being forgotten
/// until the caller's transaction ends.
///
/// # Errors
/// When the database can't be asked.
pub async fn hold(connection: &mut PgConnection, id: i32) -> anyhow::Result<Standing> {
    Ok(hold_with_ban(connection, id).await?.0)
}

/// As [`hold`], and whether they are banned. No ban of ours comes in between, as it waits for
/// whoever holds the person; another program's may.
///
/// # Errors
/// When the database can't be asked.
pub async fn hold_with_ban(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<(Standing, bool)> {
    store::hold(connection, id).await
}

/// As [`hold`], and nobody else holds the person meanwhile.
///
/// # Errors
/// When the database can't be asked.
pub async fn hold_alone(connection: &mut PgConnection, id: i32) -> anyhow::Result<Standing> {
    store::lock(connection, id).await?;
    hold(connection, id).await
}

/// The end of an erasure: the row stays without its person. A ban stays as a seal.
///
/// # Errors
/// When the database refuses it.
pub async fn forget(
    connection: &mut PgConnection,
    leaving: &Leaving,
    sealer: &Sealer,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    if let (Some(telegram_id), true) = (leaving.telegram_id, leaving.is_banned) {
        store::seal_ban(connection, &sealer.seal(telegram_id), now).await?;
    }
    store::forget(connection, leaving.id, now).await
}

/// What is on record of the person here, as it stands in the rows.
///
/// # Errors
/// When the database can't be asked.
pub async fn export(connection: &mut PgConnection, id: i32) -> anyhow::Result<Value> {
    store::export(connection, id).await
}
