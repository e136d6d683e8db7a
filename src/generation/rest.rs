//! The photos of a set that would not come out, made again for free when the
//! person wishes it.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    SET_DEADLINE,
    jobs::ShowProgress,
    line,
    store::{sets, tasks},
};
use crate::{accounts::Person, avatars, db::Db, payments, queue, removal};

/// What came of the wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    Begun,
    /// They are being made, or all there.
    NothingToDo,
    /// The avatar's photos were deleted, so that nothing can be made of it.
    WithoutPhotos,
    /// No set of this person.
    Unknown,
}

pub(super) async fn make_rest(
    db: &Db,
    person: &Person,
    set_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Rest> {
    let mut tx = db.begin().await?;
    let rest = make_rest_in(&mut tx, person.id, set_id, now).await?;
    tx.commit()
        .await
        .context("cannot commit the rest of a set")?;
    Ok(rest)
}

/// As [`make_rest`], inside the caller's transaction.
pub(super) async fn make_rest_in(
    tx: &mut PgConnection,
    person_id: i32,
    set_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Rest> {
    sets::lock(tx, set_id).await?;
    let set = sets::find(tx, set_id).await?;
    let Some(set) = set.filter(|set| set.user_id == person_id && !set.is_deleted) else {
        return Ok(Rest::Unknown);
    };
    // A set without any photo was paid back; so may be the missing ones of others.
    if set.is_running() || set.made() == 0 || set.is_rest_paid_back {
        return Ok(Rest::NothingToDo);
    }
    // Whoever deletes photos on schedule holds the avatar, and looks for running sets.
    if avatars::hold_ready(tx, person_id, set.avatar_id)
        .await?
        .is_none()
    {
        return Ok(Rest::WithoutPhotos);
    }
    if let Some(payment_id) = set.payment_id
        && !payments::is_paid(tx, payment_id).await?
    {
        return Ok(Rest::NothingToDo);
    }
    let revived = tasks::revive(tx, set_id).await?;
    if revived.is_empty() {
        return Ok(Rest::NothingToDo);
    }
    for key in revived.into_iter().filter_map(|task| task.result_key) {
        removal::order(tx, key, now + removal::STORING_IS_OVER).await?;
    }
    sets::reopen(tx, set_id, now + SET_DEADLINE).await?;
    line::join(tx, set_id, now).await?;
    queue::add(tx, &ShowProgress { set_id }, now).await?;
    Ok(Rest::Begun)
}
