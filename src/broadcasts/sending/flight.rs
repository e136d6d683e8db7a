//! One letter on its way.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use teloxide::types::ChatId;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::super::{
    Deps,
    letter::{Letters, Reader},
    posting::post,
    store::recipients::Marked,
};
use crate::{
    i18n::Lang,
    telegram::{Lane, SendError, Unsent},
};

/// A letter without an answer after so long is given up as unknown: its place among those on
/// their way is for others.
const ANSWERED_WITHIN: Duration = Duration::from_secs(15);

/// Whoever is still in line after so long is held up by more than the letters before.
const LINED_UP_MOST: Duration = Duration::from_secs(5);

/// What came of a letter.
#[derive(Clone, Debug)]
pub(in crate::broadcasts) enum Fate {
    Delivered,
    /// The person has blocked the bot, or is gone.
    Blocked(ChatId),
    /// With Telegram's words.
    Refused(String),
    /// Telegram's answer never came.
    Unknown,
    /// It did not leave, and may when this has passed.
    Unsent(TimeDelta),
    /// It did not leave, as the chat is to be left alone for longer than a shift takes.
    Held,
    /// Telegram is away.
    Away,
}

/// What letters are made of and sent by.
#[derive(Clone)]
pub(super) struct Pilot {
    pub deps: Deps,
    pub broadcast_id: i32,
    pub letters: Arc<Letters>,
    /// Calls back whatever has not left.
    pub recall: CancellationToken,
}

impl Pilot {
    /// Sends one letter when the limits allow.
    pub async fn fly(self, marked: Marked) -> (Marked, Fate) {
        let sender = &self.deps.desk.sender;
        let chat = ChatId(marked.telegram_id);
        let lined_up_at = Instant::now();
        let permit = tokio::select! {
            permit = sender.permit(Lane::Bulk, chat) => permit,
            () = self.recall.cancelled() => {
                let is_held = lined_up_at.elapsed() > LINED_UP_MOST;
                let unsent = Fate::Unsent(TimeDelta::zero());
                return (marked, if is_held { Fate::Held } else { unsent });
            }
        };
        let lang = Lang::with_tag(&marked.language).unwrap_or(Lang::En);
        let Some((written_in, letter)) = self.letters.pick(lang) else {
            return (marked, Fate::Refused(String::new()));
        };
        let base = self.deps.public_url.as_ref();
        let reader = Reader {
            broadcast_id: self.broadcast_id,
            lang,
            counted: base.map(|base| (base, marked.token)),
        };
        let post = post(sender, permit, chat, letter, written_in, &reader);
        let fate = match tokio::time::timeout(ANSWERED_WITHIN, post).await {
            Ok(result) => fate(chat, result),
            Err(_) => Fate::Unknown,
        };
        (marked, fate)
    }
}

fn fate(chat: ChatId, result: Result<(), Unsent>) -> Fate {
    match result {
        Ok(()) => Fate::Delivered,
        Err(Unsent::Flooded(wait)) => Fate::Unsent(time(wait)),
        Err(Unsent::Failed(SendError::Unreachable(_))) => Fate::Blocked(chat),
        Err(Unsent::Failed(SendError::Unknown)) => Fate::Unknown,
        Err(Unsent::Failed(SendError::Unavailable)) => Fate::Away,
        Err(Unsent::Failed(error)) => Fate::Refused(error.to_string()),
    }
}

fn time(wait: Duration) -> TimeDelta {
    TimeDelta::from_std(wait).unwrap_or(TimeDelta::hours(1))
}
