//! How a re-roll goes, as its person sees it: one message while it is made, then
//! the new portrait below the old one, or the free try back. Everything here can
//! be repeated and goes on where it stopped.

use anyhow::Context;
use chrono::TimeDelta;
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

use super::{
    Allowance,
    portrait::{self, Frame},
    screens,
};
use crate::{
    accounts::Person,
    avatars,
    generation::{
        Deps, Set, SetStatus,
        delivery::note_file_ids,
        jobs::ShowProgress,
        progress, screens as set_screens,
        store::{
            albums,
            photos::{self, Photo},
            rerolls::{self, Reroll},
            sets,
        },
    },
    queue::{self, Lease},
    switches,
    telegram::{Lane, SendError},
};

/// Who has waited longer than this is told that it is not their fault.
const USUALLY_OVER: TimeDelta = TimeDelta::minutes(3);

impl Reroll {
    fn allowance(&self) -> Allowance {
        Allowance::of(self.total, self.used)
    }

    fn message(&self) -> Option<MessageId> {
        self.message_id.map(MessageId)
    }
}

/// Tells the person that a portrait is being made again, in the message in which
/// they asked for it.
///
/// # Errors
/// A [`SendError`], or that the database can't be asked.
pub(in crate::generation) async fn show_that_it_is_under_way(
    deps: &Deps,
    lease: &Lease,
    set: &Set,
    person: &Person,
) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    let Some(reroll) = rerolls::find(&mut connection, set.id).await? else {
        return Ok(());
    };
    let pauses = switches::list_pauses(&mut connection, deps.clock.now()).await?;
    drop(connection);
    let age = set.created_at.map(|at| deps.clock.now() - at);
    let is_slow = !pauses.is_empty() || age.is_some_and(|age| age > USUALLY_OVER);
    let screen = screens::under_way(person.lang, reroll.allowance(), is_slow);
    if let Some((chat, message)) = set.progress_message() {
        let (chat, message) = (ChatId(chat), MessageId(message));
        match deps
            .sender
            .edit(Lane::Delivery, chat, message, &screen)
            .await
        {
            Ok(_) => return Ok(()),
            // The person took it away, or it is a picture's.
            Err(SendError::Gone(_) | SendError::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let message = deps
        .sender
        .show_below(Lane::Delivery, person.chat(), reroll.message(), &screen)
        .await?;
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    sets::set_progress_message(&mut tx, set.id, message.0).await?;
    tx.commit()
        .await
        .context("cannot commit where a re-roll is shown")
}

/// Brings the new portrait, or the free try back.
///
/// # Errors
/// A [`SendError`], or that the database or the storage can't be asked.
pub(in crate::generation) async fn deliver(
    deps: &Deps,
    lease: &Lease,
    set: &Set,
    person: &Person,
) -> anyhow::Result<()> {
    if let Some(photo) = find_photo(deps, set).await?
        && bring(deps, lease, set, person, &photo).await?
    {
        end(deps, lease, set, SetStatus::Completed).await?;
        progress::show_last(deps, set.progress_message(), &screens::done(person.lang)).await?;
        return mark_told(deps, lease, set, "delivered").await;
    }
    // From here on the try does not count, and what is said is what is left then.
    end(deps, lease, set, SetStatus::Failed).await?;
    let reroll = rerolls::find(&mut *deps.db.connection().await?, set.id).await?;
    let reroll = reroll.context("a re-roll lost its set while it ended")?;
    let words = set_screens::progress_failed(person.lang);
    progress::show_last(deps, set.progress_message(), &words).await?;
    let screen = screens::failed(person.lang, reroll.photo_id, reroll.allowance());
    deps.sender
        .show_below(Lane::Delivery, person.chat(), reroll.message(), &screen)
        .await?;
    mark_told(deps, lease, set, "failed").await
}

async fn find_photo(deps: &Deps, set: &Set) -> anyhow::Result<Option<Photo>> {
    let photos = photos::list(&mut *deps.db.connection().await?, set.id).await?;
    Ok(photos.into_iter().next())
}

/// Sends the portrait unless that was done; `false` when it is lost.
async fn bring(
    deps: &Deps,
    lease: &Lease,
    set: &Set,
    person: &Person,
    photo: &Photo,
) -> anyhow::Result<bool> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    sets::lock(&mut tx, set.id).await?;
    for photo_id in albums::list_unplanned_photos(&mut tx, set.id).await? {
        albums::append(&mut tx, set.id, &[photo_id]).await?;
    }
    let unsent = albums::list_unsent(&mut tx, set.id).await?;
    let Some(album) = unsent.first() else {
        return Ok(true);
    };
    albums::mark_started(&mut tx, set.id, album.position, now).await?;
    let frame = frame(&mut tx, set, person, photo).await?;
    tx.commit()
        .await
        .context("cannot commit a re-roll's plan")?;
    let Some(sent) = portrait::send(deps, person.chat(), photo, &frame).await? else {
        return Ok(false);
    };
    // As with albums: what Telegram has taken is recorded even by a run that was thought dead.
    let mut tx = deps.db.begin().await?;
    let now = deps.clock.now();
    albums::mark_sent(&mut tx, set.id, album.position, &[sent.message_id], now).await?;
    note_file_ids(&mut tx, std::slice::from_ref(&sent)).await?;
    tx.commit()
        .await
        .context("cannot commit that a portrait was sent")?;
    Ok(true)
}

async fn frame(
    connection: &mut PgConnection,
    set: &Set,
    person: &Person,
    photo: &Photo,
) -> anyhow::Result<Frame> {
    let reroll = rerolls::find(connection, set.id).await?;
    let reroll = reroll.context("a re-roll lost its set while it was delivered")?;
    let can_choose = reroll.photo_id.is_some();
    let (caption, keyboard) =
        screens::another_try(person.lang, photo.id, reroll.allowance(), can_choose);
    Ok(Frame {
        caption,
        keyboard,
        below: reroll.message(),
    })
}

async fn end(deps: &Deps, lease: &Lease, set: &Set, status: SetStatus) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    sets::lock(&mut tx, set.id).await?;
    let present = sets::find(&mut tx, set.id).await?;
    anyhow::ensure!(
        present.is_none_or(|present| present.ready == set.ready && present.pending == 0),
        "the re-roll changed while it was being ended"
    );
    let error = (status == SetStatus::Failed).then_some("the portrait could not be made again");
    sets::finish(&mut tx, set.id, status, error, now).await?;
    avatars::note_use(&mut tx, set.avatar_id, now).await?;
    // What shows that it is under way looks up and sees that it is over.
    queue::add(&mut tx, &ShowProgress { set_id: set.id }, now).await?;
    tx.commit()
        .await
        .context("cannot commit the end of a re-roll")
}

async fn mark_told(
    deps: &Deps,
    lease: &Lease,
    set: &Set,
    outcome: &'static str,
) -> anyhow::Result<()> {
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    sets::mark_told(&mut tx, set.id, deps.clock.now()).await?;
    tx.commit()
        .await
        .context("cannot commit that a re-roll's end was told")?;
    metrics::counter!("pinglass_rerolls_ended_total", "outcome" => outcome).increment(1);
    Ok(())
}
