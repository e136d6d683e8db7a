//! A person's payments at a glance, for those who answer their questions.

use sqlx::PgConnection;

use super::{Payment, Price, store};

/// Payments that are looked at for one that can go back.
const LATEST: i64 = 20;

/// What a person paid by one method.
#[derive(Clone, Debug, PartialEq)]
pub struct MethodTotal {
    pub paid: i64,
    /// Of those, how many went back whole.
    pub given_back: i64,
    /// All that was paid, in the method's currency.
    pub sum: Price,
}

/// A person's payments in all.
#[derive(Clone, Debug)]
pub struct Overview {
    pub totals: Vec<MethodTotal>,
    pub last: Option<Payment>,
    /// The newest ones that can be given back whole.
    pub returnable: Vec<Payment>,
}

/// # Errors
/// When the database can't be asked.
pub async fn overview(connection: &mut PgConnection, user_id: i32) -> anyhow::Result<Overview> {
    let totals = store::totals(connection, user_id).await?;
    let mut latest = store::list_of_person(connection, user_id, 0, LATEST).await?;
    let last = latest.first().cloned();
    latest.retain(Payment::can_go_back);
    Ok(Overview {
        totals,
        last,
        returnable: latest,
    })
}
