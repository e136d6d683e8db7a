//! The SQL of photos that the coach advises against: they wait in
//! `avatar_uploads`, with all that is needed to use them after all.

use anyhow::Context;
use sqlx::{PgConnection, types::Json};

use super::super::{coach::Advice, photo::Findings};

/// A photo that waits for its owner's decision.
#[derive(Clone, Debug)]
pub(in crate::avatars) struct Advised {
    pub advice: Advice,
    pub findings: Findings,
    pub storage_key: String,
}

/// Puts an upload aside until its owner decides. Its picture is in the storage.
pub(in crate::avatars) async fn advise(
    connection: &mut PgConnection,
    upload_id: i64,
    advice: Advice,
    findings: &Findings,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update avatar_uploads set status = 'advised', reason = $2, findings = $3 where id = $1",
        upload_id,
        advice.code(),
        Json(findings) as _,
    )
    .execute(connection)
    .await
    .context("cannot put a photo aside")?;
    Ok(())
}

/// The photo of this avatar, if it still waits for a decision; locked for the rest
/// of the transaction.
pub(in crate::avatars) async fn lock_advised(
    connection: &mut PgConnection,
    avatar_id: i32,
    upload_id: i64,
) -> anyhow::Result<Option<Advised>> {
    let row = sqlx::query!(
        r#"select reason as "reason!",
                  findings as "findings!: Json<Findings>",
                  storage_key as "storage_key!"
           from avatar_uploads
           where avatar_id = $1 and id = $2 and status = 'advised'
           for update"#,
        avatar_id,
        upload_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot lock a photo that was put aside")?;
    Ok(row.map(|row| Advised {
        advice: Advice::with_code(&row.reason),
        findings: row.findings.0,
        storage_key: row.storage_key,
    }))
}

/// Forgets one photo that was put aside. Returns its storage key; `None` when it
/// was decided on before.
pub(in crate::avatars) async fn delete_advised(
    connection: &mut PgConnection,
    avatar_id: i32,
    upload_id: i64,
) -> anyhow::Result<Option<String>> {
    let key = sqlx::query_scalar!(
        "delete from avatar_uploads
         where avatar_id = $1 and id = $2 and status = 'advised'
         returning storage_key",
        avatar_id,
        upload_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot leave a photo out")?;
    Ok(key.flatten())
}

/// Forgets all photos that nobody decided on and returns their storage keys.
pub(in crate::avatars) async fn delete_all_advised(
    connection: &mut PgConnection,
    avatar_id: i32,
) -> anyhow::Result<Vec<String>> {
    let keys = sqlx::query_scalar!(
        "delete from avatar_uploads where avatar_id = $1 and status = 'advised' returning storage_key",
        avatar_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot leave photos out")?;
    Ok(keys.into_iter().flatten().collect())
}
