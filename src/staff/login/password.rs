//! Whether a password is right, which takes as long for a name that nobody has.

use anyhow::Context;

/// What a password is compared with.
#[derive(Clone)]
pub(in crate::staff) enum Hash {
    /// Of the account with the name.
    Own(String),
    /// Nobody has the name: somebody else's, so that the check takes as long.
    Anybodys(String),
    /// There is no account at all.
    None,
}

impl Hash {
    pub(super) fn own(self) -> Option<String> {
        match self {
            Self::Own(hash) => Some(hash),
            Self::Anybodys(_) | Self::None => None,
        }
    }
}

/// Of no password that anybody knows, at the cost that new accounts get.
const NOBODYS: &str = "$2b$12$abcdefghijklmnopqrstuuM2N7F0mNaGd6vcjN9VLqx3b9d3rX6Gm";

/// Another program may have taken a higher cost than ours. Beyond this one a check would
/// take a minute and more, of which few would take a process down.
const MOST_COST: u32 = 16;

/// bcrypt's own form: the variant, the cost, and 53 letters of salt and hash.
const HASH_LETTERS: usize = 60;

/// Whether `password` is that of the name's own account. It computes for a while,
/// whatever the answer.
///
/// # Errors
/// When the process is stopping.
pub(super) async fn is_right(hash: Hash, password: String) -> anyhow::Result<bool> {
    let (hash, is_own) = match hash {
        Hash::Own(hash) if is_usable(&hash) => (hash, true),
        Hash::Anybodys(hash) if is_usable(&hash) => (hash, false),
        Hash::Own(_) | Hash::Anybodys(_) | Hash::None => (NOBODYS.to_owned(), false),
    };
    let check = move || bcrypt::verify(password, &hash).unwrap_or(false);
    let fits = tokio::task::spawn_blocking(check)
        .await
        .context("cannot check a password")?;
    Ok(fits && is_own)
}

/// Whether a hash is one of bcrypt's, of any variant and at a cost that can be paid.
fn is_usable(hash: &str) -> bool {
    let mut parts = hash.split('$').skip(1);
    let (variant, cost) = (parts.next(), parts.next());
    let cost = cost.and_then(|cost| cost.parse::<u32>().ok());
    let is_known = matches!(variant, Some("2a" | "2b" | "2x" | "2y"));
    is_known
        && hash.is_ascii()
        && hash.len() == HASH_LETTERS
        && cost.is_some_and(|cost| cost <= MOST_COST)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: u32 = 4;

    async fn is_password(hash: Hash) -> bool {
        is_right(hash, "a long password".to_owned()).await.unwrap()
    }

    #[tokio::test]
    async fn every_variant_of_bcrypt_is_understood() {
        let hash = bcrypt::hash("a long password", CHEAP).unwrap();
        for variant in ["$2a$", "$2b$", "$2x$", "$2y$"] {
            let hash = hash.replacen("$2b$", variant, 1);
            assert!(is_password(Hash::Own(hash)).await, "{variant}");
        }
        let other = bcrypt::hash("another password", CHEAP).unwrap();
        assert!(!is_password(Hash::Own(other)).await);
        assert!(!is_password(Hash::Anybodys(hash)).await);
    }

    #[tokio::test]
    async fn rubbish_lets_nobody_in_and_breaks_nothing() {
        let costly = format!("$2b$31${}", "a".repeat(53));
        let foreign = format!("$2b$12${}é", "a".repeat(51));
        for rubbish in [
            "",
            "a long password",
            "$2b$",
            "$argon2id$v=19$m=1",
            &costly,
            &foreign,
        ] {
            assert!(
                !is_password(Hash::Own(rubbish.to_owned())).await,
                "{rubbish}"
            );
        }
    }

    #[test]
    fn the_hash_of_nobody_can_be_compared_with() {
        assert!(is_usable(NOBODYS));
        assert!(bcrypt::verify("", NOBODYS).is_ok());
    }
}
