//! Beginning maintenance: what people shall read, in each language, and until when; then
//! the preview. Only what answers the question is taken for an answer, so that members may
//! go on talking.
//!
//! ```text
//! Olga taps [🛠 Begin maintenance]
//! Bot: Olga, what shall people read? Answer this message in English. …  [Our own words]
//! Olga (answers it): We are moving to a new house.
//! Bot: … and in Russian?                                                [Our own words]
//! Olga (answers it): Мы переезжаем.
//! Bot: Until when? …                                                    [Until we end it]
//! Olga (answers it): 45
//! Bot: Begin maintenance? …                            [🛠 Begin] [✖️ Leave it]
//! ```

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use teloxide::types::Message;

use super::{Deps, Switch, deed::Flip, screens, staff::offer};
use crate::{
    i18n::Lang,
    staff::{self, Member, Permission},
    telegram::{self, Buttons, Dialogue, Handled, Reply, Routes, Step},
};

/// More would be read by nobody.
pub(super) const MOST_CHARS: usize = 1000;

/// Whoever wants to close for longer does not mean maintenance.
const LONGEST_MINUTES: i64 = 7 * 24 * 60;

/// What people read, by the language's tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// `None` where the product's own words hold.
    pub fn find(&self, lang: Lang) -> Option<&str> {
        self.0.get(lang.tag()).map(String::as_str)
    }
}

/// What is asked for next, by the message `question`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Announcing {
    question: i32,
    asked: Asked,
    words: Words,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Asked {
    English,
    Russian,
    Until,
}

impl Step for Announcing {
    const FEATURE: &'static str = "maintenance";
}

/// What can be tapped below a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum AnnounceTap {
    /// The product's own words will do, or an end that somebody makes.
    #[serde(rename = "d")]
    Default,
    #[serde(rename = "s")]
    Stop,
}

impl Buttons for AnnounceTap {
    const FEATURE: &'static str = "maintenance";
}

pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(staff::tap::<AnnounceTap>(Permission::ChangeSettings).endpoint(tap))
        .branch(
            telegram::state::<Announcing>()
                .filter(|step: Announcing, message: Arc<Message>| answers(&step, &message))
                .chain(staff::require(Permission::ChangeSettings))
                .endpoint(take),
        )
}

fn answers(step: &Announcing, message: &Message) -> bool {
    let answered = message.reply_to_message().map(|answered| answered.id.0);
    answered == Some(step.question)
}

/// Begins with the words in English.
pub(super) async fn ask(
    deps: &Deps,
    member: &Member,
    dialogue: &Dialogue,
    reply: &Reply,
) -> Handled {
    let talk = Talk::of(deps, member, dialogue, reply);
    talk.ask(Asked::English, Words::default(), false).await
}

async fn tap(
    tap: AnnounceTap,
    member: Member,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
) -> Handled {
    let talk = Talk::of(&deps, &member, &dialogue, &reply);
    match (tap, dialogue.step::<Announcing>()) {
        (_, None) => {
            reply
                .popup(&deps.desk.lang.text("staff-old-button", &[]))
                .await;
            Ok(())
        }
        (AnnounceTap::Stop, Some(_)) => {
            dialogue.end(&mut *deps.desk.db.connection().await?).await?;
            reply.screen(&screens::not_begun(deps.desk.lang)).await?;
            Ok(())
        }
        (AnnounceTap::Default, Some(step)) => match step.asked {
            Asked::English => talk.ask(Asked::Russian, step.words, false).await,
            Asked::Russian => talk.ask(Asked::Until, step.words, false).await,
            Asked::Until => talk.propose(step.words, None).await,
        },
    }
}

async fn take(
    step: Announcing,
    message: Arc<Message>,
    member: Member,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
) -> Handled {
    let talk = Talk::of(&deps, &member, &dialogue, &reply);
    let text = message.text().unwrap_or_default().trim();
    let mut words = step.words;
    let (lang, next) = match step.asked {
        Asked::English => (Lang::En, Asked::Russian),
        Asked::Russian => (Lang::Ru, Asked::Until),
        Asked::Until => {
            let now = deps.desk.clock.now();
            return match read_end(text, now, deps.desk.timezone) {
                Some(until) => talk.propose(words, Some(until)).await,
                None => talk.ask(Asked::Until, words, true).await,
            };
        }
    };
    if text.is_empty() || text.chars().count() > MOST_CHARS {
        return talk.ask(step.asked, words, true).await;
    }
    words.0.insert(lang.tag().to_owned(), text.to_owned());
    talk.ask(next, words, false).await
}

/// One member's way through the questions.
struct Talk<'a> {
    deps: &'a Deps,
    member: &'a Member,
    dialogue: &'a Dialogue,
    reply: &'a Reply,
}

impl<'a> Talk<'a> {
    fn of(deps: &'a Deps, member: &'a Member, dialogue: &'a Dialogue, reply: &'a Reply) -> Self {
        Self {
            deps,
            member,
            dialogue,
            reply,
        }
    }

    /// Asks; `is_again` after an answer that was none.
    async fn ask(&self, asked: Asked, words: Words, is_again: bool) -> Handled {
        let (desk, name) = (&self.deps.desk, &self.member.name);
        let screen = screens::question(desk.lang, desk.timezone, name, asked, is_again);
        let question = self.reply.new_message(&screen).await?;
        let step = Announcing {
            question: question.0,
            asked,
            words,
        };
        let mut connection = self.deps.desk.db.connection().await?;
        self.dialogue.go_to(&mut connection, &step).await
    }

    async fn propose(&self, message: Words, until: Option<DateTime<Utc>>) -> Handled {
        let mut connection = self.deps.desk.db.connection().await?;
        self.dialogue.end(&mut connection).await?;
        drop(connection);
        let flip = Flip {
            switch: Switch::Maintenance,
            is_on: true,
            message,
            until,
            seen_at: None,
        };
        offer(self.deps, self.member, self.reply, flip).await
    }
}

/// Minutes from now, or the next time that it is such a time of the day where the staff are.
fn read_end(text: &str, now: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
    if let Ok(minutes) = text.parse::<i64>() {
        let is_sound = (1..=LONGEST_MINUTES).contains(&minutes);
        return is_sound.then(|| now + TimeDelta::minutes(minutes));
    }
    let time = NaiveTime::parse_from_str(text, "%H:%M").ok()?;
    let today = now.with_timezone(&zone).date_naive();
    let mut days = today.iter_days().take(3);
    days.find_map(|day| {
        // Clocks that are put forward leave some times out.
        let local = day.and_time(time).and_local_timezone(zone).earliest()?;
        let at = local.with_timezone(&Utc);
        (at > now).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_minutes_or_a_time_of_the_day() {
        let at = |words: &str| words.parse::<DateTime<Utc>>().unwrap();
        let now = at("2026-03-02T09:00:00Z");
        let cases = [
            ("45", Some("2026-03-02T09:45:00Z")),
            ("14:30", Some("2026-03-02T14:30:00Z")),
            ("08:15", Some("2026-03-03T08:15:00Z")),
            ("0", None),
            ("-5", None),
            ("99999999999", None),
            ("25:00", None),
            ("soon", None),
        ];
        for (words, expected) in cases {
            assert_eq!(read_end(words, now, Tz::UTC), expected.map(at), "{words}");
        }
        let in_moscow = read_end("14:30", now, Tz::Europe__Moscow);
        assert_eq!(in_moscow, Some(at("2026-03-02T11:30:00Z")));
        let (before, zone) = (at("2026-03-28T23:00:00Z"), Tz::Europe__Berlin);
        let end = read_end("02:30", before, zone);
        assert_eq!(
            end,
            Some(at("2026-03-30T00:30:00Z")),
            "it is skipped on the 29th"
        );
    }

    #[test]
    fn every_button_fits_and_comes_back() {
        for tap in [AnnounceTap::Default, AnnounceTap::Stop] {
            assert_eq!(AnnounceTap::decode(&tap.encode()), Some(tap));
        }
    }
}
