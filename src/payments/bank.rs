//! Paying through T-Bank: from the choice of the method to the bank's word.
//!
//! ```text
//! Anna taps [💳 Card or SBP · 499 ₽]
//! Bot (edited): Where should the receipt go? …
//! Anna: anna@example.com
//! Bot: ⏳ Asking the bank for a payment link. …
//! Bot (edited): 499 ₽ for 7 photos …  [💳 Pay 499 ₽] [🔄 I have paid] …
//! Anna pays on the bank's page
//! Bot (edited): ✅ Paid: 499 ₽
//! Bot: Thank you! 499 ₽ have arrived. …
//! ```

mod compare;
mod look;
mod notice;
mod open;
mod refund;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use teloxide::{
    requests::Requester,
    types::{Message, MessageId},
};
use uuid::Uuid;

pub(super) use self::{
    compare::compare_all,
    look::{look, take_up},
    notice::{Heard, hear},
    open::{forget_link, open},
    refund::send_refund,
};
use super::{
    Deps, Order, Price, Provider,
    jobs::{LookAtTbank, OpenTbank},
    screens,
    shop::may_go_on,
    store,
};
use crate::{
    accounts::{self, Person},
    queue,
    telegram::{Buttons, Dialogue, Handled, Lane, Reply, Step},
};

/// T-Bank, Init: Receipt.Email.
const LONGEST_EMAIL: usize = 64;

/// A tap below a payment link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum BankTap {
    /// "I have paid": the attempt to ask the bank about.
    #[serde(rename = "c")]
    Check(Uuid),
    /// The order whose receipt shall go elsewhere.
    #[serde(rename = "e")]
    Email(Uuid),
    /// The order to try again.
    #[serde(rename = "a")]
    Again(Uuid),
}

impl Buttons for BankTap {
    const FEATURE: &'static str = "bank";
}

/// The bot waits for an e-mail address before it goes on with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum BankStep {
    Email(Uuid),
}

impl Step for BankStep {
    const FEATURE: &'static str = "bank";
}

/// The method was chosen. Without an address for the receipt, it is asked for first.
pub(super) async fn begin(
    deps: &Deps,
    person: &Person,
    reply: &Reply,
    dialogue: &Dialogue,
    order: Order,
) -> Handled {
    let email = accounts::receipt_email(&mut *deps.db.connection().await?, person.id).await?;
    match email {
        Some(_) => ask_bank(deps, person, reply, &order).await,
        None => ask_for_email(deps, person, reply, dialogue, order.id).await,
    }
}

async fn ask_for_email(
    deps: &Deps,
    person: &Person,
    reply: &Reply,
    dialogue: &Dialogue,
    order: Uuid,
) -> Handled {
    dialogue
        .go_to(&mut *deps.db.connection().await?, &BankStep::Email(order))
        .await?;
    reply.screen(&screens::which_email(person.lang)).await?;
    Ok(())
}

/// Shows that the bank is being asked; a job does it and puts the link there. An
/// earlier copy of it is removed, so that there is one.
async fn ask_bank(deps: &Deps, person: &Person, reply: &Reply, order: &Order) -> Handled {
    let message = reply.screen(&screens::bank_opening(person.lang)).await?;
    let mut tx = deps.db.begin().await?;
    store::set_invoice_message(&mut tx, order.id, message.0).await?;
    let open = OpenTbank { order_id: order.id };
    let opening = queue::add(&mut tx, &open, deps.clock.now());
    order.cause().follow(opening).await?;
    tx.commit().await?;
    let before = order.invoice_message_id.filter(|id| *id != message.0);
    if let Some(before) = before {
        let request = reply
            .sender
            .bot()
            .delete_message(reply.chat, MessageId(before));
        // The person may have deleted the older copy themselves.
        let _gone_already = reply
            .sender
            .call(Lane::Answer, Some(reply.chat), request)
            .await;
    }
    Ok(())
}

pub(super) async fn give_email(
    BankStep::Email(order): BankStep,
    message: Arc<Message>,
    person: Person,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
) -> Handled {
    let email = message.text().map(str::trim).unwrap_or_default();
    if !is_email(email) {
        reply.new_message(&screens::bad_email(person.lang)).await?;
        return Ok(());
    }
    let mut tx = deps.db.begin().await?;
    accounts::keep_receipt_email(&mut tx, person.id, email).await?;
    dialogue.end(&mut tx).await?;
    let order = store::find_order(&mut tx, order).await?;
    tx.commit().await?;
    let now = deps.clock.now();
    let is_payable =
        |order: &Order| is_of(order, &person) && order.status == "open" && now < order.expires_at;
    match order.filter(is_payable) {
        Some(order) if may_go_on(&deps, &person, &order, &reply).await? => {
            ask_bank(&deps, &person, &reply, &order).await
        }
        Some(_) => Ok(()),
        None => {
            reply.new_message(&screens::bank_over(person.lang)).await?;
            Ok(())
        }
    }
}

/// Whether a receipt can go there.
pub(super) fn is_email(words: &str) -> bool {
    words.len() <= LONGEST_EMAIL && accounts::is_email(words)
}

fn is_of(order: &Order, person: &Person) -> bool {
    order.user_id == person.id && order.provider == Provider::Tbank
}

pub(super) async fn tap_at_bank(
    tap: BankTap,
    person: Person,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
) -> Handled {
    let mut connection = deps.db.connection().await?;
    let (attempt_id, order_id) = match tap {
        BankTap::Email(order) | BankTap::Again(order) => (None, Some(order)),
        BankTap::Check(attempt) => {
            let attempt = store::find_attempt(&mut connection, attempt).await?;
            (
                attempt.as_ref().map(|attempt| attempt.id),
                attempt.map(|attempt| attempt.order_id),
            )
        }
    };
    let order = match order_id {
        Some(order) => store::find_order(&mut connection, order).await?,
        None => None,
    };
    drop(connection);
    // The ids come from outside and may be anybody's.
    let order = order.filter(|order| is_of(order, &person));
    let Some(order) = order.as_ref().filter(|order| order.status == "open") else {
        let paid = order.filter(|order| order.status == "paid");
        let screen = match paid {
            Some(order) => screens::done(person.lang, Price::Roubles(order.amount_rub)),
            None => screens::bank_over(person.lang),
        };
        reply.screen(&screen).await?;
        return Ok(());
    };
    match (tap, attempt_id) {
        (BankTap::Check(_), Some(attempt_id)) => look_for(&deps, &person, &reply, attempt_id).await,
        (BankTap::Email(_), _) => match open::forget_link(&deps, order).await? {
            Some(attempt_id) => look_for(&deps, &person, &reply, attempt_id).await,
            // The link was made for the old address; a new one is asked for then.
            None => ask_for_email(&deps, &person, &reply, &dialogue, order.id).await,
        },
        _ if deps.clock.now() >= order.expires_at => {
            reply.screen(&screens::bank_over(person.lang)).await?;
            Ok(())
        }
        _ if may_go_on(&deps, &person, order, &reply).await? => {
            ask_bank(&deps, &person, &reply, order).await
        }
        _ => Ok(()),
    }
}

/// Asks the bank for a person who waits for the answer.
async fn look_for(deps: &Deps, person: &Person, reply: &Reply, attempt_id: Uuid) -> Handled {
    let look = LookAtTbank {
        is_asked: true,
        ..LookAtTbank::at(attempt_id)
    };
    queue::add(&mut *deps.db.connection().await?, &look, deps.clock.now()).await?;
    reply.popup(&person.lang.text("bank-asking", &[])).await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_slips() {
        for good in [
            "anna@example.com",
            "a.b+c@mail.co.uk",
            "борис@почта.рф",
            "x@y.io",
        ] {
            assert!(is_email(good), "{good}");
        }
        let long = format!("{}@example.com", "a".repeat(60));
        for bad in [
            "anna",
            "@example.com",
            "anna@",
            "anna@example",
            "anna@.com",
            "an na@example.com",
            "anna@exa mple.com",
            "anna@example.c",
            "anna@@example.com",
            &long,
            "",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let id = Uuid::max();
        for tap in [BankTap::Check(id), BankTap::Email(id), BankTap::Again(id)] {
            assert_eq!(BankTap::decode(&tap.encode()), Some(tap));
        }
    }
}
