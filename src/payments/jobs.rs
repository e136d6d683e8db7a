//! The jobs of payments: what they are called, when they are repeated, and who
//! handles them.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use url::Url;
use uuid::Uuid;

use super::{Methods, Settled, bank, coins, refunds, report, stars, sweep, tell};
use crate::{
    clock::Clock,
    config::{Config, TelegramConfig},
    db::Db,
    i18n::Lang,
    queue::{self, Job, Registry},
    telegram::Sender,
};

/// What the handlers of this feature work with.
#[derive(Clone)]
pub struct Deps {
    pub(super) db: Db,
    pub(super) clock: Clock,
    pub(super) sender: Sender,
    pub(super) methods: Methods,
    pub(super) telegram: TelegramConfig,
    /// Base of the bank's callbacks.
    pub(super) public_url: Option<Url>,
    pub(super) staff_lang: Lang,
    /// Whether there is a staff group that people can write to.
    pub(super) is_staffed: bool,
    second_approval_from: Decimal,
}

impl Deps {
    pub fn new(config: &Config, db: Db, clock: Clock, sender: Sender, methods: Methods) -> Self {
        Self {
            db,
            clock,
            sender,
            methods,
            telegram: config.telegram.clone(),
            public_url: config.public_url.clone(),
            staff_lang: config.staff.lang,
            is_staffed: config.staff.chat_id.is_some(),
            second_approval_from: config.staff.second_approval_from,
        }
    }

    /// How many members of the staff have to agree to what costs `amount` roubles.
    pub fn approvers_for(&self, amount: Decimal) -> i16 {
        if amount < self.second_approval_from {
            1
        } else {
            2
        }
    }
}

/// Sends back whatever was decided of a payment, through its provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RefundPayment {
    pub payment_id: i32,
}

impl Job for RefundPayment {
    const KIND: &'static str = "refund_payment";
    const PRIORITY: i16 = 20;

    fn key(&self) -> Option<String> {
        Some(self.payment_id.to_string())
    }
}

/// A payment has gone back whole: the way from here up to generation, which stops
/// a set that is still being made of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PaymentRefunded {
    pub payment_id: i32,
}

impl Job for PaymentRefunded {
    const KIND: &'static str = "payment_refunded";
    const PRIORITY: i16 = 10;

    fn key(&self) -> Option<String> {
        Some(self.payment_id.to_string())
    }
}

/// Somebody paid an invoice of theirs after they were erased, and was written down
/// once more as their money can't go back otherwise: once it is there, they are
/// erased again. The way from here up to privacy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ErasePayer {
    /// `users.id`.
    pub user_id: i32,
}

impl Job for ErasePayer {
    const KIND: &'static str = "erase_payer";
    const PRIORITY: i16 = 48;

    fn key(&self) -> Option<String> {
        Some(self.user_id.to_string())
    }
}

/// Tells the payer what became of a charge.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TellSettled {
    pub payment_id: i32,
    pub outcome: Outcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    Paid,
    Extra,
    GoingBack,
}

impl TellSettled {
    /// `None` where nothing is new.
    pub(super) fn of(settled: Settled) -> Option<Self> {
        let (payment_id, outcome) = match settled {
            Settled::Before => return None,
            Settled::Paid { payment_id } => (payment_id, Outcome::Paid),
            Settled::Extra { payment_id } => (payment_id, Outcome::Extra),
            Settled::GoingBack { payment_id } => (payment_id, Outcome::GoingBack),
        };
        Some(Self {
            payment_id,
            outcome,
        })
    }
}

impl Job for TellSettled {
    const KIND: &'static str = "tell_settled";
    const PRIORITY: i16 = 5;
    const MOST_ATTEMPTS: Option<i32> = Some(20);
}

/// Tells the payer that the staff give their payment back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TellGivenBack {
    pub payment_id: i32,
}

impl Job for TellGivenBack {
    const KIND: &'static str = "tell_given_back";
    const PRIORITY: i16 = 10;
    const MOST_ATTEMPTS: Option<i32> = Some(20);
}

/// Tells the payer that their money, or a part of it, is back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TellRefunded {
    pub payment_id: i32,
    /// The part; the whole payment when absent.
    #[serde(default)]
    pub refund_id: Option<Uuid>,
}

impl TellRefunded {
    pub(super) fn whole(payment_id: i32) -> Self {
        Self {
            payment_id,
            refund_id: None,
        }
    }

    pub(super) fn part(payment_id: i32, refund_id: Uuid) -> Self {
        Self {
            payment_id,
            refund_id: Some(refund_id),
        }
    }
}

impl Job for TellRefunded {
    const KIND: &'static str = "tell_refunded";
    const PRIORITY: i16 = 30;
    const MOST_ATTEMPTS: Option<i32> = Some(20);
}

/// Tells whoever sent TON that bought nothing that it was sent back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TellReturned {
    pub refund_id: Uuid,
}

impl Job for TellReturned {
    const KIND: &'static str = "tell_returned";
    const PRIORITY: i16 = 30;
    const MOST_ATTEMPTS: Option<i32> = Some(20);
}

/// Tells whoever pays with TON how it goes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TellOfCoins {
    pub order_id: Uuid,
    pub news: CoinNews,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CoinNews {
    TooLittle {
        received: Decimal,
        missing: Decimal,
    },
    /// `why`: too_little, too_late or surplus.
    Returning {
        amount: Decimal,
        why: String,
    },
    /// The quote ran out and nothing came.
    Over,
}

impl Job for TellOfCoins {
    const KIND: &'static str = "tell_of_coins";
    const PRIORITY: i16 = 30;
    const MOST_ATTEMPTS: Option<i32> = Some(20);
}

/// Puts a refund that no provider can send before the staff.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TellStaffOfTask {
    pub refund_id: Uuid,
}

impl Job for TellStaffOfTask {
    const KIND: &'static str = "tell_staff_of_task";
    const PRIORITY: i16 = 40;

    fn key(&self) -> Option<String> {
        Some(self.refund_id.to_string())
    }
}

/// Has the bank open a payment for an order and shows its link in the chat.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct OpenTbank {
    pub order_id: Uuid,
}

impl Job for OpenTbank {
    const KIND: &'static str = "open_tbank";
    const PRIORITY: i16 = 5;

    fn key(&self) -> Option<String> {
        Some(self.order_id.to_string())
    }
}

/// Asks the bank how a payment stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct LookAtTbank {
    pub attempt_id: Uuid,
    /// Whether the person waits for an answer.
    #[serde(default)]
    pub is_asked: bool,
    /// Whether the bank has said that it was the card that failed.
    #[serde(default)]
    pub is_card_declined: bool,
}

impl LookAtTbank {
    pub(super) fn at(attempt_id: Uuid) -> Self {
        Self {
            attempt_id,
            is_asked: false,
            is_card_declined: false,
        }
    }
}

impl Job for LookAtTbank {
    const KIND: &'static str = "look_at_tbank";
    const PRIORITY: i16 = 15;

    fn key(&self) -> Option<String> {
        Some(format!(
            "{}{}",
            self.attempt_id,
            if self.is_asked { "?" } else { "" }
        ))
    }
}

/// Quotes an order in TON and shows how to pay it in the chat.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct QuoteTon {
    pub order_id: Uuid,
    /// What the person looks at meanwhile.
    #[serde(default)]
    pub waiting_message_id: Option<i32>,
}

impl Job for QuoteTon {
    const KIND: &'static str = "quote_ton";
    const PRIORITY: i16 = 5;

    fn key(&self) -> Option<String> {
        Some(self.order_id.to_string())
    }
}

/// Reads what came to our wallet, and ends quotes whose time is over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct WatchTon {}

/// Closes orders that ran out and takes up refunds that lost their job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SweepOrders {}

/// Compares our Stars with Telegram's list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SweepStars {}

/// Sums the day up for the staff.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ReportDay {}

/// A job of which one waits at any time, for ever.
macro_rules! upkeep {
    ($($job:ty = $kind:literal, $priority:literal;)*) => {$(
        impl Job for $job {
            const KIND: &'static str = $kind;
            const PRIORITY: i16 = $priority;

            fn key(&self) -> Option<String> {
                Some(String::new())
            }
        }
    )*};
}

upkeep! {
    WatchTon = "watch_ton", 100;
    SweepOrders = "sweep_orders", 120;
    SweepStars = "sweep_stars", 130;
    ReportDay = "report_day", 140;
}

/// Adds the handlers of this feature's jobs.
pub fn register(registry: Registry, deps: &Deps) -> Registry {
    macro_rules! with_deps {
        ($handler:path) => {{
            let deps = deps.clone();
            move |job, _| $handler(deps.clone(), job)
        }};
    }
    registry
        .on(with_deps!(refunds::refund_payment))
        .on(with_deps!(tell::tell_settled))
        .on(with_deps!(tell::tell_given_back))
        .on(with_deps!(tell::tell_refunded))
        .on(with_deps!(tell::tell_returned))
        .on(with_deps!(tell::tell_of_coins))
        .on(with_deps!(tell::tell_staff_of_task))
        .on({
            let deps = deps.clone();
            move |job, lease| bank::open(deps.clone(), lease, job)
        })
        .on(with_deps!(bank::look))
        .on(with_deps!(coins::quote))
        .on(with_deps!(coins::watch))
        .on(with_deps!(sweep::sweep_orders))
        .on(with_deps!(stars::sweep))
        .on(with_deps!(report::report_day))
}

/// Writes the jobs that repeat themselves for ever.
///
/// # Errors
/// When the database refuses it.
pub async fn plan_recurring(connection: &mut PgConnection, clock: &Clock) -> anyhow::Result<()> {
    let now = clock.now();
    queue::add(connection, &SweepOrders {}, now).await?;
    queue::add(connection, &SweepStars {}, now).await?;
    queue::add(connection, &WatchTon {}, now).await?;
    queue::add(connection, &ReportDay {}, report::next_at(now)).await
}
