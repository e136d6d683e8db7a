//! Commands about a ticket: in its topic, as a reply to its card or to what was said
//! in it, or with its number.
//!
//! ```text
//! #TKT-2026-001 Olga: /p1
//! Bot: 🔴 P1 now, says Olga.
//! Olga: /resolve TKT-2026-007
//! Oleg: /priority
//! Bot: Which priority? /priority P1, P2, P3 or P4
//! ```

use serde_json::json;

use super::{
    answer,
    orders::{self, Order, Outcome},
    place::{self, Meant},
    say_below, screens, sign,
};
use crate::{
    staff::{self, Member, Permission},
    support::{
        Deps,
        message::{Speaker, TicketMessage},
        relay,
        store::{desk, lists, messages},
        ticket::Priority,
    },
    telegram::{Handled, Incoming, Reply, Routes},
};

/// The sign that a command has been carried out.
pub(super) const DONE: &str = "👌";

pub(super) fn routes() -> Routes {
    let mut routes = dptree::entry();
    for name in [
        "take", "release", "p1", "p2", "p3", "p4", "priority", "wait", "resume", "resolve",
        "reopen", "escalate",
    ] {
        routes = routes.branch(staff::command(name).endpoint(order));
    }
    routes
        .branch(staff::command("note").endpoint(note))
        .branch(staff::command("del").endpoint(take_back))
}

/// The order that a command's name and words stand for; `None` when a word is
/// missing or none that is known.
fn order_of(name: &str, words: &str) -> Option<Order> {
    Some(match name {
        "take" => Order::Take,
        "release" => Order::Release,
        "priority" => Order::SetPriority(words.trim().to_uppercase().parse().ok()?),
        "wait" => Order::Wait,
        "resume" => Order::Resume,
        "resolve" => Order::Resolve,
        "reopen" => Order::Reopen,
        "escalate" => Order::Escalate { from: None },
        priority => Order::SetPriority(priority.to_uppercase().parse::<Priority>().ok()?),
    })
}

async fn order(incoming: Incoming, member: Member, reply: Reply, deps: Deps) -> Handled {
    let lang = deps.staff_lang;
    let mut connection = deps.db.connection().await?;
    let years = lists::list_years(&mut connection).await?;
    let (meant, words) = place::find_meant(&mut connection, &incoming, &years).await?;
    drop(connection);
    let (name, _) = incoming.command().unwrap_or_default();
    let ticket = match meant {
        Meant::Ticket(ticket) => ticket,
        other => {
            let words = screens::which_ticket(lang, &other, &name);
            return say_below(&incoming, &reply, words).await;
        }
    };
    let Some(order) = order_of(&name, &words) else {
        return say_below(&incoming, &reply, lang.html("desk-which-priority", &[])).await;
    };
    let outcome = orders::carry_out(&deps, &member, ticket.id, order).await?;
    let words = screens::outcome(lang, &ticket, order, &outcome);
    match outcome {
        Outcome::Done => sign(&incoming, &reply, DONE, screens::escaped(&words)).await,
        _ => say_below(&incoming, &reply, screens::escaped(&words)).await,
    }
}

/// `/note WORDS` keeps words among the staff.
async fn note(incoming: Incoming, member: Member, reply: Reply, deps: Deps) -> Handled {
    let lang = deps.staff_lang;
    let (_, words) = incoming.command().unwrap_or_default();
    let ticket = place::find(&mut *deps.db.connection().await?, &incoming).await?;
    let Some(ticket) = ticket else {
        return say_below(&incoming, &reply, lang.html("desk-note-where", &[])).await;
    };
    if words.is_empty() {
        return say_below(&incoming, &reply, lang.html("desk-note-empty", &[])).await;
    }
    answer::keep_note(&deps, &ticket, &incoming, &member, &reply).await
}

/// `/del` below an answer takes it back from the person.
async fn take_back(incoming: Incoming, member: Member, reply: Reply, deps: Deps) -> Handled {
    let lang = deps.staff_lang;
    let Some(message) = find_answer(&deps, &incoming).await? else {
        return say_below(&incoming, &reply, lang.html("desk-del-which", &[])).await;
    };
    let mut tx = deps.db.begin().await?;
    let author = desk::find_author(&mut tx, message.id).await?;
    if author != Some(member.telegram_id) && !member.role.may(Permission::ChangeSettings) {
        drop(tx);
        let name = message.author_name.unwrap_or_default();
        let words = lang.html("desk-del-not-yours", &[("name", name.into())]);
        return say_below(&incoming, &reply, words).await;
    }
    let (id, ticket_id, now) = (message.id, message.ticket_id, deps.clock.now());
    if !relay::take_back(&mut tx, id, ticket_id, now).await? {
        drop(tx);
        return say_below(&incoming, &reply, lang.html("desk-del-nothing", &[])).await;
    }
    let (action, subject) = ("ticket_answer_taken_back", Some(ticket_id));
    let details = json!({ "message": id, "before": "sent", "after": "taken_back" });
    staff::audit(&mut tx, &member, action, "ticket", subject, details, now).await?;
    tx.commit().await?;
    sign(&incoming, &reply, DONE, lang.html("desk-del-done", &[])).await
}

/// The answer of an operator below which this was written. A canned one stands in the
/// topic as a line that points at it.
async fn find_answer(deps: &Deps, incoming: &Incoming) -> anyhow::Result<Option<TicketMessage>> {
    let Some(answered) = place::answered(incoming) else {
        return Ok(None);
    };
    let mut connection = deps.db.connection().await?;
    let mut found = messages::find_at(&mut connection, incoming.chat, answered).await?;
    if let Some(line) = &found
        && let (Speaker::Product, Some(id)) = (line.speaker, line.reply_to)
    {
        found = messages::find(&mut connection, id).await?;
    }
    Ok(found.filter(|message| message.speaker == Speaker::Operator))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_stand_for_orders() {
        for (name, words, order) in [
            ("take", "", Some(Order::Take)),
            ("p1", "", Some(Order::SetPriority(Priority::P1))),
            ("priority", "p2", Some(Order::SetPriority(Priority::P2))),
            ("priority", "", None),
            ("priority", "P5", None),
            ("escalate", "", Some(Order::Escalate { from: None })),
        ] {
            assert_eq!(order_of(name, words), order, "/{name} {words}");
        }
    }
}
