//! From a charge to a paid set, in one transaction and exactly once per charge,
//! however often, late or oddly Telegram tells of it.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Order, OrderPaid, request_refund, store};
use crate::{accounts::Person, catalogue::Style, queue};

/// Why a charge that nothing can be made of goes back by itself.
const NO_SUCH_OFFER: &str = "no_such_offer";

/// Stars that Telegram says it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// `telegram_payment_charge_id`, the one key of a charge.
    pub id: String,
    /// What the invoice carried: the order's number.
    pub payload: String,
    /// In whole Stars.
    pub stars: i32,
}

/// What became of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The order is paid and its set will be made.
    Paid { payment_id: i32, photo_count: i32 },
    /// Known already; nothing changed.
    Before,
    /// The order was paid before, or belongs to somebody else: the payer now has
    /// an unused set besides.
    Extra { payment_id: i32, photo_count: i32 },
    /// No such offer: the Stars go back.
    GoingBack,
}

/// Settles `charge` of `payer` inside the caller's transaction.
///
/// # Errors
/// When the database refuses it; nothing has happened then.
pub async fn settle(
    connection: &mut PgConnection,
    payer: &Person,
    charge: &Charge,
    now: DateTime<Utc>,
) -> anyhow::Result<Settled> {
    let order = match charge.payload.parse::<Uuid>() {
        Ok(id) => store::lock_order(connection, id).await?,
        Err(_) => None,
    };
    // Asked after the order's lock, so that of two handlers of one charge the
    // second sees what the first has done.
    if store::find_by_charge(connection, &charge.id)
        .await?
        .is_some()
    {
        return Ok(Settled::Before);
    }
    if let Some(order) = &order
        && let Some(paid) = pay(connection, payer, charge, order, now).await?
    {
        return Ok(paid);
    }
    // A price other than the offered one buys nothing that we could name.
    let order = order.filter(|order| order.stars_amount == Some(charge.stars));
    let inserted = store::insert_charge(
        connection,
        payer.id,
        &charge.id,
        charge.stars,
        order.as_ref(),
    )
    .await?;
    let Some(payment_id) = inserted else {
        return Ok(Settled::Before);
    };
    let Some(order) = order else {
        count("going_back");
        request_refund(connection, payment_id, NO_SUCH_OFFER, now).await?;
        return Ok(Settled::GoingBack);
    };
    count("extra");
    Ok(Settled::Extra {
        payment_id,
        photo_count: order.photo_count,
    })
}

/// Pays an open order of the payer's own with the price that it offers, and has its set made;
/// `None` when it is anything else.
async fn pay(
    connection: &mut PgConnection,
    payer: &Person,
    charge: &Charge,
    order: &Order,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Settled>> {
    let is_offered = order.user_id == payer.id && order.stars_amount == Some(charge.stars);
    let Some(payment_id) = order
        .payment_id
        .filter(|_| is_offered && order.status != "paid")
    else {
        return Ok(None);
    };
    if !store::succeed(connection, order, &charge.id, charge.stars).await? {
        return Ok(None);
    }
    let style = order.style_id.as_deref().and_then(Style::with_id);
    if let (Some(avatar_id), Some(style)) = (order.avatar_id, style) {
        let paid = OrderPaid {
            payment_id,
            avatar_id,
            style,
        };
        queue::add(connection, &paid, now).await?;
    }
    count("paid");
    Ok(Some(Settled::Paid {
        payment_id,
        photo_count: order.photo_count,
    }))
}

fn count(outcome: &'static str) {
    metrics::counter!("pinglass_payments_total", "provider" => "stars", "outcome" => outcome)
        .increment(1);
}
