//! A withdrawal as it is asked for, and as it stands.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How money is paid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    Card,
    /// A bank account by phone number, through the faster payment system.
    Bank,
    /// A wallet on TON.
    Wallet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Pending,
    Approved,
    Rejected,
    Completed,
}

#[derive(Clone, Debug)]
pub(crate) struct Withdrawal {
    pub id: i32,
    /// `None` of rows of an older program.
    pub user_id: Option<i32>,
    /// In roubles.
    pub amount: Decimal,
    pub method: Option<Method>,
    /// Where it goes, as everybody may see it.
    pub masked: String,
    pub status: Status,
    pub reason: Option<String>,
    pub approvals_needed: i16,
    /// The member of staff who is sending it, by Telegram id.
    pub paying_by: Option<i64>,
    pub created_at: DateTime<Utc>,
    pub processed_at: Option<DateTime<Utc>>,
}

impl Withdrawal {
    /// Whether it is still to be sent or rejected.
    pub fn is_open(&self) -> bool {
        matches!(self.status, Status::Pending | Status::Approved)
    }

    /// Whether its person took it back.
    pub fn is_cancelled(&self) -> bool {
        self.status == Status::Rejected && self.reason.as_deref() == Some(super::CANCELLED)
    }
}

/// What somebody wants to be paid.
#[derive(Clone, Debug)]
pub struct NewWithdrawal {
    /// Known again however often the confirmation arrives.
    pub key: Uuid,
    /// In roubles and kopecks.
    pub amount: Decimal,
    pub method: Method,
    pub masked: String,
    /// Readable for whoever holds the key of the details.
    pub sealed: Vec<u8>,
}
