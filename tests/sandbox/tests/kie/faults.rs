//! Orders to misbehave.

use std::time::Duration;

use sandbox::kie::{Fault, Method, Options};
use serde_json::json;

use crate::bot::{Bot, bare};

#[tokio::test]
async fn ordered_faults_strike_with_or_without_effect() {
    let bot = Bot::start(Options::default()).await;
    let body = bare("x");
    let create = || bot.post("/api/v1/jobs/createTask", &body);
    bot.kie.fail_next(Method::CreateTask, Fault::Code(429));
    bot.kie
        .fail_next(Method::CreateTask, Fault::ResetBeforeEffect);
    bot.kie.fail_next(Method::CreateTask, Fault::Http(502));
    bot.kie
        .fail_next(Method::CreateTask, Fault::ResetAfterEffect);

    assert_eq!(create().await.expect("an answer")["code"], 429);
    assert!(create().await.is_err());
    assert!(create().await.is_err(), "a gateway's page is not JSON");
    assert_eq!(bot.kie.tasks().len(), 0);
    assert!(create().await.is_err());
    assert_eq!(
        bot.kie.tasks().len(),
        1,
        "the task exists although the answer was lost"
    );

    bot.kie
        .fail_next(Method::CreateTask, Fault::SilenceAfterEffect);
    let silence = tokio::time::timeout(Duration::from_millis(200), create()).await;
    assert!(silence.is_err());
    assert_eq!(bot.kie.tasks().len(), 2);
    assert_eq!(bot.kie.requests(Method::CreateTask), 5);
}

#[tokio::test]
async fn results_can_be_lost_or_break_off() {
    let bot = Bot::start(Options::default()).await;
    let task_id = bot.order("x", &[], None).await;
    bot.kie.finish(&task_id).expect("finished");
    let url = bot.result_url(&task_id).await;
    bot.kie.fail_next(Method::Result, Fault::CutAnswer);
    let error = bot.download(&url).await.expect_err("half a picture");
    assert!(
        error.is_decode() || error.is_body(),
        "the break comes after the status: {error:?}"
    );
    assert!(bot.download(&url).await.is_ok());

    let signed = bot
        .post("/api/v1/common/download-url", &json!({ "url": url }))
        .await;
    let signed = signed.expect("an answer")["data"]
        .as_str()
        .expect("a link")
        .to_owned();
    assert!(bot.download(&signed).await.is_ok());
    let foreign = bot
        .post(
            "/api/v1/common/download-url",
            &json!({ "url": "https://a/b" }),
        )
        .await;
    assert_eq!(foreign.expect("an answer")["code"], 422);

    bot.kie.expire_results(&task_id);
    let error = bot.download(&url).await.expect_err("gone");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
}

#[tokio::test]
async fn codes_come_as_http_status_too_when_wanted() {
    let bot = Bot::start(Options {
        error_statuses: true,
        ..Options::default()
    })
    .await;
    bot.kie.set_maintenance(true);
    let request = bot.request(reqwest::Method::GET, "/api/v1/chat/credit");
    assert_eq!(request.send().await.expect("an answer").status(), 455);
}
