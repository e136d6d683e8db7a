//! What can be done to a ticket by a tap. A button says what it is about, and the
//! ticket is looked at again when it is tapped: cards may be old.

use serde::{Deserialize, Serialize};
use teloxide::types::InlineKeyboardButton;

use super::{Facts, words};
use crate::{
    i18n::Lang,
    support::ticket::{Priority, Status, Ticket},
    telegram::{Buttons, button},
};

/// A tap below a card, or below a line about its ticket. Each names its ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::support) enum CardTap {
    #[serde(rename = "t")]
    Take(i32),
    #[serde(rename = "u")]
    Release(i32),
    /// Shows the priorities to choose from.
    #[serde(rename = "p")]
    Priorities(i32),
    #[serde(rename = "s")]
    SetPriority(i32, Priority),
    /// Shows the card again.
    #[serde(rename = "c")]
    Card(i32),
    /// From this priority, so that a second tap does not raise it further.
    #[serde(rename = "e")]
    Escalate(i32, Priority),
    #[serde(rename = "w")]
    Wait(i32),
    #[serde(rename = "g")]
    Resume(i32),
    #[serde(rename = "r")]
    Resolve(i32),
    #[serde(rename = "o")]
    Reopen(i32),
    /// Shows what can be given back.
    #[serde(rename = "m")]
    Refunds(i32),
    /// Shows the person's earlier tickets.
    #[serde(rename = "h")]
    Earlier(i32),
}

impl Buttons for CardTap {
    const FEATURE: &'static str = "card";
}

impl CardTap {
    pub(in crate::support) fn ticket_id(self) -> i32 {
        match self {
            Self::Take(id)
            | Self::Release(id)
            | Self::Priorities(id)
            | Self::SetPriority(id, _)
            | Self::Card(id)
            | Self::Escalate(id, _)
            | Self::Wait(id)
            | Self::Resume(id)
            | Self::Resolve(id)
            | Self::Reopen(id)
            | Self::Refunds(id)
            | Self::Earlier(id) => id,
        }
    }
}

type Rows = Vec<Vec<InlineKeyboardButton>>;

pub(super) fn of_card(lang: Lang, ticket: &Ticket, facts: &Facts) -> Rows {
    let mut rows = if ticket.is_alive() {
        rows_of_living(lang, ticket)
    } else {
        let reopen = button(lang.text("card-reopen", &[]), &CardTap::Reopen(ticket.id));
        vec![vec![reopen]]
    };
    let mut last = Vec::new();
    if facts.can_give_back() {
        let refunds = CardTap::Refunds(ticket.id);
        last.push(button(lang.text("card-refunds", &[]), &refunds));
    }
    if !facts.earlier.is_empty() {
        let earlier = CardTap::Earlier(ticket.id);
        last.push(button(lang.text("card-show-earlier", &[]), &earlier));
    }
    if !last.is_empty() {
        rows.push(last);
    }
    rows
}

fn rows_of_living(lang: Lang, ticket: &Ticket) -> Rows {
    let id = ticket.id;
    let take = CardTap::Take(id);
    let taking = if ticket.assignee.is_none() {
        vec![button(lang.text("card-take", &[]), &take)]
    } else {
        let release = CardTap::Release(id);
        vec![
            button(lang.text("card-take-over", &[]), &take),
            button(lang.text("card-release", &[]), &release),
        ]
    };
    let urgency = vec![
        button(
            lang.text(
                "card-priority",
                &[("priority", ticket.priority.id().into())],
            ),
            &CardTap::Priorities(id),
        ),
        button(
            lang.text("card-escalate", &[]),
            &CardTap::Escalate(id, ticket.priority),
        ),
    ];
    let waiting = if ticket.waiting_since.is_none() {
        button(lang.text("card-wait", &[]), &CardTap::Wait(id))
    } else {
        button(lang.text("card-resume", &[]), &CardTap::Resume(id))
    };
    let resolve = button(lang.text("card-resolve", &[]), &CardTap::Resolve(id));
    vec![taking, urgency, vec![waiting, resolve]]
}

pub(super) fn of_priorities(lang: Lang, ticket: &Ticket) -> Rows {
    if ticket.status == Status::Closed {
        return Vec::new();
    }
    let choices = Priority::ALL.map(|priority| {
        let label = words::priority(lang, priority);
        button(label, &CardTap::SetPriority(ticket.id, priority))
    });
    let back = button(lang.text("card-back", &[]), &CardTap::Card(ticket.id));
    vec![choices.to_vec(), vec![back]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let id = i32::MAX;
        for tap in [
            CardTap::Take(id),
            CardTap::Release(id),
            CardTap::Priorities(id),
            CardTap::SetPriority(id, Priority::P4),
            CardTap::Card(id),
            CardTap::Escalate(id, Priority::P1),
            CardTap::Wait(id),
            CardTap::Resume(id),
            CardTap::Resolve(id),
            CardTap::Reopen(id),
            CardTap::Refunds(id),
            CardTap::Earlier(id),
        ] {
            assert_eq!(CardTap::decode(&tap.encode()), Some(tap));
            assert_eq!(tap.ticket_id(), id);
        }
    }
}
