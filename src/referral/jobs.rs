//! The work of the referral programme for later.
//!
//! Four of these tell a person something. When Telegram's answer is lost, the news may
//! have arrived, and then it counts as told: said twice, "it is sent" reads like two
//! payouts, and each of these stands on a page of the bot too. When Telegram did not
//! take it, it is tried again.

use serde::{Deserialize, Serialize};

use crate::queue::Job;

/// Tells a person what was credited and taken back since they were told last, in one
/// message.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TellEarnings {
    /// `users.id`.
    pub user_id: i32,
}

impl Job for TellEarnings {
    const KIND: &'static str = "referral_tell_earnings";
    const PRIORITY: i16 = 60;
    const MOST_ATTEMPTS: Option<i32> = Some(20);

    fn key(&self) -> Option<String> {
        Some(self.user_id.to_string())
    }
}

/// Compares the balances with their rows every day, and catches up on what was
/// forgotten between them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SweepBooks {}

impl Job for SweepBooks {
    const KIND: &'static str = "referral_sweep_books";
    const PRIORITY: i16 = 110;

    fn key(&self) -> Option<String> {
        Some(String::new())
    }
}

/// A step of a withdrawal that its person is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Approved,
    Completed,
    Rejected,
}

/// Tells a person how their withdrawal got on: every step that they were not told of,
/// in order, one job of a request at a time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TellWithdrawal {
    pub request_id: i32,
}

impl Job for TellWithdrawal {
    const KIND: &'static str = "referral_tell_withdrawal";
    const PRIORITY: i16 = 40;
    const MOST_ATTEMPTS: Option<i32> = Some(20);

    fn key(&self) -> Option<String> {
        Some(self.request_id.to_string())
    }
}

/// Makes the staff's card of a withdrawal show how it stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ShowWithdrawal {
    pub request_id: i32,
}

impl Job for ShowWithdrawal {
    const KIND: &'static str = "referral_show_withdrawal";
    const PRIORITY: i16 = 60;

    fn key(&self) -> Option<String> {
        Some(self.request_id.to_string())
    }
}

/// Reminds the staff of a withdrawal until it is sent or rejected.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct WatchWithdrawal {
    pub request_id: i32,
}

impl Job for WatchWithdrawal {
    const KIND: &'static str = "referral_watch_withdrawal";
    const PRIORITY: i16 = 65;

    fn key(&self) -> Option<String> {
        Some(self.request_id.to_string())
    }
}

/// Deletes messages that showed where a withdrawal goes, when their time is over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct HideDetails {
    pub request_id: i32,
}

impl Job for HideDetails {
    const KIND: &'static str = "referral_hide_details";
    const PRIORITY: i16 = 55;

    fn key(&self) -> Option<String> {
        Some(self.request_id.to_string())
    }
}

/// Makes the staff's card of an application show how it stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ShowApplication {
    pub application_id: i32,
}

impl Job for ShowApplication {
    const KIND: &'static str = "referral_show_application";
    const PRIORITY: i16 = 60;

    fn key(&self) -> Option<String> {
        Some(self.application_id.to_string())
    }
}

/// Tells a person how their application was decided.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TellApplication {
    pub application_id: i32,
}

impl Job for TellApplication {
    const KIND: &'static str = "referral_tell_application";
    const PRIORITY: i16 = 40;
    const MOST_ATTEMPTS: Option<i32> = Some(20);
}

/// Reminds the staff of an application until it is decided.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct WatchApplication {
    pub application_id: i32,
}

impl Job for WatchApplication {
    const KIND: &'static str = "referral_watch_application";
    const PRIORITY: i16 = 105;

    fn key(&self) -> Option<String> {
        Some(self.application_id.to_string())
    }
}

/// Takes up applications that nobody watches: of another program, or whose job was
/// lost. Comes again by itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SweepApplications {}

impl Job for SweepApplications {
    const KIND: &'static str = "referral_sweep_applications";
    const PRIORITY: i16 = 110;

    fn key(&self) -> Option<String> {
        Some(String::new())
    }
}

/// Tells a partner that their rate is another one now, or that they are no partner any
/// more: what holds when it is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TellPartner {
    /// `users.id`.
    pub user_id: i32,
}

impl Job for TellPartner {
    const KIND: &'static str = "referral_tell_partner";
    const PRIORITY: i16 = 50;
    const MOST_ATTEMPTS: Option<i32> = Some(20);

    fn key(&self) -> Option<String> {
        Some(self.user_id.to_string())
    }
}
