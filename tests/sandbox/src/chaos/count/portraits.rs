//! Each portrait that was made is in its person's chat once, and nothing else is.

use std::collections::BTreeMap;

use super::{
    super::{
        book::Portrait,
        loss::{Excuses, Sending, Twice},
    },
    Book, Verdict,
};

pub fn check(book: &Book, excuses: &mut Excuses<'_>, verdict: &mut Verdict) {
    let mut chats: BTreeMap<i64, Vec<&Portrait>> = BTreeMap::new();
    for portrait in &book.portraits {
        chats.entry(portrait.person).or_default().push(portrait);
    }
    for set in &book.tables.sets {
        chats.extend(
            set.person
                .filter(|person| !chats.contains_key(person))
                .map(|person| (person, Vec::new())),
        );
    }
    for (person, portraits) in chats {
        // Whoever is erased has taken what the tables knew of them along.
        if book.erased.contains(&person) {
            continue;
        }
        check_number(book, person, &portraits, verdict);
        check_repetitions(person, &portraits, excuses, verdict);
    }
}

fn check_number(book: &Book, person: i64, portraits: &[&Portrait], verdict: &mut Verdict) {
    for is_reroll in [false, true] {
        let sets = book.tables.sets.iter();
        let sets = sets.filter(|set| set.person == Some(person) && set.is_reroll == is_reroll);
        // A set that was paid back is not delivered.
        let made: i64 = sets
            .filter(|set| set.is_told && !set.is_stopped)
            .map(|set| set.ready)
            .sum();
        let shown = portraits
            .iter()
            .filter(|portrait| portrait.is_reroll == is_reroll);
        let mut shown: Vec<&str> = shown.map(|portrait| portrait.picture.as_str()).collect();
        shown.sort_unstable();
        shown.dedup();
        if i64::try_from(shown.len()) != Ok(made) {
            let kind = if is_reroll { "made again" } else { "of sets" };
            let what = format!(
                "{made} portraits {kind} were made and {} are in the chat",
                shown.len()
            );
            verdict.complain("album", Some(person), what);
        }
    }
}

/// A picture that came again came because the answer to the sending before was lost. An album that
/// came again counts once.
fn check_repetitions(
    person: i64,
    portraits: &[&Portrait],
    excuses: &mut Excuses<'_>,
    verdict: &mut Verdict,
) {
    let mut last_sent: BTreeMap<&str, &Portrait> = BTreeMap::new();
    let mut judged: Vec<(i64, bool)> = Vec::new();
    for portrait in portraits {
        let Some(before) = last_sent.insert(&portrait.picture, portrait) else {
            continue;
        };
        let twice = Twice {
            chat: person,
            first: sending(before),
            again: sending(portrait),
        };
        let second = before.at.timestamp();
        let together = judged.iter().find(|(at, _)| *at == second);
        let is_excused = match together {
            Some((_, is_excused)) => *is_excused,
            None => {
                let is_excused = excuses.take(&twice);
                judged.push((second, is_excused));
                is_excused
            }
        };
        if !is_excused {
            let what = format!(
                "message {}, sent {}, came again as message {} {}",
                before.message, twice.first, portrait.message, twice.again
            );
            verdict.complain("portrait twice", Some(person), what);
        }
    }
}

fn sending(portrait: &Portrait) -> Sending {
    Sending {
        at: portrait.at,
        by: portrait.by.clone(),
    }
}
