//! How a person's tickets stand, and what was said in them.

use super::{Visit, ending, flow, topics};
use crate::{
    support::{
        message::{Relay, Speaker, TicketMessage},
        screens,
        store::{messages, person, tickets},
        ticket::Category,
    },
    telegram::Handled,
};

/// Tickets on one page of the list.
const TICKETS_PER_PAGE: u32 = 6;

/// Shows the open ticket; without one it is asked what a new one is about.
pub(super) async fn show_or_ask(visit: &Visit, category: Option<Category>) -> Handled {
    let mut connection = visit.deps.db.connection().await?;
    let ticket = tickets::find_alive(&mut connection, visit.person.id).await?;
    let Some(ticket) = ticket else {
        drop(connection);
        return match category {
            Some(category) => topics::show_topic(visit, category).await,
            None => topics::show(visit).await,
        };
    };
    let said = messages::list(&mut connection, ticket.id).await?;
    drop(connection);
    let last = said.iter().rfind(|message| is_shown(message));
    let (now, zone) = (visit.deps.clock.now(), visit.deps.rules.timezone());
    let screen = screens::status(visit.person.lang, &ticket, last, (now, zone));
    visit.reply.screen(&screen).await?;
    Ok(())
}

pub(super) async fn list(visit: &Visit, page: u32) -> Handled {
    let mut connection = visit.deps.db.connection().await?;
    let (most, skip) = (TICKETS_PER_PAGE, page.saturating_mul(TICKETS_PER_PAGE));
    let mut tickets = person::list(
        &mut connection,
        visit.person.id,
        skip.into(),
        i64::from(most) + 1,
    )
    .await?;
    drop(connection);
    let has_older = tickets.len() > most as usize;
    tickets.truncate(most as usize);
    let zone = visit.deps.rules.timezone();
    let screen = screens::list(visit.person.lang, &tickets, page, has_older, zone);
    visit.reply.screen(&screen).await?;
    Ok(())
}

pub(super) async fn read(visit: &Visit, ticket_id: i32, page: u32) -> Handled {
    let Some(ticket) = flow::find_own(visit, ticket_id).await? else {
        return Ok(());
    };
    let mut connection = visit.deps.db.connection().await?;
    let mut said = messages::list(&mut connection, ticket_id).await?;
    drop(connection);
    said.retain(is_shown);
    let (now, zone) = (visit.deps.clock.now(), visit.deps.rules.timezone());
    let can_reopen = ending::can_reopen(&ticket, &visit.deps.rules, now);
    let lang = visit.person.lang;
    let screen = screens::history(lang, &ticket, &said, page, can_reopen, (now, zone));
    visit.reply.screen(&screen).await?;
    Ok(())
}

/// Whether the person knows of it: what they said themselves, and answers that have
/// reached them. Notes and lines of the topic are the staff's own.
fn is_shown(message: &TicketMessage) -> bool {
    let is_theirs = match message.speaker {
        Speaker::Person => true,
        Speaker::Operator => message.relay == Relay::Sent && !message.is_note,
        Speaker::Product => false,
    };
    is_theirs && message.deleted_at.is_none()
}
