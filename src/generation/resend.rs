//! A finished set sent again: as albums from Telegram's own copies, or as files
//! in full quality.

use anyhow::Context;
use sqlx::PgConnection;

use super::{
    Deps,
    delivery::note_file_ids,
    jobs::{Form, ResendSet},
    media::{self, Sent},
    screens,
    store::{photos, sets, shown},
};
use crate::{
    accounts,
    queue::{self, JobResult, Lease, Next, OrElse},
    telegram::{is_unreachable, split_into_albums},
};

pub(super) async fn resend_set(deps: Deps, lease: Lease, job: ResendSet) -> JobResult {
    match send_part(&deps, &lease, &job).await {
        Err(error) if is_unreachable(&error) => Ok(Next::Done),
        other => other.or_retry().map(|()| Next::Done),
    }
}

async fn send_part(deps: &Deps, lease: &Lease, job: &ResendSet) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    let Some(set) = sets::find(&mut connection, job.set_id).await? else {
        return Ok(());
    };
    let photos = photos::list(&mut connection, job.set_id).await?;
    let Some(person) = accounts::find_by_id(&mut connection, set.user_id).await? else {
        return Ok(());
    };
    drop(connection);
    let parts = split_into_albums(photos);
    let Some(part) = parts.get(job.part) else {
        return Ok(());
    };
    let first_number = 1 + parts[..job.part].iter().map(Vec::len).sum::<usize>();
    let sent = match job.form {
        Form::Photos => {
            let caption = (job.part == 0).then(|| screens::album_caption(person.lang, &set));
            media::send_album(deps, person.chat(), part, caption.as_deref()).await?
        }
        Form::Originals => media::send_files(deps, person.chat(), part, first_number, None).await?,
    };
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    note_ids(&mut tx, job.form, &sent).await?;
    if job.part + 1 < parts.len() {
        let next = ResendSet {
            part: job.part + 1,
            ..job.clone()
        };
        queue::add(&mut tx, &next, deps.clock.now()).await?;
    }
    tx.commit()
        .await
        .context("cannot commit that a part of a set was sent again")
}

async fn note_ids(tx: &mut PgConnection, form: Form, sent: &[Sent]) -> anyhow::Result<()> {
    match form {
        Form::Photos => note_file_ids(tx, sent).await,
        Form::Originals => {
            for sent in sent {
                shown::insert(tx, sent.chat_id, sent.message_id, sent.photo_id, sent.at).await?;
                if let Some(document_id) = &sent.file_id {
                    photos::set_document_id(tx, sent.photo_id, document_id).await?;
                }
            }
            Ok(())
        }
    }
}
