//! Bodies of messages as cells: texts, and the bag-of-cells form in which servers hand them out.

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// What a cell can hold: 1023 bits, of which whole bytes are used.
const MOST_BYTES: usize = 127;
const OPCODE_BYTES: usize = 4;

/// A body: a chain of cells, as a long text is stored ("snake"); most have just one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body(Vec<Vec<u8>>);

impl Body {
    /// A message without a body has an empty cell.
    pub fn empty() -> Self {
        Self(vec![Vec::new()])
    }

    /// An operation and what belongs to it; a text is operation 0.
    pub fn new(opcode: u32, content: &[u8]) -> Self {
        let (first, rest) = content.split_at(content.len().min(MOST_BYTES - OPCODE_BYTES));
        let mut cells = vec![[&opcode.to_be_bytes(), first].concat()];
        cells.extend(rest.chunks(MOST_BYTES).map(<[u8]>::to_vec));
        Self(cells)
    }

    /// The hash of the first cell, which covers all that follow.
    pub fn hash(&self) -> [u8; 32] {
        let mut below: Option<[u8; 32]> = None;
        for (depth, cell) in self.0.iter().rev().enumerate() {
            let mut hasher = Sha256::new();
            hasher.update(described(cell, below.is_some()));
            if let Some(hash) = below {
                let depth = u16::try_from(depth - 1).expect("a text of a few cells");
                hasher.update(depth.to_be_bytes());
                hasher.update(hash);
            }
            below = Some(hasher.finalize().into());
        }
        below.expect("a body has a cell")
    }

    /// Bag of cells in base64, with a checksum, as Toncenter writes it.
    pub fn base64(&self) -> String {
        BASE64_STANDARD.encode(self.bag())
    }

    fn bag(&self) -> Vec<u8> {
        let count = u8::try_from(self.0.len()).expect("a text of a few cells");
        let last = count - 1;
        let mut cells = Vec::new();
        for (index, cell) in (0..count).zip(&self.0) {
            cells.extend(described(cell, index < last));
            if index < last {
                cells.push(index + 1);
            }
        }
        let size_bytes: u8 = if cells.len() < 256 { 1 } else { 2 };
        let size = u16::try_from(cells.len()).expect("a text of a few cells");
        // Magic; "has a checksum, one byte for each number of a cell"; the bytes of the size.
        let mut bag = vec![0xb5, 0xee, 0x9c, 0x72, 0x41, size_bytes];
        // So many cells, one root, none absent; then the size of the cells and the root's number.
        bag.extend([count, 1, 0]);
        bag.extend(&size.to_be_bytes()[2 - usize::from(size_bytes)..]);
        bag.push(0);
        bag.extend(cells);
        bag.extend(crc32c(&bag).to_le_bytes());
        bag
    }
}

/// A cell's bytes behind the two that tell how many references and half bytes it has.
fn described(cell: &[u8], has_next: bool) -> Vec<u8> {
    let half_bytes = u8::try_from(cell.len() * 2).expect("a cell has at most 127 bytes");
    [&[u8::from(has_next), half_bytes], cell].concat()
}

fn crc32c(bytes: &[u8]) -> u32 {
    let crc = bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 0 {
                crc >> 1
            } else {
                crc >> 1 ^ 0x82F6_3B78
            }
        })
    });
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_stored_as_on_the_chain() {
        for (text, bag, hash) in [
            (
                "PG12",
                "te6cckEBAQEACgAAEAAAAABQRzEyrjD6zA==",
                "TpimHBzI0SaBM+x6v9P19vxZBmQvHyy8T7WW8cjV4F4=",
            ),
            (
                "Hello",
                "te6cckEBAQEACwAAEgAAAABIZWxsb824wmI=",
                "m7VKQK82/1joZcbMoL8744lwVMliy0pUw7YJYssqMEE=",
            ),
        ] {
            let body = Body::new(0, text.as_bytes());
            assert_eq!(body.base64(), bag, "{text}");
            assert_eq!(BASE64_STANDARD.encode(body.hash()), hash, "{text}");
        }
        assert_eq!(Body::empty().base64(), "te6cckEBAQEAAgAAAEysuc0=");
    }

    #[test]
    fn a_long_text_goes_on_in_further_cells() {
        let text = "a".repeat(123 + 127 + 1);
        let body = Body::new(0, text.as_bytes());
        let lengths: Vec<usize> = body.0.iter().map(Vec::len).collect();
        assert_eq!(lengths, [127, 127, 1]);
        assert_ne!(body.hash(), Body::new(0, &text.as_bytes()[1..]).hash());
        let bag = body.bag();
        assert_eq!(&bag[4..12], [0x41, 2, 3, 1, 0, 1, 7, 0]);
        assert_eq!(bag.len(), 12 + 2 + 128 + 2 + 128 + 2 + 1 + 4);
    }
}
