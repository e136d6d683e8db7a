//! The proof that every balance is what its rows say, on a live database.

use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::store;

/// A balance that differs from its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// `users.id`.
    pub user_id: i32,
    /// `balance`, `total_earned` or `referrals_count`.
    pub column: String,
    pub stands: Decimal,
    pub rows_say: Decimal,
}

/// Every difference between the balances and the rows behind them; none is as it
/// should be.
///
/// # Errors
/// When the database can't be asked.
pub async fn check_books(connection: &mut PgConnection) -> anyhow::Result<Vec<Difference>> {
    store::books::list_differences(connection).await
}
