//! Callbacks, true and forged, and tasks that time moves on.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Json, Router, http::HeaderMap, routing::post};
use sandbox::{
    kie::{CallbackPlan, Callbacks, ForgedSignature, Forgery, Options, Pace, State, sign},
    server::Server,
};
use serde_json::{Value, json};

use crate::bot::Bot;

/// What a listener got, oldest first.
type Received = Arc<Mutex<Vec<(HeaderMap, Value)>>>;

/// Listens for callbacks.
async fn listen() -> (Server, String, Received) {
    let received = Received::default();
    let writer = Arc::clone(&received);
    let take = move |headers: HeaderMap, Json(body): Json<Value>| async move {
        writer.lock().expect("unpoisoned").push((headers, body));
    };
    let router = Router::new().route("/kie/callback", post(take));
    let server = Server::start(0, router).await.expect("a listener");
    let url = format!("{}/kie/callback", server.url());
    (server, url, received)
}

fn header<'headers>(headers: &'headers HeaderMap, name: &str) -> &'headers str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

#[tokio::test]
async fn callbacks_are_signed_and_go_as_planned() {
    let (_server, url, received) = listen().await;
    let options = Options {
        webhook_key: Some("key".to_owned()),
        ..Options::default()
    };
    let bot = Bot::start(options).await;
    let task_id = bot.order("x", &[], Some(&url)).await;
    assert_eq!(
        bot.kie.send_callbacks().await,
        0,
        "a running task owes none"
    );
    bot.kie.finish(&task_id).expect("finished");
    assert_eq!(bot.kie.send_callbacks().await, 1);
    assert_eq!(bot.kie.send_callbacks().await, 0);
    {
        let received = received.lock().expect("unpoisoned");
        let (headers, body) = &received[0];
        let timestamp = header(headers, "X-Webhook-Timestamp")
            .parse()
            .expect("seconds");
        assert_eq!(
            header(headers, "X-Webhook-Signature"),
            sign("key", &task_id, timestamp)
        );
        assert_eq!(body["code"], 200);
        assert_eq!(body["data"]["taskId"], json!(task_id));
        assert_eq!(body["data"]["consumeCredits"], 18.0);
    }
    for (plan, copies) in [(CallbackPlan::Dropped, 0), (CallbackPlan::Doubled, 2)] {
        received.lock().expect("unpoisoned").clear();
        bot.kie.set_callback_plan(plan);
        let task_id = bot.order("y", &[], Some(&url)).await;
        bot.kie
            .fail(&task_id, "500", "Internal server error")
            .expect("failed");
        bot.kie.send_callbacks().await;
        let received = received.lock().expect("unpoisoned");
        assert_eq!(received.len(), copies);
        assert!(received.iter().all(|(_, body)| body["code"] == 501));
    }
}

#[tokio::test]
async fn a_forged_callback_shows_by_its_signature() {
    let (_server, url, received) = listen().await;
    let options = Options {
        webhook_key: Some("key".to_owned()),
        ..Options::default()
    };
    let bot = Bot::start(options).await;
    let task_id = bot.order("x", &[], Some(&url)).await;
    let signatures = [
        ForgedSignature::Missing,
        ForgedSignature::WrongKey,
        ForgedSignature::Replayed(Duration::from_secs(3600)),
        ForgedSignature::Right,
    ];
    let mut right = Vec::new();
    for signature in signatures {
        let forgery = Forgery {
            task_id: task_id.clone(),
            state: State::Success,
            result_urls: vec!["http://169.254.169.254/".to_owned()],
            signature,
        };
        assert_eq!(
            bot.kie.forge_callback(&url, forgery).await.expect("sent"),
            200
        );
        let received = received.lock().expect("unpoisoned");
        let (headers, body) = received.last().expect("a callback");
        let timestamp = header(headers, "X-Webhook-Timestamp")
            .parse()
            .unwrap_or_default();
        right.push(header(headers, "X-Webhook-Signature") == sign("key", &task_id, timestamp));
        let result = body["data"]["resultJson"].as_str().expect("a string");
        assert!(result.contains("169.254.169.254"));
    }
    assert_eq!(right, [false, false, true, true]);
    assert_eq!(
        bot.kie.find_task(&task_id).expect("a task").state,
        State::Waiting
    );
}

#[tokio::test]
async fn time_moves_tasks_on_by_itself_when_asked_to() {
    let (_server, url, received) = listen().await;
    let moment = Duration::from_millis(20);
    let bot = Bot::start(Options {
        pace: Pace::Timed {
            queue: moment,
            generate: moment,
            jitter: moment,
        },
        callbacks: Callbacks::Automatic,
        ..Options::default()
    })
    .await;
    let mut changes = bot.kie.subscribe();
    let reference = bot.reference([1, 2, 3]).await;
    let task_id = bot.order("x", &[reference], Some(&url)).await;
    let unreachable = bot
        .order("y", &["http://127.0.0.1:1/a.jpg".to_owned()], Some(&url))
        .await;
    let all_called_back = async {
        while bot.kie.callback_attempts().len() < 2 {
            changes.changed().await.expect("the fake lives");
        }
    };
    tokio::time::timeout(Duration::from_secs(20), all_called_back)
        .await
        .expect("both ended");
    assert_eq!(received.lock().expect("unpoisoned").len(), 2);
    let state = |id: &str| bot.kie.find_task(id).expect("a task").state;
    assert_eq!(
        (state(&task_id), state(&unreachable)),
        (State::Success, State::Fail)
    );
}
