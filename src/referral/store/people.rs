//! Whom the staff means by a name, a number or a code.

use anyhow::Context;
use sqlx::PgConnection;

/// The people whom `words` may mean, by `users.id`: whose code it is, or the code of whose
/// further link, who is called so on Telegram, or has this number there or here.
pub(in crate::referral) async fn find(
    connection: &mut PgConnection,
    words: &str,
    most: i64,
) -> anyhow::Result<Vec<i32>> {
    let name = words.strip_prefix('@');
    let code = name.is_none().then(|| words.to_uppercase());
    let number = words.parse::<i64>().ok();
    let people = sqlx::query_scalar!(
        r#"select user_id as "user_id!" from referral_balances
           where referral_code = $1 and user_id is not null
           union
           select user_id from referral_links where code = $1
           union
           select id from users where lower(telegram_username) = lower($2)
           union
           select id from users where telegram_user_id = $3
           limit $4"#,
        code,
        name.unwrap_or(words),
        number,
        most,
    )
    .fetch_all(&mut *connection)
    .await
    .context("cannot find whom the staff means")?;
    if !people.is_empty() {
        return Ok(people);
    }
    let id = number.and_then(|number| i32::try_from(number).ok());
    sqlx::query_scalar!("select id from users where id = $1", id)
        .fetch_all(connection)
        .await
        .context("cannot find a person by number")
}
