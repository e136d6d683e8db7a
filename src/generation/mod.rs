//! From a paid order to a delivered album.
//!
//! A set (`generation_jobs`) is what one payment bought; each of its photos is a
//! task (`kie_tasks`) with a few attempts at Kie:
//! ```text
//! OrderPaid ─▶ set + tasks ─▶ in line ─▶ CreateTask ─▶ WatchTask ─▶ photo ─┐
//!                                ▲ GiveTurns     Kie failed  │             ├─ nothing pending ─▶ DeliverSet
//!                                └───────────────────────────┴─▶ failed ───┘
//! ```
//! Whose turn it is in line is fair (`fair.rs`), how many have theirs is Kie's limit
//! (`pace.rs`), and while Kie does not work nobody has it (`breaker.rs`).
//!
//! A portrait that is made again ([`reroll`]) is a set of one photo that belongs to
//! another one, so that it takes the same way.
//!
//! A callback of Kie is only a hint to look. A sweep drives whatever a crash left
//! without a job, and ends sets whose time is over.

mod attempts;
mod breaker;
mod chat;
mod create;
mod delivery;
mod early;
mod fair;
mod gallery;
mod giving_back;
mod hands;
mod jobs;
mod kie;
mod kie_standing;
mod leaving;
mod line;
mod media;
mod memory;
mod money_back;
mod outage;
mod overview;
mod pace;
mod pictures;
mod progress;
mod reroll;
mod resend;
mod rest;
mod results;
mod screens;
mod spending;
mod standing;
mod start;
mod store;
mod sweep;
mod trials;
mod watch;
mod web;

use chrono::{DateTime, TimeDelta, Utc};
use url::Url;

pub use self::{
    chat::routes,
    giving_back::find_part,
    hands::{SetState, Shot, list_shots, make_missing, remake, send_again, set_of},
    jobs::{register, schedule_sweeps},
    kie::Kie,
    kie_standing::{KieStanding, kie_standing},
    leaving::{Count, count, export, forget_all, say_that_sets_stop, stop_all},
    overview::{LastSet, Overview, Progress, overview},
    reroll::Reason,
    rest::Rest,
    spending::{Purpose, note_spending},
    standing::{is_owed, status},
    web::{callback_routes, read_name as read_callback},
};
use crate::{
    catalogue::Style,
    clock::Clock,
    config::ReferencePhotosConfig,
    db::Db,
    files::Files,
    i18n::Lang,
    telegram::{Routes, Sender},
};

/// What the staff can do in their group.
pub fn staff_routes() -> Routes {
    dptree::entry()
        .branch(giving_back::staff_routes())
        .branch(trials::staff_routes())
}

/// How often a photo is ordered before it counts as failed.
const MOST_ATTEMPTS: i32 = 3;

/// A set ends after this time with what there is, whatever is the matter with Kie.
const SET_DEADLINE: TimeDelta = TimeDelta::hours(24);

/// What the handlers of this feature work with.
#[derive(Clone)]
pub struct Deps {
    pub db: Db,
    pub clock: Clock,
    pub sender: Sender,
    pub files: Files,
    pub kie: Kie,
    /// Base of the callback's address; without it Kie is only polled.
    pub public_url: Option<Url>,
    /// The language of the staff group.
    pub staff_lang: Lang,
    /// Whether there is a staff group that people can write to.
    pub is_staffed: bool,
    /// How long the photos are kept that portraits are made from.
    pub references: ReferencePhotosConfig,
}

/// The photos of one payment, as far as they are.
#[derive(Clone, Debug)]
struct Set {
    id: i32,
    avatar_id: i32,
    user_id: i32,
    avatar_name: String,
    payment_id: Option<i32>,
    /// The set of which this is one photo, made again.
    reroll_of: Option<i32>,
    /// Sets of an older program may have a style that is none of ours.
    style: Option<Style>,
    status: SetStatus,
    /// Photos that were paid for.
    total: i64,
    /// Photos that are there.
    ready: i64,
    /// Photos that were made again beside those; nothing was paid for them.
    made_again: i64,
    /// Photos that were there until their person deleted them.
    deleted: i64,
    /// Tasks that may still become photos.
    pending: i64,
    chat_id: Option<i64>,
    progress_message_id: Option<i32>,
    created_at: Option<DateTime<Utc>>,
    /// When it ends with what there is; sets of an older program have no such time.
    deadline_at: Option<DateTime<Utc>>,
    /// Whether the person knows how it ended.
    is_told: bool,
    /// Whether the missing photos were paid back instead of made again.
    is_rest_paid_back: bool,
    /// Whether the person deleted it: it is shown no more, and counts for its payment.
    is_deleted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SetStatus {
    Running,
    Completed,
    Failed,
}

impl SetStatus {
    fn stored(status: &str) -> Self {
        match status {
            "completed" => Self::Completed,
            "failed" => Self::Failed,
            _ => Self::Running,
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Running => "processing",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }
}

impl Set {
    /// Photos that came out, whatever became of them since.
    fn made(&self) -> i64 {
        self.ready + self.deleted
    }

    /// Photos that were paid for and never came out.
    fn missing(&self) -> i64 {
        self.total - self.made()
    }

    /// Photos that the person can look at.
    fn shown(&self) -> i64 {
        self.ready + self.made_again
    }

    fn is_running(&self) -> bool {
        self.status == SetStatus::Running
    }

    /// Whether its time was over before all of it was made.
    fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        self.deadline_at.is_some_and(|deadline| deadline <= now)
    }

    /// Chat and message of the progress.
    fn progress_message(&self) -> Option<(i64, i32)> {
        self.chat_id.zip(self.progress_message_id)
    }

    fn style_title(&self, lang: Lang) -> String {
        match self.style {
            Some(style) => style.title(lang),
            None => lang.text("set-style-other", &[]),
        }
    }
}
