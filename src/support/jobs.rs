//! The support's work for later.

use serde::{Deserialize, Serialize};

use crate::queue::Job;

/// Takes to the staff group whatever waits to get there, in the order in which it
/// was said. One such job runs at a time, as the group has one pace.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RelayToStaff {}

/// Takes to a ticket's person what the staff said, in order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RelayToPerson {
    pub ticket_id: i32,
}

/// Makes the card and the topic of a ticket look as the ticket stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RefreshTicket {
    pub ticket_id: i32,
}

/// Does what is due by a ticket's clock: reminds, escalates, resolves, closes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct WatchTicket {
    pub ticket_id: i32,
}

/// Tells a ticket's person that something happened to it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TellPerson {
    pub ticket_id: i32,
    pub notice: Notice,
}

/// What a ticket's person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Notice {
    /// By a member of the staff.
    Resolved,
    /// By itself, as nobody has written for long.
    ResolvedBySilence,
    /// It will resolve by itself if nobody writes.
    WillResolve,
    /// By a member of the staff.
    Reopened,
    /// The staff waits for their word.
    Waiting,
}

impl Job for RelayToStaff {
    const KIND: &'static str = "support_relay_to_staff";
    const PRIORITY: i16 = 45;

    fn key(&self) -> Option<String> {
        Some("group".to_owned())
    }
}

impl Job for RelayToPerson {
    const KIND: &'static str = "support_relay_to_person";
    const PRIORITY: i16 = 40;

    fn key(&self) -> Option<String> {
        Some(self.ticket_id.to_string())
    }
}

impl Job for RefreshTicket {
    const KIND: &'static str = "support_refresh_ticket";
    const PRIORITY: i16 = 70;

    fn key(&self) -> Option<String> {
        Some(self.ticket_id.to_string())
    }
}

impl Job for WatchTicket {
    const KIND: &'static str = "support_watch_ticket";
    const PRIORITY: i16 = 65;

    fn key(&self) -> Option<String> {
        Some(self.ticket_id.to_string())
    }
}

impl Job for TellPerson {
    const KIND: &'static str = "support_tell_person";
    const PRIORITY: i16 = 50;
}
