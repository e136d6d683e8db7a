//! The end of a ticket: solved, rated, and perhaps opened again.

use chrono::{DateTime, Utc};
use teloxide::types::Message;

use super::{Visit, Writing, flow};
use crate::{
    accounts::{self, Standing},
    i18n::FluentValue,
    support::{
        events::{Actor, Event},
        operations, screens,
        sla::Rules,
        store::{person, tickets},
        ticket::{Status, Ticket},
    },
    telegram::{Handled, Screen},
};

/// Ratings up to this are told to the staff at once.
const LOW: i16 = 2;
const MOST_STARS: i16 = 5;

/// Letters of a word to a rating.
const MOST_WORDS_CHARS: usize = 1000;

/// Whether a solved ticket can still be opened again by its person.
pub(super) fn can_reopen(ticket: &Ticket, rules: &Rules, now: DateTime<Utc>) -> bool {
    let until = ticket.resolved_at.map(|at| rules.reopens_until(at));
    ticket.status == Status::Resolved && until.is_some_and(|until| now < until)
}

/// Whether its rating can be given or changed: for as long after its end as it could
/// be opened again.
fn can_rate(ticket: &Ticket, rules: &Rules, now: DateTime<Utc>) -> bool {
    let ended = ticket.closed_at.or(ticket.resolved_at);
    let until = ended.map(|at| rules.reopens_until(at));
    !ticket.is_alive() && until.is_some_and(|until| now < until)
}

pub(super) async fn solve(visit: &Visit, ticket_id: i32) -> Handled {
    let Some(ticket) = flow::find_own(visit, ticket_id).await? else {
        return Ok(());
    };
    if ticket.is_alive() {
        let line = line(visit, "ask-topic-solved", &[]);
        change(visit, &ticket, &[Event::Resolved], Some(line)).await?;
    }
    let screen = screens::solved(visit.person.lang, &ticket);
    visit.reply.screen(&screen).await?;
    Ok(())
}

pub(super) async fn reopen(visit: &Visit, ticket_id: i32) -> Handled {
    let Some(ticket) = flow::find_own(visit, ticket_id).await? else {
        return Ok(());
    };
    let now = visit.deps.clock.now();
    if !ticket.is_alive() && !can_reopen(&ticket, &visit.deps.rules, now) {
        visit.popup("ask-popup-too-late").await;
        return super::opening::go_on_from(visit, ticket_id).await;
    }
    let mut connection = visit.deps.db.connection().await?;
    let newer = operations::find_newer(&mut connection, &ticket).await?;
    drop(connection);
    if let (false, Some(newer)) = (ticket.is_alive(), newer) {
        return flow::ask_for_more(visit, newer.id).await;
    }
    if !ticket.is_alive() {
        // They wait for a word from now on, although they have not said any.
        let events = [Event::Reopened, Event::Asked];
        let line = line(visit, "ask-topic-reopened", &[]);
        change(visit, &ticket, &events, Some(line)).await?;
    }
    let mut connection = visit.deps.db.connection().await?;
    let ticket = tickets::find(&mut connection, ticket_id)
        .await?
        .unwrap_or(ticket);
    drop(connection);
    let screen = screens::reopened(visit.person.lang, &ticket, now);
    visit.reply.screen(&screen).await?;
    Ok(())
}

pub(super) async fn rate(visit: &Visit, ticket_id: i32, stars: i16) -> Handled {
    let Some(ticket) = flow::find_own(visit, ticket_id).await? else {
        return Ok(());
    };
    let (rules, now) = (&visit.deps.rules, visit.deps.clock.now());
    if !can_rate(&ticket, rules, now) || !(1..=MOST_STARS).contains(&stars) {
        visit.popup("ask-popup-too-late").await;
        return Ok(());
    }
    if ticket.rating != Some(stars) {
        let given = [("stars", stars.into())];
        let line = (stars <= LOW).then(|| line(visit, "ask-topic-low-rating", &given));
        change(visit, &ticket, &[Event::Rated { stars }], line).await?;
    }
    let can_reopen = can_reopen(&ticket, rules, now);
    let screen = screens::rated(visit.person.lang, &ticket, stars, can_reopen);
    visit.reply.screen(&screen).await?;
    Ok(())
}

/// Does one thing after the other to the ticket, and says `line` in its topic when
/// that was news.
async fn change(
    visit: &Visit,
    ticket: &Ticket,
    events: &[Event],
    line: Option<String>,
) -> anyhow::Result<()> {
    let at = visit.at();
    let mut tx = visit.deps.db.begin().await?;
    if accounts::hold(&mut tx, visit.person.id).await? != Standing::Here {
        return Ok(());
    }
    for event in events {
        if !operations::change(&mut tx, at, ticket.id, event.clone(), &Actor::Person).await? {
            return Ok(());
        }
    }
    if let Some(line) = line {
        operations::tell_topic(&mut tx, ticket.id, &line, at.now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A line of the topic about its person.
fn line(visit: &Visit, key: &str, more: &[(&str, FluentValue<'static>)]) -> String {
    let mut args = vec![("name", visit.person.first_name.clone().into())];
    args.extend(more.iter().cloned());
    visit.deps.staff_lang.html(key, &args)
}

pub(super) async fn ask_for_word(visit: &Visit, ticket_id: i32) -> Handled {
    if flow::find_own(visit, ticket_id).await?.is_none() {
        return Ok(());
    }
    let step = Writing::Rating { ticket_id };
    let mut connection = visit.deps.db.connection().await?;
    visit.dialogue.go_to(&mut connection, &step).await?;
    drop(connection);
    let words = visit.person.lang.html("ask-rating-words", &[]);
    visit.reply.new_message(&Screen::plain(words)).await?;
    Ok(())
}

pub(super) async fn take_word(visit: &Visit, message: &Message, ticket_id: i32) -> Handled {
    let lang = visit.person.lang;
    let words = message.text().unwrap_or_default().trim();
    let length = words.chars().count();
    let problem = match length {
        0 => Some(lang.html("ask-rating-no-words", &[])),
        length if length > MOST_WORDS_CHARS => {
            let args = [("length", length.into()), ("most", MOST_WORDS_CHARS.into())];
            Some(lang.html("ask-rating-long", &args))
        }
        _ => None,
    };
    if let Some(problem) = problem {
        visit.reply.new_message(&Screen::plain(problem)).await?;
        return Ok(());
    }
    keep_word(visit, ticket_id, words).await?;
    let thanks = Screen::plain(lang.html("ask-rating-thanks", &[]));
    visit.reply.new_message(&thanks).await?;
    Ok(())
}

async fn keep_word(visit: &Visit, ticket_id: i32, words: &str) -> anyhow::Result<()> {
    let mut tx = visit.deps.db.begin().await?;
    if accounts::hold(&mut tx, visit.person.id).await? != Standing::Here {
        return Ok(());
    }
    visit.dialogue.end(&mut tx).await?;
    let ticket = tickets::lock(&mut tx, ticket_id).await?;
    let own = ticket.filter(|ticket| ticket.user_id == Some(visit.person.id));
    if let Some(stars) = own.and_then(|ticket| ticket.rating) {
        person::keep_rating_words(&mut tx, ticket_id, words).await?;
        let said = [("stars", stars.into()), ("words", words.to_owned().into())];
        let line = line(visit, "ask-topic-rating-words", &said);
        let now = visit.deps.clock.now();
        operations::tell_topic(&mut tx, ticket_id, &line, now).await?;
    }
    tx.commit().await?;
    Ok(())
}
