//! The engine against timelines that were worked out by hand, and properties that
//! hold for all of them.

mod properties;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::{Measure, Plan, Rules, Step, Timeline, Told};
use crate::{
    config::Config,
    support::events::{Actor, Event, Recorded},
};

const TIMELINES: &str = include_str!("tests/timelines.txt");

/// One block of the file.
struct Example<'a> {
    title: &'a str,
    settings: Vec<(&'static str, &'a str)>,
    is_owed: bool,
    happened: Vec<&'a str>,
    until: Option<&'a str>,
    expected: Vec<&'a str>,
}

impl<'a> Example<'a> {
    fn parse(block: &'a str) -> Self {
        let mut lines = block.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut example = Self {
            title: lines.next().unwrap(),
            settings: Vec::new(),
            is_owed: false,
            happened: Vec::new(),
            until: None,
            expected: Vec::new(),
        };
        for line in lines {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            match word {
                "hours" => example.settings.push(("SUPPORT_HOURS", rest)),
                "zone" => example.settings.push(("SUPPORT_TIMEZONE", rest)),
                "sla" => example.settings.push(("SUPPORT_SLA_MINUTES", rest)),
                "quiet" => example.settings.push(("SUPPORT_QUIET_DAYS", rest)),
                "reopen" => example.settings.push(("SUPPORT_REOPEN_DAYS", rest)),
                "owed" => example.is_owed = true,
                "until" => example.until = Some(rest),
                "=" | "!" => example.expected.push(line),
                _ => example.happened.push(line),
            }
        }
        example
    }

    /// Lets it happen, and says what came of it in the words of the file.
    fn outcome(&self) -> Vec<String> {
        let rules = rules(&self.settings);
        let mut desk = Desk::new(rules, self.is_owed);
        for line in &self.happened {
            let (at, what) = desk.time_and_rest(line);
            if self.until.is_some() {
                desk.let_time_go_by(at, false);
            }
            desk.note(event(what), at);
        }
        if let Some(until) = self.until {
            let (until, _) = desk.time_and_rest(until);
            desk.let_time_go_by(until, true);
        }
        let state = desk.state();
        desk.done.into_iter().chain([state]).collect()
    }
}

fn rules(settings: &[(&str, &str)]) -> Rules {
    let required = [
        ("TELEGRAM_BOT_TOKEN", "t"),
        ("DATABASE_URL", "postgres://d"),
        ("S3_ENDPOINT", "https://s.example"),
        ("S3_BUCKET", "b"),
        ("S3_ACCESS_KEY_ID", "a"),
        ("S3_SECRET_ACCESS_KEY", "k"),
        ("KIE_API_KEY", "k"),
    ];
    let variables = required.iter().chain(settings);
    let owned = variables.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Rules::new(&Config::from_variables(owned.collect()).unwrap().support)
}

fn event(words: &str) -> Vec<Event> {
    let (what, priority) = words.split_once(' ').unwrap_or((words, "P3"));
    let priority = priority.parse().unwrap();
    vec![match what {
        // A ticket opens with its first words.
        "opened" => return vec![Event::Opened { priority }, Event::Asked],
        "asked" => Event::Asked,
        "answered" => Event::Answered,
        "taken" => Event::Taken,
        "waiting" => Event::Waiting,
        "resumed" => Event::Resumed,
        "priority" => Event::PriorityChanged { to: priority },
        "escalated" => Event::Escalated { to: priority },
        "resolved" => Event::Resolved,
        "reopened" => Event::Reopened,
        "closed" => Event::Closed,
        _ => panic!("no event: {words}"),
    }]
}

/// A ticket and the watch over it.
struct Desk {
    rules: Rules,
    is_owed: bool,
    events: Vec<Recorded>,
    told: Told,
    now: DateTime<Utc>,
    done: Vec<String>,
}

impl Desk {
    fn new(rules: Rules, is_owed: bool) -> Self {
        Self {
            rules,
            is_owed,
            events: Vec::new(),
            told: Told::new(),
            now: DateTime::<Utc>::MIN_UTC,
            done: Vec::new(),
        }
    }

    fn note(&mut self, events: Vec<Event>, at: DateTime<Utc>) {
        self.now = at;
        self.events.extend(events.into_iter().map(|event| Recorded {
            event,
            actor: Actor::Product,
            at,
        }));
    }

    /// The watcher's work, as its job does it: until then, or also in that minute.
    fn let_time_go_by(&mut self, until: DateTime<Utc>, also_then: bool) {
        while !self.events.is_empty() {
            let timeline = Timeline::new(&self.rules, &self.events);
            let plan = Plan::new(&self.rules, &timeline, &self.told, self.is_owed, self.now);
            let is_busy = !plan.steps.is_empty();
            for key in plan.keys {
                assert!(self.told.insert(key, self.now).is_none(), "told twice");
            }
            for step in plan.steps {
                self.carry_out(&step);
            }
            match plan.next_at {
                _ if is_busy => {}
                Some(next_at) if next_at < until || also_then && next_at == until => {
                    assert!(self.now < next_at, "the watch stands still");
                    self.now = next_at;
                }
                _ => break,
            }
        }
        self.now = until;
    }

    fn carry_out(&mut self, step: &Step) {
        let words = match step {
            Step::Escalate { to, .. } => {
                self.note(vec![Event::Escalated { to: *to }], self.now);
                format!("escalated {}", to.id())
            }
            Step::Remind { of, is_over } => {
                let stage = if *is_over { "over" } else { "soon" };
                format!("{} {stage}", name(of.measure))
            }
            Step::Announce => "told of the silence".to_owned(),
            Step::Resolve => {
                self.note(vec![Event::Resolved], self.now);
                "resolved".to_owned()
            }
            Step::Close => {
                self.note(vec![Event::Closed], self.now);
                "closed".to_owned()
            }
        };
        self.done
            .push(format!("! {} {words}", self.shown(self.now)));
    }

    fn state(&self) -> String {
        let timeline = Timeline::new(&self.rules, &self.events);
        let deadlines = timeline.responses.iter().chain(&timeline.resolution);
        let words = deadlines.map(|deadline| {
            let measure = name(deadline.measure);
            let Some(due_at) = deadline.due_at else {
                return format!("{measure} standing");
            };
            let verdict = match deadline.ended_at {
                _ if deadline.is_broken(self.now) => " late",
                Some(_) => " kept",
                None => "",
            };
            format!("{measure} {}{verdict}", self.shown(due_at))
        });
        format!("= {}", words.collect::<Vec<_>>().join(", "))
    }

    /// `02.03 10:00 …`, `02.03.2028 10:00 …`, `25.10 02:30+02 …`
    fn time_and_rest<'a>(&self, line: &'a str) -> (DateTime<Utc>, &'a str) {
        let (date, rest) = line.split_once(' ').unwrap();
        let (time, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        let numbers: Vec<u32> = date.split('.').map(|part| part.parse().unwrap()).collect();
        let year = numbers
            .get(2)
            .map_or(2026, |year| i32::try_from(*year).unwrap());
        let day = NaiveDate::from_ymd_opt(year, numbers[1], numbers[0]).unwrap();
        let (clock, offset) = time.split_at(5);
        let local = day.and_time(NaiveTime::parse_from_str(clock, "%H:%M").unwrap());
        let zone = self.rules.timezone();
        let both = zone.from_local_datetime(&local);
        let at = match offset {
            "" => both.single().expect("the time comes once"),
            _ => [both.earliest().unwrap(), both.latest().unwrap()]
                .into_iter()
                .find(|at| at.format("%:::z").to_string() == offset)
                .expect("the time comes with this offset"),
        };
        (at.to_utc(), rest)
    }

    fn shown(&self, at: DateTime<Utc>) -> String {
        let local = at.with_timezone(&self.rules.timezone());
        let year = if local.year() == 2026 { "" } else { ".%Y" };
        let comes_twice = local
            .timezone()
            .from_local_datetime(&local.naive_local())
            .single()
            .is_none();
        let offset = if comes_twice { "%:::z" } else { "" };
        local
            .format(&format!("%d.%m{year} %H:%M{offset}"))
            .to_string()
    }
}

fn name(measure: Measure) -> &'static str {
    match measure {
        Measure::FirstResponse => "first",
        Measure::NextResponse => "next",
        Measure::Resolution => "resolution",
    }
}

#[test]
fn timelines_are_what_a_hand_computes() {
    let examples: Vec<_> = TIMELINES
        .split("\n## ")
        .skip(1)
        .map(Example::parse)
        .collect();
    assert!(examples.len() >= 100, "{} timelines", examples.len());
    let wrong: Vec<_> = examples
        .iter()
        .filter_map(|example| {
            let outcome = example.outcome();
            let is_right = outcome.iter().eq(example.expected.iter());
            (!is_right).then(|| {
                let expected = example.expected.join("\n  ");
                let title = example.title;
                format!(
                    "{title}\n  {expected}\n  -- but --\n  {}",
                    outcome.join("\n  ")
                )
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_promise_is_when_the_first_answer_is_due() {
    let rules = rules(&[
        ("SUPPORT_HOURS", "Mon-Fri 09:00-18:00"),
        ("SUPPORT_TIMEZONE", "Europe/Berlin"),
    ]);
    let saturday = Tz::Europe__Berlin.with_ymd_and_hms(2026, 3, 7, 12, 0, 0);
    let saturday = saturday.unwrap().to_utc();
    let monday = (saturday.date_naive() + Days::new(2)).and_time(NaiveTime::MIN);
    let nine = monday.and_utc() + TimeDelta::hours(8);
    assert!(!rules.is_open(saturday));
    assert_eq!(rules.opens_at(saturday), nine);
    let promise = rules.promise("P1".parse().unwrap(), saturday);
    assert_eq!(promise, nine + TimeDelta::hours(1));
    let opened = event("opened P1").into_iter().map(|event| Recorded {
        event,
        actor: Actor::Person,
        at: saturday,
    });
    let deadlines = rules.deadlines(&opened.collect::<Vec<_>>());
    assert_eq!(deadlines.first_response_due_at, Some(promise));
}
