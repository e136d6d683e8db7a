//! Who brought whom. A link carries a code; the first code that brings a person
//! here is kept for good.

mod store;

use sqlx::PgConnection;

use crate::accounts::{self, Person};

/// What a start parameter of a referral link begins with.
const LINK_PREFIX: &str = "ref_";

/// The width of `referral_code_used`.
const CODE_MOST_CHARS: usize = 20;

/// Keeps the code in `start_parameter`, if there is one, no earlier one, and it
/// is not the person's own. Anything else is forgiven silently.
///
/// # Errors
/// When the database can't be asked.
pub async fn attribute(
    connection: &mut PgConnection,
    person: &Person,
    start_parameter: &str,
) -> anyhow::Result<()> {
    let Some(code) = start_parameter
        .strip_prefix(LINK_PREFIX)
        .filter(|code| is_code(code))
    else {
        return Ok(());
    };
    if store::owner_of(connection, code).await? == Some(person.id) {
        return Ok(());
    }
    accounts::keep_referral_code(connection, person, code).await
}

fn is_code(code: &str) -> bool {
    (1..=CODE_MOST_CHARS).contains(&code.len())
        && code.chars().all(|letter| letter.is_ascii_alphanumeric())
}
