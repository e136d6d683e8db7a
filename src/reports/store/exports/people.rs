//! People who first came within the time. Whoever was erased is not among them.

use anyhow::Context;
use chrono_tz::Tz;
use futures::TryStreamExt;
use sqlx::PgConnection;

use super::{Cell, Cut, count, moment, money, naive, words};

/// The columns, by the names of their words.
pub const COLUMNS: [&str; 11] = [
    "person",
    "telegram-id",
    "user-name",
    "language",
    "started",
    "seen",
    "unreachable",
    "banned",
    "sets-paid",
    "paid-in-all",
    "brought-by",
];

pub async fn each(
    connection: &mut PgConnection,
    cut: &Cut,
    zone: Tz,
    mut add: impl FnMut(i32, Vec<Cell>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut rows = sqlx::query!(
        r#"select users.id as "id!",
                  users.telegram_user_id,
                  users.telegram_username,
                  settings.language,
                  settings.started_at,
                  settings.last_seen_at,
                  settings.unreachable_since,
                  users.banned_at,
                  sales.count as sets,
                  sales.roubles,
                  brought.referrer_id as "referrer_id?"
           from user_settings as settings
           join users on users.id = settings.user_id
           left join referral_attributions as brought on brought.user_id = users.id
           cross join lateral (
               select count(*) as count, sum(roubles) as roubles
               from report_sales
               where report_sales.user_id = users.id
           ) as sales
           where settings.started_at >= $1 and settings.started_at < $2 and users.id > $3
           order by users.id
           limit $4"#,
        cut.from,
        cut.until,
        cut.after,
        cut.most_rows,
    )
    .fetch(connection);
    while let Some(row) = rows.try_next().await.context("cannot read people")? {
        let cells = vec![
            Cell::Count(row.id.into()),
            // As words, as spreadsheets round numbers of so many digits.
            words(row.telegram_user_id.map(|id| id.to_string())),
            words(row.telegram_username),
            words(row.language),
            moment(zone, row.started_at),
            moment(zone, row.last_seen_at),
            moment(zone, row.unreachable_since),
            naive(zone, row.banned_at),
            count(row.sets),
            money(row.roubles),
            count(row.referrer_id),
        ];
        add(row.id, cells)?;
    }
    Ok(())
}
