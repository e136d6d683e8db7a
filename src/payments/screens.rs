//! What a buyer sees: styles, sets, what is paid and unused, and money going back.

use super::{NOTHING_MADE, UnusedPayment, shop::ShopTap};
use crate::{
    accounts::{Go, menu_button},
    avatars::Avatar,
    catalogue::{Style, Tier},
    i18n::Lang,
    telegram::{Screen, button},
};

/// Someone without a finished avatar wants portraits.
pub(super) fn no_avatar(lang: Lang) -> Screen {
    Screen::with_buttons(
        lang.html("shop-no-avatar", &[]),
        vec![
            vec![button(lang.text("shop-make-avatar", &[]), &Go::NewAvatar)],
            vec![menu_button(lang)],
        ],
    )
}

pub(super) fn which_avatar(lang: Lang, avatars: &[Avatar]) -> Screen {
    let mut rows: Vec<_> = avatars
        .iter()
        .map(|avatar| vec![button(avatar.name.clone(), &Go::Styles(avatar.id))])
        .collect();
    rows.push(vec![menu_button(lang)]);
    Screen::with_buttons(lang.html("shop-which-avatar", &[]), rows)
}

pub(super) fn styles(lang: Lang, avatar: &Avatar) -> Screen {
    let mut text = lang.html(
        "shop-which-style",
        &[("avatar", avatar.name.clone().into())],
    );
    for style in Style::ALL {
        text.push_str(&format!(
            "\n\n<b>{}</b>\n{}",
            style.title(lang),
            style.description(lang)
        ));
    }
    let mut rows: Vec<_> = Style::ALL
        .into_iter()
        .map(|style| vec![button(style.title(lang), &ShopTap::Style(avatar.id, style))])
        .collect();
    rows.push(vec![menu_button(lang)]);
    Screen::with_buttons(text, rows)
}

pub(super) fn sets(lang: Lang, avatar: &Avatar, style: Style, tiers: &[Tier]) -> Screen {
    let text = lang.html(
        "shop-which-set",
        &[
            ("avatar", avatar.name.clone().into()),
            ("style", style.title(lang).into()),
        ],
    );
    let label = |tier: &Tier| {
        let args = [
            ("tier", tier.title(lang).into()),
            ("count", tier.photo_count.into()),
            ("stars", tier.stars_price.unwrap_or_default().into()),
        ];
        if tier.is_popular {
            lang.text("shop-set-popular", &args)
        } else {
            lang.text("shop-set", &args)
        }
    };
    let mut rows: Vec<_> = tiers
        .iter()
        .map(|tier| {
            vec![button(
                label(tier),
                &ShopTap::Tier(avatar.id, style, tier.id.clone()),
            )]
        })
        .collect();
    rows.push(vec![
        button(lang.text("shop-other-style", &[]), &Go::Styles(avatar.id)),
        menu_button(lang),
    ]);
    Screen::with_buttons(text, rows)
}

/// A set that is paid and waits is offered before a new one.
pub(super) fn paid_set_waits(
    lang: Lang,
    avatar: &Avatar,
    style: Style,
    unused: &UnusedPayment,
) -> Screen {
    let args = [
        ("count", unused.photo_count.into()),
        ("avatar", avatar.name.clone().into()),
        ("style", style.title(lang).into()),
    ];
    Screen::with_buttons(
        lang.html("shop-paid-set-waits", &args),
        vec![
            vec![button(
                lang.text("shop-use-it", &[]),
                &ShopTap::Use(unused.id, avatar.id, style),
            )],
            vec![button(
                lang.text("shop-buy-another", &[]),
                &ShopTap::Sets(avatar.id, style),
            )],
            vec![menu_button(lang)],
        ],
    )
}

pub(super) fn invoice_sent(lang: Lang, avatar: &Avatar, style: Style) -> Screen {
    let args = [
        ("avatar", avatar.name.clone().into()),
        ("style", style.title(lang).into()),
    ];
    Screen::with_buttons(
        lang.html("shop-invoice-sent", &args),
        vec![vec![
            button(
                lang.text("shop-other-set", &[]),
                &ShopTap::Sets(avatar.id, style),
            ),
            menu_button(lang),
        ]],
    )
}

pub(super) fn sales_paused(lang: Lang) -> Screen {
    Screen::with_buttons(
        lang.html("shop-sales-paused", &[]),
        vec![vec![menu_button(lang)]],
    )
}

pub(super) fn set_starts(lang: Lang, photo_count: i32) -> Screen {
    Screen::with_buttons(
        lang.html("payment-set-starts", &[("count", photo_count.into())]),
        vec![vec![button(lang.text("payment-status", &[]), &Go::Status)]],
    )
}

pub(super) fn paid(lang: Lang, stars: i32, photo_count: i32) -> Screen {
    Screen::plain(lang.html(
        "payment-paid",
        &[("stars", stars.into()), ("count", photo_count.into())],
    ))
}

/// Charged for an invoice that was paid before or is somebody else's.
pub(super) fn extra(lang: Lang, payment_id: i32, stars: i32, photo_count: i32) -> Screen {
    Screen::with_buttons(
        lang.html(
            "payment-extra",
            &[("stars", stars.into()), ("count", photo_count.into())],
        ),
        vec![
            vec![button(lang.text("payment-extra-use", &[]), &Go::Portraits)],
            vec![button(
                lang.text("payment-give-back", &[("stars", stars.into())]),
                &ShopTap::GiveBack(payment_id),
            )],
        ],
    )
}

pub(super) fn going_back(lang: Lang, stars: i32) -> Screen {
    Screen::plain(lang.html("payment-going-back", &[("stars", stars.into())]))
}

pub(super) fn refunded(lang: Lang, stars: i32, reason: Option<&str>) -> Screen {
    let args = [("stars", stars.into())];
    let text = match reason {
        Some(NOTHING_MADE) => lang.html("payment-refunded-nothing-made", &args),
        _ => lang.html("payment-refunded", &args),
    };
    Screen::with_buttons(text, vec![vec![menu_button(lang)]])
}

pub(super) fn paysupport(lang: Lang, unused: &[UnusedPayment]) -> Screen {
    let mut text = lang.html("paysupport", &[]);
    let mut rows = Vec::new();
    if !unused.is_empty() {
        let count = i32::try_from(unused.len()).unwrap_or(i32::MAX);
        text.push_str("\n\n");
        text.push_str(&lang.html("paysupport-unused", &[("sets", count.into())]));
        rows.push(vec![button(
            lang.text("payment-extra-use", &[]),
            &Go::Portraits,
        )]);
    }
    for payment in unused.iter().filter(|payment| payment.is_refundable) {
        let label = lang.text(
            "paysupport-give-back",
            &[("count", payment.photo_count.into())],
        );
        rows.push(vec![button(label, &ShopTap::AskGiveBack(payment.id))]);
    }
    rows.push(vec![menu_button(lang)]);
    Screen::with_buttons(text, rows)
}

pub(super) fn confirm_give_back(lang: Lang, payment: &UnusedPayment) -> Screen {
    Screen::with_buttons(
        lang.html(
            "paysupport-confirm",
            &[("count", payment.photo_count.into())],
        ),
        vec![
            vec![button(
                lang.text("paysupport-confirm-yes", &[]),
                &ShopTap::GiveBack(payment.id),
            )],
            vec![button(
                lang.text("paysupport-confirm-no", &[]),
                &Go::Portraits,
            )],
        ],
    )
}

pub(super) fn give_back_under_way(lang: Lang) -> Screen {
    Screen::with_buttons(
        lang.html("payment-give-back-under-way", &[]),
        vec![vec![menu_button(lang)]],
    )
}
