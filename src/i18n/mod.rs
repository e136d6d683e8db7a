//! Words for people: Fluent messages in every language we speak. Code names a
//! message and gives its variables; the words live in `locales/`.

mod bundles;

use std::str::FromStr;

use chrono::TimeDelta;
use fluent_bundle::FluentArgs;
pub use fluent_bundle::FluentValue;
use rust_decimal::Decimal;

/// A language that every message exists in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    En,
    Ru,
}

/// A message's variables, by name.
pub type Args<'a> = [(&'a str, FluentValue<'a>)];

impl Lang {
    pub const ALL: [Self; 2] = [Self::En, Self::Ru];

    /// The IETF tag, as Telegram's `language_code` writes it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }

    /// The language with exactly this tag.
    pub fn with_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.tag() == tag)
    }

    /// The best choice for a Telegram `language_code`. Neighbours of Russia in
    /// whose Telegram Russian is the usual second language get Russian.
    pub fn from_telegram(code: Option<&str>) -> Self {
        match code
            .unwrap_or_default()
            .split('-')
            .next()
            .unwrap_or_default()
        {
            "ru" | "be" | "uk" | "kk" | "ky" | "uz" | "tg" => Self::Ru,
            _ => Self::En,
        }
    }

    /// The message as plain text: for button labels, pop-ups and invoices.
    pub fn text(self, key: &str, args: &Args) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(*name, value.clone());
        }
        bundles::format(self, key, &values)
    }

    /// The message as plain text, of a name that there may be no message for.
    pub fn find(self, key: &str) -> Option<String> {
        bundles::has(self, key).then(|| self.text(key, &[]))
    }

    /// The message as Telegram HTML. Its own tags count; text variables are
    /// escaped, so that nobody's name can break a message.
    pub fn html(self, key: &str, args: &Args) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            match value {
                FluentValue::String(words) => values.set(*name, escape(words)),
                other => values.set(*name, other.clone()),
            }
        }
        bundles::format(self, key, &values)
    }

    /// How long something takes, by its two greatest units: `50 s`, `6 min`, `1 h 5 min`.
    pub fn duration(self, time: TimeDelta) -> String {
        let seconds = time.num_seconds().max(0);
        let minutes = (seconds + 30) / 60;
        let (key, first, second) = match (seconds, minutes) {
            (..60, _) => ("duration-secs", seconds, 0),
            (_, ..60) => ("duration-minutes", minutes, 0),
            (_, ..1440) => ("duration-hours", minutes / 60, minutes % 60),
            _ => ("duration-days", minutes / 1440, minutes / 60 % 24),
        };
        self.text(key, &[("first", first.into()), ("second", second.into())])
    }

    /// An amount of roubles as people write it: `499 ₽`, `1 499,50 ₽`.
    pub fn roubles(self, amount: Decimal) -> String {
        let amount = amount.normalize();
        let (whole, cents) = match amount.to_string().split_once('.') {
            Some((whole, cents)) => (whole.to_owned(), format!("{cents:0<2}")),
            None => (amount.to_string(), String::new()),
        };
        let (group, point) = match self {
            Self::En => (',', '.'),
            Self::Ru => ('\u{a0}', ','),
        };
        let mut written = String::new();
        for (index, digit) in whole.chars().enumerate() {
            let left = whole.len() - index;
            if index > 0 && left.is_multiple_of(3) && !written.ends_with('-') {
                written.push(group);
            }
            written.push(digit);
        }
        if !cents.is_empty() {
            written.push(point);
            written.push_str(&cents);
        }
        written + "\u{a0}₽"
    }
}

impl FromStr for Lang {
    type Err = String;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::with_tag(tag).ok_or_else(|| "the languages are en and ru".to_owned())
    }
}

/// Escapes what Telegram's HTML mode would read as markup.
fn escape(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
