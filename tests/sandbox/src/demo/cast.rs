//! Who plays in the demo: three customers, two operators and the staff's group.

use anyhow::{Context, Result};

use crate::telegram::{Group, NewPerson, Person, Telegram};

const GROUP_ID: i64 = -1_001_700_000_001;

/// What someone is to the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Customer,
    Operator,
}

/// Someone whom the visitor can play.
#[derive(Clone)]
pub struct Player {
    pub person: Person,
    pub role: Role,
}

#[derive(Clone)]
pub struct Cast {
    players: Vec<Player>,
    group: Group,
}

impl Cast {
    /// Makes everyone known to the fake; those who are there already keep what they have.
    pub fn enter(telegram: &Telegram) -> Self {
        let enter = |id, first_name: &str, username: &str, language: &str, role| Player {
            person: telegram.person(NewPerson {
                id,
                first_name: first_name.to_owned(),
                username: Some(username.to_owned()),
                language_code: Some(language.to_owned()),
            }),
            role,
        };
        let players = vec![
            enter(501_001, "Anna", "anna", "en", Role::Customer),
            enter(501_002, "Борис", "boris", "ru", Role::Customer),
            // She has never met the bot, until somebody invites her.
            enter(501_005, "Clara", "clara", "en", Role::Customer),
            enter(501_003, "Vera", "vera_pinglass", "en", Role::Operator),
            enter(501_004, "Lev", "lev_pinglass", "ru", Role::Operator),
        ];
        let operators: Vec<Person> = players
            .iter()
            .filter(|player| player.role == Role::Operator)
            .map(|player| player.person.clone())
            .collect();
        let group = telegram.staff_group(GROUP_ID, &operators);
        Self { players, group }
    }

    pub fn players(&self) -> &[Player] {
        &self.players
    }

    pub fn group(&self) -> &Group {
        &self.group
    }

    /// Both operators own the bot, so that either may do everything.
    pub fn owner_ids(&self) -> impl Iterator<Item = i64> {
        let operators = self
            .players
            .iter()
            .filter(|player| player.role == Role::Operator);
        operators.map(|player| player.person.id())
    }

    /// The first of the owners, speaking in the group.
    pub fn owner_in_group(&self) -> Option<Person> {
        let owner = self.owner_ids().next()?;
        self.speaker(owner, self.group.id(), None).ok()
    }

    /// The person, speaking in the own chat with the bot or in a topic of the group.
    ///
    /// # Errors
    /// When nobody of this id may speak there.
    pub fn speaker(&self, id: i64, chat: i64, topic: Option<i64>) -> Result<Person> {
        let player = self.players.iter().find(|player| player.person.id() == id);
        let player = player.context("nobody here has this id")?;
        if chat == id {
            return Ok(player.person.clone());
        }
        let is_member = chat == self.group.id() && player.role == Role::Operator;
        is_member
            .then(|| self.group.speaker_at(&player.person, topic))
            .context("this person is not in that chat")
    }
}
