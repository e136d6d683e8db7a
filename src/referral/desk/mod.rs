//! The programme in the staff group.

mod applications;

pub(super) use self::applications::schedule_sweep;
use super::Deps;
use crate::{queue::Registry, telegram::Routes};

pub(super) fn routes() -> Routes {
    dptree::entry().branch(applications::routes())
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    applications::register(registry, deps)
}
