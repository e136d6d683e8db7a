//! A partner's page: how their links do, and further links with names.
//!
//! ```text
//! Anna: /partner
//! Bot shows a picture of the last 30 days: “🤝 You get 50% …”
//!     [‹ March 2026] [🔗 Links: 2] [📄 Table] [☰ Menu]
//! Anna taps [🔗 Links: 2]
//! Bot: Your links …  [My own link] [Spring post] [➕ New link]
//! Anna taps [➕ New link]
//! Bot (edited): How shall it be called? …
//! Anna: Autumn post
//! Bot: 🔗 Autumn post … [📤 Share] [📋 Copy] [▦ QR code] [✏️ Rename] [🚫 Close]
//! ```
//!
//! Whoever was a partner goes on seeing what their links did and do, and can't add any.
//! A link is named by number in a button, and looked for among its tapper's own.

mod file;
mod links;
mod page;
mod period;
mod picture;
mod screens;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use teloxide::types::{InlineKeyboardButton, Message};

pub(super) use self::page::has_page;
use self::{
    links::Naming,
    period::{Period, Reach},
};
use super::{Visit, visited};
use crate::{
    i18n::Lang,
    referral::store::statistics::Which,
    telegram::{Buttons, Handled, Routes, button, state, tap},
};

/// Which links a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Scope {
    #[serde(rename = "a")]
    All,
    /// The person's own link.
    #[serde(rename = "o")]
    Own,
    #[serde(rename = "l")]
    Link(i32),
}

impl Scope {
    fn which(self) -> Which {
        match self {
            Self::All => Which::All,
            Self::Own => Which::Link(None),
            Self::Link(id) => Which::Link(Some(id)),
        }
    }

    /// Of one link; `None` is the person's own.
    fn of(link_id: Option<i32>) -> Self {
        link_id.map_or(Self::Own, Self::Link)
    }
}

/// A tap on a partner's page. A link without a number is the person's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum PartnerTap {
    #[serde(rename = "p")]
    Page(Scope, Period),
    /// A page of the list.
    #[serde(rename = "l")]
    Links(u8),
    #[serde(rename = "k")]
    Link(Option<i32>),
    #[serde(rename = "q")]
    Qr(Option<i32>),
    #[serde(rename = "a")]
    Add,
    #[serde(rename = "n")]
    Rename(i32),
    #[serde(rename = "c")]
    Close(i32),
    #[serde(rename = "o")]
    Open(i32),
    /// Asks which time a file shall cover.
    #[serde(rename = "f")]
    Files,
    #[serde(rename = "F")]
    File(Reach),
}

impl Buttons for PartnerTap {
    const FEATURE: &'static str = "partner";
}

pub(super) fn routes() -> Routes {
    visited()
        .branch(tap::<PartnerTap>().endpoint(choose))
        .branch(state::<Naming>().endpoint(name))
}

/// The way to the page, also for whoever was a partner and waits to be one again.
pub(super) fn page_button(lang: Lang) -> InlineKeyboardButton {
    let tap = PartnerTap::Page(Scope::All, Period::Recent);
    button(lang.text("partner-page", &[]), &tap)
}

/// The page with the newest picture.
pub(super) async fn show(visit: &Visit) -> Handled {
    page::show(visit, Scope::All, Period::Recent).await
}

async fn choose(tapped: PartnerTap, visit: Visit) -> Handled {
    if visit.dialogue.step::<Naming>().is_some() {
        // Whoever taps elsewhere does not want to say a name any more.
        let mut connection = visit.deps.db.connection().await?;
        visit.dialogue.end(&mut connection).await?;
    }
    match tapped {
        PartnerTap::Page(scope, period) => page::show(&visit, scope, period).await,
        PartnerTap::Links(page) => links::list(&visit, page).await,
        PartnerTap::Link(id) => links::show(&visit, id).await,
        PartnerTap::Qr(id) => links::show_qr(&visit, id).await,
        PartnerTap::Add => links::ask_name(&visit, Naming::New).await,
        PartnerTap::Rename(id) => links::ask_name(&visit, Naming::Again(id)).await,
        PartnerTap::Close(id) => links::set_open(&visit, id, false).await,
        PartnerTap::Open(id) => links::set_open(&visit, id, true).await,
        PartnerTap::Files => file::choose(&visit).await,
        PartnerTap::File(reach) => file::send(&visit, reach).await,
    }
}

async fn name(naming: Naming, message: Arc<Message>, visit: Visit) -> Handled {
    links::take_name(&visit, naming, &message).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let id = i32::MAX;
        let mut taps = vec![
            PartnerTap::Links(u8::MAX),
            PartnerTap::Link(Some(id)),
            PartnerTap::Link(None),
            PartnerTap::Qr(Some(id)),
            PartnerTap::Add,
            PartnerTap::Rename(id),
            PartnerTap::Close(id),
            PartnerTap::Open(id),
            PartnerTap::Files,
        ];
        for scope in [Scope::All, Scope::Own, Scope::Link(i32::MIN)] {
            for period in [Period::Recent, Period::Month(u16::MAX, u8::MAX)] {
                taps.push(PartnerTap::Page(scope, period));
            }
        }
        taps.extend(Reach::ALL.map(PartnerTap::File));
        for tapped in taps {
            assert_eq!(PartnerTap::decode(&tapped.encode()), Some(tapped));
        }
    }
}
