//! What the group sees of a deed before it is done.

use super::{Deed, store::Row, taps::DeedTap};
use crate::{
    i18n::Lang,
    telegram::{Screen, button},
};

/// The preview, with the buttons for whoever asked.
pub(super) fn asked<D: Deed>(lang: Lang, row: &Row) -> Screen {
    with_taps::<D>(lang, row, row.preview.clone())
}

/// The preview, confirmed, with the buttons for a second member.
pub(super) fn needs_second<D: Deed>(lang: Lang, row: &Row) -> Screen {
    let name = ("name", row.asked_by_name.clone().into());
    let text = format!("{}\n\n{}", row.preview, lang.html("deed-second", &[name]));
    with_taps::<D>(lang, row, text)
}

fn with_taps<D: Deed>(lang: Lang, row: &Row, text: String) -> Screen {
    let yes = button(row.yes_label.clone(), &DeedTap::<D>::yes(row.id));
    let no = button(lang.text("deed-no", &[]), &DeedTap::<D>::no(row.id));
    Screen::with_buttons(text, vec![vec![yes], vec![no]])
}

/// What was left alone, and by whom.
pub(super) fn dropped(lang: Lang, row: &Row, name: &str) -> Screen {
    let name = ("name", name.to_owned().into());
    let text = format!("{}\n\n{}", row.preview, lang.html("deed-dropped", &[name]));
    Screen::plain(text)
}

/// What nobody confirmed in time.
pub(super) fn expired(lang: Lang, row: &Row) -> Screen {
    let text = format!("{}\n\n{}", row.preview, lang.html("deed-expired", &[]));
    Screen::plain(text)
}
