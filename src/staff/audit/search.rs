//! What is looked for in the log, in words: who, what, to which record, when, in any mix.
//!
//! ```text
//! oleg refund 2026-11-01..2026-11-28
//! payment:1042
//! @anna ticket_taken
//! ```

use chrono::{DateTime, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;

use crate::{clock::shown, staff::store::log as store};

/// What an entry must be to be found; what is not named is any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::staff) struct Filter {
    pub who: Option<Who>,
    pub actions: Option<Vec<String>>,
    pub target: Option<(String, i32)>,
    pub since: Option<NaiveDateTime>,
    pub until: Option<NaiveDateTime>,
}

/// Somebody by all that the log may know them by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::staff) struct Who {
    pub admin_ids: Vec<i32>,
    pub telegram_ids: Vec<String>,
}

impl Who {
    fn is_nobody(&self) -> bool {
        self.admin_ids.is_empty() && self.telegram_ids.is_empty()
    }
}

/// A word that stands for nothing: neither somebody of the staff nor anything they did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unknown(pub String);

/// What the words stand for.
pub(super) async fn read(
    connection: &mut PgConnection,
    words: &str,
    zone: Tz,
) -> anyhow::Result<Result<Filter, Unknown>> {
    let mut filter = Filter::default();
    let mut known_actions = None;
    for word in words.split_whitespace() {
        if let Some((since, until)) = span(word, zone) {
            (filter.since, filter.until) = (Some(since), Some(until));
        } else if let Some(target) = target(word) {
            filter.target = Some(target);
        } else {
            if known_actions.is_none() {
                known_actions = Some(store::list_actions(connection).await?);
            }
            let actions = matching(known_actions.as_deref().unwrap_or_default(), word);
            if !actions.is_empty() {
                filter.actions.get_or_insert_default().extend(actions);
                continue;
            }
            let who = store::find_who(connection, word.trim_start_matches('@')).await?;
            if who.is_nobody() {
                return Ok(Err(Unknown(word.to_owned())));
            }
            let found = filter.who.get_or_insert_default();
            found.admin_ids.extend(who.admin_ids);
            found.telegram_ids.extend(who.telegram_ids);
        }
    }
    Ok(Ok(filter))
}

/// The actions that a word means: the one of this name, and those that begin with it, as
/// `withdrawal` means `withdrawal_approved`.
fn matching(known: &[String], word: &str) -> Vec<String> {
    let word = word.to_lowercase();
    let group = format!("{word}_");
    let is_meant = |action: &&String| **action == word || action.starts_with(&group);
    known.iter().filter(is_meant).cloned().collect()
}

/// `payment:1042`: the kind of a record and its number.
fn target(word: &str) -> Option<(String, i32)> {
    let (kind, number) = word.split_once(':')?;
    let number = number.trim_start_matches(['№', '#']).parse().ok()?;
    Some((kind.to_lowercase(), number))
}

/// `2026-11-01..2026-11-28`, a day, or a month, by the desk's clock: from the first moment
/// to the first that is not in it any more.
fn span(word: &str, zone: Tz) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let (first, last) = match word.split_once("..") {
        Some((first, last)) => (first.parse().ok()?, last.parse().ok()?),
        None => match word.parse::<NaiveDate>() {
            Ok(day) => (day, day),
            Err(_) => month(word)?,
        },
    };
    let after = last.checked_add_days(Days::new(1))?;
    (first <= last).then(|| (begin(first, zone), begin(after, zone)))
}

fn month(word: &str) -> Option<(NaiveDate, NaiveDate)> {
    let first: NaiveDate = format!("{word}-01").parse().ok()?;
    let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
    Some((first, last))
}

fn begin(day: NaiveDate, zone: Tz) -> NaiveDateTime {
    let (first, _): (DateTime<Utc>, _) = shown(zone, day.and_time(NaiveTime::MIN));
    first.naive_utc()
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Moscow;

    use super::*;

    #[test]
    fn spans_are_days_of_the_desk() {
        let at = |word: &str| span(word, Moscow).map(|(since, until)| format!("{since} {until}"));
        let written = |word: &str| at(word).unwrap();
        assert_eq!(
            written("2026-11-01..2026-11-28"),
            "2026-10-31 21:00:00 2026-11-28 21:00:00"
        );
        assert_eq!(
            written("2026-11-01"),
            "2026-10-31 21:00:00 2026-11-01 21:00:00"
        );
        assert_eq!(
            written("2026-12"),
            "2026-11-30 21:00:00 2026-12-31 21:00:00"
        );
        for word in [
            "2026-11-28..2026-11-01",
            "2026-13",
            "oleg",
            "2026",
            "..",
            "2026-11-01..",
        ] {
            assert_eq!(at(word), None, "{word}");
        }
    }

    #[test]
    fn records_are_named_by_kind_and_number() {
        assert_eq!(target("payment:1042"), Some(("payment".to_owned(), 1042)));
        assert_eq!(target("Ticket:№7"), Some(("ticket".to_owned(), 7)));
        for word in ["payment", "payment:", "payment:x", "user:99999999999"] {
            assert_eq!(target(word), None, "{word}");
        }
    }

    #[test]
    fn a_word_means_an_action_and_those_that_begin_with_it() {
        let known = ["refund", "refund_sent", "refunded", "login"].map(str::to_owned);
        assert_eq!(matching(&known, "Refund"), ["refund", "refund_sent"]);
        assert_eq!(matching(&known, "refund_sent"), ["refund_sent"]);
        assert!(matching(&known, "oleg").is_empty());
    }
}
