//! Who brought whom, what it earns, and how it is paid out.
//!
//! ```text
//! ?start=ref_CODE ─▶ attribution, once for good
//!                        │ the person who was brought pays
//!                        ▼
//! earning   pending ──set delivered──▶ credited ─▶ balance, total_earned
//!              └──────────┬───────────────┘
//!                         └ payment refunded, whole or in part ─▶ taken back
//!
//! balance ─▶ withdrawal   pending ─▶ approved ─▶ completed
//!                            └──────────┴─▶ rejected ─▶ the money is in the balance again
//! ```
//!
//! A balance is what can be withdrawn: `opening + credited − taken back − withdrawn
//! and reserved`, to the kopeck after every transaction, and [`check_books`] proves
//! it. It is below zero when something was withdrawn whose payment went back later.
//!
//! A commission is the payment's roubles times the rate, rounded to the kopeck, half
//! a kopeck up. When a part of the payment goes back, what stays earned is the
//! commission of what is left, by the same rule.
//!
//! Locks: the row of the balance comes after those of persons, sets and payments, and
//! before those of earnings, withdrawals and applications. Whoever changes any of
//! these holds the balance.

mod answers;
mod approvals;
mod attribution;
mod books;
mod chat;
mod dates;
mod desk;
mod details;
mod earnings;
mod jobs;
mod leaving;
mod links;
mod month;
pub mod partners;
mod picture;
mod rate;
mod ready;
mod refusal;
mod rejection;
mod store;
mod sweep;
mod telling;
mod typed;
mod vault;
pub mod withdrawals;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;

use self::vault::Vault;
pub use self::{
    attribution::start,
    books::{Difference, check_books},
    earnings::{credit, earn, take_back},
    sweep::measure,
};
use crate::{
    accounts::{self, Standing},
    clock::Clock,
    config::{Config, ReferralConfig},
    db::Db,
    i18n::Lang,
    queue::{self, Registry},
    telegram::{Routes, Sender},
};

/// What the handlers of this feature work with.
#[derive(Clone)]
pub struct Deps {
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) sender: Sender,
    pub(crate) rules: ReferralConfig,
    /// By which days and months are told apart.
    pub(crate) timezone: Tz,
    pub(crate) staff_lang: Lang,
    /// Admins whatever their accounts say, by Telegram id.
    pub(crate) owners: Vec<i64>,
    /// Whether there is a staff group that pays withdrawals out.
    pub(crate) is_staffed: bool,
    /// Opens where withdrawals go.
    pub(crate) vault: Vault,
}

impl Deps {
    pub fn new(config: &Config, db: Db, clock: Clock, sender: Sender) -> Self {
        Self {
            db,
            clock,
            sender,
            rules: config.referral.clone(),
            timezone: config.support.timezone,
            staff_lang: config.staff.lang,
            owners: config.staff.owners.clone(),
            is_staffed: config.staff.chat_id.is_some(),
            vault: Vault::new(&config.withdrawal_keys, &config.telegram.token),
        }
    }
}

/// What people do here in their chat with the bot.
pub fn routes() -> Routes {
    dptree::entry()
        .branch(desk::private_routes())
        .branch(chat::routes())
}

/// What the staff can do in their group.
pub fn staff_routes() -> Routes {
    dptree::entry().branch(desk::routes())
}

/// Adds the handlers of this feature's jobs.
pub fn register(registry: Registry, deps: &Deps) -> Registry {
    let telling = deps.clone();
    let registry =
        registry.on(move |job, lease| chat::tell_withdrawal(telling.clone(), lease, job));
    let registry = telling::register(registry, deps);
    let registry = sweep::register(registry, deps);
    desk::register(registry, deps)
}

/// Makes sure that what comes again and again does. To be called at every start.
///
/// # Errors
/// When the database refuses it.
pub async fn plan_recurring(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &jobs::SweepBooks {}, now).await?;
    desk::plan_recurring(connection, now).await
}

/// How a person stands with the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    pub user_id: i32,
    /// Their own code; none of those whom an older program wrote down without, or who
    /// were erased.
    pub code: Option<String>,
    /// What can be withdrawn, in roubles; below zero after a refund of what was
    /// withdrawn before.
    pub balance: Decimal,
    pub referrals_count: i32,
    /// Credited and not taken back, in roubles.
    pub total_earned: Decimal,
    pub is_partner: bool,
    /// When they last became one; it stays when they no longer are.
    pub partner_since: Option<DateTime<Utc>>,
    /// Of the roubles of a payment: 0.10 is a tenth.
    pub rate: Decimal,
}

impl Account {
    /// The rate as people say it: `10` for a tenth.
    pub fn percent(&self) -> String {
        (self.rate * Decimal::ONE_HUNDRED).normalize().to_string()
    }
}

/// What a person would lose by their erasure, in roubles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AtStake {
    /// Earned and not withdrawn; below zero after refunds.
    pub balance: Decimal,
    /// Asked for, and nobody sends it yet.
    pub requested: Decimal,
    /// Being sent by somebody of the staff.
    pub sending: Decimal,
}

impl AtStake {
    pub fn is_anything(&self) -> bool {
        [self.balance, self.requested, self.sending]
            .iter()
            .any(|amount| !amount.is_zero())
    }
}

/// Whether there is anything of the person here: a balance, a request, an application or
/// a link.
///
/// # Errors
/// When the database can't be asked.
pub async fn has_anything(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<bool> {
    store::leaving::has_anything(connection, person_id).await
}

/// What the person has earned that has not reached them.
///
/// # Errors
/// When the database can't be asked.
pub async fn at_stake(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<AtStake> {
    store::leaving::at_stake(connection, person_id).await
}

/// Whether somebody of the staff is sending the person money right now: an erasure
/// waits for that, as what is sent can't be called back.
///
/// # Errors
/// When the database can't be asked.
pub async fn is_being_paid(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<bool> {
    let at_stake = store::leaving::at_stake(connection, person_id).await?;
    Ok(at_stake.sending > Decimal::ZERO)
}

/// Keeps a person from being forgotten until the transaction ends: an erasure holds the
/// person first and then their balance, so whoever writes something new of them does too.
///
/// # Errors
/// When they have asked to be erased meanwhile; nothing is written down of them then.
async fn hold_person(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<()> {
    let standing = accounts::hold(connection, person_id).await?;
    anyhow::ensure!(
        standing == Standing::Here,
        "the person has asked to be erased"
    );
    Ok(())
}

/// Somebody has asked to be erased: what is being sent to them just now can be ended by
/// its member of staff without their name. To be called again changes nothing.
///
/// # Errors
/// When the database refuses it.
pub async fn leave(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    desk::show_open(connection, person_id, now).await
}

/// Takes a person who is erased off their earnings, withdrawals and applications. What
/// they had asked for and nobody has sent is in their balance again, for the books.
///
/// # Errors
/// When the database refuses it.
pub async fn forget(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    leaving::forget(connection, person_id, now).await
}

/// What is on record of the person here, as it stands in the rows.
///
/// # Errors
/// When the database can't be asked.
pub async fn export(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Value> {
    store::leaving::export(connection, person_id).await
}
