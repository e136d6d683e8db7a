//! The SQL of `referral_balances`.

use anyhow::Context;
use sqlx::PgConnection;

pub(super) async fn owner_of(
    connection: &mut PgConnection,
    code: &str,
) -> anyhow::Result<Option<i32>> {
    let owner = sqlx::query_scalar!(
        "select user_id from referral_balances where referral_code = $1",
        code
    )
    .fetch_optional(connection)
    .await
    .context("cannot find the owner of a referral code")?;
    Ok(owner.flatten())
}
