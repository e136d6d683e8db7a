//! Money: orders, settlement and refunds.
//!
//! One life of a payment, whoever takes the money, and who may move it on what
//! evidence:
//! ```text
//!               Stars   successful_payment, or a charge in getStarTransactions
//!               T-Bank  CONFIRMED in a signed notification or from GetState
//!               TON     final transfers that carry the order's comment and reach its quote
//! pending ─────────────────────────────────────────────▶ succeeded ──────────▶ refunded
//!    │                                                      ▲      Stars   refundStarPayment done, or a refund in the list
//!    │  Stars   the invoice ran out                         │      T-Bank  Cancel or GetState says REFUNDED or REVERSED
//!    │  T-Bank  the bank says that its form is over         │      TON     a member of staff says that it was sent
//!    │  TON     the quote ran out and the chain             │
//!    │          was read beyond that moment                 │
//!    └───────────────────▶ canceled ────────────────────────┘ a late success always wins
//! ```
//! An order is what was offered (price, set, avatar, style); a payment is what
//! was paid. A second charge of one order becomes a payment of its own. What goes
//! back is a row of `refunds` before any provider is asked.

mod bank;
mod chat;
mod check;
mod checkout;
mod coins;
mod differences;
mod jobs;
mod leaving;
mod methods;
mod money;
mod overview;
pub mod parsers;
mod parts;
mod policy;
mod price;
mod receipts;
mod reconcile;
mod refunds;
mod report;
mod screens;
mod settle;
mod shop;
mod staff;
mod stars;
mod store;
mod sweep;
mod tbank;
mod tell;
mod ton;
mod web;

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

pub use self::{
    chat::{is_help, routes},
    check::{check_tbank, check_ton, list_on_sale},
    checkout::{Checkout, Refusal},
    differences::Reconciliation,
    jobs::{
        Deps, ErasePayer, PaymentRefunded, RefundPayment, SweepOrders, plan_recurring, register,
    },
    leaving::{
        UnusedOfBanned, close_links, close_offers, count_payments, export, forget,
        give_back_to_the_banned, give_back_unused, is_customer, is_money_moving, untie_avatars,
        unused_of_banned,
    },
    methods::Methods,
    overview::{MethodTotal, Overview, overview},
    parts::{PartRefund, part_price, request_part_refund},
    policy::Policy,
    price::{Price, Provider},
    reconcile::reconcile,
    refunds::{EmptySet, give_back_by_staff, give_back_empty_set, request_refund},
    settle::{Charge, Settled, settle},
    staff::{Made, RefundTap, StaffScreens, staff_routes},
    web::callback_routes,
};
use crate::{
    catalogue::{self, Style},
    i18n::Lang,
    queue::Job,
    telemetry::Cause,
};

/// The reason of a refund when no picture of a set could be made.
pub const NOTHING_MADE: &str = "nothing_made";

/// The reason of a refund when the payer is erased, or was before they paid.
pub const ERASED: &str = "erased";

/// The reason of a refund when the payer is banned.
pub const BANNED: &str = "banned";

/// How long an invoice's price holds.
pub const ORDER_LIFETIME: TimeDelta = catalogue::PRICE_HOLDS;

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
    pub price: Price,
    /// What it costs in roubles, however it was paid.
    pub amount_rub: Decimal,
    /// Whether the person can have it back by a tap.
    pub is_refundable: bool,
}

impl UnusedPayment {
    /// Whether nothing was paid for it.
    pub fn is_gift(&self) -> bool {
        self.price == Price::Gift
    }
}

/// What was offered.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Order {
    pub id: Uuid,
    pub user_id: i32,
    pub payment_id: Option<i32>,
    pub avatar_id: Option<i32>,
    pub style_id: Option<String>,
    pub tier_id: String,
    pub photo_count: i32,
    pub provider: Provider,
    pub amount_rub: Decimal,
    pub stars_amount: Option<i32>,
    pub ton_amount: Option<Decimal>,
    pub ton_comment: Option<String>,
    pub status: String,
    pub expires_at: DateTime<Utc>,
    pub chat_id: Option<i64>,
    pub invoice_message_id: Option<i32>,
    /// The place in a trace where it was placed.
    pub trace: Option<String>,
}

impl Order {
    /// Why something is done for it.
    fn cause(&self) -> Cause {
        Cause {
            order: Some(self.id),
            trace: self.trace.clone(),
        }
    }

    /// What it costs in the currency of its provider; `None` while a TON quote
    /// has not been made.
    fn price(&self) -> Option<Price> {
        match self.provider {
            Provider::Stars => self.stars_amount.map(Price::Stars),
            Provider::Tbank => Some(Price::Roubles(self.amount_rub)),
            Provider::Ton => self.ton_amount.map(Price::Ton),
            Provider::Gift => None,
        }
    }
}

/// A payment as refunds, receipts and the staff look at it.
#[derive(Clone, Debug)]
pub struct Payment {
    pub id: i32,
    pub user_id: Option<i32>,
    pub price: Price,
    /// `pending`, `succeeded`, `refunded` or `canceled`.
    pub status: String,
    /// What the provider calls it.
    pub charge_id: Option<String>,
    pub amount_rub: Decimal,
    pub tier_id: Option<String>,
    pub photo_count: i32,
    /// Whether a set was made of it.
    pub is_used: bool,
    /// Whether a whole refund was decided that has not arrived.
    pub is_going_back: bool,
    pub refund_reason: Option<String>,
    pub created_at: Option<DateTime<Utc>>,
    pub settled_at: Option<DateTime<Utc>>,
    pub order_id: Option<Uuid>,
}

impl Payment {
    /// Whether all that is left of it can be given back.
    pub fn can_go_back(&self) -> bool {
        self.status == "succeeded" && !self.is_going_back && self.price != Price::Gift
    }
}

/// Gives a set away: the person can use it as one that they paid. Returns its number.
///
/// # Errors
/// When the database refuses it.
pub async fn give_set(
    connection: &mut PgConnection,
    user_id: i32,
    tier_id: &str,
    photo_count: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    store::insert_gift(connection, user_id, tier_id, photo_count, now).await
}

/// A person's payments, the newest first: `most` of them after `skip`.
///
/// # Errors
/// When the database can't be asked.
pub async fn list_of_person(
    connection: &mut PgConnection,
    user_id: i32,
    (skip, most): (i64, i64),
) -> anyhow::Result<Vec<Payment>> {
    store::list_of_person(connection, user_id, skip, most).await
}

/// The newest payments of a person that no set has been made of.
///
/// # Errors
/// When the database can't be asked.
pub async fn unused(
    connection: &mut PgConnection,
    user_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<UnusedPayment>> {
    let policy = Policy::load(connection).await?;
    store::list_unused(connection, user_id, policy.refundable_since(now)).await
}

/// Marks a payment as used for `avatar_id`, inside the transaction that makes the
/// set, and returns how many photos it bought. `None` when it was used before,
/// refunded, or is about to be.
///
/// # Errors
/// When the database refuses it.
pub async fn consume(
    connection: &mut PgConnection,
    payment_id: i32,
    avatar_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<i32>> {
    store::consume(connection, payment_id, avatar_id, now).await
}

/// Keeps everybody else from using the payment or giving it back until the
/// transaction ends. Whoever holds its set too locks the set first.
///
/// # Errors
/// When the database can't be asked.
pub async fn hold(connection: &mut PgConnection, payment_id: i32) -> anyhow::Result<()> {
    store::lock_payment(connection, payment_id).await
}

/// When money goes back, in the words of /paysupport: a line for each rule in force.
///
/// # Errors
/// When the database can't be asked.
pub async fn rules(
    connection: &mut PgConnection,
    deps: &Deps,
    lang: Lang,
) -> anyhow::Result<String> {
    let policy = Policy::load(connection).await?;
    Ok(screens::rules(lang, &policy, deps.methods.on_sale()))
}

/// Whether missing portraits can be paid back, by the methods that can do it.
///
/// # Errors
/// When the database can't be asked.
pub async fn pays_parts_back(connection: &mut PgConnection, deps: &Deps) -> anyhow::Result<bool> {
    let policy = Policy::load(connection).await?;
    Ok(policy.has_parts(deps.methods.on_sale()))
}

/// Whether one of the person's newest payments goes back as a whole and has not
/// arrived.
///
/// # Errors
/// When the database can't be asked.
pub async fn is_any_going_back(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<bool> {
    const NEWEST: i64 = 20;
    let payments = store::list_of_person(connection, person_id, 0, NEWEST).await?;
    Ok(payments.iter().any(|payment| payment.is_going_back))
}

/// Whether the person has ever paid (there is no such column, by design).
///
/// # Errors
/// When the database can't be asked.
pub async fn is_pro(connection: &mut PgConnection, telegram_id: i64) -> anyhow::Result<bool> {
    store::is_pro(connection, telegram_id).await
}

/// Whether we have the money of a payment and keep it; its row is locked, so that it
/// stays so until the caller's transaction ends.
///
/// # Errors
/// When the database can't be asked.
pub async fn is_paid(connection: &mut PgConnection, payment_id: i32) -> anyhow::Result<bool> {
    store::lock_payment(connection, payment_id).await?;
    let payment = store::find(connection, payment_id).await?;
    Ok(payment.is_some_and(|payment| payment.status == "succeeded" && !payment.is_going_back))
}

/// # Errors
/// When the database can't be asked.
pub async fn find(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Option<Payment>> {
    store::find(connection, payment_id).await
}
