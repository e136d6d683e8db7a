//! The SQL of `avatar_uploads`: each file that was sent, from its message to its
//! verdict.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::super::{
    attachment::SentFile,
    coach::Advice,
    refusal::Refusal,
    sent::{Outcome, Sent},
};
use crate::accounts::Person;

/// A file that waits for its verdict.
#[derive(Clone, Debug)]
pub(in crate::avatars) struct Upload {
    pub id: i64,
    pub avatar_id: i32,
    pub telegram_file_id: String,
    /// Where the picture is, or was about to be, stored.
    pub storage_key: Option<String>,
}

/// What became of a file that was to be noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::avatars) enum Noted {
    /// Under this number it waits to be looked at.
    Waits(i64),
    /// It was noted before, or is refused already.
    Settled,
}

impl Noted {
    fn of(id: Option<i64>, file: &SentFile) -> Self {
        id.filter(|_| file.refusal.is_none())
            .map_or(Self::Settled, Self::Waits)
    }
}

/// Notes a file for a draft, which is locked for the rest of the transaction: a photo is sent often
/// enough to spare it a way to the database. `None` when it is no draft of this person.
pub(in crate::avatars) async fn lock_draft_and_insert(
    connection: &mut PgConnection,
    person: &Person,
    avatar_id: i32,
    file: &SentFile,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Noted>> {
    let row = sqlx::query!(
        r#"with draft as (
               select id
               from avatars
               where id = $1
                 and user_id = $8
                 and deleted_at is null
                 and coalesce(status, 'draft') not in ('processing', 'ready')
               for update
           ),
           added as (
               insert into avatar_uploads (
                   avatar_id,
                   telegram_file_id,
                   telegram_file_unique_id,
                   message_id,
                   media_group_id,
                   status,
                   reason,
                   created_at
               )
               select draft.id, $2, $3, $4, $5,
                      case when $6::text is null then 'waiting' else 'refused' end, $6, $7
               from draft
               on conflict (avatar_id, message_id) do nothing
               returning id
           )
           select (select id from added) as upload_id from draft"#,
        avatar_id,
        file.file_id,
        file.unique_id,
        file.message_id,
        file.album,
        file.refusal.map(Refusal::code),
        now,
        person.id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot note a file for a draft")?;
    Ok(row.map(|row| Noted::of(row.upload_id, file)))
}

/// The upload, if it still waits for its verdict.
pub(in crate::avatars) async fn find_upload(
    connection: &mut PgConnection,
    id: i64,
) -> anyhow::Result<Option<Upload>> {
    sqlx::query_as!(
        Upload,
        "select id, avatar_id, telegram_file_id, storage_key
         from avatar_uploads
         where id = $1 and status = 'waiting'",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find an upload")
}

/// As [`find_upload`], locked for the rest of the transaction.
pub(in crate::avatars) async fn lock_upload(
    connection: &mut PgConnection,
    id: i64,
) -> anyhow::Result<Option<Upload>> {
    sqlx::query_as!(
        Upload,
        "select id, avatar_id, telegram_file_id, storage_key
         from avatar_uploads
         where id = $1 and status = 'waiting'
         for update",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot lock an upload")
}

/// Remembers where the picture is going to be stored, unless that is decided,
/// and returns the place. `None` when nobody waits for it any more.
pub(in crate::avatars) async fn choose_key(
    connection: &mut PgConnection,
    id: i64,
    key: &str,
) -> anyhow::Result<Option<String>> {
    let chosen = sqlx::query_scalar!(
        "update avatar_uploads
         set storage_key = coalesce(storage_key, $2)
         where id = $1 and status = 'waiting'
         returning storage_key",
        id,
        key,
    )
    .fetch_optional(connection)
    .await
    .context("cannot choose where to store a photo")?;
    Ok(chosen.flatten())
}

pub(in crate::avatars) async fn accept(
    connection: &mut PgConnection,
    id: i64,
    photo_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update avatar_uploads
         set status = 'accepted', reason = null, findings = null, reference_photo_id = $2
         where id = $1",
        id,
        photo_id,
    )
    .execute(connection)
    .await
    .context("cannot accept an upload")?;
    Ok(())
}

pub(in crate::avatars) async fn refuse(
    connection: &mut PgConnection,
    id: i64,
    refusal: Refusal,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update avatar_uploads
         set status = 'refused', reason = $2, findings = null, storage_key = null
         where id = $1",
        id,
        refusal.code(),
    )
    .execute(connection)
    .await
    .context("cannot refuse an upload")?;
    Ok(())
}

/// Refuses after all what was accepted as this photo, which the storage has lost.
pub(in crate::avatars) async fn refuse_lost(
    connection: &mut PgConnection,
    photo_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update avatar_uploads
         set status = 'refused', reason = $2, reference_photo_id = null
         where reference_photo_id = $1",
        photo_id,
        Refusal::Lost.code(),
    )
    .execute(connection)
    .await
    .context("cannot refuse a lost photo")?;
    Ok(())
}

/// How many of the avatar's files wait for their verdict, and since when.
pub(in crate::avatars) async fn oldest_waiting(
    connection: &mut PgConnection,
    avatar_id: i32,
) -> anyhow::Result<(i64, Option<DateTime<Utc>>)> {
    let row = sqlx::query!(
        r#"select count(*) as "count!", min(created_at) as since
           from avatar_uploads
           where avatar_id = $1 and status = 'waiting'"#,
        avatar_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot count the uploads that wait")?;
    Ok((row.count, row.since))
}

/// All that was sent for the avatar, in that order. Photos that were never sent in
/// a chat, those of other programs, come first.
pub(in crate::avatars) async fn sent(
    connection: &mut PgConnection,
    avatar_id: i32,
) -> anyhow::Result<Vec<Sent>> {
    let rows = sqlx::query!(
        r#"select null as "upload_id?: i64",
                  0 as "message_id!",
                  'accepted' as "status!",
                  null as "reason?: String",
                  id as "photo_id?"
           from reference_photos
           where avatar_id = $1
             and not exists (select from avatar_uploads where reference_photo_id = reference_photos.id)
           union all
           select id, message_id, status, reason, reference_photo_id
           from avatar_uploads
           where avatar_id = $1 and (status <> 'accepted' or reference_photo_id is not null)
           order by 2, 5, 1"#,
        avatar_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list what was sent for an avatar")?;
    let sent = rows.into_iter().map(|row| {
        let reason = row.reason.unwrap_or_default();
        let outcome = match (row.status.as_str(), row.upload_id, row.photo_id) {
            ("accepted", _, Some(photo_id)) => Outcome::Accepted(photo_id),
            ("advised", Some(id), _) => Outcome::Advised(id, Advice::with_code(&reason)),
            ("refused", ..) => Outcome::Refused(Refusal::with_code(&reason)),
            _ => Outcome::Waiting,
        };
        Sent {
            message_id: row.message_id,
            outcome,
        }
    });
    Ok(sent.collect())
}

/// Forgets all files sent for the avatar and returns the keys under which those
/// that were not accepted may be stored.
pub(in crate::avatars) async fn delete_uploads(
    connection: &mut PgConnection,
    avatar_id: i32,
) -> anyhow::Result<Vec<String>> {
    let keys = sqlx::query_scalar!(
        "delete from avatar_uploads
         where avatar_id = $1
         returning case when status <> 'accepted' then storage_key end",
        avatar_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot forget an avatar's uploads")?;
    Ok(keys.into_iter().flatten().collect())
}
