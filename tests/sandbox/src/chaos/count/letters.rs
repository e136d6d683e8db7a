//! What was said in tickets has arrived on the other side once and in order, the news came at most
//! once, and nobody's last words were left without an answer.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        book::Shown,
        ground::STAFF_CHAT_ID,
        loss::{Excuses, Sending, Twice},
        plot::{Line, Side},
    },
    Book, Verdict,
};

pub fn check(book: &Book, excuses: &mut Excuses<'_>, verdict: &mut Verdict) {
    let mut conversations: BTreeMap<(i64, Side), Vec<&Shown>> = BTreeMap::new();
    for line in &book.said {
        conversations.entry((line.person, line.side)).or_default();
    }
    for shown in &book.shown {
        let line = shown.line;
        conversations
            .entry((line.person, line.side))
            .or_default()
            .push(shown);
    }
    for ((person, side), shown) in conversations {
        // What an erased person said is taken from the group, and nothing is sent to them.
        if !book.erased.contains(&person) {
            check_arrived(book, person, side, &shown, verdict);
            check_order((person, side), &shown, excuses, verdict);
        }
    }
    check_news(book, verdict);
    for person in &book.unanswered {
        verdict.complain(
            "last words",
            Some(*person),
            "a question in calm weather has no answer",
        );
    }
}

fn check_arrived(book: &Book, person: i64, side: Side, shown: &[&Shown], verdict: &mut Verdict) {
    let said = book
        .said
        .iter()
        .filter(|line| line.person == person && line.side == side);
    let said: BTreeSet<Line> = said.copied().collect();
    let arrived: BTreeSet<Line> = shown.iter().map(|shown| shown.line).collect();
    for line in said.difference(&arrived) {
        let what = format!("“{}” never arrived", line.words());
        verdict.complain("ticket message lost", Some(person), what);
    }
    for line in arrived.difference(&said) {
        let what = format!("“{}” arrived and was never said", line.words());
        verdict.complain("ticket message from nowhere", Some(person), what);
    }
}

fn check_order(
    (person, side): (i64, Side),
    shown: &[&Shown],
    excuses: &mut Excuses<'_>,
    verdict: &mut Verdict,
) {
    let chat = match side {
        Side::Person => STAFF_CHAT_ID,
        Side::Staff => person,
    };
    let mut first_shown: BTreeMap<Line, &Shown> = BTreeMap::new();
    let mut highest = None;
    for shown in shown {
        let line = shown.line;
        if let Some(before) = first_shown.insert(line, shown) {
            let twice = Twice {
                chat,
                first: sending(before),
                again: sending(shown),
            };
            if !excuses.take(&twice) {
                let what = format!(
                    "“{}” came {} and again {}",
                    line.words(),
                    twice.first,
                    twice.again
                );
                verdict.complain("ticket message twice", Some(person), what);
            }
            continue;
        }
        if highest.is_some_and(|highest| line < highest) {
            let what = format!("“{}” came after a later one", line.words());
            verdict.complain("ticket out of order", Some(person), what);
        }
        highest = highest.max(Some(line));
    }
}

fn sending(shown: &Shown) -> Sending {
    Sending {
        at: shown.at,
        by: shown.by.clone(),
    }
}

/// Each at most once, whatever was lost: the news is not worth a repetition.
fn check_news(book: &Book, verdict: &mut Verdict) {
    for (person, times) in &book.news {
        if *times > 1 {
            let what = format!("the news came {times} times");
            verdict.complain("broadcast twice", Some(*person), what);
        }
    }
    for person in &book.tables.told_news {
        if !book.news.contains_key(person) && !book.erased.contains(person) {
            verdict.complain(
                "broadcast",
                Some(*person),
                "our table says it came, and it did not",
            );
        }
    }
}
