//! Answering the update at hand: below a tapped button by editing its message,
//! otherwise by a new one; and every tap is answered exactly once.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use teloxide::{
    payloads::{AnswerCallbackQuerySetters, SendMessage, SendMessageSetters},
    requests::Requester,
    types::{
        CallbackQuery, CallbackQueryId, ChatId, MessageId, ParseMode, ReplyParameters, ThreadId,
    },
};

use super::{Incoming, Lane, Screen, SendError, Sender};

/// Bot API, answerCallbackQuery: text is 0–200 characters.
pub const POPUP_LIMIT_CHARS: usize = 200;

/// The answer to one update. Clones belong to the same update.
#[derive(Clone, Debug)]
pub struct Reply {
    pub sender: Sender,
    pub chat: ChatId,
    topic: Option<ThreadId>,
    /// The message whose button was tapped.
    pub tapped: Option<MessageId>,
    /// Whether the tapped message can show another text: what shows a picture can't.
    shows_text: bool,
    tap: Option<CallbackQueryId>,
    answered: Arc<AtomicBool>,
}

impl Reply {
    pub fn to(incoming: &Incoming, sender: Sender) -> Self {
        let tapped = incoming.tap().and_then(CallbackQuery::regular_message);
        Self {
            sender,
            chat: incoming.chat,
            topic: incoming.topic,
            tapped: incoming.tapped_message(),
            shows_text: tapped.is_none_or(|message| message.text().is_some()),
            tap: incoming.tap().map(|query| query.id.clone()),
            answered: Arc::default(),
        }
    }

    /// The topic in which it happened.
    pub fn topic(&self) -> Option<ThreadId> {
        self.topic
    }

    /// Shows `screen` in place of the tapped message, or as a new one when
    /// nothing was tapped or the old message can't be edited. Returns the
    /// message that now shows it.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn screen(&self, screen: &Screen) -> Result<MessageId, SendError> {
        if let Some(message) = self.tapped.filter(|_| self.shows_text) {
            match self
                .sender
                .edit(Lane::Answer, self.chat, message, screen)
                .await
            {
                Ok(_) => return Ok(message),
                Err(SendError::Gone(_)) => {}
                Err(error) => return Err(error),
            }
        }
        self.new_message(screen).await
    }

    /// Shows `screen` as a new message.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn new_message(&self, screen: &Screen) -> Result<MessageId, SendError> {
        self.sender
            .show(Lane::Answer, self.chat, self.topic, screen)
            .await
    }

    /// Shows `screen` as an answer to `message`, or as an ordinary message when that
    /// is gone.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn below(&self, message: MessageId, screen: &Screen) -> Result<MessageId, SendError> {
        let mut below = SendMessage::new(self.chat, &screen.text)
            .parse_mode(ParseMode::Html)
            .reply_parameters(ReplyParameters::new(message).allow_sending_without_reply());
        below.message_thread_id = self.topic;
        below.reply_markup = screen.keyboard.clone().map(Into::into);
        self.sender
            .send_message(Lane::Answer, self.chat, below)
            .await
    }

    /// Answers the tap with a few words over the chat. Without a tap nothing happens.
    pub async fn popup(&self, words: &str) {
        self.answer_tap(Some(words.chars().take(POPUP_LIMIT_CHARS).collect()))
            .await;
    }

    /// Answers the tap with words that only the tapper sees, and that stay until they close
    /// them. Without a tap nothing happens.
    pub async fn alert(&self, words: &str) {
        let words = words.chars().take(POPUP_LIMIT_CHARS).collect();
        self.answer(Some(words), true).await;
    }

    /// Answers the tap by opening `link`, which leads to the bot itself. `false` when nothing
    /// was opened, and the tap may still be answered otherwise.
    pub async fn open(&self, link: &str) -> bool {
        let (Some(tap), Ok(url)) = (self.tap.clone(), link.parse()) else {
            return false;
        };
        if self.answered.load(Ordering::SeqCst) {
            return false;
        }
        let request = self.sender.bot().answer_callback_query(tap).url(url);
        let result = self.sender.call(Lane::Answer, None, request).await;
        let is_opened = !matches!(result, Err(SendError::Refused(_)));
        self.answered.store(is_opened, Ordering::SeqCst);
        is_opened
    }

    /// Answers the tap, if there was one that nothing has answered yet, so that
    /// no button keeps its spinner.
    pub async fn finish(&self) {
        self.answer_tap(None).await;
    }

    async fn answer_tap(&self, words: Option<String>) {
        self.answer(words, false).await;
    }

    async fn answer(&self, words: Option<String>, stays: bool) {
        let Some(tap) = self.tap.clone() else { return };
        if self.answered.swap(true, Ordering::SeqCst) {
            return;
        }
        let mut request = self.sender.bot().answer_callback_query(tap);
        if let Some(words) = words {
            request = request.text(words).show_alert(stays);
        }
        if let Err(error) = self.sender.call(Lane::Answer, None, request).await {
            // A tap that waited too long can't be answered; its spinner has gone by itself.
            tracing::debug!(%error, "a tap could not be answered");
        }
    }
}
