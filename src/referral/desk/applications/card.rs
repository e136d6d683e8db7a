//! The card of an application, and what its person is told when it is decided.

use sqlx::PgConnection;

use super::screens::{self, Facts};
use crate::{
    accounts,
    queue::{JobResult, Lease, Next, OrElse, Registry},
    referral::{
        Deps,
        desk::checks,
        jobs::{ShowApplication, TellApplication},
        partners::Decision,
        store,
    },
    staff::{self, Topic},
    telegram::{Lane, SendError},
};

/// Earlier applications that are named.
const MOST_EARLIER: i64 = 3;

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let (showing, telling) = (deps.clone(), deps.clone());
    registry
        .on(move |job: ShowApplication, lease| show(showing.clone(), lease, job))
        .on(move |job: TellApplication, lease| tell(telling.clone(), lease, job))
}

/// How the staff group knows an application's card.
pub(super) fn key(application_id: i32) -> String {
    format!("referral.application:{application_id}")
}

async fn show(deps: Deps, lease: Lease, job: ShowApplication) -> JobResult {
    let mut tx = deps.db.begin().await.or_retry()?;
    lease.confirm(&mut tx).await.or_retry()?;
    put_up(&mut tx, &deps, job.application_id)
        .await
        .or_retry()?;
    tx.commit().await.or_retry()?;
    Ok(Next::Done)
}

/// Has the group show the card as the application stands. Whoever was erased, and whoever
/// leaves, has none.
async fn put_up(
    connection: &mut PgConnection,
    deps: &Deps,
    application_id: i32,
) -> anyhow::Result<()> {
    let application = store::applications::find(connection, application_id).await?;
    let Some(application) = application else {
        return Ok(());
    };
    let profile = match application.user_id {
        Some(id) => accounts::find_profile(connection, id).await?,
        None => None,
    };
    let Some(profile) = profile.filter(|profile| !profile.person.is_leaving) else {
        return Ok(());
    };
    let person_id = profile.person.id;
    let facts = Facts {
        profile,
        checks: checks::load(connection, person_id, None, deps.clock.now()).await?,
        own: store::applicants::own_payments(connection, person_id).await?,
        earlier: store::applications::list_earlier(
            connection,
            person_id,
            application_id,
            MOST_EARLIER,
        )
        .await?,
    };
    let screen = screens::card(deps.staff_lang, deps.timezone, &application, &facts);
    let key = key(application_id);
    let now = deps.clock.now();
    staff::show_card(
        connection,
        &key,
        Topic::Partners,
        &screen,
        Some(person_id),
        now,
    )
    .await
}

/// Tells an applicant what was decided. Whoever can't be reached finds it under /partner.
async fn tell(deps: Deps, lease: Lease, job: TellApplication) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let application = store::applications::find(&mut connection, job.application_id)
        .await
        .or_retry()?;
    let decided = application.filter(|application| application.status != Decision::Pending);
    let Some(application) = decided else {
        return Ok(Next::Done);
    };
    let person = match application.user_id {
        Some(id) => accounts::find_by_id(&mut connection, id).await.or_retry()?,
        None => None,
    };
    drop(connection);
    let reachable = person.filter(|person| !person.is_leaving && !person.is_banned);
    let Some(person) = reachable else {
        return Ok(Next::Done);
    };
    let (chat, screen) = (person.chat(), screens::decided(person.lang, &application));
    match deps.sender.show(Lane::Delivery, chat, None, &screen).await {
        Ok(_) | Err(SendError::Unknown) => Ok(Next::Done),
        Err(SendError::Unreachable(_)) => {
            let mut tx = deps.db.begin().await.or_retry()?;
            lease.confirm(&mut tx).await.or_retry()?;
            let noted = accounts::mark_unreachable(&mut tx, chat, deps.clock.now());
            noted.await.or_retry()?;
            tx.commit().await.or_retry()?;
            Ok(Next::Done)
        }
        Err(error) => Err(error).or_retry(),
    }
}
