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

use super::{
    answer,
    orders::{self, Order, Outcome},
    place, say_below, screens, sign,
};
use crate::{
    staff::{self, Member},
    support::{Deps, ticket::Priority},
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
    routes.branch(staff::command("note").endpoint(note))
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
    let (ticket, words) = place::find_named(&mut connection, &incoming).await?;
    drop(connection);
    let (name, _) = incoming.command().unwrap_or_default();
    let Some(ticket) = ticket else {
        return say_below(&incoming, &reply, screens::which_ticket(lang, &name)).await;
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
