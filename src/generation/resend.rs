//! A finished set sent again as albums, from Telegram's own copies where it has them.

use anyhow::Context;

use super::{
    Deps,
    delivery::note_file_ids,
    jobs::ResendSet,
    media, screens,
    store::{photos, sets},
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
    let caption = (job.part == 0).then(|| screens::album_caption(person.lang, &set));
    let sent = media::send_album(deps, person.chat(), part, caption.as_deref()).await?;
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    note_file_ids(&mut tx, &sent).await?;
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
