//! Taps below a ticket's card, and below lines about a ticket.

use chrono::TimeDelta;

use super::{
    orders::{self, Order, Outcome},
    screens,
};
use crate::{
    payments, queue,
    staff::{self, Member, Permission},
    support::{
        Deps,
        card::{self, CardTap, MOST_EARLIER},
        jobs::RefreshTicket,
        store::{desk, tickets},
        ticket::Ticket,
    },
    telegram::{self, Handled, Reply, Routes},
};

/// What is given back from a card is usually on its way after this time.
const SOON: TimeDelta = TimeDelta::minutes(2);

pub(super) fn routes() -> Routes {
    let tapped = |permission: Permission| {
        telegram::tap::<CardTap>()
            .filter(move |tap: CardTap| permission_for(tap) == permission)
            .chain(staff::require(permission))
            .endpoint(tap)
    };
    dptree::entry()
        .branch(tapped(Permission::Look))
        .branch(tapped(Permission::ServeCustomers))
        .branch(tapped(Permission::MoveMoney))
}

fn permission_for(tap: CardTap) -> Permission {
    match tap {
        CardTap::Earlier(_) | CardTap::Card(_) => Permission::Look,
        CardTap::Refunds(_) => Permission::MoveMoney,
        _ => Permission::ServeCustomers,
    }
}

async fn tap(tap: CardTap, member: Member, reply: Reply, deps: Deps) -> Handled {
    let ticket = tickets::find(&mut *deps.db.connection().await?, tap.ticket_id()).await?;
    let Some(ticket) = ticket else {
        reply.popup(&screens::unknown(deps.staff_lang)).await;
        return Ok(());
    };
    match tap {
        CardTap::Card(_) => show_card(&deps, &ticket, &reply).await,
        CardTap::Priorities(_) => show_priorities(&deps, &ticket, &reply).await,
        CardTap::Earlier(_) => show_earlier(&deps, &ticket, &reply).await,
        CardTap::Refunds(_) => show_refunds(&deps, &ticket, &reply).await,
        _ => order(&deps, &ticket, &member, &reply, tap).await,
    }
}

/// The order that a tap stands for.
fn order_of(tap: CardTap) -> Option<Order> {
    Some(match tap {
        CardTap::Take(_) => Order::Take,
        CardTap::Release(_) => Order::Release,
        CardTap::SetPriority(_, to) => Order::SetPriority(to),
        CardTap::Escalate(_, from) => Order::Escalate { from: Some(from) },
        CardTap::Wait(_) => Order::Wait,
        CardTap::Resume(_) => Order::Resume,
        CardTap::Resolve(_) => Order::Resolve,
        CardTap::Reopen(_) => Order::Reopen,
        CardTap::Priorities(_) | CardTap::Card(_) | CardTap::Refunds(_) | CardTap::Earlier(_) => {
            return None;
        }
    })
}

async fn order(
    deps: &Deps,
    ticket: &Ticket,
    member: &Member,
    reply: &Reply,
    tap: CardTap,
) -> Handled {
    let Some(order) = order_of(tap) else {
        return Ok(());
    };
    let outcome = orders::carry_out(deps, member, ticket.id, order).await?;
    let words = screens::outcome(deps.staff_lang, ticket, order, &outcome);
    reply.popup(&words).await;
    if matches!(outcome, Outcome::Unknown) || !is_card(ticket, reply) {
        return Ok(());
    }
    // A card that was old shows at once how the ticket stands.
    let ticket = tickets::find(&mut *deps.db.connection().await?, ticket.id).await?;
    match ticket {
        Some(ticket) => show_card(deps, &ticket, reply).await,
        None => Ok(()),
    }
}

/// Whether what was tapped is the ticket's card, and no line about it.
fn is_card(ticket: &Ticket, reply: &Reply) -> bool {
    let card = ticket.place.and_then(|place| place.card);
    card.is_some() && card == reply.tapped
}

async fn show_card(deps: &Deps, ticket: &Ticket, reply: &Reply) -> Handled {
    let card = card::load(&mut *deps.db.connection().await?, deps, ticket).await?;
    reply.screen(&card).await?;
    Ok(())
}

async fn show_priorities(deps: &Deps, ticket: &Ticket, reply: &Reply) -> Handled {
    if !ticket.is_alive() {
        let words = screens::not_open(deps.staff_lang, ticket);
        reply.popup(&words).await;
        return show_card(deps, ticket, reply).await;
    }
    let mut connection = deps.db.connection().await?;
    let card = card::load_with_priorities(&mut connection, deps, ticket).await?;
    drop(connection);
    reply.screen(&card).await?;
    Ok(())
}

async fn show_earlier(deps: &Deps, ticket: &Ticket, reply: &Reply) -> Handled {
    let mut connection = deps.db.connection().await?;
    let earlier = desk::list_earlier(&mut connection, ticket, MOST_EARLIER).await?;
    drop(connection);
    reply
        .new_message(&screens::earlier(
            deps.staff_lang,
            deps.rules.timezone(),
            ticket,
            &earlier,
        ))
        .await?;
    Ok(())
}

async fn show_refunds(deps: &Deps, ticket: &Ticket, reply: &Reply) -> Handled {
    let returnable = match ticket.user_id {
        Some(user_id) => {
            let mut connection = deps.db.connection().await?;
            payments::overview(&mut connection, user_id)
                .await?
                .returnable
        }
        None => Vec::new(),
    };
    if returnable.is_empty() {
        reply
            .popup(&deps.staff_lang.text("desk-nothing-to-refund", &[]))
            .await;
        return Ok(());
    }
    // By then the card can tell what went back.
    let (job, later) = (
        RefreshTicket {
            ticket_id: ticket.id,
        },
        deps.clock.now() + SOON,
    );
    queue::add(&mut *deps.db.connection().await?, &job, later).await?;
    reply
        .new_message(&screens::refunds(
            deps.staff_lang,
            deps.rules.timezone(),
            ticket,
            &returnable,
        ))
        .await?;
    Ok(())
}
