//! Money going back: the decision in one transaction, the sending by a job, and
//! the provider's word at the end. Each can be repeated and is done once.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::{
    NOTHING_MADE, Payment, Price, Provider, bank,
    jobs::{
        Deps, PaymentRefunded, RefundPayment, TellGivenBack, TellRefunded, TellReturned,
        TellStaffOfTask,
    },
    parts,
    policy::Policy,
    screens, stars, store,
    store::{NewRefund, Refund},
};
use crate::{
    i18n::Lang,
    queue::{self, JobResult, Next, OrElse},
    referral, staff,
};

/// Why a payment is marked refunded that we did not send back ourselves.
const ELSEWHERE: &str = "elsewhere";

/// Why a payment goes back that somebody of the staff gives back.
const BY_STAFF: &str = "staff";

/// Decides, inside the caller's transaction, that all that is left of the payment
/// goes back; the money is sent after the commit. Said twice, it is done once:
/// `false` then, or when there is nothing to give back.
///
/// # Errors
/// When the database refuses it.
pub async fn request_refund(
    connection: &mut PgConnection,
    payment_id: i32,
    reason: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    store::lock_payment(connection, payment_id).await?;
    if !store::request_refund(connection, payment_id, reason, now).await? {
        return Ok(false);
    }
    let cause = store::cause_of_payment(connection, payment_id).await?;
    let deciding = async {
        tracing::info!(payment.id = payment_id, reason, "a payment goes back");
        write_down(connection, payment_id, now).await?;
        queue::add(connection, &RefundPayment { payment_id }, now).await
    };
    cause.follow(deciding).await?;
    Ok(true)
}

/// Writes the rows of a whole refund that was decided: one, or with TON one for
/// each transfer, back to where it came from.
async fn write_down(
    connection: &mut PgConnection,
    payment_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Some(payment) = store::find(connection, payment_id).await? else {
        return Ok(());
    };
    let before = store::list_refunds(connection, payment_id).await?;
    let Some(rest) = rest(&payment, &before) else {
        return Ok(());
    };
    let reason = payment.refund_reason.as_deref().unwrap_or(ELSEWHERE);
    let mut new = NewRefund {
        payment_id: Some(payment_id),
        transfer_hash: None,
        price: rest,
        address: None,
        is_whole: true,
        reason,
        is_manual: false,
    };
    if payment.price.provider() != Provider::Ton {
        store::insert_refund(connection, &new, now).await?;
        return Ok(());
    }
    new.is_manual = true;
    let transfers = store::list_transfers(connection, payment_id).await?;
    if transfers.is_empty() {
        // Another program's payment: whoever sends it back finds the address themselves.
        if let Some(refund_id) = store::insert_refund(connection, &new, now).await? {
            queue::add(connection, &TellStaffOfTask { refund_id }, now).await?;
        }
        return Ok(());
    }
    // What was kept as part of the price goes back with the last transfer.
    let mut left = rest.ton().unwrap_or_default();
    for (index, transfer) in transfers.iter().enumerate() {
        let is_last = index + 1 == transfers.len();
        let amount = if is_last {
            left
        } else {
            transfer.ton_amount.min(left)
        };
        if amount <= Decimal::ZERO {
            continue;
        }
        left -= amount;
        new.price = Price::Ton(amount);
        new.transfer_hash = Some(&transfer.hash);
        new.address = Some(&transfer.source);
        if let Some(refund_id) = store::insert_refund(connection, &new, now).await? {
            queue::add(connection, &TellStaffOfTask { refund_id }, now).await?;
        }
    }
    Ok(())
}

/// What of a payment has not gone back; `None` when nothing is left.
pub(super) fn rest(payment: &Payment, refunds: &[Refund]) -> Option<Price> {
    let gone = |amount: fn(Price) -> Option<Decimal>| -> Decimal {
        refunds
            .iter()
            .filter_map(|refund| amount(refund.price))
            .sum()
    };
    let rest = match payment.price {
        Price::Stars(stars) if refunds.is_empty() => return Some(Price::Stars(stars)),
        Price::Stars(_) => return None,
        Price::Roubles(amount) => Price::Roubles(amount - gone(Price::roubles)),
        Price::Ton(amount) => Price::Ton(amount - gone(Price::ton)),
        Price::Gift => return None,
    };
    let amount = rest.roubles().or(rest.ton()).unwrap_or_default();
    (amount > Decimal::ZERO).then_some(rest)
}

/// As [`request_refund`], by somebody of the staff: the payer, who may not expect
/// it, is told at once.
///
/// # Errors
/// When the database refuses it.
pub async fn give_back_by_staff(
    connection: &mut PgConnection,
    payment_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let is_decided = request_refund(connection, payment_id, BY_STAFF, now).await?;
    if is_decided {
        queue::add(connection, &TellGivenBack { payment_id }, now).await?;
    }
    Ok(is_decided)
}

/// What becomes of the payment of a set that came out empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptySet {
    GoesBack,
    StaffDecides,
    /// Nothing was paid: the person has another such set instead.
    GivenAnew,
}

/// A set came out without any photo: the whole payment goes back by itself, or
/// the staff decide, as the rules in force say. Said twice, it is done once.
///
/// # Errors
/// When the database refuses it.
pub async fn give_back_empty_set(
    connection: &mut PgConnection,
    payment_id: i32,
    staff_lang: Lang,
    now: DateTime<Utc>,
) -> anyhow::Result<EmptySet> {
    let payment = store::find(connection, payment_id).await?;
    if payment
        .as_ref()
        .is_some_and(|payment| payment.price == Price::Gift)
    {
        store::give_anew(connection, payment_id, now).await?;
        return Ok(EmptySet::GivenAnew);
    }
    if Policy::load(connection).await?.is_automatic {
        request_refund(connection, payment_id, NOTHING_MADE, now).await?;
        return Ok(EmptySet::GoesBack);
    }
    if let Some(payment) = payment {
        let card = screens::empty_set(staff_lang, &payment);
        let key = format!("payments.empty-set:{payment_id}");
        staff::tell_once(connection, &key, &card, now).await?;
    }
    Ok(EmptySet::StaffDecides)
}

/// What came of asking a provider.
pub(super) enum Sent {
    Done,
    /// The provider has it and takes its time, or can't just now.
    Later(DateTime<Utc>),
    /// Only a human can go on, for this reason.
    ByHand(String),
}

/// Sends what was decided of one payment, one refund after the other.
pub(super) async fn refund_payment(
    deps: Deps,
    RefundPayment { payment_id }: RefundPayment,
) -> JobResult {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await.or_retry()?;
    let payment = store::find(&mut tx, payment_id).await.or_retry()?;
    let Some(payment) = payment.filter(|payment| payment.status == "succeeded") else {
        return Ok(Next::Done);
    };
    if payment.is_going_back {
        // An older process decides without the book.
        write_down(&mut tx, payment_id, now).await.or_retry()?;
    }
    let refunds = store::list_refunds(&mut tx, payment_id).await.or_retry()?;
    let wanted: Vec<_> = refunds
        .into_iter()
        .filter(|refund| refund.status == "wanted")
        .collect();
    tx.commit().await.or_retry()?;
    for refund in wanted {
        match send(&deps, &payment, &refund).await.or_retry()? {
            Sent::Done => {
                let mut tx = deps.db.begin().await.or_retry()?;
                finish(&mut tx, &refund, None, deps.clock.now())
                    .await
                    .or_retry()?;
                tx.commit().await.or_retry()?;
            }
            Sent::Later(at) => return Ok(Next::At(at)),
            Sent::ByHand(note) => hand_over(&deps, &refund, &note).await.or_retry()?,
        }
    }
    Ok(Next::Done)
}

async fn send(deps: &Deps, payment: &Payment, refund: &Refund) -> anyhow::Result<Sent> {
    match refund.price.provider() {
        Provider::Stars => stars::send_refund(deps, payment).await,
        Provider::Tbank => bank::send_refund(deps, payment, refund).await,
        Provider::Ton => Ok(Sent::ByHand("TON is sent by hand".to_owned())),
        Provider::Gift => anyhow::bail!("a gift has nothing that could go back"),
    }
}

async fn hand_over(deps: &Deps, refund: &Refund, note: &str) -> anyhow::Result<()> {
    let mut tx = deps.db.begin().await?;
    if store::hand_over(&mut tx, refund.id, note).await? {
        let tell = TellStaffOfTask {
            refund_id: refund.id,
        };
        queue::add(&mut tx, &tell, deps.clock.now()).await?;
        count(refund.price.provider(), "by_hand");
    }
    tx.commit().await?;
    Ok(())
}

/// Writes down that a refund has arrived, and has its payer told; both once.
/// `by` is the member of staff who sent it by hand.
pub(super) async fn finish(
    connection: &mut PgConnection,
    refund: &Refund,
    by: Option<i64>,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    // Of two refunds of one payment that arrive together the second sees the first.
    if let Some(payment_id) = refund.payment_id {
        store::lock_payment(connection, payment_id).await?;
    }
    if !store::finish_refund(connection, refund.id, by, now).await? {
        return Ok(false);
    }
    count(refund.price.provider(), "done");
    tracing::info!(payment.id = refund.payment_id, "a refund has arrived");
    let Some(payment_id) = refund.payment_id else {
        let tell = TellReturned {
            refund_id: refund.id,
        };
        queue::add(connection, &tell, now).await?;
        return Ok(true);
    };
    if !refund.is_whole {
        let tell = TellRefunded::part(payment_id, refund.id);
        queue::add(connection, &tell, now).await?;
        parts::take_earning_back(connection, payment_id, now).await?;
    }
    // A part may be the last to arrive of a payment that goes back whole.
    let refunds = store::list_refunds(connection, payment_id).await?;
    let is_whole = refunds.iter().any(|refund| refund.is_whole);
    if is_whole && refunds.iter().all(|refund| refund.status == "done") {
        note_refunded(connection, payment_id, now).await?;
    }
    Ok(true)
}

/// Marks the payment refunded, whoever sent it back, and has its payer told and
/// its set stopped, all once; `false` when it was refunded before.
pub(super) async fn note_refunded(
    connection: &mut PgConnection,
    payment_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    if !store::mark_refunded(connection, payment_id, now).await? {
        return Ok(false);
    }
    // Whatever was still to be sent of it has come back another way.
    store::finish_refunds_of(connection, payment_id, now).await?;
    referral::take_back(connection, payment_id, Decimal::ZERO, now).await?;
    queue::add(connection, &TellRefunded::whole(payment_id), now).await?;
    queue::add(connection, &PaymentRefunded { payment_id }, now).await?;
    Ok(true)
}

/// Notes a whole refund that was not ours, with a line in the book.
pub(super) async fn note_refunded_elsewhere(
    connection: &mut PgConnection,
    payment_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    store::lock_payment(connection, payment_id).await?;
    let Some(payment) = store::find(connection, payment_id).await? else {
        return Ok(false);
    };
    if payment.status != "succeeded" {
        return Ok(false);
    }
    let before = store::list_refunds(connection, payment_id).await?;
    if let Some(price) = rest(&payment, &before) {
        let new = NewRefund {
            payment_id: Some(payment_id),
            transfer_hash: None,
            price,
            address: None,
            is_whole: true,
            reason: ELSEWHERE,
            is_manual: false,
        };
        store::insert_refund(connection, &new, now).await?;
    }
    note_refunded(connection, payment_id, now).await
}

fn count(provider: Provider, outcome: &'static str) {
    metrics::counter!("pinglass_refunds_total", "provider" => provider.id(), "outcome" => outcome)
        .increment(1);
}
