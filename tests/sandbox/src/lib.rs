//! Stateful, strict fakes of everything outside PinGlass.

pub mod faults;
pub mod kie;
pub mod server;
pub mod telegram;
