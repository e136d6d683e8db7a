//! Beginning a re-roll and choosing between its two portraits, each in one
//! transaction that holds the set, so that no two taps take the same free try.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use teloxide::types::MessageId;

use super::{
    Allowance,
    prompt::{self, Correction},
};
use crate::{
    accounts::Person,
    avatars,
    db::Db,
    generation::{
        MOST_ATTEMPTS, SET_DEADLINE,
        jobs::ShowProgress,
        line,
        store::{
            rerolls::{self, NewReroll, Subject},
            sets,
        },
    },
    payments, queue, removal,
    telegram::Dialogue,
};

/// Whether a photo can be made again.
pub(super) enum Possible {
    Yes(Allowance),
    /// It is being made again.
    UnderWay(Allowance),
    /// All free tries of the set are used.
    NoneLeft(Allowance),
    /// There are no photos of the person to make it of.
    NoReferences,
    /// The set's payment went back.
    PaidBack,
    /// No photo of this person.
    Unknown,
}

/// Asks without promising: the answer may be another when a re-roll begins.
pub(super) async fn ask(
    connection: &mut PgConnection,
    person: &Person,
    photo_id: i32,
) -> anyhow::Result<Possible> {
    match rerolls::find_subject(connection, photo_id, person.id).await? {
        Some(subject) => judge(connection, person, &subject, false).await,
        None => Ok(Possible::Unknown),
    }
}

async fn judge(
    connection: &mut PgConnection,
    person: &Person,
    subject: &Subject,
    is_staffs: bool,
) -> anyhow::Result<Possible> {
    let allowance = Allowance::of(subject.total, subject.used);
    if let Some(payment_id) = subject.payment_id
        && !payments::is_paid(connection, payment_id).await?
    {
        return Ok(Possible::PaidBack);
    }
    if subject.is_under_way {
        return Ok(Possible::UnderWay(allowance));
    }
    if allowance.left() == 0 && !is_staffs {
        return Ok(Possible::NoneLeft(allowance));
    }
    let avatar = avatars::find_ready(connection, person.id, subject.avatar_id).await?;
    let references = avatars::references(connection, subject.avatar_id).await?;
    if avatar.is_none() || references.is_empty() {
        return Ok(Possible::NoReferences);
    }
    Ok(Possible::Yes(allowance))
}

/// What a re-roll begins with.
pub(super) struct Wanted {
    pub photo_id: i32,
    pub correction: Correction,
    /// The message that will show how it goes; without one a new one is sent.
    pub progress: Option<MessageId>,
}

/// Begins to make a photo again, unless something speaks against it: the re-roll
/// is under way when the answer is [`Possible::Yes`].
pub(super) async fn begin(
    db: &Db,
    dialogue: &Dialogue,
    person: &Person,
    wanted: &Wanted,
    now: DateTime<Utc>,
) -> anyhow::Result<Possible> {
    let mut tx = db.begin().await?;
    let possible = begin_in(&mut tx, person, wanted, false, now).await?;
    if let Possible::Unknown = possible {
        return Ok(possible);
    }
    dialogue.end(&mut tx).await?;
    tx.commit()
        .await
        .context("cannot commit the beginning of a re-roll")?;
    Ok(possible)
}

/// Has a photo made again by the staff, inside the caller's transaction: also when the
/// free tries are used, which are the person's own.
pub(in crate::generation) async fn begin_for_staff(
    tx: &mut PgConnection,
    person: &Person,
    photo_id: i32,
    correction: Correction,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let wanted = Wanted {
        photo_id,
        correction,
        progress: None,
    };
    let possible = begin_in(tx, person, &wanted, true, now).await?;
    Ok(matches!(possible, Possible::Yes(_)))
}

async fn begin_in(
    tx: &mut PgConnection,
    person: &Person,
    wanted: &Wanted,
    is_staffs: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<Possible> {
    let Some(seen) = rerolls::find_subject(tx, wanted.photo_id, person.id).await? else {
        return Ok(Possible::Unknown);
    };
    // The set before its avatar, as everybody does who holds both. Whoever deletes the
    // avatar sees the re-roll then, or has deleted it by now.
    sets::lock(tx, seen.set_id).await?;
    avatars::hold_ready(tx, person.id, seen.avatar_id).await?;
    let Some(subject) = rerolls::find_subject(tx, wanted.photo_id, person.id).await? else {
        return Ok(Possible::Unknown);
    };
    let possible = judge(tx, person, &subject, is_staffs).await?;
    if let Possible::Yes(_) = possible {
        write(tx, person, &subject, wanted, now).await?;
    }
    Ok(possible)
}

async fn write(
    tx: &mut PgConnection,
    person: &Person,
    subject: &Subject,
    wanted: &Wanted,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let reason = wanted.correction.reason().id();
    let new = NewReroll {
        subject,
        reason,
        prompt: &prompt::corrected(&subject.prompt, &wanted.correction),
        chat_id: person.telegram_id,
        progress_message_id: wanted.progress.map(|message| message.0),
        most_attempts: MOST_ATTEMPTS,
        deadline_at: now + SET_DEADLINE,
    };
    let set_id = rerolls::insert(tx, &new, now).await?;
    line::join(tx, set_id, now).await?;
    queue::add(tx, &ShowProgress { set_id }, now).await?;
    metrics::counter!("pinglass_rerolls_started_total", "reason" => reason).increment(1);
    Ok(())
}

/// Removes the photo that a new one was made for; `false` when there is no such
/// pair of this person (any more).
pub(super) async fn keep_only_new(
    db: &Db,
    person: &Person,
    new_photo_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let mut tx = db.begin().await?;
    let Some(seen) = rerolls::find_pair(&mut tx, new_photo_id, person.id).await? else {
        return Ok(false);
    };
    sets::lock(&mut tx, seen.set_id).await?;
    let Some(pair) = rerolls::find_pair(&mut tx, new_photo_id, person.id).await? else {
        return Ok(false);
    };
    rerolls::replace(&mut tx, &pair).await?;
    if let Some(storage_key) = pair.old_storage_key {
        removal::order(&mut tx, storage_key, now).await?;
    }
    tx.commit()
        .await
        .context("cannot commit the choice of a portrait")?;
    Ok(true)
}
