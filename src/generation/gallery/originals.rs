//! Originals as files, without Telegram's compression: one, some or all. Which
//! ones is settled when they are asked for, so that photos which come or go
//! meanwhile shift nothing; what was deleted since is left out.

use anyhow::Context;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{names, screens, sheet::fingerprint};
use crate::{
    accounts::{self, Person},
    generation::{
        Deps,
        media::{self, Sent},
        store::{
            gallery::{self, Portrait},
            photos::{self, Photo},
            shown,
        },
    },
    queue::{self, Job, JobResult, Lease, Next, OrElse},
    telegram::{Lane, is_unreachable, split_into_albums},
};

/// How often a part is tried, over a quarter of an hour, before the person is told
/// that it did not work.
pub(super) const MOST_TRIES: i32 = 10;

/// Sends one album of files and orders the next, so that a crash repeats an album
/// at most.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SendOriginals {
    person_id: i32,
    photo_ids: Vec<i32>,
    /// How many of them are behind us.
    done: usize,
    /// How many of those could not be found.
    lost: usize,
}

impl Job for SendOriginals {
    const KIND: &'static str = "send_originals";
    const PRIORITY: i16 = 18;
    const MOST_ATTEMPTS: Option<i32> = Some(MOST_TRIES);

    fn key(&self) -> Option<String> {
        let print = fingerprint(&self.photo_ids);
        Some(format!("{}:{print:08x}", self.person_id))
    }
}

/// Has the originals of the person's photos sent as files; whether there are any.
///
/// # Errors
/// When the database refuses it.
pub(in crate::generation) async fn order_files(
    deps: &Deps,
    person_id: i32,
    photo_ids: Vec<i32>,
) -> anyhow::Result<bool> {
    let mut connection = deps.db.connection().await?;
    let own = own_ids(&mut connection, person_id, &photo_ids).await?;
    if own.is_empty() {
        return Ok(false);
    }
    let job = SendOriginals {
        person_id,
        photo_ids: own,
        done: 0,
        lost: 0,
    };
    queue::add(&mut connection, &job, deps.clock.now()).await?;
    Ok(true)
}

/// Those of the photos that are the person's: numbers come from outside.
pub(super) async fn own_ids(
    connection: &mut PgConnection,
    person_id: i32,
    photo_ids: &[i32],
) -> anyhow::Result<Vec<i32>> {
    let own = gallery::portraits(connection, person_id, photo_ids).await?;
    Ok(own.into_iter().map(|portrait| portrait.photo.id).collect())
}

pub(super) async fn send_originals(deps: Deps, lease: Lease, job: SendOriginals) -> JobResult {
    let person_id = job.person_id;
    let result = send_album(&deps, &lease, job).await;
    end_of_try(&deps, &lease, person_id, result).await
}

/// What becomes of a job that sends something to a person. Whoever can't be reached
/// gets nothing; with the last try they hear that it did not work.
pub(super) async fn end_of_try(
    deps: &Deps,
    lease: &Lease,
    person_id: i32,
    result: anyhow::Result<()>,
) -> JobResult {
    match result {
        Ok(()) => Ok(Next::Done),
        Err(error) if is_unreachable(&error) => Ok(Next::Done),
        Err(error) => {
            if lease.failures + 1 >= MOST_TRIES {
                tell_failed(deps, person_id).await.or_retry()?;
            }
            Err(error).or_retry()
        }
    }
}

async fn tell_failed(deps: &Deps, person_id: i32) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    let person = accounts::find_by_id(&mut connection, person_id).await?;
    drop(connection);
    if let Some(person) = person {
        let screen = screens::not_sent(person.lang);
        deps.sender
            .show(Lane::Delivery, person.chat(), None, &screen)
            .await?;
    }
    Ok(())
}

async fn send_album(deps: &Deps, lease: &Lease, job: SendOriginals) -> anyhow::Result<()> {
    let rest = job.photo_ids.get(job.done..).unwrap_or_default();
    let Some(ids) = split_into_albums(rest.to_vec()).into_iter().next() else {
        return Ok(());
    };
    let mut connection = deps.db.connection().await?;
    let Some(person) = accounts::find_by_id(&mut connection, job.person_id).await? else {
        return Ok(());
    };
    let portraits = gallery::portraits(&mut connection, person.id, &ids).await?;
    drop(connection);
    let photos: Vec<Photo> = portraits.iter().map(|item| item.photo.clone()).collect();
    let stems: Vec<String> = portraits.iter().map(names::stem).collect();
    let sent = media::send_files(deps, person.chat(), &photos, &stems, None).await?;
    let next = SendOriginals {
        done: job.done + ids.len(),
        lost: job.lost + count_lost(&portraits, &sent),
        ..job
    };
    let is_last = next.done >= next.photo_ids.len();
    if is_last && next.lost > 0 {
        tell_lost(deps, &person, next.lost).await?;
    }
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    for sent in &sent {
        shown::insert(
            &mut tx,
            sent.chat_id,
            sent.message_id,
            sent.photo_id,
            sent.at,
        )
        .await?;
        if let Some(document_id) = &sent.file_id {
            photos::set_document_id(&mut tx, sent.photo_id, document_id).await?;
        }
    }
    if !is_last {
        queue::add(&mut tx, &next, deps.clock.now()).await?;
    }
    tx.commit()
        .await
        .context("cannot commit that originals were sent")
}

fn count_lost(portraits: &[Portrait], sent: &[Sent]) -> usize {
    let is_sent = |portrait: &&Portrait| {
        let id = portrait.photo.id;
        sent.iter().any(|sent| sent.photo_id == id)
    };
    portraits.len() - portraits.iter().filter(is_sent).count()
}

/// Says honestly how many photos could not be found.
pub(super) async fn tell_lost(deps: &Deps, person: &Person, count: usize) -> anyhow::Result<()> {
    let screen = screens::lost(person.lang, count);
    deps.sender
        .show(Lane::Delivery, person.chat(), None, &screen)
        .await?;
    Ok(())
}
