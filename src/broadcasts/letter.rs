//! What people get: words in a language, maybe a picture, and buttons that lead to a
//! place in the bot or to an address.
//!
//! The words are kept as HTML made of what the member's own app sent, so that bold and
//! links arrive as they were typed, each person's buttons can differ, and nobody sees
//! where it was copied from.

use serde::{Deserialize, Serialize};
use teloxide::{
    types::{InlineKeyboardButton, InlineKeyboardMarkup, Message},
    utils::render::RenderMessageTextHelper,
};
use url::Url;
use uuid::Uuid;

use super::chat::NewsTap;
use crate::{
    accounts::Go,
    i18n::Lang,
    telegram::{button, largest_copy, link_button},
};

/// Bot API, sendMessage and sendPhoto, in UTF-16 units after the entities were read.
const MOST_TEXT_UNITS: usize = 4096;
const MOST_CAPTION_UNITS: usize = 1024;

/// More than that is a menu.
pub(super) const MOST_BUTTONS: usize = 8;

/// Telegram's apps cut what is longer.
const MOST_LABEL_UNITS: usize = 64;

/// Addresses that Telegram opens by itself, without a browser in between.
const OPENED_BY_TELEGRAM: [&str; 2] = ["t.me", "telegram.me"];

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Leads {
    To(Go),
    Address(Url),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Button {
    pub label: String,
    pub leads: Leads,
}

/// The places that a button can lead to, by the names that members write.
pub(super) const PLACES: [(&str, Go); 10] = [
    ("menu", Go::Menu),
    ("new", Go::NewAvatar),
    ("portraits", Go::Portraits),
    ("photos", Go::Photos),
    ("avatars", Go::Avatars),
    ("status", Go::Status),
    ("invite", Go::Referral),
    ("partner", Go::Partner),
    ("support", Go::Support),
    ("help", Go::Help),
];

/// A broadcast in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub html: String,
    /// A picture by the id that Telegram gave it.
    pub photo: Option<String>,
    pub buttons: Vec<Button>,
}

/// Why words can't be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsuitable {
    NoWords,
    TooLong { most: usize, has: usize },
    NotAPhoto,
}

/// Words as a member sent them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub html: String,
    pub photo: Option<String>,
}

impl Words {
    /// The words and the picture of a message.
    ///
    /// # Errors
    /// Why it can't be a letter.
    pub fn of(message: &Message) -> Result<Self, Unsuitable> {
        let photo = largest_copy(message);
        let (plain, html, most) = match (&photo, message.text()) {
            (Some(_), _) => (
                message.caption(),
                message.html_caption(),
                MOST_CAPTION_UNITS,
            ),
            (None, Some(text)) => (Some(text), message.html_text(), MOST_TEXT_UNITS),
            (None, None) => return Err(Unsuitable::NotAPhoto),
        };
        let has = plain.unwrap_or_default().trim().encode_utf16().count();
        if has == 0 {
            return Err(Unsuitable::NoWords);
        }
        if has > most {
            return Err(Unsuitable::TooLong { most, has });
        }
        Ok(Self {
            html: html.unwrap_or_default(),
            photo,
        })
    }
}

/// Why buttons can't be made of what was typed; the line counts from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadButtons {
    TooMany,
    /// It is not `label | address or place`.
    Unreadable(usize),
    LabelTooLong(usize),
    /// Neither a place nor an address that begins with https:// or tg://.
    LeadsNowhere(usize),
}

impl Button {
    /// Reads one button a line: `label | place` or `label | address`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn typed(words: &str) -> Result<Vec<Self>, BadButtons> {
        let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
        let read = lines
            .enumerate()
            .map(|(index, line)| Self::read(index + 1, line));
        let buttons: Vec<Self> = read.collect::<Result<_, _>>()?;
        if buttons.len() > MOST_BUTTONS {
            return Err(BadButtons::TooMany);
        }
        Ok(buttons)
    }

    fn read(number: usize, line: &str) -> Result<Self, BadButtons> {
        let (label, leads) = line
            .rsplit_once('|')
            .ok_or(BadButtons::Unreadable(number))?;
        let (label, leads) = (label.trim(), leads.trim());
        if label.is_empty() {
            return Err(BadButtons::Unreadable(number));
        }
        if label.encode_utf16().count() > MOST_LABEL_UNITS {
            return Err(BadButtons::LabelTooLong(number));
        }
        let place = PLACES
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(leads));
        let leads = match place {
            Some((_, go)) => Leads::To(*go),
            None => Leads::Address(address(leads).ok_or(BadButtons::LeadsNowhere(number))?),
        };
        Ok(Self {
            label: label.to_owned(),
            leads,
        })
    }

    /// Whether clicks on it are counted where the product can be reached from outside.
    pub fn is_counted_by_link(&self) -> bool {
        match &self.leads {
            Leads::To(_) => false,
            Leads::Address(address) => {
                let is_telegrams = address
                    .host_str()
                    .is_some_and(|host| OPENED_BY_TELEGRAM.contains(&host));
                address.scheme() == "https" && !is_telegrams
            }
        }
    }
}

fn address(words: &str) -> Option<Url> {
    let address: Url = words.parse().ok()?;
    let has_place = address.host_str().is_some_and(|host| !host.is_empty());
    (["https", "tg"].contains(&address.scheme()) && has_place).then_some(address)
}

/// Who a letter's buttons are for.
pub(super) struct Reader<'a> {
    pub broadcast_id: i32,
    /// The language of their own buttons.
    pub lang: Lang,
    /// Where clicks on addresses are counted, and who clicks.
    pub counted: Option<(&'a Url, Uuid)>,
}

impl Letter {
    /// The buttons below the letter, the last of which ends the news.
    pub fn keyboard(&self, written_in: Lang, reader: &Reader) -> InlineKeyboardMarkup {
        let buttons = self.buttons.iter().enumerate();
        let mut rows: Vec<Vec<InlineKeyboardButton>> = buttons
            .map(|(index, of_letter)| vec![of_letter.shown(index, written_in, reader)])
            .collect();
        let enough = reader.lang.text("news-enough", &[]);
        rows.push(vec![button(enough, &NewsTap::Off)]);
        InlineKeyboardMarkup::new(rows)
    }
}

impl Button {
    fn shown(&self, index: usize, written_in: Lang, reader: &Reader) -> InlineKeyboardButton {
        let number = u8::try_from(index).unwrap_or(u8::MAX);
        let label = self.label.clone();
        match (&self.leads, reader.counted) {
            (Leads::To(_), _) => {
                let tag = written_in.tag().to_owned();
                button(label, &NewsTap::Open(reader.broadcast_id, tag, number))
            }
            (Leads::Address(_), Some((base, token))) if self.is_counted_by_link() => {
                link_button(label, link(base, token, number))
            }
            (Leads::Address(address), _) => link_button(label, address.clone()),
        }
    }
}

/// The address that counts a click and leads on.
fn link(base: &Url, token: Uuid, number: u8) -> Url {
    let mut link = base.clone();
    let path = format!(
        "{}/n/{}/{number}",
        base.path().trim_end_matches('/'),
        token.simple()
    );
    link.set_path(&path);
    link
}

/// A broadcast in all its languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters(Vec<(Lang, Letter)>);

impl Letters {
    pub fn set(&mut self, lang: Lang, letter: Letter) {
        self.0.retain(|(known, _)| *known != lang);
        self.0.push((lang, letter));
    }

    pub fn find(&self, lang: Lang) -> Option<&Letter> {
        let found = self.0.iter().find(|(known, _)| *known == lang);
        found.map(|(_, letter)| letter)
    }

    /// What people of this language get, and the language that it is in: theirs, or the
    /// first that there is.
    pub fn pick(&self, lang: Lang) -> Option<(Lang, &Letter)> {
        let all = std::iter::once(lang).chain(Lang::ALL);
        all.into_iter()
            .find_map(|lang| Some((lang, self.find(lang)?)))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_are_read_line_by_line() {
        let buttons =
            Button::typed("Try it | portraits\n\n A | B | https://example.com/x?y=1 ").unwrap();
        assert_eq!(buttons[0].leads, Leads::To(Go::Portraits));
        assert_eq!(buttons[1].label, "A | B");
        assert!(buttons[1].is_counted_by_link());
    }

    #[test]
    fn a_button_that_leads_nowhere_is_refused() {
        for (line, why) in [
            ("Try it", BadButtons::Unreadable(1)),
            (" | menu", BadButtons::Unreadable(1)),
            ("Try it | http://example.com", BadButtons::LeadsNowhere(1)),
            ("Try it | javascript:alert(1)", BadButtons::LeadsNowhere(1)),
            ("Try it | nowhere", BadButtons::LeadsNowhere(1)),
            ("Try it | https://", BadButtons::LeadsNowhere(1)),
        ] {
            assert_eq!(Button::typed(line), Err(why), "{line}");
        }
        let long = format!("{} | menu", "x".repeat(65));
        assert_eq!(Button::typed(&long), Err(BadButtons::LabelTooLong(1)));
        let many = "x | menu\n".repeat(9);
        assert_eq!(Button::typed(&many), Err(BadButtons::TooMany));
    }

    #[test]
    fn what_telegram_opens_by_itself_is_not_led_around() {
        let counted = |address: &str| {
            Button::typed(&format!("x | {address}")).unwrap()[0].is_counted_by_link()
        };
        assert!(counted("https://example.com"));
        assert!(!counted("https://t.me/pinglass"));
        assert!(!counted("tg://resolve?domain=pinglass"));
        assert!(!counted("photos"));
    }

    #[test]
    fn whoever_has_no_letter_in_their_language_gets_another() {
        let mut letters = Letters::default();
        assert_eq!(letters.pick(Lang::Ru), None);
        let letter = Letter {
            html: "Hello".to_owned(),
            photo: None,
            buttons: Vec::new(),
        };
        letters.set(Lang::En, letter.clone());
        assert_eq!(letters.pick(Lang::Ru), Some((Lang::En, &letter)));
    }
}
