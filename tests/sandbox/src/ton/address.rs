//! Addresses of TON in the forms that people and servers write: raw, bounceable (`EQ…`) and
//! non-bounceable (`UQ…`). Two of them are the same when workchain and hash are, whatever the form.

use std::{fmt, str::FromStr};

use anyhow::{Context, bail, ensure};
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE},
};
use serde::{Deserialize, Serialize};

const BOUNCEABLE: u8 = 0x11;
const NON_BOUNCEABLE: u8 = 0x51;
const TEST_ONLY: u8 = 0x80;

/// 36 bytes in base64.
const FRIENDLY_LETTERS: usize = 48;

/// A wallet or another contract; shown in the non-bounceable form, which is the one to pay to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Address {
    pub workchain: i8,
    pub hash: [u8; 32],
}

impl Address {
    /// `0:` and upper-case hex, as Toncenter v3 answers.
    pub fn raw(&self) -> String {
        format!("{}:{}", self.workchain, hex(&self.hash).to_uppercase())
    }

    /// `EQ…`, the form that explorers show.
    pub fn bounceable(&self) -> String {
        self.friendly(BOUNCEABLE)
    }

    /// `UQ…`, the form that money is sent to.
    pub fn non_bounceable(&self) -> String {
        self.friendly(NON_BOUNCEABLE)
    }

    fn friendly(&self, tag: u8) -> String {
        let mut bytes = vec![tag, self.workchain.cast_unsigned()];
        bytes.extend(self.hash);
        bytes.extend(crc16(&bytes).to_be_bytes());
        BASE64_URL_SAFE.encode(bytes)
    }
}

impl FromStr for Address {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        match text.split_once(':') {
            Some((workchain, hash)) => Ok(Self {
                workchain: workchain
                    .parse()
                    .with_context(|| format!("{workchain:?} is no workchain"))?,
                hash: hash_from_hex(hash).context("a raw address ends in 64 hex digits")?,
            }),
            None => from_friendly(text),
        }
    }
}

fn from_friendly(text: &str) -> anyhow::Result<Address> {
    let bytes = friendly_bytes(text).context("an address has 48 letters of base64, or is raw")?;
    let (body, checksum) = bytes.split_at(34);
    ensure!(
        checksum == crc16(body).to_be_bytes(),
        "the checksum of {text:?} is wrong"
    );
    let [tag, workchain, hash @ ..] = body else {
        bail!("an address has a tag and a workchain");
    };
    ensure!(
        matches!(tag & !TEST_ONLY, BOUNCEABLE | NON_BOUNCEABLE),
        "{tag:#04x} is no tag of an address"
    );
    Ok(Address {
        workchain: workchain.cast_signed(),
        hash: hash.try_into().context("an address has 32 bytes of hash")?,
    })
}

/// Whether an address says that it is meant for the test network; a raw one never does.
pub(super) fn is_test_only(text: &str) -> bool {
    friendly_bytes(text).is_some_and(|bytes| bytes[0] & TEST_ONLY != 0)
}

fn friendly_bytes(text: &str) -> Option<Vec<u8>> {
    if text.len() != FRIENDLY_LETTERS {
        return None;
    }
    BASE64_URL_SAFE
        .decode(text)
        .or_else(|_| BASE64_STANDARD.decode(text))
        .ok()
}

/// CRC16/XMODEM.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(*byte) << 8), |crc, _| {
            if crc & 0x8000 == 0 {
                crc << 1
            } else {
                crc << 1 ^ 0x1021
            }
        })
    })
}

/// Lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 0xf])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

pub(super) fn hash_from_hex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|letter| letter.is_ascii_hexdigit()) {
        return None;
    }
    let mut hash = [0; 32];
    for (index, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[index * 2..index * 2 + 2], 16).ok()?;
    }
    Some(hash)
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.non_bounceable())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Address({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAW: &str = "0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e";
    const BOUNCEABLE: &str = "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF";
    const NON_BOUNCEABLE: &str = "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA";
    const TEST_ONLY: [&str; 2] = [
        "kQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPgpP",
        "0QDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPleK",
    ];

    fn parse(text: &str) -> Address {
        text.parse().expect(text)
    }

    #[test]
    fn all_forms_of_an_address_are_equal() {
        let address = parse(RAW);
        assert_eq!(parse(&RAW.to_uppercase()), address);
        for form in [BOUNCEABLE, NON_BOUNCEABLE, TEST_ONLY[0], TEST_ONLY[1]] {
            assert_eq!(parse(form), address, "{form}");
            let standard = form.replace('-', "+").replace('_', "/");
            assert_eq!(parse(&standard), address, "{standard}");
            assert_eq!(is_test_only(form), TEST_ONLY.contains(&form), "{form}");
        }
        assert_eq!(address.raw().to_lowercase(), RAW);
        assert_eq!(address.bounceable(), BOUNCEABLE);
        assert_eq!(address.to_string(), NON_BOUNCEABLE);
    }

    #[test]
    fn the_masterchain_has_a_negative_number() {
        let address = parse(&RAW.replace("0:", "-1:"));
        assert_eq!(address.workchain, -1);
        assert_eq!(parse(&address.bounceable()), address);
        assert_ne!(address, parse(RAW), "another workchain, another account");
    }

    #[test]
    fn a_slip_of_the_pen_is_no_address() {
        for text in [
            "",
            "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHG",
            "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrH",
            "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff W72r5gqPrHF",
            "0:ca6e321c",
            "ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e",
            "0:éa6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3",
        ] {
            assert!(text.parse::<Address>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_checksum_is_xmodem() {
        assert_eq!(crc16(b"123456789"), 0x31C3);
    }
}
