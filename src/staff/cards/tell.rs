//! Lines below a card, for what should be noticed: an edit of the card itself calls
//! nobody.

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use teloxide::types::MessageId;

use super::{
    Desk, Topic, follow_group, rows,
    topics::{self, Place},
};
use crate::{
    queue::{self, Job, JobResult, Next, OrElse},
    telegram::{Lane, Screen, SendError},
};

/// Tells the group something as an answer to a card. It names no customer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TellBelowCard {
    card: String,
    topic: String,
    text: String,
}

impl Job for TellBelowCard {
    const KIND: &'static str = "staff_tell_below_card";
    const PRIORITY: i16 = 60;
}

/// Has the group told something about what a card shows, as an answer to it, as part of
/// the caller's transaction. The words name no customer: nothing takes them back.
///
/// # Errors
/// When the database refuses it.
pub async fn tell_below_card(
    connection: &mut PgConnection,
    key: &str,
    topic: Topic,
    html: String,
    now: chrono::DateTime<chrono::Utc>,
) -> anyhow::Result<()> {
    let job = TellBelowCard {
        card: key.to_owned(),
        topic: topic.name().to_owned(),
        text: html,
    };
    queue::add(connection, &job, now).await
}

pub(super) async fn tell(desk: Desk, job: TellBelowCard) -> JobResult {
    let now = desk.clock.now();
    let Some(kind) = Topic::stored(&job.topic) else {
        return Ok(Next::Done);
    };
    let mut connection = desk.db.connection().await.or_retry()?;
    let Some(group) = desk.group.find(&mut connection).await.or_retry()? else {
        return Ok(Next::Done);
    };
    let card = rows::find(&mut connection, &job.card).await.or_retry()?;
    let place = topics::find(&mut connection, group, kind, now).await;
    let place = place.or_retry()?;
    if let Place::Wait(until) = place {
        return Ok(Next::At(until));
    }
    let places = desk.group.take_places(&mut connection, 1, now).await;
    drop(connection);
    if let Err(free_at) = places.or_retry()? {
        return Ok(Next::At(free_at));
    }
    let Place::Ready(topic) = place else {
        topics::make(&desk, group, kind).await.or_retry()?;
        return Ok(Next::At(now));
    };
    let here = card.filter(|card| card.chat_id == Some(group.0));
    let message = here.and_then(|card| card.message_id).map(MessageId);
    let line = Screen::plain(job.text);
    let told = desk
        .sender
        .show_in_topic(Lane::Delivery, group, topic, message, &line)
        .await;
    match (told, topic) {
        (Ok(_), _) => Ok(Next::Done),
        (Err(SendError::NoTopic(_)), Some(topic)) => {
            topics::lose(&desk, group, topic).await.or_retry()?;
            Ok(Next::At(now))
        }
        (Err(SendError::TopicClosed(_)), Some(topic)) => {
            let at = topics::open(&desk, group, topic, kind).await.or_retry()?;
            Ok(Next::At(at))
        }
        (Err(SendError::Moved(to)), _) => {
            let mut tx = desk.db.begin().await.or_retry()?;
            desk.group
                .note_move(&mut tx, group, to, now)
                .await
                .or_retry()?;
            follow_group(&mut tx, to, now).await.or_retry()?;
            tx.commit().await.or_retry()?;
            Ok(Next::At(now))
        }
        (Err(error), _) => Err(error).or_retry(),
    }
}
