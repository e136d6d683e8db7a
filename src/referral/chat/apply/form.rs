//! The form of an application: its questions in their order, what counts as an answer
//! to each, and where its writer is.

use serde::{Deserialize, Serialize};

use crate::{
    accounts,
    referral::{
        answers::{Audience, Channel},
        typed,
    },
    telegram::Step,
};

/// `varchar(255)` holds the name.
const NAME_MOST_CHARS: usize = 255;

/// Ten of them have to fit into one message.
const CHANNEL_MOST_CHARS: usize = 100;

pub(super) const MOST_CHANNELS: usize = 10;

/// Of the free word.
pub(super) const ABOUT_MOST_CHARS: usize = 1000;

/// A question of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Field {
    #[serde(rename = "n")]
    Name,
    #[serde(rename = "e")]
    Email,
    #[serde(rename = "h")]
    Handle,
    #[serde(rename = "a")]
    Audience,
    #[serde(rename = "c")]
    Channels,
    #[serde(rename = "w")]
    About,
}

impl Field {
    /// In the order in which they are asked.
    pub const ALL: [Self; 6] = [
        Self::Name,
        Self::Email,
        Self::Handle,
        Self::Audience,
        Self::Channels,
        Self::About,
    ];

    /// From 1.
    pub fn number(self) -> usize {
        let place = Self::ALL.iter().position(|field| *field == self);
        place.map_or(0, |place| place + 1)
    }

    fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }

    fn previous(self) -> Option<Self> {
        Self::ALL.get(self.number().checked_sub(2)?).copied()
    }
}

/// The answers so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answers {
    pub name: Option<String>,
    pub email: Option<String>,
    /// With the `@`; `None` also of those who have none.
    pub handle: Option<String>,
    pub audience: Option<Audience>,
    pub channels: Vec<String>,
    pub about: Option<String>,
}

/// Why something is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoAnswer {
    /// It does not say what was asked for.
    Unclear,
    TooManyChannels,
    TooLong,
    /// This question is answered by its buttons.
    TapPlease,
}

/// Somebody in the middle of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Applying {
    pub answers: Answers,
    /// What is asked; `None` when all is and it can be sent.
    pub at: Option<Field>,
    /// Whether they came back from the end to change one answer.
    pub is_change: bool,
}

impl Step for Applying {
    const FEATURE: &'static str = "partner";
}

impl Applying {
    pub fn begin() -> Self {
        Self {
            answers: Answers::default(),
            at: Some(Field::Name),
            is_change: false,
        }
    }

    /// After the present question was answered.
    #[must_use]
    pub fn go_on(mut self) -> Self {
        self.at = match self.at {
            Some(field) if !self.is_change => field.next(),
            _ => None,
        };
        self.is_change = false;
        self
    }

    /// To the question before, or to the end if they came from there. `None`: out of it.
    pub fn go_back(mut self) -> Option<Self> {
        self.at = match self.at {
            Some(_) if self.is_change => None,
            Some(field) => Some(field.previous()?),
            None => Some(Field::About),
        };
        self.is_change = false;
        Some(self)
    }

    /// From the end to one of the answers.
    #[must_use]
    pub fn change(mut self, field: Field) -> Self {
        self.is_change = self.at.is_none();
        self.at = Some(field);
        self
    }

    /// Whether nothing that has to be there is missing.
    pub fn is_complete(&self) -> bool {
        let answers = &self.answers;
        answers.name.is_some()
            && answers.email.is_some()
            && answers.audience.is_some()
            && !answers.channels.is_empty()
    }

    /// Takes what was typed for the answer to the present question.
    pub fn take(&mut self, words: &str) -> Result<(), NoAnswer> {
        let answers = &mut self.answers;
        match self.at {
            Some(Field::Name) => {
                let name = typed::line(words, NAME_MOST_CHARS);
                answers.name = Some(name.ok_or(NoAnswer::Unclear)?);
            }
            Some(Field::Email) => {
                let email = words.trim();
                if !accounts::is_email(email) {
                    return Err(NoAnswer::Unclear);
                }
                answers.email = Some(email.to_owned());
            }
            Some(Field::Handle) => {
                answers.handle = Some(handle(words).ok_or(NoAnswer::Unclear)?);
            }
            Some(Field::Audience) | None => return Err(NoAnswer::TapPlease),
            Some(Field::Channels) => return answers.add_channels(words),
            Some(Field::About) => {
                if typed::length(words.trim()) > ABOUT_MOST_CHARS {
                    return Err(NoAnswer::TooLong);
                }
                let about = typed::lines(words, ABOUT_MOST_CHARS);
                answers.about = Some(about.ok_or(NoAnswer::Unclear)?);
            }
        }
        Ok(())
    }
}

impl Answers {
    pub fn has(&self, channel: Channel) -> bool {
        self.channels.iter().any(|name| name == channel.name())
    }

    /// Adds the channel, or takes it off.
    pub fn toggle(&mut self, channel: Channel) -> Result<(), NoAnswer> {
        if self.has(channel) {
            self.channels.retain(|name| name != channel.name());
            return Ok(());
        }
        self.add(channel.name().to_owned())
    }

    fn add(&mut self, channel: String) -> Result<(), NoAnswer> {
        if self.channels.contains(&channel) {
            return Ok(());
        }
        if self.channels.len() == MOST_CHANNELS {
            return Err(NoAnswer::TooManyChannels);
        }
        self.channels.push(channel);
        Ok(())
    }

    /// Several may be named at once, by commas or lines.
    fn add_channels(&mut self, words: &str) -> Result<(), NoAnswer> {
        let names = words.split([',', ';', '\n']);
        let mut named = names
            .filter_map(|name| typed::line(name, CHANNEL_MOST_CHARS))
            .peekable();
        if named.peek().is_none() {
            return Err(NoAnswer::Unclear);
        }
        named.try_for_each(|name| {
            let known = Channel::named(&name.to_lowercase());
            self.add(known.map_or(name, |known| known.name().to_owned()))
        })
    }
}

/// Telegram's user names: 5 to 32 Latin letters, digits and underscores, the first a
/// letter (bought ones may have 4). As `@name`, `name` or a link.
fn handle(words: &str) -> Option<String> {
    let words = words.trim();
    let name = ["https://", "http://"]
        .iter()
        .find_map(|start| words.strip_prefix(start))
        .unwrap_or(words);
    let name = ["t.me/", "telegram.me/", "@"]
        .iter()
        .find_map(|start| name.strip_prefix(start))
        .unwrap_or(name);
    let is_name = (4..=32).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    is_name.then(|| format!("@{name}"))
}

#[cfg(test)]
mod tests;
