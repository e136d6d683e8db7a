//! Who is brought by a link: whoever opens it before they ever paid, once for good,
//! never by themselves and never by somebody whom they brought.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Deps, links, store};
use crate::accounts::{self, Person};

/// Notes that the person sent /start, and who brought them, if `parameter` is that of
/// a link. A code that brings nobody is forgiven silently.
///
/// # Errors
/// When the database refuses it.
pub async fn start(
    connection: &mut PgConnection,
    deps: &Deps,
    person: &Person,
    parameter: &str,
) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let is_first = accounts::note_start(connection, person.id, now).await?;
    let Some(code) = parameter.strip_prefix(links::LINK_PREFIX) else {
        return Ok(());
    };
    let Some(link) = links::find(connection, code).await? else {
        return Ok(());
    };
    if link.owner_id == person.id {
        return Ok(());
    }
    let day = now.with_timezone(&deps.timezone).date_naive();
    store::attributions::add_visit(connection, &link, person.id, day).await?;
    let can_be_brought = is_first || deps.rules.counts_known;
    if !can_be_brought || store::attributions::has_paid(connection, person.id).await? {
        return Ok(());
    }
    attribute(connection, person, &link, now).await
}

async fn attribute(
    connection: &mut PgConnection,
    person: &Person,
    link: &links::Link,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::accounts::lock(connection, link.owner_id).await?;
    if store::attributions::insert(connection, person.id, link, now).await? {
        store::accounts::count_referral(connection, link.owner_id).await?;
        accounts::keep_referral_code(connection, person, &link.owner_code).await?;
        metrics::counter!("pinglass_referrals_total").increment(1);
    }
    Ok(())
}

/// Whether somebody is known to have brought the person.
///
/// # Errors
/// When the database can't be asked.
pub async fn is_known(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<bool> {
    let brought = store::attributions::find(connection, person_id).await?;
    Ok(brought.is_some())
}
