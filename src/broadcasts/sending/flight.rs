//! One letter on its way.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use teloxide::{
    payloads::{SendMessageSetters, SendPhotoSetters},
    requests::Requester,
    types::{ChatId, FileId, InputFile, ParseMode},
};
use tokio_util::sync::CancellationToken;

use super::super::{
    Deps,
    letter::{Letter, Letters, Reader},
    store::recipients::Marked,
};
use crate::{
    i18n::Lang,
    telegram::{Lane, SendError, Sender, Unsent},
};

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
        let permit = tokio::select! {
            permit = sender.permit(Lane::Bulk, chat) => permit,
            () = self.recall.cancelled() => return (marked, Fate::Unsent(TimeDelta::zero())),
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
        let result = post(sender, permit, chat, letter, written_in, &reader).await;
        (marked, fate(chat, result))
    }
}

async fn post(
    sender: &Sender,
    permit: crate::telegram::Permit,
    chat: ChatId,
    letter: &Letter,
    written_in: Lang,
    reader: &Reader<'_>,
) -> Result<(), Unsent> {
    let keyboard = letter.keyboard(written_in, reader);
    match &letter.photo {
        Some(photo) => {
            let file = InputFile::file_id(FileId(photo.clone()));
            let request = sender
                .bot()
                .send_photo(chat, file)
                .caption(&letter.html)
                .parse_mode(ParseMode::Html)
                .reply_markup(keyboard);
            sender.attempt(permit, chat, request).await.map(drop)
        }
        None => {
            let request = sender
                .bot()
                .send_message(chat, &letter.html)
                .parse_mode(ParseMode::Html)
                .reply_markup(keyboard);
            sender.attempt(permit, chat, request).await.map(drop)
        }
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
