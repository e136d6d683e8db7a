//! By what a photo is recognised when it comes a second time, as the same file
//! or as a copy that was shrunk or recompressed on its way.

use image::DynamicImage;
use image_hasher::{HasherConfig, ImageHash};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::refusal::Refusal;

/// Side of the perceptual hash: 16 × 16 bits.
const HASH_SIDE: u32 = 16;
/// Hashes that differ in fewer of their 256 bits belong to one picture that was
/// shrunk, recompressed or slightly retouched; other shots of one scene differ more.
const ALIKE_BITS: u32 = 24;

/// By what a photo is recognised. Photos of other programs have none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fingerprint {
    /// SHA-256 of the file as it was sent, in hexadecimal.
    pub sha256: Option<String>,
    /// What the picture looks like, in base64.
    pub likeness: Option<String>,
}

impl Fingerprint {
    /// The print of a file, whose picture looks like `small`.
    pub(super) fn of(file: &[u8], small: &DynamicImage) -> Self {
        let sha256 = Sha256::digest(file)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let hasher = HasherConfig::new()
            .hash_size(HASH_SIDE, HASH_SIDE)
            .to_hasher();
        Self {
            sha256: Some(sha256),
            likeness: Some(hasher.hash_image(small).to_base64()),
        }
    }

    /// Why a photo with this print is not needed beside those with `known` ones.
    pub(super) fn refusal_beside(&self, known: &[Self]) -> Option<Refusal> {
        if known
            .iter()
            .any(|other| self.sha256.is_some() && other.sha256 == self.sha256)
        {
            return Some(Refusal::Same);
        }
        let is_alike = |other: &Self| self.distance(other).is_some_and(|bits| bits < ALIKE_BITS);
        known.iter().any(is_alike).then_some(Refusal::Alike)
    }

    /// In how many of their 256 bits the hashes differ; `None` when one is not known.
    pub(super) fn distance(&self, other: &Self) -> Option<u32> {
        Some(self.hash()?.dist(&other.hash()?))
    }

    fn hash(&self) -> Option<ImageHash> {
        let hash = ImageHash::from_base64(self.likeness.as_deref()?).ok()?;
        (hash.as_bytes().len() == (HASH_SIDE * HASH_SIDE / 8) as usize).then_some(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(sha256: &str, bytes: &[u8]) -> Fingerprint {
        let hash: ImageHash = ImageHash::from_bytes(bytes).unwrap();
        Fingerprint {
            sha256: Some(sha256.to_owned()),
            likeness: Some(hash.to_base64()),
        }
    }

    #[test]
    fn prints_are_alike_up_to_a_bound() {
        let known = [print("a", &[0; 32])];
        let mut bytes = [0; 32];
        bytes[..3].copy_from_slice(&[0xff, 0xff, 0x7f]);
        assert_eq!(
            print("b", &bytes).refusal_beside(&known),
            Some(Refusal::Alike)
        );
        bytes[2] = 0xff;
        assert_eq!(print("b", &bytes).refusal_beside(&known), None);
        assert_eq!(
            print("a", &bytes).refusal_beside(&known),
            Some(Refusal::Same)
        );
    }

    #[test]
    fn photos_of_other_programs_are_like_nothing() {
        let own = print("a", &[0; 32]);
        let without = Fingerprint {
            sha256: None,
            likeness: None,
        };
        let foreign = Fingerprint {
            sha256: None,
            likeness: Some("AAAA".to_owned()),
        };
        let broken = Fingerprint {
            sha256: None,
            likeness: Some("?".to_owned()),
        };
        assert_eq!(
            own.refusal_beside(&[without.clone(), foreign, broken]),
            None
        );
        assert_eq!(without.refusal_beside(&[without.clone(), own]), None);
    }
}
