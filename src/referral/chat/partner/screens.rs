//! What a partner sees.

use rust_decimal::Decimal;
use teloxide::types::InlineKeyboardButton;

use super::{
    PartnerTap, Scope,
    links::{LinkPage, Naming},
    page::{PartnersPage, Payouts, Wish},
    period::{Period, Reach},
};
use crate::{
    accounts::{Go, menu_button},
    i18n::Lang,
    referral::{
        Account,
        chat::{
            apply::begin_button,
            page::{copy_button, share_button},
            withdraw::withdrawals_button,
        },
        links::{self, MOST_LINKS, NamedLink},
        refusal,
        store::statistics::{DayOfLink, Span, Totals},
        typed,
    },
    telegram::{Screen, button, rows},
};

/// Links on one page of the list: with the longest names they stay far from the limit of
/// a message.
const PER_PAGE: usize = 8;

/// Below a picture, the reason of a refusal leaves room for everything else.
const SHOWN_REASON_MOST_CHARS: usize = 300;

/// Words below the picture: Telegram takes 1024 characters there.
pub(super) fn page(lang: Lang, page: &PartnersPage) -> Screen {
    let mut lines = match page.scope {
        Scope::All => {
            let mut lines = vec![standing(lang, page)];
            lines.extend(wish(lang, &page.wish));
            lines.push(String::new());
            lines
        }
        Scope::Own | Scope::Link(_) => {
            let title = [("name", page.title(lang).into())];
            vec![lang.html("partner-link-head", &title), String::new()]
        }
    };
    lines.extend(sums(lang, &page.totals));
    if page.scope == Scope::All {
        let available = [("amount", lang.roubles(page.account.balance).into())];
        lines.push(lang.html("partner-available", &available));
    }
    let mut buttons = Vec::new();
    buttons.extend(turning(lang, page));
    match page.scope {
        Scope::All => {
            let count = [("count", (page.links.len() + 1).into())];
            buttons.push(vec![
                button(lang.text("partner-links", &count), &PartnerTap::Links(0)),
                button(lang.text("partner-files", &[]), &PartnerTap::Files),
            ]);
            buttons.extend(payouts(lang, &page.payouts));
            if let Wish::MayApply | Wish::Refused(_) = page.wish {
                buttons.push(vec![begin_button(lang)]);
            }
            buttons.push(vec![menu_button(lang)]);
        }
        Scope::Own | Scope::Link(_) => {
            let id = page.link.as_ref().map(|link| link.id);
            buttons.push(vec![
                button(lang.text("partner-to-link", &[]), &PartnerTap::Link(id)),
                to_page(lang),
            ]);
        }
    }
    Screen::with_buttons(lines.join("\n"), buttons)
}

fn standing(lang: Lang, page: &PartnersPage) -> String {
    let since = page.day_of_partnership().unwrap_or_default();
    if page.account.is_partner {
        let args = [
            ("percent", page.account.percent().into()),
            ("since", since.into()),
        ];
        return lang.html("partner-standing", &args);
    }
    let args = [("percent", page.account.percent().into())];
    lang.html("partner-was", &args)
}

/// How somebody stands with becoming a partner again.
fn wish(lang: Lang, wish: &Wish) -> Option<String> {
    match wish {
        Wish::None | Wish::MayApply => None,
        Wish::Waits(id, day) => {
            let args = [
                ("number", id.to_string().into()),
                ("day", day.clone().into()),
            ];
            Some(lang.html("partner-waits-since", &args))
        }
        Wish::Refused(reason) => {
            let reason = refusal::words(lang, reason.as_deref());
            let reason = typed::cut(&reason, SHOWN_REASON_MOST_CHARS);
            Some(lang.html("partner-refused-before", &[("reason", reason.into())]))
        }
    }
}

/// The ways to the money, in one row; none where there never was any.
fn payouts(lang: Lang, payouts: &Payouts) -> Option<Vec<InlineKeyboardButton>> {
    let withdraw = payouts
        .has_earned
        .then(|| button(lang.text("referral-withdraw", &[]), &Go::Withdraw));
    let list = payouts.has_asked.then(|| withdrawals_button(lang));
    let row: Vec<_> = withdraw.into_iter().chain(list).collect();
    (!row.is_empty()).then_some(row)
}

/// What links did since ever.
fn sums(lang: Lang, totals: &Totals) -> Vec<String> {
    let counts = [
        ("visits", totals.visits.into()),
        ("signups", totals.sign_ups.into()),
        ("purchases", totals.purchases.into()),
    ];
    let mut lines = vec![
        lang.html("partner-counts", &counts),
        lang.html(
            "partner-credited",
            &[("amount", lang.roubles(totals.credited).into())],
        ),
    ];
    if !totals.on_hold().is_zero() {
        let args = [("amount", lang.roubles(totals.on_hold()).into())];
        lines.push(lang.html("partner-on-hold", &args));
    }
    if !totals.taken_back.is_zero() {
        let args = [("amount", lang.roubles(totals.taken_back).into())];
        lines.push(lang.html("partner-taken-back", &args));
    }
    lines
}

fn turning(lang: Lang, page: &PartnersPage) -> Option<Vec<InlineKeyboardButton>> {
    let label = |period: Period| {
        let recent = || lang.text("partner-recent", &[]);
        period.title(lang).unwrap_or_else(recent)
    };
    let before = page.before.map(|period| {
        let tap = PartnerTap::Page(page.scope, period);
        button(format!("‹ {}", label(period)), &tap)
    });
    let after = page.after.map(|period| {
        let tap = PartnerTap::Page(page.scope, period);
        button(format!("{} ›", label(period)), &tap)
    });
    let row: Vec<_> = before.into_iter().chain(after).collect();
    (!row.is_empty()).then_some(row)
}

fn to_page(lang: Lang) -> InlineKeyboardButton {
    let tap = PartnerTap::Page(Scope::All, Period::Recent);
    button(lang.text("partner-to-page", &[]), &tap)
}

/// A page of all links, with the person's own before the others.
pub(super) fn links(
    lang: Lang,
    bot_name: &str,
    account: &Account,
    links: &[NamedLink],
    page: u8,
) -> Screen {
    let pages = links.len().div_ceil(PER_PAGE).max(1);
    let page = usize::from(page).min(pages - 1);
    let shown = links.iter().skip(page * PER_PAGE).take(PER_PAGE);
    let mut lines = vec![lang.html("partner-links-head", &[("most", MOST_LINKS.into())])];
    let mut labels = Vec::new();
    if page == 0 {
        let code = account.code.as_deref().unwrap_or_default();
        lines.push(line(
            lang,
            &own_link(lang),
            &links::address(bot_name, code),
            true,
        ));
        labels.push(button(own_link(lang), &PartnerTap::Link(None)));
    }
    for link in shown {
        let address = links::address(bot_name, &link.code);
        lines.push(line(lang, &link.name, &address, link.is_open));
        let sign = if link.is_open { "" } else { "🚫 " };
        let label = format!("{sign}{}", typed::label(&link.name));
        labels.push(button(label, &PartnerTap::Link(Some(link.id))));
    }
    let mut buttons = rows(labels, 2);
    let turn = |to: usize, sign: &str| {
        let to = u8::try_from(to).unwrap_or_default();
        button(sign.to_owned(), &PartnerTap::Links(to))
    };
    let before = (page > 0).then(|| turn(page - 1, "‹"));
    let after = (page + 1 < pages).then(|| turn(page + 1, "›"));
    let turning: Vec<_> = before.into_iter().chain(after).collect();
    if !turning.is_empty() {
        buttons.push(turning);
    }
    if account.is_partner && (links.len() as i64) < MOST_LINKS {
        buttons.push(vec![button(
            lang.text("partner-add", &[]),
            &PartnerTap::Add,
        )]);
    }
    buttons.push(vec![to_page(lang)]);
    Screen::with_buttons(lines.join("\n\n"), buttons)
}

fn line(lang: Lang, name: &str, address: &str, is_open: bool) -> String {
    let args = [
        ("name", name.to_owned().into()),
        ("link", links::shown(address).into()),
    ];
    if is_open {
        lang.html("partner-link-line", &args)
    } else {
        lang.html("partner-link-line-closed", &args)
    }
}

pub(super) fn link(lang: Lang, page: &LinkPage) -> Screen {
    let name = match &page.link {
        Some(link) => link.name.clone(),
        None => own_link(lang),
    };
    let is_open = page.link.as_ref().is_none_or(|link| link.is_open);
    let mut lines = vec![
        lang.html("partner-link-head", &[("name", name.into())]),
        lang.html(
            "partner-link-address",
            &[("link", links::shown(&page.address).into())],
        ),
    ];
    if !is_open {
        lines.push(lang.html("partner-link-closed", &[]));
    }
    lines.push(String::new());
    lines.extend(sums(lang, &page.totals));
    let id = page.link.as_ref().map(|link| link.id);
    let mut buttons = Vec::new();
    if is_open {
        buttons.push(vec![
            share_button(lang, &page.address),
            copy_button(lang, &page.address),
        ]);
        buttons.push(vec![button(
            lang.text("partner-qr", &[]),
            &PartnerTap::Qr(id),
        )]);
    }
    let picture = PartnerTap::Page(Scope::of(id), Period::Recent);
    buttons.push(vec![button(
        lang.text("partner-link-picture", &[]),
        &picture,
    )]);
    buttons.extend(changes(lang, page));
    buttons.push(vec![button(
        lang.text("partner-to-links", &[]),
        &PartnerTap::Links(0),
    )]);
    Screen::with_buttons(lines.join("\n"), buttons)
}

/// What can be done to a further link.
fn changes(lang: Lang, page: &LinkPage) -> Option<Vec<InlineKeyboardButton>> {
    let link = page.link.as_ref()?;
    let mut row = Vec::new();
    if page.is_partner {
        let rename = lang.text("partner-rename", &[]);
        row.push(button(rename, &PartnerTap::Rename(link.id)));
    }
    if link.is_open {
        row.push(button(
            lang.text("partner-close", &[]),
            &PartnerTap::Close(link.id),
        ));
    } else if page.is_partner {
        row.push(button(
            lang.text("partner-open", &[]),
            &PartnerTap::Open(link.id),
        ));
    }
    (!row.is_empty()).then_some(row)
}

pub(super) fn qr(lang: Lang, page: &LinkPage) -> Screen {
    let name = match &page.link {
        Some(link) => link.name.clone(),
        None => own_link(lang),
    };
    let args = [
        ("name", name.into()),
        ("link", links::shown(&page.address).into()),
    ];
    let id = page.link.as_ref().map(|link| link.id);
    Screen::with_buttons(
        lang.html("partner-qr-caption", &args),
        vec![vec![button(
            lang.text("partner-to-link", &[]),
            &PartnerTap::Link(id),
        )]],
    )
}

pub(super) fn ask_name(lang: Lang, naming: Naming, example: &str) -> Screen {
    let (text, back) = match naming {
        Naming::New => {
            let example = [("day", example.to_owned().into())];
            (
                lang.html("partner-ask-link", &example),
                PartnerTap::Links(0),
            )
        }
        Naming::Again(id) => (
            lang.html("partner-ask-rename", &[]),
            PartnerTap::Link(Some(id)),
        ),
    };
    let back = button(lang.text("partner-back", &[]), &back);
    Screen::with_buttons(text, vec![vec![back]])
}

/// The question once more, below why the last words were no answer to it.
pub(super) fn no_name(lang: Lang, naming: Naming, example: &str) -> Screen {
    let question = ask_name(lang, naming, example);
    let problem = lang.html("partner-bad-words", &[]);
    Screen {
        text: format!("{problem}\n\n{}", question.text),
        ..question
    }
}

pub(super) fn too_many(lang: Lang) -> Screen {
    let text = lang.html("partner-too-many-links", &[("most", MOST_LINKS.into())]);
    let back = button(lang.text("partner-to-links", &[]), &PartnerTap::Links(0));
    Screen::with_buttons(text, vec![vec![back]])
}

pub(super) fn only_partners(lang: Lang) -> Screen {
    let text = lang.html("partner-only-now", &[]);
    Screen::with_buttons(text, vec![vec![to_page(lang)]])
}

pub(super) fn own_link(lang: Lang) -> String {
    lang.text("partner-own-link", &[])
}

pub(super) fn files(lang: Lang) -> Screen {
    let choice = |reach: Reach| {
        let label = match reach {
            Reach::Recent => lang.text("partner-recent", &[]),
            Reach::ThisMonth => lang.text("partner-file-month", &[]),
            Reach::LastMonth => lang.text("partner-file-last-month", &[]),
            Reach::ThisYear => lang.text("partner-file-year", &[]),
            Reach::All => lang.text("partner-file-all", &[]),
        };
        button(label, &PartnerTap::File(reach))
    };
    let mut buttons = rows(Reach::ALL.map(choice).to_vec(), 2);
    buttons.push(vec![to_page(lang)]);
    Screen::with_buttons(lang.html("partner-file-ask", &[]), buttons)
}

pub(super) fn columns(lang: Lang) -> [String; 9] {
    [
        lang.text("partner-column-day", &[]),
        lang.text("partner-column-link", &[]),
        lang.text("partner-column-visits", &[]),
        lang.text("partner-column-sign-ups", &[]),
        lang.text("partner-column-purchases", &[]),
        lang.text("partner-column-paid", &[]),
        lang.text("partner-column-earned", &[]),
        lang.text("partner-column-taken-back", &[]),
        lang.text("partner-column-credited", &[]),
    ]
}

pub(super) fn file_caption(lang: Lang, span: &Span, rows: &[DayOfLink]) -> String {
    let credited: Decimal = rows.iter().map(|row| row.credited).sum();
    let args = [
        ("first", span.first.format("%d.%m.%Y").to_string().into()),
        ("last", span.last.format("%d.%m.%Y").to_string().into()),
        ("amount", lang.roubles(credited).into()),
    ];
    lang.html("partner-file-caption", &args)
}
