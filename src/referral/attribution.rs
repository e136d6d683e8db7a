//! Who is brought by a link: whoever opens it before they ever paid, once for good,
//! never by themselves and never by somebody whom they brought.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    Deps, links,
    links::Link,
    store::{self, attributions::Brought},
};
use crate::accounts::{self, Person, Standing};

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
    let link = match parameter.strip_prefix(links::LINK_PREFIX) {
        Some(code) => links::find(connection, code).await?,
        None => None,
    };
    let Some(link) = link.filter(|link| link.owner_id != person.id) else {
        accounts::note_start(connection, person.id, now).await?;
        return Ok(());
    };
    // Before anything is written, as whoever writes of people holds them first.
    let are_here = hold_both(connection, person.id, link.owner_id).await?;
    let is_first = accounts::note_start(connection, person.id, now).await?;
    if !are_here {
        return Ok(());
    }
    let day = now.with_timezone(&deps.timezone).date_naive();
    store::attributions::add_visit(connection, &link, person.id, day).await?;
    take_up(connection, person.id, now).await?;
    let can_be_brought = is_first || deps.rules.counts_known;
    if !can_be_brought || store::attributions::has_paid(connection, person.id).await? {
        return Ok(());
    }
    attribute(connection, person, &link, now).await
}

/// Holds whoever is to be brought, alone, so that no payment of theirs comes in
/// between, and the owner of the link. In the order of their numbers, so that two who
/// open each other's links at once don't wait for each other.
async fn hold_both(
    connection: &mut PgConnection,
    person_id: i32,
    owner_id: i32,
) -> anyhow::Result<bool> {
    let mut are_here = true;
    for id in [person_id.min(owner_id), person_id.max(owner_id)] {
        let standing = if id == person_id {
            accounts::hold_alone(connection, id).await?
        } else {
            accounts::hold(connection, id).await?
        };
        are_here &= standing == Standing::Here;
    }
    Ok(are_here)
}

async fn attribute(
    connection: &mut PgConnection,
    person: &Person,
    link: &Link,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::accounts::lock(connection, link.owner_id).await?;
    let (owner_id, link_id) = (link.owner_id, link.link_id);
    if store::attributions::insert(connection, person.id, owner_id, link_id, now).await? {
        store::accounts::count_referral(connection, owner_id).await?;
        accounts::keep_referral_code(connection, person, &link.owner_code).await?;
        metrics::counter!("pinglass_referrals_total").increment(1);
    }
    Ok(())
}

/// Who brought the person. Another program may have written that down and had them counted, as
/// it may: its word holds, and from here on it is ours too.
///
/// # Errors
/// When the database refuses it.
pub(super) async fn take_up(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Brought>> {
    let Some(brought) = store::attributions::find(connection, person_id).await? else {
        return Ok(None);
    };
    if brought.is_taken {
        return Ok(Some(brought));
    }
    let owner_id = brought.referrer_id;
    store::accounts::lock(connection, owner_id).await?;
    if store::attributions::insert(connection, person_id, owner_id, None, now).await? {
        store::accounts::count_at_least_the_rows(connection, owner_id).await?;
    }
    let brought = store::attributions::find(connection, person_id).await?;
    Ok(brought.filter(|brought| brought.is_taken))
}
