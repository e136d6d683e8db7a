//! Asks the bank how a payment stands and acts on its word: until it is final,
//! and once more whenever a notification says that something happened.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::open::{is_lost, rescue};
use crate::payments::{
    Charge, Deps, Order, Price, Provider, Settled,
    differences::{Difference, Kind},
    jobs::LookAtTbank,
    money::Kopecks,
    refunds, screens, settle,
    settle::count_ended,
    store,
    store::Attempt,
    tbank::{Cancellation, Source, State, Status, Tbank},
    tell,
};
use crate::{
    queue::{self, JobResult, Next, OrElse},
    referral,
};

/// After the link's time, for a payer who is just typing the bank's code.
const GRACE: TimeDelta = TimeDelta::minutes(10);

/// The bank keeps no form open so long after its time, even where it refuses to
/// close it and calls it by its last state.
const DEAD_AFTER: TimeDelta = TimeDelta::hours(1);

pub(in crate::payments) async fn look(deps: Deps, job: LookAtTbank) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let attempt = store::find_attempt(&mut connection, job.attempt_id)
        .await
        .or_retry()?;
    let order = match &attempt {
        Some(attempt) => store::find_order(&mut connection, attempt.order_id)
            .await
            .or_retry()?,
        None => None,
    };
    drop(connection);
    let (Some(attempt), Some(order), Some(tbank)) = (attempt, order, deps.methods.tbank()) else {
        return Ok(Next::Done);
    };
    let now = deps.clock.now();
    let Some(bank_payment_id) = attempt.bank_payment_id.clone() else {
        if is_lost(&attempt, now) {
            rescue(&deps, tbank, &attempt).await.or_retry()?;
        }
        return Ok(Next::Done);
    };
    let mut state = match tbank.state(&bank_payment_id).await {
        // What the bank has forgotten nobody pays any more.
        Err(failure) if failure.is_not_found() && now >= order.expires_at + DEAD_AFTER => State {
            status: Status::DeadlineExpired,
            amount: None,
            source: Source::Other,
        },
        state => state.or_retry()?,
    };
    if is_unpaid(&state.status) && now >= order.expires_at + GRACE {
        state.status = close(tbank, &bank_payment_id, &attempt).await.or_retry()?;
        if is_unpaid(&state.status) && now >= order.expires_at + DEAD_AFTER {
            state.status = Status::DeadlineExpired;
        }
    }
    let word = act(&deps, &attempt, &order, &bank_payment_id, &state)
        .await
        .or_retry()?;
    finish(&deps, &job, &attempt, &order, word).await
}

/// What the bank's word means for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Paid, given back, or over: nothing to wait for.
    Final,
    Over,
    /// The bank declined a try; the same link may still be paid.
    Declined,
    Waiting,
}

async fn finish(
    deps: &Deps,
    job: &LookAtTbank,
    attempt: &Attempt,
    order: &Order,
    word: Word,
) -> JobResult {
    let now = deps.clock.now();
    match word {
        Word::Final => return Ok(Next::Done),
        Word::Over => {
            count_ended(Provider::Tbank, "canceled", 1);
            let person = tell::find_person(deps, Some(order.user_id))
                .await
                .or_retry()?;
            if let Some(person) = person {
                let over = screens::bank_over(person.lang);
                tell::retire_invoice(deps, order, &over).await.or_retry()?;
            }
            return Ok(Next::Done);
        }
        Word::Declined => {
            count_ended(Provider::Tbank, "declined", 1);
            let is_card = job.is_card_declined;
            tell::tell_owner(deps, order, |person| {
                screens::bank_declined(person.lang, is_card)
            })
            .await?;
        }
        Word::Waiting if job.is_asked => {
            return tell::tell_owner(deps, order, |person| screens::bank_not_yet(person.lang))
                .await;
        }
        Word::Waiting => {}
    }
    if job.is_asked || attempt.status != "open" {
        return Ok(Next::Done);
    }
    Ok(Next::At(now + pause(now - attempt.created_at)))
}

/// The longer nobody pays, the rarer the bank is asked: its notification is what
/// usually comes first.
fn pause(age: TimeDelta) -> TimeDelta {
    if age < TimeDelta::minutes(10) {
        TimeDelta::minutes(1)
    } else if age < TimeDelta::hours(1) {
        TimeDelta::minutes(5)
    } else {
        TimeDelta::minutes(30)
    }
}

/// Whether the bank's form waits and no money moves.
fn is_unpaid(status: &Status) -> bool {
    matches!(
        status,
        Status::New | Status::FormShowed | Status::Rejected | Status::AuthFail
    )
}

/// Closes the form at the bank, so that its word is the last one.
async fn close(tbank: &Tbank, payment_id: &str, attempt: &Attempt) -> anyhow::Result<Status> {
    let cancellation = Cancellation {
        payment_id,
        amount: None,
        receipt: None,
        request_id: attempt.id,
    };
    match tbank.cancel(&cancellation).await {
        Ok(cancelled) => Ok(cancelled.status),
        // Paid this very moment, or over by itself: the bank knows.
        Err(_) => Ok(tbank.state(payment_id).await?.status),
    }
}

/// Writes down what the bank says.
pub(super) async fn act(
    deps: &Deps,
    attempt: &Attempt,
    order: &Order,
    bank_payment_id: &str,
    state: &State,
) -> anyhow::Result<Word> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    let status = state.status.to_string();
    let is_news = store::note_bank_status(&mut tx, attempt.id, &status, now).await?;
    let word = match &state.status {
        Status::Confirmed => {
            let amount = state
                .amount
                .map_or(order.amount_rub, |amount| amount.to_rub());
            settle_as(&mut tx, order, bank_payment_id, amount, now).await?;
            store::end_attempt(&mut tx, attempt.id, "ended", None).await?;
            Word::Final
        }
        Status::Refunded | Status::Reversed => {
            given_back(deps, &mut tx, bank_payment_id, now).await?;
            end(&mut tx, attempt, order).await?
        }
        Status::PartialRefunded => {
            // Nothing goes back that was not paid; the bank tells only what is left.
            settle_as(&mut tx, order, bank_payment_id, order.amount_rub, now).await?;
            store::end_attempt(&mut tx, attempt.id, "ended", None).await?;
            note_part(deps, &mut tx, bank_payment_id, state, now).await?;
            Word::Final
        }
        Status::Canceled | Status::DeadlineExpired | Status::AttemptsExpired => {
            end(&mut tx, attempt, order).await?
        }
        Status::Rejected | Status::AuthFail if is_news => Word::Declined,
        _ => Word::Waiting,
    };
    tx.commit().await?;
    Ok(word)
}

async fn settle_as(
    tx: &mut PgConnection,
    order: &Order,
    bank_payment_id: &str,
    amount: Decimal,
    now: DateTime<Utc>,
) -> anyhow::Result<Settled> {
    let charge = Charge {
        id: bank_payment_id.to_owned(),
        order: Some(order.id),
        price: Price::Roubles(amount),
    };
    settle(tx, order.user_id, &charge, now).await
}

/// Ends a try, and its order when it was the last way to pay it.
async fn end(tx: &mut PgConnection, attempt: &Attempt, order: &Order) -> anyhow::Result<Word> {
    store::end_attempt(tx, attempt.id, "ended", None).await?;
    let others = store::list_attempts(tx, order.id).await?;
    let is_last = !others.iter().any(Attempt::is_unfinished);
    let is_over = is_last && store::close_order(tx, order.id).await?;
    Ok(if is_over { Word::Over } else { Word::Final })
}

/// The bank says that a payment went back: ours to know, or somebody else's doing.
async fn given_back(
    deps: &Deps,
    tx: &mut PgConnection,
    bank_payment_id: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Some(payment_id) = store::find_by_charge(tx, Provider::Tbank, bank_payment_id).await?
    else {
        return Ok(());
    };
    let payment = store::find(tx, payment_id).await?;
    let was_wanted = payment.is_some_and(|payment| payment.is_going_back);
    if refunds::note_refunded_elsewhere(tx, payment_id, now).await? && !was_wanted {
        let difference = Difference {
            provider: Provider::Tbank,
            kind: Kind::RefundElsewhere,
            subject: bank_payment_id.to_owned(),
            payment_id: Some(payment_id),
        };
        difference
            .note(tx, bank_payment_id, deps.staff_lang, now)
            .await?;
    }
    Ok(())
}

/// A part went back. When it is none of ours, or more than ours, the staff look it
/// up in the bank's cabinet.
async fn note_part(
    deps: &Deps,
    tx: &mut PgConnection,
    bank_payment_id: &str,
    state: &State,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let found = store::find_by_charge(tx, Provider::Tbank, bank_payment_id).await?;
    let Some(payment_id) = found else {
        return Ok(());
    };
    let Some(payment) = store::find(tx, payment_id).await? else {
        return Ok(());
    };
    let ours: Decimal = store::list_refunds(tx, payment_id)
        .await?
        .iter()
        .filter_map(|refund| refund.price.roubles())
        .sum();
    let left = state.amount.map(Kopecks::to_rub);
    if let Some(left) = left {
        // Whoever sent it back, nothing stays earned of it.
        referral::take_back(tx, payment_id, left, now).await?;
    }
    if ours.is_zero() || left.is_some_and(|left| left < payment.amount_rub - ours) {
        let difference = Difference {
            provider: Provider::Tbank,
            kind: Kind::PartElsewhere,
            subject: bank_payment_id.to_owned(),
            payment_id: Some(payment_id),
        };
        difference
            .note(tx, bank_payment_id, deps.staff_lang, now)
            .await?;
    }
    Ok(())
}

/// Gives every unfinished try a job, so that none is forgotten.
pub(in crate::payments) async fn take_up(deps: &Deps) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    for attempt in store::list_unfinished_attempts(&mut tx).await? {
        if attempt.status == "open" || is_lost(&attempt, now) {
            let look = LookAtTbank::at(attempt.id);
            let at = if attempt.status == "open" {
                now + pause(now - attempt.created_at)
            } else {
                now
            };
            queue::add(&mut tx, &look, at).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}
