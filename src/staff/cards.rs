//! Cards: messages of the staff group that each show how one thing stands, in a topic
//! of their kind, and change when it does. What a card should show is written in the
//! transaction that changes the thing; a job then makes the group look so.

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use teloxide::types::{ChatId, InlineKeyboardMarkup, MessageId};

use super::{Desk, store};
use crate::{
    queue::{self, Job, JobResult, Next, OrElse, Registry},
    telegram::{Lane, Screen, SendError},
};

/// A topic of the staff group for one kind of cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    Withdrawals,
    Partners,
}

impl Topic {
    /// What the database calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Withdrawals => "withdrawals",
            Self::Partners => "partners",
        }
    }
}

/// Makes the group show a card as it should look.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct ShowCard {
    key: String,
}

impl Job for ShowCard {
    const KIND: &'static str = "staff_show_card";
    const PRIORITY: i16 = 60;

    fn key(&self) -> Option<String> {
        Some(self.key.clone())
    }
}

/// Has the group show `screen` as the card `key`, as part of the caller's transaction:
/// as a new message in `topic` the first time, by editing it later. `key` begins with
/// the feature's name. `about` is the person whom the card names, by `users.id`.
///
/// # Errors
/// When the database refuses it.
pub async fn show_card(
    connection: &mut PgConnection,
    key: &str,
    topic: Topic,
    screen: &Screen,
    about: Option<i32>,
    now: chrono::DateTime<chrono::Utc>,
) -> anyhow::Result<()> {
    let keyboard = screen
        .keyboard
        .as_ref()
        .map(serde_json::to_value)
        .transpose()?;
    let text = &screen.text;
    if store::cards::want(connection, key, topic, text, keyboard.as_ref(), about).await? {
        let job = ShowCard {
            key: key.to_owned(),
        };
        queue::add(connection, &job, now).await?;
    }
    Ok(())
}

/// Adds the handlers of the cards' jobs.
pub(super) fn register(registry: Registry, desk: Desk) -> Registry {
    registry.on(move |job: ShowCard, _| show(desk.clone(), job))
}

async fn show(desk: Desk, job: ShowCard) -> JobResult {
    let mut connection = desk.db.connection().await.or_retry()?;
    let Some(group) = desk.group.find(&mut connection).await.or_retry()? else {
        return Ok(Next::Done);
    };
    let card = store::cards::find(&mut connection, &job.key)
        .await
        .or_retry()?;
    let Some(card) = card.filter(|card| card.shown_version < card.version) else {
        return Ok(Next::Done);
    };
    let now = desk.clock.now();
    let place = desk.group.take_places(&mut connection, 1, now);
    let place = place.await.or_retry()?;
    drop(connection);
    if let Err(free_at) = place {
        return Ok(Next::At(free_at));
    }
    let keyboard = card
        .keyboard
        .map(serde_json::from_value::<InlineKeyboardMarkup>);
    let screen = Screen {
        text: card.text,
        keyboard: keyboard.transpose().or_give_up()?,
    };
    let before = card.message_id.filter(|_| card.chat_id == Some(group.0));
    let message = match before {
        Some(message) => edit(&desk, group, MessageId(message), &screen).await,
        None => desk.sender.show(Lane::Delivery, group, None, &screen).await,
    };
    match message {
        Err(SendError::Moved(to)) => {
            let mut connection = desk.db.connection().await.or_retry()?;
            let noted = desk.group.note_move(&mut connection, group, to, now);
            noted.await.or_retry()?;
            Ok(Next::At(now))
        }
        message => {
            let message = message.or_retry()?;
            let mut connection = desk.db.connection().await.or_retry()?;
            let (version, id) = (card.version, message.0);
            store::cards::note_shown(&mut connection, &job.key, version, group.0, id)
                .await
                .or_retry()?;
            Ok(Next::Done)
        }
    }
}

/// A card that was deleted by hand comes again.
async fn edit(
    desk: &Desk,
    group: ChatId,
    message: MessageId,
    screen: &Screen,
) -> Result<MessageId, SendError> {
    match desk
        .sender
        .edit(Lane::Delivery, group, message, screen)
        .await
    {
        Ok(_) => Ok(message),
        Err(SendError::Gone(_)) => desk.sender.show(Lane::Delivery, group, None, screen).await,
        Err(error) => Err(error),
    }
}
