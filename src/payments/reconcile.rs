//! All our payments against what Telegram, T-Bank and the chain say: what is safe
//! is healed, the rest is listed and told to the staff.

use chrono::{DateTime, Utc};

use super::{
    Deps, Provider, Reconciliation, bank, coins,
    differences::{Difference, Kind},
    stars, store,
};

/// Compares everything since `since`, or from the beginning.
///
/// # Errors
/// When a provider or the database can't be asked; what was healed before that
/// stays healed.
pub async fn reconcile(
    deps: &Deps,
    since: Option<DateTime<Utc>>,
) -> anyhow::Result<Reconciliation> {
    let mut found = stars::compare_all(deps, since).await?;
    found.join(reconcile_the_rest(deps, since).await?);
    Ok(found)
}

/// As [`reconcile`], without Stars: Telegram's list is read by its own sweep, and
/// reading it from the beginning every day would take longer each day.
///
/// # Errors
/// As [`reconcile`].
pub(super) async fn reconcile_the_rest(
    deps: &Deps,
    since: Option<DateTime<Utc>>,
) -> anyhow::Result<Reconciliation> {
    let mut found = bank::compare_all(deps, since).await?;
    found.join(coins::compare_all(deps, since).await?);
    found.join(audit(deps).await?);
    Ok(found)
}

/// Our own books: whatever is paid and used has a set.
async fn audit(deps: &Deps) -> anyhow::Result<Reconciliation> {
    let now = deps.clock.now();
    let mut found = Reconciliation::default();
    let mut tx = deps.db.begin().await?;
    for (payment_id, provider) in store::list_used_without_set(&mut tx).await? {
        let difference = Difference {
            provider: Provider::stored(Some(&provider)),
            kind: Kind::NothingOwed,
            subject: String::new(),
            payment_id: Some(payment_id),
        };
        let key = payment_id.to_string();
        difference.note(&mut tx, &key, deps.staff_lang, now).await?;
        found.note(&difference);
    }
    tx.commit().await?;
    Ok(found)
}
