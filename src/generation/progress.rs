//! One message per set that shows how far it is, edited in place.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

use super::{
    Deps, Set, early,
    jobs::{DeliverSet, ShowProgress},
    reroll, screens,
    store::{breaker, line, sets, tasks},
};
use crate::{
    accounts::{self, Person},
    queue::{self, JobResult, Lease, Next, OrElse},
    telegram::{Lane, Screen, SendError, is_unreachable},
};

/// Photos that are done within this time are shown by one edit.
pub(super) const EDIT_EVERY: TimeDelta = TimeDelta::seconds(3);

/// The remaining time is shown anew at least this often.
const REFRESH_EVERY: TimeDelta = TimeDelta::minutes(1);

/// A person who can't be reached may come back while the set is being made.
const AFTER_UNREACHABLE: TimeDelta = TimeDelta::minutes(10);

/// What a photo usually takes, before any was measured.
const USUAL: TimeDelta = TimeDelta::minutes(3);

/// What is known of the time that a set still needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remaining {
    /// No photo has been measured yet.
    Unknown,
    Soon,
    Minutes(i64),
    /// Nothing of it was ordered yet, and so many sets go first.
    InLine {
        sets: i64,
        minutes: i64,
    },
    /// Kie does not work; nobody knows for how long.
    Paused,
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
    if early::are_due(&mut connection, &set).await.or_retry()? {
        let first_photos = DeliverSet { set_id: set.id };
        queue::add(&mut connection, &first_photos, now)
            .await
            .or_retry()?;
    }
    drop(connection);
    let screen = screens::progress(person.lang, &set, remaining, now);
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
    if breaker::find(connection).await?.is_open() {
        return Ok(Remaining::Paused);
    }
    let usual = tasks::usual_seconds(connection, set.id).await?;
    let pending = tasks::pending(connection, set.id).await?;
    let pace = line::window(connection).await?.pace(now);
    let ahead = line::ahead_of(connection, set.id).await?;
    // Whole seconds are enough, and a float that is too large saturates.
    let photo = usual.map(|seconds| TimeDelta::seconds(seconds as i64));
    let waiting = match pending.unordered {
        0 => 0,
        unordered => unordered + ahead.photos,
    };
    let in_line = pace * i32::try_from(waiting).unwrap_or(i32::MAX);
    let is_untouched = set.ready == 0 && pending.newest_order.is_none();
    if is_untouched && ahead.sets > 0 {
        return Ok(Remaining::InLine {
            sets: ahead.sets,
            minutes: minutes(in_line + photo.unwrap_or(USUAL)).max(1),
        });
    }
    let Some(photo) = photo else {
        return Ok(Remaining::Unknown);
    };
    Ok(estimate(photo, in_line, pending.newest_order, now))
}

/// How long `photo`, the usual time of one, and the wait in line come to.
fn estimate(
    photo: TimeDelta,
    in_line: TimeDelta,
    newest_order: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Remaining {
    let left = if in_line > TimeDelta::zero() {
        photo + in_line
    } else {
        newest_order.map_or(photo, |at| at + photo - now)
    };
    match left.num_seconds() {
        ..45 => Remaining::Soon,
        _ => Remaining::Minutes(minutes(left)),
    }
}

fn minutes(time: TimeDelta) -> i64 {
    (time.num_seconds() + 30) / 60
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remaining_time_comes_from_measured_photos() {
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let photo = TimeDelta::seconds(120);
        let nothing = TimeDelta::zero();
        let minute = TimeDelta::minutes(1);
        assert_eq!(estimate(photo, minute, None, now), Remaining::Minutes(3));
        let after =
            |seconds| estimate(photo, nothing, Some(now - TimeDelta::seconds(seconds)), now);
        assert_eq!(after(0), Remaining::Minutes(2));
        assert_eq!([after(100), after(900)], [Remaining::Soon; 2]);
    }
}
