//! What an application says, in the words of whoever reads it.

use serde::{Deserialize, Serialize};

use super::partners::Application;
use crate::i18n::Lang;

/// How many people somebody reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Audience {
    #[serde(rename = "s")]
    Small,
    #[serde(rename = "m")]
    Medium,
    #[serde(rename = "l")]
    Large,
}

impl Audience {
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// What `partner_applications.audience_size` calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.name() == name)
    }
}

/// Where people are told, by the names that the documented table uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Channel {
    #[serde(rename = "i")]
    Instagram,
    #[serde(rename = "y")]
    Youtube,
    #[serde(rename = "t")]
    Tiktok,
    #[serde(rename = "g")]
    Telegram,
    #[serde(rename = "v")]
    Vk,
    #[serde(rename = "b")]
    Blog,
    #[serde(rename = "o")]
    Other,
}

impl Channel {
    pub const ALL: [Self; 7] = [
        Self::Instagram,
        Self::Youtube,
        Self::Tiktok,
        Self::Telegram,
        Self::Vk,
        Self::Blog,
        Self::Other,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Instagram => "instagram",
            Self::Youtube => "youtube",
            Self::Tiktok => "tiktok",
            Self::Telegram => "telegram",
            Self::Vk => "vk",
            Self::Blog => "blog",
            Self::Other => "other",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }
}

/// The answers of an application, sent or in the making.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'a> {
    pub name: Option<&'a str>,
    pub email: Option<&'a str>,
    pub handle: Option<&'a str>,
    /// By its name in the table.
    pub audience: Option<&'a str>,
    pub channels: &'a [String],
    pub about: Option<&'a str>,
}

impl<'a> From<&'a Application> for Written<'a> {
    fn from(application: &'a Application) -> Self {
        Self {
            name: application.contact_name.as_deref(),
            email: application.contact_email.as_deref(),
            handle: application.handle.as_deref(),
            audience: application.audience_size.as_deref(),
            channels: &application.channels,
            about: application.about.as_deref(),
        }
    }
}

impl Written<'_> {
    /// Telegram HTML, a line for each answer.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let none = || lang.text("partner-none", &[]);
        let channels: Vec<String> = self
            .channels
            .iter()
            .map(|name| channel(lang, name))
            .collect();
        let channels = match channels.is_empty() {
            true => none(),
            false => channels.join(", "),
        };
        let answers = [
            (
                lang.text("partner-field-name", &[]),
                self.name.map(str::to_owned),
            ),
            (
                lang.text("partner-field-email", &[]),
                self.email.map(str::to_owned),
            ),
            (
                lang.text("partner-field-handle", &[]),
                self.handle.map(str::to_owned),
            ),
            (
                lang.text("partner-field-audience", &[]),
                self.audience.map(|name| audience(lang, name)),
            ),
            (lang.text("partner-field-channels", &[]), Some(channels)),
            (
                lang.text("partner-field-about", &[]),
                self.about.map(str::to_owned),
            ),
        ];
        let line = |(field, answer): (String, Option<String>)| {
            let args = [
                ("field", field.into()),
                ("answer", answer.unwrap_or_else(none).into()),
            ];
            lang.html("partner-answer", &args)
        };
        answers.into_iter().map(line).collect()
    }
}

/// What other programs wrote there is shown as it is.
fn audience(lang: Lang, name: &str) -> String {
    match Audience::named(name) {
        Some(Audience::Small) => lang.text("partner-audience-small", &[]),
        Some(Audience::Medium) => lang.text("partner-audience-medium", &[]),
        Some(Audience::Large) => lang.text("partner-audience-large", &[]),
        None => name.to_owned(),
    }
}

pub(super) fn channel(lang: Lang, name: &str) -> String {
    match Channel::named(name) {
        Some(Channel::Instagram) => lang.text("partner-channel-instagram", &[]),
        Some(Channel::Youtube) => lang.text("partner-channel-youtube", &[]),
        Some(Channel::Tiktok) => lang.text("partner-channel-tiktok", &[]),
        Some(Channel::Telegram) => lang.text("partner-channel-telegram", &[]),
        Some(Channel::Vk) => lang.text("partner-channel-vk", &[]),
        Some(Channel::Blog) => lang.text("partner-channel-blog", &[]),
        Some(Channel::Other) => lang.text("partner-channel-other", &[]),
        None => name.to_owned(),
    }
}
