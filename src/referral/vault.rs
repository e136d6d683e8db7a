//! Where it is kept where money goes: sealed, so that neither the database nor a backup
//! tells a card number, and only whoever sends the money has it opened.
//!
//! A seal belongs to one request of one person: put into another row it opens nothing.
//! Seals are made with the first key of `WITHDRAWAL_KEY`, or with one that comes from
//! the bot's token, and are opened with any of them. A seal that none fits is left of a
//! key that is gone: its request is rejected, and its person asked again.

use std::sync::Arc;

use chacha20poly1305::{
    Key, XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use sha2::Sha256;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{details::Details, store};
use crate::config::{WITHDRAWAL_KEY_BYTES, WithdrawalKeys};

/// What a seal begins with, so that another way of sealing can follow.
const VERSION: u8 = 1;

/// XChaCha20-Poly1305: so long that random ones never meet.
const NONCE_BYTES: usize = 24;

/// Seals and opens details. Clones share the keys.
#[derive(Clone, Debug)]
pub(crate) struct Vault {
    keys: WithdrawalKeys,
    /// Made of the bot's token: seals when no key is set, and opens what it sealed before
    /// one was.
    fallback: Arc<SecretBox<[u8; WITHDRAWAL_KEY_BYTES]>>,
}

/// Which request of whom a seal is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Belongs {
    pub person_id: i32,
    /// `withdrawal_requests.request_key`.
    pub key: Uuid,
}

impl Belongs {
    fn bytes(self) -> Vec<u8> {
        let mut bytes = b"withdrawal of ".to_vec();
        bytes.extend(self.person_id.to_be_bytes());
        bytes.extend(self.key.as_bytes());
        bytes
    }
}

/// No key opens it, or it belongs to another request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the details can't be opened")]
pub(super) struct Unreadable;

/// What a look at the details of a request finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Revealed {
    Details(Details),
    /// Its key is gone; the person has to give them again.
    Unreadable,
    /// The request is over, and they are not kept.
    Gone,
}

impl Vault {
    pub fn new(keys: &WithdrawalKeys, token: &SecretString) -> Self {
        let mut mac = Hmac::<Sha256>::new_from_slice(token.expose_secret().as_bytes())
            .expect("HMAC takes a key of any length");
        mac.update(b"key of withdrawals");
        let derived = mac.finalize().into_bytes().into();
        Self {
            keys: keys.clone(),
            fallback: Arc::new(SecretBox::new(Box::new(derived))),
        }
    }

    pub(super) fn seal(&self, belongs: Belongs, details: &Details) -> Vec<u8> {
        let plain = serde_json::to_vec(details).expect("details are plain words");
        let key = self.keys.0.first().unwrap_or(&self.fallback);
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let payload = Payload {
            msg: &plain,
            aad: &belongs.bytes(),
        };
        let sealed = cipher(key)
            .encrypt(&XNonce::from(nonce), payload)
            .expect("details are far shorter than the cipher's limit");
        [&[VERSION], nonce.as_slice(), &sealed].concat()
    }

    /// # Errors
    /// [`Unreadable`].
    pub(super) fn open(&self, belongs: Belongs, sealed: &[u8]) -> Result<Details, Unreadable> {
        let (version, rest) = sealed.split_first().ok_or(Unreadable)?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(Unreadable)?;
        if *version != VERSION {
            return Err(Unreadable);
        }
        let keys = self.keys.0.iter().chain([&*self.fallback]);
        let opened = keys.into_iter().find_map(|key| {
            let payload = Payload {
                msg: sealed,
                aad: &belongs.bytes(),
            };
            let plain = cipher(key).decrypt(&XNonce::from(*nonce), payload).ok()?;
            serde_json::from_slice(&plain).ok()
        });
        opened.ok_or(Unreadable)
    }

    /// Where the money of a request goes, for whoever sends it.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub(super) async fn reveal(
        &self,
        connection: &mut PgConnection,
        request_id: i32,
    ) -> anyhow::Result<Revealed> {
        let Some(found) = store::withdrawals::find_sealed(connection, request_id).await? else {
            return Ok(Revealed::Gone);
        };
        Ok(self
            .open(found.belongs, &found.sealed)
            .map_or(Revealed::Unreadable, Revealed::Details))
    }
}

fn cipher(key: &SecretBox<[u8; WITHDRAWAL_KEY_BYTES]>) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(*key.expose_secret()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(keys: &[u8], token: &str) -> Vault {
        let keys = keys
            .iter()
            .map(|byte| SecretBox::new(Box::new([*byte; WITHDRAWAL_KEY_BYTES])));
        let keys = WithdrawalKeys(Arc::new(keys.collect()));
        Vault::new(&keys, &SecretString::from(token))
    }

    fn details() -> Details {
        Details::Card {
            number: "4111111111111111".to_owned(),
        }
    }

    const ANNAS: Belongs = Belongs {
        person_id: 1,
        key: Uuid::from_u128(1),
    };

    #[test]
    fn what_is_sealed_opens_and_tells_nothing_before() {
        let vault = vault(&[], "1:a");
        let sealed = vault.seal(ANNAS, &details());
        assert_eq!(vault.open(ANNAS, &sealed), Ok(details()));
        assert!(!sealed.windows(4).any(|bytes| bytes == b"1111"));
        assert_ne!(vault.seal(ANNAS, &details()), sealed);
        assert!(!format!("{vault:?} {:?}", details()).contains("411111"));
    }

    #[test]
    fn a_seal_is_worth_nothing_in_another_request() {
        let vault = vault(&[7], "1:a");
        let sealed = vault.seal(ANNAS, &details());
        let others = [
            Belongs {
                person_id: 2,
                ..ANNAS
            },
            Belongs {
                key: Uuid::from_u128(2),
                ..ANNAS
            },
        ];
        for other in others {
            assert_eq!(vault.open(other, &sealed), Err(Unreadable));
        }
    }

    #[test]
    fn a_changed_or_cut_seal_is_unreadable() {
        let vault = vault(&[7], "1:a");
        let sealed = vault.seal(ANNAS, &details());
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(vault.open(ANNAS, &changed), Err(Unreadable));
            assert_eq!(vault.open(ANNAS, &sealed[..place]), Err(Unreadable));
        }
    }

    #[test]
    fn keys_can_be_changed_without_losing_what_is_open() {
        let sealed_by_token = vault(&[], "1:a").seal(ANNAS, &details());
        let sealed_by_seven = vault(&[7], "1:a").seal(ANNAS, &details());
        let both = vault(&[8, 7], "1:a");
        for sealed in [&sealed_by_token, &sealed_by_seven] {
            assert_eq!(both.open(ANNAS, sealed), Ok(details()));
        }
        assert_eq!(
            vault(&[8], "1:a").open(ANNAS, &sealed_by_seven),
            Err(Unreadable)
        );
        assert_eq!(
            vault(&[7], "1:b").open(ANNAS, &sealed_by_token),
            Err(Unreadable)
        );
        assert_eq!(
            vault(&[7], "1:b").open(ANNAS, &both.seal(ANNAS, &details())),
            Err(Unreadable)
        );
    }
}
