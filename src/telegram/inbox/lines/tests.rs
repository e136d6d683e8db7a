//! What begins when, in lines without a database.

use std::sync::Arc;

use chrono::TimeDelta;

use super::*;

fn update(update_id: i64, conversation: i64) -> StoredUpdate {
    StoredUpdate {
        update_id,
        payload: Arc::from(""),
        conversation,
        attempts: 1,
        received_at: now(),
    }
}

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

fn lease_end() -> DateTime<Utc> {
    now() + TimeDelta::seconds(30)
}

fn lines(updates: &[(i64, i64)]) -> Lines {
    let mut lines = Lines::default();
    lines.open();
    let updates = updates.iter().map(|(id, of)| update(*id, *of)).collect();
    assert!(lines.accept(updates, lease_end()));
    lines
}

fn begin(lines: &mut Lines) -> Option<i64> {
    lines.begin(now()).map(|update| update.update_id)
}

fn end(lines: &mut Lines, update_id: i64, conversation: i64) {
    lines.end(&update(update_id, conversation));
    assert_eq!(written(lines), []);
}

/// All that has ended.
fn written(lines: &mut Lines) -> Vec<Claim> {
    let ended = lines.take_ended();
    let claims: Vec<Claim> = ended.iter().map(|ended| ended.claim).collect();
    lines.written(&ended, &claims)
}

#[test]
fn the_next_of_a_conversation_begins_when_the_end_of_the_one_before_is_written_down() {
    let mut lines = lines(&[(2, 101), (1, 101), (3, 102)]);
    assert_eq!(begin(&mut lines), Some(1));
    assert_eq!(begin(&mut lines), Some(3));
    assert_eq!(begin(&mut lines), None);
    lines.end(&update(1, 101));
    assert_eq!(begin(&mut lines), None);
    let ended = lines.take_ended();
    assert_eq!(ended[0].claim, update(1, 101).claim());
    lines.give_back_ended(ended);
    assert_eq!(begin(&mut lines), None, "it could not be written down");
    assert_eq!(written(&mut lines), []);
    assert_eq!(begin(&mut lines), Some(2));
}

#[test]
fn what_comes_late_waits_for_what_is_under_way() {
    let mut lines = lines(&[(5, 101)]);
    assert_eq!(begin(&mut lines), Some(5));
    assert!(lines.accept(vec![update(4, 101)], lease_end()));
    assert_eq!(begin(&mut lines), None);
    end(&mut lines, 5, 101);
    assert_eq!(begin(&mut lines), Some(4));
}

#[test]
fn conversations_take_turns_however_much_one_of_them_has() {
    let mut lines = lines(&[(1, 101), (2, 101), (3, 101), (4, 102)]);
    assert_eq!(begin(&mut lines), Some(1));
    end(&mut lines, 1, 101);
    assert_eq!(begin(&mut lines), Some(4));
    assert_eq!(begin(&mut lines), Some(2));
}

#[test]
fn after_a_long_sleep_nothing_begins_that_others_may_have_by_now() {
    let mut lines = lines(&[(1, 101), (2, 101), (3, 102)]);
    assert_eq!(begin(&mut lines), Some(1));
    end(&mut lines, 1, 101);
    assert!(lines.begin(lease_end()).is_none());
    assert_eq!(lines.room(10), 10, "nothing is in hand any more");
}

#[test]
fn behind_what_was_lost_nothing_begins_either() {
    let mut lines = lines(&[(1, 101), (2, 101), (3, 101), (4, 102)]);
    let mut asked = lines.held_until(lease_end() + TimeDelta::seconds(1));
    asked.sort_unstable();
    assert_eq!(asked.len(), 4);
    let later = lease_end() + TimeDelta::seconds(30);
    let unheld = lines.renew(&asked, &[1, 3, 4], later);
    assert_eq!(unheld, [update(3, 101).claim()], "nobody here begins it");
    assert_eq!(lines.held_until(later), [], "what is left is held longer");
    let begun = lines.begin(lease_end()).map(|update| update.update_id);
    assert_eq!(begun, Some(1));
    end(&mut lines, 1, 101);
    let begun = lines.begin(lease_end()).map(|update| update.update_id);
    assert_eq!(begun, Some(4));
    assert_eq!(
        lines.begin(lease_end()).map(|update| update.update_id),
        None
    );
}

#[test]
fn when_what_is_under_way_was_lost_all_behind_it_is_given_back() {
    let mut lines = lines(&[(1, 101), (2, 101), (3, 101), (4, 102)]);
    assert_eq!(begin(&mut lines), Some(1));
    let asked = lines.held_until(lease_end() + TimeDelta::seconds(1));
    let later = lease_end() + TimeDelta::seconds(30);
    let unheld = lines.renew(&asked, &[2, 3, 4], later);
    assert_eq!(unheld, [update(2, 101).claim(), update(3, 101).claim()]);
    // What another process has in hand by now can't be written down as done here.
    lines.end(&update(1, 101));
    let ended = lines.take_ended();
    assert_eq!(lines.written(&ended, &[]), []);
    assert_eq!(begin(&mut lines), Some(4));
    assert_eq!(begin(&mut lines), None);
}

#[test]
fn what_comes_after_all_of_a_line_was_lost_begins_one_at_a_time() {
    let mut lines = lines(&[(1, 101)]);
    let asked = lines.held_until(lease_end() + TimeDelta::seconds(1));
    assert_eq!(lines.renew(&asked, &[], lease_end()), []);
    assert!(lines.accept(vec![update(2, 101), update(3, 101)], lease_end()));
    assert_eq!(begin(&mut lines), Some(2));
    assert_eq!(begin(&mut lines), None);
    end(&mut lines, 2, 101);
    assert_eq!(begin(&mut lines), Some(3));
}

#[test]
fn behind_what_was_not_written_down_nothing_begins() {
    let mut lines = lines(&[(1, 101), (2, 101), (3, 102), (4, 102)]);
    assert_eq!(begin(&mut lines), Some(1));
    assert_eq!(begin(&mut lines), Some(3));
    lines.end(&update(1, 101));
    lines.end(&update(3, 102));
    let ended = lines.take_ended();
    let unheld = lines.written(&ended, &[update(3, 102).claim()]);
    assert_eq!(unheld, [update(2, 101).claim()]);
    assert_eq!(begin(&mut lines), Some(4));
    assert_eq!(begin(&mut lines), None);
}

#[test]
fn who_stops_keeps_what_is_under_way_and_nothing_else() {
    let mut lines = lines(&[(1, 101), (2, 101), (3, 102), (4, 103)]);
    assert_eq!(begin(&mut lines), Some(1));
    assert_eq!(begin(&mut lines), Some(3));
    lines.end(&update(3, 102));
    let mut unbegun = lines.close();
    unbegun.sort_unstable();
    assert_eq!(unbegun, [update(2, 101).claim(), update(4, 103).claim()]);
    assert_eq!(begin(&mut lines), None);
    assert!(!lines.accept(vec![update(5, 104)], lease_end()));
    assert_eq!(lines.room(10), 0);
    let mut held = lines.held_until(lease_end() + TimeDelta::seconds(1));
    held.sort_unstable();
    assert_eq!(held, [update(1, 101).claim(), update(3, 102).claim()]);
    lines.end(&update(1, 101));
    let ended: Vec<Claim> = lines.take_ended().iter().map(|ended| ended.claim).collect();
    assert_eq!(ended, [update(3, 102).claim(), update(1, 101).claim()]);
}
