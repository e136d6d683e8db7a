//! What holds for every ticket, whatever happens to it.

use proptest::prelude::*;

use super::{super::Deadlines, *};
use crate::support::ticket::Priority;

fn beginning() -> DateTime<Utc> {
    "2026-03-20T08:00:00Z".parse().unwrap()
}

fn any_rules() -> impl Strategy<Value = Rules> {
    let hours = prop::sample::select(&["", "Mon-Fri 09:00-18:00", "Mon-Sun 21:30-05:00"]);
    let zone = prop::sample::select(&["UTC", "Europe/Berlin", "America/New_York"]);
    (hours, zone)
        .prop_map(|(hours, zone)| rules(&[("SUPPORT_HOURS", hours), ("SUPPORT_TIMEZONE", zone)]))
}

fn any_event() -> impl Strategy<Value = Event> {
    let priority = || prop::sample::select(&Priority::ALL);
    prop_oneof![
        Just(Event::Asked),
        Just(Event::Answered),
        Just(Event::Taken),
        Just(Event::Waiting),
        Just(Event::Resumed),
        priority().prop_map(|to| Event::PriorityChanged { to }),
        priority().prop_map(|to| Event::Escalated { to }),
        Just(Event::Resolved),
        Just(Event::Reopened),
    ]
}

/// An opening, and whatever happens in the days after it.
fn any_history() -> impl Strategy<Value = Vec<Recorded>> {
    let later = prop::collection::vec((any_event(), 0_i64..1000), 0..12);
    (prop::sample::select(&Priority::ALL), later).prop_map(|(priority, later)| {
        let mut at = beginning();
        let mut history = vec![
            recorded(Event::Opened { priority }, at),
            recorded(Event::Asked, at),
        ];
        for (event, minutes) in later {
            at += TimeDelta::minutes(minutes);
            history.push(recorded(event, at));
        }
        history
    })
}

fn recorded(event: Event, at: DateTime<Utc>) -> Recorded {
    Recorded {
        event,
        actor: Actor::Product,
        at,
    }
}

/// A ticket that was opened, and waited for its person once.
fn with_pause(priority: Priority, from: i64, length: i64) -> Vec<Recorded> {
    let from = beginning() + TimeDelta::minutes(from);
    vec![
        recorded(Event::Opened { priority }, beginning()),
        recorded(Event::Asked, beginning()),
        recorded(Event::Waiting, from),
        recorded(Event::Resumed, from + TimeDelta::minutes(length)),
    ]
}

fn due(deadlines: Deadlines) -> [Option<DateTime<Utc>>; 2] {
    [deadlines.first_response_due_at, deadlines.resolution_due_at]
}

proptest! {
    #[test]
    fn no_history_panics_and_the_watch_comes_to_rest(rules in any_rules(), history in any_history()) {
        let mut desk = Desk::new(rules, false);
        for Recorded { event, at, .. } in history {
            desk.let_time_go_by(at, false);
            desk.note(vec![event], at);
        }
        // The simulation fails when something is told twice, or the watch stands still.
        desk.let_time_go_by(desk.now + TimeDelta::days(60), true);
        let told = desk.done.len();
        desk.let_time_go_by(desk.now + TimeDelta::days(60), true);
        prop_assert_eq!(told, desk.done.len());
    }

    #[test]
    fn a_longer_pause_never_makes_anything_due_sooner(
        rules in any_rules(),
        priority in prop::sample::select(&Priority::ALL),
        from in 0_i64..2000, length in 0_i64..2000, more in 0_i64..2000,
    ) {
        let shorter = due(rules.deadlines(&with_pause(priority, from, length)));
        let longer = due(rules.deadlines(&with_pause(priority, from, length + more)));
        for (shorter, longer) in shorter.into_iter().zip(longer) {
            prop_assert!(shorter.unwrap() <= longer.unwrap());
        }
    }

    #[test]
    fn a_pause_of_no_length_changes_nothing(rules in any_rules(), from in 0_i64..5000) {
        let paused = rules.deadlines(&with_pause(Priority::P3, from, 0));
        let plain = rules.deadlines(&with_pause(Priority::P3, from, 0)[..2]);
        // What is due when the pause begins is due then, or as the desk closed before.
        prop_assert_eq!(paused, plain);
    }

    #[test]
    fn who_takes_it_and_rates_it_moves_nothing(rules in any_rules(), history in any_history()) {
        let is_of_the_clock = |recorded: &&Recorded| recorded.event != Event::Taken;
        let without: Vec<_> = history.iter().filter(is_of_the_clock).cloned().collect();
        prop_assert_eq!(rules.deadlines(&without), rules.deadlines(&history));
    }

    #[test]
    fn a_change_to_the_same_priority_moves_nothing(
        rules in any_rules(), priority in prop::sample::select(&Priority::ALL), minutes in 0_i64..5000,
    ) {
        let at = beginning() + TimeDelta::minutes(minutes);
        let mut history = vec![
            recorded(Event::Opened { priority }, beginning()),
            recorded(Event::Asked, beginning()),
        ];
        let before = rules.deadlines(&history);
        history.push(recorded(Event::PriorityChanged { to: priority }, at));
        prop_assert_eq!(rules.deadlines(&history), before);
    }
}
