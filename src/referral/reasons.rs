//! Why a withdrawal was rejected: one of a few ready-made reasons, which its person reads
//! in their language, or the words of whoever rejected it.

use serde::{Deserialize, Serialize};

use crate::i18n::Lang;

/// What is written down when the person was erased before it was sent.
const ERASED: &str = "erased";

const READY: &str = "ready.";

/// A reason that often fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Reason {
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

impl Reason {
    pub const ALL: [Self; 4] = [
        Self::Details,
        Self::Method,
        Self::Refunds,
        Self::OwnPurchases,
    ];

    /// As `withdrawal_requests.reason` keeps it. What it begins with keeps it apart from
    /// words that somebody wrote.
    pub fn id(self) -> String {
        format!("{READY}{}", self.name())
    }

    fn name(self) -> &'static str {
        match self {
            Self::Details => "details",
            Self::Method => "method",
            Self::Refunds => "refunds",
            Self::OwnPurchases => "own-purchases",
        }
    }

    /// On the button of whoever rejects.
    pub fn label(self, lang: Lang) -> String {
        lang.text(&format!("withdrawal-reason-label-{}", self.name()), &[])
    }
}

/// What the person reads of the reason that stands in the row.
pub(super) fn words(lang: Lang, stored: &str) -> String {
    let ready = stored.strip_prefix(READY).unwrap_or_default();
    let ready = Reason::ALL
        .map(Reason::name)
        .into_iter()
        .find(|name| *name == ready);
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
        for reason in Reason::ALL {
            let read = [Lang::En, Lang::Ru].map(|lang| words(lang, &reason.id()));
            assert_ne!(read[0], read[1]);
            assert!(read.iter().all(|read| !read.contains("withdrawal-reason")));
        }
        assert_eq!(words(Lang::Ru, "details"), "details");
    }
}
