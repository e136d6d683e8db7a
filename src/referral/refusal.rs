//! Why an application was refused: a ready-made reason, which is kept by its name and
//! read in the language of whoever reads it, or words of the staff.

use serde::{Deserialize, Serialize};

use super::ready::Ready;
use crate::i18n::Lang;

/// A reason that comes again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Refusal {
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

impl Ready for Refusal {
    const ALL: &'static [Self] = &[Self::Small, Self::Channels, Self::Topic, Self::Unclear];

    fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Channels => "channels",
            Self::Topic => "topic",
            Self::Unclear => "unclear",
        }
    }
}

impl Refusal {
    /// What the applicant reads.
    pub fn words(self, lang: Lang) -> String {
        lang.text(&format!("partner-reason-{}", self.name()), &[])
    }

    /// What the staff's button says.
    pub fn label(self, lang: Lang) -> String {
        lang.text(&format!("application-reason-{}", self.name()), &[])
    }
}

/// Whether a reason as it was kept says nothing but one of those that come again and again.
pub(super) fn is_ready_made(kept: &str) -> bool {
    Refusal::stored(kept).is_some()
}

/// A reason as it was kept, in words.
pub(super) fn words(lang: Lang, kept: Option<&str>) -> String {
    let Some(kept) = kept else {
        return lang.text("partner-reason-none", &[]);
    };
    Refusal::stored(kept).map_or_else(|| kept.to_owned(), |ready| ready.words(lang))
}
