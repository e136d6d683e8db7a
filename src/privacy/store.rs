//! The SQL of the erasure: what is still to be deleted from the storage.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::files::FileKey;

/// Writes keys down that nothing else will know in a moment.
pub(super) async fn doom(
    connection: &mut PgConnection,
    user_id: i32,
    keys: &[FileKey],
    not_before: DateTime<Utc>,
) -> anyhow::Result<()> {
    let keys: Vec<String> = keys.iter().map(|key| key.as_str().to_owned()).collect();
    sqlx::query!(
        "insert into doomed_objects (storage_key, user_id, not_before)
         select distinct key, $1::integer, $2::timestamptz
         from unnest($3::text[]) as key
         on conflict (storage_key) do update
         set not_before = greatest(doomed_objects.not_before, excluded.not_before)",
        user_id,
        not_before,
        &keys,
    )
    .execute(connection)
    .await
    .context("cannot write down what is to be deleted")?;
    Ok(())
}

pub(super) async fn list_due(
    connection: &mut PgConnection,
    user_id: i32,
    now: DateTime<Utc>,
    most: i64,
) -> anyhow::Result<Vec<String>> {
    sqlx::query_scalar!(
        "select storage_key
         from doomed_objects
         where user_id = $1 and not_before <= $2
         order by not_before, storage_key
         limit $3",
        user_id,
        now,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list what is to be deleted")
}

/// When the next of the person's objects may be deleted; `None` when all are gone.
pub(super) async fn next_doomed(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!(
        "select min(not_before) from doomed_objects where user_id = $1",
        user_id
    )
    .fetch_one(connection)
    .await
    .context("cannot see what is to be deleted")
}

pub(super) async fn note_deleted(connection: &mut PgConnection, key: &str) -> anyhow::Result<()> {
    sqlx::query!("delete from doomed_objects where storage_key = $1", key)
        .execute(connection)
        .await
        .context("cannot note that an object is gone")?;
    Ok(())
}

/// People whose erasure nothing drives.
pub(super) async fn list_without_job(connection: &mut PgConnection) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id
         from users
         where erasure_asked_at is not null
           and erased_at is null
           and not exists (
               select
               from jobs
               where kind = 'erase_person'
                 and key = users.id::text
                 and (status = 'waiting' or status = 'running')
           )",
    )
    .fetch_all(connection)
    .await
    .context("cannot look for erasures that stand still")
}
