//! The count of chaos complains of each wrong book by name, and of no right one.

mod repetitions;

use std::{os::unix::process::ExitStatusExt, process::ExitStatus, time::Duration};

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sandbox::chaos::{
    Balance, Book, Charge, Earning, Extent, Line, Payment, Portrait, Set, Shown, Side, Tables,
    count, wrong_end,
};

const FIRST: &str = "process 0";
const SECOND: &str = "process 1";

const ENOUGH: Extent = Extent {
    secs: 60,
    people: 3,
    misfortunes: 4,
};

const ANNA: i64 = 1001;
const BORIS: i64 = 1002;

fn at(secs: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_770_000_000 + secs, 0).expect("a moment")
}

fn portrait(message: i64, picture: &str, secs: i64) -> Portrait {
    Portrait {
        person: ANNA,
        message,
        picture: picture.to_owned(),
        at: at(secs),
        by: Some(FIRST.to_owned()),
        is_reroll: false,
    }
}

fn line(side: Side, number: usize) -> Line {
    Line {
        person: ANNA,
        side,
        number,
    }
}

fn shown(side: Side, number: usize, secs: i64) -> Shown {
    Shown {
        line: line(side, number),
        at: at(secs),
        by: Some(FIRST.to_owned()),
    }
}

/// Anna, whom Boris brought, has paid for two portraits and got them, has asked twice and been
/// answered once, and has had the news.
fn right() -> Book {
    let stars = Decimal::from(350);
    Book {
        extent: ENOUGH,
        tables: Tables {
            payments: vec![Payment {
                id: 1,
                person: Some(ANNA),
                user_id: 1,
                provider: "stars".to_owned(),
                status: "succeeded".to_owned(),
                charge: "stx1".to_owned(),
                amount: stars,
                roubles: Decimal::from(499),
                is_used: true,
                is_wanted_back: false,
                returned: Decimal::ZERO,
            }],
            sets: vec![Set {
                id: 1,
                payment_id: Some(1),
                person: Some(ANNA),
                total: 2,
                ready: 2,
                is_told: true,
                is_stopped: false,
                is_reroll: false,
            }],
            earnings: vec![Earning {
                payment_id: 1,
                owner: 2,
                amount: Decimal::new(4990, 2),
                rate: Decimal::new(10, 2),
                is_credited: true,
                taken_back: Decimal::ZERO,
            }],
            balances: vec![Balance {
                owner: 2,
                balance: Decimal::new(4990, 2),
                rows: Decimal::new(4990, 2),
            }],
            told_news: vec![ANNA],
            ..Tables::default()
        },
        charges: vec![Charge {
            provider: "stars",
            id: "stx1".to_owned(),
            person: Some(ANNA),
            amount: stars,
            returned: Decimal::ZERO,
            returns: 0,
        }],
        portraits: vec![portrait(10, "one", 10), portrait(11, "two", 10)],
        said: vec![
            line(Side::Person, 0),
            line(Side::Person, 1),
            line(Side::Staff, 0),
        ],
        shown: vec![
            shown(Side::Person, 0, 20),
            shown(Side::Person, 1, 21),
            shown(Side::Staff, 0, 22),
        ],
        news: [(ANNA, 1)].into(),
        brought: [(ANNA, BORIS)].into(),
        ..Book::default()
    }
}

/// The rules that a book breaks.
fn broken(change: impl FnOnce(&mut Book)) -> Vec<&'static str> {
    let mut book = right();
    change(&mut book);
    let complaints = count(&book).complaints;
    complaints.iter().map(|complaint| complaint.rule).collect()
}

#[test]
fn a_right_book_has_no_complaints() {
    assert_eq!(broken(|_| {}), Vec::<&str>::new());
}

#[test]
fn each_wrong_with_money_is_named() {
    assert_eq!(
        broken(|book| book.tables.payments.clear()),
        ["payment lost", "sums"]
    );
    assert_eq!(
        broken(|book| book.charges.clear()),
        ["payment without money", "sums", "too little happened"]
    );
    assert_eq!(
        broken(|book| book.tables.sets.clear()),
        ["neither album nor refund", "album", "too little happened"]
    );
    let is_back = |book: &mut Book| {
        book.charges[0].returned = book.charges[0].amount;
        book.tables.payments[0].returned = book.charges[0].amount;
    };
    assert_eq!(broken(is_back), ["photos and money", "earning"]);
    assert_eq!(
        broken(|book| book.charges[0].amount += Decimal::ONE),
        ["amount", "sums"]
    );
    let two = |book: &mut Book| {
        let set = book.tables.sets[0].clone();
        book.tables.sets.push(Set {
            id: 2,
            ready: 0,
            ..set
        });
    };
    assert_eq!(
        broken(two),
        ["two sets for one payment", "neither album nor refund"]
    );
    assert_eq!(
        broken(|book| book.tables.balances[0].balance += Decimal::ONE),
        ["balance"]
    );
    assert_eq!(broken(|book| book.brought.clear()), ["earning"]);
    let nothing_earned = |book: &mut Book| {
        book.tables.earnings.clear();
        book.tables.balances.clear();
    };
    assert_eq!(broken(nothing_earned), ["earning"]);
    let of_nobody = |book: &mut Book| {
        nothing_earned(book);
        book.erased.insert(BORIS);
    };
    assert_eq!(broken(of_nobody), Vec::<&str>::new());
    assert_eq!(
        broken(|book| book.tables.earnings[0].amount += Decimal::ONE),
        ["earning"]
    );
}

#[test]
fn each_wrong_with_portraits_is_named() {
    assert_eq!(broken(|book| drop(book.portraits.pop())), ["album"]);
    assert_eq!(
        broken(|book| book.portraits.push(portrait(12, "three", 11))),
        ["album"]
    );
    assert_eq!(broken(repetitions::again), ["portrait twice"]);
}

#[test]
fn who_is_asked_to_end_does_so_soon_and_without_an_error() {
    let soon = Duration::from_secs(3);
    let ended = |took, raw: i32| wrong_end(FIRST, took, Some(ExitStatus::from_raw(raw)));
    assert_eq!(ended(soon, 0), None);
    let failed = "process 0 was asked to end and did with exit status: 1";
    assert_eq!(ended(soon, 1 << 8).as_deref(), Some(failed));
    let aborted = ended(soon, 6).unwrap_or_default();
    assert!(aborted.contains("SIGABRT"), "{aborted}");
    let late = ended(Duration::from_secs(31), 0);
    assert_eq!(late.as_deref(), Some("process 0 took 31 s to stop"));
    let never = wrong_end(FIRST, Duration::from_secs(60), None);
    assert!(never.is_some());
}

#[test]
fn a_run_in_which_too_little_happened_proves_nothing() {
    let little = |change: fn(&mut Book)| {
        let mut book = right();
        change(&mut book);
        let complaints = count(&book).complaints.into_iter();
        let little = complaints.filter(|complaint| complaint.rule == "too little happened");
        little.map(|complaint| complaint.what).collect::<Vec<_>>()
    };
    assert_eq!(
        little(|book| book.charges.clear()),
        ["0 charges in 60 s with 3 people, and 1 are the least"]
    );
    assert_eq!(
        little(|book| book.tables.sets.clear()),
        ["0 albums in 60 s with 3 people, and 1 are the least"]
    );
    assert_eq!(
        little(|book| book.extent.misfortunes = 3),
        ["3 misfortunes in 60 s with 3 people, and 4 are the least"]
    );
    let silent = little(|book| book.extent.people = 40);
    let silent = silent.iter().find(|what| what.contains("ticket messages"));
    assert_eq!(
        silent.unwrap(),
        "3 ticket messages in 60 s with 40 people, and 4 are the least"
    );
}

#[test]
fn each_wrong_with_letters_is_named() {
    assert_eq!(
        broken(|book| {
            book.shown.remove(1);
        }),
        ["ticket message lost"]
    );
    assert_eq!(
        broken(|book| book.shown.push(shown(Side::Staff, 0, 30))),
        ["ticket message twice"]
    );
    assert_eq!(
        broken(|book| book.shown.swap(0, 1)),
        ["ticket out of order"]
    );
    assert_eq!(
        broken(|book| book.shown.push(shown(Side::Staff, 1, 30))),
        ["ticket message from nowhere"]
    );
    let news_again = |book: &mut Book| {
        book.news.insert(ANNA, 2);
        book.losses.push(repetitions::absent(None, 0, 60));
    };
    assert_eq!(broken(news_again), ["broadcast twice"]);
    assert_eq!(broken(|book| book.news.clear()), ["broadcast"]);
    assert_eq!(broken(|book| book.unanswered.push(ANNA)), ["last words"]);
}

#[test]
fn each_wrong_in_the_house_is_named() {
    let dead = |book: &mut Book| book.tables.dead.push("job deliver_set".to_owned());
    assert_eq!(broken(dead), ["died"]);
    let left = |book: &mut Book| book.unfinished.push("set 1".to_owned());
    assert_eq!(broken(left), ["unfinished"]);
    let slow = |book: &mut Book| book.blame.push("process 0 took 40 s to stop".to_owned());
    assert_eq!(broken(slow), ["process"]);
    let told = |book: &mut Book| book.leaks.push("process 0: a name".to_owned());
    assert_eq!(broken(told), ["in a log"]);
    let refused = |book: &mut Book| book.problems.push("sendMessage: too long".to_owned());
    assert_eq!(broken(refused), ["refused by a fake"]);
    assert_eq!(broken(|book| book.floods = 1), ["flood"]);
    let grown = |book: &mut Book| book.memory.push(("process 0".to_owned(), 900.0));
    assert_eq!(broken(grown), ["memory"]);
    assert_eq!(
        broken(|book| book.tables.connections = 200),
        ["connections"]
    );
}
