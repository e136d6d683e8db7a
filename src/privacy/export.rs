//! "My data": what there is of a person, counted, and all of it as one file.

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;

use crate::{accounts, avatars, generation, payments, referral, support};

/// What there is of a person, and what would become of it.
#[derive(Clone, Debug)]
pub struct Summary {
    pub avatars: i64,
    pub count: generation::Count,
    pub payments: i64,
    /// Tickets of the support desk.
    pub tickets: i64,
    /// Paid sets that were not used and can be taken back.
    pub refundable: i64,
    /// Paid sets that were not used and can't.
    pub lapsing: i64,
    /// Earned by bringing others.
    pub earned: referral::AtStake,
    pub email: Option<String>,
}

/// Counts what there is of a person, and what an erasure would mean.
///
/// # Errors
/// When the database can't be asked.
pub async fn summary(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Summary> {
    let unused = payments::unused(connection, person_id, now).await?;
    let refundable = unused.iter().filter(|unused| unused.is_refundable).count();
    Ok(Summary {
        avatars: avatars::list(connection, person_id)
            .await?
            .len()
            .try_into()?,
        count: generation::count(connection, person_id).await?,
        payments: payments::count_payments(connection, person_id).await?,
        tickets: support::count(connection, person_id).await?,
        refundable: refundable.try_into()?,
        lapsing: (unused.len() - refundable).try_into()?,
        earned: referral::at_stake(connection, person_id).await?,
        email: accounts::receipt_email(connection, person_id).await?,
    })
}

/// Everything on record of the person as JSON that people can read.
pub(super) async fn everything(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Vec<u8>> {
    let everything = json!({
        "person": accounts::export(connection, person_id).await?,
        "avatars": avatars::export(connection, person_id).await?,
        "sets": generation::export(connection, person_id).await?,
        "money": payments::export(connection, person_id).await?,
        "referrals": referral::export(connection, person_id).await?,
        "support": support::export(connection, person_id).await?,
    });
    Ok(serde_json::to_vec_pretty(&everything)?)
}
