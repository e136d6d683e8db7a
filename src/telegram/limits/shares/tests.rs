//! Shares under a clock that is set: they never add up to more than there is, and everybody gets
//! their part.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::{Demand, Holders, Lease, Report, Standing};

const RATE: u32 = 30;

fn start() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

fn wants(wanted: u32) -> Demand {
    Demand {
        wanted,
        ..Demand::default()
    }
}

fn process(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// Of a process with a quick database, whose own so many messages are in the window.
fn report(demand: Demand, in_window: u32) -> Report {
    Report {
        demand,
        in_window,
        held_until: None,
        lease: Lease::SHORT,
    }
}

fn renew(holders: &mut Holders, number: u128, demand: Demand, now: DateTime<Utc>) -> Standing {
    holders.renew(process(number), report(demand, 0), RATE, now)
}

/// It has sent something, and has nothing to send any more.
fn rests(holders: &mut Holders, number: u128, rate: u32, now: DateTime<Utc>) {
    for demand in [wants(1), wants(0)] {
        holders.renew(process(number), report(demand, 0), rate, now);
    }
}

#[test]
fn a_lone_process_has_the_whole_window_at_once_if_it_wants_it() {
    let mut holders = Holders::default();
    for (wanted, most) in [(1, 27), (RATE, RATE), (0, 27)] {
        let standing = renew(&mut holders, 1, wants(wanted), start());
        let expected = Standing {
            most,
            is_alone: true,
            is_beside_a_lone_one: false,
            held_until: None,
        };
        assert_eq!(standing, expected);
    }
    let album = Demand {
        wanted: 1,
        needs: RATE,
        since: Some(start()),
    };
    assert_eq!(renew(&mut holders, 1, album, start()).most, RATE);
}

#[test]
fn two_that_want_it_all_share_it_within_a_few_seconds() {
    let mut holders = Holders::default();
    let (mut first, mut second) = (0, 0);
    for second_of_time in 0..6 {
        let now = start() + TimeDelta::seconds(second_of_time);
        // Whoever has it uses it to the full, and what was sent is there for a second.
        first = holders
            .renew(process(1), report(wants(RATE), first), RATE, now)
            .most;
        if second_of_time > 0 {
            let now = now + TimeDelta::milliseconds(500);
            second = holders
                .renew(process(2), report(wants(RATE), second), RATE, now)
                .most;
        }
    }
    assert_eq!((first, second), (15, 15));
}

#[test]
fn a_place_is_kept_for_all_together_who_rest_but_not_for_ever() {
    let mut holders = Holders::default();
    for number in 2..=4 {
        rests(&mut holders, number, RATE, start());
    }
    let soon = start() + TimeDelta::seconds(3);
    assert_eq!(renew(&mut holders, 1, wants(RATE), soon).most, 29);
    assert_eq!(renew(&mut holders, 2, wants(1), soon).most, 1);
    let later = start() + TimeDelta::seconds(20);
    for number in 2..=4 {
        renew(&mut holders, number, wants(0), later);
    }
    let long_after = start() + TimeDelta::seconds(40);
    let busy = renew(&mut holders, 1, wants(RATE), long_after);
    assert_eq!((busy.most, busy.is_alone), (RATE, false));
}

#[test]
fn the_share_of_a_process_that_died_comes_back() {
    let mut holders = Holders::default();
    renew(&mut holders, 1, wants(RATE), start());
    let soon = start() + TimeDelta::milliseconds(2400);
    let standing = renew(&mut holders, 2, wants(RATE), soon);
    assert_eq!((standing.most, standing.is_alone), (0, false));
    let later = start() + TimeDelta::milliseconds(2500);
    let standing = renew(&mut holders, 2, wants(RATE), later);
    assert_eq!((standing.most, standing.is_alone), (RATE, true));
}

#[test]
fn whoever_comes_after_a_lone_one_died_may_answer_the_first_at_once() {
    let mut holders = Holders::default();
    renew(&mut holders, 1, wants(2), start());
    let soon = start() + TimeDelta::milliseconds(100);
    let expected = Standing {
        most: 3,
        is_alone: false,
        is_beside_a_lone_one: true,
        held_until: None,
    };
    assert_eq!(renew(&mut holders, 2, wants(RATE), soon), expected);
    let later = start() + TimeDelta::milliseconds(2500);
    let standing = renew(&mut holders, 2, wants(RATE), later);
    assert_eq!((standing.most, standing.is_alone), (RATE, true));
}

#[test]
fn the_share_of_a_process_that_stopped_in_order_comes_back_at_once() {
    let mut holders = Holders::default();
    renew(&mut holders, 1, wants(RATE), start());
    holders.leave(process(1), 4, start());
    let soon = start() + TimeDelta::milliseconds(100);
    let most = renew(&mut holders, 2, wants(RATE), soon).most;
    assert_eq!(most, RATE - 4);
}

#[test]
fn albums_get_all_their_places_in_turn() {
    let mut holders = Holders::default();
    let album = |since| Demand {
        wanted: 10,
        needs: 10,
        since: Some(start() + TimeDelta::seconds(since)),
    };
    for number in 1..=4 {
        rests(&mut holders, number, RATE, start());
    }
    let mut now = start() + TimeDelta::seconds(6);
    let mut got = Vec::new();
    for _ in 0..3 {
        got.clear();
        for number in 1..=4_u32 {
            let demand = album(i64::from(number));
            let most = renew(&mut holders, number.into(), demand, now).most;
            got.push(most);
        }
        now += TimeDelta::seconds(1);
    }
    assert_eq!(got, [10, 10, 10, 0]);
    let satisfied = wants(10);
    renew(&mut holders, 1, satisfied, now);
    let fourth = renew(&mut holders, 4, album(4), now).most;
    assert_eq!(fourth, 10);
}

#[test]
fn however_many_died_or_rest_an_album_finds_its_places() {
    for (rate, count) in [(RATE, 7), (RATE, 20), (10, 2), (5, 2)] {
        let mut holders = Holders::default();
        for number in 2..2 + count {
            rests(&mut holders, number, rate, start());
        }
        let later = start() + TimeDelta::seconds(6);
        let album = Demand {
            wanted: 10.min(rate),
            needs: 10.min(rate),
            since: Some(later),
        };
        let most = holders
            .renew(process(1), report(album, 0), rate, later)
            .most;
        assert!(most >= album.needs, "{most} of {rate} beside {count}");
        let busy = holders
            .renew(process(1), report(wants(rate), 0), rate, later)
            .most;
        assert!(busy >= rate - rate / 3, "{busy} of {rate} beside {count}");
    }
}

#[test]
fn an_album_finds_its_places_among_the_busy_and_those_at_rest() {
    let mut holders = Holders::default();
    for number in 4..=6 {
        rests(&mut holders, number, RATE, start());
    }
    let mut now = start() + TimeDelta::seconds(6);
    let album = Demand {
        wanted: 10,
        needs: 10,
        since: Some(now),
    };
    let mut most = 0;
    for _ in 0..4 {
        most = renew(&mut holders, 1, album, now).most;
        for number in 2..=3 {
            renew(&mut holders, number, wants(RATE), now);
        }
        now += TimeDelta::seconds(1);
    }
    assert_eq!(most, 10);
}

#[test]
fn all_keep_silent_when_telegram_told_one_of_them_even_if_that_one_died() {
    let mut holders = Holders::default();
    rests(&mut holders, 2, RATE, start());
    let now = start() + TimeDelta::seconds(3);
    let until = now + TimeDelta::seconds(20);
    let told = Report {
        held_until: Some(until),
        ..report(wants(RATE), 0)
    };
    holders.renew(process(1), told, RATE, now);
    let later = now + TimeDelta::seconds(5);
    assert_eq!(
        renew(&mut holders, 2, wants(0), later).held_until,
        Some(until)
    );
    assert_eq!(
        renew(&mut holders, 3, wants(1), later).held_until,
        Some(until)
    );
    assert_eq!(renew(&mut holders, 3, wants(1), until).held_until, None);
}

proptest! {
    /// Whatever they want, whenever they renew or fall silent: what they may use never adds up
    /// to more than the window has.
    #[test]
    fn shares_never_add_up_to_more_than_there_is(
        steps in prop::collection::vec((1..5_u128, 0..40_u32, 0..2_000_i64, any::<(bool, bool)>()), 1..120),
    ) {
        let mut holders = Holders::default();
        let mut now = start();
        // What each may use, has in its window, and until when.
        let mut used = std::collections::BTreeMap::new();
        for (number, wanted, pause_ms, (leaves, is_quick)) in steps {
            now += TimeDelta::milliseconds(pause_ms);
            let had = used.get(&number).map_or(0, |(most, until)| if *until > now { *most } else { 0 });
            if leaves {
                holders.leave(process(number), had, now);
                used.insert(number, (had, now + TimeDelta::seconds(2)));
                continue;
            }
            let lease = if is_quick { Lease::SHORT } else { Lease::LONG };
            let standing = holders.renew(process(number), Report { lease, ..report(wants(wanted), had) }, RATE, now);
            used.insert(number, (standing.most.max(had), now + lease.held));
            let sum: u32 = used.values().filter(|(_, until)| *until > now).map(|(most, _)| most).sum();
            prop_assert!(sum <= RATE, "{sum} at {now}");
        }
    }
}
