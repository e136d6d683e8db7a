//! What is wrong, and what to do about it: one rule for each thing that the staff should
//! know before customers do. /health shows by the same rules what is red.

use chrono::TimeDelta;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    facts::Facts,
    probes::{STORAGE, TELEGRAM},
};
use crate::{
    i18n::{FluentValue, Lang},
    queue::Standing,
};

const MOST_INBOX_WAIT: TimeDelta = TimeDelta::seconds(60);
const MOST_QUEUE_WAIT: TimeDelta = TimeDelta::minutes(5);
/// A set takes minutes. Its deadline, a day, is much later.
const MOST_SET_WAIT: TimeDelta = TimeDelta::hours(2);
const MOST_REFUND_WAIT: TimeDelta = TimeDelta::hours(1);
/// People were told that it takes a day when the staff send it.
const MOST_REFUND_WAIT_BY_HAND: TimeDelta = TimeDelta::days(1);
/// An update that Telegram could not hand over is tried again for longer.
const WEBHOOK_TROUBLE_FOR: TimeDelta = TimeDelta::minutes(10);
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
}

/// What was found, as the variables of the rule's words.
pub(super) type Finding = Vec<(&'static str, FluentValue<'static>)>;

/// What rules go by that the settings name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Limits {
    pub least_credits: Option<Decimal>,
}

impl Rule {
    pub const ALL: [Self; 14] = [
        Self::Inbox,
        Self::DeadUpdates,
        Self::LateJobs,
        Self::FailingJobs,
        Self::DeadJobs,
        Self::LateSets,
        Self::Refunds,
        Self::RefundsByHand,
        Self::Kie,
        Self::Credits,
        Self::Storage,
        Self::Telegram,
        Self::Webhook,
        Self::Connections,
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
            Self::Credits => "credits",
            Self::Storage => "storage",
            Self::Telegram => "telegram",
            Self::Webhook => "webhook",
            Self::Connections => "connections",
        }
    }

    /// How long it may be wrong before anybody is told, beside the time that the rule
    /// itself names.
    pub fn patience(self) -> TimeDelta {
        match self {
            Self::Connections => TimeDelta::minutes(2),
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
        let waits = |line: super::facts::Line, most| {
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
            Self::DeadUpdates => (facts.inbox.dead_lately > 0).then(|| {
                let references = facts.inbox.references.join(", ");
                vec![
                    ("count", facts.inbox.dead_lately.into()),
                    ("references", references.into()),
                ]
            }),
            Self::LateJobs => {
                let late = |kind: &&Standing| age(kind.oldest_due) > MOST_QUEUE_WAIT;
                let late: Vec<&Standing> = facts.queue.iter().filter(late).collect();
                let oldest = late.iter().filter_map(|kind| kind.oldest_due).min();
                kinds(&late, |kind| kind.due).map(|mut finding| {
                    finding.push(time(oldest));
                    finding
                })
            }
            Self::FailingJobs => {
                let failing = facts.queue.iter().filter(|kind| kind.failing > 0);
                kinds(&failing.collect::<Vec<_>>(), |kind| kind.failing)
            }
            Self::DeadJobs => kinds(&facts.dead_kinds(), |kind| kind.dead),
            Self::LateSets => waits(people.sets, MOST_SET_WAIT),
            Self::Refunds => waits(people.refunds, MOST_REFUND_WAIT),
            Self::RefundsByHand => waits(people.refunds_by_hand, MOST_REFUND_WAIT_BY_HAND),
            Self::Kie => facts
                .kie
                .trouble
                .map(|trouble| vec![("trouble", trouble.into()), time(facts.kie.since)]),
            Self::Credits => {
                let (left, least) = facts.credits().zip(limits.least_credits)?;
                (left < least).then(|| {
                    let words = |credits: Decimal| credits.floor().normalize().to_string().into();
                    vec![("left", words(left)), ("least", words(least))]
                })
            }
            Self::Storage => silent(facts, STORAGE, lang),
            Self::Telegram => silent(facts, TELEGRAM, lang),
            Self::Webhook => {
                let probe = facts.probe(TELEGRAM)?;
                let pending = probe.value.unwrap_or_default();
                let is_recent = |at| facts.now - at < WEBHOOK_TROUBLE_FOR;
                let is_bad = probe.trouble_at.is_some_and(is_recent);
                let count = ("count", pending.normalize().to_string().into());
                (is_bad || pending >= Decimal::from(MOST_AT_TELEGRAM)).then(|| vec![count])
            }
            Self::Connections => {
                let of = facts.connections;
                (of.used * 10 >= of.most * 9)
                    .then(|| vec![("used", of.used.into()), ("most", of.most.into())])
            }
        }
    }
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

fn silent(facts: &Facts, name: &str, lang: Lang) -> Option<Finding> {
    let probe = facts.probe(name)?;
    (probe.failures >= MANY_SILENCES).then(|| {
        let since = lang.duration(facts.age(probe.answered_at));
        let has_answered = i32::from(probe.answered_at.is_some());
        vec![("answered", has_answered.into()), ("time", since.into())]
    })
}
