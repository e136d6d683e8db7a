//! Bans by the staff: who banned whom, why, and who lifted it. `users.is_banned` is what
//! everything else looks at.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Sealer, Standing, hold_alone, store};

/// A ban that is about to be.
#[derive(Clone, Debug)]
pub struct NewBan<'a> {
    pub reason: &'a str,
    /// Whether the person reads the reason.
    pub is_told_why: bool,
    /// The member of staff, by Telegram id and name.
    pub by: (i64, &'a str),
}

/// A ban in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ban {
    /// Bans of another program, and of those who came back after their erasure, have none.
    pub reason: Option<String>,
    pub is_told_why: bool,
    /// The name of the member of staff.
    pub by: Option<String>,
    pub at: Option<DateTime<Utc>>,
}

/// Bans a person, inside the caller's transaction; nobody else holds them until it ends,
/// so that whatever is settled or begun for them meanwhile sees it. `false` when they are
/// banned, or gone.
///
/// # Errors
/// When the database refuses it.
pub async fn ban(
    tx: &mut PgConnection,
    person_id: i32,
    new: &NewBan<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    if hold_alone(tx, person_id).await? == Standing::Gone {
        return Ok(false);
    }
    if !store::bans::mark_banned(tx, person_id, new.reason, now).await? {
        return Ok(false);
    }
    store::bans::insert(tx, person_id, new, now).await?;
    Ok(true)
}

/// Lifts a ban, also what is left of it for the day on which the person comes back after
/// an erasure. `false` when they are not banned.
///
/// # Errors
/// When the database refuses it.
pub async fn lift_ban(
    tx: &mut PgConnection,
    sealer: &Sealer,
    person_id: i32,
    by: (i64, &str),
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    hold_alone(tx, person_id).await?;
    if !store::bans::mark_free(tx, person_id).await? {
        return Ok(false);
    }
    store::bans::lift(tx, person_id, by, now).await?;
    if let Some(person) = store::find_by_id(tx, person_id).await? {
        store::bans::break_seal(tx, &sealer.seal(person.telegram_user_id)).await?;
    }
    Ok(true)
}

/// The ban in force of a person.
///
/// # Errors
/// When the database can't be asked.
pub async fn find_ban(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Option<Ban>> {
    store::bans::find(connection, person_id).await
}

/// Whether the person is banned, also one whom nobody can write to.
///
/// # Errors
/// When the database can't be asked.
pub async fn is_banned(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<bool> {
    Ok(find_ban(connection, person_id).await?.is_some())
}
