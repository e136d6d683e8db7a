//! The SQL of payers who leave: what of their rows is bookkeeping, and what is not.

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use super::find_order;
use crate::payments::Order;

pub(in crate::payments) async fn list_open_orders_of(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Vec<Order>> {
    let ids = sqlx::query_scalar!(
        "select id from orders where user_id = $1 and status = 'open' order by id",
        user_id
    )
    .fetch_all(&mut *connection)
    .await
    .context("cannot list a person's offers")?;
    let mut orders = Vec::with_capacity(ids.len());
    for id in ids {
        orders.extend(find_order(connection, id).await?);
    }
    Ok(orders)
}

/// Refunds that have not arrived, and links of the bank that may still be paid.
pub(in crate::payments) async fn is_money_moving(
    connection: &mut PgConnection,
    user_id: i32,
    links_end_after: DateTime<Utc>,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select
               from refunds
               join payments on payments.id = refunds.payment_id
               where payments.user_id = $1 and refunds.status <> 'done'
           )
           or exists (
               select
               from refunds
               join ton_transfers on ton_transfers.hash = refunds.transfer_hash
               join orders on orders.id = ton_transfers.order_id
               where orders.user_id = $1 and refunds.status <> 'done'
           )
           or exists (
               select
               from payments
               where user_id = $1
                 and status = 'succeeded'
                 and refund_requested_at is not null
                 and refunded_at is null
           )
           or exists (
               select
               from tbank_attempts
               join orders on orders.id = tbank_attempts.order_id
               where orders.user_id = $1
                 and tbank_attempts.status in ('asked', 'unclear', 'open')
                 and orders.expires_at > $2
           ) as "is_moving!""#,
        user_id,
        links_end_after,
    )
    .fetch_one(connection)
    .await
    .context("cannot ask whether money is on its way")
}

pub(in crate::payments) async fn count_payments(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from payments
           where user_id = $1
             and status in ('succeeded', 'refunded')
             and provider is distinct from 'gift'"#,
        user_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot count a person's payments")
}

/// Whether there are payments besides those that went back for this reason.
pub(in crate::payments) async fn has_other_payments(
    connection: &mut PgConnection,
    user_id: i32,
    reason: &str,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select
               from payments
               where user_id = $1
                 and status in ('succeeded', 'refunded')
                 and (status = 'succeeded' or refund_reason is distinct from $2)
           ) as "exists!""#,
        user_id,
        reason,
    )
    .fetch_one(connection)
    .await
    .context("cannot look for other payments")
}

/// The comment of a quote stays: it is a random code of ours, by which money that
/// comes too late is known and goes back.
pub(in crate::payments) async fn forget_offers_of(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update orders
         set style_id = null, chat_id = null, invoice_message_id = null
         where user_id = $1",
        user_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget a person's offers")?;
    sqlx::query!(
        "update tbank_attempts
         set payment_url = null
         from orders
         where orders.id = tbank_attempts.order_id and orders.user_id = $1",
        user_id,
    )
    .execute(connection)
    .await
    .context("cannot forget a person's payment links")?;
    Ok(())
}

pub(in crate::payments) async fn untie_avatars(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update payments
         set consumed_avatar_id = null
         where user_id = $1 and consumed_avatar_id is not null",
        user_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget what a person's payments were used for")?;
    sqlx::query!(
        "update orders set avatar_id = null where user_id = $1 and avatar_id is not null",
        user_id,
    )
    .execute(connection)
    .await
    .context("cannot forget what a person was offered portraits of")?;
    Ok(())
}

/// Wallets of people who were erased, once nothing is to be sent to them any more.
pub(in crate::payments) async fn forget_wallets_of_the_erased(
    connection: &mut PgConnection,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update ton_transfers as transfer
         set source = '', comment = null
         from (
             select through.hash
             from users
             join orders on orders.user_id = users.id
             join ton_transfers as through on through.order_id = orders.id
             where users.erased_at is not null
             union
             select through.hash
             from users
             join payments on payments.user_id = users.id
             join ton_transfers as through on through.payment_id = payments.id
             where users.erased_at is not null
         ) as theirs
         where transfer.hash = theirs.hash
           and (transfer.source <> '' or transfer.comment is not null)
           and not exists (
               select from refunds where status <> 'done' and transfer_hash = transfer.hash
           )
           and not exists (
               select from refunds where status <> 'done' and payment_id = transfer.payment_id
           )",
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget the wallets of the erased")?;
    sqlx::query!(
        "update refunds
         set address = null
         from (
             select through.id
             from users
             join payments on payments.user_id = users.id
             join refunds as through on through.payment_id = payments.id
             where users.erased_at is not null
             union
             select through.id
             from users
             join orders on orders.user_id = users.id
             join ton_transfers on ton_transfers.order_id = orders.id
             join refunds as through on through.transfer_hash = ton_transfers.hash
             where users.erased_at is not null
         ) as theirs
         where refunds.id = theirs.id and address is not null and status = 'done'",
    )
    .execute(connection)
    .await
    .context("cannot forget where the erased had their money sent")?;
    Ok(())
}

pub(in crate::payments) async fn export(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Value> {
    sqlx::query_scalar!(
        r#"select jsonb_build_object(
               'payments',
               (select coalesce(jsonb_agg(to_jsonb(payments) order by id), '[]')
                from payments where user_id = $1),
               'offers',
               (select coalesce(jsonb_agg(to_jsonb(orders) - 'trace' order by created_at), '[]')
                from orders where user_id = $1),
               'refunds',
               (select coalesce(jsonb_agg(to_jsonb(refunds) order by refunds.created_at), '[]')
                from refunds join payments on payments.id = refunds.payment_id
                where payments.user_id = $1)
           ) as "export!""#,
        user_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot export a person's payments")
}
