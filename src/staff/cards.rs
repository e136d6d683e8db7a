//! Cards: messages of the staff group that each show how one thing stands, in a topic
//! of their kind, and change when it does.
//!
//! What a card should show is written in the transaction that changes the thing; a job
//! then makes the group look so. Only one runs for a card at a time and it shows what
//! is wanted by then, so that the last state wins. After an answer of Telegram that
//! never came a card may stand there twice; the row knows one of them, and the other
//! goes as soon as somebody taps it ([`take_away_if_old`]).
//!
//! ```text
//! show_card ─▶ staff_cards ─▶ ShowCard ─┬─ a topic of the kind is found or made
//!                                       ├─ shown the first time, edited later
//!                                       ├─ gone or moved down: shown anew
//!                                       └─ its person leaves: deleted, then forgotten
//! ```

mod show;
mod tell;
mod topics;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

pub use self::{
    tell::tell_below_card,
    topics::{MISSING, adopt_topic, delete_topic},
};
use super::{Desk, store::cards as rows};
use crate::{
    accounts::{self, Standing},
    db::Db,
    i18n::Lang,
    queue::{self, Job, Registry},
    telegram::{Reply, Screen},
};

/// So long an erasure waits for the cards of its person to go. The group may be away for
/// days, and they are deleted all the same when it is back.
const GROUP_PATIENCE: TimeDelta = TimeDelta::hours(1);

/// A topic of the staff group for one kind of cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    Withdrawals,
    Partners,
}

impl Topic {
    const ALL: [Self; 2] = [Self::Withdrawals, Self::Partners];

    /// What the database calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Withdrawals => "withdrawals",
            Self::Partners => "partners",
        }
    }

    fn stored(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.name() == name)
    }

    /// What the group calls it.
    pub fn title(self, lang: Lang) -> String {
        lang.text(&format!("staff-topic-{}", self.name()), &[])
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
/// the feature's name. `about` is the person whom the card names, by `users.id`; of
/// somebody who leaves no card is shown.
///
/// # Errors
/// When the database refuses it.
pub async fn show_card(
    connection: &mut PgConnection,
    key: &str,
    topic: Topic,
    screen: &Screen,
    about: Option<i32>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    if let Some(person_id) = about
        && accounts::hold(connection, person_id).await? != Standing::Here
    {
        return Ok(());
    }
    let keyboard = screen
        .keyboard
        .as_ref()
        .map(serde_json::to_value)
        .transpose()?;
    let text = &screen.text;
    if rows::want(connection, key, topic, text, keyboard.as_ref(), about).await? {
        order(connection, key, now).await?;
    }
    Ok(())
}

/// Shows a card once more, at the end of its topic, in place of its message so far.
/// `false` when there is no such card.
///
/// # Errors
/// When the database refuses it.
pub async fn move_card_down(
    connection: &mut PgConnection,
    key: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let is_known = rows::want_moved(connection, key).await?;
    if is_known {
        order(connection, key, now).await?;
    }
    Ok(is_known)
}

/// Whether there is a card of this name.
///
/// # Errors
/// When the database can't be asked.
pub async fn has_card(connection: &mut PgConnection, key: &str) -> anyhow::Result<bool> {
    Ok(rows::find(connection, key).await?.is_some())
}

/// The name of the card that a message of the group shows.
///
/// # Errors
/// When the database can't be asked.
pub async fn find_card(
    connection: &mut PgConnection,
    chat: ChatId,
    message: MessageId,
) -> anyhow::Result<Option<String>> {
    rows::find_at(connection, chat.0, message.0).await
}

/// Takes the tapped message away when it is not the card `key` as the row knows it: a
/// double after an answer that never came, or one that was shown anew. Whether it was.
///
/// # Errors
/// When the database can't be asked.
pub async fn take_away_if_old(
    db: &Db,
    key: &str,
    lang: Lang,
    reply: &Reply,
) -> anyhow::Result<bool> {
    let card = rows::find(&mut *db.connection().await?, key).await?;
    let known = card.and_then(|card| card.chat_id.zip(card.message_id));
    let (Some(known), Some(tapped)) = (known, reply.tapped) else {
        return Ok(false);
    };
    if known == (reply.chat.0, tapped.0) {
        return Ok(false);
    }
    reply.popup(&lang.text("staff-card-old", &[])).await;
    show::take_away(&reply.sender, reply.chat, tapped, lang).await?;
    Ok(true)
}

/// Has every card that can still be acted on shown where the group is now, if it stands
/// elsewhere: the group was upgraded, or the bot's rights there have changed.
///
/// # Errors
/// When the database refuses it.
pub async fn follow_group(
    connection: &mut PgConnection,
    chat: ChatId,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    rows::forget_refusals(connection, chat.0).await?;
    for key in rows::want_elsewhere(connection, chat.0).await? {
        order(connection, &key, now).await?;
    }
    Ok(())
}

/// Whether the group still shows cards of somebody who leaves, and is to be waited for.
///
/// # Errors
/// When the database can't be asked.
pub async fn waits_for_cards(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    rows::is_any_doomed(connection, person_id, now - GROUP_PATIENCE).await
}

/// Has the cards of a person who leaves taken away.
pub(super) async fn doom(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for key in rows::doom(connection, person_id, now).await? {
        order(connection, &key, now).await?;
    }
    Ok(())
}

async fn order(connection: &mut PgConnection, key: &str, now: DateTime<Utc>) -> anyhow::Result<()> {
    let job = ShowCard {
        key: key.to_owned(),
    };
    queue::add(connection, &job, now).await
}

/// Adds the handlers of the cards' jobs.
pub(super) fn register(registry: Registry, desk: Desk) -> Registry {
    let telling = desk.clone();
    registry
        .on(move |job: ShowCard, lease| show::show(desk.clone(), lease, job.key))
        .on(move |job, _| tell::tell(telling.clone(), job))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_can_be_told_apart_by_name_and_by_title() {
        for lang in [Lang::En, Lang::Ru] {
            for topic in Topic::ALL {
                assert_eq!(Topic::stored(topic.name()), Some(topic));
                let titled = Topic::ALL
                    .into_iter()
                    .filter(|other| other.title(lang) == topic.title(lang));
                assert_eq!(titled.count(), 1);
            }
        }
    }
}
