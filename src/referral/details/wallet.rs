//! Wallets on TON, by the form of address that checks itself.

use super::is_invisible;
use crate::config::{AddressMistake, TonAddress};

/// How wallets write an address to be opened: ton://transfer/UQ…?amount=…
const LINK: &str = "ton://transfer/";

/// What both ends of a masked address show.
const SHOWN: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::referral) enum Mistake {
    NotAnAddress,
    Length {
        letters: usize,
    },
    /// A letter is mistyped.
    Checksum,
    TestNetwork,
    /// The form with a colon: nothing in it would tell a mistyped letter.
    Unchecked,
}

/// The address in the one form in which it is kept, `UQ…`.
///
/// # Errors
/// What is wrong with it.
pub(in crate::referral) fn read(written: &str) -> Result<String, Mistake> {
    let visible: String = written
        .chars()
        .filter(|letter| !is_invisible(*letter) && !letter.is_whitespace())
        .collect();
    let address = match visible.strip_prefix(LINK) {
        Some(rest) => rest.split('?').next().unwrap_or_default(),
        None => &visible,
    };
    match address.parse::<TonAddress>() {
        Ok(_) if address.contains(':') => Err(Mistake::Unchecked),
        // Everybody's wallets lie in the workchain 0.
        Ok(parsed) if parsed.workchain == 0 => Ok(parsed.non_bounceable()),
        Ok(_) | Err(AddressMistake::Tag { .. }) => Err(Mistake::NotAnAddress),
        Err(AddressMistake::Length { letters }) => Err(Mistake::Length { letters }),
        Err(AddressMistake::Checksum) => Err(Mistake::Checksum),
        Err(AddressMistake::TestNetwork { .. }) => Err(Mistake::TestNetwork),
        Err(AddressMistake::Workchain | AddressMistake::Hash | AddressMistake::Letters) => {
            Err(Mistake::NotAnAddress)
        }
    }
}

pub(super) fn masked(address: &str) -> String {
    let start = address.get(..SHOWN).unwrap_or_default();
    let end = address.get(address.len().saturating_sub(SHOWN)..);
    format!("{start}…{}", end.unwrap_or_default())
}
