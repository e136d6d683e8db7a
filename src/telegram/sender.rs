//! The way out: every call to Telegram goes through here, within the limits, and
//! every kind of failure gets a name that callers can act on.

use std::{sync::Arc, time::Duration};

use secrecy::ExposeSecret;
use serde::{Serialize, de::IgnoredAny};
use teloxide::{
    Bot, RequestError,
    payloads::{
        EditMessageCaption, EditMessageCaptionSetters, EditMessageText, EditMessageTextSetters,
        SendMessage, SendMessageSetters,
    },
    requests::{Payload, Requester},
    types::{
        ChatAction, ChatId, LinkPreviewOptions, MessageId, ParseMode, ReplyParameters, ThreadId,
    },
};
use tokio::{sync::OnceCell, time::Instant};
use tracing::Instrument;

use super::{
    Screen,
    floods::Floods,
    limits::{Gate, Lane, Limits, Permit},
    narrow::{self, SentMessage},
    verdict::classify,
    wire::{Outgoing, Wire},
};
use crate::{config::TelegramConfig, outbound, telemetry};

/// Long enough for an album of ten large pictures over a slow line; teloxide's
/// own client cuts uploads off at 17 s.
const UPLOAD_PATIENCE: Duration = Duration::from_secs(180);

/// A call is tried this often when Telegram says to come back later.
const MOST_TRIES: u32 = 4;

/// Longest wait within one call; a longer one is left to the caller's retry.
const LONGEST_WAIT: Duration = Duration::from_secs(45);

/// Why Telegram did not do what was asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SendError {
    /// Blocked, deactivated, or never started: nothing will get through.
    #[error("the chat can't be reached: {0}")]
    Unreachable(String),
    /// The message to edit, answer or delete does not exist any more.
    #[error("the message is gone: {0}")]
    Gone(String),
    /// The request is wrong; sending it again can't help.
    #[error("Telegram refused: {0}")]
    Refused(String),
    /// No answer came. It may or may not have been done.
    #[error("Telegram's answer never came")]
    Unknown,
    /// Not done, and worth trying later.
    #[error("Telegram is busy or away")]
    Unavailable,
    /// The topic of the group was deleted.
    #[error("the topic is gone: {0}")]
    NoTopic(String),
    /// The topic of the group is closed, and the bot may not write there.
    #[error("the topic is closed: {0}")]
    TopicClosed(String),
    /// The bot may not do this in the group: it lacks a right, or the group has no topics.
    #[error("the bot may not do this in the group: {0}")]
    NotAllowed(String),
    /// The group was upgraded and has another id now.
    #[error("the group has another id now")]
    Moved(ChatId),
}

/// How an edit went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    Done,
    /// It looked like this already.
    Unchanged,
}

/// Sends to Telegram. Clones share limits and connections.
#[derive(Clone, Debug)]
pub struct Sender {
    bot: Bot,
    wire: Wire,
    pub(super) gate: Gate,
    floods: Arc<Floods>,
    /// Once it was asked for.
    pub(super) own_name: Arc<OnceCell<String>>,
}

impl Sender {
    /// Must be called on a tokio runtime, which then drives the limits.
    pub fn new(config: &TelegramConfig, limits: Limits) -> Self {
        let client = outbound::client(UPLOAD_PATIENCE);
        let bot = Bot::with_client(config.token.expose_secret(), client.clone())
            .set_api_url(config.api_url.clone());
        Self {
            bot,
            wire: Wire::new(config, client),
            gate: Gate::open(limits),
            floods: Arc::default(),
            own_name: Arc::default(),
        }
    }

    /// For making requests; they are sent by [`Sender::call`].
    pub fn bot(&self) -> &Bot {
        &self.bot
    }

    /// How often Telegram has said since the start that it was too much.
    pub fn flood_count(&self) -> u64 {
        self.floods.count()
    }

    /// Sends `request`, which goes to `chat` if it names one, when the limits
    /// allow. Waits out short floods.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn call<R>(
        &self,
        lane: Lane,
        chat: Option<ChatId>,
        request: R,
    ) -> Result<<R::Payload as Payload>::Output, SendError>
    where
        R: Outgoing,
    {
        self.call_of(1, lane, chat, request).await
    }

    /// As [`Sender::call`], for a call that sends so many messages.
    pub(super) async fn call_of<R>(
        &self,
        messages: u32,
        lane: Lane,
        chat: Option<ChatId>,
        request: R,
    ) -> Result<<R::Payload as Payload>::Output, SendError>
    where
        R: Outgoing,
    {
        let mut tries = 0;
        loop {
            let asked_at = Instant::now();
            let permit = self.gate.pass(lane, chat, messages).await;
            metrics::histogram!("pinglass_telegram_wait_seconds", "lane" => lane.id())
                .record(asked_at.elapsed());
            tries += 1;
            match self.measured(permit, &request).await {
                Ok(output) => return Ok(output),
                Err(RequestError::RetryAfter(wait)) => {
                    let wait = wait.duration();
                    self.back_off(chat, wait);
                    if tries >= MOST_TRIES || wait > LONGEST_WAIT {
                        return Err(SendError::Unavailable);
                    }
                }
                Err(RequestError::Network(error)) if error.is_connect() && tries < MOST_TRIES => {
                    tokio::time::sleep(Duration::from_millis(200 * u64::from(tries))).await;
                }
                Err(error) => return Err(classify(error)),
            }
        }
    }

    /// Sends it now, and measures how long that takes.
    pub(super) async fn measured<R>(
        &self,
        permit: Permit,
        request: &R,
    ) -> Result<<R::Payload as Payload>::Output, RequestError>
    where
        R: Outgoing,
    {
        let method = <R::Payload as Payload>::NAME;
        let start = Instant::now();
        let span = tracing::debug_span!(
            target: telemetry::CALLS,
            "call",
            otel.name = format!("telegram {method}"),
            otel.kind = "client"
        );
        let result = request.send_by(&self.wire).instrument(span).await;
        let is_silent = matches!(
            result,
            Err(RequestError::Network(_) | RequestError::InvalidJson { .. } | RequestError::Io(_))
        );
        if !is_silent {
            permit.answered();
        }
        let outcome = if result.is_ok() { "ok" } else { "error" };
        metrics::histogram!("pinglass_provider_call_seconds",
            "provider" => "telegram", "operation" => method, "status" => outcome)
        .record(start.elapsed());
        result
    }

    /// Leaves alone what a 429 is about: the one chat, unless several chats at
    /// once say that everything is.
    pub(super) fn back_off(&self, chat: Option<ChatId>, wait: Duration) {
        metrics::counter!("pinglass_telegram_floods_total").increment(1);
        let is_about_all = self.floods.note(chat);
        self.gate.hold(chat, wait);
        if is_about_all {
            self.gate.hold(None, wait);
        }
    }

    /// Sends `screen` as a new message.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn show(
        &self,
        lane: Lane,
        chat: ChatId,
        topic: Option<ThreadId>,
        screen: &Screen,
    ) -> Result<MessageId, SendError> {
        self.show_in_topic(lane, chat, topic, None, screen).await
    }

    /// Sends `screen` as a reply to the message that it is about, or as an ordinary
    /// message when that is gone.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn show_below(
        &self,
        lane: Lane,
        chat: ChatId,
        message: Option<MessageId>,
        screen: &Screen,
    ) -> Result<MessageId, SendError> {
        self.show_in_topic(lane, chat, None, message, screen).await
    }

    /// As [`Sender::show_below`], in a topic of a group: there it stands also when the
    /// message is gone.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn show_in_topic(
        &self,
        lane: Lane,
        chat: ChatId,
        topic: Option<ThreadId>,
        message: Option<MessageId>,
        screen: &Screen,
    ) -> Result<MessageId, SendError> {
        let mut message_to_send = SendMessage::new(chat, &screen.text)
            .parse_mode(ParseMode::Html)
            .link_preview_options(no_preview());
        message_to_send.message_thread_id = topic;
        message_to_send.reply_parameters =
            message.map(|message| ReplyParameters::new(message).allow_sending_without_reply());
        message_to_send.reply_markup = screen.keyboard.clone().map(Into::into);
        self.send_message(lane, chat, message_to_send).await
    }

    /// Sends a message of words.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn send_message(
        &self,
        lane: Lane,
        chat: ChatId,
        message: SendMessage,
    ) -> Result<MessageId, SendError> {
        let request = narrow::request::<_, SentMessage>(&self.bot, message);
        Ok(self.call(lane, Some(chat), request).await?.id())
    }

    /// Makes `message` look like `screen`.
    ///
    /// # Errors
    /// [`SendError::Gone`] when it can't be edited any more; otherwise see there.
    pub async fn edit(
        &self,
        lane: Lane,
        chat: ChatId,
        message: MessageId,
        screen: &Screen,
    ) -> Result<Edited, SendError> {
        let mut edit = EditMessageText::new(chat, message, &screen.text)
            .parse_mode(ParseMode::Html)
            .link_preview_options(no_preview());
        edit.reply_markup = screen.keyboard.clone();
        self.edited(lane, chat, edit).await
    }

    /// Makes the words and buttons below the picture of `message` look like `screen`.
    ///
    /// # Errors
    /// [`SendError::Gone`] when it can't be edited any more; otherwise see there.
    pub async fn edit_caption(
        &self,
        lane: Lane,
        chat: ChatId,
        message: MessageId,
        screen: &Screen,
    ) -> Result<Edited, SendError> {
        let mut edit = EditMessageCaption::new(chat, message)
            .caption(&screen.text)
            .parse_mode(ParseMode::Html);
        edit.reply_markup = screen.keyboard.clone();
        self.edited(lane, chat, edit).await
    }

    /// An edit that changes nothing is as good as one that does.
    async fn edited<P>(&self, lane: Lane, chat: ChatId, edit: P) -> Result<Edited, SendError>
    where
        P: Payload + Serialize + 'static,
    {
        let request = narrow::request::<_, IgnoredAny>(&self.bot, edit);
        match self.call(lane, Some(chat), request).await {
            Ok(_) => Ok(Edited::Done),
            Err(SendError::Refused(why)) if why.contains("not modified") => Ok(Edited::Unchanged),
            Err(error) => Err(error),
        }
    }

    /// Shows "uploading a photo …" or the like for a few seconds. Nobody
    /// depends on it, so failures are passed over.
    pub async fn act(&self, chat: ChatId, action: ChatAction) {
        let _unimportant = self
            .call(Lane::Answer, None, self.bot.send_chat_action(chat, action))
            .await;
    }
}

/// Addresses in the words of a message bring no picture of theirs along.
pub fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}
