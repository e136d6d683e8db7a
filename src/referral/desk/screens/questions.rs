//! Questions about withdrawals, before anything is done, and what came of them.

use super::{amount, destination, named, number};
use crate::{
    i18n::Lang,
    referral::{
        desk::{DeskTap, card::Facts},
        ready::Ready,
        rejection::{self, Rejection},
        withdrawals::{Status, Withdrawal},
    },
    staff::Member,
    telegram::{Screen, button, rows},
};

type Args = [(&'static str, crate::i18n::FluentValue<'static>); 4];

fn about(lang: Lang, request: &Withdrawal, member: &Member) -> Args {
    [
        named(&member.name),
        number(request),
        amount(lang, request.amount),
        ("destination", destination(lang, request).into()),
    ]
}

fn question(lang: Lang, text: String, yes: (&str, DeskTap), no: (&str, i32)) -> Screen {
    let yes = button(lang.text(yes.0, &[]), &yes.1);
    let no = button(lang.text(no.0, &[]), &DeskTap::No(no.1));
    Screen::with_buttons(text, vec![vec![yes], vec![no]])
}

pub(in crate::referral::desk) fn ask_approve(
    lang: Lang,
    request: &Withdrawal,
    member: &Member,
) -> Screen {
    let text = lang.html("payout-ask-approve", &about(lang, request, member));
    let yes = DeskTap::ApproveYes(request.id, member.telegram_id);
    question(
        lang,
        text,
        ("payout-yes-approve", yes),
        ("payout-no", request.id),
    )
}

pub(in crate::referral::desk) fn ask_sent(
    lang: Lang,
    request: &Withdrawal,
    member: &Member,
) -> Screen {
    let text = lang.html("payout-ask-sent", &about(lang, request, member));
    let yes = DeskTap::SentYes(request.id, member.telegram_id);
    question(
        lang,
        text,
        ("payout-yes-sent", yes),
        ("payout-not-yet", request.id),
    )
}

/// `holder` is somebody else in whose hands it is.
pub(in crate::referral::desk) fn ask_not_sent(
    lang: Lang,
    request: &Withdrawal,
    member: &Member,
    holder: Option<&str>,
) -> Screen {
    let text = match holder {
        Some(holder) => {
            let mut args = about(lang, request, member).to_vec();
            args.push(("holder", holder.to_owned().into()));
            lang.html("payout-ask-take-from", &args)
        }
        None => lang.html("payout-ask-not-sent", &about(lang, request, member)),
    };
    let yes = DeskTap::NotSentYes(request.id, member.telegram_id);
    question(
        lang,
        text,
        ("payout-yes-not-sent", yes),
        ("payout-no", request.id),
    )
}

/// Why it is rejected.
pub(in crate::referral::desk) fn choose_reason(
    lang: Lang,
    request: &Withdrawal,
    member: &Member,
) -> Screen {
    let (id, by) = (request.id, member.telegram_id);
    let ready = Rejection::ALL
        .iter()
        .map(|reason| button(reason.label(lang), &DeskTap::RejectFor(id, *reason, by)));
    let mut keyboard = rows(ready.collect(), 1);
    let other = DeskTap::RejectInWords(id, by);
    keyboard.push(vec![button(lang.text("payout-other-reason", &[]), &other)]);
    keyboard.push(vec![button(lang.text("payout-no", &[]), &DeskTap::No(id))]);
    let text = lang.html("payout-choose-reason", &about(lang, request, member));
    Screen::with_buttons(text, keyboard)
}

/// In which language the person uses the bot.
fn reads(lang: Lang, reader: Lang) -> (&'static str, crate::i18n::FluentValue<'static>) {
    let key = format!("payout-reads-{}", reader.tag());
    ("language", lang.text(&key, &[]).into())
}

/// What the person will read in the language `reader`; `Err` holds the member's own words.
pub(in crate::referral::desk) fn preview_rejection(
    lang: Lang,
    request: &Withdrawal,
    member: &Member,
    reader: Lang,
    reason: Result<Rejection, &str>,
) -> Screen {
    let (id, by) = (request.id, member.telegram_id);
    let (words, yes) = match reason {
        Ok(reason) => (
            rejection::words(reader, &reason.id()),
            DeskTap::RejectForYes(id, reason, by),
        ),
        Err(words) => (words.to_owned(), DeskTap::RejectInWordsYes(id, by)),
    };
    let mut args = about(lang, request, member).to_vec();
    args.extend([("reason", words.into()), reads(lang, reader)]);
    let text = lang.html("payout-ask-reject", &args);
    question(lang, text, ("payout-yes-reject", yes), ("payout-no", id))
}

pub(in crate::referral::desk) fn ask_for_words(
    lang: Lang,
    request: &Withdrawal,
    member: &Member,
    reader: Lang,
) -> Screen {
    let mut args = about(lang, request, member).to_vec();
    args.push(reads(lang, reader));
    let text = lang.html("payout-ask-for-words", &args);
    let no = button(lang.text("payout-no", &[]), &DeskTap::No(request.id));
    Screen::with_buttons(text, vec![vec![no]])
}

pub(in crate::referral::desk) fn left_alone(lang: Lang, request: &Withdrawal) -> Screen {
    Screen::plain(lang.html("payout-left-alone", &[number(request)]))
}

/// That something was done, in place of the question.
pub(in crate::referral::desk) fn done(
    lang: Lang,
    key: &str,
    request: &Withdrawal,
    member: &Member,
) -> Screen {
    Screen::plain(lang.html(key, &about(lang, request, member)))
}

/// Why nothing was done: how it stands, and who was first. Plain words.
pub(in crate::referral::desk) fn stands(lang: Lang, facts: &Facts) -> String {
    let request = &facts.request;
    let by = |actions: &[&str]| {
        let entry = facts.last_by(actions);
        named(entry.map_or("", |entry| &entry.name))
    };
    match (request.status, facts.sender()) {
        (Status::Pending, _) => lang.text("payout-stands-pending", &[number(request)]),
        (Status::Approved, Some(entry)) => lang.text(
            "payout-stands-in-hand",
            &[number(request), named(&entry.name)],
        ),
        (Status::Approved, None) => {
            let by = by(&["withdrawal_approved"]);
            lang.text("payout-stands-approved", &[number(request), by])
        }
        (Status::Completed, _) => {
            let by = by(&["withdrawal_completed"]);
            lang.text("payout-stands-sent", &[number(request), by])
        }
        (Status::Rejected, _) if facts.last_by(&["withdrawal_rejected"]).is_some() => {
            let by = by(&["withdrawal_rejected"]);
            lang.text("payout-stands-rejected", &[number(request), by])
        }
        (Status::Rejected, _) => lang.text("payout-stands-withdrawn", &[number(request)]),
    }
}
