//! Photos are kept no longer than they are needed: a stated time after the last
//! set of their avatar, or after the last photo where there was none. Their person
//! is told some days before and may keep them once more; afterwards the avatar is
//! a draft again that says where its photos are.
//!
//! ```text
//! last set ends ────── 27 days ──────▶ told ────── 3 days ──────▶ deleted
//!       ▲                               │ [Keep them 30 more days]
//!       └───────────────────────────────┘
//! ```

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{
    Avatar, forget_photos,
    jobs::{SweepReferences, Tools, WarnOfDeletion},
    screens,
    store::{self, Moments},
};
use crate::{
    accounts::{self, Person},
    db::Db,
    queue::{self, JobResult, Lease, Next, OrElse},
    telegram::{Lane, SendError},
};

const SWEEP_EVERY: TimeDelta = TimeDelta::hours(1);

/// A sweep that finds something looks again at once.
const MOST_AT_ONCE: i64 = 200;

/// How long before the end a person is told of it; half of the time where that is less.
const TOLD_BEFORE: TimeDelta = TimeDelta::days(3);

/// Makes sure that the sweep runs. To be called at every start.
///
/// # Errors
/// When the database refuses it.
pub async fn schedule_sweeps(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &SweepReferences {}, now).await
}

/// How long before their end a person is told of photos that are kept for `keep`.
pub fn told_before(keep: TimeDelta) -> TimeDelta {
    TOLD_BEFORE.min(keep / 2)
}

/// When the photos of an avatar will be deleted, if nothing needs them until then.
pub(super) fn end_of_keeping(avatar: &Avatar, keep: TimeDelta) -> Option<DateTime<Utc>> {
    avatar.photos_kept_from.map(|from| from + keep)
}

fn moments(keep: TimeDelta, now: DateTime<Utc>) -> Moments {
    let told_before = told_before(keep);
    Moments {
        tell: now - (keep - told_before),
        delete: now - keep,
        told: now - told_before,
    }
}

pub(super) async fn sweep(tools: Tools, lease: Lease) -> JobResult {
    let now = tools.clock.now();
    let moments = moments(tools.photos.keep(), now);
    let mut connection = tools.db.connection().await.or_retry()?;
    let found = store::list_kept(&mut connection, moments, MOST_AT_ONCE)
        .await
        .or_retry()?;
    drop(connection);
    for kept in &found {
        if kept.is_over {
            delete(&tools, lease, kept.avatar_id).await.or_retry()?;
        } else {
            announce(&tools, lease, kept.avatar_id).await.or_retry()?;
        }
    }
    if found.is_empty() {
        return Ok(Next::At(now + SWEEP_EVERY));
    }
    tracing::info!(
        avatars = found.len(),
        "photos came to the end of their keeping"
    );
    Ok(Next::At(now))
}

/// Has the person told; what needs the photos meanwhile makes the words untrue, and
/// then the next sweep says them again at their time.
async fn announce(tools: &Tools, lease: Lease, avatar_id: i32) -> anyhow::Result<()> {
    let now = tools.clock.now();
    let mut tx = tools.db.begin().await?;
    lease.confirm(&mut tx).await?;
    store::lock(&mut tx, avatar_id).await?;
    store::mark_warned(&mut tx, avatar_id, now).await?;
    queue::add(&mut tx, &WarnOfDeletion { avatar_id }, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Deletes the photos, unless something has needed them since they were found.
async fn delete(tools: &Tools, lease: Lease, avatar_id: i32) -> anyhow::Result<()> {
    let now = tools.clock.now();
    let mut tx = tools.db.begin().await?;
    lease.confirm(&mut tx).await?;
    // Whoever begins a set holds this row.
    store::lock(&mut tx, avatar_id).await?;
    let kept = store::find_kept(&mut tx, avatar_id, moments(tools.photos.keep(), now)).await?;
    if !kept.is_some_and(|kept| kept.is_over) {
        return Ok(());
    }
    forget_photos(&mut tx, avatar_id, now).await?;
    store::reset_view(&mut tx, avatar_id).await?;
    store::mark_photos_deleted(&mut tx, avatar_id, now).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn warn(tools: Tools, avatar_id: i32) -> JobResult {
    let keep = tools.photos.keep();
    let mut connection = tools.db.connection().await.or_retry()?;
    let avatar = store::find(&mut connection, avatar_id).await.or_retry()?;
    let person = match &avatar {
        Some(avatar) => accounts::find_by_id(&mut connection, avatar.user_id)
            .await
            .or_retry()?,
        None => None,
    };
    drop(connection);
    let avatar = avatar.filter(|avatar| avatar.photo_count > 0);
    let (Some(avatar), Some(person)) = (avatar, person.filter(can_be_told)) else {
        return Ok(Next::Done);
    };
    let now = tools.clock.now();
    // However late it is told, the photos stay for so long after it.
    let earliest = now + told_before(keep);
    let end = end_of_keeping(&avatar, keep).map_or(earliest, |end| end.max(earliest));
    let screen = screens::photos_end(person.lang, &avatar, end, tools.photos.keep_days);
    match tools
        .sender
        .show(Lane::Bulk, person.chat(), None, &screen)
        .await
    {
        Ok(_) => {
            let mut connection = tools.db.connection().await.or_retry()?;
            store::note_warned(&mut connection, avatar_id, now)
                .await
                .or_retry()?;
            Ok(Next::Done)
        }
        // Whoever can't be reached sees it at their avatar when they come back.
        Err(SendError::Unreachable(_)) => Ok(Next::Done),
        Err(error) => Err(error).or_retry(),
    }
}

fn can_be_told(person: &Person) -> bool {
    !person.is_leaving && !person.is_banned
}

/// Keeps the photos once more for the same time. `None` when there are none (any
/// more) or the avatar is not this person's.
pub(super) async fn keep_longer(
    db: &Db,
    person: &Person,
    avatar_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Avatar>> {
    let mut tx = db.begin().await?;
    let avatar = store::lock(&mut tx, avatar_id).await?;
    let own = avatar.filter(|avatar| avatar.user_id == person.id && avatar.photo_count > 0);
    if own.is_none() {
        return Ok(None);
    }
    store::note_use(&mut tx, avatar_id, now).await?;
    let avatar = store::find(&mut tx, avatar_id).await?;
    tx.commit().await?;
    Ok(avatar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_three_days_before_or_in_the_middle_of_a_short_time() {
        let days = |days| told_before(TimeDelta::days(days));
        assert_eq!(days(30), TimeDelta::days(3));
        assert_eq!(days(6), TimeDelta::days(3));
        assert_eq!(days(1), TimeDelta::hours(12));
    }
}
