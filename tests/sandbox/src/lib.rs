//! Stateful, strict fakes of everything outside PinGlass.

pub mod telegram;
