//! What a member of the staff can have done to a ticket, by a tap or by a command.
//! Each is checked against how the ticket stands now, recorded, and shown in its
//! topic with the name of who did it.

use serde_json::{Value, json};
use sqlx::PgConnection;

use super::screens;
use crate::{
    accounts,
    staff::{self, Member, Permission},
    support::{
        Deps,
        events::{Actor, Event},
        operations::{self, At},
        sla::Words,
        store::tickets,
        ticket::{Priority, Ticket},
    },
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::support) enum Order {
    Take,
    Release,
    SetPriority(Priority),
    /// `from` is the priority that who ordered it saw; what was raised meanwhile is
    /// not raised again.
    Escalate {
        from: Option<Priority>,
    },
    Wait,
    Resume,
    Resolve,
    Reopen,
}

/// What came of an order.
#[derive(Clone, Debug)]
pub(in crate::support) enum Outcome {
    Done,
    /// The ticket stands that way already, or this is not for tickets that stand as it does.
    Nothing(Box<Ticket>),
    /// Only who has it gives it up.
    TakenBy(String),
    /// The person's newer ticket is open: two at once would tear the talk apart.
    Newer(String),
    /// The person was erased: there is nobody to talk to.
    Nobody,
    Unknown,
}

/// Carries out an order.
pub(super) async fn carry_out(
    deps: &Deps,
    member: &Member,
    ticket_id: i32,
    order: Order,
) -> anyhow::Result<Outcome> {
    let mut tx = deps.db.begin().await?;
    let outcome = carry_out_in(&mut tx, deps, member, ticket_id, order).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// As [`carry_out`], in the caller's transaction.
pub(in crate::support) async fn carry_out_in(
    tx: &mut PgConnection,
    deps: &Deps,
    member: &Member,
    ticket_id: i32,
    order: Order,
) -> anyhow::Result<Outcome> {
    if order == Order::Reopen
        && let Some(newer) = hold_and_find_newer(tx, ticket_id).await?
    {
        return Ok(Outcome::Newer(newer));
    }
    let Some(ticket) = tickets::lock(tx, ticket_id).await? else {
        return Ok(Outcome::Unknown);
    };
    if let (Order::Release, Some(assignee)) = (order, &ticket.assignee)
        && assignee.telegram_id != member.telegram_id
        && !member.role.may(Permission::ChangeSettings)
    {
        return Ok(Outcome::TakenBy(assignee.name.clone()));
    }
    if order == Order::Reopen && ticket.chat.is_none() {
        return Ok(Outcome::Nobody);
    }
    let Some(event) = event(&ticket, order) else {
        return Ok(Outcome::Nothing(Box::new(ticket)));
    };
    let at = At {
        rules: &deps.rules,
        now: deps.clock.now(),
    };
    if !operations::change(tx, at, ticket_id, event, &Actor::from(member)).await? {
        return Ok(Outcome::Nothing(Box::new(ticket)));
    }
    let after = tickets::find(tx, ticket_id).await?;
    let details = json!({
        "number": ticket.number,
        "before": standing(&ticket),
        "after": after.as_ref().map(standing),
    });
    let (action, subject) = (action(order), Some(ticket_id));
    staff::audit(tx, member, action, "ticket", subject, details, at.now).await?;
    let mut line = screens::done_by(deps.staff_lang, &ticket, order, &member.name);
    if let (Order::Escalate { .. }, Some(duty)) = (order, Words::new(deps.staff_lang, at).duty()) {
        line = format!("{line}\n{duty}");
    }
    operations::tell_topic(tx, ticket_id, &line, at.now).await?;
    Ok(Outcome::Done)
}

/// Keeps the person's other chats with the support as they are, and looks for a
/// newer ticket that is open.
async fn hold_and_find_newer(
    tx: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<Option<String>> {
    let ticket = tickets::find(tx, ticket_id).await?;
    let Some(ticket) = ticket else {
        return Ok(None);
    };
    if let Some(user_id) = ticket.user_id {
        accounts::hold(tx, user_id).await?;
    }
    let newer = operations::find_newer(tx, &ticket).await?;
    Ok(newer.map(|newer| newer.number))
}

/// The event that the order makes; `None` when it makes no sense as the ticket stands.
fn event(ticket: &Ticket, order: Order) -> Option<Event> {
    Some(match order {
        Order::Take => Event::Taken,
        Order::Release => Event::Released,
        Order::SetPriority(to) => Event::PriorityChanged { to },
        Order::Escalate { from } => {
            let is_raised = from.is_some_and(|from| from != ticket.priority);
            let is_at_the_top = ticket.is_escalated && ticket.priority == Priority::P1;
            if is_raised || is_at_the_top {
                return None;
            }
            Event::Escalated {
                to: ticket.priority.raised(),
            }
        }
        Order::Wait => Event::Waiting,
        Order::Resume => Event::Resumed,
        Order::Resolve => Event::Resolved,
        Order::Reopen => Event::Reopened,
    })
}

/// As the audit log names it.
fn action(order: Order) -> &'static str {
    match order {
        Order::Take => "ticket_taken",
        Order::Release => "ticket_released",
        Order::SetPriority(_) => "ticket_priority",
        Order::Escalate { .. } => "ticket_escalated",
        Order::Wait => "ticket_waiting",
        Order::Resume => "ticket_resumed",
        Order::Resolve => "ticket_resolved",
        Order::Reopen => "ticket_reopened",
    }
}

/// How a ticket stands, as the audit log keeps it.
fn standing(ticket: &Ticket) -> Value {
    json!({
        "status": ticket.status.id(),
        "priority": ticket.priority.id(),
        "taken_by": ticket.assignee.as_ref().map(|assignee| assignee.telegram_id),
        "waits": ticket.waiting_since.is_some(),
    })
}
