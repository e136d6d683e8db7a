//! Money going back, and orders that ran out.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{screens, stars, store};
use crate::{
    accounts,
    clock::Clock,
    db::Db,
    queue::{self, Job, JobResult, Next, OrElse, Registry},
    telegram::{Lane, SendError, Sender},
};

const SWEEP_EVERY: TimeDelta = TimeDelta::minutes(10);

/// Sends the whole payment back through its provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RefundPayment {
    pub payment_id: i32,
}

impl Job for RefundPayment {
    const KIND: &'static str = "refund_payment";
    const PRIORITY: i16 = 20;

    fn key(&self) -> Option<String> {
        Some(self.payment_id.to_string())
    }
}

/// Tells the payer that their money is back.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct TellRefunded {
    payment_id: i32,
}

impl Job for TellRefunded {
    const KIND: &'static str = "tell_refunded";
    const PRIORITY: i16 = 30;
    const MOST_ATTEMPTS: Option<i32> = Some(20);
}

/// Closes orders that ran out and takes up refunds that lost their job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SweepOrders {}

impl Job for SweepOrders {
    const KIND: &'static str = "sweep_orders";
    const PRIORITY: i16 = 120;

    fn key(&self) -> Option<String> {
        Some(String::new())
    }
}

#[derive(Clone)]
struct Deps {
    db: Db,
    clock: Clock,
    sender: Sender,
}

/// Adds the handlers of this feature's jobs.
pub fn register(registry: Registry, db: Db, clock: Clock, sender: Sender) -> Registry {
    let deps = Deps { db, clock, sender };
    let (refund, tell, sweep) = (deps.clone(), deps.clone(), deps);
    registry
        .on(move |job: RefundPayment, _| refund_payment(refund.clone(), job))
        .on(move |job: TellRefunded, _| tell_refunded(tell.clone(), job))
        .on(move |_: SweepOrders, _| sweep_orders(sweep.clone()))
}

async fn refund_payment(deps: Deps, RefundPayment { payment_id }: RefundPayment) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let payment = store::find(&mut connection, payment_id).await.or_retry()?;
    drop(connection);
    let Some(payment) = payment.filter(|payment| payment.status.as_deref() == Some("succeeded"))
    else {
        return Ok(Next::Done);
    };
    let (Some(payer), Some(charge_id)) = (payment.payer_telegram_id, &payment.telegram_charge_id)
    else {
        let error = anyhow::anyhow!(
            "payment {payment_id} has no payer or charge to refund; refund it by hand"
        );
        return Err(error).or_give_up();
    };
    stars::refund(&deps.sender, payer, charge_id)
        .await
        .or_retry()?;
    let mut tx = deps.db.begin().await.or_retry()?;
    note_refunded(&mut tx, payment_id, &deps.clock)
        .await
        .or_retry()?;
    tx.commit().await.or_retry()?;
    Ok(Next::Done)
}

/// Marks the payment refunded and has its payer told, both once.
pub(super) async fn note_refunded(
    tx: &mut PgConnection,
    payment_id: i32,
    clock: &Clock,
) -> anyhow::Result<()> {
    if store::mark_refunded(tx, payment_id, clock.now()).await? {
        queue::add(tx, &TellRefunded { payment_id }, clock.now()).await?;
        metrics::counter!("pinglass_refunds_total", "provider" => "stars").increment(1);
    }
    Ok(())
}

async fn tell_refunded(deps: Deps, TellRefunded { payment_id }: TellRefunded) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let Some(payment) = store::find(&mut connection, payment_id).await.or_retry()? else {
        return Ok(Next::Done);
    };
    let person = match payment.user_id {
        Some(id) => accounts::find_by_id(&mut connection, id).await.or_retry()?,
        None => None,
    };
    drop(connection);
    let Some(person) = person else {
        return Ok(Next::Done);
    };
    let screen = screens::refunded(
        person.lang,
        payment.stars_amount.unwrap_or_default(),
        payment.refund_reason.as_deref(),
    );
    match deps
        .sender
        .show(Lane::Delivery, person.chat(), None, &screen)
        .await
    {
        Ok(_) => Ok(Next::Done),
        // They see the Stars in Telegram itself.
        Err(SendError::Unreachable(_)) => Ok(Next::Done),
        Err(error) => Err(error).or_retry(),
    }
}

async fn sweep_orders(deps: Deps) -> JobResult {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await.or_retry()?;
    let closed = store::close_expired_orders(&mut tx, now).await.or_retry()?;
    for payment_id in store::list_refunds_under_way(&mut tx).await.or_retry()? {
        queue::add(&mut tx, &RefundPayment { payment_id }, now)
            .await
            .or_retry()?;
    }
    tx.commit().await.or_retry()?;
    if closed > 0 {
        tracing::info!(orders = closed, "orders ran out");
    }
    Ok(Next::At(now + SWEEP_EVERY))
}
