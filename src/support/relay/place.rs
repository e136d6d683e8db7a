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

use super::{Step, icons::Icons, look::Look, silence, staff::take_places};
use crate::{
    accounts::Person,
    staff,
    support::{
        Deps, card, leaving,
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
    pub icons: &'a Icons,
    pub group: ChatId,
    pub ticket: &'a Ticket,
    pub making: &'a Making,
    /// `None` when the ticket's person was erased.
    pub person: Option<&'a Person>,
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
    Pin(StaffPlace, MessageId),
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
        let Some(card) = at.card else {
            return Next::Make(Make::Card(at));
        };
        if Look::stored(self.ticket.topic_look.as_deref()).needs_pin {
            return Next::Make(Make::Pin(at, card));
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
            Make::Pin(at, card) => self.pin(at, card).await,
            Make::Loss(at) => self.tell_loss(at).await,
        }
    }

    async fn make_topic(&self) -> anyhow::Result<()> {
        let mut connection = self.deps.db.connection().await?;
        let look = self.look(&mut connection).await?.1;
        places::note_asking(&mut connection, self.ticket.id, self.deps.clock.now()).await?;
        drop(connection);
        let icon = self.icons.find(&self.deps.sender, &look.icon).await;
        let name = look.shown_name(icon.is_some());
        let mut request = self.deps.sender.bot().create_forum_topic(self.group, name);
        request.icon_custom_emoji_id = icon;
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
            Err(SendError::Gone(why) | SendError::Refused(why)) => {
                let id = self.ticket.id;
                tracing::error!(ticket.id = id, %why, "a topic was refused; its ticket goes on without");
                None
            }
            // The news of it may still come.
            Err(error @ SendError::Unknown) => return Err(error.into()),
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
        let id = self.ticket.id;
        let is_settled = places::settle(&mut tx, id, self.group, topic, shown.as_deref());
        let is_settled = is_settled.await?;
        tx.commit().await?;
        if !is_settled && let Some(topic) = topic {
            // Meanwhile the ticket got one whose answer had been lost, or was forgotten.
            staff::delete_topic(&self.deps.sender, self.group, topic).await?;
        }
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
            needs_pin: at.topic.is_some(),
            ..Look::stored(self.ticket.topic_look.as_deref())
        };
        let (id, look) = (self.ticket.id, shown_look.to_stored());
        let mut tx = self.deps.db.begin().await?;
        if !places::note_card(&mut tx, id, at, Some(shown), Some(&look)).await? {
            let now = self.deps.clock.now();
            leaving::clear_late(&mut tx, id, at.chat, &[shown], now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// A step of its own, which a crash before it only puts off. A card that is not pinned does its work too: it is the topic's first message.
    async fn pin(&self, at: StaffPlace, card: MessageId) -> anyhow::Result<()> {
        let sender = &self.deps.sender;
        let request = sender
            .bot()
            .pin_chat_message(at.chat, card)
            .disable_notification(true);
        let pinned = sender.call(Lane::Delivery, Some(at.chat), request).await;
        let mut tx = self.deps.db.begin().await?;
        match pinned {
            Err(SendError::NotAllowed(_)) => {
                self.tell_what_is_missing(&mut tx, "support-no-pins")
                    .await?;
            }
            Ok(_) | Err(SendError::Gone(_) | SendError::Refused(_) | SendError::Unknown) => {}
            Err(error) => return Err(error.into()),
        }
        let look = Look {
            needs_pin: false,
            ..Look::stored(self.ticket.topic_look.as_deref())
        };
        let (id, look) = (self.ticket.id, look.to_stored());
        places::note_card(&mut tx, id, at, Some(card), Some(&look)).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn tell_loss(&self, at: StaffPlace) -> anyhow::Result<()> {
        let key = match self.making.lost.as_deref() {
            Some("moved") => "support-place-moved",
            Some("closed") => "support-place-closed",
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
        let is_topic_right = (&shown.name, &shown.icon) == (&look.name, &look.icon);
        let is_card_right = shown.card == look.card;
        let must_open = self.making.is_closed && self.ticket.is_alive();
        let step = match (at.topic, at.card) {
            (Some(topic), _) if must_open => {
                if let Some(free_at) = take_places(self.deps, 1).await? {
                    return Ok(Step::At(free_at));
                }
                self.open(at.chat, topic).await?;
                Step::Again
            }
            (Some(topic), _) if !is_topic_right => {
                if let Some(free_at) = take_places(self.deps, 1).await? {
                    return Ok(Step::At(free_at));
                }
                self.rename(at.chat, topic, &look).await?;
                let card = shown.card;
                let done = is_card_right.then_some(wanted_at);
                self.note_look(&Look { card, ..look }, done).await?
            }
            (_, Some(message)) if !is_card_right => {
                if let Some(free_at) = take_places(self.deps, 1).await? {
                    return Ok(Step::At(free_at));
                }
                self.edit_card(at, message, &card, &look, wanted_at).await?
            }
            _ => return self.note_look(&shown, Some(wanted_at)).await,
        };
        silence::end(self.deps, at.chat).await?;
        Ok(step)
    }

    async fn note_look(
        &self,
        look: &Look,
        wanted_at: Option<DateTime<Utc>>,
    ) -> anyhow::Result<Step> {
        let mut connection = self.deps.db.connection().await?;
        let stored = look.to_stored();
        places::note_look(&mut connection, self.ticket.id, Some(&stored), wanted_at).await?;
        Ok(Step::Again)
    }

    async fn open(&self, chat: ChatId, topic: ThreadId) -> anyhow::Result<()> {
        let sender = &self.deps.sender;
        let request = sender.bot().reopen_forum_topic(chat, topic);
        passed_over(sender.call(Lane::Delivery, Some(chat), request).await)?;
        let mut connection = self.deps.db.connection().await?;
        places::note_closed(&mut connection, self.ticket.id, false).await
    }

    async fn rename(&self, chat: ChatId, topic: ThreadId, look: &Look) -> Result<(), SendError> {
        let sender = &self.deps.sender;
        let icon = self.icons.find(sender, &look.icon).await;
        let name = look.shown_name(icon.is_some());
        let mut request = sender.bot().edit_forum_topic(chat, topic).name(name);
        request.icon_custom_emoji_id = icon;
        passed_over(sender.call(Lane::Delivery, Some(chat), request).await)
    }

    async fn edit_card(
        &self,
        at: StaffPlace,
        message: MessageId,
        card: &Screen,
        look: &Look,
        wanted_at: DateTime<Utc>,
    ) -> anyhow::Result<Step> {
        let sender = &self.deps.sender;
        match sender.edit(Lane::Delivery, at.chat, message, card).await {
            Ok(_) => self.note_look(look, Some(wanted_at)).await,
            Err(SendError::Gone(_)) => {
                // Somebody deleted it: the next step shows another.
                let mut connection = self.deps.db.connection().await?;
                places::note_card(&mut connection, self.ticket.id, at, None, None).await?;
                Ok(Step::Again)
            }
            Err(SendError::Refused(why)) => {
                let id = self.ticket.id;
                tracing::error!(ticket.id = id, %why, "a card was refused and stays as it is");
                self.note_look(look, Some(wanted_at)).await
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn look(&self, connection: &mut PgConnection) -> anyhow::Result<(Screen, Look)> {
        let card = card::load(connection, self.deps, self.ticket).await?;
        let name = self.person.map(|person| person.first_name.as_str());
        let look = Look::of(self.ticket, name.unwrap_or_default(), &card);
        Ok((card, look))
    }
}

/// Topics that can't be changed, for lack of a right or whatever else, stay as they are
/// and work all the same.
fn passed_over<T>(result: Result<T, SendError>) -> Result<(), SendError> {
    match result {
        Ok(_) | Err(SendError::NotAllowed(_)) => Ok(()),
        Err(SendError::Refused(why)) => {
            if !why.contains("TOPIC_NOT_MODIFIED") {
                tracing::warn!(%why, "a topic could not be changed");
            }
            Ok(())
        }
        Err(error) => Err(error),
    }
}
