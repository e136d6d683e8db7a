//! Portraits made again, for free up to a bound: someone says what is wrong, the
//! prompt changes accordingly, and the new try comes beside the old one.
//!
//! ```text
//! 👎 or [🔄] ─▶ what is wrong? ─▶ a set of one photo ─▶ ordered, watched, swept like any other
//!                                                          ├─ made ─▶ keep both, or only the new one
//!                                                          └─ not made ─▶ the free try is given back
//! ```
//! Nothing is owed for a re-roll, so none of the money of the set that was paid
//! for looks at it.

mod chat;
mod delivery;
mod operations;
mod portrait;
mod prompt;
mod screens;

use serde::{Deserialize, Serialize};
use teloxide::types::InlineKeyboardButton;

pub(super) use self::{
    chat::routes,
    delivery::{deliver, show_that_it_is_under_way},
    operations::begin_for_staff,
    prompt::Correction,
};
use crate::{
    i18n::Lang,
    telegram::{Buttons, button},
};

/// A portrait costs about nine cents (docs.kie.ai, nano-banana-pro at 2K): one free
/// re-roll for each three photos keeps what a set costs us within a third of
/// itself, and even the smallest set can be mended twice.
const PHOTOS_PER_FREE: i64 = 3;
const LEAST_FREE: i64 = 2;
const MOST_FREE: i64 = 8;

/// Re-rolls of a set, as far as they are free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Allowance {
    total: i64,
    used: i64,
}

impl Allowance {
    /// For a set that was bought with `photos`.
    fn of(photos: i32, used: i64) -> Self {
        let total = (i64::from(photos) / PHOTOS_PER_FREE).clamp(LEAST_FREE, MOST_FREE);
        Self { total, used }
    }

    fn left(self) -> i64 {
        (self.total - self.used).max(0)
    }
}

/// What is wrong with a portrait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    #[serde(rename = "n")]
    NotMe,
    #[serde(rename = "h")]
    Hands,
    #[serde(rename = "c")]
    Clothes,
    #[serde(rename = "o")]
    Other,
}

impl Reason {
    /// As it stands in `reroll_reason`.
    fn id(self) -> &'static str {
        match self {
            Self::NotMe => "not_me",
            Self::Hands => "hands",
            Self::Clothes => "clothes",
            Self::Other => "other",
        }
    }
}

/// A tap about making a portrait again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum RerollTap {
    /// Which photo of the set?
    #[serde(rename = "s")]
    Choose(i32),
    /// What is wrong with the photo?
    #[serde(rename = "a")]
    Ask(i32),
    /// This is wrong with the photo.
    #[serde(rename = "r")]
    Because(i32, Reason),
    /// Nothing; the photo stays as it is.
    #[serde(rename = "l")]
    Leave,
    /// Of the new photo and the one that it was made for.
    #[serde(rename = "b")]
    KeepBoth(i32),
    #[serde(rename = "n")]
    KeepNew(i32),
}

impl Buttons for RerollTap {
    const FEATURE: &'static str = "reroll";
}

/// A button that begins to make this photo again, wherever the photo is shown.
pub(super) fn reroll_button(lang: Lang, photo_id: i32) -> InlineKeyboardButton {
    button(lang.text("button-reroll", &[]), &RerollTap::Ask(photo_id))
}

/// As [`reroll_button`], beside other signs that leave no room for words.
pub(super) fn reroll_sign(photo_id: i32) -> InlineKeyboardButton {
    button("🔄".to_owned(), &RerollTap::Ask(photo_id))
}

/// A button that lets a photo of the set be chosen, to be made again.
pub(super) fn improve_button(lang: Lang, set_id: i32) -> InlineKeyboardButton {
    button(lang.text("button-improve", &[]), &RerollTap::Choose(set_id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let last = i32::MAX;
        for tap in [
            RerollTap::Choose(last),
            RerollTap::Ask(last),
            RerollTap::Because(last, Reason::Other),
            RerollTap::Leave,
            RerollTap::KeepBoth(last),
            RerollTap::KeepNew(last),
        ] {
            assert_eq!(RerollTap::decode(&tap.encode()), Some(tap));
        }
        assert_eq!(RerollTap::decode("reroll:{\"r\":[1,\"x\"]}"), None);
    }

    #[test]
    fn small_sets_are_mended_twice_and_large_ones_eight_times_at_most() {
        let total = |photos| Allowance::of(photos, 0).total;
        assert_eq!(
            [total(0), total(7), total(15), total(23), total(100)],
            [2, 2, 5, 7, 8]
        );
        assert_eq!(Allowance::of(7, 1).left(), 1);
        assert_eq!(Allowance::of(7, 3).left(), 0);
    }
}
