//! Why a file does not become a reference photo.

use serde::{Deserialize, Serialize};

use crate::i18n::Lang;

/// Each reason has a code for the database and words for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Refusal {
    /// The shorter side has too few pixels.
    TooSmall,
    /// More than three times as long as wide.
    TooLong,
    /// More bytes than bots may download.
    TooHeavy,
    /// More pixels than we decode.
    TooLarge,
    /// Apple's format, which we can't read.
    Heic,
    /// A document, a video, a sticker …
    NotAPhoto,
    /// Damaged.
    Unreadable,
    /// One colour all over: a pocket, a covered lens.
    Blank,
    /// The same file is there already.
    Same,
    /// It looks like one that is there already.
    Alike,
    /// The avatar has as many photos as it takes.
    Enough,
    /// It could not be fetched from Telegram, or the storage does not have it any more.
    Lost,
}

impl Refusal {
    pub(super) const ALL: [Self; 12] = [
        Self::TooSmall,
        Self::TooLong,
        Self::TooHeavy,
        Self::TooLarge,
        Self::Heic,
        Self::NotAPhoto,
        Self::Unreadable,
        Self::Blank,
        Self::Same,
        Self::Alike,
        Self::Enough,
        Self::Lost,
    ];

    /// As it stands in `avatar_uploads.reason`.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::TooSmall => "too_small",
            Self::TooLong => "too_long",
            Self::TooHeavy => "too_heavy",
            Self::TooLarge => "too_large",
            Self::Heic => "heic",
            Self::NotAPhoto => "not_a_photo",
            Self::Unreadable => "unreadable",
            Self::Blank => "blank",
            Self::Same => "same",
            Self::Alike => "alike",
            Self::Enough => "enough",
            Self::Lost => "lost",
        }
    }

    /// The reason with this code; an unknown one says the least.
    pub(super) fn with_code(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|refusal| refusal.code() == code)
            .unwrap_or(Self::Unreadable)
    }

    /// The reason in a few words, and the way out where there is one.
    pub(super) fn words(self, lang: Lang) -> String {
        match self {
            Self::TooSmall => lang.text("avatar-refused-too-small", &[]),
            Self::TooLong => lang.text("avatar-refused-too-long", &[]),
            Self::TooHeavy => lang.text("avatar-refused-too-heavy", &[]),
            Self::TooLarge => lang.text("avatar-refused-too-large", &[]),
            Self::Heic => lang.text("avatar-refused-heic", &[]),
            Self::NotAPhoto => lang.text("avatar-refused-not-a-photo", &[]),
            Self::Unreadable => lang.text("avatar-refused-unreadable", &[]),
            Self::Blank => lang.text("avatar-refused-blank", &[]),
            Self::Same => lang.text("avatar-refused-same", &[]),
            Self::Alike => lang.text("avatar-refused-alike", &[]),
            Self::Enough => lang.text("avatar-refused-enough", &[]),
            Self::Lost => lang.text("avatar-refused-lost", &[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_comes_back_from_its_code_and_has_words_of_its_own() {
        for refusal in Refusal::ALL {
            assert_eq!(Refusal::with_code(refusal.code()), refusal);
            for lang in Lang::ALL {
                let words = refusal.words(lang);
                let sharers = Refusal::ALL
                    .into_iter()
                    .filter(|other| other.words(lang) == words)
                    .count();
                assert_eq!(sharers, 1, "{words}");
            }
        }
    }
}
