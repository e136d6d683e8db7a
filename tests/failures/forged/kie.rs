//! `POST /kie/callback`, with sets being made.

use serde_json::json;

use super::{
    Caller, all_ends_well,
    caller::{assert_same, bytes_of},
    everything, with_open_orders,
};
use crate::{
    hostile::damage::damaged,
    world::{KIE_WEBHOOK_KEY, World},
};

const PATH: &str = "/kie/callback";
const FORGERIES: usize = 300;

fn signed<'world>(
    world: &'world World,
    refusals: &'static [u16],
    key: &str,
    task: &str,
    at: i64,
) -> Caller<'world> {
    Caller::new(world, PATH, refusals)
        .with("X-Webhook-Timestamp", at.to_string())
        .with("X-Webhook-Signature", sandbox::kie::sign(key, task, at))
}

#[tokio::test]
async fn row_6_forged_callbacks_by_the_hundred_change_nothing() {
    let world = World::selling_by("stars,tbank,ton").await;
    let _anna = with_open_orders(&world).await;
    let task = world.kie.tasks()[0].clone();
    let result = "{\"resultUrls\":[\"https://attacker.example/portrait.png\"]}";
    let forged = json!({"code": 200, "msg": "success", "data": {
        "taskId": task.id, "state": "success", "resultJson": result, "creditsConsumed": 0
    }});
    let forged = forged.to_string();
    let mut random = Caller::random();
    let stranger = Caller::new(&world, PATH, &[400, 401]);
    stranger.tries_other_ways(&forged).await;
    let damage = (0..FORGERIES).map(|_| damaged(&mut random, forged.as_bytes()));
    let damage: Vec<Vec<u8>> = damage.collect();
    stranger.is_refused(damage).await;
    let now = world.clock.now().timestamp();
    for (key, named, at) in [
        ("a stranger's key", task.id.as_str(), now),
        ("", task.id.as_str(), now),
        (KIE_WEBHOOK_KEY, "another-task", now),
        (KIE_WEBHOOK_KEY, "", now),
        (KIE_WEBHOOK_KEY, task.id.as_str(), now - 301),
        (KIE_WEBHOOK_KEY, task.id.as_str(), now + 301),
        (KIE_WEBHOOK_KEY, task.id.as_str(), i64::MAX),
        (KIE_WEBHOOK_KEY, task.id.as_str(), i64::MIN),
    ] {
        let caller = signed(&world, &[401], key, named, at);
        caller.is_refused([bytes_of(&forged)]).await;
    }
    for (timestamp, signature) in [
        ("", ""),
        ("now", "AAAA"),
        ("1e9", "%%%"),
        ("99999999999999999999", "AAAA"),
        ("-1", "====="),
    ] {
        let caller = Caller::new(&world, PATH, &[401])
            .with("X-Webhook-Timestamp", timestamp)
            .with("X-Webhook-Signature", signature);
        caller.is_refused([bytes_of(&forged)]).await;
    }
    world.settle().await;
    let photos: i64 = world.value("select count(*) from generated_photos").await;
    assert_eq!(photos, 0);
    all_ends_well(&world).await;
}

#[tokio::test]
async fn row_6_signed_callbacks_about_nothing_of_ours_change_nothing() {
    let world = World::selling_by("stars,tbank,ton").await;
    let _anna = with_open_orders(&world).await;
    let now = world.clock.now().timestamp();
    let before = everything(&world).await;
    for task in [
        "another-task",
        "'; drop table payments; --",
        "задача",
        "%00",
    ] {
        let body = json!({"data": {"taskId": task}}).to_string();
        let kie = signed(&world, &[], KIE_WEBHOOK_KEY, task, now);
        assert_eq!(kie.posts(body).await.0, 200);
    }
    assert_same(&before, &everything(&world).await);
    let long = "x".repeat(256);
    for (task, body) in [
        ("a\0b", json!({"data": {"taskId": "a\0b"}})),
        (long.as_str(), json!({"data": {"taskId": long}})),
        ("", json!({"data": {"taskId": ""}})),
        ("7", json!({"data": {"taskId": 7}})),
        ("7", json!({"taskId": "7"})),
    ] {
        let kie = signed(&world, &[400], KIE_WEBHOOK_KEY, task, now);
        kie.is_refused([body.to_string().into()]).await;
    }
    all_ends_well(&world).await;
}
