//! Sends money back through the bank. Every request carries the refund's own
//! number, which the bank knows a repetition by, and the bank is asked how the
//! payment stands before it is asked to move money.

use anyhow::Context;
use chrono::TimeDelta;

use crate::{
    accounts,
    payments::{
        Deps, Payment,
        money::Kopecks,
        refunds::Sent,
        store::Refund,
        tbank::{Cancellation, Failure, Receipt, Source, State, Status},
    },
};

/// Until the account at the bank may have been filled up again.
const WHEN_FULL: TimeDelta = TimeDelta::hours(1);

/// Until a refund by SBP may have gone through.
const WHEN_ARRIVED: TimeDelta = TimeDelta::minutes(10);

pub(in crate::payments) async fn send_refund(
    deps: &Deps,
    payment: &Payment,
    refund: &Refund,
) -> anyhow::Result<Sent> {
    let (Some(tbank), Some(payment_id)) = (deps.methods.tbank(), &payment.charge_id) else {
        return Ok(Sent::ByHand(
            "no terminal of T-Bank is configured".to_owned(),
        ));
    };
    let now = deps.clock.now();
    let state = match tbank.state(payment_id).await {
        Ok(state) => state,
        Err(failure) if failure.is_not_found() => {
            return Ok(Sent::ByHand(
                "the bank does not know this payment".to_owned(),
            ));
        }
        Err(failure) => return Err(failure.into()),
    };
    if let Some(sent) = sent_before(&state, refund, now) {
        return Ok(sent);
    }
    let receipt = receipt(deps, payment, refund).await?;
    let amount = match refund.price.roubles() {
        Some(amount) if !refund.is_whole || amount < payment.amount_rub => {
            Some(Kopecks::from_rub(amount).context("a refund has fractions of a kopeck")?)
        }
        _ => None,
    };
    let cancellation = Cancellation {
        payment_id,
        amount,
        receipt: receipt
            .as_ref()
            .filter(|_| amount.is_some())
            .map(|(email, item_name)| Receipt { email, item_name }),
        request_id: refund.id,
    };
    match tbank.cancel(&cancellation).await {
        Ok(cancelled) => Ok(match cancelled.status {
            Status::Refunded | Status::Reversed | Status::Canceled => Sent::Done,
            Status::PartialRefunded | Status::PartialReversed if amount.is_some() => Sent::Done,
            _ => Sent::Later(now + WHEN_ARRIVED),
        }),
        Err(failure) if failure.is_lack_of_money() => {
            tracing::error!("the account at the bank has too little money for a refund");
            Ok(Sent::Later(now + WHEN_FULL))
        }
        Err(Failure::Refused(refusal)) => Ok(Sent::ByHand(format!("code {}", refusal.code))),
        Err(failure) => Err(failure.into()),
    }
}

/// What an earlier request, whose answer may have got lost, has done; `None` when
/// the bank may be asked (again).
fn sent_before(state: &State, refund: &Refund, now: chrono::DateTime<chrono::Utc>) -> Option<Sent> {
    match &state.status {
        Status::Refunded | Status::Reversed | Status::Canceled => Some(Sent::Done),
        Status::AsyncRefunding | Status::Refunding | Status::Reversing => {
            Some(Sent::Later(now + WHEN_ARRIVED))
        }
        Status::PartialRefunded | Status::PartialReversed
            if !refund.is_whole && refund.asked_at.is_some() =>
        {
            Some(Sent::Done)
        }
        // The bank knows repetitions by their number only for cards.
        _ if refund.asked_at.is_some() && state.source != Source::Cards => Some(Sent::ByHand(
            "the bank's answer got lost; look in its cabinet whether the money went back"
                .to_owned(),
        )),
        _ => None,
    }
}

/// Whose receipt a part needs: the address and what it is for.
async fn receipt(
    deps: &Deps,
    payment: &Payment,
    refund: &Refund,
) -> anyhow::Result<Option<(String, String)>> {
    let Some(user_id) = payment
        .user_id
        .filter(|_| !refund.is_whole || refund.price != payment.price)
    else {
        return Ok(None);
    };
    let mut connection = deps.db.connection().await?;
    let email = accounts::receipt_email(&mut connection, user_id).await?;
    let person = accounts::find_by_id(&mut connection, user_id).await?;
    let Some((email, person)) = email.zip(person) else {
        return Ok(None);
    };
    let name = person
        .lang
        .text("photos-count", &[("count", payment.photo_count.into())]);
    Ok(Some((email, name)))
}
