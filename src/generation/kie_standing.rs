//! How Kie stands, as far as is known without asking it.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{kie::Trouble, store::breaker};

/// Why Kie is left alone just now, if it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KieStanding {
    /// `credits`, `key`, `maintenance` or `down`.
    pub trouble: Option<&'static str>,
    pub since: Option<DateTime<Utc>>,
    /// Calls in a row without an answer.
    pub failures: i32,
}

/// # Errors
/// When the database can't be asked.
pub async fn kie_standing(connection: &mut PgConnection) -> anyhow::Result<KieStanding> {
    let breaker = breaker::find(connection).await?;
    let trouble = breaker.trouble.map(|trouble| match trouble {
        Trouble::Account(402 | 433) => "credits",
        Trouble::Account(_) => "key",
        Trouble::Maintenance => "maintenance",
        Trouble::Down => "down",
    });
    Ok(KieStanding {
        trouble,
        since: breaker.opened_at.filter(|_| trouble.is_some()),
        failures: breaker.failures,
    })
}
