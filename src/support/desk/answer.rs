//! What is written in a ticket's place in the staff group: an answer to the person,
//! unless it is a note, or nothing that can go out. Whoever writes there is left in
//! no doubt where their words went.
//!
//! ```text
//! #TKT-2026-001 Vera (a viewer): Hello Anna!
//! Bot: Vera, this did not go to the customer: your role here is viewer. …
//! #TKT-2026-001 Oleg: Hello Anna!
//! Bot: ✅ It is sent. Olga has this ticket.  [✋ Take over]
//! ```
//!
//! A message is written down first and spoken of afterwards, and every step looks
//! at what was done before: an update that is handled again does nothing twice.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use teloxide::types::User;

use super::{
    held::{self, WithdrawHeld},
    place, say_below, screens, show_below, sign,
};
use crate::{
    queue,
    staff::{Member, Permission},
    support::{
        Deps,
        message::{Relay, Said, TicketMessage, is_note},
        operations::{self, At},
        relay,
        store::{desk, messages, tickets},
        ticket::{Status, Ticket},
    },
    telegram::{Handled, Incoming, Reply, Routes},
};

/// An answer is held when another operator's went out this shortly before.
const TOO_CLOSE: TimeDelta = TimeDelta::seconds(60);

/// The sign of a note. Bots may put only some emoji on messages (Bot API,
/// ReactionTypeEmoji), and a memo is not among them.
const NOTED: &str = "✍";

/// Who writes in a group as the group itself (Telegram's @GroupAnonymousBot).
const ANONYMOUS_ADMIN: u64 = 1_087_968_824;

pub(super) fn routes() -> Routes {
    dptree::filter(|incoming: Incoming| incoming.message().is_some()).endpoint(hear)
}

async fn hear(incoming: Incoming, member: Member, reply: Reply, deps: Deps) -> Handled {
    let Some((ticket, said)) = in_a_ticket(&deps, &incoming).await? else {
        return Ok(());
    };
    if !member.role.may(Permission::ServeCustomers) {
        let words = screens::viewer(deps.staff_lang, &member);
        return tell_outsider(&deps, &ticket, &incoming, &reply, words).await;
    }
    if is_note(&said.words) {
        return keep(&deps, &ticket, &incoming, &member, &reply, &said).await;
    }
    if let Some((name, _)) = incoming.command() {
        let words = screens::no_such_command(deps.staff_lang, &name);
        return say_below(&incoming, &reply, words).await;
    }
    answer(&deps, &ticket, &incoming, &member, &reply, &said).await
}

/// Tells somebody who is not of the staff, and who writes in a ticket's topic as
/// though they were, that nobody but the group reads it.
///
/// # Errors
/// When the answer can't be sent.
pub(in crate::support) async fn turn_away(
    incoming: &Incoming,
    reply: &Reply,
    deps: &Deps,
) -> Handled {
    let is_bot = incoming.from.is_bot && incoming.from.id.0 != ANONYMOUS_ADMIN;
    if is_bot || incoming.command().is_some() {
        return Ok(());
    }
    let Some((ticket, _)) = in_a_ticket(deps, incoming).await? else {
        return Ok(());
    };
    let words = if is_nobody(&incoming.from) {
        screens::anonymous(deps.staff_lang)
    } else {
        screens::stranger(deps.staff_lang, &incoming.from)
    };
    tell_outsider(deps, &ticket, incoming, reply, words).await
}

fn is_nobody(from: &User) -> bool {
    from.id.0 == ANONYMOUS_ADMIN
}

/// Keeps a note that was written by a command.
pub(super) async fn keep_note(
    deps: &Deps,
    ticket: &Ticket,
    incoming: &Incoming,
    member: &Member,
    reply: &Reply,
) -> Handled {
    match incoming.message().as_deref().and_then(Said::in_message) {
        Some(said) => keep(deps, ticket, incoming, member, reply, &said).await,
        None => Ok(()),
    }
}

async fn in_a_ticket(deps: &Deps, incoming: &Incoming) -> anyhow::Result<Option<(Ticket, Said)>> {
    let Some(said) = incoming.message().as_deref().and_then(Said::in_message) else {
        return Ok(None);
    };
    let mut connection = deps.db.connection().await?;
    let ticket = place::find(&mut connection, incoming).await?;
    Ok(ticket.map(|ticket| (ticket, said)))
}

async fn keep(
    deps: &Deps,
    ticket: &Ticket,
    incoming: &Incoming,
    member: &Member,
    reply: &Reply,
    said: &Said,
) -> Handled {
    write_down(deps, ticket.id, member, said, Some(Fate::Note)).await?;
    let words = deps.staff_lang.html("desk-noted", &[]);
    sign(incoming, reply, NOTED, words).await
}

/// What becomes of what an operator wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Note,
    Sent,
    Held,
}

async fn answer(
    deps: &Deps,
    ticket: &Ticket,
    incoming: &Incoming,
    member: &Member,
    reply: &Reply,
    said: &Said,
) -> Handled {
    if ticket.chat.is_none() {
        write_down(deps, ticket.id, member, said, Some(Fate::Note)).await?;
        return say_below(incoming, reply, deps.staff_lang.html("desk-nobody", &[])).await;
    }
    let Some(message) = write_down(deps, ticket.id, member, said, None).await? else {
        return Ok(());
    };
    match message.relay {
        Relay::Held => held::ask(deps, ticket, incoming, reply, &message).await,
        Relay::None => {
            let words = deps.staff_lang.html("desk-noted", &[]);
            sign(incoming, reply, NOTED, words).await
        }
        _ => hint(deps, ticket, incoming, member, reply).await,
    }
}

/// Writes down what was said, and decides what becomes of it unless that is given.
/// Returns the row, also when it was written down before.
async fn write_down(
    deps: &Deps,
    ticket_id: i32,
    member: &Member,
    said: &Said,
    given: Option<Fate>,
) -> anyhow::Result<Option<TicketMessage>> {
    let at = At {
        rules: &deps.rules,
        now: deps.clock.now(),
    };
    let mut tx = deps.db.begin().await?;
    let Some(ticket) = tickets::lock(&mut tx, ticket_id).await? else {
        return Ok(None);
    };
    let fate = match given {
        Some(fate) => fate,
        None => decide(&mut tx, &ticket, member, said, at.now).await?,
    };
    let relay = match fate {
        Fate::Note => Relay::None,
        Fate::Sent => Relay::Waiting,
        Fate::Held => Relay::Held,
    };
    let written = operations::answer(&mut tx, at, ticket_id, member, said, relay).await?;
    match (written, fate) {
        (Some(id), Fate::Held) => held::watch(&mut tx, id, at.now).await?,
        (Some(_), Fate::Note) => keep_whole_album(&mut tx, deps, at, ticket_id, said).await?,
        _ => {}
    }
    let message = match written {
        Some(id) => messages::find(&mut tx, id).await?,
        None => messages::find_at(&mut tx, said.chat, said.message).await?,
    };
    tx.commit().await?;
    Ok(message)
}

/// Apps put the words of an album below any of its files: the files before the one that
/// says that it is a note are notes as well.
async fn keep_whole_album(
    tx: &mut PgConnection,
    deps: &Deps,
    at: At<'_>,
    ticket_id: i32,
    said: &Said,
) -> anyhow::Result<()> {
    let Some(album) = &said.album else {
        return Ok(());
    };
    let kept = desk::keep_album(tx, ticket_id, said.chat, album).await?;
    for &id in &kept {
        queue::withdraw::<WithdrawHeld>(tx, "message_id", id.into()).await?;
    }
    let sent = desk::list_sent_of_album(tx, ticket_id, said.chat, album).await?;
    for &id in &sent {
        relay::take_back(tx, id, ticket_id, at.now).await?;
    }
    if !sent.is_empty() {
        let line = deps.staff_lang.html("desk-del-done", &[]);
        operations::tell_topic(tx, ticket_id, &line, at.now).await?;
    }
    if kept.is_empty() && sent.is_empty() {
        return Ok(());
    }
    operations::wait_again(tx, at, ticket_id).await
}

/// The pictures of one album share the fate of the first.
async fn decide(
    tx: &mut PgConnection,
    ticket: &Ticket,
    member: &Member,
    said: &Said,
    now: DateTime<Utc>,
) -> anyhow::Result<Fate> {
    if let Some(album) = &said.album
        && let Some(id) = desk::find_in_album(tx, ticket.id, said.chat, album).await?
        && let Some(first) = messages::find(tx, id).await?
    {
        return Ok(match first.relay {
            Relay::None => Fate::Note,
            Relay::Held => Fate::Held,
            Relay::Waiting | Relay::Sent | Relay::Failed => Fate::Sent,
        });
    }
    if ticket.status == Status::Closed {
        return Ok(Fate::Held);
    }
    let is_too_close = is_too_close(tx, ticket, member, now).await?;
    Ok(if is_too_close { Fate::Held } else { Fate::Sent })
}

/// Whether another operator has just answered, and the person has not written since.
pub(super) async fn is_too_close(
    tx: &mut PgConnection,
    ticket: &Ticket,
    member: &Member,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let last = desk::find_last_word(tx, ticket.id).await?;
    Ok(last.is_some_and(|last| {
        let is_anothers = last
            .operator
            .is_some_and(|(id, _)| id != member.telegram_id);
        is_anothers && now - last.at < TOO_CLOSE
    }))
}

/// Says with an answer that went out what its author may not have seen: that the
/// ticket is another's, or resolved. Once each.
async fn hint(
    deps: &Deps,
    ticket: &Ticket,
    incoming: &Incoming,
    member: &Member,
    reply: &Reply,
) -> Handled {
    let (key, screen) = match (&ticket.assignee, ticket.resolved_at) {
        (_, Some(at)) if ticket.status == Status::Resolved => (
            format!("resolved:{}", at.timestamp()),
            screens::sent_to_resolved(deps.staff_lang, ticket),
        ),
        (Some(assignee), _) if assignee.telegram_id != member.telegram_id => (
            format!("taken:{}:{}", assignee.telegram_id, member.telegram_id),
            screens::sent_for_another(deps.staff_lang, ticket, &assignee.name),
        ),
        _ => return Ok(()),
    };
    let was_told = desk::was_told(&mut *deps.db.connection().await?, ticket.id, &key).await?;
    if was_told {
        return Ok(());
    }
    show_below(incoming, reply, &screen).await?;
    note_told(deps, ticket, &key).await
}

async fn tell_outsider(
    deps: &Deps,
    ticket: &Ticket,
    incoming: &Incoming,
    reply: &Reply,
    html: String,
) -> Handled {
    let key = format!("outsider:{}", incoming.from.id.0);
    let was_told = desk::was_told(&mut *deps.db.connection().await?, ticket.id, &key).await?;
    if was_told {
        return Ok(());
    }
    say_below(incoming, reply, html).await?;
    note_told(deps, ticket, &key).await
}

pub(super) async fn note_told(deps: &Deps, ticket: &Ticket, key: &str) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    desk::note_told(&mut connection, ticket.id, key, deps.clock.now()).await?;
    Ok(())
}
