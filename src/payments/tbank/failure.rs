//! What becomes of a call that did not succeed. Money is in it, so "it was not
//! done" and "nobody knows" are never the same.

/// Why a call brought nothing. The texts are safe for logs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The bank could not be reached: nothing was done, and it may be tried again.
    #[error("T-Bank can't be reached")]
    NotSent,
    /// The bank surely did not do it.
    #[error("T-Bank refused it with code {}: {}", .0.code, .0.details)]
    Refused(Refusal),
    /// It may have been done or not: ask for the state before anything else.
    #[error("nobody knows what T-Bank did: {0}")]
    Unknown(&'static str),
}

/// The bank's reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The bank's `ErrorCode`, or `HTTP` and a status when something before the
    /// bank refused.
    pub code: String,
    /// In the bank's words, without addresses.
    pub details: String,
}

/// A refund needs more money than the account has; it may be tried again later.
pub const NO_MONEY_FOR_REFUND: &str = "3002";

/// No payment has that name.
pub const NOT_FOUND: &str = "255";

/// A reason is for one line of a log.
const LONGEST_DETAILS: usize = 200;
const LONGEST_CODE: usize = 20;

impl Failure {
    /// The failure that an `ErrorCode` other than 0 means.
    pub(super) fn of(code: &str, details: &str) -> Self {
        // The bank's own trouble, of which it does not say how far it got.
        if matches!(code, "3" | "401" | "402" | "9001" | "9999") {
            return Self::Unknown("it had trouble of its own");
        }
        Self::Refused(Refusal {
            code: code.chars().take(LONGEST_CODE).collect(),
            details: without_addresses(details),
        })
    }

    /// Whether the bank knows no such payment.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.code == NOT_FOUND)
    }

    /// Whether a refund waits for money on the account.
    pub fn is_lack_of_money(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.code == NO_MONEY_FOR_REFUND)
    }
}

/// Words with an e-mail or a link in them don't belong in a log, even when the
/// bank repeats them.
fn without_addresses(details: &str) -> String {
    let words: Vec<&str> = details
        .split_whitespace()
        .map(|word| {
            let is_address = word.contains('@') || word.contains("://");
            if is_address { "…" } else { word }
        })
        .collect();
    words.join(" ").chars().take(LONGEST_DETAILS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_safe_for_logs() {
        let failure = Failure::of("329", "Email anna@example.ru is bad,\n see https://t.me/x");
        assert_eq!(
            failure.to_string(),
            "T-Bank refused it with code 329: Email … is bad, see …"
        );
        let Failure::Refused(refusal) = Failure::of(&"9".repeat(50), &"д".repeat(500)) else {
            panic!()
        };
        assert_eq!(refusal.code.len(), LONGEST_CODE);
        assert_eq!(refusal.details.chars().count(), LONGEST_DETAILS);
    }

    #[test]
    fn the_banks_own_trouble_proves_nothing() {
        assert!(matches!(Failure::of("9999", ""), Failure::Unknown(_)));
        assert!(matches!(Failure::of("3", ""), Failure::Unknown(_)));
        assert!(Failure::of("255", "").is_not_found());
        assert!(Failure::of("3002", "").is_lack_of_money());
        assert!(!Failure::NotSent.is_not_found());
    }
}
