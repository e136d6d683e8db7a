//! What the staff and people see of broadcasts, as pure functions; here the card.

mod choices;
mod told;

pub(super) use self::{
    choices::{list, whom},
    told::{bad_buttons, confirmed, news, places, proposal, refused, sent, unsuitable},
};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use teloxide::types::InlineKeyboardButton;

use super::{
    Broadcast, Letter, Status, Tally,
    audience::{Audience, Group, Seen},
    card::Facts,
    desk::{CardTap, Chosen},
    store::people::LanguageCount,
};
use crate::{
    i18n::Lang,
    telegram::{Screen, button},
};

/// So much of a letter can be recognised.
const EXCERPT_CHARS: usize = 80;

/// What the gate lets through, with customers' own messages in between; see the limits of
/// calls to Telegram.
const PER_SECOND: i64 = 30;

pub(super) struct Card<'a> {
    pub facts: &'a Facts,
    pub zone: Tz,
    /// Whether clicks on addresses can be counted.
    pub counts_links: bool,
}

/// A broadcast with what can be done about it.
pub(super) fn card(lang: Lang, card: &Card) -> Screen {
    let Facts { broadcast, .. } = card.facts;
    let mut parts = vec![heading(lang, broadcast), letters(lang, card)];
    let audience = ("audience", audience(lang, &broadcast.audience).into());
    parts.push(lang.html("broadcast-for", &[audience]));
    match broadcast.status {
        Status::Draft | Status::Scheduled => parts.push(to_come(lang, card)),
        Status::Sending | Status::Paused | Status::Stopped | Status::Done => {
            parts.push(numbers(lang, card));
        }
    }
    if let Some(trouble) = &broadcast.trouble {
        let trouble = ("trouble", trouble.clone().into());
        parts.push(lang.html("broadcast-trouble", &[trouble]));
    }
    Screen::with_buttons(parts.join("\n\n"), buttons(lang, card.facts))
}

fn heading(lang: Lang, broadcast: &Broadcast) -> String {
    let args = [
        ("number", broadcast.id.to_string().into()),
        ("status", status(lang, broadcast.status).into()),
        ("name", broadcast.made_by_name.clone().into()),
    ];
    lang.html("broadcast-heading", &args)
}

pub(super) fn status(lang: Lang, status: Status) -> String {
    let key = match status {
        Status::Draft => "broadcast-status-draft",
        Status::Scheduled => "broadcast-status-scheduled",
        Status::Sending => "broadcast-status-sending",
        Status::Paused => "broadcast-status-paused",
        Status::Stopped => "broadcast-status-stopped",
        Status::Done => "broadcast-status-done",
    };
    lang.text(key, &[])
}

/// A language by its own name.
fn name_of(language: Lang) -> String {
    language.text("language-name", &[])
}

fn letters(lang: Lang, card: &Card) -> String {
    let letters = &card.facts.letters;
    let lines = Lang::ALL.map(|language| {
        let name = ("language", name_of(language).into());
        match (letters.find(language), letters.pick(language)) {
            (Some(letter), _) => letter_line(lang, card, language, letter),
            (None, Some((other, _))) => {
                let other = ("other", name_of(other).into());
                lang.html("broadcast-letter-other", &[name, other])
            }
            (None, None) => lang.html("broadcast-letter-none", &[name]),
        }
    });
    lines.join("\n")
}

fn letter_line(lang: Lang, card: &Card, language: Lang, letter: &Letter) -> String {
    let mut line = lang.html(
        "broadcast-letter",
        &[
            ("language", name_of(language).into()),
            ("photo", u8::from(letter.photo.is_some()).into()),
            ("words", excerpt(&letter.html).into()),
        ],
    );
    for shown in &letter.buttons {
        let is_counted = match shown.leads {
            super::letter::Leads::To(_) => true,
            super::letter::Leads::Address(_) => card.counts_links && shown.is_counted_by_link(),
        };
        let args = [
            ("label", shown.label.clone().into()),
            ("counted", u8::from(is_counted).into()),
        ];
        line.push('\n');
        line.push_str(&lang.html("broadcast-button", &args));
    }
    line
}

/// The beginning of a letter as it can be read, without its styles.
fn excerpt(html: &str) -> String {
    let mut plain = String::new();
    let mut is_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if is_tag => {}
            letter if letter.is_whitespace() => plain.push(' '),
            letter => plain.push(letter),
        }
    }
    let plain = plain
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    if plain.chars().count() <= EXCERPT_CHARS {
        return plain;
    }
    plain.chars().take(EXCERPT_CHARS).chain(['…']).collect()
}

/// Whom it is for, in words.
pub(super) fn audience(lang: Lang, audience: &Audience) -> String {
    let mut words = vec![group(lang, audience.group)];
    if let Some(language) = audience.lang() {
        words.push(lang.text("broadcast-only", &[("language", name_of(language).into())]));
    }
    words.extend(audience.seen.map(|when| seen(lang, when)));
    words.join(" · ")
}

fn group(lang: Lang, group: Group) -> String {
    let key = match group {
        Group::Everyone => "broadcast-group-everyone",
        Group::Paid => "broadcast-group-paid",
        Group::NeverPaid => "broadcast-group-never-paid",
        Group::Unused => "broadcast-group-unused",
        Group::Partners => "broadcast-group-partners",
        Group::Listed => "broadcast-group-listed",
    };
    lang.text(key, &[])
}

fn seen(lang: Lang, seen: Seen) -> String {
    match seen {
        Seen::Within(days) => lang.text("broadcast-seen", &[("days", days.into())]),
        Seen::NotWithin(days) => lang.text("broadcast-not-seen", &[("days", days.into())]),
    }
}

/// How many there are by language, and how long it takes.
pub(super) fn people(lang: Lang, counts: &[LanguageCount]) -> String {
    let all: i64 = counts.iter().map(|count| count.count).sum();
    let mut lines = vec![lang.html(
        "broadcast-people",
        &[("count", all.into()), ("time", duration(lang, all).into())],
    )];
    for count in counts {
        let language = Lang::with_tag(&count.language).map_or(count.language.clone(), name_of);
        let args = [("language", language.into()), ("count", count.count.into())];
        lines.push(lang.html("broadcast-people-of", &args));
    }
    lines.join("\n")
}

/// How long so many letters take.
fn duration(lang: Lang, letters: i64) -> String {
    let minutes = (letters / PER_SECOND + 59) / 60;
    if minutes <= 1 {
        return lang.text("broadcast-minute", &[]);
    }
    let args = [
        ("hours", (minutes / 60).into()),
        ("minutes", (minutes % 60).into()),
    ];
    lang.text("broadcast-time", &args)
}

pub(super) fn moment(zone: Tz, at: DateTime<Utc>) -> String {
    at.with_timezone(&zone).format("%d.%m.%Y %H:%M").to_string()
}

/// When it begins.
pub(super) fn begins(lang: Lang, at: Option<DateTime<Utc>>, zone: Tz) -> String {
    match at {
        None => lang.html("broadcast-begins-at-once", &[]),
        Some(at) => {
            let args = [
                ("time", moment(zone, at).into()),
                ("zone", zone.name().into()),
            ];
            lang.html("broadcast-begins-at", &args)
        }
    }
}

fn to_come(lang: Lang, card: &Card) -> String {
    let broadcast = &card.facts.broadcast;
    let at = broadcast.starts_at.or(broadcast.wanted_at);
    format!(
        "{}\n\n{}",
        begins(lang, at, card.zone),
        people(lang, &card.facts.counts)
    )
}

fn numbers(lang: Lang, card: &Card) -> String {
    let Facts {
        broadcast,
        tally,
        clicks,
        ..
    } = card.facts;
    let mut lines = vec![result(lang, tally)];
    if broadcast.status == Status::Sending {
        let left = ("time", duration(lang, tally.left).into());
        lines.push(lang.html("broadcast-remaining", &[left]));
    }
    let args = [
        ("people", clicks.people.into()),
        ("clicks", clicks.clicks.into()),
    ];
    lines.push(lang.html("broadcast-clicks", &args));
    let times = [
        ("broadcast-started", broadcast.started_at),
        ("broadcast-finished", broadcast.finished_at),
    ];
    for (key, at) in times {
        if let Some(at) = at {
            lines.push(lang.html(key, &[("time", moment(card.zone, at).into())]));
        }
    }
    lines.join("\n")
}

/// What came of it so far; what there is none of is left out.
fn result(lang: Lang, tally: &Tally) -> String {
    let args = [
        ("delivered", tally.delivered.into()),
        ("all", tally.all.into()),
    ];
    let mut lines = vec![lang.html("broadcast-delivered", &args)];
    for (key, count) in [
        ("broadcast-left", tally.left),
        ("broadcast-blocked", tally.blocked),
        ("broadcast-refused", tally.refused),
        ("broadcast-unknown", tally.unknown),
        ("broadcast-skipped", tally.skipped),
    ] {
        if count > 0 {
            lines.push(lang.html(key, &[("count", count.into())]));
        }
    }
    lines.join("\n")
}

fn buttons(lang: Lang, facts: &Facts) -> Vec<Vec<InlineKeyboardButton>> {
    let id = facts.broadcast.id;
    let tap = |key: &str, chosen| button(lang.text(key, &[]), &CardTap(id, chosen));
    match facts.broadcast.status {
        Status::Draft => draft_buttons(lang, facts),
        Status::Scheduled => vec![vec![tap("broadcast-call-off", Chosen::CallOff)]],
        Status::Sending => vec![vec![
            tap("broadcast-pause", Chosen::Pause),
            tap("broadcast-refresh", Chosen::Show),
        ]],
        Status::Paused => vec![
            vec![tap("broadcast-resume", Chosen::Resume)],
            vec![
                tap("broadcast-stop", Chosen::Stop),
                tap("broadcast-refresh", Chosen::Show),
            ],
        ],
        Status::Stopped | Status::Done => vec![vec![tap("broadcast-refresh", Chosen::Show)]],
    }
}

fn draft_buttons(lang: Lang, facts: &Facts) -> Vec<Vec<InlineKeyboardButton>> {
    let id = facts.broadcast.id;
    let tap = |key: &str, chosen| button(lang.text(key, &[]), &CardTap(id, chosen));
    let of_language = |key: &str, language: Lang, chosen| {
        let name = ("language", name_of(language).into());
        button(lang.text(key, &[name]), &CardTap(id, chosen))
    };
    let words = Lang::ALL.map(|language| {
        of_language(
            "broadcast-write",
            language,
            Chosen::Words(language.tag().to_owned()),
        )
    });
    let mut all = vec![words.to_vec()];
    let written = Lang::ALL
        .into_iter()
        .filter(|language| facts.letters.find(*language).is_some());
    let links: Vec<_> = written
        .map(|language| {
            of_language(
                "broadcast-link",
                language,
                Chosen::Buttons(language.tag().to_owned()),
            )
        })
        .collect();
    if !links.is_empty() {
        all.push(links);
    }
    all.push(vec![
        tap("broadcast-whom", Chosen::Whom),
        tap("broadcast-when", Chosen::When),
    ]);
    if !facts.letters.is_empty() {
        all.push(vec![
            tap("broadcast-preview", Chosen::Preview),
            tap("broadcast-send", Chosen::Send),
        ]);
    }
    all.push(vec![tap("broadcast-discard", Chosen::Discard)]);
    all
}
