//! The erasure of a person, step by step. Each step finds out for itself what is
//! left to do, so that a run that was killed is simply run again.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use teloxide::types::ChatId;

use super::{Deps, ErasePerson, ForgetShown, SayFarewell, screens, store};
use crate::{
    accounts::{self, Leaving, Standing},
    avatars,
    db::Db,
    files::{FileKey, Files, Remains},
    generation,
    i18n::Lang,
    payments::{self, ErasePayer},
    queue::{self, JobResult, Lease, Next, OrElse},
    referral,
    removal::{self, RemoveObject},
    staff, support,
    telegram::{self, Lane, SendError},
};

/// Objects that are looked up at a time.
const BATCH: i64 = 100;

/// How often it is looked whether money has arrived: soon at first, as Stars take
/// seconds, then ever more rarely.
const SHORTEST_PAUSE: TimeDelta = TimeDelta::seconds(3);
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(10);

/// A farewell that can't be said so often is not said: until then its job is the
/// last place that knows the chat.
const MOST_FAREWELLS: i32 = 12;

/// Begins the erasure of a person in one transaction with the job that does it.
pub(super) async fn begin(db: &Db, person_id: i32, now: DateTime<Utc>) -> anyhow::Result<()> {
    let mut tx = db.begin().await?;
    order(&mut tx, person_id, true, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Begins the erasure of somebody who has asked the staff for it, inside the caller's
/// transaction. `false` when it was begun before.
///
/// # Errors
/// When the database refuses it.
pub async fn begin_for(
    tx: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    if accounts::hold_alone(tx, person_id).await? != Standing::Here {
        return Ok(false);
    }
    order(tx, person_id, true, now).await?;
    Ok(true)
}

async fn order(
    tx: &mut PgConnection,
    person_id: i32,
    is_asked: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for user_id in accounts::begin_leaving(tx, person_id, now).await? {
        let job = ErasePerson {
            user_id,
            is_asked: is_asked && user_id == person_id,
        };
        queue::add(tx, &job, now).await?;
    }
    Ok(())
}

pub(super) async fn erase_person(deps: Deps, lease: Lease, job: ErasePerson) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let leaving = accounts::find_leaving(&mut connection, job.user_id)
        .await
        .or_retry()?;
    drop(connection);
    let Some(leaving) = leaving else {
        return Ok(Next::Done);
    };
    let told = generation::say_that_sets_stop(&deps.generation, leaving.id, leaving.lang).await;
    if let Err(error) = told {
        // What counts follows it.
        tracing::debug!(
            error = format!("{error:#}"),
            "a stopped set could not be shown as such"
        );
    }
    leave_support(&deps, &lease, &leaving).await.or_retry()?;
    forget_photos(&deps, &lease, &leaving).await.or_retry()?;
    delete_objects(&deps, &lease, &leaving).await.or_retry()?;
    payments::close_links(&deps.money, leaving.id)
        .await
        .or_retry()?;
    match finish(&deps, &lease, &leaving, job.is_asked)
        .await
        .or_retry()?
    {
        Some(later) => Ok(Next::At(later)),
        None => {
            metrics::counter!("pinglass_erasures_total").increment(1);
            tracing::info!("a person was erased");
            Ok(Next::Done)
        }
    }
}

/// Closes the tickets before anything else: an answer that came now would find nobody.
async fn leave_support(deps: &Deps, lease: &Lease, leaving: &Leaving) -> anyhow::Result<()> {
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    let now = deps.clock.now();
    support::leave(&mut tx, &deps.help, leaving.id, now).await?;
    // What the group has not been told of the person yet it should not be told now.
    staff::forget(&mut tx, leaving.id, now).await?;
    referral::leave(&mut tx, leaving.id, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Stops what is being made and deletes every row of the person's photos, with the
/// keys of what lies in the storage written down in the same transaction.
async fn forget_photos(deps: &Deps, lease: &Lease, leaving: &Leaving) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let id = leaving.id;
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    generation::stop_all(&mut tx, id, now).await?;
    // A set that was just beginning is there once nobody else holds its avatar.
    avatars::hold_all(&mut tx, id).await?;
    generation::stop_all(&mut tx, id, now).await?;
    payments::untie_avatars(&mut tx, id).await?;
    for remains in [
        generation::forget_all(&mut tx, id).await?,
        avatars::forget_all(&mut tx, id).await?,
    ] {
        let keys = keys_of(&remains, &deps.files);
        store::doom(&mut tx, id, &keys, now).await?;
        store::doom(
            &mut tx,
            id,
            &remains.arriving,
            now + removal::STORING_IS_OVER,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The keys of all objects that the rows knew of. Those of other programs have an
/// address instead, which may be elsewhere.
fn keys_of(remains: &Remains, files: &Files) -> Vec<FileKey> {
    let mut keys = remains.keys.clone();
    let mut elsewhere = 0;
    for address in &remains.addresses {
        match files.key_at(address) {
            Some(key) => keys.push(key),
            None => elsewhere += 1,
        }
    }
    if elsewhere > 0 {
        tracing::warn!(
            pictures = elsewhere,
            "pictures of an older program lie outside our storage: delete them there"
        );
    }
    keys
}

/// Deletes the objects that are due. The storage is asked first, and its word is
/// written down after, so that a crash repeats a deletion at most.
async fn delete_objects(deps: &Deps, lease: &Lease, leaving: &Leaving) -> anyhow::Result<()> {
    loop {
        let now = deps.clock.now();
        let mut connection = deps.db.connection().await?;
        let due = store::list_due(&mut connection, leaving.id, now, BATCH).await?;
        drop(connection);
        if due.is_empty() {
            return Ok(());
        }
        for key in due {
            deps.files.delete(&FileKey::stored(key.clone())).await?;
            let mut tx = deps.db.begin().await?;
            lease.confirm(&mut tx).await?;
            store::note_deleted(&mut tx, &key).await?;
            tx.commit().await?;
        }
    }
}

/// Forgets everything else, once there is nothing left to wait for; otherwise tells
/// when to look again. Nobody writes down anything of the person meanwhile.
async fn finish(
    deps: &Deps,
    lease: &Lease,
    leaving: &Leaving,
    is_asked: bool,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let now = deps.clock.now();
    let id = leaving.id;
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    if accounts::lock_leaving(&mut tx, id).await?.is_none() {
        return Ok(None);
    }
    // A charge may have come in since the rows were looked at.
    payments::give_back_unused(&mut tx, id, now).await?;
    payments::close_offers(&mut tx, id, now).await?;
    if let Some(later) = find_reason_to_wait(&mut tx, lease, leaving, now).await? {
        tx.commit().await?;
        return Ok(Some(later));
    }
    if let Some(telegram_id) = leaving.telegram_id {
        let chat = ChatId(telegram_id);
        telegram::forget(&mut tx, chat).await?;
        if is_asked {
            let farewell = SayFarewell {
                chat_id: chat.0,
                language: leaving.lang.tag().to_owned(),
            };
            queue::add(&mut tx, &farewell, now).await?;
        }
    }
    staff::forget(&mut tx, id, now).await?;
    queue::add(&mut tx, &ForgetShown { user_id: id }, now).await?;
    referral::forget(&mut tx, id, now).await?;
    support::forget(&mut tx, id).await?;
    accounts::forget(&mut tx, leaving, &deps.sealer, now).await?;
    payments::forget(&mut tx, id).await?;
    tx.commit().await?;
    Ok(None)
}

async fn find_reason_to_wait(
    tx: &mut PgConnection,
    lease: &Lease,
    leaving: &Leaving,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    if let Some(not_before) = store::next_doomed(tx, leaving.id).await? {
        return Ok(Some(not_before.max(now + SHORTEST_PAUSE)));
    }
    let pause = ((now - leaving.asked_at) / 4).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
    // Whose photos were deleted before does not stand in their jobs: all that were
    // ordered before this erasure are waited for.
    let are_objects_left = lease.has_older::<RemoveObject>(tx).await?;
    let is_money_left = payments::is_money_moving(tx, leaving.id, now).await?
        || referral::is_being_paid(tx, leaving.id).await?;
    let is_heard_out = match leaving.telegram_id {
        Some(telegram_id) => !telegram::has_unfinished(tx, ChatId(telegram_id)).await?,
        None => true,
    };
    let is_shown_to_staff = support::waits_for_group(tx, leaving.id, now).await?
        || staff::waits_for_cards(tx, leaving.id, now).await?;
    if are_objects_left || is_money_left || !is_heard_out || is_shown_to_staff {
        return Ok(Some(now + pause));
    }
    Ok(None)
}

/// Has a person erased whom only news of money has made known, once that is over:
/// word of a charge or a refund may come when its payer has been forgotten.
///
/// # Errors
/// When the database refuses it.
pub async fn forget_stranger(db: &Db, person_id: i32, now: DateTime<Utc>) -> anyhow::Result<()> {
    let job = ErasePayer { user_id: person_id };
    queue::add(&mut *db.connection().await?, &job, now).await
}

/// Whoever has come back for good meanwhile, or has anything here, is left alone.
pub(super) async fn erase_payer(deps: Deps, job: ErasePayer) -> JobResult {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await.or_retry()?;
    let person = accounts::find_by_id(&mut tx, job.user_id)
        .await
        .or_retry()?;
    let Some(person) = person.filter(|person| !person.is_leaving && !person.has_consented) else {
        return Ok(Next::Done);
    };
    if payments::is_money_moving(&mut tx, person.id, now)
        .await
        .or_retry()?
    {
        return Ok(Next::At(now + SHORTEST_PAUSE));
    }
    let avatars = avatars::list(&mut tx, person.id).await.or_retry()?;
    let is_customer = payments::is_customer(&mut tx, person.id).await.or_retry()?;
    let has_referrals = referral::has_anything(&mut tx, person.id)
        .await
        .or_retry()?;
    if is_customer || has_referrals || !avatars.is_empty() {
        return Ok(Next::Done);
    }
    order(&mut tx, person.id, false, now).await.or_retry()?;
    tx.commit().await.or_retry()?;
    Ok(Next::Done)
}

pub(super) async fn say_farewell(deps: Deps, lease: Lease, job: SayFarewell) -> JobResult {
    let lang = Lang::with_tag(&job.language).unwrap_or(Lang::En);
    let said = deps
        .sender
        .show(
            Lane::Delivery,
            ChatId(job.chat_id),
            None,
            &screens::erased(lang),
        )
        .await;
    match said {
        Ok(_) | Err(SendError::Unreachable(_) | SendError::Refused(_)) => Ok(Next::Done),
        Err(_) if lease.failures >= MOST_FAREWELLS => Ok(Next::Done),
        Err(error) => Err(error).or_retry(),
    }
}
