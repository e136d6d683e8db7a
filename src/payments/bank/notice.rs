//! What the bank sends by itself. A signed CONFIRMED is evidence enough for a
//! payment when its name and amount are those that we know; every other word is a
//! hint to ask. A token alone does not prove where one value ends and the next
//! begins: whoever got hold of one notification could make others of it.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    payments::{
        Charge, Deps, Order, Price, Provider,
        differences::{Difference, Kind},
        jobs::LookAtTbank,
        settle, store,
        store::Attempt,
        tbank::{Decline, Notification, PaymentNotification, Rejected, Status},
    },
    queue,
};

/// What to answer the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::payments) enum Heard {
    /// Noted, or none of our business: `OK`.
    Noted,
    Forged,
    Unreadable,
}

/// Takes a notification's body as it came.
///
/// # Errors
/// When the database can't note it; the bank repeats it then.
pub(in crate::payments) async fn hear(deps: &Deps, body: &[u8]) -> anyhow::Result<Heard> {
    let Some(tbank) = deps.methods.tbank() else {
        return Ok(Heard::Forged);
    };
    let notification = match tbank.read_notification(body) {
        Ok(Notification::Payment(notification)) => notification,
        Ok(Notification::Unrelated(_)) => return Ok(Heard::Noted),
        Err(Rejected::Forged(why)) => {
            tracing::warn!(why, "a forged notification of the bank was refused");
            return Ok(Heard::Forged);
        }
        Err(Rejected::Unreadable(why)) => {
            tracing::warn!(why, "a notification of the bank can't be read");
            return Ok(Heard::Unreadable);
        }
    };
    note(deps, &notification).await?;
    Ok(Heard::Noted)
}

async fn note(deps: &Deps, notification: &PaymentNotification) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let is_paid = notification.status == Status::Confirmed && notification.success;
    let mut tx = deps.db.begin().await?;
    let attempt = match notification.order_id.parse() {
        Ok(id) => store::lock_attempt(&mut tx, id).await?,
        Err(_) => None,
    };
    let is_ours = attempt
        .as_ref()
        .is_some_and(|attempt| is_named_alike(attempt, notification));
    if is_paid && !is_ours {
        let difference = Difference {
            provider: Provider::Tbank,
            kind: Kind::UnknownOrder,
            subject: notification.payment_id.clone(),
            payment_id: None,
        };
        let key = &notification.payment_id;
        difference.note(&mut tx, key, deps.staff_lang, now).await?;
    }
    if let Some(attempt) = attempt {
        let order = store::find_order(&mut tx, attempt.order_id).await?;
        match order.filter(|order| order.amount_rub == notification.amount.to_rub()) {
            // What was thought over may have been given back before this came: ask again.
            Some(order) if is_paid && is_ours && attempt.is_unfinished() => {
                confirm(&mut tx, &attempt, &order, notification, now).await?;
            }
            // Told before: nothing is new.
            _ if is_paid && is_known(&mut tx, notification).await? => {}
            _ => ask(&mut tx, &attempt, notification, now).await?,
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Whether the bank calls the payment as it did when it opened it. What it opened
/// while its answer got lost has no name here yet.
fn is_named_alike(attempt: &Attempt, notification: &PaymentNotification) -> bool {
    let known = attempt.bank_payment_id.as_ref();
    known.is_none_or(|known| *known == notification.payment_id)
}

/// Whether this payment is in our books.
async fn is_known(
    tx: &mut PgConnection,
    notification: &PaymentNotification,
) -> anyhow::Result<bool> {
    let found = store::find_by_charge(tx, Provider::Tbank, &notification.payment_id).await?;
    Ok(found.is_some())
}

async fn confirm(
    tx: &mut PgConnection,
    attempt: &Attempt,
    order: &Order,
    notification: &PaymentNotification,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::end_attempt(tx, attempt.id, "ended", Some(&notification.payment_id)).await?;
    let charge = Charge {
        id: notification.payment_id.clone(),
        order: Some(order.id),
        price: Price::Roubles(notification.amount.to_rub()),
    };
    let settled = settle(tx, order.user_id, &charge, now).await?;
    tracing::info!(order.id = %order.id, ?settled, "the bank confirmed a payment");
    Ok(())
}

/// Has the bank asked how the payment stands.
async fn ask(
    tx: &mut PgConnection,
    attempt: &Attempt,
    notification: &PaymentNotification,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    if attempt.bank_payment_id.is_none() {
        // A try whose answer got lost learns the bank's name for it here.
        let name = Some(notification.payment_id.as_str());
        store::end_attempt(tx, attempt.id, &attempt.status, name).await?;
    }
    let look = LookAtTbank {
        is_card_declined: notification.decline() == Decline::Card,
        ..LookAtTbank::at(attempt.id)
    };
    queue::add(tx, &look, now).await?;
    Ok(())
}
