//! The card of a broadcast in the group: one message that always shows what the rows say,
//! edited in place, at the pace that the group has.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{
    Broadcast, Deps, Letters, Status, Tally,
    screens::{self, Card},
    store::{self, clicks::Clicks, people::LanguageCount},
};
use crate::{
    queue::{self, Job, JobResult, Next, OrElse, Registry},
    telegram::{Lane, Screen, SendError},
};

/// Has the card show how the broadcast stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct ShowBroadcast {
    broadcast_id: i32,
}

impl Job for ShowBroadcast {
    const KIND: &'static str = "show_broadcast";
    const PRIORITY: i16 = 90;

    fn key(&self) -> Option<String> {
        Some(self.broadcast_id.to_string())
    }
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let deps = deps.clone();
    registry.on(move |job, _| show(deps.clone(), job))
}

/// Has the card show how the broadcast stands, once the caller's transaction is through.
pub(super) async fn order(
    connection: &mut PgConnection,
    broadcast_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &ShowBroadcast { broadcast_id }, now).await
}

/// All that a card shows.
pub(super) struct Facts {
    pub broadcast: Broadcast,
    pub letters: Letters,
    /// Whom a draft is for at this moment.
    pub counts: Vec<LanguageCount>,
    pub tally: Tally,
    pub clicks: Clicks,
}

pub(super) async fn load(
    connection: &mut PgConnection,
    deps: &Deps,
    id: i32,
) -> anyhow::Result<Option<Facts>> {
    let Some(broadcast) = store::rows::find(connection, id).await? else {
        return Ok(None);
    };
    let is_to_come = matches!(broadcast.status, Status::Draft | Status::Scheduled);
    let counts = if is_to_come {
        let terms = broadcast.audience.terms(deps.desk.clock.now());
        store::people::count(connection, id, &terms, &deps.desk.owners, false).await?
    } else {
        Vec::new()
    };
    Ok(Some(Facts {
        letters: store::letters::list(connection, id).await?,
        tally: store::recipients::tally(connection, id).await?,
        clicks: store::clicks::sum(connection, id).await?,
        counts,
        broadcast,
    }))
}

/// The card as it is to be shown now.
pub(super) async fn draw(deps: &Deps, id: i32) -> anyhow::Result<Option<Screen>> {
    let mut connection = deps.desk.db.connection().await?;
    let facts = load(&mut connection, deps, id).await?;
    drop(connection);
    Ok(facts.map(|facts| {
        let card = Card {
            facts: &facts,
            zone: deps.timezone,
            counts_links: deps.public_url.is_some(),
        };
        screens::card(deps.desk.lang, &card)
    }))
}

async fn show(deps: Deps, job: ShowBroadcast) -> JobResult {
    let now = deps.desk.clock.now();
    let mut connection = deps.desk.db.connection().await.or_retry()?;
    let broadcast = store::rows::find(&mut connection, job.broadcast_id).await;
    let broadcast = broadcast.or_retry()?;
    let Some((chat, message)) = broadcast.and_then(|broadcast| broadcast.card) else {
        return Ok(Next::Done);
    };
    let place = deps.desk.group.take_places(&mut connection, 1, now);
    let place = place.await.or_retry()?;
    drop(connection);
    if let Err(free_at) = place {
        return Ok(Next::At(free_at));
    }
    let Some(screen) = draw(&deps, job.broadcast_id).await.or_retry()? else {
        return Ok(Next::Done);
    };
    let edit = deps
        .desk
        .sender
        .edit(Lane::Delivery, chat, message, &screen);
    match edit.await {
        // Whoever wants to see it opens it from the list.
        Ok(_) | Err(SendError::Gone(_) | SendError::Moved(_)) => Ok(Next::Done),
        Err(error) => Err(error).or_retry(),
    }
}
