//! Bans outlive erasure: what is left of a banned person who has themselves erased
//! is a seal of their Telegram id. Telegram ids are few enough to be tried one by
//! one, so the seal is made with a key that the database does not hold.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

/// Makes seals of Telegram ids. It comes from the bot's token, which every process
/// has and no dump of the database; a bot with another token is another bot, and
/// forgets the bans of the erased.
#[derive(Clone, Debug)]
pub struct Sealer(SecretString);

impl Sealer {
    pub fn new(token: &SecretString) -> Self {
        Self(token.clone())
    }

    /// The seal of a Telegram id, always the same one, as 64 hex digits.
    pub(super) fn seal(&self, telegram_id: i64) -> String {
        self.seal_words("ban of", &telegram_id.to_string())
    }

    /// The seal of words that nobody should read in the database, kept for this `purpose`:
    /// the same words have another seal for another. As 64 hex digits.
    pub fn seal_words(&self, purpose: &str, words: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.expose_secret().as_bytes())
            .expect("HMAC takes a key of any length");
        mac.update(purpose.as_bytes());
        mac.update(b" ");
        mac.update(words.as_bytes());
        hex::encode(mac.finalize().into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_is_known_again_and_tells_nothing_without_the_key() {
        let [ours, theirs] = ["1:a", "1:b"].map(|token| Sealer::new(&SecretString::from(token)));
        assert_eq!(ours.seal(101), ours.seal(101));
        assert_ne!(ours.seal(101), ours.seal(102));
        assert_ne!(ours.seal(101), theirs.seal(101));
        assert_eq!(ours.seal(101).len(), 64);
    }
}
