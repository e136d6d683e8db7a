//! Why a withdrawal was rejected: one of a few ready-made reasons, which its person reads
//! in their language, or the words of whoever rejected it.

use serde::{Deserialize, Serialize};

use super::ready::Ready;
use crate::i18n::Lang;

/// What is written down when the person was erased before it was sent.
const ERASED: &str = "erased";

/// A reason that often fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Rejection {
    /// Nothing arrives by the details, or they are another person's.
    #[serde(rename = "d")]
    Details,
    /// The method can't be used just now.
    #[serde(rename = "m")]
    Method,
    /// Payments behind it were given back, or are about to be.
    #[serde(rename = "r")]
    Refunds,
    /// Who was brought looks like the person themselves.
    #[serde(rename = "o")]
    OwnPurchases,
}

impl Ready for Rejection {
    const ALL: &'static [Self] = &[
        Self::Details,
        Self::Method,
        Self::Refunds,
        Self::OwnPurchases,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Details => "details",
            Self::Method => "method",
            Self::Refunds => "refunds",
            Self::OwnPurchases => "own-purchases",
        }
    }
}

impl Rejection {
    /// On the button of whoever rejects.
    pub fn label(self, lang: Lang) -> String {
        lang.text(&format!("withdrawal-reason-label-{}", self.name()), &[])
    }
}

/// What the person reads of the reason that stands in the row.
pub(super) fn words(lang: Lang, stored: &str) -> String {
    let ready = Rejection::stored(stored).map(Ready::name);
    let known = ready.or((stored == ERASED).then_some(ERASED));
    match known {
        Some(id) => lang.text(&format!("withdrawal-reason-{id}"), &[]),
        None => stored.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_made_reasons_are_read_in_ones_own_language_and_others_as_they_are() {
        for reason in Rejection::ALL {
            let read = [Lang::En, Lang::Ru].map(|lang| words(lang, &reason.id()));
            assert_ne!(read[0], read[1]);
            assert!(read.iter().all(|read| !read.contains("withdrawal-reason")));
        }
        assert_eq!(words(Lang::Ru, "details"), "details");
    }
}
