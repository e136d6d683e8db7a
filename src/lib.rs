//! PinGlass: a Telegram bot that turns a person's selfies into AI portraits.
//!
//! What holds everywhere:
//! * Nothing that matters lives in memory alone. Updates, jobs and dialogues are
//!   rows; a process may be killed at any moment and another goes on.
//! * Every outside event is harmless twice, late, out of order or forged.
//! * Money and paid photos are never in a state that nobody looks at again.
//! * Modules import only what stands above them here. The one way down-to-up is
//!   the queue: payments writes the job `OrderPaid`, generation runs it.

pub mod i18n;

pub mod clock;
pub mod config;
pub mod telemetry;

pub mod db;
pub mod outbound;

pub mod charts;
pub mod tables;
pub mod workers;

pub mod files;
pub mod http;
pub mod queue;
pub mod telegram;

pub mod removal;

pub mod accounts;

pub mod staff;

pub mod switches;

pub mod catalogue;

pub mod avatars;
pub mod referral;

pub mod payments;

pub mod generation;

pub mod support;

pub mod privacy;

pub mod broadcasts;
pub mod customers;
pub mod health;
pub mod reports;

pub mod app;
