//! Addresses of wallets on TON. One wallet can be written in half a dozen ways,
//! so they are compared by what they mean and shown in one form.

use std::{fmt, str::FromStr};

use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use crc::{CRC_16_XMODEM, Crc};

/// Tags of user-friendly addresses (docs.ton.org, "Address formats").
const BOUNCEABLE: u8 = 0x11;
const NON_BOUNCEABLE: u8 = 0x51;
const TEST_ONLY: u8 = 0x80;

/// A user-friendly address: tag, workchain, 32 bytes of hash, checksum.
const FRIENDLY_BYTES: usize = 36;
/// The same in base64, which needs no padding.
const FRIENDLY_LETTERS: usize = 48;

const CHECKSUM: Crc<u16> = Crc::<u16>::new(&CRC_16_XMODEM);

/// A wallet or another contract. Shown as [`Address::non_bounceable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// 0 for everybody's wallets, -1 for the masterchain.
    pub workchain: i8,
    pub hash: [u8; 32],
}

impl Address {
    /// The `UQ…` form, to which wallets send without asking for a bounce, so that
    /// money also arrives where no contract lies yet.
    pub fn non_bounceable(&self) -> String {
        let mut bytes = vec![NON_BOUNCEABLE];
        bytes.extend(self.workchain.to_be_bytes());
        bytes.extend(self.hash);
        bytes.extend(CHECKSUM.checksum(&bytes).to_be_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The `<workchain>:<64 hexadecimal digits>` form, in lower case.
    pub fn raw(&self) -> String {
        format!("{}:{}", self.workchain, hex::encode(self.hash))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.non_bounceable())
    }
}

/// What is wrong with an address, for whoever typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressMistake {
    #[error("the workchain before the colon is not a number such as 0 or -1")]
    Workchain,
    #[error("what follows the colon is not 64 hexadecimal digits")]
    Hash,
    #[error(
        "an address has {FRIENDLY_LETTERS} letters or the form 0:hexadecimal; this has {letters}"
    )]
    Length { letters: usize },
    #[error("the address holds letters that are not base64")]
    Letters,
    #[error("the checksum of the address is wrong; a letter is mistyped")]
    Checksum,
    #[error("the address is marked for the test network only (tag {tag:#04x})")]
    TestNetwork { tag: u8 },
    #[error("the tag of the address is unknown ({tag:#04x})")]
    Tag { tag: u8 },
}

/// Reads the raw form in any case and the user-friendly forms in both alphabets
/// of base64.
impl FromStr for Address {
    type Err = AddressMistake;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        match written.split_once(':') {
            Some((workchain, hash)) => read_raw(workchain, hash),
            None => read_friendly(written),
        }
    }
}

fn read_raw(workchain: &str, hash: &str) -> Result<Address, AddressMistake> {
    let workchain = workchain.parse().map_err(|_| AddressMistake::Workchain)?;
    let mut bytes = [0; 32];
    hex::decode_to_slice(hash, &mut bytes).map_err(|_| AddressMistake::Hash)?;
    Ok(Address {
        workchain,
        hash: bytes,
    })
}

fn read_friendly(written: &str) -> Result<Address, AddressMistake> {
    if written.len() != FRIENDLY_LETTERS {
        let letters = written.chars().count();
        return Err(AddressMistake::Length { letters });
    }
    let standard = written.replace('-', "+").replace('_', "/");
    let bytes: [u8; FRIENDLY_BYTES] = BASE64_STANDARD
        .decode(standard)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(AddressMistake::Letters)?;
    let [tag, workchain, hash @ .., high, low] = bytes;
    if CHECKSUM.checksum(&bytes[..FRIENDLY_BYTES - 2]) != u16::from_be_bytes([high, low]) {
        return Err(AddressMistake::Checksum);
    }
    match tag {
        BOUNCEABLE | NON_BOUNCEABLE => Ok(Address {
            workchain: i8::from_be_bytes([workchain]),
            hash,
        }),
        _ if matches!(tag ^ TEST_ONLY, BOUNCEABLE | NON_BOUNCEABLE) => {
            Err(AddressMistake::TestNetwork { tag })
        }
        _ => Err(AddressMistake::Tag { tag }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAW: &str = "0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e";
    const EQ: &str = "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF";
    const UQ: &str = "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA";

    fn complaint(written: &str) -> String {
        written.parse::<Address>().unwrap_err().to_string()
    }

    #[test]
    fn all_forms_of_an_address_are_equal() {
        let address: Address = RAW.parse().unwrap();
        assert_eq!(address.raw(), RAW);
        assert_eq!(address.to_string(), UQ);
        for form in [
            EQ,
            UQ,
            &RAW.to_uppercase(),
            &EQ.replace('-', "+").replace('_', "/"),
            &UQ.replace('-', "+").replace('_', "/"),
        ] {
            assert_eq!(form.parse::<Address>().unwrap(), address, "{form}");
        }
    }

    #[test]
    fn the_masterchain_has_addresses_too() {
        let raw = format!("-1:{}", "5".repeat(64));
        let address: Address = raw.parse().unwrap();
        assert_eq!(address.workchain, -1);
        assert_eq!(address.raw(), raw);
        assert_eq!(address.to_string().parse::<Address>().unwrap(), address);
    }

    #[test]
    fn addresses_of_the_test_network_are_refused() {
        for form in [
            "kQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPgpP",
            "0QDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPleK",
        ] {
            assert!(complaint(form).contains("test network"), "{form}");
        }
    }

    #[test]
    fn a_complaint_names_what_is_wrong() {
        assert!(complaint("").contains("48 letters"));
        assert!(complaint("anna.ton").contains("this has 8"));
        assert!(complaint(&UQ.replace("uwA", "uwB")).contains("mistyped"));
        assert!(complaint(&UQ.replace("uwA", "u!A")).contains("base64"));
        assert!(complaint(&UQ.to_lowercase()).contains("mistyped"));
        assert!(complaint("x:00").contains("workchain"));
        assert!(complaint(&RAW[..60]).contains("64 hexadecimal"));
        assert!(complaint("0:ю").contains("64 hexadecimal"));
        // A checksum that fits, below a tag that nothing has.
        let mut bytes = vec![0x12];
        bytes.extend([0; 33]);
        bytes.extend(CHECKSUM.checksum(&bytes).to_be_bytes());
        let unknown = BASE64_URL_SAFE_NO_PAD.encode(bytes);
        assert!(complaint(&unknown).contains("unknown (0x12)"));
    }

    #[test]
    fn the_checksum_is_xmodems() {
        assert_eq!(CHECKSUM.checksum(b"123456789"), 0x31c3);
    }
}
