//! From a charge to a paid set, in one transaction and exactly once per charge,
//! however often, late or oddly its provider tells of it.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    BANNED, ERASED, Order, OrderPaid, Price, Provider,
    jobs::{ErasePayer, TellSettled},
    request_refund, store,
};
use crate::{
    accounts::{self, Standing},
    catalogue::Style,
    queue::{self, NewJob},
    referral,
    telemetry::Cause,
};

/// Why a charge that nothing can be made of goes back by itself.
const NO_SUCH_OFFER: &str = "no_such_offer";

/// Money that a provider says it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The provider's one key of a charge: `telegram_payment_charge_id`, the
    /// bank's `PaymentId`, or the transfer's hash in hex.
    pub id: String,
    /// The order it names; `None` when it names none of ours.
    pub order: Option<Uuid>,
    pub price: Price,
}

/// What became of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The order is paid and its set will be made.
    Paid { payment_id: i32 },
    /// Known already; nothing changed.
    Before,
    /// The order was paid before, or belongs to somebody else: the payer now has
    /// an unused set besides.
    Extra { payment_id: i32 },
    /// No such offer: the money goes back.
    GoingBack { payment_id: i32 },
}

/// Settles `charge` of the person with the id `payer` inside the caller's
/// transaction, and has them told.
///
/// # Errors
/// When the database refuses it; nothing has happened then.
pub async fn settle(
    connection: &mut PgConnection,
    payer: i32,
    charge: &Charge,
    now: DateTime<Utc>,
) -> anyhow::Result<Settled> {
    // First the person, then the order, then the payment: so does whoever forgets them.
    let payer_is = accounts::hold_with_ban(connection, payer).await?;
    let order = match charge.order {
        Some(id) => store::lock_order(connection, id).await?,
        None => None,
    };
    let cause = order.as_ref().map_or_else(Cause::default, Order::cause);
    let settling = settle_held(connection, (payer, payer_is), charge, order, now);
    cause.follow(settling).await
}

/// As [`settle`], once the payer and the order are held.
async fn settle_held(
    connection: &mut PgConnection,
    (payer, (payer_is, is_banned)): (i32, (Standing, bool)),
    charge: &Charge,
    order: Option<Order>,
    now: DateTime<Utc>,
) -> anyhow::Result<Settled> {
    let is_welcome = payer_is == Standing::Here && !is_banned;
    let offer = order.as_ref().filter(|_| is_welcome);
    let offer = offer.filter(|order| is_open_offer(order, payer, charge));
    if let Some(order) = offer
        && let Some(settled) = pay(connection, order, charge, now).await?
    {
        count(charge, settled);
        return Ok(settled);
    }
    // Asked after the order's lock, so that of two handlers of one charge the
    // second sees what the first has done.
    if store::find_by_charge(connection, charge.price.provider(), &charge.id)
        .await?
        .is_some()
    {
        return Ok(Settled::Before);
    }
    let settled = match order {
        order if is_too_late(connection, (payer, payer_is), charge, order.as_ref()).await? => {
            return_to_the_erased(connection, payer, charge, order.as_ref(), now).await?
        }
        order if is_banned => {
            return_it(connection, payer, charge, order.as_ref(), BANNED, now).await?
        }
        Some(order) if is_open_offer(&order, payer, charge) => {
            // Its own payment was moved on by another program: the charge gets one of its own.
            if order.payment_id.is_some() {
                store::close_as_paid(connection, &order).await?;
            }
            add_to_books(connection, payer, charge, Some(order), now).await?
        }
        order => add_to_books(connection, payer, charge, order, now).await?,
    };
    if let Settled::Extra { payment_id } = settled {
        let amount = store::amount_of(connection, payment_id).await?;
        referral::earn(connection, payer, payment_id, amount, now).await?;
    }
    if let Some(tell) = TellSettled::of(settled) {
        queue::add(connection, &tell, now).await?;
    }
    count(charge, settled);
    Ok(settled)
}

/// Whether the charge is what an order of the payer's own still waits for. An
/// order that ran out counts: whoever paid late is served.
fn is_open_offer(order: &Order, payer: i32, charge: &Charge) -> bool {
    order.user_id == payer && order.status != "paid" && order.price() == Some(charge.price)
}

/// Whether the payer, or whoever the order was written for, has left for good.
///
/// # Errors
/// Also when the payer of Stars was forgotten this very moment: their Telegram id,
/// without which Stars can't go back, is in what told of the charge. The next try
/// writes them down anew.
async fn is_too_late(
    connection: &mut PgConnection,
    (payer, payer_is): (i32, Standing),
    charge: &Charge,
    order: Option<&Order>,
) -> anyhow::Result<bool> {
    anyhow::ensure!(
        payer_is != Standing::Gone || charge.price.stars().is_none(),
        "the payer was erased while their charge was being settled"
    );
    let owner_is = match order.filter(|order| order.user_id != payer) {
        Some(order) => accounts::hold(connection, order.user_id).await?,
        None => Standing::Here,
    };
    Ok(payer_is != Standing::Here || owner_is != Standing::Here)
}

/// Nothing is made for people who are erased: their money goes back. Who was met
/// again only by the charge is forgotten again after that.
async fn return_to_the_erased(
    connection: &mut PgConnection,
    payer: i32,
    charge: &Charge,
    order: Option<&Order>,
    now: DateTime<Utc>,
) -> anyhow::Result<Settled> {
    let settled = return_it(connection, payer, charge, order, ERASED, now).await?;
    let is_new = settled != Settled::Before;
    if is_new && order.is_some_and(|order| order.user_id != payer) {
        queue::add(connection, &ErasePayer { user_id: payer }, now).await?;
    }
    Ok(settled)
}

/// Writes a charge down of which nothing is made, whatever it was for, and has it go back.
/// Whoever is banned could still pay what they were shown before.
async fn return_it(
    connection: &mut PgConnection,
    payer: i32,
    charge: &Charge,
    order: Option<&Order>,
    reason: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Settled> {
    let inserted = store::insert_charge(connection, payer, charge, order, now).await?;
    let Some(payment_id) = inserted else {
        return Ok(Settled::Before);
    };
    request_refund(connection, payment_id, reason, now).await?;
    Ok(Settled::GoingBack { payment_id })
}

/// What nearly always happens, in as few ways to the database as can be: the order's own payment
/// has succeeded, and its set is to be made. `None` when that can't be: nothing has happened then.
async fn pay(
    connection: &mut PgConnection,
    order: &Order,
    charge: &Charge,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Settled>> {
    let Some(payment_id) = order.payment_id else {
        return Ok(None);
    };
    let Some(amount) = store::succeed(connection, order, charge, now).await? else {
        return Ok(None);
    };
    referral::earn(connection, order.user_id, payment_id, amount, now).await?;
    let settled = Settled::Paid { payment_id };
    let mut jobs = Vec::new();
    let style = order.style_id.as_deref().and_then(Style::with_id);
    if let (Some(avatar_id), Some(style)) = (order.avatar_id, style) {
        let job = OrderPaid {
            payment_id,
            avatar_id,
            style,
        };
        jobs.push(NewJob::of(&job, now)?);
    }
    if let Some(tell) = TellSettled::of(settled) {
        jobs.push(NewJob::of(&tell, now)?);
    }
    queue::add_all(connection, &jobs).await?;
    Ok(Some(settled))
}

/// Writes a charge that is no order's as a payment of its own. A price other
/// than the offered one buys nothing that we could name, and goes back.
async fn add_to_books(
    connection: &mut PgConnection,
    payer: i32,
    charge: &Charge,
    order: Option<Order>,
    now: DateTime<Utc>,
) -> anyhow::Result<Settled> {
    let offer = order.filter(|order| order.price() == Some(charge.price));
    let inserted = store::insert_charge(connection, payer, charge, offer.as_ref(), now).await?;
    let Some(payment_id) = inserted else {
        return Ok(Settled::Before);
    };
    if offer.is_some() {
        return Ok(Settled::Extra { payment_id });
    }
    request_refund(connection, payment_id, NO_SUCH_OFFER, now).await?;
    Ok(Settled::GoingBack { payment_id })
}

/// Counts offers of a provider that ended without being paid.
pub(super) fn count_ended(provider: Provider, outcome: &'static str, ended: u64) {
    metrics::counter!("pinglass_payments_total", "provider" => provider.id(), "outcome" => outcome)
        .increment(ended);
}

fn count(charge: &Charge, settled: Settled) {
    let outcome = match settled {
        Settled::Paid { .. } => "paid",
        Settled::Before => "before",
        Settled::Extra { .. } => "extra",
        Settled::GoingBack { .. } => "going_back",
    };
    metrics::counter!("pinglass_payments_total",
        "provider" => charge.price.provider().id(), "outcome" => outcome)
    .increment(1);
}
