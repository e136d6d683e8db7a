//! A timeline in words, a line for each event, cut into pages; and its buttons.

use chrono::{DateTime, Utc};
use teloxide::utils::html;

use super::{
    OrderTap, buttons,
    timeline::{Event, Timeline},
};
use crate::{
    catalogue::Style,
    customers::{
        Deps,
        person::moment,
        store::order::{Album, Deed, Earning, Invoice, Refund, Set, Task},
    },
    i18n::{FluentValue, Lang},
    payments::{Payment, Price, StaffScreens},
    staff::{Role, action_words},
    telegram::{Screen, button, rows},
};

/// Lines on one page: each may take two on a phone.
const PER_PAGE: usize = 18;

/// Letters of what a provider says went wrong.
const MOST_OF_ERROR: usize = 120;

/// A page of the timeline, the last one when none is named: what happened last matters
/// most.
pub(super) fn screen(deps: &Deps, timeline: &Timeline, role: Role, page: Option<u16>) -> Screen {
    let lang = deps.desk.lang;
    let pages = timeline.events.len().div_ceil(PER_PAGE).max(1);
    let page = page.map_or(pages - 1, |page| usize::from(page).min(pages - 1));
    let mut lines = vec![head(lang, timeline), String::new()];
    let events = timeline.events.iter().skip(page * PER_PAGE).take(PER_PAGE);
    lines.extend(events.map(|(at, event)| {
        let at = moment(deps.zone, Some(*at));
        format!("<code>{at}</code> {}", line(deps, timeline, event))
    }));
    if pages > 1 {
        let args = [("page", (page + 1).into()), ("pages", pages.into())];
        lines.push(String::new());
        lines.push(lang.html("order-page", &args));
    }
    let mut keyboard = buttons::turns(lang, timeline.payment.id, page, pages);
    keyboard.extend(rows(buttons::of(deps, timeline, role), 2));
    let refresh = OrderTap::Page(timeline.payment.id, u16::try_from(page).unwrap_or(u16::MAX));
    keyboard.push(vec![button(lang.text("order-refresh", &[]), &refresh)]);
    Screen::with_buttons(lines.join("\n"), keyboard)
}

fn head(lang: Lang, timeline: &Timeline) -> String {
    let payment = &timeline.payment;
    let mut head = lang.html(
        "order-head",
        &[
            ("number", payment.id.to_string().into()),
            ("price", price(lang, payment).into()),
            ("method", payment.price.provider().title(lang).into()),
            ("status", StaffScreens(lang).status(payment).into()),
            ("count", payment.photo_count.into()),
        ],
    );
    head.push('\n');
    head.push_str(&match &timeline.person {
        Some(person) => lang.html(
            "order-person",
            &[
                ("name", person.first_name.clone().into()),
                ("number", person.id.to_string().into()),
            ],
        ),
        None => lang.html("order-payer-gone", &[]),
    });
    if let Some(set) = &timeline.set {
        let key = match set.is_running {
            true => "order-set-running",
            false => "order-set",
        };
        let args = [
            ("number", set.id.to_string().into()),
            ("made", set.made.into()),
            ("total", set.total.into()),
        ];
        head.push('\n');
        head.push_str(&lang.html(key, &args));
    }
    head
}

pub(super) fn price(lang: Lang, payment: &Payment) -> String {
    match payment.price {
        Price::Ton(amount) if amount.is_zero() => lang.roubles(payment.amount_rub),
        price => price.words(lang),
    }
}

fn line(deps: &Deps, timeline: &Timeline, event: &Event) -> String {
    let lang = deps.desk.lang;
    match event {
        Event::Invoiced(invoice) => invoiced(deps, timeline, invoice),
        Event::Expired => lang.html("order-expired", &[]),
        Event::Given(Some(gift)) => lang.html(
            "order-given-by",
            &[
                ("by", gift.given_by_name.clone().into()),
                ("reason", gift.reason.clone().into()),
            ],
        ),
        Event::Given(None) => lang.html("order-given", &[]),
        Event::Paid => {
            let charge = timeline.payment.charge_id.clone().unwrap_or_default();
            let price = price(lang, &timeline.payment);
            let args = [("price", price.into()), ("charge", charge.into())];
            lang.html("order-paid", &args)
        }
        Event::Earned(earning) => earned(lang, "order-earned", earning),
        Event::Credited(earning) => earned(lang, "order-credited", earning),
        Event::TakenBack(earning) => earned(lang, "order-taken-back", earning),
        Event::SetBegan(set) => began(lang, set),
        Event::Photo(task) => photo(lang, timeline, task),
        Event::AlbumBegan(album) => sent(lang, "order-album-began", album),
        Event::AlbumSent(album) => sent(lang, "order-album-sent", album),
        Event::SetEnded(set) => ended(lang, set),
        Event::SetStopped(set) => lang.html("order-set-stopped", &[numbered(set.id)]),
        Event::RefundWanted(refund) => refunded(lang, "order-refund-wanted", refund),
        Event::RefundAsked(refund) => refunded(lang, "order-refund-asked", refund),
        Event::RefundDone(refund) => refunded(lang, "order-refund-done", refund),
        Event::Staff(deed) => staff(lang, deed),
        Event::Ticket(ticket) => {
            let subject = ticket.subject.clone().unwrap_or_default();
            let number = ticket.number.clone();
            let args = [("number", number.into()), ("subject", subject.into())];
            lang.html("order-ticket", &args)
        }
        Event::FollowUp(follow_up) => lang.html(
            "order-follow-up",
            &[
                ("by", follow_up.made_by_name.clone().into()),
                ("at", moment(deps.zone, Some(follow_up.due_at)).into()),
                ("note", follow_up.note.clone().into()),
            ],
        ),
        Event::FollowedUp(follow_up) => {
            let by = follow_up.done_by_name.clone().unwrap_or_default();
            lang.html("order-followed-up", &[("by", by.into())])
        }
    }
}

fn numbered(id: i32) -> (&'static str, FluentValue<'static>) {
    ("number", id.to_string().into())
}

fn invoiced(deps: &Deps, timeline: &Timeline, invoice: &Invoice) -> String {
    let lang = deps.desk.lang;
    let key = match invoice.was_shown {
        true => "order-invoiced",
        false => "order-offered",
    };
    let until = Some(invoice.expires_at);
    lang.html(
        key,
        &[
            ("price", price(lang, &timeline.payment).into()),
            ("style", style(lang, invoice.style_id.as_deref()).into()),
            ("order", short(&invoice.id).into()),
            ("until", moment(deps.zone, until).into()),
        ],
    )
}

fn short(id: &str) -> String {
    id.chars().take(8).collect()
}

fn style(lang: Lang, id: Option<&str>) -> String {
    match id.and_then(Style::with_id) {
        Some(style) => style.title(lang),
        None => lang.text("set-style-other", &[]),
    }
}

fn earned(lang: Lang, key: &str, earning: &Earning) -> String {
    lang.html(
        key,
        &[
            ("amount", lang.roubles(earning.amount).into()),
            ("back", lang.roubles(earning.taken_back).into()),
            numbered(earning.referrer_id),
        ],
    )
}

fn began(lang: Lang, set: &Set) -> String {
    if set.is_reroll {
        let scene = set
            .scene
            .map_or_else(|| "?".to_owned(), |scene| scene.to_string());
        let reason = set.reroll_reason.clone().unwrap_or_default();
        let reason = match reason.as_str() {
            "not_me" => lang.text("order-not-me", &[]),
            "hands" => lang.text("order-hands", &[]),
            "clothes" => lang.text("order-clothes", &[]),
            _ => lang.text("order-other-wish", &[]),
        };
        let args = [
            numbered(set.id),
            ("scene", scene.into()),
            ("reason", reason.into()),
        ];
        return lang.html("order-reroll-began", &args);
    }
    lang.html(
        "order-set-began",
        &[
            numbered(set.id),
            ("style", style(lang, set.style_id.as_deref()).into()),
            ("total", set.total.into()),
        ],
    )
}

fn photo(lang: Lang, timeline: &Timeline, task: &Task) -> String {
    let is_of_set = timeline
        .set
        .as_ref()
        .is_some_and(|set| set.id == task.set_id);
    let key = match task.status.as_str() {
        "completed" => "order-photo-made",
        "failed" => "order-photo-failed",
        _ => "order-photo-pending",
    };
    let model = task.model.clone().unwrap_or_default();
    let mut line = lang.html(
        key,
        &[
            ("scene", task.scene.into()),
            ("attempts", task.attempts.into()),
            (
                "model",
                if model.is_empty() {
                    "?".into()
                } else {
                    model.into()
                },
            ),
        ],
    );
    if !is_of_set {
        line.push_str(&lang.html("order-photo-of", &[numbered(task.set_id)]));
    }
    if task.excused > 0 {
        line.push_str(&lang.html("order-photo-excused", &[("count", task.excused.into())]));
    }
    if let Some(kie) = task
        .kie_task_id
        .as_deref()
        .filter(|_| task.status != "completed")
    {
        line.push_str(&format!(" <code>{}</code>", html::escape(&short(kie))));
    }
    if let Some(error) = &task.error {
        let error: String = error.chars().take(MOST_OF_ERROR).collect();
        line.push_str(&format!(": <i>{}</i>", html::escape(&error)));
    }
    line
}

fn sent(lang: Lang, key: &str, album: &Album) -> String {
    let args = [
        ("album", album.number.into()),
        ("count", album.photos.into()),
        numbered(album.set_id),
    ];
    lang.html(key, &args)
}

fn ended(lang: Lang, set: &Set) -> String {
    let key = match (set.status.as_str(), set.told_at.is_some()) {
        ("failed", _) => "order-set-failed",
        (_, true) => "order-set-delivered",
        (_, false) => "order-set-ended",
    };
    let args = [
        numbered(set.id),
        ("ready", set.ready.into()),
        ("total", set.total.into()),
    ];
    let mut line = lang.html(key, &args);
    if let Some(error) = &set.error {
        line.push_str(&format!(": <i>{}</i>", html::escape(error)));
    }
    line
}

fn refunded(lang: Lang, key: &str, refund: &Refund) -> String {
    let price = match refund.provider.as_str() {
        "stars" => Price::Stars(refund.stars_amount.unwrap_or_default()),
        "ton" => Price::Ton(refund.ton_amount.unwrap_or_default()),
        _ => Price::Roubles(refund.amount_rub.unwrap_or_default()),
    };
    let share = match refund.is_whole {
        true => "whole",
        false => "part",
    };
    let reason = refund.reason.clone();
    let args = [
        ("price", price.words(lang).into()),
        ("share", share.into()),
        ("reason", reason.into()),
    ];
    let mut line = lang.html(key, &args);
    if refund.is_manual && key == "order-refund-wanted" {
        let note = refund.note.clone().unwrap_or_default();
        line.push_str(&lang.html("order-refund-by-hand", &[("note", note.into())]));
    }
    line
}

fn staff(lang: Lang, deed: &Deed) -> String {
    let telegram_id = deed
        .metadata
        .as_ref()
        .and_then(|data| data["telegram_id"].as_i64());
    let who = deed
        .username
        .clone()
        .or(telegram_id.map(|id| id.to_string()));
    let args = [
        ("action", action_words(lang, &deed.action).into()),
        ("who", who.unwrap_or_else(|| "?".to_owned()).into()),
    ];
    lang.html("order-staff", &args)
}

/// A day and a time by the desk's wall clock.
pub(super) fn at(deps: &Deps, at: DateTime<Utc>) -> String {
    moment(deps.zone, Some(at))
}
