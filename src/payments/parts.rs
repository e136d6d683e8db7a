//! Parts of a payment that go back: for portraits that could not be made, where the
//! provider can send less than the whole.

use chrono::{DateTime, Utc};
use rust_decimal::{Decimal, RoundingStrategy::MidpointAwayFromZero};
use sqlx::PgConnection;

use super::{
    Price, Provider,
    jobs::{RefundPayment, TellStaffOfTask},
    policy::Policy,
    refunds::rest,
    store::{self, NewRefund},
};
use crate::{queue, referral};

/// What `part` photos of `whole` would bring back; `None` where a part can't go
/// back or something went back before.
///
/// # Errors
/// When the database can't be asked.
pub async fn part_price(
    connection: &mut PgConnection,
    payment_id: i32,
    (part, whole): (i64, i64),
) -> anyhow::Result<Option<Price>> {
    let policy = Policy::load(connection).await?;
    let Some(payment) = store::find(connection, payment_id).await? else {
        return Ok(None);
    };
    let before = store::list_refunds(connection, payment_id).await?;
    let is_possible = policy.part_refunds
        && payment.settled_at.is_some()
        && payment.status == "succeeded"
        && !payment.is_going_back
        && before.is_empty();
    Ok(payment.price.share(part, whole).filter(|_| is_possible))
}

/// What came of the wish to have a part back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PartRefund {
    OnItsWay(Price),
    /// The provider gives back a whole payment or nothing, or the staff decided
    /// against parts.
    NotPossible,
    /// Refunded already, or about to be.
    GoneBefore,
}

/// Decides, inside the caller's transaction, that `part` photos of `whole` are
/// paid back. The caller sees to it that they are not made any more.
///
/// # Errors
/// When the database refuses it.
pub async fn request_part_refund(
    connection: &mut PgConnection,
    payment_id: i32,
    (part, whole): (i64, i64),
    now: DateTime<Utc>,
) -> anyhow::Result<PartRefund> {
    store::lock_payment(connection, payment_id).await?;
    if !store::list_refunds(connection, payment_id)
        .await?
        .is_empty()
    {
        return Ok(PartRefund::GoneBefore);
    }
    let Some(share) = part_price(connection, payment_id, (part, whole)).await? else {
        return Ok(PartRefund::NotPossible);
    };
    let transfers = store::list_transfers(connection, payment_id).await?;
    let is_manual = share.provider() == Provider::Ton;
    let new = NewRefund {
        payment_id: Some(payment_id),
        transfer_hash: None,
        price: share,
        address: transfers.first().map(|transfer| transfer.source.as_str()),
        is_whole: false,
        reason: "part",
        is_manual,
    };
    if let Some(refund_id) = store::insert_refund(connection, &new, now).await? {
        if is_manual {
            queue::add(connection, &TellStaffOfTask { refund_id }, now).await?;
        } else {
            queue::add(connection, &RefundPayment { payment_id }, now).await?;
        }
    }
    Ok(PartRefund::OnItsWay(share))
}

/// Whoever brought the payer keeps the commission of what has not gone back.
pub(super) async fn take_earning_back(
    connection: &mut PgConnection,
    payment_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Some(payment) = store::find(connection, payment_id).await? else {
        return Ok(());
    };
    let mut arrived = store::list_refunds(connection, payment_id).await?;
    arrived.retain(|refund| refund.status == "done");
    let left = match (rest(&payment, &arrived), payment.price) {
        (None, _) => Decimal::ZERO,
        (Some(Price::Ton(left)), Price::Ton(whole)) => {
            // Commissions are reckoned from roubles and kopecks.
            (payment.amount_rub * left / whole).round_dp_with_strategy(2, MidpointAwayFromZero)
        }
        (Some(Price::Roubles(left)), _) => left,
        (Some(_), _) => payment.amount_rub,
    };
    referral::take_back(connection, payment_id, left, now).await
}
