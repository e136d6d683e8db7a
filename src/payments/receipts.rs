//! "My payments": every payment with its receipt, and the way to a human.
//!
//! ```text
//! Anna: /payments
//! Bot: Your payments  [№ 12 · 25.11.2026 · 350 ⭐ · ✅ paid]  [☰ Menu]
//! Anna taps the payment
//! Bot (edited): Receipt № 12 …  [⚠️ Something is wrong with this payment]
//! Anna taps [⚠️ Something is wrong with this payment]
//! Bot: Thank you, the team has it. …
//! ```

use serde::{Deserialize, Serialize};

use super::{
    Deps, Payment, Policy,
    screens::{self, ReceiptDetails},
    store,
};
use crate::{
    accounts::Person,
    catalogue, staff,
    telegram::{Buttons, Handled, Reply},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum ReceiptTap {
    /// A page of the list, the newest payments on page 0.
    Page(u32),
    Open(i32),
    Wrong(i32),
}

impl Buttons for ReceiptTap {
    const FEATURE: &'static str = "pay";
}

pub(super) async fn list_payments(person: Person, reply: Reply, deps: Deps) -> Handled {
    show_page(&person, &reply, &deps, 0).await
}

pub(super) async fn tap_on_receipt(
    tap: ReceiptTap,
    person: Person,
    reply: Reply,
    deps: Deps,
) -> Handled {
    match tap {
        ReceiptTap::Page(page) => show_page(&person, &reply, &deps, page).await,
        ReceiptTap::Open(id) => open(id, &person, &reply, &deps).await,
        ReceiptTap::Wrong(id) => report_problem(id, &person, &reply, &deps).await,
    }
}

async fn show_page(person: &Person, reply: &Reply, deps: &Deps, page: u32) -> Handled {
    let (mut page, mut payments) = (page, list_page(person, deps, page).await?);
    if payments.is_empty() && page > 0 {
        // Links that were not paid have left the list since its pages were shown.
        (page, payments) = (0, list_page(person, deps, 0).await?);
    }
    reply
        .screen(&screens::payments(person.lang, &payments, page))
        .await?;
    Ok(())
}

/// One payment more than a page holds, when there are older ones.
async fn list_page(person: &Person, deps: &Deps, page: u32) -> anyhow::Result<Vec<Payment>> {
    let most = i64::try_from(screens::PAGE)?;
    let mut connection = deps.db.connection().await?;
    store::list_of_person(&mut connection, person.id, i64::from(page) * most, most + 1).await
}

async fn open(id: i32, person: &Person, reply: &Reply, deps: &Deps) -> Handled {
    let Some(payment) = find_own(id, person, reply, deps).await? else {
        return Ok(());
    };
    let mut connection = deps.db.connection().await?;
    let policy = Policy::load(&mut connection).await?;
    let since = policy.refundable_since(deps.clock.now());
    let unused = store::list_unused(&mut connection, person.id, since).await?;
    let refunds = store::list_refunds(&mut connection, id).await?;
    let tier = match &payment.tier_id {
        Some(tier) => catalogue::tier_title(&mut connection, tier, person.lang).await?,
        None => None,
    };
    drop(connection);
    let details = ReceiptDetails {
        tier,
        given_back: refunds
            .iter()
            .find(|refund| !refund.is_whole && refund.status == "done")
            .map(|refund| refund.price),
        is_refundable: unused
            .iter()
            .any(|unused| unused.id == id && unused.is_refundable),
    };
    reply
        .screen(&screens::receipt(person.lang, &payment, details))
        .await?;
    Ok(())
}

/// Puts the payment before the staff, once a day at most.
async fn report_problem(id: i32, person: &Person, reply: &Reply, deps: &Deps) -> Handled {
    let Some(payment) = find_own(id, person, reply, deps).await? else {
        return Ok(());
    };
    let now = deps.clock.now();
    let card = screens::problem(
        deps.staff_lang,
        &payment,
        &person.first_name,
        person.telegram_id,
    );
    let key = format!("payments.problem:{id}:{}", now.date_naive());
    let mut tx = deps.db.begin().await?;
    let is_news = staff::tell_once_of(&mut tx, &key, &card, person.id, now).await?;
    tx.commit().await?;
    if is_news {
        tracing::warn!(
            payment.id = id,
            "a customer says that something is wrong with a payment"
        );
        reply
            .new_message(&screens::problem_sent(person.lang, id, deps.is_staffed))
            .await?;
    } else {
        reply
            .popup(&person.lang.text("payment-problem-again", &[]))
            .await;
    }
    Ok(())
}

/// The number comes from outside and may be anybody's.
async fn find_own(
    id: i32,
    person: &Person,
    reply: &Reply,
    deps: &Deps,
) -> anyhow::Result<Option<Payment>> {
    let payment = store::find(&mut *deps.db.connection().await?, id).await?;
    let payment = payment.filter(|payment| payment.user_id == Some(person.id));
    if payment.is_none() {
        reply.popup(&person.lang.text("receipt-gone", &[])).await;
    }
    Ok(payment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        for tap in [
            ReceiptTap::Page(u32::MAX),
            ReceiptTap::Open(i32::MAX),
            ReceiptTap::Wrong(i32::MAX),
        ] {
            assert_eq!(ReceiptTap::decode(&tap.encode()), Some(tap));
        }
    }
}
