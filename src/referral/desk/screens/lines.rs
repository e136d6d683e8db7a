//! The lines of a card: what it is and how it stands, whose it is, what to look at, and
//! what was done.

use chrono_tz::Tz;
use rust_decimal::Decimal;

use super::{amount, day, destination, moment, named, number};
use crate::{
    i18n::Lang,
    referral::{
        desk::{
            card::Facts,
            checks::{Checks, Notice, share},
        },
        rejection,
        withdrawals::Status,
    },
};

/// Steps that are shown; a request that went to and fro has more.
const MOST_STEPS: usize = 8;

pub(super) fn head(lang: Lang, zone: Tz, facts: &Facts) -> String {
    let request = &facts.request;
    let title = [
        number(request),
        amount(lang, request.amount),
        ("destination", destination(lang, request).into()),
    ];
    let mut lines = vec![lang.html("payout-title", &title), state(lang, zone, facts)];
    let waits_for_balance = request.is_open() && request.paying_by.is_none();
    if waits_for_balance && facts.balance() < Decimal::ZERO {
        let balance = amount(lang, facts.balance());
        lines.push(lang.html("payout-below-zero", &[balance]));
    }
    lines.join("\n")
}

fn state(lang: Lang, zone: Tz, facts: &Facts) -> String {
    let request = &facts.request;
    match (request.status, facts.sender()) {
        (Status::Pending, _) => match facts.approvals.first() {
            Some(approval) => lang.html("payout-state-second", &[named(&approval.name)]),
            None if request.approvals_needed > 1 => lang.html("payout-state-both", &[]),
            None => lang.html("payout-state-pending", &[]),
        },
        (Status::Approved, Some(entry)) => {
            let at = ("at", moment(zone, entry.at).into());
            lang.html("payout-state-in-hand", &[named(&entry.name), at])
        }
        (Status::Approved, None) => lang.html("payout-state-approved", &[]),
        (Status::Completed, _) => lang.html("payout-state-sent", &[]),
        (Status::Rejected, _) if request.is_cancelled() => lang.html("payout-state-withdrawn", &[]),
        (Status::Rejected, _) => {
            let reason = request.reason.as_deref().unwrap_or_default();
            let reason = ("reason", rejection::words(lang, reason).into());
            lang.html("payout-state-rejected", &[reason])
        }
    }
}

pub(super) fn person(lang: Lang, zone: Tz, facts: &Facts) -> String {
    if facts.is_leaving {
        return lang.html("payout-person-leaving", &[]);
    }
    let mut lines = Vec::new();
    match (&facts.profile, facts.request.user_id) {
        (Some(profile), _) => {
            let mut args = vec![
                named(&profile.person.first_name),
                ("telegram", profile.person.telegram_id.to_string().into()),
                ("id", profile.person.id.to_string().into()),
            ];
            lines.push(match &profile.username {
                Some(username) => {
                    args.push(("username", username.clone().into()));
                    lang.html("payout-person-username", &args)
                }
                None => lang.html("payout-person", &args),
            });
            if profile.person.is_banned {
                lines.push(lang.html("payout-person-banned", &[]));
            }
        }
        (None, id) => {
            let id = id.map(|id| id.to_string()).unwrap_or_default();
            lines.push(lang.html("payout-person-unknown", &[("id", id.into())]));
        }
    }
    if let Some(account) = &facts.account {
        let request = &facts.request;
        let earned = ("earned", lang.roubles(account.total_earned).into());
        lines.push(if request.is_open() {
            let before = lang.roubles(account.balance + request.amount);
            let after = lang.roubles(account.balance);
            let args = [("before", before.into()), ("after", after.into()), earned];
            lang.html("payout-balance", &args)
        } else {
            let balance = ("balance", lang.roubles(account.balance).into());
            lang.html("payout-balance-now", &[balance, earned])
        });
    }
    let at = facts.request.created_at;
    lines.push(lang.html("payout-requested", &[("at", moment(zone, at).into())]));
    lines.join("\n")
}

pub(super) fn checks(lang: Lang, zone: Tz, checks: &Checks) -> String {
    let record = &checks.record;
    let mut lines = Vec::new();
    if let Some(since) = record.since {
        lines.push(lang.html("payout-check-since", &[("day", day(zone, since).into())]));
    }
    let first = || lang.html("payout-check-first", &[]);
    lines.push(paid_out(lang, checks).unwrap_or_else(first));
    lines.extend(turned_out(lang, checks));
    lines.join("\n")
}

/// What was paid to the person before, if anything was.
pub(in crate::referral::desk) fn paid_out(lang: Lang, checks: &Checks) -> Option<String> {
    let record = &checks.record;
    let args = [
        ("count", record.paid_out_count.into()),
        amount(lang, record.paid_out),
    ];
    (record.paid_out_count > 0).then(|| lang.html("payout-check-before", &args))
}

/// Whom the person brought, how that turned out, and what of it to look at.
pub(in crate::referral::desk) fn turned_out(lang: Lang, checks: &Checks) -> Vec<String> {
    let record = &checks.record;
    let brought = [
        ("brought", record.brought.into()),
        ("buyers", record.buyers.into()),
    ];
    let mut lines = vec![lang.html("payout-check-brought", &brought)];
    if record.buyers > 0 {
        lines.extend(of_buyers(lang, checks));
    }
    lines.push(verdict(lang, checks));
    lines
}

/// How what they brought turned out.
fn of_buyers(lang: Lang, checks: &Checks) -> [String; 2] {
    let record = &checks.record;
    let returned = [
        ("payments", record.payments.into()),
        ("returned", record.returned.into()),
        ("share", share(record.returned, record.payments).into()),
    ];
    let marked = [
        ("marked", checks.marked.into()),
        ("buyers", record.buyers.into()),
        ("share", share(checks.marked, record.buyers).into()),
    ];
    [
        lang.html("payout-check-returned", &returned),
        lang.html("payout-check-marked", &marked),
    ]
}

fn verdict(lang: Lang, checks: &Checks) -> String {
    if checks.notices.is_empty() {
        return lang.html("payout-verdict-fine", &[]);
    }
    let mut lines = vec![lang.html("payout-verdict-look", &[])];
    lines.extend(checks.notices.iter().map(|notice| match notice {
        Notice::Young => lang.html("payout-notice-young", &[]),
        Notice::Returned(share) => {
            lang.html("payout-notice-returned", &[("share", (*share).into())])
        }
        Notice::Marked(mark, people) => {
            let key = format!("payout-mark-{}", mark.name());
            lang.html(&key, &[("people", (*people).into())])
        }
    }));
    lines.join("\n")
}

/// What members of the staff did, oldest first.
pub(super) fn history(lang: Lang, zone: Tz, facts: &Facts) -> String {
    let skipped = facts.history.len().saturating_sub(MOST_STEPS);
    let lines = facts.history.iter().skip(skipped).map(|entry| {
        let step = match entry.action.as_str() {
            "withdrawal_approved" => "payout-step-approved",
            "withdrawal_taken" => "payout-step-taken",
            "withdrawal_given_back" => "payout-step-given-back",
            "withdrawal_completed" => "payout-step-sent",
            "withdrawal_rejected" => "payout-step-rejected",
            _ => "payout-step-other",
        };
        let at = ("at", moment(zone, entry.at).into());
        lang.html(step, &[named(&entry.name), at])
    });
    lines.collect::<Vec<_>>().join("\n")
}
