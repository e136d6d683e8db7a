//! What the staff see of sets and prices.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    Offer,
    change::Slip,
    doubts::{Doubt, doubts, stars_per_rouble},
    staff::TierTap,
};
use crate::{
    catalogue::{PRICE_HOLDS, TON_PRICE_HOLDS},
    i18n::Lang,
    staff::Preview,
    telegram::{Screen, button, rows},
};

const BUTTONS_PER_ROW: usize = 3;

/// All sets, a paragraph each.
pub(super) fn list(lang: Lang, offers: &[Offer], sold: &BTreeMap<String, i64>) -> Screen {
    let paragraphs = offers.iter().map(|offer| paragraph(lang, offer, sold));
    let paragraphs: Vec<String> = paragraphs.collect();
    let text = [
        lang.html("tier-list", &[]),
        paragraphs.join("\n\n"),
        usage(lang),
    ];
    let buttons = offers.iter().map(|offer| {
        let tap = TierTap::Show(offer.id.clone());
        button(offer.title(lang), &tap)
    });
    Screen::with_buttons(text.join("\n\n"), rows(buttons.collect(), BUTTONS_PER_ROW))
}

/// One set, with what is switched by a tap.
pub(super) fn card(lang: Lang, offer: &Offer, sold: &BTreeMap<String, i64>) -> Screen {
    let on_or_off = |on: &str, off: &str, is_on: bool| lang.text(if is_on { off } else { on }, &[]);
    let popular = TierTap::Popular(offer.id.clone(), !offer.is_popular);
    let active = TierTap::Active(offer.id.clone(), !offer.is_active);
    let (is_popular, is_active) = (offer.is_popular, offer.is_active);
    let buttons = vec![
        button(
            on_or_off("tier-make-popular", "tier-make-ordinary", is_popular),
            &popular,
        ),
        button(on_or_off("tier-sell", "tier-stop", is_active), &active),
    ];
    let id = ("id", offer.id.clone().into());
    let text = [
        paragraph(lang, offer, sold),
        lang.html("tier-card-usage", &[id]),
    ];
    Screen::with_buttons(text.join("\n\n"), rows(buttons, 1))
}

fn usage(lang: Lang) -> String {
    lang.html("tier-usage", &[])
}

fn paragraph(lang: Lang, offer: &Offer, sold: &BTreeMap<String, i64>) -> String {
    let values = FIELDS.map(|field| value(lang, offer, field));
    let values: Vec<String> = values.into_iter().take(PRICES).flatten().collect();
    let args = [
        ("title", offer.title(lang).into()),
        ("id", offer.id.clone().into()),
        ("values", values.join(" · ").into()),
        (
            "state",
            if offer.is_on_sale() { "on" } else { "off" }.into(),
        ),
        (
            "popular",
            if offer.is_popular { "yes" } else { "no" }.into(),
        ),
        (
            "sold",
            sold.get(&offer.id).copied().unwrap_or_default().into(),
        ),
        ("order", offer.sort_order.unwrap_or_default().into()),
    ];
    lang.html("tier-paragraph", &args)
}

/// What a set has, in the order in which it is told; the first ones are what it costs.
const FIELDS: [&str; 8] = [
    "price", "stars", "ton", "photos", "popular", "active", "order", "name",
];
const PRICES: usize = 4;

/// A field's value in words; `None` where it has none.
fn value(lang: Lang, offer: &Offer, field: &str) -> Option<String> {
    let yes_or_no = |is_so: bool| {
        let key = if is_so { "tier-yes" } else { "tier-no" };
        Some(lang.text(key, &[]))
    };
    match field {
        "price" => offer.price.map(|price| lang.roubles(price)),
        "stars" => offer
            .stars_price
            .map(|stars| lang.text("price-stars", &[("stars", stars.to_string().into())])),
        "ton" => offer.ton_price.map(|ton| {
            let amount = ton.normalize().to_string();
            lang.text("price-ton", &[("amount", amount.into())])
        }),
        "photos" => offer
            .photo_count
            .map(|count| lang.text("photos-count", &[("count", count.into())])),
        "popular" => yes_or_no(offer.is_popular),
        "active" => yes_or_no(offer.is_active),
        "order" => offer.sort_order.map(|order| order.to_string()),
        _ => {
            let names = Lang::ALL.map(|lang| offer.title(lang));
            Some(names.join(" | "))
        }
    }
}

/// The fields that differ, a line each.
fn differences(lang: Lang, before: Option<&Offer>, after: &Offer) -> String {
    let lines = FIELDS.iter().filter_map(|field| {
        let old = before.and_then(|before| value(lang, before, field));
        let new = value(lang, after, field);
        (old != new).then(|| {
            let none = || lang.text("tier-none", &[]);
            let args = [
                ("field", (*field).into()),
                ("before", old.unwrap_or_else(none).into()),
                ("after", new.unwrap_or_else(none).into()),
            ];
            match before {
                Some(_) => lang.html("tier-difference", &args),
                None => lang.html("tier-value", &args),
            }
        })
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What a change does, and what speaks against it.
pub(super) fn preview(
    lang: Lang,
    before: Option<&Offer>,
    after: &Offer,
    present: &[Offer],
) -> Preview {
    let title = [
        ("title", before.unwrap_or(after).title(lang).into()),
        ("id", after.id.clone().into()),
    ];
    let (question, yes) = match before {
        Some(_) => ("tier-preview", "tier-change"),
        None => ("tier-preview-new", "tier-add"),
    };
    let mut parts = vec![format!(
        "{}\n{}",
        lang.html(question, &title),
        differences(lang, before, after)
    )];
    parts.extend(ratio(lang, before, after));
    let popular = present
        .iter()
        .find(|offer| after.is_popular && offer.is_popular && offer.id != after.id);
    parts.extend(popular.map(|offer| {
        let title = ("title", offer.title(lang).into());
        lang.html("tier-less-popular", &[title])
    }));
    let found = doubts(before, after, present);
    parts.extend(found.iter().map(|doubt| doubted(lang, *doubt)));
    parts.push(effect(lang, before, after));
    Preview {
        text: parts.join("\n\n"),
        yes: lang.text(yes, &[]),
        approvers: 1,
    }
}

/// Stars for 100 ₽, where the change concerns them.
fn ratio(lang: Lang, before: Option<&Offer>, after: &Offer) -> Option<String> {
    let new = stars_per_rouble(after)?;
    let old = before.and_then(stars_per_rouble);
    if old == Some(new) {
        return None;
    }
    let written = |rate: Decimal| {
        let rate = (rate * Decimal::ONE_HUNDRED).round_dp(1).normalize();
        rate.to_string()
    };
    let args = [
        ("before", old.map(written).unwrap_or_default().into()),
        ("after", written(new).into()),
        ("known", if old.is_some() { "yes" } else { "no" }.into()),
    ];
    Some(lang.html("tier-ratio", &args))
}

fn doubted(lang: Lang, doubt: Doubt) -> String {
    let (key, field) = match doubt {
        Doubt::Jump(field) => ("tier-doubt-jump", field),
        Doubt::OutOfLine(field) => ("tier-doubt-line", field),
    };
    lang.html(key, &[("field", field.into())])
}

/// Since when it holds, and what becomes of invoices that were sent.
fn effect(lang: Lang, before: Option<&Offer>, after: &Offer) -> String {
    let args = [
        ("hours", PRICE_HOLDS.num_hours().into()),
        ("minutes", TON_PRICE_HOLDS.num_minutes().into()),
    ];
    match before {
        None => lang.html("tier-effect-new", &[]),
        Some(before) if before.is_active && !after.is_active => {
            lang.html("tier-effect-stopped", &[])
        }
        Some(before) if before.costs_otherwise_than(after) => lang.html("tier-effect-price", &args),
        Some(_) => lang.html("tier-effect", &[]),
    }
}

pub(super) fn changed(lang: Lang, before: Option<&Offer>, after: &Offer, names: &str) -> Screen {
    let args = [
        ("title", after.title(lang).into()),
        ("id", after.id.clone().into()),
        ("name", names.to_owned().into()),
    ];
    let key = match before {
        Some(_) => "tier-changed",
        None => "tier-added",
    };
    let differences = differences(lang, before, after);
    Screen::plain(format!("{}\n{differences}", lang.html(key, &args)))
}

/// Somebody else was quicker; how it stands now.
pub(super) fn changed_meanwhile(lang: Lang, present: Option<&Offer>) -> Screen {
    let words = lang.html("tier-meanwhile", &[]);
    let present = present.map(|offer| {
        let values = FIELDS.iter().filter_map(|field| {
            let after = value(lang, offer, field)?;
            let args = [("field", (*field).into()), ("after", after.into())];
            Some(lang.html("tier-value", &args))
        });
        values.collect::<Vec<_>>().join("\n")
    });
    Screen::plain(format!("{words}\n\n{}", present.unwrap_or_default()))
}

pub(super) fn last(lang: Lang) -> Screen {
    Screen::plain(lang.html("tier-slip-last", &[]))
}

pub(super) fn unknown(lang: Lang, offers: &[Offer]) -> Screen {
    let ids: Vec<String> = offers.iter().map(|offer| offer.id.clone()).collect();
    let ids = ("ids", ids.join(", ").into());
    let words = lang.html("tier-unknown", &[ids]);
    Screen::plain(format!("{words}\n\n{}", usage(lang)))
}

pub(super) fn slip(lang: Lang, slip: Slip) -> Screen {
    let key = match slip {
        Slip::Price => "tier-slip-price",
        Slip::Stars => "tier-slip-stars",
        Slip::Ton => "tier-slip-ton",
        Slip::Photos => "tier-slip-photos",
        Slip::OnOrOff => "tier-slip-on-or-off",
        Slip::Order => "tier-slip-order",
        Slip::Name => "tier-slip-name",
        Slip::Id => "tier-slip-id",
        Slip::Taken => "tier-slip-taken",
        Slip::Field => "tier-slip-field",
        Slip::Same => "tier-slip-same",
        Slip::Incomplete => "tier-slip-incomplete",
        Slip::Last => "tier-slip-last",
    };
    Screen::plain(lang.html(key, &[]))
}
