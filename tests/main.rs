//! Every test of the package, in one binary: it links once.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on ends by a panic"
)]

mod cluster;
mod commands;
mod config;
mod conversations;
mod crash;
mod failures;
mod gallery;
mod histories;
mod hostile;
mod inbox;
mod migrations;
mod plans;
mod process;
mod queue;
mod referral_histories;
mod seen;
mod statements;
mod tidy;
mod transactions;
mod week;
mod world;
