//! A person is erased: their sets stop, what was not made is paid back where that
//! is possible, and nothing of their photos stays but the number of them, for the
//! payments.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use super::{
    Deps, Set, SetStatus, money_back, progress, screens,
    store::{leaving, sets, tasks},
};
use crate::{files::Remains, i18n::Lang, payments, referral, telegram::SendError};

/// How much there is of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Photos that they sent.
    pub references: i64,
    pub portraits: i64,
    /// Sets that are being made.
    pub running: i64,
    /// Photos that are missing from sets that have ended, and can still be had.
    pub missing: i64,
}

/// # Errors
/// When the database can't be asked.
pub async fn count(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Count> {
    let (references, portraits) = leaving::count_photos(connection, person_id).await?;
    let sets = sets::list(connection, person_id).await?;
    let (running, ended): (Vec<&Set>, Vec<&Set>) = sets.iter().partition(|set| set.is_running());
    let owed = ended
        .iter()
        .filter(|set| set.payment_id.is_some() && !set.is_rest_paid_back);
    Ok(Count {
        references,
        portraits,
        running: running.len().try_into()?,
        missing: owed.map(|set| set.missing().max(0)).sum(),
    })
}

/// Why a set has ended.
const WHY: &str = "the person was erased";

/// Where the progress of running sets stands, their person reads that they stop.
///
/// # Errors
/// When Telegram or the database can't be asked; said again, it stands there once.
pub async fn say_that_sets_stop(deps: &Deps, person_id: i32, lang: Lang) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    let messages = leaving::list_progress_messages(&mut connection, person_id).await?;
    drop(connection);
    let screen = screens::progress_erased(lang);
    for message in messages {
        match progress::show_last(deps, Some(message), &screen).await {
            Ok(()) | Err(SendError::Unreachable(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Stops what is being made for the person, inside the caller's transaction, and
/// pays back what will not be made: the whole set when nothing of it was sent,
/// otherwise the missing photos where the provider can send a part.
///
/// # Errors
/// When the database refuses it.
pub async fn stop_all(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for set_id in leaving::list_sets(connection, person_id).await? {
        sets::lock(connection, set_id).await?;
        if let Some(set) = sets::find(connection, set_id).await? {
            stop(connection, &set, now).await?;
        }
    }
    Ok(())
}

async fn stop(connection: &mut PgConnection, set: &Set, now: DateTime<Utc>) -> anyhow::Result<()> {
    let is_delivered = money_back::is_delivered(connection, set).await?;
    let is_nothing_made = set.missing() >= set.total || set.is_running() && !is_delivered;
    if let Some(payment_id) = set.payment_id {
        if is_nothing_made {
            payments::request_refund(connection, payment_id, payments::ERASED, now).await?;
        } else if set.missing() > 0 && !set.is_rest_paid_back {
            let share = (set.missing(), set.total);
            payments::request_part_refund(connection, payment_id, share, now).await?;
        }
    }
    if set.is_running() {
        tasks::fail_pending(connection, set.id, WHY).await?;
    }
    if set.is_running() && is_nothing_made {
        return sets::stop(connection, set.id, now).await;
    }
    if set.is_running() {
        // What was sent was bought, and stands so in the books.
        sets::finish(connection, set.id, SetStatus::Completed, Some(WHY), now).await?;
        if let Some(payment_id) = set.payment_id {
            referral::credit(connection, payment_id, now).await?;
        }
    }
    if set.missing() > 0 {
        sets::mark_rest_paid_back(connection, set.id, now).await?;
    }
    Ok(())
}

/// Deletes every row of the person's sets and returns what lies in the storage.
/// Of a set that was paid its counts stay, without its person, for the books.
///
/// # Errors
/// When the database refuses it.
pub async fn forget_all(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Remains> {
    leaving::forget_all(connection, person_id).await
}

/// What is on record of the person here, as it stands in the rows.
///
/// # Errors
/// When the database can't be asked.
pub async fn export(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Value> {
    leaving::export(connection, person_id).await
}
