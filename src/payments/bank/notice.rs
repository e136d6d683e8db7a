//! What the bank sends by itself. A signed CONFIRMED is evidence enough for a
//! payment; every other word is a hint to ask.

use crate::{
    payments::{
        Charge, Deps, Price, Provider,
        differences::{Difference, Kind},
        jobs::LookAtTbank,
        settle, store,
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
    let Some(attempt) = attempt else {
        if is_paid {
            let difference = Difference {
                provider: Provider::Tbank,
                kind: Kind::UnknownOrder,
                subject: notification.payment_id.clone(),
                payment_id: None,
            };
            let key = &notification.payment_id;
            difference.note(&mut tx, key, deps.staff_lang, now).await?;
        }
        tx.commit().await?;
        return Ok(());
    };
    let payment_id = Some(notification.payment_id.as_str());
    // A try whose answer got lost learns the bank's name for it here.
    let status = if is_paid {
        "ended"
    } else {
        attempt.status.as_str()
    };
    store::end_attempt(&mut tx, attempt.id, status, payment_id).await?;
    let order = store::find_order(&mut tx, attempt.order_id).await?;
    // What was thought over may have been given back before this came: ask again.
    if !is_paid || !attempt.is_unfinished() {
        let look = LookAtTbank {
            is_card_declined: notification.decline() == Decline::Card,
            ..LookAtTbank::at(attempt.id)
        };
        queue::add(&mut tx, &look, now).await?;
    }
    if let Some(order) = order.filter(|_| is_paid) {
        let charge = Charge {
            id: notification.payment_id.clone(),
            order: Some(order.id),
            price: Price::Roubles(notification.amount.to_rub()),
        };
        let settled = settle(&mut tx, order.user_id, &charge, now).await?;
        tracing::info!(?settled, "the bank confirmed a payment");
    }
    tx.commit().await?;
    Ok(())
}
