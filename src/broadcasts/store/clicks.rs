//! The SQL of `broadcast_clicks`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Counts a click of somebody who was sent the broadcast; whoever was not, as a member of the
/// staff who looks at the preview, does not count.
pub(in crate::broadcasts) async fn count(
    connection: &mut PgConnection,
    broadcast_id: i32,
    user_id: i32,
    button: i16,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into broadcast_clicks as click (broadcast_id, user_id, button, first_at)
         select $1, $2, $3, $4
         from broadcast_recipients
         where broadcast_id = $1 and user_id = $2
         on conflict (broadcast_id, user_id, button) do update set clicks = click.clicks + 1",
        broadcast_id,
        user_id,
        button,
        now,
    )
    .execute(connection)
    .await
    .context("cannot count a click")?;
    Ok(())
}

/// Whose link it is, and of what.
pub(in crate::broadcasts) struct Bearer {
    pub broadcast_id: i32,
    pub user_id: i32,
    pub language: Option<String>,
}

pub(in crate::broadcasts) async fn find_bearer(
    connection: &mut PgConnection,
    token: Uuid,
) -> anyhow::Result<Option<Bearer>> {
    sqlx::query_as!(
        Bearer,
        "select broadcast_id, user_id, language from broadcast_recipients where token = $1",
        token,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find whose link it is")
}

/// How many people have tapped at least one button, and how often all of them did.
pub(in crate::broadcasts) struct Clicks {
    pub people: i64,
    pub clicks: i64,
}

pub(in crate::broadcasts) async fn sum(
    connection: &mut PgConnection,
    broadcast_id: i32,
) -> anyhow::Result<Clicks> {
    sqlx::query_as!(
        Clicks,
        r#"select count(distinct user_id) as "people!",
                  coalesce(sum(clicks), 0)::bigint as "clicks!"
           from broadcast_clicks
           where broadcast_id = $1"#,
        broadcast_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot count clicks")
}
