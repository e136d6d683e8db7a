//! What the bot says about itself: commands, names, descriptions, menu buttons.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{seen::SeenCommand, state::State};

#[derive(Default, Serialize, Deserialize)]
pub struct Settings {
    /// By scope and language; see `scope_key`.
    pub commands: BTreeMap<String, Vec<SeenCommand>>,
    /// By the setting's name and the language.
    pub texts: BTreeMap<String, String>,
    /// By chat; 0 for all others.
    pub menu_buttons: BTreeMap<i64, serde_json::Value>,
}

/// For whom a list of commands is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scope {
    #[default]
    Default,
    AllPrivateChats,
    AllGroupChats,
    AllChatAdministrators,
    Chat {
        chat_id: i64,
    },
    ChatAdministrators {
        chat_id: i64,
    },
    ChatMember {
        chat_id: i64,
        user_id: i64,
    },
}

impl Scope {
    pub fn key(&self, language: &str) -> String {
        format!("{self:?}|{language}")
    }
}

impl State {
    /// The commands that an app offers in a chat, by Telegram's order of scopes and languages.
    pub fn commands_in(&self, chat_id: i64) -> Vec<SeenCommand> {
        let is_group = self.chat(chat_id).is_some_and(|chat| chat.is_group());
        let scopes = if is_group {
            vec![
                Scope::ChatAdministrators { chat_id },
                Scope::Chat { chat_id },
                Scope::AllChatAdministrators,
                Scope::AllGroupChats,
                Scope::Default,
            ]
        } else {
            vec![
                Scope::Chat { chat_id },
                Scope::AllPrivateChats,
                Scope::Default,
            ]
        };
        let user = self.users.get(&chat_id);
        let language = user
            .and_then(|user| user.language_code.as_deref())
            .unwrap_or_default();
        // Apps send "pt-BR", bots set "pt".
        let language = language.split('-').next().unwrap_or_default();
        scopes
            .iter()
            .flat_map(|scope| [scope.key(language), scope.key("")])
            .find_map(|key| self.settings.commands.get(&key).cloned())
            .unwrap_or_default()
    }
}
