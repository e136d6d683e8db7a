//! What is accepted, refused and charged.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use chrono::DateTime;
use sandbox::kie::{Clock, Options, State};
use serde_json::{Value, json};

use crate::bot::{Bot, MODEL, bare};

#[tokio::test]
async fn a_wrong_order_is_refused_and_remembered() {
    let bot = Bot::start(Options::default()).await;
    let with = |input: Value| json!({ "model": MODEL, "input": input });
    let wrong = [
        json!({ "model": "nano-banana-9", "input": { "prompt": "x" } }),
        json!({ "model": MODEL, "input": { "prompt": "x" }, "callbackUrl": "http://a" }),
        json!({ "model": MODEL, "input": { "prompt": "x" }, "callBackUrl": "not a url" }),
        json!({ "model": MODEL }),
        with(json!({})),
        with(json!({ "prompt": "x", "image_size": "3:4" })),
        with(json!({ "prompt": "x", "aspect_ratio": "3:5" })),
        with(json!({ "prompt": "x", "image_input": "https://a" })),
    ];
    for (index, body) in wrong.iter().enumerate() {
        let answer = bot.create(body.clone()).await;
        assert_eq!(
            (&answer["code"], &answer["data"]),
            (&json!(422), &Value::Null),
            "{body}"
        );
        assert_eq!(bot.kie.problems().len(), index + 1, "{body}");
    }
    assert_eq!(bot.kie.tasks().len(), 0);
    assert_eq!(bot.kie.credits(), Options::default().credits);
    bot.get("/api/v1/jobs/elsewhere").await;
    assert_eq!(bot.kie.take_problems().len(), wrong.len() + 1);
}

#[tokio::test]
async fn references_must_be_reachable_private_and_free_of_secrets() {
    let bot = Bot::start(Options::default()).await;
    let good = bot.reference([9, 9, 9]).await;
    let (public, _) = good.split_once('?').expect("a query");
    let missing = bot
        .store
        .presign("photos/none.jpg", Duration::from_secs(3600))
        .await;
    bot.store
        .put("photos/text.jpg", b"not a picture")
        .await
        .expect("stored");
    let text = bot
        .store
        .presign("photos/text.jpg", Duration::from_secs(3600))
        .await;
    let telegram = format!("{good}&from=bot123456789:AAF-abcdefghijklmnopqrstuvwxyz01234");
    let short = bot
        .store
        .presign("photos/9.jpg", Duration::from_secs(60))
        .await;
    let cases = [
        (missing, "404", State::Fail),
        (text, "not a picture", State::Fail),
        (public.to_owned(), "not presigned", State::Fail),
        (telegram, "Telegram token", State::Fail),
        (short, "expires before", State::Waiting),
    ];
    for (url, problem, state) in cases {
        let task_id = bot.order("x", &[good.clone(), url.clone()], None).await;
        let task = bot.kie.find_task(&task_id).expect("a task");
        assert_eq!(task.state, state, "{url}");
        let problems = bot.kie.take_problems().join("\n");
        assert!(problems.contains(problem), "{problems}");
    }
    assert_eq!(bot.kie.tasks()[0].fail_code.as_deref(), Some("422"));
    bot.store.s3.set_down(true);
    let task_id = bot.order("x", &[good], None).await;
    assert_eq!(
        bot.kie.find_task(&task_id).expect("a task").state,
        State::Fail
    );
}

#[tokio::test]
async fn requests_without_key_or_user_agent_do_not_pass() {
    let bot = Bot::start(Options::default()).await;
    let url = format!("{}/api/v1/chat/credit", bot.kie.url());
    let answer = bot
        .http
        .get(&url)
        .bearer_auth("wrong")
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 200);
    let answer: Value = answer.json().await.expect("JSON");
    assert_eq!(answer["code"], 401);

    let nameless = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client");
    let answer = nameless
        .get(&url)
        .bearer_auth("kie-sandbox-key")
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 403);
    assert_eq!(answer.text().await.expect("text"), "error code: 1010");
}

#[tokio::test]
async fn credits_are_taken_given_back_and_run_out() {
    let bot = Bot::start(Options {
        credits: 20.5,
        ..Options::default()
    })
    .await;
    let task_id = bot.order("x", &[], None).await;
    assert_eq!(bot.get("/api/v1/chat/credit").await["data"], 2.5);
    assert_eq!(bot.create(bare("y")).await["code"], 402);
    bot.kie
        .fail(&task_id, "501", "the model is tired")
        .expect("failed");
    assert_eq!(bot.kie.credits(), 20.5);
    let record = bot.record(&task_id).await;
    assert_eq!(record["data"]["state"], "fail");
    assert_eq!(record["data"]["failCode"], "501");
    assert_eq!(record["data"]["creditsConsumed"], 0.0);
    bot.kie.set_credits(100.0);
    assert_eq!(bot.create(bare("y")).await["code"], 200);
    let codes: Vec<i32> = bot
        .kie
        .creations()
        .iter()
        .map(|creation| creation.code)
        .collect();
    assert_eq!(codes, [200, 402, 200]);
}

#[tokio::test]
async fn the_twenty_first_task_in_ten_seconds_is_refused() {
    let time = Arc::new(AtomicI64::new(1_800_000_000));
    let clock = {
        let time = Arc::clone(&time);
        Clock::new(move || {
            DateTime::from_timestamp(time.load(Ordering::SeqCst), 0).expect("a time")
        })
    };
    let bot = Bot::start(Options {
        clock,
        ..Options::default()
    })
    .await;
    for _ in 0..20 {
        assert_eq!(bot.create(bare("x")).await["code"], 200);
    }
    assert_eq!(bot.create(bare("x")).await["code"], 429);
    time.fetch_add(10, Ordering::SeqCst);
    assert_eq!(bot.create(bare("x")).await["code"], 200);
    assert_eq!(bot.kie.tasks().len(), 21);

    bot.kie.finish_all();
    let url = bot.result_url(&bot.kie.tasks()[0].id).await;
    assert!(bot.download(&url).await.is_ok());
    time.fetch_add(24 * 60 * 60, Ordering::SeqCst);
    assert!(
        bot.download(&url).await.is_err(),
        "results expire after a day"
    );
}
