//! Who brought whom. A link carries a code; the first code that brings a person
//! here is kept for good.

mod store;

use rust_decimal::Decimal;
use serde_json::Value;
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

/// What the person has earned and not withdrawn, in roubles.
///
/// # Errors
/// When the database can't be asked.
pub async fn balance(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Decimal> {
    store::balance(connection, person_id).await
}

/// Takes a person who is erased off their earnings, withdrawals and applications.
///
/// # Errors
/// When the database refuses it.
pub async fn forget(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<()> {
    store::forget(connection, person_id).await
}

/// What is on record of the person here, as it stands in the rows.
///
/// # Errors
/// When the database can't be asked.
pub async fn export(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Value> {
    store::export(connection, person_id).await
}

fn is_code(code: &str) -> bool {
    (1..=CODE_MOST_CHARS).contains(&code.len())
        && code.chars().all(|letter| letter.is_ascii_alphanumeric())
}
