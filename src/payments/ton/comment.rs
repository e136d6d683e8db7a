//! The words that travel with a transfer: the code of an invoice that we ask for,
//! and whatever people really write. Toncenter mostly reads them for us; when it
//! has not, the cell that holds them is read here.

use base64::{Engine, prelude::BASE64_STANDARD};
use crc::{CRC_32_ISCSI, Crc};
use rand::Rng;
use serde::Deserialize;
use serde_json::Value;

/// What every invoice's code starts with.
const PREFIX: &str = "PG-";

/// 30¹⁰ codes: nobody meets another's by a slip or by guessing.
const CODE_LETTERS: usize = 10;

/// Digits and capitals without those that look like each other (0 O, 1 I L, U V).
const ALPHABET: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Operation codes of message bodies (docs.ton.org, "Internal messages").
const TEXT: u32 = 0;
const ENCRYPTED: u32 = 0x2167_da4b;

const CELLS_MAGIC: [u8; 4] = [0xb5, 0xee, 0x9c, 0x72];
const CELLS_CHECKSUM: Crc<u32> = Crc::<u32>::new(&CRC_32_ISCSI);

/// What a transfer says to its receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comment {
    /// Nothing, or an operation for contracts rather than people.
    None,
    /// As it was written, of any length. It holds no NUL, which PostgreSQL can't keep.
    Text(String),
    /// Something that can't be read here: encrypted, broken, or spread over cells.
    Unreadable,
}

/// The `message_content` of a message, with what toncenter made of it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Content {
    /// A bag of cells in base64.
    body: Option<String>,
    decoded: Option<Value>,
}

/// A new invoice's code, such as `PG-7K4M9QX2TD`.
pub fn generate_code() -> String {
    let mut random = rand::rng();
    let letters =
        (0..CODE_LETTERS).map(|_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())]));
    PREFIX.chars().chain(letters).collect()
}

impl Comment {
    /// What was written, without the spaces around it, which phones like to add.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.trim()),
            Self::None | Self::Unreadable => None,
        }
    }

    /// Reads a message's content, given its operation code if it has one.
    pub(super) fn read(opcode: Option<u32>, content: &Content) -> Self {
        if opcode == Some(ENCRYPTED) {
            return Self::Unreadable;
        }
        if let Some(text) = content.decoded.as_ref().and_then(decoded_text) {
            return Self::from_text(text);
        }
        match (&content.body, opcode) {
            (Some(body), _) => BASE64_STANDARD
                .decode(body)
                .map_or(Self::Unreadable, |cells| Self::from_cells(&cells)),
            (None, Some(TEXT)) => Self::Unreadable,
            (None, _) => Self::None,
        }
    }

    fn from_text(text: &str) -> Self {
        if text.contains('\0') {
            Self::Unreadable
        } else if text.trim().is_empty() {
            Self::None
        } else {
            Self::Text(text.to_owned())
        }
    }

    /// Reads a bag that holds one cell; longer texts spread over several.
    pub fn from_cells(bag: &[u8]) -> Self {
        let Some(body) = only_cell(bag) else {
            return Self::Unreadable;
        };
        if body.is_empty() {
            return Self::None;
        }
        match body.split_first_chunk() {
            Some((opcode, text)) if u32::from_be_bytes(*opcode) == TEXT => {
                str::from_utf8(text).map_or(Self::Unreadable, Self::from_text)
            }
            Some((opcode, _)) if u32::from_be_bytes(*opcode) == ENCRYPTED => Self::Unreadable,
            Some(_) => Self::None,
            None => Self::Unreadable,
        }
    }
}

/// The comment of `{"type":"text_comment","comment":"…"}`.
fn decoded_text(decoded: &Value) -> Option<&str> {
    let kind = decoded.get("type").or_else(|| decoded.get("@type"))?;
    if kind.as_str() != Some("text_comment") {
        return None;
    }
    decoded.get("comment")?.as_str()
}

/// The bytes of the only cell of a bag, laid out as TON's `crypto/tl/boc.tlb` says.
/// None when there is more than one, or it does not end at a whole byte.
fn only_cell(bag: &[u8]) -> Option<&[u8]> {
    let rest = bag.strip_prefix(&CELLS_MAGIC)?;
    let (&[flags, offset_bytes], mut rest) = rest.split_first_chunk()?;
    let has_index = flags & 0x80 != 0;
    let has_checksum = flags & 0x40 != 0;
    let size_bytes = usize::from(flags & 0x07);
    let offset_bytes = usize::from(offset_bytes);
    if has_checksum {
        let (all, sum) = bag.split_last_chunk()?;
        (CELLS_CHECKSUM.checksum(all) == u32::from_le_bytes(*sum)).then_some(())?;
        (rest, _) = rest.split_last_chunk::<4>()?;
    }
    let cells = take_number(&mut rest, size_bytes)?;
    let roots = take_number(&mut rest, size_bytes)?;
    let absent = take_number(&mut rest, size_bytes)?;
    let total = take_number(&mut rest, offset_bytes)?;
    let root = take_number(&mut rest, size_bytes)?;
    if (cells, roots, absent, root) != (1, 1, 0, 0) {
        return None;
    }
    if has_index {
        take_number(&mut rest, offset_bytes)?;
    }
    let (&[references, halves], data) = rest.split_first_chunk()?;
    // An odd count of half bytes means that the last byte is not whole.
    let is_plain = references == 0 && halves % 2 == 0;
    let is_whole = rest.len() == usize::try_from(total).ok()?;
    (is_plain && is_whole && data.len() == usize::from(halves / 2)).then_some(data)
}

fn take_number(rest: &mut &[u8], bytes: usize) -> Option<u64> {
    if bytes == 0 || bytes > 8 {
        return None;
    }
    let (number, after) = rest.split_at_checked(bytes)?;
    *rest = after;
    Some(
        number
            .iter()
            .fold(0, |sum, &byte| sum << 8 | u64::from(byte)),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;

    const PG12: &str = "te6cckEBAQEACgAAEAAAAABQRzEyrjD6zA==";
    const HELLO: &str = "te6cckEBAQEACwAAEgAAAABIZWxsb824wmI=";

    fn read(opcode: Option<u32>, content: Value) -> Comment {
        Comment::read(opcode, &serde_json::from_value(content).unwrap())
    }

    fn text(text: &str) -> Comment {
        Comment::Text(text.to_owned())
    }

    /// A bag without checksum that holds `data` in its only cell.
    fn bag(data: &[u8]) -> Vec<u8> {
        let length = u8::try_from(data.len()).unwrap();
        let mut bag = CELLS_MAGIC.to_vec();
        bag.extend([1, 1, 1, 1, 0, length + 2, 0, 0, length * 2]);
        bag.extend(data);
        bag
    }

    #[test]
    fn codes_are_long_and_differ() {
        let codes: BTreeSet<String> = (0..200).map(|_| generate_code()).collect();
        assert_eq!(codes.len(), 200);
        for code in codes {
            let letters = code.strip_prefix("PG-").unwrap();
            assert_eq!(letters.len(), 10);
            assert!(!letters.contains(['0', 'O', '1', 'I', 'L', 'U']), "{code}");
        }
    }

    #[test]
    fn a_comment_pays_for_exactly_one_code() {
        assert_eq!(text("PG12").text(), Some("PG12"));
        assert_eq!(text(" PG12\n").text(), Some("PG12"));
        for other in ["PG1", "PG123", "pg12", "for PG12", "PG12 PG12", "PG 12", ""] {
            assert_ne!(text(other).text(), Some("PG12"), "{other}");
        }
        assert_eq!(Comment::None.text(), None);
        assert_eq!(Comment::Unreadable.text(), None);
    }

    #[test]
    fn what_toncenter_has_read_is_taken() {
        let decoded = json!({"type": "text_comment", "@type": "text_comment", "comment": "PG12"});
        let content = json!({"body": HELLO, "decoded": decoded});
        assert_eq!(read(Some(0), content), text("PG12"));
    }

    #[test]
    fn what_toncenter_has_not_read_is_read_here() {
        assert_eq!(read(Some(0), json!({"body": PG12})), text("PG12"));
        assert_eq!(
            read(None, json!({"body": HELLO, "decoded": null})),
            text("Hello")
        );
        let other = json!({"body": HELLO, "decoded": {"type": "excesses", "query_id": "1"}});
        assert_eq!(read(Some(0), other), text("Hello"));
    }

    #[test]
    fn a_transfer_without_words_has_no_comment() {
        assert_eq!(read(None, json!({})), Comment::None);
        assert_eq!(
            read(None, json!({"body": null, "decoded": null})),
            Comment::None
        );
        assert_eq!(Comment::from_cells(&bag(&[])), Comment::None);
        assert_eq!(Comment::from_cells(&bag(&[0, 0, 0, 0])), Comment::None);
        assert_eq!(
            Comment::from_cells(&bag(&[0xd5, 0x32, 0x76, 0xdb, 1])),
            Comment::None
        );
        assert_eq!(Comment::from_text("  "), Comment::None);
    }

    #[test]
    fn what_cannot_be_read_says_so() {
        assert_eq!(
            read(Some(ENCRYPTED), json!({"body": PG12})),
            Comment::Unreadable
        );
        assert_eq!(read(Some(0), json!({})), Comment::Unreadable);
        assert_eq!(
            read(Some(0), json!({"body": "rubbish!"})),
            Comment::Unreadable
        );
        let numbers = json!({"decoded": {"type": "text_comment", "comment": 12}});
        assert_eq!(read(Some(0), numbers), Comment::Unreadable);
        let nul = json!({"decoded": {"type": "text_comment", "comment": "PG\u{0}12"}});
        assert_eq!(read(Some(0), nul), Comment::Unreadable);
        let encrypted = bag(&[0x21, 0x67, 0xda, 0x4b, 1, 2, 3]);
        assert_eq!(Comment::from_cells(&encrypted), Comment::Unreadable);
        assert_eq!(Comment::from_cells(&bag(&[0, 0, 0])), Comment::Unreadable);
        assert_eq!(
            Comment::from_cells(&bag(&[0, 0, 0, 0, 0xff])),
            Comment::Unreadable
        );
    }

    #[test]
    fn a_damaged_bag_is_unreadable_wherever_it_breaks() {
        let whole = BASE64_STANDARD.decode(PG12).unwrap();
        for length in 0..whole.len() {
            assert_eq!(Comment::from_cells(&whole[..length]), Comment::Unreadable);
        }
        for position in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[position] ^= 0x04;
            assert_ne!(Comment::from_cells(&damaged), text("PG12"), "{position}");
        }
        let with_reference = [&bag(b"\0\0\0\0a")[..], &[0]].concat();
        assert_eq!(Comment::from_cells(&with_reference), Comment::Unreadable);
    }
}
