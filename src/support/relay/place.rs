//! Where the staff sees a ticket: a topic with the card as its first message, or, where
//! the group has no topics, the card alone, below which everything hangs as replies.
//!
//! A topic is made in steps, each written down: asked for, known, card, pin. Telegram
//! has no way to tell a request that is sent again from a new one, but it tells the bot
//! of every topic that comes into being, its own ones too. So after an answer that never
//! came we wait a little for that news before we ask again, and a topic that is told of
//! too late, when its ticket has another one, is deleted.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use teloxide::{
    payloads::{EditForumTopicSetters, PinChatMessageSetters},
    requests::Requester,
    types::{ChatId, MessageId, ThreadId},
};

use super::{
    Step,
    look::Look,
    staff::{settle, take_place},
};
use crate::{
    accounts, staff,
    support::{
        Deps, card,
        store::places::{self, Making},
        ticket::{StaffPlace, Ticket},
    },
    telegram::{Lane, Screen, SendError},
};

/// How long the news of a topic may take that was made without our hearing of it.
const NEWS_PATIENCE: TimeDelta = TimeDelta::seconds(10);

/// What the names of notices begin with that say what the bot lacks in the group.
pub(super) const MISSING: &str = "support.missing:";

/// A ticket's place as it is now, in the group as it is now.
pub(super) struct Place<'a> {
    pub deps: &'a Deps,
    pub group: ChatId,
    pub ticket: &'a Ticket,
    pub making: &'a Making,
}

/// What is to be done before anything can be said there.
pub(super) enum Next {
    Ready(StaffPlace),
    Make(Make),
    /// The place is no more, for this reason.
    Leave(StaffPlace, &'static str),
    Wait(DateTime<Utc>),
}

/// A step of making a place.
#[derive(Clone, Copy)]
pub(super) enum Make {
    Topic,
    Card(StaffPlace),
    /// Says why there is a new place.
    Loss(StaffPlace),
}

impl Place<'_> {
    pub fn next(&self, now: DateTime<Utc>) -> Next {
        let Some(at) = self.ticket.place else {
            return match self.making.asked_at {
                Some(asked_at) if now < asked_at + NEWS_PATIENCE => {
                    Next::Wait(asked_at + NEWS_PATIENCE)
                }
                _ => Next::Make(Make::Topic),
            };
        };
        if at.chat != self.group {
            return Next::Leave(at, "moved");
        }
        if at.card.is_none() {
            return Next::Make(Make::Card(at));
        }
        if self.making.lost.is_some() {
            return Next::Make(Make::Loss(at));
        }
        Next::Ready(at)
    }

    /// Takes one step; what Telegram says about it is left to the caller.
    pub async fn make(&self, make: Make) -> anyhow::Result<()> {
        match make {
            Make::Topic => self.make_topic().await,
            Make::Card(at) => self.show_card(at).await,
            Make::Loss(at) => self.tell_loss(at).await,
        }
    }

    async fn make_topic(&self) -> anyhow::Result<()> {
        let mut connection = self.deps.db.connection().await?;
        let look = self.look(&mut connection).await?.1;
        places::note_asking(&mut connection, self.ticket.id, self.deps.clock.now()).await?;
        drop(connection);
        let request = self
            .deps
            .sender
            .bot()
            .create_forum_topic(self.group, look.name_with_icon());
        let made = self
            .deps
            .sender
            .call(Lane::Delivery, Some(self.group), request)
            .await;
        let mut tx = self.deps.db.begin().await?;
        let topic = match made {
            Ok(topic) => Some(topic.thread_id),
            Err(SendError::NotAllowed(_)) => {
                self.tell_what_is_missing(&mut tx, "support-no-topics")
                    .await?;
                None
            }
            Err(SendError::Unknown) => return Err(SendError::Unknown.into()),
            Err(error) => {
                places::note_not_asking(&mut tx, self.ticket.id).await?;
                tx.commit().await?;
                return Err(error.into());
            }
        };
        let shown = Look {
            card: String::new(),
            ..look
        };
        let shown = topic.map(|_| shown.to_stored());
        places::settle(&mut tx, self.ticket.id, self.group, topic, shown.as_deref()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Once for each thing that is missing in the group.
    async fn tell_what_is_missing(
        &self,
        connection: &mut PgConnection,
        key: &str,
    ) -> anyhow::Result<()> {
        let screen = Screen::plain(self.deps.staff_lang.html(key, &[]));
        let notice = format!("{MISSING}{}:{key}", self.group);
        let now = self.deps.clock.now();
        staff::tell_once(connection, &notice, &screen, now).await?;
        Ok(())
    }

    async fn show_card(&self, at: StaffPlace) -> anyhow::Result<()> {
        let mut connection = self.deps.db.connection().await?;
        let (card, look) = self.look(&mut connection).await?;
        drop(connection);
        let sender = &self.deps.sender;
        let shown = sender
            .show(Lane::Delivery, at.chat, at.topic, &card)
            .await?;
        let shown_look = Look {
            card: look.card,
            ..Look::stored(self.ticket.topic_look.as_deref())
        };
        let mut connection = self.deps.db.connection().await?;
        places::note_card(
            &mut connection,
            self.ticket.id,
            Some(shown),
            Some(&shown_look.to_stored()),
        )
        .await?;
        drop(connection);
        if at.topic.is_some() {
            self.pin(at.chat, shown).await?;
        }
        Ok(())
    }

    /// A card that is not pinned does its work too: it is the topic's first message.
    async fn pin(&self, chat: ChatId, card: MessageId) -> anyhow::Result<()> {
        let sender = &self.deps.sender;
        let request = sender
            .bot()
            .pin_chat_message(chat, card)
            .disable_notification(true);
        let pinned = sender.call(Lane::Delivery, Some(chat), request).await;
        if let Err(SendError::NotAllowed(_)) = pinned {
            let mut connection = self.deps.db.connection().await?;
            self.tell_what_is_missing(&mut connection, "support-no-pins")
                .await?;
        }
        Ok(())
    }

    async fn tell_loss(&self, at: StaffPlace) -> anyhow::Result<()> {
        let key = match self.making.lost.as_deref() {
            Some("moved") => "support-place-moved",
            _ => "support-place-deleted",
        };
        let line = Screen::plain(self.deps.staff_lang.html(key, &[]));
        let sender = &self.deps.sender;
        sender
            .show(Lane::Delivery, at.chat, at.topic, &line)
            .await?;
        let mut connection = self.deps.db.connection().await?;
        places::note_loss_told(&mut connection, self.ticket.id).await
    }

    /// Makes the topic and the card look as the ticket stands, one call at a time.
    pub async fn refresh(&self, at: StaffPlace, wanted_at: DateTime<Utc>) -> anyhow::Result<Step> {
        let mut connection = self.deps.db.connection().await?;
        let (card, look) = self.look(&mut connection).await?;
        drop(connection);
        let shown = Look::stored(self.ticket.topic_look.as_deref());
        let has_topic_changed = (&shown.name, &shown.icon) != (&look.name, &look.icon);
        let (result, now_shown, is_done) = match (at.topic, at.card) {
            (Some(topic), _) if has_topic_changed => {
                if let Some(free_at) = take_place(self.deps).await? {
                    return Ok(Step::At(free_at));
                }
                let result = self.rename(at.chat, topic, &look).await;
                let card = shown.card.clone();
                (
                    result,
                    Look {
                        card,
                        ..look.clone()
                    },
                    shown.card == look.card,
                )
            }
            (_, Some(message)) if shown.card != look.card => {
                if let Some(free_at) = take_place(self.deps).await? {
                    return Ok(Step::At(free_at));
                }
                let result = self.edit_card(at.chat, message, &card).await;
                (result, look, true)
            }
            _ => (Ok(()), shown, true),
        };
        if let Err(SendError::Gone(_)) = result {
            let mut connection = self.deps.db.connection().await?;
            places::note_card(&mut connection, self.ticket.id, None, None).await?;
            return Ok(Step::Again);
        }
        if result.is_ok() {
            let mut connection = self.deps.db.connection().await?;
            let stored = now_shown.to_stored();
            let wanted_at = is_done.then_some(wanted_at);
            places::note_look(&mut connection, self.ticket.id, Some(&stored), wanted_at).await?;
        }
        let result = result.map_err(anyhow::Error::from);
        settle(self.deps, self.ticket, self.group, result).await
    }

    async fn rename(&self, chat: ChatId, topic: ThreadId, look: &Look) -> Result<(), SendError> {
        let sender = &self.deps.sender;
        let request = sender
            .bot()
            .edit_forum_topic(chat, topic)
            .name(look.name_with_icon());
        match sender.call(Lane::Delivery, Some(chat), request).await {
            // Where the bot may not, the name stays; the group knows from the first topic.
            Ok(_) | Err(SendError::NotAllowed(_)) => Ok(()),
            Err(SendError::Refused(why)) if why.contains("TOPIC_NOT_MODIFIED") => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn edit_card(
        &self,
        chat: ChatId,
        message: MessageId,
        card: &Screen,
    ) -> Result<(), SendError> {
        let sender = &self.deps.sender;
        sender.edit(Lane::Delivery, chat, message, card).await?;
        Ok(())
    }

    async fn look(&self, connection: &mut PgConnection) -> anyhow::Result<(Screen, Look)> {
        let card = card::load(connection, self.deps, self.ticket).await?;
        let person = match self.ticket.user_id {
            Some(id) => accounts::find_by_id(connection, id).await?,
            None => None,
        };
        let name = person.map(|person| person.first_name).unwrap_or_default();
        let look = Look::of(self.ticket, &name, &card);
        Ok((card, look))
    }
}
