//! How the business goes: numbers of a day, a week, a month as pictures, and tables
//! to take along.

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
