//! Deleting in the staff group what it shows of people who were erased, one call at a
//! time, until nothing is left that the bot can take away.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use teloxide::{
    requests::Requester,
    types::{ChatId, MessageId, ThreadId},
};
use url::Url;

use super::{forget_updates, leaving};
use crate::{
    queue::{Job, JobResult, Lease, Next, OrElse, Registry},
    staff,
    support::{Deps, lists::link_to, store::leaving::Remains},
    telegram::{Lane, Screen, SendError},
};

/// Bot API, deleteMessages: 1–100 identifiers.
const MOST_AT_ONCE: usize = 100;

/// How long after the deletion something may still be written down that was under way.
const SETTLED_AFTER: TimeDelta = TimeDelta::minutes(1);

/// A topic that the bot may not delete is looked at so often: somebody may have deleted
/// it, or given the bot the right.
const ASK_AGAIN: TimeDelta = TimeDelta::hours(1);

/// Deletes what the staff group still shows of people who left.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ClearGroup {}

impl Job for ClearGroup {
    const KIND: &'static str = "support_clear_group";
    const PRIORITY: i16 = 45;

    fn key(&self) -> Option<String> {
        Some("group".to_owned())
    }
}

/// What one call came to.
enum Cleared {
    /// The topic is gone, and all in it.
    Topic,
    /// Of the messages, these are gone or can't go; of the latter so many.
    Messages(Vec<i32>, i32),
    /// The bot lacks the right to delete topics.
    NotAllowed,
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let deps = deps.clone();
    registry.on(move |_: ClearGroup, lease| clear_group(deps.clone(), lease))
}

async fn clear_group(deps: Deps, lease: Lease) -> JobResult {
    let now = deps.clock.now();
    let mut connection = deps.db.connection().await.or_retry()?;
    let next = leaving::next_remains(&mut connection, now - ASK_AGAIN).await;
    let Some(remains) = next.or_retry()? else {
        let settled = settle(&mut connection, now - SETTLED_AFTER).await;
        let later = leaving::next_look(&mut connection, SETTLED_AFTER, ASK_AGAIN).await;
        settled.or_retry()?;
        return Ok(later
            .or_retry()?
            .map_or(Next::Done, |at| Next::At(at.max(now))));
    };
    let place = deps.group.take_places(&mut connection, 1, now).await;
    drop(connection);
    if let Err(free_at) = place.or_retry()? {
        return Ok(Next::At(free_at));
    }
    let cleared = clear(&deps, &remains).await.or_retry()?;
    let mut tx = deps.db.begin().await.or_retry()?;
    lease.confirm(&mut tx).await.or_retry()?;
    note(&mut tx, &deps, &remains, cleared).await.or_retry()?;
    tx.commit().await.or_retry()?;
    Ok(Next::At(now))
}

/// Forgets once more what the relay may have written down while it was being forgotten.
async fn settle(
    connection: &mut sqlx::PgConnection,
    deleted_before: chrono::DateTime<chrono::Utc>,
) -> anyhow::Result<()> {
    for remains in leaving::list_settled(connection, deleted_before).await? {
        forget_updates(connection, &remains).await?;
        leaving::forget_ticket(connection, remains.ticket_id).await?;
        leaving::end_remains(connection, remains.id).await?;
    }
    Ok(())
}

async fn clear(deps: &Deps, remains: &Remains) -> Result<Cleared, SendError> {
    let chat = ChatId(remains.chat_id);
    if let Some(topic) = remains.topic_id {
        let topic = ThreadId(MessageId(topic));
        let request = deps.sender.bot().delete_forum_topic(chat, topic);
        return match deps.sender.call(Lane::Bulk, Some(chat), request).await {
            Ok(_) | Err(SendError::NoTopic(_)) => Ok(Cleared::Topic),
            // What was said before an upgrade is out of the bot's reach for ever.
            Err(SendError::Moved(_)) => Ok(Cleared::Topic),
            Err(SendError::NotAllowed(_)) => Ok(Cleared::NotAllowed),
            Err(error) => Err(error),
        };
    }
    let most = remains.message_ids.len().min(MOST_AT_ONCE);
    let together = &remains.message_ids[..most];
    let ids: Vec<MessageId> = together.iter().copied().map(MessageId).collect();
    let request = deps.sender.bot().delete_messages(chat, ids);
    match deps.sender.call(Lane::Bulk, Some(chat), request).await {
        Ok(_) => Ok(Cleared::Messages(together.to_vec(), 0)),
        Err(SendError::Moved(_)) => Ok(Cleared::Messages(remains.message_ids.clone(), 0)),
        Err(error) if is_away(&error) => Err(error),
        // One of them is too old, and Telegram does not say which.
        Err(_) => clear_one(deps, remains, remains.message_ids[0]).await,
    }
}

/// What can't be deleted any more, as 48 hours have passed, loses its words at least.
async fn clear_one(deps: &Deps, remains: &Remains, message: i32) -> Result<Cleared, SendError> {
    let sender = &deps.sender;
    let (chat, id) = (ChatId(remains.chat_id), MessageId(message));
    let request = sender.bot().delete_message(chat, id);
    match sender.call(Lane::Bulk, Some(chat), request).await {
        Ok(_) => return Ok(Cleared::Messages(vec![message], 0)),
        Err(error) if is_away(&error) => return Err(error),
        Err(SendError::Gone(why)) if why.contains("not found") => {
            return Ok(Cleared::Messages(vec![message], 0));
        }
        Err(_) => {}
    }
    let emptied = Screen::plain(deps.staff_lang.html("leaving-erased", &[]));
    let is_empty = if remains.text_ids.contains(&message) {
        match sender.edit(Lane::Bulk, chat, id, &emptied).await {
            Err(error) if is_away(&error) => return Err(error),
            result => result.is_ok(),
        }
    } else {
        if remains.caption_ids.contains(&message) {
            let edited = sender.edit_caption(Lane::Bulk, chat, id, &emptied).await;
            if let Err(error) = edited
                && is_away(&error)
            {
                return Err(error);
            }
        }
        // A picture, a voice, or what an operator wrote: only people can delete it now.
        false
    };
    Ok(Cleared::Messages(vec![message], i32::from(!is_empty)))
}

/// Whether Telegram or the group can't be reached, which passes.
fn is_away(error: &SendError) -> bool {
    matches!(
        error,
        SendError::Unavailable | SendError::Unknown | SendError::Unreachable(_)
    )
}

async fn note(
    tx: &mut sqlx::PgConnection,
    deps: &Deps,
    remains: &Remains,
    cleared: Cleared,
) -> anyhow::Result<()> {
    let now = deps.clock.now();
    match cleared {
        Cleared::Topic => leaving::note_topic_deleted(tx, remains.id, now).await,
        Cleared::NotAllowed => {
            ask_to_delete(tx, deps, remains, "leaving-topic-by-hand").await?;
            leaving::note_told(tx, remains.id, now).await
        }
        Cleared::Messages(gone, kept) => {
            let left = remains.message_ids.len() - gone.len();
            leaving::note_messages_deleted(tx, remains.id, &gone, kept, now).await?;
            if left == 0 && remains.kept + kept > 0 {
                ask_to_delete(tx, deps, remains, "leaving-messages-by-hand").await?;
            }
            Ok(())
        }
    }
}

/// Asks the staff, once for a ticket, to delete what the bot can't.
async fn ask_to_delete(
    tx: &mut sqlx::PgConnection,
    deps: &Deps,
    remains: &Remains,
    key: &str,
) -> anyhow::Result<()> {
    let number = leaving::find_number(tx, remains.ticket_id).await?;
    let place = remains.topic_id.or(remains.message_ids.first().copied());
    let link = place.and_then(|place| link_to(ChatId(remains.chat_id), MessageId(place)));
    let args = [
        ("number", number.into()),
        (
            "link",
            link.as_ref().map_or("", Url::as_str).to_owned().into(),
        ),
    ];
    let screen = Screen::plain(deps.staff_lang.html(key, &args));
    let notice = format!("support.by-hand:{}:{key}", remains.id);
    staff::tell_once(tx, &notice, &screen, deps.clock.now()).await?;
    Ok(())
}
