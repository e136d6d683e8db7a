//! Failures on demand, and flood limits.

use std::time::{Duration, Instant};

use sandbox::telegram::{Fault, Options, Outcome};
use serde_json::json;

use crate::World;

fn hello() -> serde_json::Value {
    json!({"chat_id": 101, "text": "Hello"})
}

#[tokio::test]
async fn a_planned_refusal_hits_one_call_and_is_no_problem() {
    let world = World::start();
    world
        .telegram
        .fail_next("sendMessage", Fault::too_many_requests(7));
    let answer = world.ask("SendMessage", hello()).await;
    assert_eq!(answer.status, 429);
    assert_eq!(answer.body["parameters"]["retry_after"], 7);
    assert_eq!(answer.refusal(), "Too Many Requests: retry after 7");
    world.says("Hello").await;
    assert_eq!(world.telegram.problems(), Vec::<String>::new());
    let outcomes: Vec<Outcome> = world
        .telegram
        .calls()
        .into_iter()
        .map(|call| call.outcome)
        .collect();
    assert!(matches!(
        outcomes[..],
        [Outcome::Refused { code: 429, .. }, Outcome::Done]
    ));
}

#[tokio::test]
async fn a_broken_connection_may_or_may_not_have_had_its_effect() {
    let world = World::start();
    world
        .telegram
        .fail_next("sendMessage", Fault::ResetBeforeEffect);
    assert!(world.try_ask("sendMessage", hello()).await.is_err());
    assert_eq!(world.anna.messages().len(), 1);
    world
        .telegram
        .fail_next("sendMessage", Fault::ResetAfterEffect);
    let error = world.try_ask("sendMessage", hello()).await.unwrap_err();
    assert!(
        error.is_request(),
        "the answer's head must not arrive: {error:?}"
    );
    assert_eq!(world.anna.messages().len(), 2);
}

#[tokio::test]
async fn a_gateway_answers_with_a_page() {
    let world = World::start();
    world.telegram.fail_next("getMe", Fault::Gateway502);
    let (status, body) = world.get(world.method_url("getMe")).await;
    assert_eq!(status, 502);
    assert!(String::from_utf8(body).unwrap().starts_with("<html>"));
}

#[tokio::test]
async fn silence_lasts_and_a_delay_ends() {
    let world = World::start();
    world.telegram.fail_next("sendMessage", Fault::Silence);
    let pause = Duration::from_millis(50);
    assert!(
        tokio::time::timeout(pause, world.ask("sendMessage", hello()))
            .await
            .is_err()
    );
    assert_eq!(world.anna.messages().len(), 1);
    world.telegram.fail_next("sendMessage", Fault::Delay(pause));
    let start = Instant::now();
    world.says("Hello").await;
    assert!(start.elapsed() >= pause);
}

#[tokio::test]
async fn a_predicate_chooses_by_method_and_parameters_until_healed() {
    let world = World::start();
    world.telegram.fail_when(|method, params| {
        (method == "sendMessage" && params["text"] == "Hello").then(|| Fault::too_many_requests(1))
    });
    assert_eq!(world.ask("sendMessage", hello()).await.status, 429);
    world.says("Something else").await;
    world.telegram.heal();
    world.says("Hello").await;
}

#[tokio::test]
async fn flood_limits_answer_429_when_they_are_on() {
    let world = World::with(Options {
        flood_limits: true,
        ..Options::default()
    });
    let mut refused = 0;
    for _ in 0..8 {
        let answer = world.ask("sendMessage", hello()).await;
        if answer.status == 429 {
            refused += 1;
            let wait = answer.body["parameters"]["retry_after"].as_u64().unwrap();
            assert!((1..=6).contains(&wait));
        }
    }
    assert_eq!(refused, 3);
    assert_eq!(world.telegram.flood_violations(), 3);
    world.telegram.advance(Duration::from_secs(6));
    world.says("Hello").await;
    assert_eq!(world.telegram.problems(), Vec::<String>::new());
}
