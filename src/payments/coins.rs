//! Paying with TON: a quote with a locked rate, and the watch over the wallet.
//!
//! ```text
//! Anna taps [💎 TON · 499 ₽]
//! Bot (edited): ⏳ Working out the price in TON…
//! Bot sends a QR picture: Send exactly 4.215 TON to UQDK… with the comment PG-7K4M9QX2TD …
//! Anna sends it from her wallet
//! Bot (edited): ✅ Paid: 4.215 TON
//! Bot: Thank you! 4.215 TON have arrived. …
//! ```
//!
//! What becomes of a transfer:
//!
//! | it | outcome |
//! |---|---|
//! | carries the comment and reaches the quote, in time or within a month | the set is made; a surplus worth sending goes back |
//! | carries the comment and is too little | held, the rest is asked for; goes back when the quote runs out |
//! | comes for an order that was paid | an unused set besides, or back by a tap |
//! | has no comment, an unknown or unreadable one | a task for the staff: back to its sender |
//! | is smaller than a transfer costs and fits nothing | kept, as sending it back costs more |
//! | is one of ours that bounced | the staff are told whose refund did not arrive |
//! | was returned by the chain itself | nothing: no money stayed |

mod judge;
mod quote;
mod watch;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(super) use self::{
    judge::{WORTH_SENDING, give_held_back},
    quote::quote,
    watch::{compare_all, watch},
};
use super::{Deps, Order, Provider, jobs::QuoteTon, screens, shop::may_go_on, store};
use crate::{
    accounts::Person,
    queue,
    telegram::{Buttons, Handled, Reply},
};

/// The name of the coin's rate in the database.
pub(super) const CURRENCY: &str = "TON";

/// A tap below a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum CoinTap {
    /// "I have sent it".
    #[serde(rename = "c")]
    Check(Uuid),
    #[serde(rename = "a")]
    Again(Uuid),
}

impl Buttons for CoinTap {
    const FEATURE: &'static str = "ton";
}

/// The method was chosen: a job asks for the rate and shows the quote.
pub(super) async fn begin(deps: &Deps, person: &Person, reply: &Reply, order: &Order) -> Handled {
    let message = reply.screen(&screens::ton_quoting(person.lang)).await?;
    let job = QuoteTon {
        order_id: order.id,
        waiting_message_id: Some(message.0),
    };
    let mut connection = deps.db.connection().await?;
    let quoting = queue::add(&mut connection, &job, deps.clock.now());
    order.cause().follow(quoting).await?;
    Ok(())
}

pub(super) async fn tap_on_quote(
    tap: CoinTap,
    person: Person,
    reply: Reply,
    deps: Deps,
) -> Handled {
    let (CoinTap::Check(order) | CoinTap::Again(order)) = tap;
    let order = store::find_order(&mut *deps.db.connection().await?, order).await?;
    // The id comes from outside and may be anybody's.
    let order = order.filter(|order| order.user_id == person.id && order.provider == Provider::Ton);
    let paid = order.as_ref().filter(|order| order.status == "paid");
    if let Some(price) = paid.and_then(Order::price) {
        reply.popup(&screens::done(person.lang, price).text).await;
        return Ok(());
    }
    match (tap, order.filter(|order| order.status == "open")) {
        (CoinTap::Again(_), Some(order)) => {
            if may_go_on(&deps, &person, &order, &reply).await? {
                begin(&deps, &person, &reply, &order).await?;
            }
            Ok(())
        }
        (CoinTap::Check(_), Some(_)) => {
            watch::look_now(&deps).await?;
            reply
                .popup(&person.lang.text("ton-check-answer", &[]))
                .await;
            Ok(())
        }
        (_, None) => {
            reply.new_message(&screens::ton_over(person.lang)).await?;
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        for tap in [CoinTap::Check(Uuid::max()), CoinTap::Again(Uuid::max())] {
            assert_eq!(CoinTap::decode(&tap.encode()), Some(tap));
        }
    }
}
