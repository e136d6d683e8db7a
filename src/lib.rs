//! PinGlass: selfies in, portraits out.
