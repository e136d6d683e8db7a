//! One message per set that shows how far it is, edited in place.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

use super::{
    Deps, Set,
    jobs::ShowProgress,
    reroll, screens,
    store::{sets, tasks},
};
use crate::{
    accounts::{self, Person},
    queue::{JobResult, Lease, Next, OrElse},
    telegram::{Lane, Screen, SendError, is_unreachable},
};

/// Photos that are done within this time are shown by one edit.
pub(super) const EDIT_EVERY: TimeDelta = TimeDelta::seconds(3);

/// The remaining time is shown anew at least this often.
const REFRESH_EVERY: TimeDelta = TimeDelta::minutes(1);

/// A person who can't be reached may come back while the set is being made.
const AFTER_UNREACHABLE: TimeDelta = TimeDelta::minutes(10);

/// The pace at which photos are ordered, for those that have not been.
const ORDER_EVERY: TimeDelta = TimeDelta::seconds(1);

/// What is known of the time that a set still needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remaining {
    /// No photo has been measured yet.
    Unknown,
    Soon,
    Minutes(i64),
}

pub(super) async fn show_progress(deps: Deps, lease: Lease, job: ShowProgress) -> JobResult {
    let now = deps.clock.now();
    let mut connection = deps.db.connection().await.or_retry()?;
    let set = sets::find(&mut connection, job.set_id).await.or_retry()?;
    let Some(set) = set.filter(|set| set.is_running() && set.pending > 0) else {
        drop(connection);
        show_that_it_was_stopped(&deps, job.set_id)
            .await
            .or_retry()?;
        return Ok(Next::Done);
    };
    let Some(person) = accounts::find_by_id(&mut connection, set.user_id)
        .await
        .or_retry()?
    else {
        return Ok(Next::Done);
    };
    if set.reroll_of.is_some() {
        drop(connection);
        let shown = reroll::show_that_it_is_under_way(&deps, &lease, &set, &person).await;
        return match shown {
            Ok(()) => Ok(Next::At(now + REFRESH_EVERY)),
            Err(error) if is_unreachable(&error) => wait_for(&deps, &person).await,
            Err(error) => Err(error).or_retry(),
        };
    }
    let remaining = remaining(&mut connection, &set, now).await.or_retry()?;
    drop(connection);
    let screen = screens::progress(person.lang, &set, remaining);
    match show(&deps, &set, person.chat(), &screen).await {
        Ok(None) => Ok(Next::At(now + REFRESH_EVERY)),
        Ok(Some(message)) => {
            let mut tx = deps.db.begin().await.or_retry()?;
            lease.confirm(&mut tx).await.or_retry()?;
            sets::set_progress_message(&mut tx, set.id, message.0)
                .await
                .or_retry()?;
            tx.commit().await.or_retry()?;
            Ok(Next::At(now + REFRESH_EVERY))
        }
        Err(SendError::Unreachable(_)) => wait_for(&deps, &person).await,
        Err(error) => Err(error).or_retry(),
    }
}

async fn wait_for(deps: &Deps, person: &Person) -> JobResult {
    let now = deps.clock.now();
    let mut connection = deps.db.connection().await.or_retry()?;
    accounts::mark_unreachable(&mut connection, person.chat(), now)
        .await
        .or_retry()?;
    Ok(Next::At(now + AFTER_UNREACHABLE))
}

/// A set whose payment went back says so where its progress stood.
async fn show_that_it_was_stopped(deps: &Deps, set_id: i32) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    let Some(stopped) = sets::find_stopped(&mut connection, set_id).await? else {
        return Ok(());
    };
    let person = accounts::find_by_id(&mut connection, stopped.user_id).await?;
    drop(connection);
    if let Some(person) = person {
        let screen = screens::progress_given_back(person.lang);
        show_last(deps, stopped.progress_message, &screen).await?;
    }
    Ok(())
}

/// The message of an ended set, as chat and message, comes to rest. It may be
/// gone, or its chat closed; what counts follows it.
pub(super) async fn show_last(
    deps: &Deps,
    message: Option<(i64, i32)>,
    screen: &Screen,
) -> Result<(), SendError> {
    let Some((chat, message)) = message else {
        return Ok(());
    };
    let (chat, message) = (ChatId(chat), MessageId(message));
    match deps
        .sender
        .edit(Lane::Delivery, chat, message, screen)
        .await
    {
        Ok(_) | Err(SendError::Gone(_) | SendError::Refused(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Edits the set's message, or sends one when there is none (any more) and returns it.
async fn show(
    deps: &Deps,
    set: &Set,
    chat: ChatId,
    screen: &Screen,
) -> Result<Option<MessageId>, SendError> {
    if let Some(message) = set.progress_message_id {
        match deps
            .sender
            .edit(Lane::Delivery, chat, MessageId(message), screen)
            .await
        {
            Ok(_) => return Ok(None),
            Err(SendError::Gone(_)) => {}
            Err(error) => return Err(error),
        }
    }
    deps.sender
        .show(Lane::Delivery, chat, None, screen)
        .await
        .map(Some)
}

/// How long the set will still take, by what photos took lately.
pub(super) async fn remaining(
    connection: &mut PgConnection,
    set: &Set,
    now: DateTime<Utc>,
) -> anyhow::Result<Remaining> {
    let Some(usual) = tasks::usual_seconds(connection).await? else {
        return Ok(Remaining::Unknown);
    };
    let pending = tasks::pending(connection, set.id).await?;
    // Whole seconds are enough, and a float that is too large saturates.
    let usual = TimeDelta::seconds(usual as i64);
    Ok(estimate(
        usual,
        pending.unordered,
        pending.newest_order,
        now,
    ))
}

fn estimate(
    usual: TimeDelta,
    unordered: i64,
    newest_order: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Remaining {
    let left = if unordered > 0 {
        usual + ORDER_EVERY * i32::try_from(unordered).unwrap_or(i32::MAX)
    } else {
        newest_order.map_or(usual, |at| at + usual - now)
    };
    match left.num_seconds() {
        ..45 => Remaining::Soon,
        seconds => Remaining::Minutes((seconds + 30) / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remaining_time_comes_from_measured_photos() {
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let usual = TimeDelta::seconds(120);
        assert_eq!(estimate(usual, 60, None, now), Remaining::Minutes(3));
        let ordered = |ago| Some(now - TimeDelta::seconds(ago));
        assert_eq!(estimate(usual, 0, ordered(0), now), Remaining::Minutes(2));
        assert_eq!(estimate(usual, 0, ordered(100), now), Remaining::Soon);
        assert_eq!(estimate(usual, 0, ordered(900), now), Remaining::Soon);
    }
}
