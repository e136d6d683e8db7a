//! What the staff tell many people at once: the text in several languages, whom it
//! is for, and its way to each of them, at most once.

use crate::{staff::Desk, telegram::Routes};

/// What the handlers of this feature work with.
#[derive(Clone)]
pub struct Deps {
    pub(crate) desk: Desk,
}

impl Deps {
    pub fn new(desk: Desk) -> Self {
        Self { desk }
    }
}

/// What the staff can do in their group.
pub fn staff_routes() -> Routes {
    dptree::entry()
}
