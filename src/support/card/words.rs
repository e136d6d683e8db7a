//! The words of a card, a line for each thing that operators ask themselves.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::Facts;
use crate::{
    accounts::Profile,
    generation::{self, LastSet, Progress},
    i18n::{FluentValue, Lang},
    payments::{self, Payment, StaffScreens},
    support::ticket::{Category, Priority, Status, Ticket},
};

pub(super) fn card(lang: Lang, ticket: &Ticket, facts: &Facts) -> String {
    let name = match &facts.profile {
        Some(profile) => profile.person.first_name.clone(),
        None => lang.text("card-somebody", &[]),
    };
    let mut lines = vec![head(lang, ticket), state(lang, ticket, facts, &name)];
    lines.extend(assignee(lang, ticket));
    lines.extend(deadlines(lang, ticket, facts));
    lines.push(String::new());
    lines.extend(person(lang, facts.zone, facts.profile.as_ref()));
    lines.extend(facts.sets.as_ref().map(|all| sets(lang, all)));
    lines.extend(facts.payments.as_ref().map(|all| payments(lang, all)));
    lines.extend(earlier(lang, &facts.earlier));
    if let Some(stars) = ticket.rating {
        lines.push(lang.html("card-rating", &[("stars", stars.into())]));
    }
    lines.join("\n")
}

/// A time by the desk's wall clock.
pub(in crate::support) fn moment(zone: Tz, at: DateTime<Utc>) -> String {
    at.with_timezone(&zone).format("%d.%m.%Y %H:%M").to_string()
}

pub(in crate::support) fn day(zone: Tz, at: DateTime<Utc>) -> String {
    at.with_timezone(&zone).format("%d.%m.%Y").to_string()
}

pub(in crate::support) fn priority(lang: Lang, priority: Priority) -> String {
    match priority {
        Priority::P1 => lang.text("card-priority-p1", &[]),
        Priority::P2 => lang.text("card-priority-p2", &[]),
        Priority::P3 => lang.text("card-priority-p3", &[]),
        Priority::P4 => lang.text("card-priority-p4", &[]),
    }
}

pub(in crate::support) fn category(lang: Lang, category: Category) -> String {
    match category {
        Category::Payment => lang.text("card-category-payment", &[]),
        Category::Technical => lang.text("card-category-technical", &[]),
        Category::Account => lang.text("card-category-account", &[]),
        Category::Generation => lang.text("card-category-generation", &[]),
        Category::Other => lang.text("card-category-other", &[]),
    }
}

/// How far a ticket is, in a word.
pub(in crate::support) fn short_state(lang: Lang, ticket: &Ticket) -> String {
    match ticket.status {
        Status::Open => lang.text("card-short-open", &[]),
        Status::InProgress => lang.text("card-short-in-progress", &[]),
        Status::Resolved => lang.text("card-short-resolved", &[]),
        Status::Closed => lang.text("card-short-closed", &[]),
    }
}

fn head(lang: Lang, ticket: &Ticket) -> String {
    let head = lang.html(
        "card-head",
        &[
            ("number", ticket.number.clone().into()),
            ("priority", priority(lang, ticket.priority).into()),
            ("category", category(lang, ticket.category).into()),
        ],
    );
    if ticket.is_escalated && ticket.is_alive() {
        return format!("{head} · {}", lang.html("card-escalated", &[]));
    }
    head
}

fn state(lang: Lang, ticket: &Ticket, facts: &Facts, name: &str) -> String {
    let at = |time: Option<DateTime<Utc>>| {
        let time = time.map(|time| moment(facts.zone, time));
        FluentValue::from(time.unwrap_or_default())
    };
    let name = || FluentValue::from(name.to_owned());
    match ticket.status {
        Status::Closed => lang.html("card-state-closed", &[("at", at(ticket.closed_at))]),
        Status::Resolved => lang.html("card-state-resolved", &[("at", at(ticket.resolved_at))]),
        _ if ticket.waiting_since.is_some() => lang.html(
            "card-state-waiting",
            &[("name", name()), ("at", at(ticket.waiting_since))],
        ),
        Status::Open => lang.html("card-state-new", &[("at", at(Some(ticket.created_at)))]),
        Status::InProgress if ticket.asked_at.is_some() => lang.html(
            "card-state-asked",
            &[("name", name()), ("at", at(ticket.asked_at))],
        ),
        Status::InProgress if ticket.answered_at.is_none() => {
            lang.html("card-state-unanswered", &[])
        }
        Status::InProgress => lang.html("card-state-answered", &[("at", at(ticket.answered_at))]),
    }
}

fn assignee(lang: Lang, ticket: &Ticket) -> Option<String> {
    let name = ticket.assignee.as_ref().map(|assignee| &assignee.name);
    match name {
        Some(name) => Some(lang.html("card-taken", &[("name", name.clone().into())])),
        None => ticket.is_alive().then(|| lang.html("card-not-taken", &[])),
    }
}

fn deadlines(lang: Lang, ticket: &Ticket, facts: &Facts) -> Vec<String> {
    let (now, zone) = (facts.now, facts.zone);
    if !ticket.is_alive() {
        return Vec::new();
    }
    if ticket.waiting_since.is_some() {
        return vec![lang.html("card-paused", &[])];
    }
    let first = ticket.first_response_due_at;
    let first = first.filter(|_| ticket.first_responded_at.is_none());
    let next = ticket.next_response_due_at.filter(|_| first.is_none());
    let first = first.map(|due| {
        let at = [("at", moment(zone, due).into())];
        if due <= now {
            lang.html("card-overdue-first", &at)
        } else {
            lang.html("card-due-first", &at)
        }
    });
    let next = next.map(|due| {
        let at = [("at", moment(zone, due).into())];
        if due <= now {
            lang.html("card-overdue-next", &at)
        } else {
            lang.html("card-due-next", &at)
        }
    });
    let resolution = ticket.resolution_due_at.map(|due| {
        let at = [("at", moment(zone, due).into())];
        if due <= now {
            lang.html("card-overdue-resolution", &at)
        } else {
            lang.html("card-due-resolution", &at)
        }
    });
    [first, next, resolution].into_iter().flatten().collect()
}

fn person(lang: Lang, zone: Tz, profile: Option<&Profile>) -> Vec<String> {
    let Some(profile) = profile else {
        return vec![lang.html("card-person-gone", &[])];
    };
    let person = &profile.person;
    let username = profile.username.as_ref();
    let since = profile.since.map(|at| day(zone, at));
    let mut lines = vec![
        lang.html(
            "card-person",
            &[
                ("telegram", person.telegram_id.to_string().into()),
                ("name", person.first_name.clone().into()),
                (
                    "username",
                    username
                        .map_or_else(String::new, |username| format!(" @{username}"))
                        .into(),
                ),
                ("language", person.lang.text("language-name", &[]).into()),
                ("since", since.unwrap_or_default().into()),
            ],
        ),
    ];
    if person.is_banned {
        lines.push(lang.html("card-person-banned", &[]));
    }
    if profile.is_unreachable {
        lines.push(lang.html("card-person-unreachable", &[]));
    }
    if person.is_leaving {
        lines.push(lang.html("card-person-leaving", &[]));
    }
    lines
}

fn sets(lang: Lang, all: &generation::Overview) -> String {
    let mut counts = vec![lang.html("card-sets", &[("count", all.all.into())])];
    if all.running > 0 {
        counts.push(lang.html("card-sets-running", &[("count", all.running.into())]));
    }
    if all.late > 0 {
        counts.push(lang.html("card-sets-late", &[("count", all.late.into())]));
    }
    if all.failed > 0 {
        counts.push(lang.html("card-sets-failed", &[("count", all.failed.into())]));
    }
    let mut sentences = vec![counts.join(", ")];
    sentences.extend(all.last.as_ref().map(|last| last_set(lang, last)));
    sentences.join(". ")
}

fn last_set(lang: Lang, last: &LastSet) -> String {
    let progress = match last.progress {
        Progress::Running => lang.text("card-set-running", &[]),
        Progress::Late => lang.text("card-set-late", &[]),
        Progress::Completed => lang.text("card-set-completed", &[]),
        Progress::Failed => lang.text("card-set-failed", &[]),
    };
    lang.html(
        "card-last-set",
        &[
            ("style", last.style_title(lang).into()),
            ("made", last.made.into()),
            ("total", last.total.into()),
            ("progress", progress.into()),
        ],
    )
}

fn payments(lang: Lang, all: &payments::Overview) -> String {
    if all.totals.is_empty() {
        return lang.html("card-payments-none", &[]);
    }
    let sums: Vec<String> = all
        .totals
        .iter()
        .map(|total| format!("{} ({})", total.sum.words(lang), total.paid))
        .collect();
    let mut counts = vec![lang.html("card-payments", &[("sums", sums.join(", ").into())])];
    let given_back: i64 = all.totals.iter().map(|total| total.given_back).sum();
    if given_back > 0 {
        counts.push(lang.html("card-payments-back", &[("count", given_back.into())]));
    }
    let mut sentences = vec![counts.join(", ")];
    sentences.extend(all.last.as_ref().map(|last| last_payment(lang, last)));
    sentences.join(". ")
}

fn last_payment(lang: Lang, last: &Payment) -> String {
    lang.html(
        "card-last-payment",
        &[
            ("number", last.id.to_string().into()),
            ("price", last.price.words(lang).into()),
            ("status", StaffScreens(lang).status(last).into()),
        ],
    )
}

fn earlier(lang: Lang, earlier: &[Ticket]) -> Option<String> {
    let numbers: Vec<&str> = earlier
        .iter()
        .map(|ticket| ticket.number.as_str())
        .collect();
    let numbers = ("numbers", numbers.join(", ").into());
    (!earlier.is_empty()).then(|| lang.html("card-earlier", &[numbers]))
}
