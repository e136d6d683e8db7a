//! The fake of Kie, driven over its socket as the bot drives the real one.

mod bot;
mod callbacks;
mod faults;
mod orders;
#[path = "../store/mod.rs"]
mod store;
mod tasks;
