//! A set comes to its person: perhaps its first photos early, then album by album,
//! each recorded before the next, then a closing message. A set without any photo is
//! paid back instead. Everything here can be repeated and goes on where it stopped.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    Deps, Set, SetStatus, early,
    jobs::DeliverSet,
    media, progress, reroll, screens,
    store::{albums, photos, sets, shown},
};
use crate::{
    accounts::{self, Person},
    avatars,
    db::Db,
    i18n::Lang,
    payments::{self, EmptySet, Price},
    queue::{JobResult, Lease, Next, OrElse},
    referral, staff,
    telegram::{Lane, is_unreachable, split_into_albums},
};

pub(super) async fn deliver_set(deps: Deps, lease: Lease, job: DeliverSet) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let set = sets::find(&mut connection, job.set_id).await.or_retry()?;
    let Some(set) = set.filter(|set| !set.is_told) else {
        return Ok(Next::Done);
    };
    let person = accounts::find_by_id(&mut connection, set.user_id)
        .await
        .or_retry()?;
    drop(connection);
    if set.pending > 0 {
        return match person {
            Some(person) => send_first(&deps, &lease, &set, &person).await,
            None => Ok(Next::Done),
        };
    }
    let Some(person) = person else {
        // A person of an older program without Telegram: there is no chat to send to.
        end_quietly(&deps, &lease, &set).await.or_retry()?;
        return Ok(Next::Done);
    };
    let outcome = match (set.made(), set.ready) {
        _ if set.reroll_of.is_some() => reroll::deliver(&deps, &lease, &set, &person).await,
        (0, _) => give_back(&deps, &lease, &set, &person).await,
        // The person has seen the photos in the gallery, and deleted them: there is
        // nothing to send, and nothing to pay back.
        (_, 0) => end_quietly(&deps, &lease, &set).await,
        _ => deliver(&deps, &lease, &set, &person).await,
    };
    match outcome {
        Err(error) if is_unreachable(&error) => {
            // The set waits in the gallery, and is sent when the person writes again.
            let mut connection = deps.db.connection().await.or_retry()?;
            accounts::mark_unreachable(&mut connection, person.chat(), deps.clock.now())
                .await
                .or_retry()?;
            drop(connection);
            end(&deps, &lease, &set).await.or_retry()?;
            tracing::info!(
                set.id = set.id,
                "a finished set waits for a person who can't be reached"
            );
            Ok(Next::Done)
        }
        other => other.or_retry().map(|()| Next::Done),
    }
}

/// Sends the first photos while the others are being made, or goes on with that.
async fn send_first(deps: &Deps, lease: &Lease, set: &Set, person: &Person) -> JobResult {
    early::plan(deps, lease, set.id).await.or_retry()?;
    match send_albums(deps, lease, set, person).await {
        Err(error) if is_unreachable(&error) => {
            let mut connection = deps.db.connection().await.or_retry()?;
            accounts::mark_unreachable(&mut connection, person.chat(), deps.clock.now())
                .await
                .or_retry()?;
            Ok(Next::Done)
        }
        sent => sent.or_retry().map(|_| Next::Done),
    }
}

async fn end_quietly(deps: &Deps, lease: &Lease, set: &Set) -> anyhow::Result<()> {
    end(deps, lease, set).await?;
    mark_told(deps, lease, set).await
}

async fn deliver(deps: &Deps, lease: &Lease, set: &Set, person: &Person) -> anyhow::Result<()> {
    plan_albums(deps, lease, set).await?;
    if send_albums(deps, lease, set, person).await? == Sending::Stopped {
        return Ok(());
    }
    if end(deps, lease, set).await? == End::Stopped {
        return Ok(());
    }
    progress::show_last(
        deps,
        set.progress_message(),
        &screens::progress_done(person.lang, set),
    )
    .await?;
    let part = part_back(&deps.db, set).await?;
    let is_late = set.is_overdue(deps.clock.now());
    let closing = screens::finished(person.lang, set, part, is_late, deps.is_staffed);
    deps.sender
        .show(Lane::Delivery, person.chat(), None, &closing)
        .await?;
    mark_told(deps, lease, set).await
}

/// Nothing came out: the whole payment goes back, by itself or by the staff, and
/// the person is told why.
async fn give_back(deps: &Deps, lease: &Lease, set: &Set, person: &Person) -> anyhow::Result<()> {
    let End::Written { money } = end(deps, lease, set).await? else {
        return Ok(());
    };
    progress::show_last(
        deps,
        set.progress_message(),
        &screens::progress_failed(person.lang),
    )
    .await?;
    let is_late = set.is_overdue(deps.clock.now());
    let screen = screens::nothing_made(person.lang, set, money, is_late, deps.is_staffed);
    deps.sender
        .show(Lane::Delivery, person.chat(), None, &screen)
        .await?;
    mark_told(deps, lease, set).await
}

async fn plan_albums(deps: &Deps, lease: &Lease, set: &Set) -> anyhow::Result<()> {
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    sets::lock(&mut tx, set.id).await?;
    let photo_ids = albums::list_unplanned_photos(&mut tx, set.id).await?;
    for album in split_into_albums(photo_ids) {
        albums::append(&mut tx, set.id, &album).await?;
    }
    tx.commit()
        .await
        .context("cannot commit the plan of albums")
}

/// Whether a set may go on being delivered.
#[derive(PartialEq, Eq)]
enum Sending {
    Complete,
    /// Its payment went back before anything was sent.
    Stopped,
}

async fn send_albums(
    deps: &Deps,
    lease: &Lease,
    set: &Set,
    person: &Person,
) -> anyhow::Result<Sending> {
    let mut connection = deps.db.connection().await?;
    let unsent = albums::list_unsent(&mut connection, set.id).await?;
    let photos = photos::list(&mut connection, set.id).await?;
    drop(connection);
    for album in unsent {
        let of_album: Vec<_> = photos
            .iter()
            .filter(|photo| album.photo_ids.contains(&photo.id))
            .cloned()
            .collect();
        let caption = (album.position == 0).then(|| match set.pending {
            0 => screens::album_caption(person.lang, set),
            _ => screens::first_album_caption(person.lang, set, of_album.len()),
        });
        let mut tx = deps.db.begin().await?;
        lease.confirm(&mut tx).await?;
        // Whoever gives the payment back holds this row too, and then the set is gone.
        sets::lock(&mut tx, set.id).await?;
        if sets::find(&mut tx, set.id).await?.is_none() {
            return Ok(Sending::Stopped);
        }
        albums::mark_started(&mut tx, set.id, album.position, deps.clock.now()).await?;
        tx.commit().await?;
        let sent = media::send_album(deps, person.chat(), &of_album, caption.as_deref()).await?;
        // What Telegram has taken is recorded even by a run that was thought dead:
        // its successor then does not send the album again.
        let mut tx = deps.db.begin().await?;
        let message_ids: Vec<i32> = sent.iter().map(|sent| sent.message_id).collect();
        albums::mark_sent(
            &mut tx,
            set.id,
            album.position,
            &message_ids,
            deps.clock.now(),
        )
        .await?;
        note_file_ids(&mut tx, &sent).await?;
        tx.commit()
            .await
            .context("cannot commit that an album was sent")?;
        tracing::info!(
            set.id = set.id,
            photos = of_album.len(),
            "an album was sent"
        );
    }
    Ok(Sending::Complete)
}

/// Notes what Telegram calls the photos and by which messages it shows them.
pub(super) async fn note_file_ids(
    tx: &mut PgConnection,
    sent: &[media::Sent],
) -> anyhow::Result<()> {
    for sent in sent {
        shown::insert(tx, sent.chat_id, sent.message_id, sent.photo_id, sent.at).await?;
        if let Some(file_id) = &sent.file_id {
            photos::set_file_id(tx, sent.photo_id, file_id).await?;
        }
    }
    Ok(())
}

/// What the missing photos would bring back, where the provider can send a part.
pub(super) async fn part_back(db: &Db, set: &Set) -> anyhow::Result<Option<Price>> {
    let Some(payment_id) = set.payment_id.filter(|_| set.missing() > 0) else {
        return Ok(None);
    };
    let share = (set.missing(), set.total);
    payments::part_price(&mut *db.connection().await?, payment_id, share).await
}

/// How a set's end was written down.
#[derive(PartialEq, Eq)]
enum End {
    Written {
        /// What becomes of its payment, if it is empty.
        money: Option<EmptySet>,
    },
    /// Its payment went back first, and with it the set.
    Stopped,
}

/// Writes down how the set ended. The payment of a set without any photo goes back.
///
/// # Errors
/// Also when the set is no longer as `set` shows it: a photo that came meanwhile
/// is neither left out nor paid back, as the next try begins with a new look.
async fn end(deps: &Deps, lease: &Lease, set: &Set) -> anyhow::Result<End> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    sets::lock(&mut tx, set.id).await?;
    let Some(present) = sets::find(&mut tx, set.id).await? else {
        return Ok(End::Stopped);
    };
    anyhow::ensure!(
        present.ready == set.ready && present.deleted == set.deleted && present.pending == 0,
        "the set changed while it was being ended"
    );
    let error = match set.missing() {
        ..=0 => None,
        missing => Some(format!("{missing} photos could not be made")),
    };
    let status = match set.made() {
        0 => SetStatus::Failed,
        _ => SetStatus::Completed,
    };
    avatars::note_use(&mut tx, set.avatar_id, now).await?;
    let money = match (set.made(), set.payment_id) {
        (0, Some(payment_id)) => {
            let lang = deps.staff_lang;
            Some(payments::give_back_empty_set(&mut tx, payment_id, lang, now).await?)
        }
        (1.., Some(payment_id)) => {
            referral::credit(&mut tx, payment_id, now).await?;
            tell_of_missing(&mut tx, deps.staff_lang, set, payment_id, now).await?;
            None
        }
        _ => None,
    };
    sets::finish(&mut tx, set.id, status, error.as_deref(), now).await?;
    tx.commit()
        .await
        .context("cannot commit the end of a set")?;
    Ok(End::Written { money })
}

/// Somebody who is banned can have nothing made again. Where the missing photos can't be paid
/// back either, the staff decide what becomes of them.
async fn tell_of_missing(
    tx: &mut PgConnection,
    lang: Lang,
    set: &Set,
    payment_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    if set.missing() <= 0 || !accounts::is_banned(tx, set.user_id).await? {
        return Ok(());
    }
    let payment = payments::find(tx, payment_id).await?;
    let is_paid = payment.is_some_and(|payment| payment.can_go_back());
    let share = (set.missing(), set.total);
    let part = payments::part_price(tx, payment_id, share).await?;
    if !is_paid || part.is_some() {
        return Ok(());
    }
    let card = screens::missing_of_banned(lang, set, payment_id);
    let key = format!("generation.missing-of-banned:{}", set.id);
    staff::tell_once(tx, &key, &card, now).await?;
    Ok(())
}

async fn mark_told(deps: &Deps, lease: &Lease, set: &Set) -> anyhow::Result<()> {
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    sets::mark_told(&mut tx, set.id, deps.clock.now()).await?;
    tx.commit()
        .await
        .context("cannot commit that a set's end was told")?;
    let outcome = if set.made() == 0 {
        "failed"
    } else {
        "delivered"
    };
    metrics::counter!("pinglass_sets_ended_total", "outcome" => outcome).increment(1);
    if let Some(begun_at) = set.created_at {
        let took = (deps.clock.now() - begun_at).to_std().unwrap_or_default();
        metrics::histogram!("pinglass_set_seconds", "outcome" => outcome).record(took);
    }
    tracing::info!(set.id = set.id, outcome, "a set has ended");
    Ok(())
}
