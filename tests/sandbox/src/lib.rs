//! Stateful, strict fakes of everything outside PinGlass.
