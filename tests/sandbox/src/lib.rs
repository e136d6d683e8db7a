//! Stateful, strict fakes of everything outside PinGlass, and the demo made of them.

pub mod balancer;
pub mod bare;
pub mod bench;
mod binary;
pub mod cable;
pub mod chaos;
pub mod clock;
pub mod demo;
pub mod faults;
pub mod fill;
pub mod kept;
pub mod kie;
pub mod pooler;
pub mod postgres;
pub mod s3;
pub mod selfies;
pub mod server;
pub mod signals;
pub mod tbank;
pub mod telegram;
pub mod ton;
pub mod watchdog;
