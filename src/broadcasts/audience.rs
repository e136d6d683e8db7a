//! Whom a broadcast is for: a group of people, narrowed by their language and by when
//! they were last seen.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::i18n::Lang;

/// Which people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Group {
    #[default]
    Everyone,
    Paid,
    NeverPaid,
    /// Paid for a set that they have not had made.
    Unused,
    Partners,
    /// Those that a member has named.
    Listed,
}

impl Group {
    pub const ALL: [Self; 6] = [
        Self::Everyone,
        Self::Paid,
        Self::NeverPaid,
        Self::Unused,
        Self::Partners,
        Self::Listed,
    ];

    /// As the database is asked for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Paid => "paid",
            Self::NeverPaid => "never_paid",
            Self::Unused => "unused",
            Self::Partners => "partners",
            Self::Listed => "listed",
        }
    }
}

/// When somebody was last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Seen {
    /// Within so many days.
    Within(u16),
    NotWithin(u16),
}

impl Seen {
    /// What the card offers.
    pub const OFFERED: [Self; 8] = [
        Self::Within(1),
        Self::Within(7),
        Self::Within(30),
        Self::Within(90),
        Self::NotWithin(7),
        Self::NotWithin(30),
        Self::NotWithin(90),
        Self::NotWithin(180),
    ];
}

/// Whom a broadcast is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Audience {
    pub group: Group,
    /// The tag of the only language; none means all.
    pub language: Option<String>,
    pub seen: Option<Seen>,
}

/// An audience as the database is asked for it at a moment.
pub(super) struct Terms {
    pub group: &'static str,
    pub language: Option<Lang>,
    pub seen_since: Option<DateTime<Utc>>,
    pub not_seen_since: Option<DateTime<Utc>>,
}

impl Audience {
    pub fn lang(&self) -> Option<Lang> {
        self.language.as_deref().and_then(Lang::with_tag)
    }

    pub fn terms(&self, now: DateTime<Utc>) -> Terms {
        let before = |days: u16| now - TimeDelta::days(days.into());
        let (seen_since, not_seen_since) = match self.seen {
            None => (None, None),
            Some(Seen::Within(days)) => (Some(before(days)), None),
            Some(Seen::NotWithin(days)) => (None, Some(before(days))),
        };
        Terms {
            group: self.group.name(),
            language: self.lang(),
            seen_since,
            not_seen_since,
        }
    }
}

/// People as a member names them: by Telegram ids and by names, in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NamedPeople {
    pub telegram_ids: BTreeSet<i64>,
    pub names: BTreeSet<String>,
}

impl NamedPeople {
    /// Reads words that were typed: ids and @names with anything between them.
    pub fn typed(words: &str) -> Self {
        let separates = |letter: char| letter.is_whitespace() || ",;".contains(letter);
        let mut people = Self::default();
        for word in words.split(separates) {
            people.add(word);
        }
        people
    }

    /// Reads a table: the first cell of each row names somebody, the others are passed over,
    /// lest a sum of money be taken for a person.
    pub fn table(file: &str) -> Self {
        let mut people = Self::default();
        for line in file.trim_start_matches('\u{feff}').lines() {
            let first = line.split([',', ';', '\t']).next().unwrap_or_default();
            people.add(first.trim().trim_matches('"'));
        }
        people
    }

    pub fn len(&self) -> usize {
        self.telegram_ids.len() + self.names.len()
    }

    fn add(&mut self, word: &str) {
        if let Some(name) = word.strip_prefix('@') {
            if !name.is_empty() {
                self.names.insert(name.to_lowercase());
            }
        } else if let Some(id) = word.parse().ok().filter(|id: &i64| *id > 0) {
            self.telegram_ids.insert(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(people: &NamedPeople) -> (Vec<i64>, Vec<&str>) {
        let ids = people.telegram_ids.iter().copied().collect();
        (ids, people.names.iter().map(String::as_str).collect())
    }

    #[test]
    fn people_are_read_out_of_what_was_typed() {
        let people = NamedPeople::typed("101, 102;@Anna_P\n@anna_p  Boris -5 @");
        assert_eq!(named(&people), (vec![101, 102], vec!["anna_p"]));
    }

    #[test]
    fn of_a_table_only_the_first_cells_name_people() {
        let people = NamedPeople::table("\u{feff}id;paid\r\n101;1499\r\n\"102\",77\n@anna\tx\n\n");
        assert_eq!(named(&people), (vec![101, 102], vec!["anna"]));
    }

    #[test]
    fn an_audience_is_stored_and_read_as_it_was() {
        for group in Group::ALL {
            for seen in Seen::OFFERED {
                let audience = Audience {
                    group,
                    language: Some("ru".to_owned()),
                    seen: Some(seen),
                };
                let stored = serde_json::to_value(&audience).unwrap();
                assert_eq!(stored["group"], group.name());
                assert_eq!(
                    serde_json::from_value::<Audience>(stored).unwrap(),
                    audience
                );
            }
        }
    }
}
