//! Stateful, strict fakes of everything outside PinGlass.

pub mod postgres;
pub mod telegram;
pub mod watchdog;
