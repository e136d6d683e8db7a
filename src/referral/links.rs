//! Codes and the links made of them: each person's own, and further ones of partners.

use rand::seq::IndexedRandom;
use sqlx::PgConnection;
use url::Url;

use super::store;

/// Nothing that looks like something else (0 and O, 1 and I and L, 5 and S, 8 and B,
/// 2 and Z), and no vowels, so that no word comes about.
const LETTERS: &[u8] = b"CDFGHJKMNPQRTVWXY34679";

/// Of a person's own code.
const OWN_CODE_CHARS: usize = 6;

/// Of a partner's further links: another length, so that none equals an own code.
const LINK_CODE_CHARS: usize = 7;

/// The width of `referral_code_used`.
const CODE_MOST_CHARS: usize = 20;

/// Two codes are the same once in a hundred million times: so many tries fail never.
const MOST_TRIES: u32 = 20;

/// Further links of one partner, closed ones too.
pub(super) const MOST_LINKS: i64 = 50;

/// Where a code leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// `users.id` of whom it belongs to.
    pub owner_id: i32,
    /// Their own code.
    pub owner_code: String,
    /// Which of a partner's further links it is; `None`: their own.
    pub link_id: Option<i32>,
}

/// One of a partner's further links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NamedLink {
    pub id: i32,
    pub code: String,
    /// Which only its partner sees.
    pub name: String,
    /// A closed one leads to the bot, but brings nobody and counts no visits. Whom it
    /// brought before stays brought.
    pub is_open: bool,
}

/// What became of the wish for a further link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Added {
    Link(NamedLink),
    TooMany,
    /// Only partners have further links.
    NoPartner,
}

/// The link of a code as somebody sent it: other case is forgiven. `None` when nobody
/// who can be earned for has it.
///
/// # Errors
/// When the database can't be asked.
pub(super) async fn find(
    connection: &mut PgConnection,
    code: &str,
) -> anyhow::Result<Option<Link>> {
    let is_code = (1..=CODE_MOST_CHARS).contains(&code.len())
        && code.chars().all(|letter| letter.is_ascii_alphanumeric());
    if !is_code {
        return Ok(None);
    }
    if let Some(link) = store::links::find(connection, code).await? {
        return Ok(Some(link));
    }
    store::links::find(connection, &code.to_ascii_uppercase()).await
}

/// What a start parameter of a referral link begins with.
pub(super) const LINK_PREFIX: &str = "ref_";

/// The address that leads to the bot with a code.
pub(super) fn address(bot_name: &str, code: &str) -> String {
    format!("https://t.me/{bot_name}?start={LINK_PREFIX}{code}")
}

/// As people write an address.
pub(super) fn shown(address: &str) -> String {
    address.trim_start_matches("https://").to_owned()
}

/// The address that opens Telegram's choice of chats to send a link to, with words
/// below it.
pub(super) fn share_address(link: &str, words: &str) -> Url {
    let mut address: Url = "https://t.me/share/url".parse().expect("a fixed address");
    address
        .query_pairs_mut()
        .append_pair("url", link)
        .append_pair("text", words);
    // Some of Telegram's apps show the pluses of web forms as they are.
    let query = address.query().unwrap_or_default().replace('+', "%20");
    address.set_query(Some(&query));
    address
}

/// The person's own code, made when they have none yet.
///
/// # Errors
/// When the database refuses it.
pub(super) async fn own_code(
    connection: &mut PgConnection,
    person_id: i32,
    now: chrono::DateTime<chrono::Utc>,
) -> anyhow::Result<String> {
    for _ in 0..MOST_TRIES {
        let code = new_code(OWN_CODE_CHARS);
        if let Some(code) = store::accounts::own_code(connection, person_id, &code, now).await? {
            return Ok(code);
        }
    }
    anyhow::bail!("no free code was found")
}

/// Adds a link with a name to a partner's. The name is cut to 64 letters by the caller.
///
/// # Errors
/// When the database refuses it.
pub(super) async fn add(
    connection: &mut PgConnection,
    person_id: i32,
    name: &str,
    now: chrono::DateTime<chrono::Utc>,
) -> anyhow::Result<Added> {
    super::hold_person(connection, person_id).await?;
    // Two that come at once are counted one after the other.
    let account = store::accounts::lock(connection, person_id).await?;
    if !account.is_some_and(|account| account.is_partner) {
        return Ok(Added::NoPartner);
    }
    if store::links::count(connection, person_id).await? >= MOST_LINKS {
        return Ok(Added::TooMany);
    }
    for _ in 0..MOST_TRIES {
        let code = new_code(LINK_CODE_CHARS);
        let id = store::links::insert(connection, person_id, &code, name, now).await?;
        if let Some(id) = id {
            return Ok(Added::Link(NamedLink {
                id,
                code,
                name: name.to_owned(),
                is_open: true,
            }));
        }
    }
    anyhow::bail!("no free code was found")
}

fn new_code(chars: usize) -> String {
    let mut random = rand::rng();
    let letters = (0..chars).map(|_| LETTERS.choose(&mut random).expect("there are letters"));
    letters.map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_link_and_its_words_arrive_whole() {
        let link = address("pinglass_bot", "CDFGHJ");
        assert_eq!(link, "https://t.me/pinglass_bot?start=ref_CDFGHJ");
        let words = "Мои портреты: 1 + 1 & больше!";
        let shared = share_address(&link, words);
        assert!(!shared.as_str().contains(['+', ' ']));
        let pairs: Vec<_> = shared.query_pairs().into_owned().collect();
        assert_eq!(pairs[0], ("url".to_owned(), link));
        assert_eq!(pairs[1], ("text".to_owned(), words.to_owned()));
    }

    #[test]
    fn a_code_has_six_letters_that_look_like_no_other() {
        let code = new_code(OWN_CODE_CHARS);
        assert_eq!(code.len(), 6);
        assert!(!code.contains(['0', 'O', '1', 'I', 'L', '5', 'S', '8', 'B', '2', 'Z']));
        assert_ne!(code, new_code(OWN_CODE_CHARS));
    }
}
