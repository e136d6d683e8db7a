//! The lines of /health: each begins with how it stands.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    health::{
        facts::{Facts, Line, Probe},
        probes::{KIE, STORAGE, TELEGRAM},
        rules::{Limits, Rule},
    },
    i18n::{FluentValue, Lang},
};

/// What waits longer is worth a look, though nothing is wrong yet.
const WORTH_A_LOOK: TimeDelta = TimeDelta::seconds(15);

/// A process that was not seen for so long is gone.
const GONE_AFTER: TimeDelta = TimeDelta::minutes(1);

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Well,
    Look,
    Bad,
}

impl Level {
    fn sign(self) -> &'static str {
        match self {
            Self::Well => "🟢",
            Self::Look => "🟡",
            Self::Bad => "🔴",
        }
    }
}

/// Writes lines about what is known.
struct Lines<'a> {
    lang: Lang,
    facts: &'a Facts,
    limits: Limits,
}

pub(super) fn machine(lang: Lang, facts: &Facts, limits: Limits) -> Vec<String> {
    let lines = Lines {
        lang,
        facts,
        limits,
    };
    let mut all = vec![
        lines.inbox(),
        lines.queue(),
        lines.given_up(),
        lines.kie(),
        lines.probe("storage", STORAGE, &[Rule::Storage]),
        lines.probe("telegram", TELEGRAM, &[Rule::Telegram, Rule::Webhook]),
        lines.database(),
        lines.sales(),
    ];
    all.extend(lines.processes());
    all
}

pub(super) fn people(lang: Lang, facts: &Facts, limits: Limits) -> Vec<String> {
    let lines = Lines {
        lang,
        facts,
        limits,
    };
    let waiting = &facts.waiting;
    vec![
        lines.waiting(
            "sets",
            waiting.sets,
            Some(Rule::LateSets),
            TimeDelta::minutes(30),
        ),
        lines.waiting(
            "refunds",
            waiting.refunds,
            Some(Rule::Refunds),
            TimeDelta::minutes(10),
        ),
        lines.waiting(
            "refunds-by-hand",
            waiting.refunds_by_hand,
            Some(Rule::RefundsByHand),
            TimeDelta::zero(),
        ),
        lines.waiting("tickets", waiting.tickets, None, TimeDelta::hours(1)),
        lines.waiting("withdrawals", waiting.withdrawals, None, TimeDelta::days(1)),
    ]
}

impl Lines<'_> {
    fn is_broken(&self, rule: Rule) -> bool {
        rule.find(self.facts, self.limits, self.lang).is_some()
    }

    fn level(&self, rules: &[Rule], is_worth_a_look: bool) -> Level {
        if rules.iter().any(|rule| self.is_broken(*rule)) {
            Level::Bad
        } else if is_worth_a_look {
            Level::Look
        } else {
            Level::Well
        }
    }

    fn line(&self, level: Level, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let words = self.lang.html(&format!("health-line-{key}"), args);
        format!("{} {words}", level.sign())
    }

    fn ago(&self, at: Option<DateTime<Utc>>) -> String {
        match at {
            Some(at) => self.lang.duration(self.facts.age(Some(at))),
            None => self.lang.text("health-never", &[]),
        }
    }

    fn inbox(&self) -> String {
        let inbox = &self.facts.inbox;
        let is_slow = self.facts.age(inbox.oldest) > WORTH_A_LOOK;
        let args = [
            ("count", inbox.unfinished.into()),
            ("time", self.ago(inbox.oldest).into()),
            ("last", self.ago(inbox.last_at).into()),
        ];
        self.line(self.level(&[Rule::Inbox], is_slow), "inbox", &args)
    }

    fn queue(&self) -> String {
        let queue = &self.facts.queue;
        let oldest = queue.iter().filter_map(|kind| kind.oldest_due).min();
        let due: i64 = queue.iter().map(|kind| kind.due).sum();
        let running: i64 = queue.iter().map(|kind| kind.running).sum();
        let failing: i64 = queue.iter().map(|kind| kind.failing).sum();
        let is_slow = self.facts.age(oldest) > WORTH_A_LOOK;
        let slowest = queue
            .iter()
            .find(|kind| kind.oldest_due == oldest && oldest.is_some());
        let kind = slowest.map(|kind| kind.kind.clone()).unwrap_or_default();
        let args = [
            ("due", due.into()),
            ("running", running.into()),
            ("failing", failing.into()),
            ("time", self.ago(oldest).into()),
            ("kind", kind.into()),
        ];
        let key = if oldest.is_some() {
            "queue-late"
        } else {
            "queue"
        };
        let level = self.level(&[Rule::LateJobs, Rule::FailingJobs], is_slow);
        self.line(level, key, &args)
    }

    fn given_up(&self) -> String {
        let kinds = self.facts.dead_kinds();
        let names = kinds
            .iter()
            .map(|kind| format!("{} {}", kind.kind, kind.dead));
        let jobs: i64 = kinds.iter().map(|kind| kind.dead).sum();
        let inbox = &self.facts.inbox;
        let args = [
            ("jobs", jobs.into()),
            ("kinds", names.collect::<Vec<_>>().join(", ").into()),
            ("updates", inbox.dead.into()),
            ("lately", inbox.dead_lately.into()),
            ("references", inbox.references.join(", ").into()),
        ];
        let level = self.level(&[Rule::DeadJobs, Rule::DeadUpdates], inbox.dead > 0);
        let mut line = match jobs + inbox.dead {
            0 => self.line(level, "nothing-given-up", &args),
            _ => self.line(level, "given-up", &args),
        };
        if !inbox.references.is_empty() {
            line += &self.lang.html("health-line-references", &args);
        }
        line
    }

    fn kie(&self) -> String {
        let kie = &self.facts.kie;
        let probe = self.facts.probe(KIE);
        let credits = self
            .facts
            .credits()
            .map(|credits| credits.floor().normalize());
        let args = [
            ("trouble", kie.trouble.unwrap_or("none").into()),
            ("since", self.ago(kie.since).into()),
            ("known", i32::from(credits.is_some()).into()),
            ("credits", credits.unwrap_or_default().to_string().into()),
            (
                "asked",
                self.ago(probe.and_then(|probe| probe.answered_at)).into(),
            ),
        ];
        let is_unsure = probe.is_some_and(|probe| probe.failures > 0) || kie.failures > 0;
        self.line(
            self.level(&[Rule::Kie, Rule::Credits], is_unsure),
            "kie",
            &args,
        )
    }

    fn probe(&self, key: &str, name: &str, rules: &[Rule]) -> String {
        let Some(probe) = self.facts.probe(name) else {
            return self.line(Level::Look, &format!("{key}-unknown"), &[]);
        };
        let Probe {
            failures, value, ..
        } = probe;
        let args = [
            ("asked", self.ago(probe.answered_at).into()),
            ("failures", (*failures).into()),
            (
                "count",
                value.unwrap_or_default().normalize().to_string().into(),
            ),
            ("floods", self.floods().into()),
        ];
        self.line(self.level(rules, *failures > 0), key, &args)
    }

    /// How often Telegram has said to those who run that it was too much.
    fn floods(&self) -> i64 {
        self.facts
            .processes
            .iter()
            .map(|process| process.floods)
            .sum()
    }

    fn database(&self) -> String {
        let of = self.facts.connections;
        let args = [("used", of.used.into()), ("most", of.most.into())];
        let level = self.level(&[Rule::Connections], of.used * 10 >= of.most * 7);
        self.line(level, "database", &args)
    }

    fn sales(&self) -> String {
        let (pauses, switched) = (&self.facts.pauses, self.facts.switched);
        let reasons: Vec<&str> = pauses.iter().map(|pause| pause.reason.as_str()).collect();
        let args = [
            ("pauses", pauses.len().into()),
            ("reasons", reasons.join(", ").into()),
            ("switched", switched.into()),
        ];
        let is_usual = pauses.is_empty() && switched == 0;
        self.line(self.level(&[], !is_usual), "sales", &args)
    }

    fn processes(&self) -> Vec<String> {
        if self.facts.processes.is_empty() {
            return vec![self.line(Level::Look, "no-process", &[])];
        }
        let line = |process: &crate::health::facts::Process| {
            let is_gone = self.facts.age(Some(process.seen_at)) > GONE_AFTER;
            let args = [
                ("name", process.name.clone().into()),
                ("roles", process.roles.clone().into()),
                ("version", process.version.clone().into()),
                ("up", self.ago(Some(process.started_at)).into()),
                ("seen", self.ago(Some(process.seen_at)).into()),
            ];
            if is_gone {
                self.line(Level::Bad, "process-gone", &args)
            } else {
                self.line(Level::Well, "process", &args)
            }
        };
        self.facts.processes.iter().map(line).collect()
    }

    fn waiting(&self, key: &str, line: Line, rule: Option<Rule>, usual: TimeDelta) -> String {
        let is_long = line.count > 0 && self.facts.age(line.oldest) > usual;
        let rules: Vec<Rule> = rule.into_iter().collect();
        let args = [
            ("count", line.count.into()),
            ("time", self.ago(line.oldest).into()),
        ];
        let name = self.lang.html(&format!("health-line-{key}"), &[]);
        let state = match line.count {
            0 => self.lang.html("health-line-nobody", &[]),
            _ => self.lang.html("health-line-waits", &args),
        };
        format!("{} {name}: {state}", self.level(&rules, is_long).sign())
    }
}
