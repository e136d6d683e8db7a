//! Before a ticket: what it is about, the short answers, and questions out of the
//! blue.

use chrono::{DateTime, TimeDelta, Utc};
use teloxide::types::{Message, MessageId};

use super::{
    Visit, ending,
    faq::{self, Question},
    flow::{Belongs, Claimed, has_draft, listens, says_something},
    question,
};
use crate::{
    accounts::Person,
    avatars,
    support::{
        Deps,
        message::Said,
        screens,
        store::person,
        ticket::{Category, Status, Ticket},
    },
    telegram::{Dialogue, Handled, Incoming, Lane, Screen},
};

/// For so long after a ticket was solved, whatever its person says may be about it.
const SOON: TimeDelta = TimeDelta::hours(3);

/// Words that ask something, in a message that nothing waited for.
#[derive(Clone)]
pub(super) struct Offered {
    message: MessageId,
    asked: question::Asked,
}

pub(super) async fn show(visit: &Visit) -> Handled {
    let mut connection = visit.deps.db.connection().await?;
    let has_tickets = person::count(&mut connection, visit.person.id).await? > 0;
    drop(connection);
    let screen = screens::topics(visit.person.lang, visit.is_staffed(), has_tickets);
    visit.reply.screen(&screen).await?;
    Ok(())
}

pub(super) async fn show_topic(visit: &Visit, category: Category) -> Handled {
    let screen = screens::topic(visit.person.lang, category, visit.is_staffed());
    visit.reply.screen(&screen).await?;
    Ok(())
}

pub(super) async fn show_answer(visit: &Visit, question: Question) -> Handled {
    let answer = faq::answer(question, visit).await?;
    let screen = screens::answer(visit.person.lang, question, answer, visit.is_staffed());
    visit.reply.screen(&screen).await?;
    Ok(())
}

/// A question that comes while no conversation is under way.
pub(super) fn free_question(incoming: Incoming, dialogue: Dialogue, deps: Deps) -> Option<Offered> {
    let message = incoming.message()?;
    avatars::leaves_alone(&dialogue, &message)
        .then(|| find_question(&incoming, &message, &deps))
        .flatten()
}

/// A question that the conversation under way had no use for.
pub(super) fn question_at_last(incoming: Incoming, deps: Deps) -> Option<Offered> {
    find_question(&incoming, incoming.message().as_deref()?, &deps)
}

fn find_question(incoming: &Incoming, message: &Message, deps: &Deps) -> Option<Offered> {
    if !listens(incoming, deps) {
        return None;
    }
    let asked = question::read(message.text()?)?;
    Some(Offered {
        message: message.id,
        asked,
    })
}

/// Answers the question where a short answer fits, and offers to pass the message
/// on. Nothing is kept of it: the offer answers the message, and a tap brings it back.
pub(super) async fn offer(Offered { message, asked }: Offered, visit: Visit) -> Handled {
    let answer = match asked.question {
        Some(question) => Some((question, faq::answer(question, &visit).await?)),
        None => None,
    };
    let ended = recently_ended(&visit.deps, &visit.person).await?;
    let lang = visit.person.lang;
    let screen = screens::offer(lang, asked.category, answer, ended.as_ref());
    show_below(&visit, message, &screen).await
}

/// What follows on the end of a ticket, and no conversation had a use for. It may
/// belong to it, or only be thanks.
pub(super) async fn after_the_end(
    incoming: Incoming,
    person: Person,
    dialogue: Dialogue,
    deps: Deps,
) -> Option<Belongs> {
    let message = incoming.message()?;
    if !listens(&incoming, &deps) || dialogue.is_under_way() || !can_be_passed(&message) {
        return None;
    }
    let now = deps.clock.now();
    let ended = recently_ended(&deps, &person).await;
    Claimed::of(ended.map(|ticket| ticket.filter(|ticket| may_go_on(ticket, now))))
}

/// The same for a single photo, before it is taken for an avatar's. An album is the
/// avatar's: it would have to be passed on whole.
pub(super) async fn photo_after_the_end(
    incoming: Incoming,
    person: Person,
    dialogue: Dialogue,
    deps: Deps,
) -> Option<Belongs> {
    let message = incoming.message()?;
    if message.photo().is_none() || message.media_group_id().is_some() {
        return None;
    }
    let found = after_the_end(incoming, person.clone(), dialogue, deps.clone()).await?;
    match has_draft(&deps, &person).await {
        Ok(false) => Some(found),
        // Whoever is making an avatar sends photos for it.
        Ok(true) => None,
        Err(error) => Claimed::of(Err(error)),
    }
}

fn can_be_passed(message: &Message) -> bool {
    let said = Said::in_message(message);
    says_something(message) && said.is_some_and(|said| said.content != "other")
}

/// Whether what its person says now is likely to be about it: a reply to our last
/// word, as long as it can be opened again, and otherwise what comes soon.
fn may_go_on(ticket: &Ticket, now: DateTime<Utc>) -> bool {
    let is_ours_last = ticket.answered_at.is_some() && ticket.answered_at == ticket.last_word_at;
    let ended = ticket.resolved_at.max(ticket.answered_at);
    is_ours_last || ended.is_some_and(|ended| now - ended <= SOON)
}

pub(super) async fn answer_the_end(
    Belongs(claimed): Belongs,
    incoming: Incoming,
    visit: Visit,
) -> Handled {
    let ticket = claimed.into_ticket()?;
    let Some(message) = incoming.message() else {
        return Ok(());
    };
    let words = message.text().or(message.caption()).unwrap_or_default();
    if question::is_thanks(words) {
        let welcome = Screen::plain(visit.person.lang.html("ask-welcome", &[]));
        visit.reply.new_message(&welcome).await?;
        return Ok(());
    }
    let category = question::read(words).map_or(ticket.category, |asked| asked.category);
    let lang = visit.person.lang;
    let screen = if message.photo().is_some() {
        screens::offer_photo(lang, category, &ticket)
    } else {
        screens::offer(lang, category, None, Some(&ticket))
    };
    show_below(&visit, message.id, &screen).await
}

/// The person's last ticket, if it was solved and can be opened again.
async fn recently_ended(deps: &Deps, person: &Person) -> anyhow::Result<Option<Ticket>> {
    let mut connection = deps.db.connection().await?;
    let last = person::find_last(&mut connection, person.id).await?;
    let now = deps.clock.now();
    Ok(last.filter(|last| {
        last.status == Status::Resolved && ending::can_reopen(last, &deps.rules, now)
    }))
}

async fn show_below(visit: &Visit, message: MessageId, screen: &Screen) -> Handled {
    let (sender, chat) = (&visit.reply.sender, visit.reply.chat);
    sender
        .show_below(Lane::Answer, chat, Some(message), screen)
        .await?;
    Ok(())
}
