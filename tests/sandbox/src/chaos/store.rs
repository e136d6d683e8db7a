//! What the product's tables say, read apart from its code, and the moments in them that a run of
//! minutes has to bring forward.

use anyhow::{Context, Result};
use rust_decimal::Decimal;
use sqlx::{FromRow, PgPool};

/// A payment in the product's books.
#[derive(Clone, Debug, FromRow)]
pub struct Payment {
    pub id: i32,
    /// None once the person is erased.
    pub person: Option<i64>,
    pub user_id: i32,
    pub provider: String,
    pub status: String,
    /// As the provider calls it.
    pub charge: String,
    /// In the unit of its provider.
    pub amount: Decimal,
    pub roubles: Decimal,
    pub is_used: bool,
    pub is_wanted_back: bool,
    /// What went back by our books, in the unit of the provider.
    pub returned: Decimal,
}

/// What was made for a payment.
#[derive(Clone, Debug, FromRow)]
pub struct Set {
    pub id: i32,
    pub payment_id: Option<i32>,
    pub person: Option<i64>,
    pub total: i32,
    pub ready: i64,
    pub is_told: bool,
    pub is_stopped: bool,
    pub is_reroll: bool,
}

#[derive(Clone, Debug, FromRow)]
pub struct Earning {
    pub payment_id: i32,
    pub owner: i32,
    pub amount: Decimal,
    pub rate: Decimal,
    pub is_credited: bool,
    pub taken_back: Decimal,
}

#[derive(Clone, Debug, FromRow)]
pub struct Balance {
    pub owner: i32,
    pub balance: Decimal,
    pub rows: Decimal,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    pub payments: Vec<Payment>,
    pub sets: Vec<Set>,
    pub earnings: Vec<Earning>,
    pub balances: Vec<Balance>,
    /// Who by the tables has had the news: their Telegram ids.
    pub told_news: Vec<i64>,
    /// Jobs and updates that died.
    pub dead: Vec<String>,
    pub connections: i64,
}

pub async fn load(db: &PgPool) -> Result<Tables> {
    let payments = sqlx::query_as(
        "select payments.id,
                users.telegram_user_id as person,
                payments.user_id,
                provider,
                status,
                coalesce(telegram_charge_id, ton_tx_hash, payment_id, '') as charge,
                case provider when 'stars' then stars_amount when 'ton' then ton_amount else amount end
                    as amount,
                amount as roubles,
                coalesce(generation_consumed, false) as is_used,
                refund_requested_at is not null as is_wanted_back,
                coalesce((
                    select sum(case payments.provider
                                   when 'stars' then refunds.stars_amount
                                   when 'ton' then refunds.ton_amount
                                   else refunds.amount_rub
                               end)
                    from refunds
                    where refunds.payment_id = payments.id and refunds.status = 'done'
                ), 0)::numeric as returned
         from payments join users on users.id = payments.user_id
         where settled_at is not null
         order by payments.id",
    )
    .fetch_all(db)
    .await
    .context("cannot read the payments")?;
    let sets = sqlx::query_as(
        "select job.id,
                payment_id,
                users.telegram_user_id as person,
                coalesce(total_photos, 0) as total,
                (select count(*) from generated_photos where job_id = job.id) as ready,
                notified_at is not null as is_told,
                stopped_at is not null as is_stopped,
                reroll_of is not null as is_reroll
         from generation_jobs as job
         left join avatars on avatars.id = avatar_id
         left join users on users.id = avatars.user_id
         order by job.id",
    )
    .fetch_all(db)
    .await
    .context("cannot read the sets")?;
    Ok(Tables {
        payments,
        sets,
        earnings: earnings(db).await?,
        balances: balances(db).await?,
        told_news: sqlx::query_scalar(
            "select telegram_user_id
             from broadcast_recipients join users on users.id = user_id
             where status = 'delivered' and telegram_user_id is not null",
        )
        .fetch_all(db)
        .await
        .context("cannot read who had the news")?,
        dead: dead(db).await?,
        connections: sqlx::query_scalar(
            "select count(*) from pg_stat_activity
             where datname = current_database() and backend_type = 'client backend'",
        )
        .fetch_one(db)
        .await
        .context("cannot count the connections")?,
    })
}

async fn earnings(db: &PgPool) -> Result<Vec<Earning>> {
    sqlx::query_as(
        "select payment_id,
                referrer_user_id as owner,
                amount,
                commission_rate as rate,
                status = 'credited' as is_credited,
                coalesce(taken_back, 0) as taken_back
         from referral_earnings
         where payment_id is not null
         order by id",
    )
    .fetch_all(db)
    .await
    .context("cannot read the earnings")
}

async fn balances(db: &PgPool) -> Result<Vec<Balance>> {
    sqlx::query_as(
        "select user_id as owner,
                coalesce(balance, 0) as balance,
                (select coalesce(sum(amount - coalesce(taken_back, 0)), 0)
                 from referral_earnings
                 where referrer_user_id = account.user_id and status = 'credited')
                - (select coalesce(sum(amount), 0)
                   from withdrawal_requests
                   where user_id = account.user_id and coalesce(status, 'pending') <> 'rejected') as rows
         from referral_balances as account
         where user_id is not null",
    )
    .fetch_all(db)
    .await
    .context("cannot read the balances")
}

async fn dead(db: &PgPool) -> Result<Vec<String>> {
    sqlx::query_scalar(
        "select concat_ws(' ', 'job', kind, payload::text, last_error) from jobs where status = 'dead'
         union all
         select concat_ws(' ', 'update', update_id::text, kind, error, reference)
         from telegram_updates
         where status = 'dead'",
    )
    .fetch_all(db)
    .await
    .context("cannot read what died")
}

/// What has not come to its end yet, in words. What the staff have to do by hand is not among it.
pub async fn unfinished(db: &PgPool) -> Result<Vec<String>> {
    sqlx::query_scalar(
        "select concat_ws(' ', 'update', update_id::text, kind, status, error)
         from telegram_updates
         where status in ('waiting', 'running')
         union all
         select concat_ws(' ', 'set', id::text, 'of payment', payment_id::text, status, completed_photos || '/' || total_photos)
         from generation_jobs
         where finished_at is null or notified_at is null
         union all
         select concat_ws(' ', 'refund of payment', payment_id::text, provider, note)
         from refunds
         where status = 'wanted'
         union all
         select concat_ws(' ', 'message', id::text, 'of ticket', ticket_id::text, relay_error)
         from ticket_messages
         where relay = 'waiting'
         union all
         select concat_ws(' ', 'job', kind, status, last_error)
         from jobs
         where status = 'running' or (status = 'waiting' and attempts > 0)
            or kind in ('order_paid', 'tell_settled', 'deliver_set', 'send_broadcasts')
         union all
         select concat_ws(' ', 'transfer', hash, outcome) from ton_transfers where outcome = 'held'",
    )
    .fetch_all(db)
    .await
    .context("cannot read what is left to do")
}

/// Lets pauses be over: jobs that wait, looks at Kie that are due later, and orders whose callback
/// is waited for though none will come: all but those at these addresses.
pub async fn bring_forward(db: &PgPool, known_to_kie: &[String]) -> Result<()> {
    let statements = [
        "update jobs set run_at = now()
         where status = 'waiting' and run_at > now() and run_at < now() + interval '15 minutes'",
        "update kie_tasks set next_poll_at = now()
         where status = 'pending' and next_poll_at > now()",
    ];
    for statement in statements {
        sqlx::query(statement)
            .execute(db)
            .await
            .context("cannot bring forward what waits")?;
    }
    sqlx::query(
        "update kie_tasks
         set creation_started_at = creation_started_at - interval '15 minutes'
         where creation_started_at > now() - interval '15 minutes'
           and kie_task_id is null
           and status = 'pending'
           and not exists (
               select from unnest($1::text[]) as address
               where address like '%' || callback_token::text || '%'
           )",
    )
    .bind(known_to_kie)
    .execute(db)
    .await
    .context("cannot let orders be lost that never reached Kie")?;
    Ok(())
}

/// Who has a paid set that is not used and not on its way back: their Telegram ids, once for each.
pub async fn unused(db: &PgPool) -> Result<Vec<i64>> {
    sqlx::query_scalar(
        "select telegram_user_id
         from payments join users on users.id = payments.user_id
         where status = 'succeeded'
           and settled_at is not null
           and not coalesce(generation_consumed, false)
           and refund_requested_at is null
           and telegram_user_id is not null",
    )
    .fetch_all(db)
    .await
    .context("cannot read who has an unused set")
}

/// By which hash the payment is known that a transfer became part of.
pub async fn payment_of_transfer(db: &PgPool, hash: &str) -> Result<Option<String>> {
    sqlx::query_scalar(
        "select ton_tx_hash::text
         from ton_transfers as transfer join payments on payments.id = transfer.payment_id
         where hash = $1 and ton_tx_hash is not null",
    )
    .bind(hash)
    .fetch_optional(db)
    .await
    .context("cannot find the payment of a transfer")
}
