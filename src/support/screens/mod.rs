//! What a person sees of the support: pure words and buttons.

mod ending;
mod tickets;
mod topics;
mod words;

pub(super) use self::{ending::*, tickets::*, topics::*};
