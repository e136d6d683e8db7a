//! The SQL of `follow_ups`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A payment that the staff wants to look at again.
#[derive(Clone, Debug)]
pub(in crate::customers) struct FollowUp {
    pub id: i32,
    pub payment_id: i32,
    pub note: String,
    pub due_at: DateTime<Utc>,
    pub made_by_name: String,
    pub created_at: DateTime<Utc>,
    pub done_by_name: Option<String>,
    pub done_at: Option<DateTime<Utc>>,
}

pub(in crate::customers) struct NewFollowUp<'a> {
    pub payment_id: i32,
    pub note: &'a str,
    pub due_at: DateTime<Utc>,
    /// The member of staff, by Telegram id and name.
    pub by: (i64, &'a str),
}

pub(in crate::customers) async fn insert(
    connection: &mut PgConnection,
    new: &NewFollowUp<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    sqlx::query_scalar!(
        "insert into follow_ups (payment_id, note, due_at, made_by, made_by_name, created_at)
         values ($1, $2, $3, $4, $5, $6)
         returning id",
        new.payment_id,
        new.note,
        new.due_at,
        new.by.0,
        new.by.1,
        now,
    )
    .fetch_one(connection)
    .await
    .context("cannot write a follow-up down")
}

/// `false` when it was done before.
pub(in crate::customers) async fn finish(
    connection: &mut PgConnection,
    id: i32,
    by: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let done = sqlx::query!(
        "update follow_ups set done_by_name = $2, done_at = $3 where id = $1 and done_at is null",
        id,
        by,
        now,
    )
    .execute(connection)
    .await
    .context("cannot close a follow-up")?;
    Ok(done.rows_affected() == 1)
}

pub(in crate::customers) async fn find(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<FollowUp>> {
    sqlx::query_as!(
        FollowUp,
        "select id, payment_id, note, due_at, made_by_name,
                created_at, done_by_name, done_at
         from follow_ups
         where id = $1",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a follow-up")
}

pub(in crate::customers) async fn list_of_payment(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Vec<FollowUp>> {
    sqlx::query_as!(
        FollowUp,
        "select id, payment_id, note, due_at, made_by_name,
                created_at, done_by_name, done_at
         from follow_ups
         where payment_id = $1
         order by id",
        payment_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the follow-ups of a payment")
}

/// Those that are open, the next due first.
pub(in crate::customers) async fn list_open(
    connection: &mut PgConnection,
    most: i64,
) -> anyhow::Result<Vec<FollowUp>> {
    sqlx::query_as!(
        FollowUp,
        "select id, payment_id, note, due_at, made_by_name,
                created_at, done_by_name, done_at
         from follow_ups
         where done_at is null
         order by due_at, id
         limit $1",
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the open follow-ups")
}

pub(in crate::customers) async fn count_open(connection: &mut PgConnection) -> anyhow::Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from follow_ups where done_at is null"#)
        .fetch_one(connection)
        .await
        .context("cannot count the open follow-ups")
}

/// Forgets what was noted about the payments of somebody who was erased.
pub(in crate::customers) async fn forget(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from follow_ups where payment_id in (select id from payments where user_id = $1)",
        user_id,
    )
    .execute(connection)
    .await
    .context("cannot forget the follow-ups about a person")?;
    Ok(())
}
