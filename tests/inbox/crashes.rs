//! Whatever dies, stands still or comes at the same time: each conversation is handled in order,
//! nothing is left out, and of what was handled only the last may be handled once more.

use std::sync::{Arc, atomic::Ordering};

use chrono::TimeDelta;
use pinglass::telegram::Inbox;
use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio::{sync::Notify, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use super::{Office, message};

const CHATS: i64 = 4;

/// What was begun once more, and never written down as handled, would be taken for the cause.
const MOST_KILLS: usize = 9;

/// A process that handles updates.
struct Process {
    inbox: Inbox,
    wake: Arc<Notify>,
    stop: CancellationToken,
    running: JoinHandle<()>,
}

impl Process {
    fn start(office: &Office) -> Self {
        let inbox = office.another_inbox();
        let (wake, stop) = (Arc::new(Notify::new()), CancellationToken::new());
        let running = tokio::spawn({
            let (inbox, wake, stop) = (inbox.clone(), Arc::clone(&wake), stop.clone());
            async move { inbox.run(&wake, &stop).await }
        });
        Self {
            inbox,
            wake,
            stop,
            running,
        }
    }

    async fn stop(self) {
        self.stop.cancel();
        self.running.await.unwrap();
    }

    /// As by SIGKILL.
    async fn kill(self) {
        self.running.abort();
        assert!(self.running.await.unwrap_err().is_cancelled());
    }
}

impl Office {
    async fn until_handled(&self, count: usize) {
        while self.desk.handled.lock().unwrap().len() < count {
            self.desk.changed.notified().await;
        }
    }

    /// What was handled of a chat, where the same twice in a row counts once.
    fn story_of(&self, chat: i64) -> Vec<String> {
        let mut texts = self.desk.texts_of(chat);
        texts.dedup();
        texts
    }
}

fn numbers_of(chat: i64, count: i64) -> Vec<String> {
    (0..count)
        .filter(|number| 101 + number % CHATS == chat)
        .map(|number| number.to_string())
        .collect()
}

#[tokio::test]
async fn however_often_a_process_is_killed_a_conversation_goes_on_where_it_was() {
    let seed: u64 = std::env::var("CRASH_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or_else(rand::random);
    // Shown when the test fails.
    println!("CRASH_SEED={seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let office = Office::new().await;
    let mut next = 0;
    for _ in 0..MOST_KILLS {
        let handled = office.desk.handled.lock().unwrap().len();
        let process = Process::start(&office);
        for _ in 0..random.random_range(1..4) {
            // At least as many as are waited for below.
            let count = random.random_range(3..12);
            let batch = (next..next + count)
                .map(|number| message(number, 101 + number % CHATS, &number.to_string()))
                .collect();
            process.inbox.take(batch).await.unwrap();
            next += count;
        }
        office
            .until_handled(handled + random.random_range(1..4))
            .await;
        process.kill().await;
        office.clock.advance(TimeDelta::seconds(30));
    }
    office.handle_all().await;
    for chat in 101..101 + CHATS {
        assert_eq!(office.story_of(chat), numbers_of(chat, next));
    }
    assert!(
        office
            .statuses()
            .await
            .iter()
            .all(|status| status == "done")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_that_take_and_handle_at_the_same_time_keep_the_order() {
    const COUNT: i64 = 160;
    let office = Office::new().await;
    let processes: Vec<Process> = (0..3).map(|_| Process::start(&office)).collect();
    // As a balancer spreads them: those of a chat in order, by whichever process.
    let taking = (0..CHATS).map(|chat| {
        let processes = &processes;
        async move {
            let numbers = (0..COUNT).filter(|number| number % CHATS == chat);
            for (turn, number) in numbers.enumerate() {
                let process = &processes[(turn + usize::try_from(chat).unwrap()) % 3];
                let update = message(number, 101 + chat, &number.to_string());
                process.inbox.take(vec![update]).await.unwrap();
                // What is announced wakes all.
                for process in processes {
                    process.wake.notify_one();
                }
            }
        }
    });
    futures::future::join_all(taking).await;
    office.until_handled(usize::try_from(COUNT).unwrap()).await;
    for process in processes {
        process.stop().await;
    }
    for chat in 101..101 + CHATS {
        assert_eq!(office.desk.texts_of(chat), numbers_of(chat, COUNT));
    }
    assert_eq!(office.desk.most_at_once.load(Ordering::SeqCst), 1);
    assert!(
        office
            .statuses()
            .await
            .iter()
            .all(|status| status == "done")
    );
}

#[tokio::test]
async fn who_stops_writes_down_what_was_handled_and_gives_back_what_was_not_begun() {
    let office = Office::new().await;
    let process = Process::start(&office);
    let batch = vec![
        message(1, 101, "hold"),
        message(2, 101, "later"),
        message(3, 101, "last"),
    ];
    process.inbox.take(batch).await.unwrap();
    office.desk.holding.notified().await;
    process.stop.cancel();
    office.desk.go_on.notify_one();
    process.stop().await;
    assert_eq!(office.statuses().await, ["done", "waiting", "waiting"]);
    let tries: i64 =
        sqlx::query_scalar("select sum(attempts) from telegram_updates where status = 'waiting'")
            .fetch_one(&office.pool)
            .await
            .unwrap();
    assert_eq!(tries, 0, "what was never begun was never tried");
    office.handle_all().await;
    assert_eq!(office.desk.texts_of(101), ["hold", "later", "last"]);
}

#[tokio::test]
async fn who_stops_leaves_to_others_what_it_does_not_begin_while_it_ends_the_rest() {
    let office = Office::new().await;
    let process = Process::start(&office);
    let batch = vec![message(1, 101, "hold"), message(2, 101, "later")];
    process.inbox.take(batch).await.unwrap();
    office.desk.holding.notified().await;
    process.stop.cancel();
    while office.statuses().await != ["running", "waiting"] {}
    let new = vec![message(3, 102, "new"), message(4, 101, "last")];
    process.inbox.take(new).await.unwrap();
    let other = office.another_inbox();
    assert_eq!(other.handle_due().await.unwrap(), 1);
    assert_eq!(office.desk.texts_of(102), ["new"]);
    assert_eq!(
        office.statuses().await,
        ["running", "waiting", "done", "waiting"]
    );
    office.desk.go_on.notify_one();
    process.stop().await;
    office.handle_all().await;
    assert_eq!(office.desk.texts_of(101), ["hold", "later", "last"]);
}

#[tokio::test]
async fn who_wakes_after_a_long_sleep_begins_nothing_that_others_have_done() {
    let office = Office::new().await;
    let sleeper = Process::start(&office);
    let batch = vec![message(1, 101, "hold"), message(2, 101, "later")];
    sleeper.inbox.take(batch).await.unwrap();
    office.desk.holding.notified().await;
    office.clock.advance(TimeDelta::seconds(30));
    let other = office.another_inbox();
    while other.handle_due().await.unwrap() > 0 {}
    office.desk.go_on.notify_one();
    office.until_handled(3).await;
    sleeper.stop().await;
    // What was under way when it fell asleep goes on; nobody can keep it from that.
    assert_eq!(office.desk.texts_of(101), ["hold", "later", "hold"]);
    assert_eq!(office.statuses().await, ["done", "done"]);
}

#[tokio::test]
async fn an_update_that_can_not_be_kept_does_not_take_others_with_it() {
    let office = Office::new().await;
    let mut bad = message(2, 102, "never");
    let body = bad["message"].take();
    bad.as_object_mut()
        .unwrap()
        .insert("a\0kind".to_owned(), body);
    bad.as_object_mut().unwrap().remove("message");
    // The first is on its way when the others come, which then go together.
    let (first, refused, third) = tokio::join!(
        office.inbox.take(vec![message(1, 101, "first")]),
        office.inbox.take(vec![bad]),
        office.inbox.take(vec![message(3, 103, "third")]),
    );
    assert!(refused.is_err());
    first.and(third).unwrap();
    office.handle_all().await;
    assert_eq!(office.desk.texts_of(103), ["third"]);
}

#[tokio::test]
async fn what_no_process_survives_is_given_up_and_what_was_in_hand_beside_it_is_not() {
    let office = Office::new().await;
    for (update_id, chat, text) in [(1, 101, "deadly"), (2, 101, "later"), (3, 102, "fail")] {
        office.take(update_id, chat, text).await;
    }
    // As each crash leaves them that begins the first, and of the others some.
    sqlx::query(
        "update telegram_updates
         set attempts = 10, begun = case update_id when 1 then 5 else 0 end",
    )
    .execute(&office.pool)
    .await
    .unwrap();
    office.handle_all().await;
    assert_eq!(office.statuses().await, ["dead", "done", "waiting"]);
    assert_eq!(office.desk.texts_of(101), ["later"]);
    office.clock.advance(TimeDelta::seconds(64));
    office.handle_all().await;
    assert_eq!(office.statuses().await, ["dead", "done", "dead"]);
    assert_eq!(office.desk.apologies.lock().unwrap().len(), 2);
}
