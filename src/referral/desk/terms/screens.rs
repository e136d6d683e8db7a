//! What the staff sees of a partner's terms.

use chrono_tz::Tz;

use super::TermsTap;
use crate::{
    i18n::Lang,
    referral::{
        Account,
        links::NamedLink,
        rate,
        store::{
            applicants::Brought,
            statistics::{LastEarning, Totals},
        },
    },
    staff::{Member, Permission, Role},
    telegram::{Screen, button, rows},
};

/// Rates that are offered, per cent; any other is typed.
const RATES: [u8; 6] = [20, 30, 40, 50, 60, 70];

/// How somebody stands with the programme.
pub(super) struct Terms {
    /// `None` of whoever was erased.
    pub telegram_id: Option<i64>,
    pub is_banned: bool,
    pub zone: Tz,
    pub account: Account,
    pub links: Vec<NamedLink>,
    pub totals: Totals,
    pub brought: Brought,
    /// The newest first.
    pub last: Vec<LastEarning>,
}

pub(super) fn usage(lang: Lang) -> Screen {
    Screen::plain(lang.html("terms-usage", &[]))
}

/// Nobody, somebody without an account, or too many to choose for the staff.
pub(super) fn not_found(lang: Lang, people: &[i32]) -> Screen {
    if people.len() < 2 {
        return Screen::plain(lang.html("terms-nobody", &[]));
    }
    let ids: Vec<String> = people.iter().map(i32::to_string).collect();
    Screen::plain(lang.html("terms-several", &[("ids", ids.join(", ").into())]))
}

pub(super) fn only_admins(lang: Lang) -> Screen {
    Screen::plain(lang.html("terms-only-admins", &[]))
}

pub(super) fn own(lang: Lang) -> Screen {
    Screen::plain(lang.html("terms-own", &[]))
}

pub(super) fn no_partner(lang: Lang, id: i32) -> Screen {
    Screen::plain(lang.html("terms-no-partner", &[("id", id.to_string().into())]))
}

pub(super) fn card(lang: Lang, zone: Tz, terms: &Terms, role: Role) -> Screen {
    let account = &terms.account;
    let mut lines = vec![head(lang, account), standing(lang, zone, account)];
    if terms.is_banned {
        lines.push(lang.html("application-banned", &[]));
    }
    lines.push(String::new());
    lines.extend(numbers(lang, terms));
    if !terms.last.is_empty() {
        lines.push(String::new());
        lines.push(lang.html("terms-last", &[]));
        lines.extend(
            terms
                .last
                .iter()
                .map(|earning| line(lang, terms.zone, earning)),
        );
    }
    let text = lines.join("\n");
    let may_change = account.is_partner && role.may(Permission::ChangeSettings);
    if !may_change {
        return Screen::plain(text);
    }
    let id = account.user_id;
    let change = button(lang.text("terms-change", &[]), &TermsTap::Rates(id));
    let end = button(lang.text("terms-end", &[]), &TermsTap::End(id));
    Screen::with_buttons(text, vec![vec![change, end]])
}

fn head(lang: Lang, account: &Account) -> String {
    let code = account.code.clone();
    let args = [
        ("code", code.unwrap_or_else(|| "—".to_owned()).into()),
        ("id", account.user_id.to_string().into()),
    ];
    lang.html("terms-head", &args)
}

fn standing(lang: Lang, zone: Tz, account: &Account) -> String {
    let since = account
        .partner_since
        .map(|since| since.with_timezone(&zone));
    let since = since.map(|since| since.format("%d.%m.%Y").to_string());
    let percent = || ("percent", account.percent().into());
    match since {
        Some(since) if account.is_partner => {
            lang.html("terms-partner", &[percent(), ("since", since.into())])
        }
        None if account.is_partner => lang.html("terms-partner-ever", &[percent()]),
        Some(since) => lang.html("terms-was-partner", &[percent(), ("since", since.into())]),
        None => lang.html("terms-everybody", &[percent()]),
    }
}

fn numbers(lang: Lang, terms: &Terms) -> Vec<String> {
    let (totals, brought) = (&terms.totals, &terms.brought);
    let open = terms.links.iter().filter(|link| link.is_open).count();
    let people = [
        ("visits", totals.visits.into()),
        ("people", brought.people.into()),
        ("payers", brought.payers.into()),
        ("purchases", brought.purchases.into()),
        ("refunded", brought.refunded.into()),
    ];
    let money = [
        ("credited", lang.roubles(totals.credited).into()),
        ("hold", lang.roubles(totals.on_hold()).into()),
        ("taken", lang.roubles(totals.taken_back).into()),
        ("balance", lang.roubles(terms.account.balance).into()),
    ];
    let links = [
        ("open", open.into()),
        ("closed", (terms.links.len() - open).into()),
    ];
    vec![
        lang.html("terms-people", &people),
        lang.html("terms-money", &money),
        lang.html("terms-links", &links),
    ]
}

fn line(lang: Lang, zone: Tz, earning: &LastEarning) -> String {
    let at = earning.at.map(|at| at.and_utc().with_timezone(&zone));
    let at = at.map(|at| at.format("%d.%m.%Y").to_string());
    let left = earning.amount - earning.taken_back;
    let args = [
        ("at", at.unwrap_or_default().into()),
        (
            "payment",
            earning.payment_id.unwrap_or_default().to_string().into(),
        ),
        ("amount", lang.roubles(left).into()),
        ("percent", rate::percent(earning.rate).into()),
    ];
    if !earning.taken_back.is_zero() && left.is_zero() {
        lang.html("terms-earning-taken", &args)
    } else if earning.is_credited {
        lang.html("terms-earning-credited", &args)
    } else {
        lang.html("terms-earning-hold", &args)
    }
}

/// Rates to choose from.
pub(super) fn rates(lang: Lang, id: i32, present: u8) -> Screen {
    let args = [("id", id.to_string().into()), ("percent", present.into())];
    let other = RATES.into_iter().filter(|rate| *rate != present);
    let choices = other.map(|rate| {
        let label = lang.text("application-rate", &[("rate", rate.into())]);
        button(label, &TermsTap::Set(id, present, rate))
    });
    let mut buttons = rows(choices.collect(), 3);
    buttons.push(vec![back(lang, id)]);
    Screen::with_buttons(lang.html("terms-ask-which", &args), buttons)
}

fn back(lang: Lang, id: i32) -> teloxide::types::InlineKeyboardButton {
    button(lang.text("application-no", &[]), &TermsTap::Card(id))
}

pub(super) fn ask_rate(lang: Lang, id: i32, from: u8, to: u8) -> Screen {
    let args = [
        ("id", id.to_string().into()),
        ("from", from.into()),
        ("to", to.into()),
    ];
    let yes = lang.text("terms-yes-rate", &[("to", to.into())]);
    Screen::with_buttons(
        lang.html("terms-ask-rate", &args),
        vec![
            vec![button(yes, &TermsTap::SetNow(id, from, to))],
            vec![back(lang, id)],
        ],
    )
}

pub(super) fn ask_end(lang: Lang, id: i32) -> Screen {
    let yes = lang.text("terms-yes-end", &[]);
    Screen::with_buttons(
        lang.html("terms-ask-end", &[("id", id.to_string().into())]),
        vec![
            vec![button(yes, &TermsTap::EndNow(id))],
            vec![back(lang, id)],
        ],
    )
}

pub(super) fn changed_since(lang: Lang, id: i32, present: u8) -> Screen {
    let args = [("id", id.to_string().into()), ("percent", present.into())];
    let text = lang.html("terms-changed-since", &args);
    Screen::with_buttons(text, vec![vec![back(lang, id)]])
}

pub(super) fn rate_set(lang: Lang, id: i32, to: u8, member: &Member) -> Screen {
    let args = [
        ("id", id.to_string().into()),
        ("percent", to.into()),
        ("name", member.name.clone().into()),
    ];
    Screen::plain(lang.html("terms-rate-set", &args))
}

pub(super) fn ended(lang: Lang, id: i32, member: &Member) -> Screen {
    let args = [
        ("id", id.to_string().into()),
        ("name", member.name.clone().into()),
    ];
    Screen::plain(lang.html("terms-ended", &args))
}
