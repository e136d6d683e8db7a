//! Texts with their styling, and the finding of commands, links and mentions that Telegram does by
//! itself.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A styled stretch of a text; offset and length count UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    #[serde(rename = "type")]
    pub kind: String,
    pub offset: usize,
    pub length: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_emoji_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<Value>,
}

impl Entity {
    pub fn new(kind: &str, offset: usize, length: usize) -> Self {
        Self {
            kind: kind.to_owned(),
            offset,
            length,
            url: None,
            language: None,
            custom_emoji_id: None,
            user: None,
        }
    }
}

/// A text with its entities.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Styled {
    pub text: String,
    pub entities: Vec<Entity>,
}

impl Styled {
    /// A text that somebody typed: commands, links and mentions are found, nothing else.
    pub fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            entities: Vec::new(),
        }
        .with_found_entities()
    }

    /// Adds the entities that Telegram finds by itself, where no other entity is.
    pub fn with_found_entities(mut self) -> Self {
        let mut offset = 0;
        for word in self.text.split_inclusive(char::is_whitespace) {
            let trimmed = word.trim_end();
            if let Some((kind, length)) = found_kind(trimmed) {
                let is_free = self.entities.iter().all(|other| {
                    offset + length <= other.offset || other.offset + other.length <= offset
                });
                if is_free {
                    self.entities.push(Entity::new(kind, offset, length));
                }
            }
            offset += utf16_length(word);
        }
        self.entities
            .sort_by_key(|entity| (entity.offset, usize::MAX - entity.length));
        self
    }

    /// Cuts white space off both ends, as Telegram does, and moves the entities along.
    pub fn trimmed(mut self) -> Self {
        let cut = utf16_length(&self.text) - utf16_length(self.text.trim_start());
        self.text = self.text.trim().to_owned();
        let length = utf16_length(&self.text);
        for entity in &mut self.entities {
            let end = (entity.offset + entity.length)
                .saturating_sub(cut)
                .min(length);
            entity.offset = entity.offset.saturating_sub(cut);
            entity.length = end.saturating_sub(entity.offset);
        }
        self.entities.retain(|entity| entity.length > 0);
        self
    }
}

/// The length of a text as Telegram counts it.
pub fn utf16_length(text: &str) -> usize {
    text.encode_utf16().count()
}

fn found_kind(word: &str) -> Option<(&'static str, usize)> {
    let name_length = |text: &str| {
        text.bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
            .count()
    };
    if let Some(rest) = word.strip_prefix('/') {
        let command = name_length(rest);
        let bot = rest[command..]
            .strip_prefix('@')
            .map_or(0, |name| 1 + name_length(name));
        return (1..=64)
            .contains(&command)
            .then_some(("bot_command", 1 + command + bot));
    }
    if let Some(rest) = word.strip_prefix('@') {
        let name = name_length(rest);
        return (4..=32).contains(&name).then_some(("mention", 1 + name));
    }
    let is_link = word.starts_with("https://") || word.starts_with("http://");
    let link = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
    is_link.then(|| ("url", utf16_length(link)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimming_moves_the_entities() {
        let styled = Styled {
            text: " \n x \n".to_owned(),
            entities: vec![Entity::new("bold", 2, 3)],
        }
        .trimmed();
        assert_eq!(styled.text, "x");
        assert_eq!(
            (styled.entities[0].offset, styled.entities[0].length),
            (0, 1)
        );
    }

    #[test]
    fn commands_links_and_mentions_are_found() {
        let styled =
            Styled::plain("/start ref_A see https://a.b/c, @someone or /help@pinglass_bot");
        let found: Vec<_> = styled
            .entities
            .iter()
            .map(|entity| (entity.kind.as_str(), entity.offset, entity.length))
            .collect();
        assert_eq!(
            found,
            [
                ("bot_command", 0, 6),
                ("url", 17, 13),
                ("mention", 32, 8),
                ("bot_command", 44, 18)
            ]
        );
    }
}
