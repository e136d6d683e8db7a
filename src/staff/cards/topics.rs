//! The topics in which cards stand: made when one is first needed, and again when one was
//! deleted by hand.
//!
//! Telegram has no way to tell a request that is sent again from a new one, but it tells
//! the bot of every topic that comes into being, its own ones too. So after an answer
//! that never came we wait a little for that news before we ask again, and a topic that
//! is told of too late, when there is another one, is deleted.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use teloxide::{
    requests::Requester,
    types::{ChatId, MessageId, ThreadId},
};

use super::{Desk, Topic, order, rows};
use crate::{
    i18n::Lang,
    staff::tell_once,
    telegram::{Lane, Screen, SendError, Sender},
};

/// How long the news of a topic may take that was made without our hearing of it.
const NEWS_PATIENCE: TimeDelta = TimeDelta::seconds(10);

/// How often it is looked whether somebody else's request was answered.
const LOOK_AGAIN: TimeDelta = TimeDelta::seconds(1);

/// Somebody may have turned topics on, or given the bot the right to make them.
const ASK_AGAIN: TimeDelta = TimeDelta::hours(1);

/// A topic that the bot may not open is tried again after this.
const OPEN_AGAIN: TimeDelta = TimeDelta::minutes(5);

/// What the names of notices begin with that say what is wrong with the group.
pub const MISSING: &str = "staff.missing:";

/// Where cards of a kind stand now.
pub(super) enum Place {
    /// `None`: the general topic.
    Ready(Option<ThreadId>),
    /// It is to be made first.
    Missing,
    Wait(DateTime<Utc>),
}

/// Where cards of this kind stand in the group.
pub(super) async fn find(
    connection: &mut PgConnection,
    group: ChatId,
    topic: Topic,
    now: DateTime<Utc>,
) -> anyhow::Result<Place> {
    let Some(making) = rows::find_topic(connection, topic, group.0).await? else {
        return Ok(Place::Missing);
    };
    Ok(
        match (making.topic_id, making.asked_at, making.refused_at) {
            (Some(id), ..) => Place::Ready(Some(ThreadId(MessageId(id)))),
            (_, Some(at), _) if now < at + NEWS_PATIENCE => Place::Wait(now + LOOK_AGAIN),
            (_, _, Some(at)) if now < at + ASK_AGAIN => Place::Ready(None),
            _ => Place::Missing,
        },
    )
}

/// Makes the topic of a kind of cards. What Telegram says about it is left to the caller,
/// except that the group has none, or gives the bot no right to.
pub(super) async fn make(desk: &Desk, group: ChatId, topic: Topic) -> anyhow::Result<()> {
    let now = desk.clock.now();
    let mut connection = desk.db.connection().await?;
    let earlier = now - NEWS_PATIENCE;
    if !rows::note_asking(&mut connection, topic, group.0, earlier, now).await? {
        return Ok(());
    }
    drop(connection);
    let title = topic.title(desk.lang);
    let request = desk.sender.bot().create_forum_topic(group, title);
    let made = desk.sender.call(Lane::Delivery, Some(group), request).await;
    let mut tx = desk.db.begin().await?;
    match made {
        Ok(made) => {
            let id = made.thread_id.0.0;
            let is_first = rows::settle_topic(&mut tx, topic, group.0, id).await?;
            tx.commit().await?;
            if !is_first {
                // Meanwhile there is one whose answer had been lost.
                delete_topic(&desk.sender, group, made.thread_id).await?;
            }
            Ok(())
        }
        // The news of it may still come.
        Err(error @ SendError::Unknown) => Err(error.into()),
        Err(SendError::NotAllowed(_) | SendError::Gone(_) | SendError::Refused(_)) => {
            rows::note_not_made(&mut tx, topic, group.0, Some(now)).await?;
            say_once(&mut tx, desk, group, "staff-no-topics", topic).await?;
            tx.commit().await?;
            Ok(())
        }
        Err(error) => {
            rows::note_not_made(&mut tx, topic, group.0, None).await?;
            tx.commit().await?;
            Err(error.into())
        }
    }
}

/// A topic was deleted by hand: it is made again, and what stood in it is shown again.
pub(super) async fn lose(desk: &Desk, group: ChatId, topic: ThreadId) -> anyhow::Result<()> {
    let now = desk.clock.now();
    let mut tx = desk.db.begin().await?;
    rows::lose_topic(&mut tx, group.0, topic.0.0).await?;
    for key in rows::want_lost(&mut tx, group.0, topic.0.0).await? {
        order(&mut tx, &key, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A topic was closed by hand, and the bot may not write there: opens it. When to go on.
pub(super) async fn open(
    desk: &Desk,
    group: ChatId,
    topic: ThreadId,
    kind: Topic,
) -> anyhow::Result<DateTime<Utc>> {
    let request = desk.sender.bot().reopen_forum_topic(group, topic);
    let opened = desk.sender.call(Lane::Delivery, Some(group), request).await;
    let now = desk.clock.now();
    match opened {
        Ok(_) => Ok(now),
        Err(SendError::NotAllowed(_) | SendError::Refused(_)) => {
            let mut tx = desk.db.begin().await?;
            say_once(&mut tx, desk, group, "staff-topic-closed", kind).await?;
            tx.commit().await?;
            Ok(now + OPEN_AGAIN)
        }
        Err(error) => Err(error.into()),
    }
}

/// Once for each thing that is wrong with the group, in the general topic.
async fn say_once(
    connection: &mut PgConnection,
    desk: &Desk,
    group: ChatId,
    key: &str,
    topic: Topic,
) -> anyhow::Result<()> {
    let args = [("topic", topic.title(desk.lang).into())];
    let screen = Screen::plain(desk.lang.html(key, &args));
    let notice = format!("{MISSING}{group}:{key}:{}", topic.name());
    tell_once(connection, &notice, &screen, desk.clock.now()).await?;
    Ok(())
}

/// Takes the news of a topic that the bot itself has made: one that nobody knows of, as
/// its answer never came, is where cards stand from now on. `false` when it is no topic
/// of cards.
///
/// # Errors
/// When the database can't be asked, or one topic too many can't be deleted.
pub async fn adopt_topic(
    desk: &Desk,
    chat: ChatId,
    id: ThreadId,
    title: &str,
) -> anyhow::Result<bool> {
    let called = |topic: &Topic| {
        [Lang::En, Lang::Ru]
            .iter()
            .any(|lang| topic.title(*lang) == title)
    };
    let Some(topic) = Topic::ALL.into_iter().find(called) else {
        return Ok(false);
    };
    let mut connection = desk.db.connection().await?;
    let is_ours = rows::settle_topic(&mut connection, topic, chat.0, id.0.0).await?;
    drop(connection);
    if !is_ours {
        delete_topic(&desk.sender, chat, id).await?;
    }
    Ok(true)
}

/// Deletes a topic that is one too many, if the bot may.
///
/// # Errors
/// When Telegram can't be reached.
pub async fn delete_topic(sender: &Sender, chat: ChatId, topic: ThreadId) -> Result<(), SendError> {
    let request = sender.bot().delete_forum_topic(chat, topic);
    match sender.call(Lane::Bulk, Some(chat), request).await {
        Ok(_) | Err(SendError::NoTopic(_) | SendError::NotAllowed(_)) => Ok(()),
        Err(error) => Err(error),
    }
}
