//! A person as the staff sees them who answer their questions.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Person, store};

/// More of a person than their own conversation needs.
#[derive(Clone, Debug)]
pub struct Profile {
    pub person: Person,
    /// Without the `@`.
    pub username: Option<String>,
    /// When they first wrote.
    pub since: Option<DateTime<Utc>>,
    /// Whether nothing gets through to them, as they blocked the bot.
    pub is_unreachable: bool,
}

/// `None` for people without a Telegram account, and for those who were erased.
///
/// # Errors
/// When the database can't be asked.
pub async fn find_profile(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Profile>> {
    let Some(row) = store::find_by_id(connection, id).await? else {
        return Ok(None);
    };
    Ok(Some(Profile {
        username: row.telegram_username.clone(),
        since: store::since(connection, id).await?,
        is_unreachable: row.unreachable_since.is_some(),
        person: row.into_person(),
    }))
}
