//! The SQL of the support: tickets, what was said in them, what happened to them.

pub(super) mod canned;
pub(super) mod desk;
pub(super) mod events;
pub(super) mod export;
pub(super) mod leaving;
pub(super) mod lists;
pub(super) mod messages;
pub(super) mod person;
pub(super) mod places;
pub(super) mod relay;
pub(super) mod silences;
pub(super) mod tickets;
pub(super) mod watch;
pub(super) mod weekly;
