//! Everything the fake knows: people, chats, messages and what waits. One lock guards it all.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    callbacks::Callbacks,
    files::Files,
    icons,
    message::{Body, Deletion, Message},
    payments::Payments,
    record::Record,
    request::Refusal,
    seen::{SeenChat, SeenPerson, SeenTopic},
    settings::Settings,
    standing::{GroupKind, Standing},
    transcript::Line,
    updates::Updates,
};

/// The first message of a supergroup tells of its creation; as a topic, 1 is the general one.
const FIRST_GROUP_MESSAGE: i64 = 2;
/// From <https://core.telegram.org/bots/api#sendchataction>.
const ACTION_LIFE: TimeDelta = TimeDelta::seconds(5);

/// As whom an administrator speaks who hides behind the group; the same in all groups.
pub const ANONYMOUS_ADMIN: i64 = 1_087_968_824;
static ANONYMOUS: LazyLock<User> = LazyLock::new(|| User {
    id: ANONYMOUS_ADMIN,
    is_bot: true,
    first_name: "Group".to_owned(),
    username: Some("GroupAnonymousBot".to_owned()),
    language_code: None,
});

#[derive(Serialize, Deserialize)]
pub struct State {
    pub bot: User,
    /// How far this world's clock is from the real one.
    #[serde(skip)]
    clock_offset: TimeDelta,
    pub users: BTreeMap<i64, User>,
    pub chats: BTreeMap<i64, Chat>,
    /// Messages of all private chats and small groups are numbered together, those of a supergroup
    /// apart.
    last_private_message: i64,
    pub files: Files,
    pub updates: Updates,
    pub callbacks: Callbacks,
    pub payments: Payments,
    pub settings: Settings,
    #[serde(skip)]
    pub record: Record,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct User {
    pub id: i64,
    pub is_bot: bool,
    pub first_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_code: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Chat {
    pub id: i64,
    /// Of a group; none for a private chat.
    pub title: Option<String>,
    pub members: BTreeSet<i64>,
    /// Whether the person has ever written; before that the bot cannot write either.
    pub is_started: bool,
    pub is_bot_blocked: bool,
    pub messages: BTreeMap<i64, Message>,
    pub topics: BTreeMap<i64, Topic>,
    /// What the bot is shown doing, and since when.
    pub bot_action: Option<(String, DateTime<Utc>)>,
    /// Of a group.
    #[serde(default)]
    pub standing: Standing,
    /// The lines of the transcript.
    #[serde(default)]
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Topic {
    pub name: String,
    pub icon_color: i64,
    /// The id of a custom emoji.
    #[serde(default)]
    pub icon: Option<String>,
    pub is_closed: bool,
    pub deletion: Option<Deletion>,
}

impl Chat {
    pub fn is_group(&self) -> bool {
        self.title.is_some()
    }

    /// The newest message for which something holds, deleted ones left out.
    pub fn newest(&self, mut holds: impl FnMut(&Message) -> bool) -> Option<&Message> {
        self.messages
            .values()
            .rev()
            .find(|message| !message.is_deleted() && holds(message))
    }
}

impl State {
    pub fn new(bot: User) -> Self {
        Self {
            bot,
            clock_offset: TimeDelta::zero(),
            users: BTreeMap::new(),
            chats: BTreeMap::new(),
            last_private_message: 0,
            files: Files::default(),
            updates: Updates::default(),
            callbacks: Callbacks::default(),
            payments: Payments::default(),
            settings: Settings::default(),
            record: Record::default(),
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        super::wall_clock() + self.clock_offset
    }

    pub fn set_now(&mut self, now: DateTime<Utc>) {
        self.clock_offset = now - super::wall_clock();
    }

    pub fn unix_now(&self) -> i64 {
        self.now().timestamp()
    }

    /// Makes a person known, with an empty private chat.
    pub fn add_user(&mut self, user: User) {
        self.add_chat(user.id, None, BTreeSet::from([user.id]));
        self.users.entry(user.id).or_insert(user);
    }

    pub fn add_chat(&mut self, id: i64, title: Option<String>, members: BTreeSet<i64>) {
        let is_started = title.is_some();
        let chat = self.chats.entry(id).or_insert_with(|| Chat {
            id,
            title,
            members: BTreeSet::new(),
            is_started,
            is_bot_blocked: false,
            messages: BTreeMap::new(),
            topics: BTreeMap::new(),
            bot_action: None,
            standing: Standing::default(),
            lines: Vec::new(),
        });
        chat.members.extend(members);
    }

    pub fn user(&self, id: i64) -> Option<&User> {
        match id {
            ANONYMOUS_ADMIN => Some(&ANONYMOUS),
            _ if id == self.bot.id => Some(&self.bot),
            _ => self.users.get(&id),
        }
    }

    /// How the transcript calls someone.
    pub fn name_of(&self, id: i64) -> &str {
        if id == self.bot.id {
            return "Bot";
        }
        if id == ANONYMOUS_ADMIN {
            return "Anonymous admin";
        }
        self.users
            .get(&id)
            .map_or("Somebody", |user| user.first_name.as_str())
    }

    pub fn chat(&self, id: i64) -> Option<&Chat> {
        self.chats.get(&id)
    }

    /// The chat of a person or group that the fake itself made, so it must be there.
    pub fn own_chat(&mut self, id: i64) -> &mut Chat {
        self.chats
            .get_mut(&id)
            .expect("a chat comes with its person or group and is never removed")
    }

    /// A chat that the bot may write to now.
    pub fn open_chat(&self, id: i64) -> Result<&Chat, Refusal> {
        let chat = self
            .chats
            .get(&id)
            .ok_or_else(|| Refusal::bad("chat not found"))?;
        if chat.is_bot_blocked {
            let blocked = Refusal::new(403, "Forbidden: bot was blocked by the user");
            return Err(blocked.unavoidable());
        }
        chat.check_standing()?;
        if !chat.is_started {
            return Err(Refusal::bad("chat not found"));
        }
        Ok(chat)
    }

    /// A message that is there and not deleted.
    pub fn message(&self, chat: i64, id: i64) -> Option<&Message> {
        self.chats
            .get(&chat)?
            .messages
            .get(&id)
            .filter(|message| !message.is_deleted())
    }

    pub fn message_mut(&mut self, chat: i64, id: i64) -> Option<&mut Message> {
        let message = self.chats.get_mut(&chat)?.messages.get_mut(&id);
        message.filter(|message| !message.is_deleted())
    }

    /// A refusal for a message that is not there; no problem if a person took it away.
    pub fn missing(&self, chat: i64, id: i64, reason: &str) -> Refusal {
        let message = self
            .chats
            .get(&chat)
            .and_then(|chat| chat.messages.get(&id));
        let refusal = Refusal::bad(reason);
        if message.is_some_and(Message::is_deleted_by_person) {
            refusal.unavoidable()
        } else {
            refusal
        }
    }

    /// Puts a message into its chat, with the next number and the time.
    pub fn post(&mut self, mut message: Message) -> Message {
        message.date = self.unix_now();
        message.called_at.clone_from(&self.record.called_at);
        let chat = self.own_chat(message.chat);
        message.id = if chat.is_group() && chat.standing.kind != GroupKind::Basic {
            let last = self.own_chat(message.chat).messages.last_key_value();
            last.map_or(FIRST_GROUP_MESSAGE, |(last, _)| *last + 1)
        } else {
            self.last_private_message += 1;
            self.last_private_message
        };
        let chat = self.own_chat(message.chat);
        chat.messages.insert(message.id, message.clone());
        if message.sender == self.bot.id {
            self.own_chat(message.chat).bot_action = None;
        }
        message
    }

    /// Posts what a person did and tells the bot.
    pub fn post_to_bot(&mut self, message: Message) -> Message {
        self.open_for_person(message.chat);
        let message = self.post(message);
        let update = self.message_json(&message);
        self.push_update("message", message.chat, update);
        message
    }

    /// Posts what a person did to a chat, writes it down, and tells the bot.
    pub fn post_by_person(&mut self, message: Message) -> Message {
        let message = self.post_to_bot(message);
        self.log_sent(std::slice::from_ref(&message));
        message
    }

    /// Queues an update for the bot, unless it did not ask for this kind or is not there to hear.
    pub fn push_update(&mut self, kind: &str, lane: i64, content: serde_json::Value) {
        if self.hears(kind, lane) {
            let now = self.now();
            self.updates.push(kind, lane, content, now);
        }
    }

    /// A person who writes starts the chat, and lifts an own block.
    fn open_for_person(&mut self, chat: i64) {
        self.own_chat(chat).is_started = true;
        if self.own_chat(chat).is_bot_blocked {
            self.set_blocked(chat, false);
        }
    }

    /// Blocks or unblocks the bot in a private chat and tells the bot.
    pub fn set_blocked(&mut self, person: i64, is_blocked: bool) {
        if self.own_chat(person).is_bot_blocked == is_blocked {
            return;
        }
        self.own_chat(person).is_bot_blocked = is_blocked;
        let member = json!({"status": "member", "user": self.bot});
        let kicked = json!({"status": "kicked", "user": self.bot, "until_date": 0});
        let (old, new) = if is_blocked {
            (member, kicked)
        } else {
            (kicked, member)
        };
        let update = json!({
            "chat": self.chat_json(person),
            "from": self.user(person),
            "date": self.unix_now(),
            "old_chat_member": old,
            "new_chat_member": new,
        });
        self.push_update("my_chat_member", person, update);
        let verb = if is_blocked { "blocks" } else { "unblocks" };
        let line = format!("{} {verb} the bot", self.name_of(person));
        self.write_log(person, None, &line);
    }

    /// The message that opened a topic, to which all messages in it formally reply.
    pub fn topic_opening(&self, message: &Message) -> Option<&Message> {
        let topic = message.topic.filter(|topic| *topic != message.id)?;
        let opening = self.message(message.chat, topic)?;
        matches!(opening.body, Body::TopicCreated { .. }).then_some(opening)
    }

    pub fn seen_people(&self) -> Vec<SeenPerson> {
        let seen = |user: &User| SeenPerson {
            id: user.id,
            first_name: user.first_name.clone(),
            username: user.username.clone(),
            language_code: user.language_code.clone(),
            has_blocked_bot: self.chat(user.id).is_some_and(|chat| chat.is_bot_blocked),
        };
        self.users.values().map(seen).collect()
    }

    pub fn seen_chats(&self) -> Vec<SeenChat> {
        let seen = |chat: &Chat| SeenChat {
            id: chat.id,
            title: chat
                .title
                .clone()
                .unwrap_or_else(|| self.bot.first_name.clone()),
            is_group: chat.is_group(),
            members: chat.members.iter().copied().collect(),
            topics: self.seen_topics(chat.id),
            bot_action: self.shown_action(chat),
            commands: self.commands_in(chat.id),
        };
        self.chats.values().map(seen).collect()
    }

    pub fn seen_topics(&self, chat: i64) -> Vec<SeenTopic> {
        let topics = self.chat(chat).into_iter().flat_map(|chat| &chat.topics);
        topics
            .filter(|(_, topic)| topic.deletion.is_none())
            .map(|(id, topic)| SeenTopic {
                id: *id,
                name: topic.name.clone(),
                icon: topic
                    .icon
                    .as_deref()
                    .and_then(icons::emoji)
                    .map(str::to_owned),
                is_closed: topic.is_closed,
            })
            .collect()
    }

    /// An action is shown for a few seconds, or until the bot sends something.
    fn shown_action(&self, chat: &Chat) -> Option<String> {
        let (action, since) = chat.bot_action.as_ref()?;
        (self.now() - *since < ACTION_LIFE).then(|| action.clone())
    }
}
