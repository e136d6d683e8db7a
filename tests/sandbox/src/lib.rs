//! Stateful, strict fakes of everything outside PinGlass.

pub mod faults;
pub mod server;
pub mod telegram;
