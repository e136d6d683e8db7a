//! The SQL of what the staff looks at before it mends a set.

use anyhow::Context;
use sqlx::PgConnection;

use crate::generation::hands::Shot;

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
