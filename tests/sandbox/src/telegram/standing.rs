//! How the bot stands in a group: what kind of group it is, whether the bot is let in there, and
//! which of its rights a member took away.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    message::{Body, Message},
    request::Refusal,
    state::{ANONYMOUS_ADMIN, Chat, State},
};

/// What a group is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroupKind {
    /// A supergroup with topics.
    #[default]
    Forum,
    /// A supergroup without topics.
    Plain,
    /// A small group, which gets another id when it is upgraded.
    Basic,
}

/// A right of the bot that can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Right {
    ManageTopics,
    PinMessages,
    DeleteMessages,
}

/// As what the bot is in a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Presence {
    #[default]
    Administrator,
    Member,
    Kicked,
}

/// How the bot stands in a group.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Standing {
    pub kind: GroupKind,
    pub presence: Presence,
    pub taken: BTreeSet<Right>,
    /// The id of the supergroup that this group became.
    pub upgraded_to: Option<i64>,
}

const OTHER_RIGHTS: [&str; 9] = [
    "can_manage_chat",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
];

impl Right {
    pub const ALL: [Self; 3] = [Self::ManageTopics, Self::PinMessages, Self::DeleteMessages];

    /// As the Bot API calls it.
    pub fn field(self) -> &'static str {
        match self {
            Self::ManageTopics => "can_manage_topics",
            Self::PinMessages => "can_pin_messages",
            Self::DeleteMessages => "can_delete_messages",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::ManageTopics => "to manage topics",
            Self::PinMessages => "to pin messages",
            Self::DeleteMessages => "to delete messages",
        }
    }
}

impl Chat {
    pub fn is_forum(&self) -> bool {
        self.is_group() && self.standing.kind == GroupKind::Forum
    }

    /// Whether the bot may do this here; in a private chat there are no such rights to lack.
    pub fn allows(&self, right: Right) -> bool {
        !self.is_group()
            || (self.standing.presence == Presence::Administrator
                && !self.standing.taken.contains(&right))
    }

    /// Refuses what cannot be done in a group that is not there for the bot any more. The members
    /// did that, so it is no problem of the bot's.
    pub fn check_standing(&self) -> Result<(), Refusal> {
        let kind = match self.standing.kind {
            _ if !self.is_group() => return Ok(()),
            GroupKind::Basic => "group",
            GroupKind::Forum | GroupKind::Plain => "supergroup",
        };
        if let Some(supergroup) = self.standing.upgraded_to {
            return Err(Refusal::upgraded(supergroup));
        }
        if self.standing.presence == Presence::Kicked {
            let reason = format!("Forbidden: bot was kicked from the {kind} chat");
            return Err(Refusal::new(403, reason).unavoidable());
        }
        Ok(())
    }
}

impl State {
    /// Refuses what needs a right that the bot was not left.
    pub fn require_right(&self, chat: i64, right: Right, reason: &str) -> Result<(), Refusal> {
        match self.chat(chat) {
            Some(chat) if !chat.allows(right) => Err(Refusal::bad(reason).unavoidable()),
            _ => Ok(()),
        }
    }

    /// The bot as a member of a group.
    pub fn bot_member_json(&self, chat: i64) -> Value {
        let standing = self.chat(chat).map(|chat| &chat.standing);
        let presence = standing.map(|standing| standing.presence);
        match presence.unwrap_or_default() {
            Presence::Member => json!({"status": "member", "user": self.bot}),
            Presence::Kicked => json!({"status": "kicked", "user": self.bot, "until_date": 0}),
            Presence::Administrator => {
                let mut json = json!({
                    "status": "administrator",
                    "user": self.bot,
                    "can_be_edited": false,
                    "is_anonymous": false,
                });
                for right in OTHER_RIGHTS {
                    json[right] = json!(true);
                }
                for right in Right::ALL {
                    let is_left = standing.is_none_or(|standing| !standing.taken.contains(&right));
                    json[right.field()] = json!(is_left);
                }
                json
            }
        }
    }

    /// Changes how the bot stands in a group and tells it so.
    pub fn change_standing(
        &mut self,
        chat: i64,
        member: i64,
        words: &str,
        change: impl FnOnce(&mut Standing),
    ) {
        let line = format!("{} {words}", self.name_of(member));
        self.write_log(chat, None, &line);
        let old = self.bot_member_json(chat);
        change(&mut self.own_chat(chat).standing);
        let new = self.bot_member_json(chat);
        if old == new {
            return;
        }
        let update = json!({
            "chat": self.chat_json(chat),
            "from": self.user(member),
            "date": self.unix_now(),
            "old_chat_member": old,
            "new_chat_member": new,
        });
        self.push_update("my_chat_member", chat, update);
    }

    pub fn take_right(&mut self, chat: i64, member: i64, right: Right) {
        let words = format!("takes the bot's right {}", right.words());
        self.change_standing(chat, member, &words, |standing| {
            standing.taken.insert(right);
        });
    }

    pub fn give_right(&mut self, chat: i64, member: i64, right: Right) {
        let words = format!("gives the bot the right {}", right.words());
        self.change_standing(chat, member, &words, |standing| {
            standing.taken.remove(&right);
        });
    }

    /// Makes a group a supergroup with another id: its members move, what was said stays behind.
    pub fn upgrade(&mut self, old: i64, member: i64, new: i64, kind: GroupKind) {
        let line = format!("{} upgrades the group", self.name_of(member));
        self.write_log(old, None, &line);
        let chat = self.own_chat(old).clone();
        self.add_chat(new, chat.title.clone(), chat.members);
        self.own_chat(new).standing = Standing {
            kind,
            ..chat.standing
        };
        self.post_by_person(Message::new(old, member, Body::UpgradedTo { chat: new }));
        self.own_chat(old).standing.upgraded_to = Some(new);
        let beginning = Message::new(new, ANONYMOUS_ADMIN, Body::UpgradedFrom { chat: old });
        self.post_by_person(beginning);
    }

    /// Whether the bot hears of what happens in a chat.
    pub fn hears(&self, kind: &str, chat: i64) -> bool {
        let Some(chat) = self.chat(chat).filter(|chat| chat.is_group()) else {
            return true;
        };
        match chat.standing.presence {
            Presence::Administrator => true,
            Presence::Member => !kind.starts_with("message_reaction"),
            Presence::Kicked => kind == "my_chat_member",
        }
    }
}
