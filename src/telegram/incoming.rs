//! An update boiled down to what handlers ask for: who did what, and where.

use std::sync::Arc;

use anyhow::Context;
use teloxide::types::{
    CallbackQuery, ChatId, ChatMemberUpdated, Message, MessageId, ThreadId, Update, UpdateKind,
    User,
};

use super::{
    dialogue::Place,
    reaction::{self, Reaction},
};

/// What an update turns out to be.
#[derive(Clone, Debug)]
pub enum Received {
    Act(Box<Incoming>),
    /// The bot was let into a chat or put out of it.
    Membership(Box<ChatMemberUpdated>),
    /// Nothing that anybody acts on.
    Nothing,
}

/// Reads an update as Telegram sent it.
///
/// # Errors
/// When it can't be read at all.
pub fn read_update(payload: &str) -> anyhow::Result<Received> {
    let act = |incoming| Received::Act(Box::new(incoming));
    if let Ok(reaction) = reaction::read(payload) {
        return Ok(reaction.map_or(Received::Nothing, act));
    }
    let update: Update = serde_json::from_str(payload).context("an update can't be read")?;
    Ok(match update.kind {
        UpdateKind::MyChatMember(change) => Received::Membership(Box::new(change)),
        _ => Incoming::from_update(update).map_or(Received::Nothing, act),
    })
}

/// Something a person did. The router hands it to each route on the way, so that clones are to
/// cost little.
#[derive(Clone, Debug)]
pub struct Incoming {
    pub chat: ChatId,
    pub topic: Option<ThreadId>,
    pub from: Arc<User>,
    pub event: Event,
}

#[derive(Clone, Debug)]
pub enum Event {
    Message(Arc<Message>),
    /// A message as it reads after its author has changed it.
    Edit(Arc<Message>),
    Tap(Arc<CallbackQuery>),
    Reaction(Arc<Reaction>),
}

impl Incoming {
    /// What a handler can act on; `None` for channel posts, messages of nobody and
    /// kinds of updates that we did not ask for.
    pub fn from_update(update: Update) -> Option<Self> {
        match update.kind {
            UpdateKind::Message(message) => Self::of_message(message, Event::Message),
            UpdateKind::EditedMessage(message) => Self::of_message(message, Event::Edit),
            UpdateKind::CallbackQuery(query) => {
                let chat = query
                    .message
                    .as_ref()
                    .map_or(ChatId(query.from.id.0.cast_signed()), |message| {
                        message.chat().id
                    });
                let topic = query
                    .regular_message()
                    .and_then(|message| message.thread_id.filter(|_| message.is_topic_message));
                let from = Arc::new(query.from.clone());
                Some(Self {
                    chat,
                    topic,
                    from,
                    event: Event::Tap(Arc::new(query)),
                })
            }
            _ => None,
        }
    }

    fn of_message(message: Message, event: fn(Arc<Message>) -> Event) -> Option<Self> {
        Some(Self {
            chat: message.chat.id,
            topic: message.thread_id.filter(|_| message.is_topic_message),
            from: Arc::new(message.from.clone()?),
            event: event(Arc::new(message)),
        })
    }

    pub fn message(&self) -> Option<Arc<Message>> {
        match &self.event {
            Event::Message(message) => Some(Arc::clone(message)),
            Event::Edit(_) | Event::Tap(_) | Event::Reaction(_) => None,
        }
    }

    /// The message as it reads now, if this is an edit.
    pub fn edit(&self) -> Option<Arc<Message>> {
        match &self.event {
            Event::Edit(message) => Some(Arc::clone(message)),
            Event::Message(_) | Event::Tap(_) | Event::Reaction(_) => None,
        }
    }

    pub fn reaction(&self) -> Option<Arc<Reaction>> {
        match &self.event {
            Event::Reaction(reaction) => Some(Arc::clone(reaction)),
            Event::Message(_) | Event::Edit(_) | Event::Tap(_) => None,
        }
    }

    pub fn tap(&self) -> Option<&CallbackQuery> {
        match &self.event {
            Event::Tap(query) => Some(query),
            Event::Message(_) | Event::Edit(_) | Event::Reaction(_) => None,
        }
    }

    /// The message below which the tapped button stood.
    pub fn tapped_message(&self) -> Option<MessageId> {
        self.tap()?.message.as_ref().map(|message| message.id())
    }

    /// The name of the command that the message starts with, in lower case and
    /// without the bot's name, and the words behind it.
    pub fn command(&self) -> Option<(String, String)> {
        let Event::Message(message) = &self.event else {
            return None;
        };
        let (first, rest) = match message.text()?.split_once(char::is_whitespace) {
            Some((first, rest)) => (first, rest.trim()),
            None => (message.text()?, ""),
        };
        let name = first.strip_prefix('/')?.split('@').next()?;
        Some((name.to_lowercase(), rest.to_owned()))
    }

    /// The bot that the command names, as in `/help@pinglass_bot`: groups may
    /// have several bots, and those that are administrators hear everything.
    pub fn addressee(&self) -> Option<&str> {
        let Event::Message(message) = &self.event else {
            return None;
        };
        let first = message.text()?.split(char::is_whitespace).next()?;
        Some(first.strip_prefix('/')?.split_once('@')?.1)
    }

    pub fn is_private(&self) -> bool {
        self.chat.is_user()
    }

    /// Where this person's dialogue in this place is kept.
    pub fn place(&self) -> Place {
        Place {
            chat: self.chat,
            user: self.from.id,
            topic: self.topic.map_or(0, |topic| topic.0.0),
        }
    }
}
