//! Making the group look as a card's row says: one call to Telegram at a time, each
//! written down before the next.

use chrono::{DateTime, Utc};
use teloxide::{
    requests::Requester,
    types::{ChatId, InlineKeyboardMarkup, MessageId, ThreadId},
};

use super::{
    Desk, Topic, follow_group, rows,
    topics::{self, Place},
};
use crate::{
    i18n::Lang,
    queue::{JobResult, Lease, Next, OrElse},
    staff::store::cards::Card,
    telegram::{Lane, Screen, SendError, Sender},
};

/// What one run came to.
enum Step {
    Done,
    /// There is more to do.
    Again,
    At(DateTime<Utc>),
}

pub(super) async fn show(desk: Desk, lease: Lease, key: String) -> JobResult {
    let step = step(&desk, &lease, &key).await.or_retry()?;
    Ok(match step {
        Step::Done => Next::Done,
        Step::Again => Next::At(desk.clock.now()),
        Step::At(at) => Next::At(at),
    })
}

async fn step(desk: &Desk, lease: &Lease, key: &str) -> anyhow::Result<Step> {
    let now = desk.clock.now();
    let mut connection = desk.db.connection().await?;
    let Some(card) = rows::find(&mut connection, key).await? else {
        return Ok(Step::Done);
    };
    let group = desk.group.find(&mut connection).await?;
    let here = card
        .message_id
        .filter(|_| card.chat_id == group.map(|chat| chat.0));
    if card.is_doomed && here.is_none() {
        // What stands in a group that was left is out of the bot's reach for ever.
        rows::delete(&mut connection, key).await?;
        return Ok(Step::Done);
    }
    let Some(group) = group else {
        return Ok(Step::Done);
    };
    if !card.is_doomed && card.shown_version >= card.version {
        return Ok(Step::Done);
    }
    // Only what will speak takes a place.
    let place = match here {
        Some(_) => None,
        None => match topics::find(&mut connection, group, kind(&card)?, now).await? {
            Place::Wait(until) => return Ok(Step::At(until)),
            place => Some(place),
        },
    };
    if let Err(free_at) = desk.group.take_places(&mut connection, 1, now).await? {
        return Ok(Step::At(free_at));
    }
    drop(connection);
    let result = match here.map(MessageId) {
        Some(message) if card.is_doomed || card.is_moving => {
            leave(desk, key, &card, group, message).await
        }
        Some(message) => edit(desk, lease, key, &card, group, message).await,
        None => send(desk, lease, key, &card, group, place).await,
    };
    settle(desk, &card, group, result).await
}

/// What follows when Telegram says no because of the group.
async fn settle(
    desk: &Desk,
    card: &Card,
    group: ChatId,
    result: anyhow::Result<Step>,
) -> anyhow::Result<Step> {
    let error = match result {
        Ok(step) => return Ok(step),
        Err(error) => error.downcast::<SendError>()?,
    };
    if let SendError::Moved(to) = error {
        let now = desk.clock.now();
        let mut tx = desk.db.begin().await?;
        desk.group.note_move(&mut tx, group, to, now).await?;
        follow_group(&mut tx, to, now).await?;
        tx.commit().await?;
        return Ok(Step::Again);
    }
    let topic = card.topic_id.map(|id| ThreadId(MessageId(id)));
    match (error, topic) {
        (SendError::NoTopic(_), Some(topic)) => {
            topics::lose(desk, group, topic).await?;
            Ok(Step::Again)
        }
        (SendError::TopicClosed(_), Some(topic)) => Ok(Step::At(
            topics::open(desk, group, topic, kind(card)?).await?,
        )),
        (error, _) => Err(error.into()),
    }
}

fn kind(card: &Card) -> anyhow::Result<Topic> {
    Topic::stored(&card.topic)
        .ok_or_else(|| anyhow::anyhow!("there are no cards of the kind {}", card.topic))
}

fn screen_of(card: &Card) -> anyhow::Result<Screen> {
    let keyboard = card.keyboard.clone();
    let keyboard = keyboard.map(serde_json::from_value::<InlineKeyboardMarkup>);
    Ok(Screen {
        text: card.text.clone(),
        keyboard: keyboard.transpose()?,
    })
}

async fn send(
    desk: &Desk,
    lease: &Lease,
    key: &str,
    card: &Card,
    group: ChatId,
    place: Option<Place>,
) -> anyhow::Result<Step> {
    let kind = kind(card)?;
    let Some(Place::Ready(topic)) = place else {
        topics::make(desk, group, kind).await?;
        return Ok(Step::Again);
    };
    let screen = screen_of(card)?;
    match desk
        .sender
        .show(Lane::Delivery, group, topic, &screen)
        .await
    {
        Ok(message) => note(desk, lease, key, card.version, (group, topic, message)).await,
        Err(SendError::NoTopic(_)) if let Some(topic) = topic => {
            topics::lose(desk, group, topic).await?;
            Ok(Step::Again)
        }
        Err(SendError::TopicClosed(_)) if let Some(topic) = topic => {
            Ok(Step::At(topics::open(desk, group, topic, kind).await?))
        }
        Err(error) => Err(error.into()),
    }
}

/// Writes down where the card stands. What can't be written down is taken back: a run
/// that was thought dead has a successor, which shows the card itself.
async fn note(
    desk: &Desk,
    lease: &Lease,
    key: &str,
    version: i32,
    at: (ChatId, Option<ThreadId>, MessageId),
) -> anyhow::Result<Step> {
    let noted = note_in(desk, lease, key, version, at).await;
    if !matches!(noted, Ok(true)) {
        take_away(&desk.sender, at.0, at.2, desk.lang).await?;
    }
    noted?;
    Ok(Step::Again)
}

/// `false` when the card has been forgotten.
async fn note_in(
    desk: &Desk,
    lease: &Lease,
    key: &str,
    version: i32,
    (chat, topic, message): (ChatId, Option<ThreadId>, MessageId),
) -> anyhow::Result<bool> {
    let topic = topic.map(|topic| topic.0.0);
    let mut tx = desk.db.begin().await?;
    lease.confirm(&mut tx).await?;
    let is_known = rows::note_shown(&mut tx, key, version, chat.0, topic, message.0).await?;
    tx.commit().await?;
    Ok(is_known)
}

async fn edit(
    desk: &Desk,
    lease: &Lease,
    key: &str,
    card: &Card,
    group: ChatId,
    message: MessageId,
) -> anyhow::Result<Step> {
    let screen = screen_of(card)?;
    let edited = desk
        .sender
        .edit(Lane::Delivery, group, message, &screen)
        .await;
    match edited {
        Ok(_) => {}
        Err(SendError::Gone(_)) => {
            // It was deleted by hand, or can't be changed any more: the next step shows another.
            take_away(&desk.sender, group, message, desk.lang).await?;
            rows::note_gone(&mut *desk.db.connection().await?, key, message.0).await?;
            return Ok(Step::Again);
        }
        Err(SendError::Refused(why)) => {
            tracing::error!(card.key = key, %why, "a card was refused and stays as it is");
        }
        Err(error) => return Err(error.into()),
    }
    let topic = card.topic_id.map(|id| ThreadId(MessageId(id)));
    note_in(desk, lease, key, card.version, (group, topic, message)).await?;
    Ok(Step::Again)
}

/// Takes the message of a card away that moves, or whose person leaves.
async fn leave(
    desk: &Desk,
    key: &str,
    card: &Card,
    group: ChatId,
    message: MessageId,
) -> anyhow::Result<Step> {
    take_away(&desk.sender, group, message, desk.lang).await?;
    let mut connection = desk.db.connection().await?;
    if card.is_doomed {
        rows::delete(&mut connection, key).await?;
    } else {
        rows::note_gone(&mut connection, key, message.0).await?;
    }
    Ok(Step::Again)
}

/// Deletes a message of the group; what can't be deleted any more, as 48 hours have
/// passed, loses its words and buttons.
///
/// # Errors
/// When Telegram or the group can't be reached, which passes.
pub(super) async fn take_away(
    sender: &Sender,
    chat: ChatId,
    message: MessageId,
    lang: Lang,
) -> Result<(), SendError> {
    let request = sender.bot().delete_message(chat, message);
    match sender.call(Lane::Bulk, Some(chat), request).await {
        Ok(_) | Err(SendError::NoTopic(_)) => return Ok(()),
        Err(SendError::Gone(why)) if why.contains("not found") => return Ok(()),
        Err(error) if passes(&error) => return Err(error),
        Err(_) => {}
    }
    let emptied = Screen::plain(lang.html("staff-card-gone", &[]));
    match sender.edit(Lane::Bulk, chat, message, &emptied).await {
        Err(error) if passes(&error) => Err(error),
        _ => Ok(()),
    }
}

fn passes(error: &SendError) -> bool {
    matches!(
        error,
        SendError::Unavailable
            | SendError::Unknown
            | SendError::Unreachable(_)
            | SendError::Moved(_)
    )
}
