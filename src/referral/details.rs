//! Where money goes: a card, a bank account by phone, or a wallet. Read from what
//! people type, and masked wherever it is shown.

pub(super) mod bank;
pub(super) mod card;
pub(super) mod phone;
pub(super) mod wallet;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{typed, withdrawals::Method};

/// Checked details. What each holds was read by the file of its name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Details {
    Card {
        /// 16 to 19 digits.
        number: String,
    },
    Bank {
        /// `+79…`
        phone: String,
        bank: String,
    },
    Wallet {
        /// `UQ…`
        address: String,
    },
}

impl Details {
    pub fn method(&self) -> Method {
        match self {
            Self::Card { .. } => Method::Card,
            Self::Bank { .. } => Method::Bank,
            Self::Wallet { .. } => Method::Wallet,
        }
    }

    /// What everybody may see: enough to know one's own.
    pub fn masked(&self) -> String {
        match self {
            Self::Card { number } => card::masked(number),
            Self::Bank { phone, bank } => format!("{} · {bank}", phone::masked(phone)),
            Self::Wallet { address } => wallet::masked(address),
        }
    }

    /// As it is pasted where money is sent: without gaps, and without the bank.
    pub fn plain(&self) -> String {
        match self {
            Self::Card { number } => number.clone(),
            Self::Bank { phone, .. } => phone.clone(),
            Self::Wallet { address } => address.clone(),
        }
    }

    /// Lines for whoever sends the money, with gaps where people make them when they read
    /// and type.
    pub fn lines(&self) -> Vec<String> {
        match self {
            Self::Card { number } => vec![card::grouped(number)],
            Self::Bank { phone, bank } => vec![phone::grouped(phone), bank.clone()],
            Self::Wallet { address } => vec![address.clone()],
        }
    }
}

/// Nothing of them gets into a log by accident.
impl fmt::Debug for Details {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Details({})", self.masked())
    }
}

/// Whether a letter can't be seen, or only joins and parts others: numbers and addresses
/// that were copied are full of them.
pub(super) fn is_invisible(letter: char) -> bool {
    typed::is_hidden(letter) || matches!(letter, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Spaces of all widths and dashes of all lengths, which people put between digits.
fn is_between_digits(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests;
