//! Leases and claims on a line that says nothing, with the time of the test alone.

use std::cell::Cell;

use super::*;

const LEASE: Duration = Duration::from_secs(30);

/// On a busy but healthy line.
const ANSWER_TAKES: Duration = Duration::from_secs(4);

#[tokio::test(start_paused = true)]
async fn a_renewal_without_an_answer_loses_nothing() {
    let held_until = Cell::new(Instant::now() + LEASE);
    let beats = Cell::new(0_u32);
    let renew = || {
        beats.set(beats.get() + 1);
        let is_answered = !beats.get().is_multiple_of(2);
        let until = Instant::now() + LEASE;
        let held_until = &held_until;
        async move {
            if !is_answered {
                std::future::pending::<()>().await;
            }
            tokio::time::sleep(ANSWER_TAKES).await;
            assert!(Instant::now() < held_until.get(), "somebody else has it");
            held_until.set(until);
            Ok(())
        }
    };
    with_heartbeat(LEASE, renew, tokio::time::sleep(20 * LEASE)).await;
    assert!(Instant::now() < held_until.get());
    assert!((58..=60).contains(&beats.get()), "three in each lease");
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_a_claim_stops_in_time() {
    let stop = CancellationToken::new();
    let claim = |_| std::future::pending::<anyhow::Result<Vec<()>>>();
    let stopping = async {
        tokio::time::sleep(LEASE).await;
        stop.cancel();
        Instant::now()
    };
    let wake = Notify::new();
    let working = work(1, &wake, &stop, claim, || None, |()| async {});
    let (asked_at, ()) = tokio::join!(stopping, working);
    assert!(asked_at.elapsed() <= LAST_ANSWER);
}

#[tokio::test(start_paused = true)]
async fn a_claim_without_an_answer_comes_again() {
    let (stop, claims) = (CancellationToken::new(), Cell::new(0));
    let claim = |_| {
        claims.set(claims.get() + 1);
        let is_lost = claims.get() == 1;
        async move {
            if is_lost {
                std::future::pending::<()>().await;
            }
            Ok(vec![()])
        }
    };
    let run = |()| {
        stop.cancel();
        async {}
    };
    let asked_at = Instant::now();
    work(1, &Notify::new(), &stop, claim, || None, run).await;
    assert_eq!(claims.get(), 2);
    assert!(asked_at.elapsed() <= ANSWERED_WITHIN + AFTER_FAILURE);
}

#[tokio::test(start_paused = true)]
async fn what_falls_due_is_looked_for_at_that_time_unless_there_is_no_room() {
    let (stop, claims, begun_at) = (CancellationToken::new(), Cell::new(0), Instant::now());
    const DUE_AFTER: Duration = Duration::from_millis(1300);
    let claim = |_| {
        claims.set(claims.get() + 1);
        let is_due = begun_at.elapsed() >= DUE_AFTER;
        async move { Ok(if is_due { vec![()] } else { Vec::new() }) }
    };
    let next_due = || Some(DUE_AFTER.saturating_sub(begun_at.elapsed()));
    let run = |()| {
        let stop = stop.clone();
        async move {
            assert_eq!(begun_at.elapsed(), DUE_AFTER);
            // Meanwhile it stays due, and nobody looks again and again.
            tokio::time::sleep(LOOK_ANYWAY * 10).await;
            stop.cancel();
        }
    };
    work(1, &Notify::new(), &stop, claim, next_due, run).await;
    assert!(claims.get() <= 4, "{} claims", claims.get());
}
