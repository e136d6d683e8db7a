//! Finished photos, kept: one message that pages through them, favourites, a
//! contact sheet of each set, originals as files or as a zip, and deletion.

mod browse;
mod deletion;
mod glance;
mod names;
mod originals;
mod pack;
mod page;
mod picture;
mod screens;
mod sheet;
mod temporary;

use serde::{Deserialize, Serialize};

pub(super) use self::{
    browse::{ViewTap, count},
    deletion::DeletionTap,
    glance::GlanceTap,
    originals::order_files,
    pack::order_zip,
};
use super::Deps;
use crate::{queue::Registry, telegram::Routes};

/// The photos that are paged through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Scope {
    /// Everything that the person has.
    All,
    Favourites,
    Set(i32),
    Avatar(i32),
}

pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(browse::routes())
        .branch(glance::routes())
        .branch(deletion::routes())
}

/// Adds the handlers of the gallery's jobs.
pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let (drawing, sending, packing) = (deps.clone(), deps.clone(), deps.clone());
    registry
        .on(move |job, lease| glance::draw_sheet(drawing.clone(), lease, job))
        .on(move |job, lease| originals::send_originals(sending.clone(), lease, job))
        .on(move |job, lease| pack::pack_zip(packing.clone(), lease, job))
}
