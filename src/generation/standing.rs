//! How a person stands with their sets: what they are told of it, and whether we
//! owe them anything.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    leaving, progress, screens,
    store::{rerolls, sets},
};
use crate::{accounts::Person, payments, telegram::Screen};

/// What is being made for the person, and what is paid and not used yet.
///
/// # Errors
/// When the database can't be asked.
pub async fn status(
    connection: &mut PgConnection,
    person: &Person,
    now: DateTime<Utc>,
) -> anyhow::Result<Screen> {
    let mut running = Vec::new();
    for set in sets::list(connection, person.id).await? {
        if set.is_running() {
            let remaining = progress::remaining(connection, &set, now).await?;
            running.push((set, remaining));
        }
    }
    let rerolls = rerolls::count_running(connection, person.id).await?;
    let unused = payments::unused(connection, person.id, now).await?;
    Ok(screens::status(person.lang, &running, rerolls, &unused))
}

/// Whether the person waits for photos that they have paid for: of a set that is
/// being made, or missing from one that has ended.
///
/// # Errors
/// When the database can't be asked.
pub async fn is_owed(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<bool> {
    let count = leaving::count(connection, person_id).await?;
    Ok(count.running > 0 || count.missing > 0)
}
