//! What the staff sees of applications, and what their people hear of them.

use chrono_tz::Tz;
use rust_decimal::Decimal;
use teloxide::types::InlineKeyboardButton;

use super::ApplicationTap;
use crate::{
    accounts::{Go, Profile, menu_button},
    i18n::Lang,
    referral::{
        answers::Written,
        dates::{day, moment},
        desk::{
            checks::Checks,
            screens::{paid_out, turned_out},
        },
        partners::{Application, Decision, USUAL_RATE},
        rate,
        ready::{OWN_WORDS_MOST_CHARS, Ready},
        refusal::{self, Refusal},
        store::applicants::OwnPayments,
        typed,
    },
    staff::Member,
    telegram::{Screen, button, rows},
};

/// Rates that are offered beside the usual one, per cent.
const OTHER_RATES: [u8; 3] = [30, 40, 60];

/// Where several reasons stand below each other, so much of each is shown.
const LISTED_REASON_MOST_CHARS: usize = 80;

/// What a careful person looks at before they decide.
pub(super) struct Facts {
    pub profile: Profile,
    pub checks: Checks,
    pub own: OwnPayments,
    /// The newest first.
    pub earlier: Vec<Application>,
}

pub(super) fn card(lang: Lang, zone: Tz, application: &Application, facts: &Facts) -> Screen {
    let number = [("number", application.id.to_string().into())];
    let mut lines = vec![
        lang.html("application-head", &number),
        state(lang, zone, application),
        String::new(),
    ];
    lines.extend(Written::from(application).lines(lang));
    lines.push(String::new());
    lines.extend(checks(lang, zone, facts));
    let text = lines.join("\n");
    if application.status == Decision::Pending {
        Screen::with_buttons(text, buttons(lang, application.id))
    } else {
        // The buttons go, and with them whatever was left to tap.
        Screen::with_buttons(text, Vec::new())
    }
}

/// How an application stands.
fn state(lang: Lang, zone: Tz, application: &Application) -> String {
    state_within(lang, zone, application, OWN_WORDS_MOST_CHARS)
}

/// The same, with so much of the reason.
fn state_within(lang: Lang, zone: Tz, application: &Application, most_reason: usize) -> String {
    let at = application.decided_at.unwrap_or(application.created_at);
    let by = application.decided_by.clone();
    let by = by.unwrap_or_else(|| lang.text("application-somebody", &[]));
    match application.status {
        Decision::Pending => {
            let since = moment(zone, application.created_at);
            lang.html("application-waits", &[("at", since.into())])
        }
        Decision::Approved => {
            let percent = rate::percent(application.rate.unwrap_or(USUAL_RATE));
            let args = [
                ("rate", percent.into()),
                ("name", by.into()),
                ("at", moment(zone, at).into()),
            ];
            lang.html("application-approved", &args)
        }
        Decision::Rejected => {
            let reason = refusal::words(lang, application.reason.as_deref());
            let reason = typed::cut(&reason, most_reason);
            let args = [
                ("name", by.into()),
                ("at", moment(zone, at).into()),
                ("reason", reason.into()),
            ];
            lang.html("application-refused", &args)
        }
    }
}

fn checks(lang: Lang, zone: Tz, facts: &Facts) -> Vec<String> {
    let profile = &facts.profile;
    let handle = profile.username.as_ref().map(|name| format!(" @{name}"));
    let since = profile.since.map(|since| day(zone, since));
    let person = [
        ("name", profile.person.first_name.clone().into()),
        ("handle", handle.unwrap_or_default().into()),
        ("id", profile.person.telegram_id.to_string().into()),
        ("since", since.unwrap_or_default().into()),
    ];
    let own = [
        ("paid", facts.own.paid.into()),
        ("refunded", facts.own.refunded.into()),
    ];
    let mut lines = vec![lang.html("application-person", &person)];
    if profile.person.is_banned {
        lines.push(lang.html("application-banned", &[]));
    }
    if profile.is_unreachable {
        lines.push(lang.html("application-unreachable", &[]));
    }
    lines.push(lang.html("application-own", &own));
    if facts.earlier.is_empty() {
        lines.push(lang.html("application-first", &[]));
    }
    for earlier in &facts.earlier {
        let state = state_within(lang, zone, earlier, LISTED_REASON_MOST_CHARS);
        let number = lang.html(
            "application-earlier",
            &[("number", earlier.id.to_string().into())],
        );
        lines.push(format!("{number} {state}"));
    }
    lines.push(String::new());
    lines.extend(paid_out(lang, &facts.checks));
    lines.extend(turned_out(lang, &facts.checks));
    lines
}

fn buttons(lang: Lang, id: i32) -> Vec<Vec<InlineKeyboardButton>> {
    let usual = rate::percent(USUAL_RATE);
    let approve = lang.text("application-approve", &[("rate", usual.into())]);
    let other = OTHER_RATES.map(|percent| {
        let label = lang.text("application-rate", &[("rate", percent.into())]);
        button(label, &ApplicationTap::Approve(id, percent))
    });
    vec![
        vec![button(approve, &ApplicationTap::Approve(id, usual))],
        other.to_vec(),
        vec![button(
            lang.text("application-refuse", &[]),
            &ApplicationTap::Refuse(id),
        )],
    ]
}

fn leave_button(lang: Lang, id: i32) -> Vec<InlineKeyboardButton> {
    vec![button(
        lang.text("application-no", &[]),
        &ApplicationTap::Leave(id),
    )]
}

pub(super) fn ask_approval(lang: Lang, id: i32, percent: u8) -> Screen {
    let args = [("number", id.to_string().into()), ("rate", percent.into())];
    let yes = lang.text("application-yes-approve", &[]);
    Screen::with_buttons(
        lang.html("application-ask-approve", &args),
        vec![
            vec![button(yes, &ApplicationTap::ApproveNow(id, percent))],
            leave_button(lang, id),
        ],
    )
}

pub(super) fn ask_reason(lang: Lang, id: i32) -> Screen {
    let number = [("number", id.to_string().into())];
    let ready = Refusal::ALL.iter().map(|reason| {
        let tap = ApplicationTap::RefuseFor(id, *reason);
        vec![button(reason.label(lang), &tap)]
    });
    let mut rows: Vec<_> = ready.collect();
    rows.push(vec![button(
        lang.text("application-own-words", &[]),
        &ApplicationTap::OwnWords(id),
    )]);
    rows.push(leave_button(lang, id));
    Screen::with_buttons(lang.html("application-ask-reason", &number), rows)
}

/// `words` are those that the applicant will read.
pub(super) fn ask_refusal(lang: Lang, tap: ApplicationTap, words: &str) -> Screen {
    let id = tap.application_id();
    let args = [
        ("number", id.to_string().into()),
        ("reason", words.to_owned().into()),
    ];
    let yes = lang.text("application-yes-refuse", &[]);
    Screen::with_buttons(
        lang.html("application-ask-refuse", &args),
        vec![vec![button(yes, &tap)], leave_button(lang, id)],
    )
}

/// An answer to this message is an answer to the applicant, and to no other: what is said
/// below the card is talk. It is known by its button.
pub(super) fn how_to_use_own_words(lang: Lang, id: i32) -> Screen {
    let args = [
        ("number", id.to_string().into()),
        ("most", OWN_WORDS_MOST_CHARS.into()),
    ];
    Screen::with_buttons(
        lang.html("application-how-own-words", &args),
        vec![vec![button(
            lang.text("application-no", &[]),
            &ApplicationTap::LeaveWords(id),
        )]],
    )
}

pub(super) fn left(lang: Lang, id: i32) -> Screen {
    Screen::plain(lang.html("application-left", &[("number", id.to_string().into())]))
}

pub(super) fn approved(lang: Lang, id: i32, rate: Decimal, member: &Member) -> Screen {
    let args = [
        ("number", id.to_string().into()),
        ("rate", rate::percent(rate).into()),
        ("name", member.name.clone().into()),
    ];
    Screen::plain(lang.html("application-now-approved", &args))
}

pub(super) fn refused(lang: Lang, id: i32, reason: &str, member: &Member) -> Screen {
    let reason = refusal::words(lang, Some(reason));
    let args = [
        ("number", id.to_string().into()),
        ("reason", reason.into()),
        ("name", member.name.clone().into()),
    ];
    Screen::plain(lang.html("application-now-refused", &args))
}

/// It was decided before, perhaps a moment ago by somebody else.
pub(super) fn decided_before(lang: Lang, zone: Tz, application: &Application) -> Screen {
    let number = [("number", application.id.to_string().into())];
    let head = lang.html("application-decided-before", &number);
    Screen::plain(format!("{head}\n{}", state(lang, zone, application)))
}

/// What the applicant hears.
pub(super) fn decided(lang: Lang, application: &Application) -> Screen {
    let number = || ("number", application.id.to_string().into());
    if application.status == Decision::Approved {
        let percent = rate::percent(application.rate.unwrap_or(USUAL_RATE));
        let text = lang.html("partner-approved", &[number(), ("rate", percent.into())]);
        let page = button(lang.text("partner-page", &[]), &Go::Partner);
        return Screen::with_buttons(text, vec![vec![page], vec![menu_button(lang)]]);
    }
    let reason = refusal::words(lang, application.reason.as_deref());
    let text = lang.html("partner-refused", &[number(), ("reason", reason.into())]);
    let again = button(lang.text("partner-apply-again", &[]), &Go::Partner);
    Screen::with_buttons(text, vec![vec![again], vec![menu_button(lang)]])
}

/// A reminder of one that waits for long.
pub(super) fn reminder(lang: Lang, application: &Application, days: i64) -> String {
    let args = [
        ("number", application.id.to_string().into()),
        ("days", days.into()),
    ];
    lang.html("application-reminder", &args)
}

/// What waits, the longest first, and what was decided last.
pub(super) fn list(
    lang: Lang,
    zone: Tz,
    open: &[Application],
    all_open: i64,
    decided: &[Application],
) -> Screen {
    let mut lines = vec![lang.html("application-list", &[("count", all_open.into())])];
    lines.extend(open.iter().map(|open| line(lang, zone, open)));
    if !decided.is_empty() {
        lines.push(String::new());
        lines.push(lang.html("application-list-decided", &[]));
        lines.extend(decided.iter().map(|decided| line(lang, zone, decided)));
    }
    let card = |open: &Application| {
        let number = [("number", open.id.to_string().into())];
        let label = lang.text("application-list-number", &number);
        button(label, &ApplicationTap::Show(open.id))
    };
    let cards = rows(open.iter().map(card).collect(), 5);
    Screen::with_buttons(lines.join("\n"), cards)
}

fn line(lang: Lang, zone: Tz, application: &Application) -> String {
    let number = lang.html(
        "application-list-number",
        &[("number", application.id.to_string().into())],
    );
    let state = state_within(lang, zone, application, LISTED_REASON_MOST_CHARS);
    format!("{number} {state}")
}
