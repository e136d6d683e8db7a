//! The shop: whose portraits, in which style, how many, and how to pay.

use teloxide::types::InlineKeyboardButton;

use crate::{
    accounts::{Go, menu_button},
    avatars::Avatar,
    catalogue::{Style, Tier},
    i18n::Lang,
    payments::{Price, Provider, UnusedPayment, shop::ShopTap},
    telegram::{Screen, button},
};

/// Someone without a finished avatar wants portraits.
pub(in crate::payments) fn no_avatar(lang: Lang) -> Screen {
    Screen::with_buttons(
        lang.html("shop-no-avatar", &[]),
        vec![
            vec![button(lang.text("shop-make-avatar", &[]), &Go::NewAvatar)],
            vec![menu_button(lang)],
        ],
    )
}

pub(in crate::payments) fn which_avatar(lang: Lang, avatars: &[Avatar]) -> Screen {
    let mut rows: Vec<_> = avatars
        .iter()
        .map(|avatar| vec![button(avatar.name.clone(), &Go::Styles(avatar.id))])
        .collect();
    rows.push(vec![menu_button(lang)]);
    Screen::with_buttons(lang.html("shop-which-avatar", &[]), rows)
}

/// `has_examples`: there are pictures of what the styles look like.
pub(in crate::payments) fn styles(
    lang: Lang,
    avatar: &Avatar,
    styles: &[Style],
    has_examples: bool,
) -> Screen {
    let mut text = lang.html(
        "shop-which-style",
        &[("avatar", avatar.name.clone().into())],
    );
    for style in styles {
        text.push_str(&format!(
            "\n\n<b>{}</b>\n{}",
            style.title(lang),
            style.description(lang)
        ));
    }
    let mut rows: Vec<_> = styles
        .iter()
        .map(|style| {
            vec![button(
                style.title(lang),
                &ShopTap::Style(avatar.id, *style),
            )]
        })
        .collect();
    if has_examples {
        rows.push(vec![examples_button(lang, avatar, None)]);
    }
    rows.push(vec![menu_button(lang)]);
    Screen::with_buttons(text, rows)
}

fn examples_button(lang: Lang, avatar: &Avatar, style: Option<Style>) -> InlineKeyboardButton {
    button(
        lang.text("shop-examples", &[]),
        &ShopTap::Examples(avatar.id, style),
    )
}

/// The sets on sale, each with its prices in the ways in which it can be paid.
pub(in crate::payments) fn sets(
    lang: Lang,
    avatar: &Avatar,
    style: Style,
    tiers: &[(Tier, Vec<Provider>)],
    has_examples: bool,
) -> Screen {
    let text = lang.html(
        "shop-which-set",
        &[
            ("avatar", avatar.name.clone().into()),
            ("style", style.title(lang).into()),
        ],
    );
    let label = |tier: &Tier, methods: &[Provider]| {
        let args = [
            ("tier", tier.title(lang).into()),
            ("count", tier.photo_count.into()),
            ("price", prices(lang, tier, methods).into()),
        ];
        if tier.is_popular {
            lang.text("shop-set-popular", &args)
        } else {
            lang.text("shop-set", &args)
        }
    };
    let mut rows: Vec<_> = tiers
        .iter()
        .map(|(tier, methods)| {
            vec![button(
                label(tier, methods),
                &ShopTap::Tier(avatar.id, style, tier.id.clone()),
            )]
        })
        .collect();
    if has_examples {
        rows.push(vec![examples_button(lang, avatar, Some(style))]);
    }
    rows.push(vec![
        button(lang.text("shop-other-style", &[]), &Go::Styles(avatar.id)),
        menu_button(lang),
    ]);
    Screen::with_buttons(text, rows)
}

/// The prices of a tier as its button shows them; TON is quoted only on demand.
fn prices(lang: Lang, tier: &Tier, methods: &[Provider]) -> String {
    let mut prices: Vec<_> = methods
        .iter()
        .map(|method| match (method, tier.stars_price) {
            (Provider::Stars, Some(stars)) => Price::Stars(stars).words(lang),
            _ => lang.roubles(tier.price),
        })
        .collect();
    prices.dedup();
    prices.join(" / ")
}

/// The choice of the way to pay, where there is one.
pub(in crate::payments) fn methods(
    lang: Lang,
    avatar: &Avatar,
    style: Style,
    tier: &Tier,
    methods: &[Provider],
) -> Screen {
    let text = lang.html(
        "shop-which-method",
        &[
            ("tier", tier.title(lang).into()),
            ("count", tier.photo_count.into()),
            ("style", style.title(lang).into()),
            ("avatar", avatar.name.clone().into()),
        ],
    );
    let mut rows: Vec<_> = methods
        .iter()
        .map(|method| {
            let args = [
                ("method", method.title(lang).into()),
                ("price", prices(lang, tier, &[*method]).into()),
            ];
            let tap = ShopTap::Pay(avatar.id, style, tier.id.clone(), *method);
            vec![button(lang.text("shop-method", &args), &tap)]
        })
        .collect();
    rows.push(vec![
        button(
            lang.text("shop-other-set", &[]),
            &ShopTap::Sets(avatar.id, style),
        ),
        menu_button(lang),
    ]);
    Screen::with_buttons(text, rows)
}

/// A set that is paid and waits is offered before a new one.
pub(in crate::payments) fn paid_set_waits(
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

pub(in crate::payments) fn invoice_sent(lang: Lang, avatar: &Avatar, style: Style) -> Screen {
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

/// `reason` as in `sales_pauses`; what is none of those known here is an ordinary break.
pub(in crate::payments) fn sales_paused(lang: Lang, reason: &str) -> Screen {
    Screen::with_buttons(
        lang.html("shop-sales-paused", &[("reason", reason.into())]),
        vec![vec![menu_button(lang)]],
    )
}

pub(in crate::payments) fn set_starts(lang: Lang, photo_count: i32) -> Screen {
    Screen::with_buttons(
        lang.html("payment-set-starts", &[("count", photo_count.into())]),
        vec![vec![button(lang.text("payment-status", &[]), &Go::Status)]],
    )
}
