//! What happens to a message after it was said: it is changed, gets an emoji, or is
//! taken back. The other side follows as far as Telegram allows. Of several changes only
//! the last one counts, and what is no message of a ticket is left alone.

use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use teloxide::{
    payloads::{EditMessageCaptionSetters, EditMessageTextSetters, SetMessageReactionSetters},
    requests::Requester,
    types::{ChatId, Message, MessageId, ReactionType, ThreadId},
};

use super::carry::{Envelope, has_caption, place_in, send_words, words};
use crate::{
    i18n::Lang,
    queue,
    staff::{Member, Permission},
    support::{
        Deps,
        jobs::{RelayToPerson, RelayToStaff},
        message::{Relay, Said, Speaker, TicketMessage, is_note},
        operations,
        store::{
            changes::{self as rows, Extras},
            messages,
            relay::Task,
        },
    },
    telegram::{Handled, Incoming, Lane, Reaction, Routes, SendError, reaction},
};

/// What members of the staff do to messages in their group.
pub(in crate::support) fn staff_routes() -> Routes {
    dptree::entry()
        .branch(
            dptree::filter_map(|incoming: Incoming| incoming.edit())
                .filter(serves_customers)
                .endpoint(edit_in_group),
        )
        .branch(reaction().filter(serves_customers).endpoint(react_in_group))
}

/// Others' emoji and second thoughts are among themselves; nobody is told off for them.
fn serves_customers(member: Member) -> bool {
    member.role.may(Permission::ServeCustomers)
}

async fn edit_in_group(message: Arc<Message>, deps: Deps) -> Handled {
    follow_edit(&deps, &message).await
}

async fn react_in_group(incoming: Incoming, reaction: Arc<Reaction>, deps: Deps) -> Handled {
    let place = (incoming.chat, reaction.message);
    let mut tx = deps.db.begin().await?;
    let noted = rows::note_reaction_of_staff(&mut tx, place, reaction.newest());
    if let Some(ticket_id) = noted.await? {
        queue::add(&mut tx, &RelayToPerson { ticket_id }, deps.clock.now()).await?;
    }
    tx.commit()
        .await
        .context("cannot keep a reaction of the staff")
}

/// A message was changed by its author, who may change it in a ticket's chat or topic.
///
/// # Errors
/// When the database can't be asked.
pub async fn follow_edit(deps: &Deps, message: &Message) -> anyhow::Result<()> {
    let Some(said) = Said::in_message(message) else {
        return Ok(());
    };
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    let origin = (said.chat, said.message);
    if is_command(&said) && refuse_command(&mut tx, deps, &said).await? {
        return tx.commit().await.context("cannot refuse what was changed");
    }
    let edited = rows::edit(&mut tx, origin, &said.words, &said.entities, now).await?;
    if let Some((id, ticket_id, author)) = edited {
        match Speaker::stored(&author) {
            // An answer that its author changes into a note is none any more.
            Speaker::Operator if is_note(&said.words) => {
                take_back(&mut tx, id, ticket_id, now).await?;
            }
            Speaker::Operator if goes_nowhere(&mut tx, id).await? => {
                let line = deps.staff_lang.html("desk-note-edited", &[]);
                operations::tell_topic(&mut tx, ticket_id, &line, now).await?;
            }
            Speaker::Operator => queue::add(&mut tx, &RelayToPerson { ticket_id }, now).await?,
            _ => queue::add(&mut tx, &RelayToStaff {}, now).await?,
        }
    }
    tx.commit().await.context("cannot keep what was changed")
}

fn is_command(said: &Said) -> bool {
    said.content == "text" && said.words.starts_with('/') && !is_note(&said.words)
}

/// Whoever changes an answer into a command of the group meant it for the bot: it is no
/// answer, and nothing is done by a change. `false` when it was none before.
async fn refuse_command(tx: &mut PgConnection, deps: &Deps, said: &Said) -> anyhow::Result<bool> {
    let message = messages::find_at(tx, said.chat, said.message).await?;
    let answer = message.filter(|message| {
        message.speaker == Speaker::Operator
            && message.origin == Some((said.chat, said.message))
            && message.relay != Relay::None
    });
    let Some(answer) = answer else {
        return Ok(false);
    };
    let line = deps.staff_lang.html("desk-edited-to-command", &[]);
    operations::tell_topic(tx, answer.ticket_id, &line, deps.clock.now()).await?;
    Ok(true)
}

/// Whether an operator's message is a note.
async fn goes_nowhere(tx: &mut PgConnection, id: i32) -> anyhow::Result<bool> {
    let message = messages::find(tx, id).await?;
    Ok(message.is_some_and(|message| message.relay == Relay::None))
}

/// A person put an emoji on a message in their chat, or took it off. `false` when the
/// message belongs to no ticket.
///
/// # Errors
/// When the database can't be asked.
pub async fn follow_reaction(deps: &Deps, incoming: &Incoming) -> anyhow::Result<bool> {
    let Some(reaction) = incoming.reaction() else {
        return Ok(false);
    };
    let place = (incoming.chat, reaction.message);
    let mut tx = deps.db.begin().await?;
    let noted = rows::note_reaction_of_person(&mut tx, place, reaction.newest());
    let is_of_ticket = noted.await?.is_some();
    if is_of_ticket {
        queue::add(&mut tx, &RelayToStaff {}, deps.clock.now()).await?;
    }
    tx.commit().await.context("cannot keep a reaction")?;
    Ok(is_of_ticket)
}

/// Takes an answer back: its copy goes from the person's chat, or is never sent. `false`
/// when there is nothing to take back.
pub(in crate::support) async fn take_back(
    tx: &mut PgConnection,
    message_id: i32,
    ticket_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let is_news = rows::take_back(tx, message_id, now).await?;
    if is_news {
        queue::add(tx, &RelayToPerson { ticket_id }, now).await?;
    }
    Ok(is_news)
}

/// Who is to see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Staff,
    Person,
}

/// A message as it stands on the other side.
pub(super) struct Twin {
    pub lane: Lane,
    pub chat: ChatId,
    pub topic: Option<ThreadId>,
    pub message: MessageId,
    /// Of those who read it there.
    pub lang: Lang,
}

impl Twin {
    /// `None` when the other side does not have it.
    pub fn of(message: &TicketMessage, chat: ChatId, lang: Lang) -> Option<Self> {
        Some(Self {
            lane: Lane::Delivery,
            chat,
            topic: None,
            message: place_in(message, chat)?,
            lang,
        })
    }

    pub fn in_topic(self, topic: Option<ThreadId>) -> Self {
        Self { topic, ..self }
    }
}

/// Makes the other side see what happened to a message, and notes that it does.
pub(super) async fn carry(
    deps: &Deps,
    message: &TicketMessage,
    twin: Option<Twin>,
    side: Side,
    task: Task,
) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    let extras = rows::find_extras(&mut connection, message.id).await?;
    drop(connection);
    if let Some(twin) = twin {
        match task {
            Task::Edit => match edit(deps, message, &twin, &extras).await {
                Err(error) if is_final(&error, side) => {
                    let why = [("reason", error.to_string().into())];
                    let line = deps.staff_lang.html("support-change-not-shown", &why);
                    tell_topic(deps, message, &line).await?;
                }
                result => result?,
            },
            Task::React => react(deps, &twin, side, &extras).await?,
            Task::TakeBack => delete(deps, message, &twin).await?,
            Task::Say => {}
        }
    }
    let mut connection = deps.db.connection().await?;
    match task {
        Task::Edit => rows::note_edited(&mut connection, message.id, message.edited_at).await,
        Task::React if side == Side::Staff => {
            rows::note_staff_sees_emoji(&mut connection, message.id, &extras).await
        }
        Task::React => rows::note_person_sees_emoji(&mut connection, message.id, &extras).await,
        Task::TakeBack => rows::note_taken_back(&mut connection, message.id).await,
        Task::Say => Ok(()),
    }
}

/// Whether a change can't be shown, however often it is tried. What a group forbids as a
/// whole passes.
fn is_final(error: &SendError, side: Side) -> bool {
    match error {
        SendError::Gone(_) | SendError::Refused(_) => true,
        SendError::NotAllowed(_) => side == Side::Person,
        _ => false,
    }
}

async fn tell_topic(deps: &Deps, message: &TicketMessage, line: &str) -> anyhow::Result<()> {
    let mut tx = deps.db.begin().await?;
    operations::tell_topic(&mut tx, message.ticket_id, line, deps.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

async fn edit(
    deps: &Deps,
    message: &TicketMessage,
    twin: &Twin,
    extras: &Extras,
) -> Result<(), SendError> {
    let (sender, chat) = (&deps.sender, twin.chat);
    let shown = words(message, extras.header.as_deref());
    let result = if message.content == "text" {
        let request = sender
            .bot()
            .edit_message_text(chat, twin.message, shown.text)
            .entities(shown.entities);
        sender.call(twin.lane, Some(chat), request).await.map(drop)
    } else if has_caption(&message.content) {
        let request = sender
            .bot()
            .edit_message_caption(chat, twin.message)
            .caption(shown.text)
            .caption_entities(shown.entities);
        sender.call(twin.lane, Some(chat), request).await.map(drop)
    } else {
        Ok(())
    };
    match result {
        Err(SendError::Refused(why)) if why.contains("not modified") => Ok(()),
        Err(SendError::Gone(_) | SendError::Refused(_)) => {
            // It can't be changed any more, so the new words stand below it.
            let label = twin.lang.text("support-edited", &[]);
            let envelope = Envelope {
                lane: twin.lane,
                chat,
                topic: twin.topic,
                reply_to: Some(twin.message),
                header: None,
            };
            let again = words(message, Some(&label));
            send_words(sender, again, &envelope).await.map(drop)
        }
        result => result,
    }
}

/// Telegram lets bots set one emoji, and not each that people have: what it refuses is
/// passed over.
async fn react(deps: &Deps, twin: &Twin, side: Side, extras: &Extras) -> Result<(), SendError> {
    let emoji = match side {
        Side::Person => &extras.staff_emoji,
        Side::Staff => &extras.person_emoji,
    };
    let sender = &deps.sender;
    let shown = emoji.iter().map(|emoji| ReactionType::Emoji {
        emoji: emoji.clone(),
    });
    let request = sender
        .bot()
        .set_message_reaction(twin.chat, twin.message)
        .reaction(shown.collect::<Vec<_>>());
    match sender.call(twin.lane, Some(twin.chat), request).await {
        Ok(_) | Err(SendError::Gone(_) | SendError::Refused(_) | SendError::NotAllowed(_)) => {
            Ok(())
        }
        Err(error) => Err(error),
    }
}

async fn delete(deps: &Deps, message: &TicketMessage, twin: &Twin) -> anyhow::Result<()> {
    let sender = &deps.sender;
    let request = sender.bot().delete_message(twin.chat, twin.message);
    match sender.call(twin.lane, Some(twin.chat), request).await {
        Ok(_) => Ok(()),
        Err(SendError::Gone(why)) if why.contains("not found") => Ok(()),
        Err(SendError::Gone(_) | SendError::Refused(_)) => {
            // Telegram: a bot can delete what it sent in the last 48 hours.
            let line = deps.staff_lang.html("support-not-taken-back", &[]);
            tell_topic(deps, message, &line).await
        }
        Err(error) => Err(error.into()),
    }
}
