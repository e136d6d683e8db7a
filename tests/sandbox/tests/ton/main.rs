//! The fake of TON, driven over its socket as the bot drives the real servers.

mod client;
mod faults;
mod history;
mod looks;
mod rates;
mod strictness;
mod wallet;
