//! The programme in the staff group.

mod applications;
mod terms;

pub(super) use self::applications::schedule_sweep;
use super::Deps;
use crate::{queue::Registry, telegram::Routes};

pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(applications::routes())
        .branch(terms::routes())
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let registry = applications::register(registry, deps);
    terms::register(registry, deps)
}
