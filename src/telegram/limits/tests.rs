//! The schedule under tokio's paused clock: what goes out when.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use teloxide::types::ChatId;
use tokio::time::Instant;

use super::{Gate, Lane, Limits, Question, shares::Standing};

const ANNA: ChatId = ChatId(101);
const BORIS: ChatId = ChatId(102);
const STAFF: ChatId = ChatId(-1001);

/// When calls went out, by the names they were given, in order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<(Instant, &'static str)>>>);

impl Log {
    fn times(&self, name: &str) -> Vec<Instant> {
        let entries = self.0.lock().unwrap();
        entries
            .iter()
            .filter(|(_, entry)| *entry == name)
            .map(|(at, _)| *at)
            .collect()
    }
}

/// Starts `count` calls at once and returns when all have gone out.
async fn call(gate: &Gate, log: &Log, count: usize, lane: Lane, chat: ChatId, name: &'static str) {
    let calls = (0..count).map(|_| async {
        gate.pass(lane, Some(chat), 1).await.answered();
        log.0.lock().unwrap().push((Instant::now(), name));
    });
    futures::future::join_all(calls).await;
}

/// The most entries in any window of this length.
fn most_within(times: &[Instant], window: Duration) -> usize {
    let from = |start: &Instant| {
        times
            .iter()
            .filter(|at| *at >= start && **at < *start + window)
            .count()
    };
    times.iter().map(from).max().unwrap_or_default()
}

#[tokio::test(start_paused = true)]
async fn a_group_gets_at_most_twenty_calls_in_any_minute() {
    let (gate, log) = (Gate::open(Limits::default()), Log::default());
    call(&gate, &log, 60, Lane::Answer, STAFF, "staff").await;
    // With some slack, as what is sent 60 s after another may arrive a little sooner after it.
    let most = most_within(&log.times("staff"), Duration::from_millis(60_500));
    assert_eq!(most, 20);
}

#[tokio::test(start_paused = true)]
async fn a_flood_into_a_group_takes_hardly_longer_than_twenty_a_minute() {
    let (gate, log) = (Gate::open(Limits::default()), Log::default());
    let start = Instant::now();
    call(&gate, &log, 41, Lane::Bulk, STAFF, "staff").await;
    let times = log.times("staff");
    let after = |message: usize| (times[message - 1] - start).as_secs_f64();
    assert!(after(5) < 1.0, "a burst takes {} s", after(5));
    assert!(after(20) < 60.0, "twenty take {} s", after(20));
    assert!(after(41) <= 120.0 * 1.03, "41 take {} s", after(41));
}

#[tokio::test(start_paused = true)]
async fn all_chats_together_get_at_most_thirty_calls_in_any_second() {
    let (gate, log) = (Gate::open(Limits::default()), Log::default());
    let chats = (1..=200).map(|id| call(&gate, &log, 1, Lane::Bulk, ChatId(id), "all"));
    futures::future::join_all(chats).await;
    assert_eq!(most_within(&log.times("all"), Duration::from_secs(1)), 30);
}

#[tokio::test(start_paused = true)]
async fn whoever_pays_for_broadcasts_sends_at_their_rate() {
    let (gate, log) = (Gate::open(Limits::with_rate(1000)), Log::default());
    let chats = (1..=3000).map(|id| call(&gate, &log, 1, Lane::Answer, ChatId(id), "all"));
    futures::future::join_all(chats).await;
    let most = most_within(&log.times("all"), Duration::from_secs(1));
    assert_eq!(most, 1000);
}

#[test]
fn the_usual_rate_is_the_one_that_telegram_gives_for_nothing() {
    let (usual, default) = (Limits::with_rate(30).global, Limits::default().global);
    assert_eq!((usual.most, usual.within), (default.most, default.within));
}

#[tokio::test(start_paused = true)]
async fn a_busy_group_does_not_delay_a_customer() {
    let (gate, log) = (Gate::open(Limits::default()), Log::default());
    let flood = call(&gate, &log, 100, Lane::Answer, STAFF, "staff");
    let customer = async {
        tokio::time::sleep(Duration::from_secs(2)).await;
        let start = Instant::now();
        call(&gate, &log, 1, Lane::Answer, ANNA, "anna").await;
        assert!(start.elapsed() < Duration::from_millis(50));
    };
    tokio::join!(flood, customer);
}

#[tokio::test(start_paused = true)]
async fn answers_overtake_deliveries_and_those_overtake_broadcasts() {
    let (gate, log) = (Gate::open(Limits::default()), Log::default());
    // The first call takes the burst's place, so that the others line up.
    call(&gate, &log, 4, Lane::Bulk, ANNA, "first").await;
    tokio::join!(
        call(&gate, &log, 2, Lane::Bulk, ANNA, "bulk"),
        call(&gate, &log, 2, Lane::Delivery, ANNA, "delivery"),
        call(&gate, &log, 2, Lane::Answer, ANNA, "answer"),
    );
    assert!(log.times("answer").last() < log.times("delivery").first());
    assert!(log.times("delivery").last() < log.times("bulk").first());
}

#[tokio::test(start_paused = true)]
async fn a_held_chat_waits_alone() {
    let (gate, log) = (Gate::open(Limits::default()), Log::default());
    let start = Instant::now();
    gate.hold(Some(ANNA), Duration::from_secs(30));
    tokio::join!(
        call(&gate, &log, 1, Lane::Answer, ANNA, "anna"),
        call(&gate, &log, 1, Lane::Answer, BORIS, "boris"),
    );
    assert!(log.times("anna")[0] >= start + Duration::from_secs(30));
    assert!(log.times("boris")[0] < start + Duration::from_millis(50));
}

#[tokio::test(start_paused = true)]
async fn a_general_hold_stops_everybody_and_ends() {
    let (gate, log) = (Gate::open(Limits::default()), Log::default());
    let start = Instant::now();
    gate.hold(None, Duration::from_secs(5));
    tokio::join!(
        call(&gate, &log, 1, Lane::Answer, ANNA, "call"),
        call(&gate, &log, 1, Lane::Answer, BORIS, "call"),
    );
    assert!(
        log.times("call")
            .iter()
            .all(|at| *at >= start + Duration::from_secs(5))
    );
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_gave_up_uses_no_place() {
    let (gate, log) = (Gate::open(Limits::default()), Log::default());
    call(&gate, &log, 4, Lane::Answer, ANNA, "burst").await;
    let start = Instant::now();
    let given_up = tokio::time::timeout(
        Duration::from_millis(100),
        gate.pass(Lane::Answer, Some(ANNA), 1),
    );
    assert!(given_up.await.is_err());
    call(&gate, &log, 1, Lane::Answer, ANNA, "next").await;
    assert!(log.times("next")[0] <= start + Duration::from_millis(1100));
}

#[tokio::test(start_paused = true)]
async fn whoever_waits_for_an_answer_hardly_waits_for_a_broadcast() {
    let (gate, log) = (Gate::open(Limits::default()), Log::default());
    let broadcast = (1001..=1200).map(|id| call(&gate, &log, 1, Lane::Bulk, ChatId(id), "all"));
    let answers = async {
        for id in 1..=30 {
            tokio::time::sleep(Duration::from_millis(171)).await;
            let start = Instant::now();
            call(&gate, &log, 1, Lane::Answer, ChatId(id), "all").await;
            assert!(start.elapsed() < Duration::from_millis(40));
        }
    };
    tokio::join!(futures::future::join_all(broadcast), answers);
    assert_eq!(most_within(&log.times("all"), Duration::from_secs(1)), 30);
}

#[tokio::test(start_paused = true)]
async fn no_window_holds_more_at_telegrams_end_however_long_calls_take() {
    let (gate, arrivals) = (Gate::open(Limits::default()), Log::default());
    let calls = (0..300_u64).map(|number| {
        let (gate, arrivals) = (&gate, &arrivals);
        async move {
            let lane = if number % 3 == 0 {
                Lane::Answer
            } else {
                Lane::Bulk
            };
            let id = 1000 + number.cast_signed();
            let permit = gate.pass(lane, Some(ChatId(id)), 1).await;
            tokio::time::sleep(Duration::from_millis(number * 37 % 100)).await;
            arrivals.0.lock().unwrap().push((Instant::now(), "all"));
            tokio::time::sleep(Duration::from_millis(number * 13 % 40)).await;
            permit.answered();
        }
    });
    futures::future::join_all(calls).await;
    let most = most_within(&arrivals.times("all"), Duration::from_secs(1));
    assert!(most <= 30, "{most} arrived in a second");
}

/// Sends so many letters by a network that takes so long to Telegram and back, for each by
/// its number; when they arrived.
async fn broadcast(
    gate: &Gate,
    count: u64,
    way: impl Fn(u64) -> (Duration, Duration),
) -> Vec<Instant> {
    let arrivals = Log::default();
    let letters = (0..count).map(|number| {
        let (arrivals, (there, back)) = (&arrivals, way(number));
        async move {
            let chat = ChatId(1000 + number.cast_signed());
            let permit = gate.pass(Lane::Bulk, Some(chat), 1).await;
            tokio::time::sleep(there).await;
            arrivals.0.lock().unwrap().push((Instant::now(), "all"));
            tokio::time::sleep(back).await;
            permit.answered();
        }
    });
    futures::future::join_all(letters).await;
    arrivals.times("all")
}

#[tokio::test(start_paused = true)]
async fn a_steady_latency_costs_a_broadcast_nothing() {
    let gate = Gate::open(Limits::default());
    let start = Instant::now();
    let way = |_| (Duration::from_millis(120), Duration::from_millis(80));
    let arrivals = broadcast(&gate, 600, way).await;
    let took = *arrivals.last().unwrap() - start;
    assert!(took < Duration::from_millis(20_200), "it took {took:?}");
    assert_eq!(most_within(&arrivals, Duration::from_secs(1)), 30);
}

#[tokio::test(start_paused = true)]
async fn what_the_network_adds_to_its_latency_makes_no_window_too_full() {
    let gate = Gate::open(Limits::default());
    let way = |number| {
        let there = Duration::from_millis(100 + number * 37 % 90);
        (there, Duration::from_millis(100 + number * 13 % 40))
    };
    let arrivals = broadcast(&gate, 600, way).await;
    let most = most_within(&arrivals, Duration::from_secs(1));
    assert!(most <= 30, "{most} arrived in a second");
}

#[tokio::test(start_paused = true)]
async fn an_album_gets_its_places_while_a_broadcast_wants_them_all() {
    let (gate, log) = (Gate::open(Limits::default()), Log::default());
    let all = (1001..=1200).map(|id| call(&gate, &log, 1, Lane::Bulk, ChatId(id), "all"));
    let albums = async {
        for id in 1..=5 {
            tokio::time::sleep(Duration::from_millis(700)).await;
            let start = Instant::now();
            let permit = gate.pass(Lane::Delivery, Some(ChatId(id)), 8).await;
            assert!(start.elapsed() < Duration::from_millis(350));
            log.0.lock().unwrap().extend([(Instant::now(), "all"); 8]);
            permit.answered();
        }
    };
    tokio::join!(futures::future::join_all(all), albums);
    assert_eq!(most_within(&log.times("all"), Duration::from_secs(1)), 30);
}

/// Agrees to whatever is asked.
async fn agree_to_all(gate: &Gate, mut questions: tokio::sync::mpsc::UnboundedReceiver<Question>) {
    while let Some(question) = questions.recv().await {
        if let Question::Asked(asked) = question {
            gate.agree(asked, None);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn beside_one_that_may_believe_to_be_alone_only_people_are_answered_without_bursts() {
    let (gate, log) = (Gate::open(Limits::default()), Log::default());
    let questions = gate.share();
    let start = Instant::now();
    let beside = Standing {
        most: 3,
        is_alone: false,
        is_beside_a_lone_one: true,
        held_until: None,
    };
    let share = async {
        for _ in 0..10 {
            gate.use_share(beside, Instant::now() + Duration::from_millis(750));
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        let all = Standing {
            most: 30,
            is_beside_a_lone_one: false,
            ..beside
        };
        gate.use_share(all, Instant::now() + Duration::from_secs(60));
    };
    let calls = async {
        tokio::join!(
            share,
            call(&gate, &log, 5, Lane::Answer, ANNA, "anna"),
            call(&gate, &log, 1, Lane::Answer, STAFF, "staff"),
            call(&gate, &log, 1, Lane::Delivery, BORIS, "delivery"),
            call(&gate, &log, 1, Lane::Bulk, ChatId(103), "bulk"),
        )
    };
    tokio::select! {
        _ = calls => {}
        () = agree_to_all(&gate, questions) => {}
    }
    let after = |at: &Instant| (*at - start).as_millis();
    let anna: Vec<_> = log.times("anna").iter().map(after).collect();
    assert!(
        anna[0] < 10 && anna[1] >= 1000 && anna[2] >= 2000,
        "{anna:?}"
    );
    for name in ["staff", "delivery", "bulk"] {
        let at = after(&log.times(name)[0]);
        assert!((2500..2750).contains(&at), "{name}: {at}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_permit_is_worth_nothing_much_later_than_the_share_from_which_it_came() {
    let gate = Gate::open(Limits::default());
    let _questions = gate.share();
    let share = |until| {
        let lone = Standing {
            most: 27,
            ..Standing::NOTHING
        };
        gate.use_share(lone, until);
    };
    share(Instant::now() + Duration::from_millis(100));
    let mut pass = std::pin::pin!(gate.pass(Lane::Answer, Some(ANNA), 1));
    // It is granted, but whoever waits for it stands still.
    assert!(futures::poll!(&mut pass).is_pending());
    tokio::time::sleep(Duration::from_millis(360)).await;
    assert!(futures::poll!(&mut pass).is_pending());
    share(Instant::now() + Duration::from_secs(1));
    pass.await.answered();
}

#[tokio::test(start_paused = true)]
async fn what_telegram_said_about_everything_is_told_to_the_others_at_once() {
    let gate = Gate::open(Limits::default());
    let _questions = gate.share();
    let until = Instant::now() + Duration::from_secs(7);
    gate.hold(None, Duration::from_secs(7));
    gate.lacks.notified().await;
    assert_eq!(gate.survey().await.held_until, Some(until));
}
