//! The SQL of the books kept beside payments: cursors, rates, the staff's policy,
//! differences, and the sums of a day.

use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

/// How far the list `name` was read, and when it was last looked at.
pub(in crate::payments) async fn cursor(
    connection: &mut PgConnection,
    name: &str,
) -> anyhow::Result<Option<(i64, DateTime<Utc>)>> {
    let row = sqlx::query!(
        "select position, looked_at from provider_cursors where name = $1",
        name
    )
    .fetch_optional(connection)
    .await
    .context("cannot read a cursor")?;
    Ok(row.map(|row| (row.position, row.looked_at)))
}

/// Moves the cursor forward, in the transaction that has dealt with what it passes.
pub(in crate::payments) async fn move_cursor(
    connection: &mut PgConnection,
    name: &str,
    position: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into provider_cursors (name, position, looked_at)
         values ($1, $2, $3)
         on conflict (name) do update
         set position = greatest(provider_cursors.position, excluded.position),
             looked_at = greatest(provider_cursors.looked_at, excluded.looked_at)",
        name,
        position,
        now,
    )
    .execute(connection)
    .await
    .context("cannot move a cursor")?;
    Ok(())
}

/// The rate that was last learned, in roubles, and when.
pub(in crate::payments) async fn find_rate(
    connection: &mut PgConnection,
    currency: &str,
) -> anyhow::Result<Option<(Decimal, DateTime<Utc>)>> {
    let row = sqlx::query!(
        "select rub, known_at from exchange_rates where currency = $1",
        currency
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a rate")?;
    Ok(row.map(|row| (row.rub, row.known_at)))
}

pub(in crate::payments) async fn set_rate(
    connection: &mut PgConnection,
    currency: &str,
    rub: Decimal,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into exchange_rates (currency, rub, known_at)
         values ($1, $2, $3)
         on conflict (currency) do update set rub = excluded.rub, known_at = excluded.known_at",
        currency,
        rub,
        now,
    )
    .execute(connection)
    .await
    .context("cannot keep a rate")?;
    Ok(())
}

/// What the staff decided, by name.
pub(in crate::payments) async fn list_policy(
    connection: &mut PgConnection,
) -> anyhow::Result<Vec<(String, String)>> {
    let rows = sqlx::query!("select name, value from refund_policy")
        .fetch_all(connection)
        .await
        .context("cannot read the refund policy")?;
    Ok(rows.into_iter().map(|row| (row.name, row.value)).collect())
}

pub(in crate::payments) async fn set_policy(
    connection: &mut PgConnection,
    name: &str,
    value: &str,
    by: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into refund_policy (name, value, changed_at, changed_by)
         values ($1, $2, $3, $4)
         on conflict (name) do update
         set value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by",
        name,
        value,
        now,
        by,
    )
    .execute(connection)
    .await
    .context("cannot change the refund policy")?;
    Ok(())
}

/// Notes a difference; `false` when it is known. One that was left to the staff
/// and is healed now is news again.
pub(in crate::payments) async fn insert_difference(
    connection: &mut PgConnection,
    key: &str,
    provider: &str,
    what: &str,
    is_healed: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let noted = sqlx::query!(
        "insert into payment_differences (key, provider, what, is_healed, found_at)
         values ($1, $2, $3, $4, $5)
         on conflict (key) do update set is_healed = true, found_at = excluded.found_at
         where excluded.is_healed and not payment_differences.is_healed",
        key,
        provider,
        what,
        is_healed,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note a difference")?;
    Ok(noted.rows_affected() == 1)
}

/// What one provider took and gave back within a time.
#[derive(Clone, Debug, Default)]
pub(in crate::payments) struct DaySum {
    pub provider: String,
    pub sold: i64,
    pub roubles: Decimal,
    pub stars: i64,
    pub ton: Decimal,
    pub refunded: i64,
    pub refunded_roubles: Decimal,
    pub refunded_stars: i64,
    pub refunded_ton: Decimal,
    pub differences: i64,
}

pub(in crate::payments) async fn sums(
    connection: &mut PgConnection,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> anyhow::Result<Vec<DaySum>> {
    sqlx::query_as!(
        DaySum,
        r#"select method.id as "provider!",
                  sold.count as "sold!",
                  sold.roubles as "roubles!",
                  sold.stars as "stars!",
                  sold.ton as "ton!",
                  refunded.count as "refunded!",
                  refunded.roubles as "refunded_roubles!",
                  refunded.stars as "refunded_stars!",
                  refunded.ton as "refunded_ton!",
                  (
                      select count(*)
                      from payment_differences
                      where provider = method.id and found_at >= $1 and found_at < $2
                  ) as "differences!"
           from (values ('stars'), ('tbank'), ('ton')) as method (id)
           cross join lateral (
               select count(*) as count,
                      coalesce(sum(amount), 0) as roubles,
                      coalesce(sum(stars_amount), 0) as stars,
                      coalesce(sum(ton_amount), 0) as ton
               from payments
               where coalesce(provider, 'tbank') = method.id and settled_at >= $1 and settled_at < $2
           ) as sold
           cross join lateral (
               select count(*) as count,
                      coalesce(sum(amount_rub), 0) as roubles,
                      coalesce(sum(stars_amount), 0) as stars,
                      coalesce(sum(ton_amount), 0) as ton
               from refunds
               where provider = method.id and status = 'done' and done_at >= $1 and done_at < $2
           ) as refunded"#,
        from,
        until,
    )
    .fetch_all(connection)
    .await
    .context("cannot sum a day up")
}

/// How many payments of sets without any photo wait for the staff's decision.
pub(in crate::payments) async fn count_undecided(
    connection: &mut PgConnection,
) -> anyhow::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from payments
           join generation_jobs as job on job.payment_id = payments.id and job.status = 'failed'
           where payments.status = 'succeeded'
             and payments.settled_at is not null
             and payments.refund_requested_at is null
             and coalesce(job.deleted_photos, 0) = 0
             and not exists (select from generated_photos where job_id = job.id)"#,
    )
    .fetch_one(connection)
    .await
    .context("cannot count what the staff have to decide")
}

/// Payments that we settled and that count as used although no set was made of
/// them, with their providers.
pub(in crate::payments) async fn list_used_without_set(
    connection: &mut PgConnection,
) -> anyhow::Result<Vec<(i32, String)>> {
    let rows = sqlx::query!(
        r#"select payments.id, coalesce(payments.provider, 'tbank') as "provider!"
           from payments
           where payments.status = 'succeeded'
             and payments.generation_consumed
             and payments.settled_at is not null
             and not exists (select from generation_jobs where payment_id = payments.id)
           order by payments.id"#,
    )
    .fetch_all(connection)
    .await
    .context("cannot audit the payments")?;
    Ok(rows.into_iter().map(|row| (row.id, row.provider)).collect())
}
