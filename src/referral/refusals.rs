//! Why an application was refused: a ready-made reason, which is kept by its name and
//! read in the language of whoever reads it, or words of the staff.

use serde::{Deserialize, Serialize};

use crate::i18n::Lang;

/// A reason that comes again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Reason {
    /// Too few people are reached so far.
    #[serde(rename = "s")]
    Small,
    /// The channels were not found, or are not theirs.
    #[serde(rename = "c")]
    Channels,
    /// What the channels are about does not go with portraits.
    #[serde(rename = "t")]
    Topic,
    /// Too little is said to decide.
    #[serde(rename = "u")]
    Unclear,
}

impl Reason {
    pub const ALL: [Self; 4] = [Self::Small, Self::Channels, Self::Topic, Self::Unclear];

    /// How `partner_applications.reason` holds it. The dot keeps it apart from words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "ready.small",
            Self::Channels => "ready.channels",
            Self::Topic => "ready.topic",
            Self::Unclear => "ready.unclear",
        }
    }

    /// What the applicant reads.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Small => lang.text("partner-reason-small", &[]),
            Self::Channels => lang.text("partner-reason-channels", &[]),
            Self::Topic => lang.text("partner-reason-topic", &[]),
            Self::Unclear => lang.text("partner-reason-unclear", &[]),
        }
    }

    /// What the staff's button says.
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::Small => lang.text("application-reason-small", &[]),
            Self::Channels => lang.text("application-reason-channels", &[]),
            Self::Topic => lang.text("application-reason-topic", &[]),
            Self::Unclear => lang.text("application-reason-unclear", &[]),
        }
    }
}

/// Whether a reason as it was kept says nothing but one of those that come again and again.
pub(super) fn is_ready_made(kept: &str) -> bool {
    Reason::ALL.into_iter().any(|ready| ready.name() == kept)
}

/// A reason as it was kept, in words.
pub(super) fn words(lang: Lang, kept: Option<&str>) -> String {
    let Some(kept) = kept else {
        return lang.text("partner-reason-none", &[]);
    };
    let ready = Reason::ALL.into_iter().find(|ready| ready.name() == kept);
    ready.map_or_else(|| kept.to_owned(), |ready| ready.words(lang))
}
