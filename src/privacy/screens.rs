//! What a person sees of their data and of its erasure.

use rust_decimal::Decimal;

use super::{chat::PrivacyTap, export::Summary};
use crate::{
    accounts::{Go, menu_button},
    avatars,
    config::ReferencePhotosConfig,
    i18n::Lang,
    telegram::{Screen, button},
};

/// What is kept, where, until when.
pub(super) fn privacy(lang: Lang, photos: ReferencePhotosConfig) -> Screen {
    let told = avatars::told_before(photos.keep()).num_hours();
    Screen::with_buttons(
        lang.html(
            "privacy",
            &[("days", photos.keep_days.into()), ("hours", told.into())],
        ),
        vec![
            vec![button(
                lang.text("my-data-button", &[]),
                &PrivacyTap::MyData,
            )],
            vec![button(
                lang.text("erase-button", &[]),
                &PrivacyTap::AskErase,
            )],
            vec![menu_button(lang)],
        ],
    )
}

/// What there is of the person, in numbers.
pub(super) fn my_data(lang: Lang, summary: &Summary) -> Screen {
    let words = lang.html(
        "my-data",
        &[
            ("avatars", summary.avatars.into()),
            ("photos", summary.count.references.into()),
            ("portraits", summary.count.portraits.into()),
            ("payments", summary.payments.into()),
            ("tickets", summary.tickets.into()),
            (
                "email",
                summary
                    .email
                    .clone()
                    .unwrap_or_else(|| "none".to_owned())
                    .into(),
            ),
        ],
    );
    Screen::with_buttons(
        words,
        vec![
            vec![button(lang.text("my-data-file", &[]), &PrivacyTap::File)],
            vec![button(
                lang.text("erase-button", &[]),
                &PrivacyTap::AskErase,
            )],
            vec![button(lang.text("privacy-back", &[]), &Go::Privacy)],
        ],
    )
}

/// What would be erased, what becomes of money, and what stays.
pub(super) fn ask_erase(lang: Lang, person_id: i32, summary: &Summary) -> Screen {
    let counted =
        |key: &str, count: i64| (count > 0).then(|| lang.html(key, &[("count", count.into())]));
    let roubles = |key: &str, amount: Decimal| {
        (amount > Decimal::ZERO).then(|| lang.html(key, &[("amount", lang.roubles(amount).into())]))
    };
    let earned = summary.earned;
    let parts = [
        Some(lang.html(
            "erase-ask",
            &[
                ("photos", summary.count.references.into()),
                ("portraits", summary.count.portraits.into()),
            ],
        )),
        counted("erase-running", summary.count.running),
        counted("erase-refundable", summary.refundable),
        counted("erase-missing", summary.count.missing),
        counted("erase-lapsing", summary.lapsing),
        roubles("erase-balance", earned.balance),
        roubles("erase-requested", earned.requested),
        roubles("erase-sending", earned.sending),
        Some(lang.html("erase-stays", &[])),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    Screen::with_buttons(
        parts.join("\n\n"),
        vec![
            vec![button(
                lang.text("erase-yes", &[]),
                &PrivacyTap::Erase(person_id),
            )],
            vec![button(lang.text("erase-no", &[]), &Go::Privacy)],
        ],
    )
}

/// The erasure is under way.
pub(super) fn erasing(lang: Lang, are_photos_gone: bool) -> Screen {
    Screen::plain(match are_photos_gone {
        true => lang.html("erasing-money", &[]),
        false => lang.html("erasing", &[]),
    })
}

/// The last word.
pub(super) fn erased(lang: Lang) -> Screen {
    Screen::plain(lang.html("erased", &[]))
}
