//! How updates reach the bot: long polling, webhooks, repeated, held back, made up.

use std::{sync::Arc, time::Duration};

use axum::{Router, extract::State, http::HeaderMap, routing::post};
use sandbox::telegram::Options;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::mpsc, time::timeout};

use crate::World;

const SOON: Duration = Duration::from_secs(5);

#[tokio::test]
async fn a_poll_waits_for_an_update_and_an_offset_confirms_it() {
    let world = Arc::new(World::start());
    assert_eq!(world.done("getUpdates", json!({})).await, json!([]));
    let waiting = tokio::spawn({
        let world = world.clone();
        async move { world.done("GetUpdates", json!({"timeout": 30})).await }
    });
    world.anna.sends("one");
    let updates = timeout(SOON, waiting).await.unwrap().unwrap();
    assert_eq!(updates[0]["message"]["text"], "one");
    let again = world
        .done("getUpdates", json!({"offset": updates[0]["update_id"]}))
        .await;
    assert_eq!(again, updates, "not confirmed yet");
    let next = updates[0]["update_id"].as_i64().unwrap() + 1;
    assert_eq!(
        world.done("getUpdates", json!({"offset": next})).await,
        json!([])
    );
}

#[tokio::test]
async fn a_second_poller_sends_the_first_away() {
    let world = Arc::new(World::start());
    let mut changes = world.telegram.subscribe();
    let first = tokio::spawn({
        let world = world.clone();
        async move { world.ask("getUpdates", json!({"timeout": 30})).await }
    });
    while world.telegram.calls_of("getUpdates").is_empty() {
        changes.changed().await.unwrap();
    }
    // One thread runs all of this, so the poller whose call was noted is waiting by now.
    world.ask("getUpdates", json!({})).await;
    let answer = timeout(SOON, first).await.unwrap().unwrap();
    assert_eq!(answer.status, 409);
    assert!(
        answer
            .refusal()
            .starts_with("Conflict: terminated by other getUpdates request")
    );
}

#[tokio::test]
async fn allowed_updates_hold_from_then_on() {
    let world = World::start();
    world
        .done(
            "getUpdates",
            json!({"allowed_updates": ["message_reaction"]}),
        )
        .await;
    let id = world.anna.sends("unheard");
    world.anna.reacts(id, "👍").unwrap();
    let updates = world.done("getUpdates", json!({})).await;
    assert_eq!(updates.as_array().unwrap().len(), 1);
    assert!(updates[0]["message_reaction"].is_object());
}

/// A webhook that passes on what it gets, and answers with the status that it is told.
async fn webhook() -> (
    String,
    mpsc::UnboundedReceiver<(HeaderMap, String)>,
    mpsc::UnboundedSender<u16>,
) {
    let (requests, received) = mpsc::unbounded_channel();
    let (statuses, answers) = mpsc::unbounded_channel::<u16>();
    let answers = Arc::new(tokio::sync::Mutex::new(answers));
    type Shared = (
        mpsc::UnboundedSender<(HeaderMap, String)>,
        Arc<tokio::sync::Mutex<mpsc::UnboundedReceiver<u16>>>,
    );
    let take = |State((requests, answers)): State<Shared>, headers: HeaderMap, body: String| async move {
        requests.send((headers, body)).unwrap();
        let status = answers.lock().await.recv().await.unwrap_or(200);
        axum::http::StatusCode::from_u16(status).unwrap()
    };
    let router = Router::new()
        .route("/hook", post(take))
        .with_state((requests, answers));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, received, statuses)
}

#[tokio::test]
async fn a_webhook_gets_updates_in_order_with_the_secret_until_it_accepts() {
    let world = World::start();
    let (url, mut received, statuses) = webhook().await;
    world
        .done("setWebhook", json!({"url": url, "secret_token": "s3cret"}))
        .await;
    let conflict = world.ask("getUpdates", json!({})).await;
    assert_eq!(conflict.status, 409);
    world.anna.sends("one");
    world.anna.sends("two");
    let mut next = async || {
        let (headers, body) = timeout(SOON, received.recv()).await.unwrap().unwrap();
        assert_eq!(headers["X-Telegram-Bot-Api-Secret-Token"], "s3cret");
        let update: Value = serde_json::from_str(&body).unwrap();
        update["message"]["text"].as_str().unwrap().to_owned()
    };
    assert_eq!(next().await, "one");
    statuses.send(503).unwrap();
    assert_eq!(
        next().await,
        "one",
        "refused, so it comes again before the next"
    );
    let info = world.done("getWebhookInfo", json!({})).await;
    assert_eq!(info["pending_update_count"], 2);
    assert!(info["last_error_message"].as_str().unwrap().contains("503"));
    statuses.send(200).unwrap();
    assert_eq!(next().await, "two");
    statuses.send(200).unwrap();
    let mut changes = world.telegram.subscribe();
    while world.done("getWebhookInfo", json!({})).await["pending_update_count"] != 0 {
        timeout(SOON, changes.changed()).await.unwrap().unwrap();
    }
    world.done("deleteWebhook", json!({})).await;
    assert_eq!(world.done("getUpdates", json!({})).await, json!([]));
}

#[tokio::test]
async fn a_webhook_needs_https_away_from_loopback() {
    let world = World::start();
    let answer = world
        .ask("setWebhook", json!({"url": "http://example.com/hook"}))
        .await;
    assert!(
        answer
            .refusal()
            .contains("An HTTPS URL must be provided for webhook")
    );
    world
        .done("setWebhook", json!({"url": "https://example.com/hook"}))
        .await;
    let answer = world
        .ask(
            "setWebhook",
            json!({"url": "https://a.b", "secret_token": "a b"}),
        )
        .await;
    assert!(
        answer
            .refusal()
            .contains("secret token contains unallowed characters")
    );
}

#[tokio::test]
async fn updates_can_be_held_repeated_and_made_up() {
    let world = World::with(Options::default());
    world.telegram.hold_updates();
    world.anna.sends("held");
    assert_eq!(world.done("getUpdates", json!({})).await, json!([]));
    assert!(world.updates().is_empty());
    world.telegram.release_updates();
    let held = world.updates().remove(0);
    world
        .telegram
        .repeat_update(held["update_id"].as_i64().unwrap());
    assert_eq!(world.updates(), [held]);
    world
        .telegram
        .push_update(json!({"message": {"chat": {"id": 5}, "text": "forged"}}));
    let forged = world.updates().remove(0);
    assert!(forged["update_id"].is_i64());
    assert_eq!(
        world.telegram.update_history().len(),
        3,
        "/start, held, forged"
    );
}
