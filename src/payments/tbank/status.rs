//! The states of a payment at T-Bank, and what to tell a person whose card it
//! declined.

use std::fmt;

/// Where a payment stands. Only `Confirmed` means paid; `Rejected` is not the
/// end, as the payer may try again on the same form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    New,
    FormShowed,
    Authorizing,
    ThreeDsChecking,
    ThreeDsChecked,
    /// The money is held, not taken.
    Authorized,
    PayChecking,
    Confirming,
    Confirmed,
    Reversing,
    PartialReversed,
    Reversed,
    Refunding,
    /// A refund by SBP is under way; ask for the state until it is `Refunded`.
    AsyncRefunding,
    PartialRefunded,
    Refunded,
    Canceled,
    DeadlineExpired,
    AttemptsExpired,
    Rejected,
    AuthFail,
    /// What we don't know, as the bank wrote it.
    Other(String),
}

/// The bank's words (GetState: Status).
const WORDS: [(&str, Status); 21] = [
    ("NEW", Status::New),
    ("FORM_SHOWED", Status::FormShowed),
    ("AUTHORIZING", Status::Authorizing),
    ("3DS_CHECKING", Status::ThreeDsChecking),
    ("3DS_CHECKED", Status::ThreeDsChecked),
    ("AUTHORIZED", Status::Authorized),
    ("PAY_CHECKING", Status::PayChecking),
    ("CONFIRMING", Status::Confirming),
    ("CONFIRMED", Status::Confirmed),
    ("REVERSING", Status::Reversing),
    ("PARTIAL_REVERSED", Status::PartialReversed),
    ("REVERSED", Status::Reversed),
    ("REFUNDING", Status::Refunding),
    ("ASYNC_REFUNDING", Status::AsyncRefunding),
    ("PARTIAL_REFUNDED", Status::PartialRefunded),
    ("REFUNDED", Status::Refunded),
    ("CANCELED", Status::Canceled),
    ("DEADLINE_EXPIRED", Status::DeadlineExpired),
    ("ATTEMPTS_EXPIRED", Status::AttemptsExpired),
    ("REJECTED", Status::Rejected),
    ("AUTH_FAIL", Status::AuthFail),
];

impl Status {
    /// The status that the bank calls so.
    pub fn named(word: &str) -> Self {
        WORDS
            .into_iter()
            .find(|(known, _)| *known == word)
            .map_or_else(|| Self::Other(word.to_owned()), |(_, status)| status)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self {
            Self::Other(word) => word,
            known => WORDS
                .iter()
                .find(|(_, status)| status == known)
                .map_or("", |(word, _)| *word),
        };
        formatter.write_str(word)
    }
}

/// By what a payment was made, as far as the bank tells. Refunds depend on it:
/// only those to cards can be repeated without harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Cards,
    /// The system of fast payments between banks.
    Sbp,
    /// Not told, or by something else.
    Other,
}

impl Source {
    /// The bank's word in `Data.Source` of a notification and `Params` of a state.
    /// Its documents name only `cards`, so any word with SBP in it counts as that.
    pub(super) fn named(word: Option<&str>) -> Self {
        let word = word.unwrap_or_default().to_lowercase();
        match word.as_str() {
            "cards" | "card" => Self::Cards,
            word if word.contains("sbp") => Self::Sbp,
            _ => Self::Other,
        }
    }
}

/// Why a payment failed, as far as it concerns the payer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decline {
    /// The card's bank or owner did not agree, or it has too little money.
    Card,
    Other,
}

impl Decline {
    /// The meaning of an `ErrorCode`.
    pub fn of(code: &str) -> Self {
        match code {
            "99" | "101" | "103" | "116" | "1051" => Self::Card,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_known_both_ways() {
        for (word, status) in WORDS {
            assert_eq!(Status::named(word), status);
            assert_eq!(status.to_string(), word);
        }
        let other = Status::named("CONFIRM_CHECKING");
        assert_eq!(other, Status::Other("CONFIRM_CHECKING".to_owned()));
        assert_eq!(other.to_string(), "CONFIRM_CHECKING");
    }

    #[test]
    fn sources_and_declines_are_told_apart() {
        for (word, source) in [
            (Some("cards"), Source::Cards),
            (Some("Card"), Source::Cards),
            (Some("SBP"), Source::Sbp),
            (Some("Qrsbp"), Source::Sbp),
            (Some("TinkoffPay"), Source::Other),
            (None, Source::Other),
        ] {
            assert_eq!(Source::named(word), source, "{word:?}");
        }
        for code in ["99", "101", "103", "116", "1051"] {
            assert_eq!(Decline::of(code), Decline::Card);
        }
        for code in ["0", "", "9999", "10510"] {
            assert_eq!(Decline::of(code), Decline::Other);
        }
    }
}
