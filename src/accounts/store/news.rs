//! The SQL of who wants news.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

pub(in crate::accounts) async fn wants_news(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select not exists (
               select from user_settings where user_id = $1 and news_off_at is not null
           ) as "wants!""#,
        user_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot ask whether somebody wants news")
}

pub(in crate::accounts) async fn set_news(
    connection: &mut PgConnection,
    user_id: i32,
    is_wanted: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into user_settings as settings (user_id, news_off_at)
         values ($1, case when $2::boolean then null else $3::timestamptz end)
         on conflict (user_id) do update
         set news_off_at = case when $2 then null else coalesce(settings.news_off_at, $3) end",
        user_id,
        is_wanted,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note whether somebody wants news")?;
    Ok(())
}
