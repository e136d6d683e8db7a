//! When the next call to Telegram may go out: lanes by importance, one window for
//! all, a rate per chat, and chats that Telegram told us to leave alone.
//!
//! teloxide's `Throttle` keeps one queue in which a busy group starves a
//! customer, and freezes everything on one chat's 429.

mod chats;
mod pace;
mod places;
mod schedule;
pub(super) mod shares;

use std::{sync::Arc, time::Duration};

use teloxide::types::ChatId;
use tokio::{
    sync::{Notify, mpsc, oneshot},
    time::Instant,
};

pub(in crate::telegram) use self::pace::Bucket;
use self::{
    chats::{Caller, Grant},
    schedule::Schedule,
    shares::Standing,
};
pub use self::{
    pace::Pace,
    places::{Permit, Window},
};

/// How important a call is. Earlier lanes always go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// Somebody tapped or wrote and waits for this.
    Answer,
    /// Paid pictures, progress, announcements of what was bought.
    Delivery,
    /// Broadcasts and upkeep.
    Bulk,
}

impl Lane {
    /// As it stands in metrics.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Delivery => "delivery",
            Self::Bulk => "bulk",
        }
    }
}

const LANES: [Lane; 3] = [Lane::Answer, Lane::Delivery, Lane::Bulk];

/// Telegram's limits as its bot FAQ names them; of those with a pace, each with the burst
/// that stays within the stated count of any one window.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// "no more than about 30 messages per second" to all chats.
    pub global: Window,
    /// "avoid sending more than one message per second" in a chat, short bursts allowed.
    pub chat: Pace,
    /// "not more than 20 messages per minute" to a group: 5 at once, then 15 spread over the
    /// rest, so that the next comes when the first are a minute old for certain; from then on
    /// one in each twentieth of that time.
    pub group: Pace,
    /// What the product sends to the staff group by itself, over all processes together. A
    /// call that waits for the pace of `group` keeps its job's slot, and a flood of reports
    /// would keep them all from paid sets.
    pub desk: Pace,
}

impl Limits {
    /// Telegram's limits, save that `per_second` messages may go to all chats together: whoever
    /// pays for broadcasts may send more.
    pub fn with_rate(per_second: u32) -> Self {
        Self {
            global: Window {
                most: per_second.max(1),
                within: Duration::from_secs(1),
            },
            ..Self::default()
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let group = Pace {
            every: Duration::from_millis(3050),
            burst: 5,
            fades: Some(Duration::from_secs(61)),
        };
        Self {
            global: Window {
                most: 30,
                within: Duration::from_secs(1),
            },
            chat: Pace {
                every: Duration::from_secs(1),
                burst: 4,
                fades: None,
            },
            group,
            desk: group,
        }
    }
}

/// A process that stood still since it got a permit may have lost its place to others.
const GOOD_FOR: Duration = Duration::from_secs(1);

/// No later than this after the share ended from which it came.
const LATEST_USE: Duration = Duration::from_millis(250);

/// Hands out permits to call. Clones share one schedule; it ends with the last.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    requests: mpsc::UnboundedSender<Request>,
    pub limits: Limits,
    /// Told when somebody waits for a larger share.
    pub lacks: Arc<Notify>,
}

/// A message to this chat is due here; whether it is by all processes is to be asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub chat: ChatId,
    pub messages: u32,
    /// When the next would go out at the steady pace by what is known here.
    pub next: Instant,
}

/// What the other processes are asked, or have to know.
#[derive(Clone, Copy, Debug)]
pub(super) enum Question {
    Asked(Asked),
    /// Telegram wants the chat to be left alone until then.
    Held {
        chat: ChatId,
        until: Instant,
    },
}

/// How much is sent, for those who share the window.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Survey {
    /// Since the last survey.
    pub sent: u32,
    pub waiting: u32,
    /// What the first of those needs at once.
    pub first_needs: u32,
    /// Until when Telegram wants nothing from anybody, if it has said so.
    pub held_until: Option<Instant>,
}

#[derive(Debug)]
enum Request {
    Permit {
        lane: Lane,
        chat: Option<ChatId>,
        caller: Caller,
    },
    /// The call with this number was answered.
    Answered {
        call: u64,
    },
    Hold {
        chat: Option<ChatId>,
        until: Instant,
    },
    Survey {
        told: oneshot::Sender<Survey>,
    },
    /// How many messages are in the window.
    Count {
        told: oneshot::Sender<u32>,
    },
    /// From now on nothing is sent without a share, and where others send too, not without
    /// their agreement to write to a chat.
    Share {
        questions: mpsc::UnboundedSender<Question>,
    },
    /// So many messages in any window until then.
    Use {
        standing: Standing,
        until: Instant,
    },
    /// Tells what is known here of chats; others may send too from then on.
    Tell {
        ends_alone: bool,
        paces: oneshot::Sender<Vec<(ChatId, Bucket)>>,
    },
    /// What others knew of these chats.
    Learn {
        paces: Vec<(ChatId, Bucket)>,
    },
    /// The places in the chat are ours, or are to be asked for again then.
    Agreed {
        asked: Asked,
        not_before: Option<Instant>,
    },
}

impl Gate {
    /// Starts the schedule's task on the current tokio runtime.
    pub(super) fn open(limits: Limits) -> Self {
        let (requests, inbox) = mpsc::unbounded_channel();
        let lacks = Arc::new(Notify::new());
        tokio::spawn(Schedule::new(limits, Arc::clone(&lacks)).run(inbox));
        Self {
            requests,
            limits,
            lacks,
        }
    }

    /// Waits for the right to make one call that sends so many messages. Calls without a
    /// chat send none: only a general hold keeps them back.
    pub(super) async fn pass(&self, lane: Lane, chat: Option<ChatId>, messages: u32) -> Permit {
        loop {
            let (granted, grant) = oneshot::channel();
            self.tell(Request::Permit {
                lane,
                chat,
                caller: Caller { granted, messages },
            });
            // Without an answer the runtime is shutting down; the call fails by itself then.
            let grant = grant.await.ok();
            if let Some(Grant { call, until }) = grant
                && Instant::now() > until
            {
                self.tell(Request::Answered { call });
                continue;
            }
            return Permit::new(grant.map(|grant| grant.call), self.requests.clone());
        }
    }

    /// Leaves `chat` alone for `pause`, or everybody when no chat is named.
    pub(super) fn hold(&self, chat: Option<ChatId>, pause: Duration) {
        self.tell(Request::Hold {
            chat,
            until: Instant::now() + pause,
        });
    }

    /// How much was sent since the last survey, and what waits.
    pub(super) async fn survey(&self) -> Survey {
        let (told, survey) = oneshot::channel();
        self.tell(Request::Survey { told });
        survey.await.unwrap_or_default()
    }

    /// How many messages are in the window.
    pub(super) async fn in_window(&self) -> u32 {
        let (told, count) = oneshot::channel();
        self.tell(Request::Count { told });
        count.await.unwrap_or_default()
    }

    /// From now on the window is shared with other processes. Returns the questions to them.
    pub(super) fn share(&self) -> mpsc::UnboundedReceiver<Question> {
        let (questions, received) = mpsc::unbounded_channel();
        self.tell(Request::Share { questions });
        received
    }

    /// Messages in any window, until then.
    pub(super) fn use_share(&self, standing: Standing, until: Instant) {
        self.tell(Request::Use { standing, until });
    }

    /// Asks for agreement from now on, and says what others have to know for theirs.
    pub(super) async fn stop_being_alone(&self) -> Vec<(ChatId, Bucket)> {
        self.ask_paces(true).await
    }

    /// What others would have to know if they sent too.
    pub(super) async fn paces(&self) -> Vec<(ChatId, Bucket)> {
        self.ask_paces(false).await
    }

    async fn ask_paces(&self, ends_alone: bool) -> Vec<(ChatId, Bucket)> {
        let (paces, told) = oneshot::channel();
        self.tell(Request::Tell { ends_alone, paces });
        told.await.unwrap_or_default()
    }

    /// No message to these chats sooner than by what others knew too.
    pub(super) fn learn(&self, paces: Vec<(ChatId, Bucket)>) {
        self.tell(Request::Learn { paces });
    }

    /// The answer to a question: the places are ours, or are to be asked for again then.
    pub(super) fn agree(&self, asked: Asked, not_before: Option<Instant>) {
        self.tell(Request::Agreed { asked, not_before });
    }

    /// An error means that the runtime is shutting down, which ends all waiting too.
    fn tell(&self, request: Request) {
        let _ended = self.requests.send(request);
    }
}

#[cfg(test)]
mod tests;
