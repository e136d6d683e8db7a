//! A person's own page of the programme: their link, and what it has earned.
//!
//! ```text
//! Anna: /ref
//! Bot shows a picture of March: “Your link: … 👥 Invited 3, 2 of them paid …”
//!     [📤 Share] [📋 Copy the link] [▦ QR code] [💸 Withdraw] [‹ February] …
//! Anna taps [▦ QR code]
//! Bot (edited) shows the link as a QR picture
//! ```

mod screens;
mod standing;

use anyhow::Context;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

pub(super) use self::screens::{copy_button, share_button};
use self::standing::Standing;
use crate::{
    accounts::{Go, Person},
    charts::draw_qr,
    referral::{Deps, links, month::Month},
    telegram::{Buttons, Handled, Picture, PictureScreen, Reply, Routes, Screen, command, tap},
};

/// What the page itself offers. Nothing here names a person: everybody sees their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum PageTap {
    /// The picture of a month: its year, and its number from 1 to 12.
    Month(i32, u32),
    Qr,
    /// From the QR picture to the page.
    Back,
}

impl Buttons for PageTap {
    const FEATURE: &'static str = "ref";
}

pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(command("ref").endpoint(show_page))
        .branch(
            tap::<Go>()
                .filter(|go: Go| go == Go::Referral)
                .endpoint(show_page),
        )
        .branch(tap::<PageTap>().endpoint(choose))
}

async fn show_page(person: Person, reply: Reply, deps: Deps) -> Handled {
    show(&person, &reply, &deps, None).await
}

async fn choose(page_tap: PageTap, person: Person, reply: Reply, deps: Deps) -> Handled {
    match page_tap {
        PageTap::Month(year, number) => {
            show(&person, &reply, &deps, Month::new(year, number)).await
        }
        PageTap::Back => show(&person, &reply, &deps, None).await,
        PageTap::Qr => show_qr(&person, &reply, &deps).await,
    }
}

/// Shows the page with the picture of `month`, or of this one.
async fn show(person: &Person, reply: &Reply, deps: &Deps, month: Option<Month>) -> Handled {
    let standing = Standing::read(person, deps, month).await?;
    let link = links::address(deps.sender.own_name().await?, &standing.code);
    let screen = screens::page(person.lang, deps, &link, &standing);
    let lang = person.lang;
    show_drawn(reply, screen, move || standing.picture(lang).png()).await
}

async fn show_qr(person: &Person, reply: &Reply, deps: &Deps) -> Handled {
    let mut tx = deps.db.begin().await?;
    let code = links::own_code(&mut tx, person.id, deps.clock.now()).await?;
    tx.commit().await?;
    let link = links::address(deps.sender.own_name().await?, &code);
    let screen = screens::qr(person.lang, &link);
    show_drawn(reply, screen, move || draw_qr(&link)).await
}

/// Draws a picture, which takes a while of one core, and shows it above the words.
pub(super) async fn show_drawn(
    reply: &Reply,
    screen: Screen,
    draw: impl FnOnce() -> anyhow::Result<Vec<u8>> + Send + 'static,
) -> Handled {
    let drawing = spawn_blocking(draw).await;
    let png = drawing.context("the drawing broke off")??;
    let screen = PictureScreen {
        picture: Picture::New(Bytes::from(png)),
        caption: screen.text,
        keyboard: screen.keyboard,
    };
    reply.picture(screen).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_fits_and_comes_back() {
        let months = [(2026, 3), (i32::MIN, u32::MAX)];
        let months = months.map(|(year, number)| PageTap::Month(year, number));
        for page_tap in [PageTap::Qr, PageTap::Back].into_iter().chain(months) {
            assert_eq!(PageTap::decode(&page_tap.encode()), Some(page_tap));
        }
    }
}
