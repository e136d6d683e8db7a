//! The first photos of a set, sent as soon as three are there and more than three
//! are still to come: whoever waits sees that it goes well, and how. They are the
//! set's first album, planned and recorded like every other, so that the rest
//! follows without them.

use anyhow::Context;
use sqlx::PgConnection;

use super::{
    Deps, Set,
    store::{albums, sets},
};
use crate::queue::Lease;

/// So many photos make a first album.
const FIRST: usize = 3;

/// With fewer to come, the whole set is about to be there anyway.
const LEAST_TO_COME: i64 = 4;

/// Whether this set's first photos are to be sent by themselves.
pub(super) async fn are_due(connection: &mut PgConnection, set: &Set) -> anyhow::Result<bool> {
    Ok(may_be_due(set) && !albums::any_planned(connection, set.id).await?)
}

fn may_be_due(set: &Set) -> bool {
    let ready = usize::try_from(set.ready).unwrap_or_default();
    set.is_running() && ready >= FIRST && set.pending >= LEAST_TO_COME
}

/// Plans the first album, if it is still due.
pub(super) async fn plan(deps: &Deps, lease: &Lease, set_id: i32) -> anyhow::Result<()> {
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    sets::lock(&mut tx, set_id).await?;
    let Some(set) = sets::find(&mut tx, set_id).await? else {
        return Ok(());
    };
    if !are_due(&mut tx, &set).await? {
        return Ok(());
    }
    let mut first = albums::list_unplanned_photos(&mut tx, set_id).await?;
    first.truncate(FIRST);
    albums::append(&mut tx, set_id, &first).await?;
    tx.commit()
        .await
        .context("cannot commit the plan of a first album")
}
