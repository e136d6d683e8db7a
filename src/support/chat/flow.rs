//! While a ticket is open the conversation just flows: what its person says goes
//! into it, with one quiet sign that it was taken. Words answer only where somebody
//! might wonder: after a silence, and when the ticket was closed before.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use teloxide::{
    payloads::SetMessageReactionSetters,
    requests::Requester,
    types::{Message, MessageId, MessageKind, ReactionType},
};

use super::{Visit, Writing, ending, opening, question};
use crate::{
    accounts::{self, Person, Standing},
    avatars,
    support::{
        Deps,
        message::Said,
        number, operations, screens,
        store::{messages, person, tickets},
        ticket::{Category, Status, Ticket},
    },
    telegram::{Dialogue, Handled, Incoming, Lane, Screen, SendError},
};

/// After so long without a word a person is told that theirs has arrived.
const SILENCE: TimeDelta = TimeDelta::hours(1);

/// What is put on a message that was taken: noted, and no more than that. Telegram
/// lets bots use it on any message.
const TAKEN: &str = "✍";

/// The ticket that a message belongs to.
#[derive(Clone)]
pub(super) struct Belongs(pub Claimed);

/// A ticket that was found by a route, or why it could not be looked for. Routes
/// can't fail, and a message must not go astray because the database was away.
#[derive(Clone)]
pub(super) struct Claimed(Result<Box<Ticket>, Arc<anyhow::Error>>);

impl Claimed {
    pub fn of(found: anyhow::Result<Option<Ticket>>) -> Option<Belongs> {
        let claimed = match found {
            Ok(ticket) => Ok(Box::new(ticket?)),
            Err(error) => Err(Arc::new(error)),
        };
        Some(Belongs(Self(claimed)))
    }

    pub fn into_ticket(self) -> anyhow::Result<Ticket> {
        match self.0 {
            Ok(ticket) => Ok(*ticket),
            Err(error) => Err(anyhow::anyhow!("{error:#}")),
        }
    }
}

/// Whether this may be meant for the staff at all.
pub(super) fn listens(incoming: &Incoming, deps: &Deps) -> bool {
    deps.staff_chat.is_some() && incoming.is_private() && incoming.command().is_none()
}

/// Not so a payment, a pinned message and the like, which only tell of something.
pub(super) fn says_something(message: &Message) -> bool {
    matches!(message.kind, MessageKind::Common(_) | MessageKind::Dice(_))
}

/// The ticket of which the message answers something: what was said in it, or what
/// we showed of it, which names its number.
pub(super) async fn answered_ticket(
    incoming: Incoming,
    person: Person,
    deps: Deps,
) -> Option<Belongs> {
    let message = incoming.message()?;
    let answered = message.reply_to_message()?;
    if !listens(&incoming, &deps) || !says_something(&message) {
        return None;
    }
    Claimed::of(find_answered(answered, &person, &deps).await)
}

async fn find_answered(
    answered: &Message,
    person: &Person,
    deps: &Deps,
) -> anyhow::Result<Option<Ticket>> {
    let mut connection = deps.db.connection().await?;
    let said = messages::find_at(&mut connection, answered.chat.id, answered.id).await?;
    let is_ours = answered.from.as_ref().is_some_and(|from| from.is_bot);
    let ticket = match said {
        Some(said) => tickets::find(&mut connection, said.ticket_id).await?,
        None if is_ours => match number::find_in(answered.text().unwrap_or_default()) {
            Some(number) => person::find_by_number(&mut connection, person.id, number).await?,
            None => None,
        },
        None => None,
    };
    Ok(ticket.filter(|ticket| ticket.user_id == Some(person.id)))
}

/// The open ticket of a person whose message no conversation waits for.
pub(super) async fn open_ticket(
    incoming: Incoming,
    person: Person,
    dialogue: Dialogue,
    deps: Deps,
) -> Option<Belongs> {
    let is_free = avatars::leaves_alone(&dialogue, incoming.message().as_deref()?);
    match is_free {
        true => open_ticket_at_last(incoming, person, deps).await,
        false => None,
    }
}

/// The same for a message that no conversation had a use for.
pub(super) async fn open_ticket_at_last(
    incoming: Incoming,
    person: Person,
    deps: Deps,
) -> Option<Belongs> {
    if !listens(&incoming, &deps) || !says_something(incoming.message().as_deref()?) {
        return None;
    }
    let find = async {
        let mut connection = deps.db.connection().await?;
        tickets::find_alive(&mut connection, person.id).await
    };
    Claimed::of(find.await)
}

/// The person says something in a ticket that was found for it.
pub(super) async fn say(Belongs(claimed): Belongs, incoming: Incoming, visit: Visit) -> Handled {
    let ticket = claimed.into_ticket()?;
    let Some(message) = incoming.message() else {
        return Ok(());
    };
    match understood(&visit, &message).await? {
        Some(said) if !ticket.is_alive() && question::is_thanks(&said.words) => {
            // Thanks for an answer do not open the question again.
            let welcome = Screen::plain(visit.person.lang.html("ask-welcome", &[]));
            visit.reply.new_message(&welcome).await?;
            Ok(())
        }
        Some(said) => speak(&visit, ticket, &said).await,
        None => Ok(()),
    }
}

/// What the message says, as far as it can be passed on; otherwise its author is told.
pub(super) async fn understood(visit: &Visit, message: &Message) -> anyhow::Result<Option<Said>> {
    let said = Said::in_message(message);
    if said.as_ref().is_some_and(|said| said.content != "other") {
        return Ok(said);
    }
    let words = visit.person.lang.html("ask-cannot-pass", &[]);
    visit.reply.new_message(&Screen::plain(words)).await?;
    Ok(None)
}

/// Writes it down in the ticket, or in a new one when that is over for good.
pub(super) async fn speak(visit: &Visit, ticket: Ticket, said: &Said) -> Handled {
    if !can_hear(visit, &ticket) {
        return opening::open(visit, said, ticket.category, Some(ticket.id)).await;
    }
    let mut tx = visit.deps.db.begin().await?;
    if accounts::hold(&mut tx, visit.person.id).await? != Standing::Here {
        return Ok(());
    }
    let Some(before) = tickets::lock(&mut tx, ticket.id).await? else {
        return Ok(());
    };
    if before.status == Status::Resolved
        && let Some(newer) = operations::find_newer(&mut tx, &before).await?
    {
        // Two talks at once would be torn apart: what is said goes on in the open one.
        drop(tx);
        return Box::pin(speak(visit, newer, said)).await;
    }
    if !can_hear(visit, &before) {
        drop(tx);
        return opening::open(visit, said, before.category, Some(before.id)).await;
    }
    let is_first_of_album = match &said.album {
        Some(album) => !person::has_album(&mut tx, ticket.id, album).await?,
        None => true,
    };
    let is_new = operations::ask(&mut tx, visit.at(), ticket.id, &visit.person, said).await?;
    let is_opening = !is_new && person::is_opening(&mut tx, ticket.id, said.message).await?;
    let after = tickets::find(&mut tx, ticket.id).await?.unwrap_or(ticket);
    tx.commit().await?;
    if is_opening {
        // Its first run opened the ticket and did not come to say so.
        let screen = screens::opened(
            visit.person.lang,
            &after,
            None,
            back_at(visit),
            visit.deps.clock.now(),
        );
        visit.reply.new_message(&screen).await?;
    } else if is_new && is_first_of_album {
        acknowledge(visit, said, &before, &after).await?;
    }
    Ok(())
}

fn can_hear(visit: &Visit, ticket: &Ticket) -> bool {
    ticket.is_alive() || ending::can_reopen(ticket, &visit.deps.rules, visit.deps.clock.now())
}

/// One quiet sign on the message, and words only where they are needed.
pub(super) async fn acknowledge(
    visit: &Visit,
    said: &Said,
    before: &Ticket,
    after: &Ticket,
) -> Handled {
    mark_taken(visit, said.message).await;
    let now = visit.deps.clock.now();
    let lang = visit.person.lang;
    let is_again = before.status == Status::Resolved;
    if is_again || may_wonder(visit, before.last_word_at) {
        let back_at = back_at(visit);
        let screen = screens::heard(lang, after, is_again, back_at, now);
        visit.reply.new_message(&screen).await?;
    }
    if said.content == "photo" && has_draft(&visit.deps, &visit.person).await? {
        let screen = screens::draft_photo(lang, after);
        visit.reply.new_message(&screen).await?;
    }
    Ok(())
}

/// Whether somebody whose ticket heard the last word then may wonder if theirs has
/// arrived: after a silence, and the first time since the team has gone home.
fn may_wonder(visit: &Visit, last_word_at: Option<DateTime<Utc>>) -> bool {
    let (rules, now) = (&visit.deps.rules, visit.deps.clock.now());
    let Some(last_word_at) = last_word_at else {
        return true;
    };
    let has_gone_home = !rules.is_open(now)
        && (rules.is_open(last_word_at) || rules.opens_at(last_word_at) != rules.opens_at(now));
    now - last_word_at >= SILENCE || has_gone_home
}

/// When the team is back, as the desk's own clock shows it; none while it is there.
pub(super) fn back_at(visit: &Visit) -> Option<DateTime<Tz>> {
    let (rules, now) = (&visit.deps.rules, visit.deps.clock.now());
    let back_at = rules.opens_at(now).with_timezone(&rules.timezone());
    (!rules.is_open(now)).then_some(back_at)
}

/// Whether the person is in the middle of an avatar, for which a photo may be meant.
pub(super) async fn has_draft(deps: &Deps, person: &Person) -> anyhow::Result<bool> {
    let mut connection = deps.db.connection().await?;
    let avatars = avatars::list(&mut connection, person.id).await?;
    let is_draft = |avatar: &avatars::Avatar| avatar.status == avatars::Status::Draft;
    Ok(avatars.iter().any(is_draft))
}

/// Nobody depends on it, so failures are passed over.
pub(super) async fn mark_taken(visit: &Visit, message: MessageId) {
    let reaction = ReactionType::Emoji {
        emoji: TAKEN.to_owned(),
    };
    let sender = &visit.reply.sender;
    let request = sender
        .bot()
        .set_message_reaction(visit.reply.chat, message)
        .reaction([reaction]);
    let _unimportant = sender.call(Lane::Answer, None, request).await;
}

/// Opens a solved ticket again with the message below which the offer stands.
pub(super) async fn pass_to(visit: &Visit, incoming: &Incoming, ticket_id: i32) -> Handled {
    let Some(ticket) = find_own(visit, ticket_id).await? else {
        return Ok(());
    };
    let Some(said) = opening::offered(visit, incoming) else {
        visit.popup("ask-pass-gone").await;
        return ask_for_more(visit, ticket_id).await;
    };
    opening::retire_offer(visit).await?;
    speak(visit, ticket, &said).await
}

pub(super) async fn ask_for_more(visit: &Visit, ticket_id: i32) -> Handled {
    let Some(ticket) = find_own(visit, ticket_id).await? else {
        return Ok(());
    };
    let step = Writing::More { ticket_id };
    let mut connection = visit.deps.db.connection().await?;
    visit.dialogue.go_to(&mut connection, &step).await?;
    drop(connection);
    let screen = screens::ask_for_more(visit.person.lang, &ticket);
    visit.reply.new_message(&screen).await?;
    Ok(())
}

pub(super) async fn take_more(visit: &Visit, message: &Message, ticket_id: i32) -> Handled {
    let Some(said) = understood(visit, message).await? else {
        return Ok(());
    };
    let mut connection = visit.deps.db.connection().await?;
    let ticket = tickets::find(&mut connection, ticket_id).await?;
    drop(connection);
    // Whoever wanted to write is heard, whatever became of that ticket.
    match ticket.filter(|ticket| ticket.user_id == Some(visit.person.id)) {
        Some(ticket) => speak(visit, ticket, &said).await?,
        None => {
            opening::open(visit, &said, Category::Other, None).await?;
        }
    }
    let mut connection = visit.deps.db.connection().await?;
    visit.dialogue.end(&mut connection).await
}

/// The number comes from outside and may be anybody's.
pub(super) async fn find_own(visit: &Visit, ticket_id: i32) -> anyhow::Result<Option<Ticket>> {
    let mut connection = visit.deps.db.connection().await?;
    let ticket = tickets::find(&mut connection, ticket_id).await?;
    drop(connection);
    let own = ticket.filter(|ticket| ticket.user_id == Some(visit.person.id));
    if own.is_none() {
        visit.popup("ask-popup-gone").await;
    }
    Ok(own)
}

/// What can't be edited any more may stay as it is.
pub(super) fn unless_gone(error: SendError) -> Handled {
    match error {
        SendError::Gone(_) => Ok(()),
        error => Err(error.into()),
    }
}
