//! The SQL of what the staff looks at before it mends a set.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::generation::hands::Shot;

/// Notes that the staff has the set sent again. `false` when they did after `last_before`.
pub async fn note_sent_again(
    connection: &mut PgConnection,
    set_id: i32,
    last_before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let noted = sqlx::query!(
        "update generation_jobs
         set sent_again_at = $3
         where id = $1 and coalesce(sent_again_at <= $2, true)",
        set_id,
        last_before,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that a set is sent again")?;
    Ok(noted.rows_affected() == 1)
}

/// The photos of a set in the order of their scenes.
pub async fn list_shots(connection: &mut PgConnection, set_id: i32) -> anyhow::Result<Vec<Shot>> {
    sqlx::query_as!(
        Shot,
        r#"select photo.id as photo_id,
                  (row_number() over (order by task.prompt_index nulls last, photo.id))::integer as "scene!"
           from generated_photos as photo
           left join kie_tasks as task on task.id = photo.task_id
           where photo.job_id = $1
           order by 2"#,
        set_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the photos of a set")
}
