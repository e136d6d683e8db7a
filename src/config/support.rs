//! The settings of the support desk's clock: how quickly it answers, when it works,
//! who is called when nobody does, and when silence ends a ticket.

use std::str::FromStr;

use chrono_tz::Tz;

use super::{hours::WeekHours, reader::Reader};

/// Two months: whoever promises more promises nothing.
const MOST_MINUTES: u32 = 60 * 24 * 60;

const MOST_DAYS: u16 = 365;

/// In the order of P1 to P4; the values are those of the product's description.
const TARGETS: &str = "P1=60/240,P2=120/480,P3=240/1440,P4=1440/4320";
const ESCALATIONS: &str = "P1=30,P2=60,P3=180,P4=720";

/// What the clock of tickets goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportConfig {
    /// Of P1 to P4.
    pub targets: [SupportTargets; 4],
    /// Minutes without a response after which a ticket of P1 to P4 is escalated.
    pub escalate_minutes: [u32; 4],
    /// Unset: always.
    pub hours: Option<WeekHours>,
    pub timezone: Tz,
    /// Whom an escalation names.
    pub duty: Vec<Duty>,
    /// Days without a word of its person after which a ticket that waits for them
    /// is resolved.
    pub quiet_days: u16,
    /// Days in which a resolved ticket can be opened again.
    pub reopen_days: u16,
}

/// How long things may take at one priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SupportTargets {
    pub first_response_minutes: u32,
    pub next_response_minutes: u32,
    pub resolution_minutes: u32,
}

/// Somebody on duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Duty {
    /// A Telegram user name, without the @.
    Name(String),
    TelegramId(i64),
}

impl Reader {
    pub(super) fn support(&mut self) -> Option<SupportConfig> {
        let targets = self.raw("SUPPORT_SLA_MINUTES");
        let targets = per_priority(targets.as_deref().unwrap_or(TARGETS), targets_of);
        if targets.is_none() {
            let what = "is not P1=first/resolution,… or P1=first/next/resolution,… for P1 to P4, \
                        in minutes from 1 to 86400, such as P1=60/240,P2=120/480,P3=240/1440,P4=1440/4320";
            self.mistake("SUPPORT_SLA_MINUTES", what);
        }
        let escalations = self.raw("SUPPORT_ESCALATE_MINUTES");
        let escalations = per_priority(escalations.as_deref().unwrap_or(ESCALATIONS), minutes);
        if escalations.is_none() {
            let what = "is not like P1=30,P2=60,P3=180,P4=720, in minutes from 1 to 86400";
            self.mistake("SUPPORT_ESCALATE_MINUTES", what);
        }
        let hours = self.hours();
        let timezone = self.or(
            "SUPPORT_TIMEZONE",
            "UTC",
            "a time zone such as Europe/Berlin",
        );
        let duty = self.duty();
        let quiet_days = self.days("SUPPORT_QUIET_DAYS", "3");
        let reopen_days = self.days("SUPPORT_REOPEN_DAYS", "7");
        Some(SupportConfig {
            targets: targets?,
            escalate_minutes: escalations?,
            hours,
            timezone: timezone?,
            duty,
            quiet_days: quiet_days?,
            reopen_days: reopen_days?,
        })
    }

    fn hours(&mut self) -> Option<WeekHours> {
        match self.raw("SUPPORT_HOURS")?.parse() {
            Ok(hours) => Some(hours),
            Err(error) => {
                self.mistake(
                    "SUPPORT_HOURS",
                    &format!("can't be understood: {error}; unset means always"),
                );
                None
            }
        }
    }

    fn duty(&mut self) -> Vec<Duty> {
        let mut duty = Vec::new();
        for entry in self.raw("SUPPORT_DUTY").unwrap_or_default().split(',') {
            if !entry.trim().is_empty() {
                duty.extend(self.parsed::<Duty>(
                    "SUPPORT_DUTY",
                    entry.trim(),
                    "a comma-separated list of @names or Telegram ids",
                ));
            }
        }
        duty
    }

    fn days(&mut self, name: &str, default: &str) -> Option<u16> {
        let days: Option<u16> = self.or(name, default, "a whole number of days");
        if days.is_some_and(|days| !(1..=MOST_DAYS).contains(&days)) {
            self.mistake(name, "must be from 1 to 365");
        }
        days
    }
}

impl FromStr for Duty {
    type Err = ();

    fn from_str(words: &str) -> Result<Self, Self::Err> {
        if let Ok(id) = words.parse::<i64>() {
            return (id > 0).then_some(Self::TelegramId(id)).ok_or(());
        }
        let name = words.strip_prefix('@').ok_or(())?;
        // Telegram's rule for user names; collectible ones are as short as 4.
        let is_allowed = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let is_name = (4..=32).contains(&name.len()) && name.chars().all(is_allowed);
        is_name.then(|| Self::Name(name.to_owned())).ok_or(())
    }
}

/// Reads `P1=…,P2=…,P3=…,P4=…`, in any order, each once.
fn per_priority<T: Copy>(words: &str, read: impl Fn(&str) -> Option<T>) -> Option<[T; 4]> {
    let mut found = [None; 4];
    for part in words.split(',') {
        let (name, value) = part.split_once('=')?;
        let place = ["P1", "P2", "P3", "P4"]
            .iter()
            .position(|priority| *priority == name.trim())?;
        if found[place].replace(read(value)?).is_some() {
            return None;
        }
    }
    let [p1, p2, p3, p4] = found;
    Some([p1?, p2?, p3?, p4?])
}

fn targets_of(words: &str) -> Option<SupportTargets> {
    let values: Vec<u32> = words.split('/').map(minutes).collect::<Option<_>>()?;
    let (first, next, resolution) = match values[..] {
        [first, resolution] => (first, first, resolution),
        [first, next, resolution] => (first, next, resolution),
        _ => return None,
    };
    (first <= resolution).then_some(SupportTargets {
        first_response_minutes: first,
        next_response_minutes: next,
        resolution_minutes: resolution,
    })
}

fn minutes(words: &str) -> Option<u32> {
    let minutes = words.trim().parse().ok()?;
    (1..=MOST_MINUTES).contains(&minutes).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn read(settings: &[(&str, &str)]) -> Result<SupportConfig, Vec<String>> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let mut reader = Reader {
            variables: settings.iter().map(owned).collect::<BTreeMap<_, _>>(),
            mistakes: Vec::new(),
        };
        match (reader.support(), reader.mistakes) {
            (Some(config), mistakes) if mistakes.is_empty() => Ok(config),
            (_, mistakes) => Err(mistakes),
        }
    }

    fn flat(targets: [SupportTargets; 4]) -> [(u32, u32, u32); 4] {
        targets.map(|targets| {
            let SupportTargets {
                first_response_minutes: first,
                next_response_minutes: next,
                resolution_minutes: resolution,
            } = targets;
            (first, next, resolution)
        })
    }

    #[test]
    fn the_defaults_are_those_of_the_product() {
        let config = read(&[]).unwrap();
        assert_eq!(
            flat(config.targets),
            [
                (60, 60, 240),
                (120, 120, 480),
                (240, 240, 1440),
                (1440, 1440, 4320)
            ]
        );
        assert_eq!(config.escalate_minutes, [30, 60, 180, 720]);
        assert_eq!((config.hours, config.timezone), (None, Tz::UTC));
        assert_eq!((config.quiet_days, config.reopen_days), (3, 7));
        assert_eq!(config.duty, []);
    }

    #[test]
    fn all_of_it_can_be_set() {
        let config = read(&[
            (
                "SUPPORT_SLA_MINUTES",
                "P4=9/9, P1=1/2/3 ,P2=4/5,P3=6/7/86400",
            ),
            ("SUPPORT_ESCALATE_MINUTES", "P1=1,P2=2,P3=3,P4=4"),
            ("SUPPORT_HOURS", "Mon-Fri 09:00-18:00"),
            ("SUPPORT_TIMEZONE", "Asia/Yekaterinburg"),
            ("SUPPORT_DUTY", "@olga_petrova, 4242,"),
            ("SUPPORT_QUIET_DAYS", "1"),
            ("SUPPORT_REOPEN_DAYS", "30"),
        ])
        .unwrap();
        assert_eq!(
            flat(config.targets),
            [(1, 2, 3), (4, 4, 5), (6, 7, 86400), (9, 9, 9)]
        );
        assert_eq!(config.timezone, Tz::Asia__Yekaterinburg);
        let olga = Duty::Name("olga_petrova".to_owned());
        assert_eq!(config.duty, [olga, Duty::TelegramId(4242)]);
        assert!(config.hours.is_some());
    }

    #[test]
    fn each_mistake_names_its_variable() {
        for (name, values) in [
            (
                "SUPPORT_SLA_MINUTES",
                &[
                    "60/240",
                    "P1=60/240",
                    "P1=60,P2=1/2,P3=1/2,P4=1/2",
                    "P1=0/1,P2=1/2,P3=1/2,P4=1/2",
                    "P1=1/2,P1=1/2,P2=1/2,P3=1/2,P4=1/2",
                    "P1=1/2,P2=1/2,P3=1/2,P4=1/2,P5=1/2",
                    "P1=3/2,P2=1/2,P3=1/2,P4=1/2",
                    "P1=1/2,P2=1/2,P3=1/2,P4=1/86401",
                ][..],
            ),
            (
                "SUPPORT_ESCALATE_MINUTES",
                &[
                    "30",
                    "P1=30",
                    "P1=-1,P2=1,P3=1,P4=1",
                    "P1=1/1,P2=1,P3=1,P4=1",
                ][..],
            ),
            ("SUPPORT_HOURS", &["always", "Mon 09:00-09:00"][..]),
            ("SUPPORT_TIMEZONE", &["Berlin", "UTC+3"][..]),
            ("SUPPORT_DUTY", &["olga", "@o", "@olga,-5", "@ol ga"][..]),
            ("SUPPORT_QUIET_DAYS", &["0", "366", "three"][..]),
            ("SUPPORT_REOPEN_DAYS", &["0", "1.5"][..]),
        ] {
            for value in values {
                let mistakes = read(&[(name, value)]).unwrap_err();
                assert_eq!(mistakes.len(), 1, "{value}: {mistakes:?}");
                assert!(mistakes[0].starts_with(name), "{value}: {mistakes:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn rubbish_never_panics(words in "[P1-4=/, 0-9]{0,40}|\\PC{0,40}") {
            for name in ["SUPPORT_SLA_MINUTES", "SUPPORT_ESCALATE_MINUTES", "SUPPORT_HOURS",
                         "SUPPORT_TIMEZONE", "SUPPORT_DUTY", "SUPPORT_QUIET_DAYS"] {
                if let Err(mistakes) = read(&[(name, &words)]) {
                    prop_assert!(mistakes.iter().all(|mistake| mistake.starts_with(name)));
                }
            }
        }
    }
}
