//! Stateful, strict fakes of everything outside PinGlass.

pub mod faults;
pub mod kie;
pub mod postgres;
pub mod s3;
pub mod server;
pub mod telegram;
pub mod watchdog;
