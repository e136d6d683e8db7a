//! The SQL of how long an avatar's photos are kept. What may still need them, sets
//! that are being made and sets that are paid, is looked up where it is written.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Photos about whose end something is to be done, and since when nobody needs them.
#[derive(Clone, Debug)]
pub(in crate::avatars) struct Kept {
    pub avatar_id: i32,
    /// Whether their person knows, and it is time to delete them.
    pub is_over: bool,
}

/// The moments that decide what is to be done.
#[derive(Clone, Copy, Debug)]
pub(in crate::avatars) struct Moments {
    /// Whoever's photos were last needed before is told of their end.
    pub tell: DateTime<Utc>,
    /// Photos that were last needed before are deleted …
    pub delete: DateTime<Utc>,
    /// … once their person has known it since then.
    pub told: DateTime<Utc>,
}

/// Photos about which something is to be done, the longest unneeded first.
/// Needed are the photos of a set that is being made, was paid and not begun, or is
/// on offer. A warning counts only if nothing has needed the photos since.
pub(in crate::avatars) async fn list_kept(
    connection: &mut PgConnection,
    moments: Moments,
    most: i64,
) -> anyhow::Result<Vec<Kept>> {
    select(connection, None, moments, most).await
}

/// As [`list_kept`], of one avatar.
pub(in crate::avatars) async fn find_kept(
    connection: &mut PgConnection,
    avatar_id: i32,
    moments: Moments,
) -> anyhow::Result<Option<Kept>> {
    Ok(select(connection, Some(avatar_id), moments, 1).await?.pop())
}

/// Begins with the photos: most avatars have none any more, and of the others only those are looked
/// at whose photos are all old.
async fn select(
    connection: &mut PgConnection,
    avatar_id: Option<i32>,
    moments: Moments,
    most: i64,
) -> anyhow::Result<Vec<Kept>> {
    sqlx::query_as!(
        Kept,
        r#"select avatars.id as avatar_id,
                  coalesce(references_warned_at > kept.since, false) as "is_over!"
           from (
               select avatar_id, max(at) as at
               from (
                   select avatar_id, created_at at time zone 'utc' as at
                   from reference_photos
                   union all
                   select avatar_id, created_at
                   from avatar_uploads
                   where storage_key is not null
               ) as photos
               where $1::integer is null or avatar_id = $1
               group by avatar_id
               having coalesce(max(at) <= $2, true)
           ) as stored
           join avatars on avatars.id = stored.avatar_id
           cross join lateral (
               select coalesce(
                          greatest(references_used_at, stored.at),
                          avatars.created_at at time zone 'utc',
                          'epoch'
                      ) as since
           ) as kept
           where deleted_at is null
             and coalesce(status, 'draft') <> 'processing'
             and kept.since <= $2
             and (
                 coalesce(references_warned_at <= kept.since, true)
                 or kept.since <= $3 and references_warned_at <= $4
             )
             and not exists (
                 select
                 from generation_jobs
                 where avatar_id = avatars.id and chat_id is not null and status in ('pending', 'processing')
             )
             and not exists (
                 select
                 from orders
                 left join payments on payments.id = orders.payment_id
                 where orders.avatar_id = avatars.id
                   and (
                       orders.status = 'open'
                       or orders.status = 'paid'
                       and payments.status = 'succeeded'
                       and payments.refund_requested_at is null
                       and not coalesce(payments.generation_consumed, false)
                   )
             )
           order by kept.since, avatars.id
           limit $5"#,
        avatar_id,
        moments.tell,
        moments.delete,
        moments.told,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the photos that nobody needs")
}

pub(in crate::avatars) async fn note_use(
    connection: &mut PgConnection,
    avatar_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update avatars set references_used_at = $2 where id = $1",
        avatar_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that photos were needed")?;
    Ok(())
}

pub(in crate::avatars) async fn mark_warned(
    connection: &mut PgConnection,
    avatar_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update avatars set references_warned_at = $2 where id = $1",
        avatar_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that a person is told of their photos' end")?;
    Ok(())
}

/// The person was told at `now`, which may be long after it was decided: the photos
/// stay for as long after it as was said.
pub(in crate::avatars) async fn note_warned(
    connection: &mut PgConnection,
    avatar_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update avatars set references_warned_at = $2 where id = $1 and references_warned_at < $2",
        avatar_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note when a person was told of their photos' end")?;
    Ok(())
}

pub(in crate::avatars) async fn mark_photos_deleted(
    connection: &mut PgConnection,
    avatar_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update avatars set status = 'draft', references_deleted_at = $2 where id = $1",
        avatar_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that photos were deleted on schedule")?;
    Ok(())
}
