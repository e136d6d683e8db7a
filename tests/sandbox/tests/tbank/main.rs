//! The fake of T-Bank, driven over its socket as the bot and a browser drive the real one.

mod bot;
mod faults;
mod form;
mod init;
mod notifications;
mod payments;
mod receipts;
mod returns;
mod token;
