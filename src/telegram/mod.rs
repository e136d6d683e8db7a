//! What teloxide lacks for carrying money: a durable way in (one row per update,
//! in order per chat, on any number of processes), a rate-limited way out with
//! lanes, typed buttons, albums, and dialogue state in our own table.
//!
//! teloxide gives the types, the requests and the dptree router. Its dispatcher,
//! listeners, dialogue storages and throttle lose or delay updates under crashes
//! and floods, so none of them is used.

mod albums;
mod attempt;
mod buttons;
mod dialogue;
mod downloads;
mod floods;
mod forgetting;
mod inbox;
mod incoming;
mod limits;
mod myself;
mod narrow;
mod picture;
mod polling;
mod reaction;
mod reply;
mod routes;
mod screen;
mod sender;
mod sharing;
mod store;
mod verdict;
mod webhook;
mod wire;

pub use self::{
    albums::split_into_albums,
    attempt::Unsent,
    buttons::{Buttons, button, link_button, rows},
    dialogue::{Dialogue, Place, Step},
    downloads::{Download, MAX_DOWNLOAD_BYTES, download},
    forgetting::{forget, forget_messages, has_unfinished},
    inbox::{Hooks, Inbox, InboxDepth, StoredUpdate},
    incoming::{Event, Incoming, Received, read_update},
    limits::{Lane, Limits, Pace, Permit, Window},
    picture::{Picture, PictureScreen, ShownPicture, largest_copy},
    polling::poll,
    reaction::Reaction,
    reply::{POPUP_LIMIT_CHARS, Reply},
    routes::{Handled, Routes, command, other_text, reaction, state, tap},
    screen::Screen,
    sender::{Edited, SendError, Sender, no_preview},
    store::inbox_depths,
    store::standing::{InboxStanding, forget_dead_updates, inbox_standing, revive_updates},
    verdict::is_unreachable,
    webhook::{allowed_updates, delete_webhook, set_webhook, webhook_routes},
};

/// The notification channel that says "there is an update".
pub const CHANNEL: &str = "pinglass_updates";
