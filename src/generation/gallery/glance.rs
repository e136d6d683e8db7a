//! A set at a glance: its contact sheet, and picking originals by their numbers.
//!
//! ```text
//! Anna taps [🗂 At a glance]
//! Bot (popup): Putting it together…
//! Bot sends a photo: “Anna · 💼 Professional · 15 photos …”
//!      [1] [2] [3] … [15]
//!      [❤️ Favourites] [None]
//!      [📎 All as files] [📦 All as a zip]
//! Anna taps [3]
//! Bot (edited): [1] [2] [✓ 3] …  [📎 1 as a file] [📦 1 as a zip]
//! ```

use anyhow::Context;
use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::{
    originals::{MOST_TRIES, end_of_try, order_files},
    pack::order_zip,
    screens,
    sheet::{MOST_ON_SHEET, Picks, Sheet, fingerprint},
};
use crate::{
    accounts::{self, Person},
    generation::{
        Deps, Set, chat, media, memory,
        pictures::shape_of,
        store::{
            gallery::{self, Portrait},
            photos::Photo,
            sets,
        },
    },
    queue::{self, Job, JobResult, Lease},
    telegram::{Buttons, Handled, Lane, Picture, PictureScreen, Reply, Routes, SendError, tap},
};

/// A tap on a contact sheet: the set, the sheet's print, and the picks that are to
/// hold from now on, so that a tap that comes twice changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::generation) enum GlanceTap {
    Show(i32),
    Pick(i32, u32, u64),
    /// Picks the favourites.
    Liked(i32, u32),
    Files(i32, u32, u64),
    Zip(i32, u32, u64),
}

impl Buttons for GlanceTap {
    const FEATURE: &'static str = "sheet";
}

/// Draws a set's contact sheet and sends it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct DrawSheet {
    person_id: i32,
    set_id: i32,
}

impl Job for DrawSheet {
    const KIND: &'static str = "draw_sheet";
    const PRIORITY: i16 = 18;
    const MOST_ATTEMPTS: Option<i32> = Some(MOST_TRIES);

    fn key(&self) -> Option<String> {
        Some(self.set_id.to_string())
    }
}

pub(super) fn routes() -> Routes {
    dptree::entry().branch(tap::<GlanceTap>().endpoint(choose))
}

async fn choose(tap: GlanceTap, person: Person, reply: Reply, deps: Deps) -> Handled {
    let (GlanceTap::Show(set_id)
    | GlanceTap::Pick(set_id, ..)
    | GlanceTap::Liked(set_id, _)
    | GlanceTap::Files(set_id, ..)
    | GlanceTap::Zip(set_id, ..)) = tap;
    let mut connection = deps.db.connection().await?;
    let set = sets::find(&mut connection, set_id).await?;
    let ids = gallery::set_ids(&mut connection, person.id, set_id).await?;
    drop(connection);
    let set = set.filter(|set| set.user_id == person.id && !set.is_deleted);
    let Some(set) = set.filter(|_| !ids.is_empty()) else {
        return chat::say_gone(&person, &reply).await;
    };
    let print = fingerprint(&ids);
    match tap {
        GlanceTap::Show(_) => show(&set, &ids, &person, &reply, &deps).await,
        GlanceTap::Pick(_, of, _)
        | GlanceTap::Liked(_, of)
        | GlanceTap::Files(_, of, _)
        | GlanceTap::Zip(_, of, _)
            if of != print =>
        {
            let words = person.lang.text("popup-sheet-old", &[]);
            order_sheet(&set, &words, &reply, &deps).await
        }
        GlanceTap::Pick(_, _, mask) => pick(&set, Picks::on(&ids, mask), &person, &reply).await,
        GlanceTap::Liked(..) => pick_favourites(&set, &ids, &person, &reply, &deps).await,
        GlanceTap::Files(_, _, mask) => {
            let chosen = Picks::on(&ids, mask).chosen(&ids);
            order_files(&deps, person.id, chosen).await?;
            reply.popup(&person.lang.text("popup-sending", &[])).await;
            Ok(())
        }
        GlanceTap::Zip(_, _, mask) => {
            let chosen = Picks::on(&ids, mask).chosen(&ids);
            let count = [("count", chosen.len().into())];
            order_zip(&deps, person.id, chosen).await?;
            reply
                .popup(&person.lang.text("popup-packing", &count))
                .await;
            Ok(())
        }
    }
}

/// Sends the sheet that Telegram has, or has one drawn.
async fn show(set: &Set, ids: &[i32], person: &Person, reply: &Reply, deps: &Deps) -> Handled {
    let known = gallery::find_sheet(&mut *deps.db.connection().await?, set.id).await?;
    let is_true = known.fingerprint == Some(i64::from(fingerprint(ids)));
    if let Some(file_id) = known.file_id.filter(|_| is_true) {
        let screen = screen(Picture::Known(file_id), set, ids, 0, person);
        match deps
            .sender
            .show_picture(Lane::Answer, person.chat(), None, screen)
            .await
        {
            Err(SendError::Refused(_)) => {}
            result => return result.map(|_| ()).map_err(Into::into),
        }
    }
    let words = person.lang.text("popup-drawing", &[]);
    order_sheet(set, &words, reply, deps).await
}

async fn order_sheet(set: &Set, words: &str, reply: &Reply, deps: &Deps) -> Handled {
    let job = DrawSheet {
        person_id: set.user_id,
        set_id: set.id,
    };
    queue::add(&mut *deps.db.connection().await?, &job, deps.clock.now()).await?;
    reply.popup(words).await;
    Ok(())
}

async fn pick(set: &Set, picks: Picks, person: &Person, reply: &Reply) -> Handled {
    reply
        .buttons(screens::sheet_keyboard(person.lang, set.id, picks))
        .await?;
    Ok(())
}

async fn pick_favourites(
    set: &Set,
    ids: &[i32],
    person: &Person,
    reply: &Reply,
    deps: &Deps,
) -> Handled {
    let mut connection = deps.db.connection().await?;
    let portraits = gallery::portraits(&mut connection, person.id, ids).await?;
    drop(connection);
    let mut picks = Picks::on(ids, 0);
    for (index, portrait) in portraits.iter().enumerate().take(picks.shown) {
        if portrait.is_favourite {
            picks = picks.toggled(index);
        }
    }
    if picks.count() == 0 {
        let words = person.lang.text("popup-no-favourites", &[]);
        reply.popup(&words).await;
        return Ok(());
    }
    pick(set, picks, person, reply).await
}

fn screen(picture: Picture, set: &Set, ids: &[i32], lost: usize, person: &Person) -> PictureScreen {
    PictureScreen {
        picture,
        caption: screens::sheet_caption(person.lang, set, ids.len(), lost),
        keyboard: Some(screens::sheet_keyboard(
            person.lang,
            set.id,
            Picks::on(ids, 0),
        )),
    }
}

pub(super) async fn draw_sheet(deps: Deps, lease: Lease, job: DrawSheet) -> JobResult {
    let result = draw_and_send(&deps, &lease, &job).await;
    end_of_try(&deps, &lease, job.person_id, result).await
}

async fn draw_and_send(deps: &Deps, lease: &Lease, job: &DrawSheet) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    let set = sets::find(&mut connection, job.set_id).await?;
    let Some(set) = set.filter(|set| !set.is_deleted) else {
        return Ok(());
    };
    let Some(person) = accounts::find_by_id(&mut connection, set.user_id).await? else {
        return Ok(());
    };
    let ids = gallery::set_ids(&mut connection, person.id, set.id).await?;
    let portraits = gallery::portraits(&mut connection, person.id, &ids).await?;
    drop(connection);
    if portraits.is_empty() {
        return Ok(());
    }
    let (bytes, lost) = draw(deps, &portraits).await?;
    let screen = screen(Picture::New(bytes.into()), &set, &ids, lost, &person);
    let shown = deps
        .sender
        .show_picture(Lane::Delivery, person.chat(), None, screen)
        .await?;
    // A sheet with holes is drawn anew the next time: the storage may have come to itself.
    let print = (lost == 0).then(|| i64::from(fingerprint(&ids)));
    let (Some(print), Some(file_id)) = (print, shown.file_id) else {
        return Ok(());
    };
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    // A sheet that shows what was deleted meanwhile is remembered by nobody.
    sets::lock(&mut tx, set.id).await?;
    if gallery::set_ids(&mut tx, person.id, set.id).await? == ids {
        gallery::save_sheet(&mut tx, set.id, &file_id, print).await?;
    }
    tx.commit()
        .await
        .context("cannot commit where a contact sheet is")
}

/// The sheet, and how many photos could not be drawn.
async fn draw(deps: &Deps, portraits: &[Portrait]) -> anyhow::Result<(Vec<u8>, usize)> {
    let shown = &portraits[..portraits.len().min(MOST_ON_SHEET)];
    let mut sheet = Sheet::new(shown.len());
    let mut lost = 0;
    for portrait in shown {
        let (drawn, is_there) = add(deps, sheet, &portrait.photo).await?;
        sheet = drawn;
        lost += usize::from(!is_there);
    }
    let bytes = sheet.finish()?;
    Ok((bytes, lost))
}

/// Reads one photo, puts it on the sheet, and lets go of it.
async fn add(deps: &Deps, mut sheet: Sheet, photo: &Photo) -> anyhow::Result<(Sheet, bool)> {
    let room = media::reserve(std::iter::once(photo)).await;
    let bytes = media::load(deps, photo).await?;
    drop(room);
    // Decoded, a picture takes its pixels, whatever its file weighs.
    let _room = memory::reserve(bytes.as_ref().map_or(0, decoded_bytes)).await;
    tokio::task::spawn_blocking(move || {
        let is_there = sheet.add(bytes.as_deref());
        (sheet, is_there)
    })
    .await
    .context("drawing a contact sheet panicked")
}

fn decoded_bytes(bytes: &Bytes) -> u64 {
    let pixels =
        shape_of(bytes).map_or(0, |shape| u64::from(shape.width) * u64::from(shape.height));
    u64::try_from(bytes.len()).unwrap_or(0) + pixels * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let (set, print, mask) = (i32::MAX, u32::MAX, (1 << MOST_ON_SHEET) - 1);
        for tap in [
            GlanceTap::Show(set),
            GlanceTap::Pick(set, print, mask),
            GlanceTap::Liked(set, print),
            GlanceTap::Files(set, print, mask),
            GlanceTap::Zip(set, print, mask),
        ] {
            assert_eq!(GlanceTap::decode(&tap.encode()), Some(tap));
        }
    }
}
