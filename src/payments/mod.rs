//! Money: orders, settlement and refunds.
//!
//! One life of a payment, and who may move it on what evidence:
//! ```text
//!            Telegram's successful_payment             refundStarPayment done
//! pending ───────────────────────────────▶ succeeded ─────────────────────────▶ refunded
//!    │                                        ▲
//!    └── the invoice ran out ──▶ canceled ────┘ a late charge always wins
//! ```
//! An order is what was offered (price, set, avatar, style); a payment is what
//! was paid. A second charge of one invoice becomes a payment of its own.

mod chat;
mod checkout;
mod jobs;
mod money;
mod screens;
mod settle;
mod shop;
mod stars;
mod store;
mod tbank;
mod ton;
mod web;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

pub use self::{
    chat::routes,
    checkout::{Checkout, Refusal},
    jobs::{RefundPayment, SweepOrders, register},
    settle::{Charge, Settled, settle},
    stars::{Reconciliation, reconcile},
    web::callback_routes,
};
use crate::{catalogue::Style, queue, queue::Job};

/// The reason of a refund when no picture of a set could be made.
pub const NOTHING_MADE: &str = "nothing_made";

/// How long an invoice's price holds.
pub const ORDER_LIFETIME: TimeDelta = TimeDelta::hours(24);

/// A paid set is to be made: the way from here up to generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPaid {
    pub payment_id: i32,
    pub avatar_id: i32,
    pub style: Style,
}

impl Job for OrderPaid {
    const KIND: &'static str = "order_paid";
    const PRIORITY: i16 = 10;

    fn key(&self) -> Option<String> {
        Some(self.payment_id.to_string())
    }
}

/// A payment that was received and of which nothing has been made yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedPayment {
    pub id: i32,
    pub user_id: i32,
    pub tier_id: Option<String>,
    pub photo_count: i32,
    /// Whether the person can have it back by a tap.
    pub is_refundable: bool,
}

/// What was offered in an invoice.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Order {
    pub id: Uuid,
    pub user_id: i32,
    pub payment_id: Option<i32>,
    pub avatar_id: Option<i32>,
    pub style_id: Option<String>,
    pub tier_id: String,
    pub photo_count: i32,
    pub amount_rub: rust_decimal::Decimal,
    pub stars_amount: Option<i32>,
    pub status: String,
    pub expires_at: DateTime<Utc>,
    pub invoice_message_id: Option<i32>,
}

/// The newest payments of a person that no set has been made of.
///
/// # Errors
/// When the database can't be asked.
pub async fn unused(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Vec<UnusedPayment>> {
    store::list_unused(connection, user_id).await
}

/// Marks a payment as used for `avatar_id`, inside the transaction that makes the
/// set. `None` when it was used before, refunded, or is about to be.
///
/// # Errors
/// When the database refuses it.
pub async fn consume(
    connection: &mut PgConnection,
    payment_id: i32,
    avatar_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<UnusedPayment>> {
    store::consume(connection, payment_id, avatar_id, now).await
}

/// Decides, inside the caller's transaction, that the whole payment goes back;
/// the money is sent by a job after the commit. Said twice, it is done once.
///
/// # Errors
/// When the database refuses it.
pub async fn request_refund(
    connection: &mut PgConnection,
    payment_id: i32,
    reason: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    if store::request_refund(connection, payment_id, reason, now).await? {
        queue::add(connection, &RefundPayment { payment_id }, now).await?;
    }
    Ok(())
}

/// Whether the person has ever paid (there is no such column, by design).
///
/// # Errors
/// When the database can't be asked.
pub async fn is_pro(connection: &mut PgConnection, telegram_id: i64) -> anyhow::Result<bool> {
    store::is_pro(connection, telegram_id).await
}
