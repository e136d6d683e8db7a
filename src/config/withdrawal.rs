//! The keys that encrypt payout details: card numbers, phones and wallets.
//! They come from outside the database, so that no dump of it tells them.

use std::sync::Arc;

use base64::{
    Engine,
    prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD},
};
use secrecy::SecretBox;

use super::reader::Reader;

/// XChaCha20-Poly1305 takes 32 bytes.
pub const KEY_BYTES: usize = 32;

/// Keys of withdrawals: the first seals, and all of them open, so that a new one can be
/// set before the old one is forgotten. Empty: the bot's token stands in.
#[derive(Clone, Debug, Default)]
pub struct WithdrawalKeys(pub Arc<Vec<SecretBox<[u8; KEY_BYTES]>>>);

impl Reader {
    pub(super) fn withdrawal_keys(&mut self) -> WithdrawalKeys {
        const NAME: &str = "WITHDRAWAL_KEY";
        let mut keys = Vec::new();
        for written in self.raw(NAME).unwrap_or_default().split(',') {
            match read_key(written.trim()) {
                _ if written.trim().is_empty() => {}
                Some(key) => keys.push(SecretBox::new(Box::new(key))),
                None => self.mistake(
                    NAME,
                    "is not 32 random bytes in base64 or hexadecimal, as `openssl rand -base64 32` \
                     makes them; several are separated by commas",
                ),
            }
        }
        WithdrawalKeys(Arc::new(keys))
    }
}

fn read_key(written: &str) -> Option<[u8; KEY_BYTES]> {
    if written.len() == 2 * KEY_BYTES {
        let mut key = [0; KEY_BYTES];
        return hex::decode_to_slice(written, &mut key).ok().map(|()| key);
    }
    let unpadded = written.trim_end_matches('=');
    let bytes = BASE64_STANDARD_NO_PAD
        .decode(unpadded)
        .or_else(|_| BASE64_URL_SAFE_NO_PAD.decode(unpadded));
    bytes.ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_in_the_forms_that_tools_write() {
        let key = [0xfb; KEY_BYTES];
        let standard = BASE64_STANDARD_NO_PAD.encode(key);
        let padded = format!("{standard}=");
        let url_safe = BASE64_URL_SAFE_NO_PAD.encode(key);
        for written in [hex::encode(key), standard, padded, url_safe] {
            assert_eq!(read_key(&written), Some(key), "{written}");
        }
        for written in [
            "secret",
            &"g".repeat(64),
            &hex::encode([1; 31]),
            "=",
            "ключ",
        ] {
            assert_eq!(read_key(written), None, "{written}");
        }
    }
}
