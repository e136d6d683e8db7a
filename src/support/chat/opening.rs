//! A ticket is opened: once, however often and from wherever its person asks.

use teloxide::types::{CallbackQuery, Message};

use super::{Visit, Writing, flow, urgency};
use crate::{
    accounts,
    support::{
        message::Said,
        operations, screens,
        store::{messages, tickets},
        ticket::{Category, Ticket},
    },
    telegram::{Handled, Incoming, Lane, Screen},
};

/// What became of words that were to open a ticket.
enum Opening {
    Opened(Box<Ticket>),
    /// There was an open one already, which has them now.
    Added {
        before: Box<Ticket>,
        after: Box<Ticket>,
    },
    /// They were said before, or their person is being erased.
    Nothing,
}

pub(super) async fn ask_for_words(
    visit: &Visit,
    category: Category,
    earlier: Option<i32>,
) -> Handled {
    let step = Writing::Words { category, earlier };
    let mut connection = visit.deps.db.connection().await?;
    visit.dialogue.go_to(&mut connection, &step).await?;
    drop(connection);
    let screen = screens::ask_for_words(visit.person.lang, category);
    visit.reply.screen(&screen).await?;
    Ok(())
}

/// A new ticket that goes on from one that can't be opened again.
pub(super) async fn go_on_from(visit: &Visit, ticket_id: i32) -> Handled {
    match flow::find_own(visit, ticket_id).await? {
        Some(ticket) => ask_for_words(visit, ticket.category, Some(ticket_id)).await,
        None => Ok(()),
    }
}

pub(super) async fn take_words(
    visit: &Visit,
    message: &Message,
    category: Category,
    earlier: Option<i32>,
) -> Handled {
    let Some(said) = flow::understood(visit, message).await? else {
        return Ok(());
    };
    open(visit, &said, category, earlier).await
}

/// Passes on the message below which the tapped offer stands.
pub(super) async fn pass_on(visit: &Visit, incoming: &Incoming, category: Category) -> Handled {
    let Some(said) = offered(visit, incoming) else {
        // It was deleted meanwhile.
        visit.popup("ask-pass-gone").await;
        return ask_for_words(visit, category, None).await;
    };
    retire_offer(visit).await?;
    open(visit, &said, category, None).await
}

/// The person's own message that the tapped one answers.
pub(super) fn offered(visit: &Visit, incoming: &Incoming) -> Option<Said> {
    let offer = incoming.tap().and_then(CallbackQuery::regular_message)?;
    let question = offer.reply_to_message()?;
    let author = question.from.as_ref()?.id;
    (author == incoming.from.id && question.chat.id == visit.reply.chat)
        .then(|| Said::in_message(question))
        .flatten()
}

/// An offer that was accepted asks no more.
pub(super) async fn retire_offer(visit: &Visit) -> Handled {
    if let Some(message) = visit.reply.tapped {
        let passed = Screen::plain(visit.person.lang.html("ask-passed", &[]));
        let (sender, chat) = (&visit.reply.sender, visit.reply.chat);
        // The words are what matters; an offer that can't be edited may stay.
        let edit = sender.edit(Lane::Answer, chat, message, &passed).await;
        edit.map_or_else(flow::unless_gone, |_| Ok(()))?;
    }
    Ok(())
}

/// Opens a ticket with these words, or adds them to the one that is open.
pub(super) async fn open(
    visit: &Visit,
    said: &Said,
    category: Category,
    earlier: Option<i32>,
) -> Handled {
    let earlier = match earlier {
        Some(id) => flow::find_own(visit, id).await?,
        None => None,
    };
    match write_down(visit, said, category, earlier.as_ref()).await? {
        Opening::Opened(ticket) => {
            flow::mark_taken(visit, said.message).await;
            let now = visit.deps.clock.now();
            let earlier = earlier.map(|earlier| earlier.number);
            let screen = screens::opened(
                visit.person.lang,
                &ticket,
                earlier,
                flow::back_at(visit),
                now,
            );
            visit.reply.new_message(&screen).await?;
            Ok(())
        }
        Opening::Added { before, after } => flow::acknowledge(visit, said, &before, &after).await,
        Opening::Nothing => Ok(()),
    }
}

/// Holds the person's row, so that of two that come at once one opens the ticket
/// and the other finds it.
async fn write_down(
    visit: &Visit,
    said: &Said,
    category: Category,
    earlier: Option<&Ticket>,
) -> anyhow::Result<Opening> {
    let (person, at) = (&visit.person, visit.at());
    let mut tx = visit.deps.db.begin().await?;
    let is_leaving = accounts::lock_leaving(&mut tx, person.id).await?.is_some();
    let said_before = messages::find_at(&mut tx, said.chat, said.message).await?;
    visit.dialogue.end(&mut tx).await?;
    if let (Some(message), false) = (&said_before, is_leaving) {
        // The update is told again: its first run did not come to the answer.
        let ticket = tickets::find(&mut tx, message.ticket_id).await?;
        tx.commit().await?;
        return Ok(ticket.map_or(Opening::Nothing, |ticket| Opening::Opened(Box::new(ticket))));
    }
    if is_leaving {
        return Ok(Opening::Nothing);
    }
    let opening = match tickets::find_alive(&mut tx, person.id).await? {
        Some(before) => {
            operations::ask(&mut tx, at, before.id, person, said).await?;
            let after = tickets::find(&mut tx, before.id).await?;
            let after = after.unwrap_or_else(|| before.clone());
            Opening::Added {
                before: Box::new(before),
                after: Box::new(after),
            }
        }
        None => {
            let standing = urgency::standing(&mut tx, person, at.now).await?;
            let priority = urgency::urgency(category, standing);
            let ticket = operations::open(&mut tx, at, person, category, priority, said).await?;
            if let Some(earlier) = earlier {
                let number = ("earlier", earlier.number.clone().into());
                let line = visit.deps.staff_lang.html("ask-topic-continues", &[number]);
                operations::tell_topic(&mut tx, ticket.id, &line, at.now).await?;
            }
            Opening::Opened(Box::new(ticket))
        }
    };
    tx.commit().await?;
    Ok(opening)
}
