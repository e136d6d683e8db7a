//! The durable inbox against a real database: once, in order, in parallel, and
//! never lost.

mod crashes;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt;
use pinglass::{
    clock::Clock,
    config::DatabaseConfig,
    db::Db,
    telegram::{Hooks, Inbox},
};
use serde_json::{Value, json};
use sqlx::PgPool;
use tokio::sync::Notify;

use crate::world::database;

/// An inbox whose handler writes down what it was given.
#[derive(Clone)]
struct Office {
    db: Db,
    inbox: Inbox,
    pool: PgPool,
    clock: Clock,
    desk: Arc<Desk>,
}

#[derive(Default)]
struct Desk {
    /// Chat and text of every update that was handled, in order.
    handled: Mutex<Vec<(i64, String)>>,
    in_flight: Mutex<HashMap<i64, usize>>,
    most_at_once: AtomicUsize,
    apologies: Mutex<Vec<String>>,
    checkouts: AtomicUsize,
    /// Something was handled.
    changed: Notify,
    /// The first "hold" is under way, until it may go on.
    holding: Notify,
    go_on: Notify,
    has_held: AtomicBool,
}

impl Desk {
    async fn handle(&self, payload: &str) -> anyhow::Result<()> {
        let update: Value = serde_json::from_str(payload)?;
        let chat = update
            .pointer("/message/chat/id")
            .and_then(Value::as_i64)
            .unwrap();
        let text = update
            .pointer("/message/text")
            .and_then(Value::as_str)
            .unwrap()
            .to_owned();
        *self.in_flight.lock().unwrap().entry(chat).or_default() += 1;
        tokio::task::yield_now().await;
        let at_once = self.in_flight.lock().unwrap()[&chat];
        self.most_at_once.fetch_max(at_once, Ordering::SeqCst);
        *self.in_flight.lock().unwrap().get_mut(&chat).unwrap() -= 1;
        match text.as_str() {
            "fail" => anyhow::bail!("as asked"),
            "panic" => panic!("as asked"),
            "hold" if !self.has_held.swap(true, Ordering::SeqCst) => {
                self.holding.notify_one();
                self.go_on.notified().await;
            }
            _ => {}
        }
        self.handled.lock().unwrap().push((chat, text));
        self.changed.notify_one();
        Ok(())
    }

    fn texts_of(&self, chat: i64) -> Vec<String> {
        let handled = self.handled.lock().unwrap();
        handled
            .iter()
            .filter(|(of, _)| *of == chat)
            .map(|(_, text)| text.clone())
            .collect()
    }
}

fn hooks(desk: &Arc<Desk>) -> Hooks {
    let (handle, apologise, checkout) = (Arc::clone(desk), Arc::clone(desk), Arc::clone(desk));
    Hooks {
        handle: Arc::new(move |update| {
            let desk = Arc::clone(&handle);
            async move { desk.handle(&update.payload).await }.boxed()
        }),
        apologise: Arc::new(move |_, reference| {
            apologise.apologies.lock().unwrap().push(reference);
            async {}.boxed()
        }),
        pre_checkout: Arc::new(move |_| {
            checkout.checkouts.fetch_add(1, Ordering::SeqCst);
            async {}.boxed()
        }),
    }
}

impl Office {
    async fn new() -> Self {
        let (url, pool) = database::create().await;
        let db = Db::open(&DatabaseConfig::direct(url, 8)).unwrap();
        let clock = Clock::standing_at("2026-03-02T09:00:00Z".parse::<DateTime<Utc>>().unwrap());
        let desk = Arc::new(Desk::default());
        let lease = Duration::from_secs(30);
        let inbox = Inbox::new(db.clone(), clock.clone(), lease, hooks(&desk));
        Self {
            db,
            inbox,
            pool,
            clock,
            desk,
        }
    }

    /// That of another process, which shares the database and the desk.
    fn another_inbox(&self) -> Inbox {
        let (db, clock) = (self.db.clone(), self.clock.clone());
        Inbox::new(db, clock, Duration::from_secs(30), hooks(&self.desk))
    }

    async fn take(&self, update_id: i64, chat: i64, text: &str) {
        self.inbox
            .take(vec![message(update_id, chat, text)])
            .await
            .unwrap();
    }

    /// Handles whatever is due until nothing is.
    async fn handle_all(&self) -> usize {
        let mut count = 0;
        loop {
            match self.inbox.handle_due().await.unwrap() {
                0 => return count,
                more => count += more,
            }
        }
    }

    async fn statuses(&self) -> Vec<String> {
        sqlx::query_scalar("select status from telegram_updates order by update_id")
            .fetch_all(&self.pool)
            .await
            .unwrap()
    }
}

fn message(update_id: i64, chat: i64, text: &str) -> Value {
    json!({
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1_772_442_000,
            "chat": { "id": chat, "type": "private", "first_name": "Anna" },
            "from": { "id": chat, "is_bot": false, "first_name": "Anna" },
            "text": text,
        },
    })
}

#[tokio::test]
async fn an_update_that_comes_five_times_is_handled_once() {
    let office = Office::new().await;
    for _ in 0..5 {
        office.take(1, 101, "hello").await;
    }
    office.handle_all().await;
    office.take(1, 101, "hello").await;
    office.handle_all().await;
    assert_eq!(office.desk.texts_of(101), ["hello"]);
}

#[tokio::test]
async fn one_chat_is_served_in_order_and_one_at_a_time_by_many_processes() {
    let office = Office::new().await;
    let chats = 5;
    let batch = (0..200)
        .map(|number| message(number, 101 + number % chats, &number.to_string()))
        .collect();
    office.inbox.take(batch).await.unwrap();
    let processes = (0..6).map(|_| office.handle_all());
    let handled: usize = futures::future::join_all(processes).await.into_iter().sum();
    // A process that finds the next update of a chat still in another's hands stops early.
    assert_eq!(handled + office.handle_all().await, 200);
    for chat in 0..chats {
        let expected: Vec<String> = (0..200)
            .filter(|number| number % chats == chat)
            .map(|number| number.to_string())
            .collect();
        assert_eq!(office.desk.texts_of(101 + chat), expected);
    }
    assert_eq!(office.desk.most_at_once.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_chat_that_sends_two_hundred_at_once_slows_nobody_else() {
    let office = Office::new().await;
    let flood = (0..200)
        .map(|number| message(number, 101, "flood"))
        .collect();
    office.inbox.take(flood).await.unwrap();
    office.take(200, 102, "hello").await;
    office.inbox.handle_due().await.unwrap();
    assert_eq!(office.desk.texts_of(102), ["hello"]);
    let before_them = office.desk.texts_of(101).len();
    assert!(before_them < 20, "{before_them} of the flood in one turn");
}

#[tokio::test]
async fn failures_and_panics_are_retried_four_times_then_kept_and_apologised_for() {
    for text in ["fail", "panic"] {
        let office = Office::new().await;
        office.take(7_000_123, 101, text).await;
        office.take(7_000_124, 101, "later").await;
        for pause_secs in [1, 4, 16, 64] {
            office.handle_all().await;
            assert!(
                office.desk.texts_of(101).is_empty(),
                "the later update waits its turn"
            );
            assert!(office.desk.apologies.lock().unwrap().is_empty());
            office.clock.advance(TimeDelta::seconds(pause_secs));
        }
        office.handle_all().await;
        assert_eq!(office.statuses().await, ["dead", "done"]);
        assert_eq!(office.desk.texts_of(101), ["later"]);
        let apologies = office.desk.apologies.lock().unwrap().clone();
        let kept: String =
            sqlx::query_scalar("select reference from telegram_updates where status = 'dead'")
                .fetch_one(&office.pool)
                .await
                .unwrap();
        assert_eq!(apologies, [kept]);
    }
}

#[tokio::test]
async fn what_a_dead_process_had_taken_is_handled_by_another() {
    let office = Office::new().await;
    office.take(1, 101, "hello").await;
    sqlx::query("update telegram_updates set status = 'running', attempts = 1, lease_until = $1")
        .bind(office.clock.now() + TimeDelta::seconds(30))
        .execute(&office.pool)
        .await
        .unwrap();
    assert_eq!(office.handle_all().await, 0);
    office.clock.advance(TimeDelta::seconds(30));
    assert_eq!(office.handle_all().await, 1);
    assert_eq!(office.statuses().await, ["done"]);
}

#[tokio::test]
async fn handled_words_are_forgotten_and_numbers_swept_after_two_days() {
    let office = Office::new().await;
    office.take(1, 101, "a private thing").await;
    office.handle_all().await;
    let kept: String = sqlx::query_scalar("select payload from telegram_updates")
        .fetch_one(&office.pool)
        .await
        .unwrap();
    assert_eq!(kept, "");
    office.clock.advance(TimeDelta::hours(47));
    assert_eq!(office.inbox.sweep(&office.db).await.unwrap(), 0);
    office.clock.advance(TimeDelta::hours(2));
    assert_eq!(office.inbox.sweep(&office.db).await.unwrap(), 1);
}

#[tokio::test]
async fn a_pre_checkout_query_never_waits_in_the_inbox() {
    let office = Office::new().await;
    let backlog = (0..1000)
        .map(|number| message(number, 101, "waiting"))
        .collect();
    office.inbox.take(backlog).await.unwrap();
    let query = json!({
        "update_id": 1000,
        "pre_checkout_query": {
            "id": "77",
            "from": { "id": 101, "is_bot": false, "first_name": "Anna" },
            "currency": "XTR",
            "total_amount": 350,
            "invoice_payload": "an order",
        },
    });
    office.inbox.take(vec![query]).await.unwrap();
    assert_eq!(office.desk.checkouts.load(Ordering::SeqCst), 1);
    assert_eq!(office.statuses().await.len(), 1000);
}

#[tokio::test]
async fn kinds_of_updates_that_nobody_knows_are_kept_in_order_too() {
    let office = Office::new().await;
    office
        .inbox
        .take(vec![
            json!({ "update_id": 1, "chat_boost": { "chat": { "id": 101 } } }),
        ])
        .await
        .unwrap();
    let (kind, conversation): (String, i64) =
        sqlx::query_as("select kind, conversation from telegram_updates")
            .fetch_one(&office.pool)
            .await
            .unwrap();
    assert_eq!((kind.as_str(), conversation), ("chat_boost", 101));
}
