//! The count of chaos complains of each wrong book by name, and of no right one.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use sandbox::chaos::{
    Balance, Book, Charge, Earning, Line, Loss, Payment, Portrait, Set, Shown, Side, Tables, count,
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
    }
}

/// Anna, whom Boris brought, has paid for two portraits and got them, has asked twice and been
/// answered once, and has had the news.
fn right() -> Book {
    let stars = Decimal::from(350);
    Book {
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

fn answer_lost(secs: i64, chat: Option<i64>) -> Loss {
    Loss {
        from: at(secs) - TimeDelta::seconds(2),
        to: at(secs) + TimeDelta::seconds(2),
        chat,
        what: "an answer was lost".to_owned(),
    }
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
        ["payment without money", "sums"]
    );
    assert_eq!(
        broken(|book| book.tables.sets.clear()),
        ["neither album nor refund", "album"]
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
    let again = |book: &mut Book| book.portraits.push(portrait(12, "two", 15));
    assert_eq!(broken(again), ["portrait twice"]);
    // The answer to the first sending was lost; to that of another chat it is no excuse.
    for (chat, expected) in [
        (Some(ANNA), &[][..]),
        (None, &[]),
        (Some(BORIS), &["portrait twice"]),
    ] {
        let with_loss = |book: &mut Book| {
            again(book);
            book.losses.push(answer_lost(10, chat));
        };
        assert_eq!(broken(with_loss), expected);
    }
    let twice_more = |book: &mut Book| {
        again(book);
        book.portraits.push(portrait(13, "two", 20));
        book.losses.push(answer_lost(10, None));
    };
    assert_eq!(broken(twice_more), ["portrait twice"]);
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
        book.losses.push(answer_lost(10, None));
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
