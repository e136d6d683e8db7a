//! What is wrong, and what to do about it: one rule for each thing that the staff should
//! know before customers do. /health shows by the same rules what is red.

use chrono::TimeDelta;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    alert::Extent,
    facts::{Facts, Line},
    probes::{KIE, STORAGE, TELEGRAM},
};
use crate::{
    i18n::{FluentValue, Lang},
    queue::Standing,
};

pub(super) const MOST_INBOX_WAIT: TimeDelta = TimeDelta::seconds(60);
pub(super) const MOST_QUEUE_WAIT: TimeDelta = TimeDelta::minutes(5);
/// A set takes minutes. Its deadline, a day, is much later.
pub(super) const MOST_SET_WAIT: TimeDelta = TimeDelta::hours(2);
const MOST_REFUND_WAIT: TimeDelta = TimeDelta::hours(1);
/// People were told that it takes a day when the staff send it.
const MOST_REFUND_WAIT_BY_HAND: TimeDelta = TimeDelta::days(1);
/// Telegram is asked each three minutes; an error that it met since the last time is young.
const YOUNG_ERROR: TimeDelta = TimeDelta::minutes(4);
/// Who writes is handed over within seconds. What waits while so long nothing comes is stuck.
const NOTHING_CAME_FOR: TimeDelta = TimeDelta::minutes(3);
const MOST_AT_TELEGRAM: u32 = 200;
/// Questions without an answer, in a row.
const MANY_SILENCES: i32 = 3;

/// Something that can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Rule {
    #[serde(rename = "i")]
    Inbox,
    #[serde(rename = "u")]
    DeadUpdates,
    #[serde(rename = "l")]
    LateJobs,
    #[serde(rename = "f")]
    FailingJobs,
    #[serde(rename = "d")]
    DeadJobs,
    #[serde(rename = "s")]
    LateSets,
    #[serde(rename = "r")]
    Refunds,
    #[serde(rename = "h")]
    RefundsByHand,
    #[serde(rename = "k")]
    Kie,
    #[serde(rename = "a")]
    KieSilent,
    #[serde(rename = "c")]
    Credits,
    #[serde(rename = "o")]
    Storage,
    #[serde(rename = "t")]
    Telegram,
    #[serde(rename = "w")]
    Webhook,
    #[serde(rename = "n")]
    Connections,
    #[serde(rename = "p")]
    Processes,
}

/// What was found, as the variables of the rule's words.
pub(super) type Finding = Vec<(&'static str, FluentValue<'static>)>;

/// What rules go by that the settings name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Limits {
    pub least_credits: Option<Decimal>,
}

impl Rule {
    pub const ALL: [Self; 16] = [
        Self::Inbox,
        Self::DeadUpdates,
        Self::LateJobs,
        Self::FailingJobs,
        Self::DeadJobs,
        Self::LateSets,
        Self::Refunds,
        Self::RefundsByHand,
        Self::Kie,
        Self::KieSilent,
        Self::Credits,
        Self::Storage,
        Self::Telegram,
        Self::Webhook,
        Self::Connections,
        Self::Processes,
    ];

    /// As it stands in `health_alerts.rule` and in the names of its words.
    pub fn id(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::DeadUpdates => "dead-updates",
            Self::LateJobs => "late-jobs",
            Self::FailingJobs => "failing-jobs",
            Self::DeadJobs => "dead-jobs",
            Self::LateSets => "late-sets",
            Self::Refunds => "refunds",
            Self::RefundsByHand => "refunds-by-hand",
            Self::Kie => "kie",
            Self::KieSilent => "kie-silent",
            Self::Credits => "credits",
            Self::Storage => "storage",
            Self::Telegram => "telegram",
            Self::Webhook => "webhook",
            Self::Connections => "connections",
            Self::Processes => "processes",
        }
    }

    /// How long it may be wrong before anybody is told, beside the time that the rule
    /// itself names.
    pub fn patience(self) -> TimeDelta {
        match self {
            Self::Connections => TimeDelta::minutes(2),
            // A restart behind a proxy is one error, and what waits at one look is often a
            // moment's: two looks in a row are not.
            Self::Webhook => TimeDelta::minutes(5),
            _ => TimeDelta::zero(),
        }
    }

    /// Whether somebody else tells the group when it begins and when it is over.
    pub fn is_told_elsewhere(self) -> bool {
        self == Self::Kie
    }

    /// What is wrong by this rule, if anything is.
    pub fn find(self, facts: &Facts, limits: Limits, lang: Lang) -> Option<Finding> {
        let age = |since| facts.age(since);
        let time = |since| ("time", lang.duration(age(since)).into());
        let waits = |line: Line, most| {
            (age(line.oldest) > most).then(|| vec![("count", line.count.into()), time(line.oldest)])
        };
        let people = &facts.waiting;
        match self {
            Self::Inbox => (age(facts.inbox.oldest) > MOST_INBOX_WAIT).then(|| {
                vec![
                    ("count", facts.inbox.unfinished.into()),
                    time(facts.inbox.oldest),
                ]
            }),
            Self::DeadUpdates => (facts.inbox.dead > 0).then(|| {
                let references = match facts.inbox.references.as_slice() {
                    [] => "none".to_owned(),
                    references => references.join(", "),
                };
                vec![
                    ("count", facts.inbox.dead.into()),
                    ("lately", facts.inbox.dead_lately.into()),
                    ("references", references.into()),
                ]
            }),
            Self::LateJobs => {
                let late = late_kinds(facts);
                let oldest = late.iter().filter_map(|kind| kind.oldest_due).min();
                kinds(&late, |kind| kind.due).map(|mut finding| {
                    finding.push(time(oldest));
                    finding
                })
            }
            Self::FailingJobs => kinds(&failing_kinds(facts), |kind| kind.failing),
            Self::DeadJobs => kinds(&facts.dead_kinds(), |kind| kind.dead),
            Self::LateSets => waits(people.sets, MOST_SET_WAIT),
            Self::Refunds => waits(people.refunds, MOST_REFUND_WAIT),
            Self::RefundsByHand => waits(people.refunds_by_hand, MOST_REFUND_WAIT_BY_HAND),
            Self::Kie => facts
                .kie
                .trouble
                .map(|trouble| vec![("trouble", trouble.into()), time(facts.kie.since)]),
            // While Kie is left alone, it is not asked here.
            Self::KieSilent if facts.kie.trouble.is_some() => None,
            Self::KieSilent => silent(facts, KIE, lang),
            Self::Credits => {
                let (left, least) = facts.credits().zip(limits.least_credits)?;
                (left < least).then(|| {
                    let words = |credits: Decimal| credits.floor().normalize().to_string().into();
                    vec![("left", words(left)), ("least", words(least))]
                })
            }
            Self::Storage => silent(facts, STORAGE, lang),
            Self::Telegram => silent(facts, TELEGRAM, lang),
            Self::Webhook => unreached(facts),
            Self::Connections => {
                let of = facts.connections;
                (of.used * 10 >= of.most * 9)
                    .then(|| vec![("used", of.used.into()), ("most", of.most.into())])
            }
            Self::Processes => {
                let roles = facts.missing_roles();
                let last = facts.gone().map(|process| process.seen_at).max();
                (!roles.is_empty()).then(|| vec![("roles", roles.join(", ").into()), time(last)])
            }
        }
    }

    /// How many of what it is, where more of it is news.
    pub fn extent(self, facts: &Facts) -> Extent {
        let kinds = |kinds: Vec<&Standing>, count: fn(&Standing) -> i64| {
            let kinds = kinds.into_iter();
            kinds.map(|kind| (kind.kind.clone(), count(kind))).collect()
        };
        let all = |count| Extent::from([(String::new(), count)]);
        match self {
            Self::LateJobs => kinds(late_kinds(facts), |kind| kind.due),
            Self::FailingJobs => kinds(failing_kinds(facts), |kind| kind.failing),
            Self::DeadJobs => kinds(facts.dead_kinds(), |kind| kind.dead),
            Self::DeadUpdates => all(facts.inbox.dead),
            Self::LateSets => all(facts.waiting.sets.count),
            Self::Refunds => all(facts.waiting.refunds.count),
            Self::RefundsByHand => all(facts.waiting.refunds_by_hand.count),
            Self::Processes => {
                let roles = facts.missing_roles().into_iter();
                roles.map(|role| (role.to_owned(), 1)).collect()
            }
            _ => Extent::new(),
        }
    }
}

fn late_kinds(facts: &Facts) -> Vec<&Standing> {
    let is_late = |kind: &&Standing| facts.age(kind.oldest_due) > MOST_QUEUE_WAIT;
    facts.queue.iter().filter(is_late).collect()
}

fn failing_kinds(facts: &Facts) -> Vec<&Standing> {
    let kinds = facts.queue.iter();
    kinds.filter(|kind| kind.failing > 0).collect()
}

/// The kinds with their counts, and the sum; nothing when there are none.
fn kinds(found: &[&Standing], count: impl Fn(&Standing) -> i64) -> Option<Finding> {
    let sum: i64 = found.iter().map(|kind| count(kind)).sum();
    let names = found
        .iter()
        .map(|kind| format!("{} ({})", kind.kind, count(kind)));
    let names: Vec<String> = names.collect();
    (sum > 0).then(|| vec![("count", sum.into()), ("kinds", names.join(", ").into())])
}

/// Whether Telegram does not reach us, and how much waits there.
fn unreached(facts: &Facts) -> Option<Finding> {
    let probe = facts.probe(TELEGRAM)?;
    let pending = probe.value.unwrap_or_default();
    let is_young = |at| facts.now - at < YOUNG_ERROR;
    let fails = probe.trouble_at.is_some_and(is_young);
    let came_lately = |at| facts.now - at < NOTHING_CAME_FOR;
    let is_stuck = !pending.is_zero() && !facts.inbox.last_at.is_some_and(came_lately);
    let is_bad = fails || is_stuck || pending >= Decimal::from(MOST_AT_TELEGRAM);
    let waits = i64::try_from(pending).unwrap_or_default();
    is_bad.then(|| vec![("count", waits.into())])
}

fn silent(facts: &Facts, name: &str, lang: Lang) -> Option<Finding> {
    let probe = facts.probe(name)?;
    (probe.failures >= MANY_SILENCES).then(|| {
        let since = lang.duration(facts.age(probe.answered_at));
        let has_answered = i32::from(probe.answered_at.is_some());
        vec![("answered", has_answered.into()), ("time", since.into())]
    })
}
