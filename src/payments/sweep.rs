//! The net below payments: offers that nobody took up are closed, and refunds
//! that lost their job get one. What the bank or the chain may still be paid by
//! ends only on their word, which is asked next door.

use anyhow::Context;
use chrono::TimeDelta;

use super::{
    Deps, Provider, RefundPayment, bank,
    jobs::{SweepOrders, TellStaffOfTask},
    settle::count_ended,
    store,
};
use crate::queue::{self, JobResult, Next, OrElse};

const SWEEP_EVERY: TimeDelta = TimeDelta::minutes(10);

pub(super) async fn sweep_orders(deps: Deps, _: SweepOrders) -> JobResult {
    let closed = sweep(&deps).await.or_retry()?;
    bank::take_up(&deps).await.or_retry()?;
    if closed > 0 {
        tracing::info!(orders = closed, "orders ran out");
    }
    Ok(Next::At(deps.clock.now() + SWEEP_EVERY))
}

async fn sweep(deps: &Deps) -> anyhow::Result<u64> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    let invoices = store::close_expired_orders(&mut tx, Provider::Stars, now).await?;
    // Nobody gave an address, or the bank opened no payment.
    let links = store::close_expired_orders(&mut tx, Provider::Tbank, now).await?;
    // Money for people who were erased may have come and gone since.
    store::forget_wallets_of_the_erased(&mut tx).await?;
    for payment_id in store::list_payments_to_refund(&mut tx).await? {
        queue::add(&mut tx, &RefundPayment { payment_id }, now).await?;
    }
    for refund_id in store::list_tasks(&mut tx).await? {
        queue::add(&mut tx, &TellStaffOfTask { refund_id }, now).await?;
    }
    tx.commit()
        .await
        .context("cannot commit a sweep of orders")?;
    count_ended(Provider::Stars, "canceled", invoices);
    count_ended(Provider::Tbank, "canceled", links);
    Ok(invoices + links)
}
