//! Sends money back through the bank. Every request carries the refund's own
//! number, which the bank knows a repetition by, and the bank is asked how the
//! payment stands before it is asked to move money.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    accounts,
    payments::{
        Deps, Payment, Price,
        money::Kopecks,
        refunds::Sent,
        store::{self, Refund},
        tbank::{Cancellation, Failure, Receipt, Source, State, Status},
    },
};

/// Until the account at the bank may have been filled up again.
const WHEN_FULL: TimeDelta = TimeDelta::hours(1);

/// Until a refund by SBP may have gone through.
const WHEN_ARRIVED: TimeDelta = TimeDelta::minutes(10);

/// Another process may wait for the bank's answer so long, and a bit.
const STILL_ASKING: TimeDelta = TimeDelta::minutes(1);

/// Why the staff have to go on; the locales have the words.
const NO_TERMINAL: &str = "no_terminal";
const UNKNOWN_AT_BANK: &str = "unknown_at_bank";
const ANSWER_LOST: &str = "answer_lost";

pub(in crate::payments) async fn send_refund(
    deps: &Deps,
    payment: &Payment,
    refund: &Refund,
) -> anyhow::Result<Sent> {
    let (Some(tbank), Some(payment_id)) = (deps.methods.tbank(), &payment.charge_id) else {
        return Ok(Sent::ByHand(NO_TERMINAL.to_owned()));
    };
    let now = deps.clock.now();
    let state = match tbank.state(payment_id).await {
        Ok(state) => state,
        Err(failure) if failure.is_not_found() => {
            return Ok(Sent::ByHand(UNKNOWN_AT_BANK.to_owned()));
        }
        Err(failure) => return Err(failure.into()),
    };
    match state.status {
        Status::Refunded | Status::Reversed | Status::Canceled => return Ok(Sent::Done),
        Status::AsyncRefunding | Status::Refunding | Status::Reversing => {
            return Ok(Sent::Later(now + WHEN_ARRIVED));
        }
        _ => {}
    }
    let receipt = receipt(deps, payment, refund).await?;
    let mut tx = deps.db.begin().await?;
    let asked_at = store::mark_asked(&mut tx, refund.id, now).await?;
    tx.commit()
        .await
        .context("cannot commit that a refund was asked for")?;
    // The bank knows repetitions by their number only for cards.
    if let Some(asked_at) = asked_at.filter(|_| state.source != Source::Cards) {
        return Ok(judge_unrepeatable(&state, payment, refund, asked_at, now));
    }
    let amount = part(payment, refund)?;
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
            forget_asking(deps, refund).await?;
            Ok(Sent::Later(now + WHEN_FULL))
        }
        Err(Failure::Refused(refusal)) => Ok(Sent::ByHand(format!("code {}", refusal.code))),
        Err(Failure::NotSent) => {
            forget_asking(deps, refund).await?;
            Err(Failure::NotSent.into())
        }
        Err(failure) => Err(failure.into()),
    }
}

/// The amount to name; none where all of a payment goes back.
fn part(payment: &Payment, refund: &Refund) -> anyhow::Result<Option<Kopecks>> {
    match refund.price.roubles() {
        Some(amount) if !refund.is_whole || amount < payment.amount_rub => {
            let kopecks = Kopecks::from_rub(amount);
            Ok(Some(kopecks.context("a refund has fractions of a kopeck")?))
        }
        _ => Ok(None),
    }
}

/// What became of an earlier request whose answer did not come, where a second
/// one might move the money twice.
fn judge_unrepeatable(
    state: &State,
    payment: &Payment,
    refund: &Refund,
    asked_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Sent {
    let is_part_gone = matches!(
        state.status,
        Status::PartialRefunded | Status::PartialReversed
    ) && state
        .amount
        .map(|left| Price::Roubles(payment.amount_rub - left.to_rub()))
        == Some(refund.price);
    if is_part_gone {
        return Sent::Done;
    }
    if now - asked_at < STILL_ASKING {
        return Sent::Later(now + STILL_ASKING);
    }
    Sent::ByHand(ANSWER_LOST.to_owned())
}

async fn forget_asking(deps: &Deps, refund: &Refund) -> anyhow::Result<()> {
    store::unmark_asked(&mut *deps.db.connection().await?, refund.id).await
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
