//! Kie's callbacks. A callback is a hint only: its signature covers the task's
//! name and the time, not what happened, so Kie itself is asked then.

use anyhow::Context;
use axum::{
    Router,
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sha2::Sha256;
use uuid::Uuid;

use super::{
    Deps,
    jobs::{AdoptTask, WatchTask},
    store::{causes, tasks},
};
use crate::queue;

/// An older signature may be a replay.
const MOST_AGE: TimeDelta = TimeDelta::minutes(5);

/// Kie's names for tasks are far shorter.
const MOST_NAME_BYTES: usize = 255;

#[derive(Deserialize)]
struct Called {
    data: CalledTask,
}

/// Some of Kie's services write the name one way, some the other.
#[derive(Deserialize)]
struct CalledTask {
    #[serde(rename = "taskId")]
    task_id: Option<String>,
    #[serde(rename = "task_id")]
    snake_task_id: Option<String>,
}

#[derive(Deserialize)]
struct Address {
    /// The token that was put into the callback's address.
    task: Option<String>,
}

/// `POST /kie/callback`.
pub fn callback_routes(deps: Deps) -> Router {
    Router::new()
        .route("/kie/callback", post(receive))
        .with_state(deps)
}

async fn receive(
    State(deps): State<Deps>,
    Query(address): Query<Address>,
    headers: HeaderMap,
    body: String,
) -> (StatusCode, &'static str) {
    let Some(kie_task_id) = read_name(&body) else {
        return (StatusCode::BAD_REQUEST, "not a callback");
    };
    let is_trusted = deps
        .kie
        .webhook_key()
        .is_none_or(|key| is_signed(key, &kie_task_id, &headers, deps.clock.now()));
    if !is_trusted {
        return (StatusCode::UNAUTHORIZED, "wrong signature");
    }
    let token = address.task.and_then(|token| Uuid::try_parse(&token).ok());
    match note(&deps, &kie_task_id, token).await {
        Ok(()) => (StatusCode::OK, ""),
        Err(error) => {
            tracing::warn!(
                error = format!("{error:#}"),
                "a callback could not be noted; polling will find out"
            );
            (StatusCode::SERVICE_UNAVAILABLE, "the database is away")
        }
    }
}

/// The task that a callback is about; `None` for what is no callback.
pub fn read_name(body: &str) -> Option<String> {
    let Called { data } = serde_json::from_str(body).ok()?;
    let name = data.task_id.or(data.snake_task_id)?;
    let is_name = !name.is_empty() && name.len() <= MOST_NAME_BYTES;
    // PostgreSQL keeps no NUL, and no task has one in its name.
    (is_name && !name.contains('\0')).then_some(name)
}

fn is_signed(
    key: &SecretString,
    kie_task_id: &str,
    headers: &HeaderMap,
    now: DateTime<Utc>,
) -> bool {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(timestamp), Some(signature)) =
        (header("x-webhook-timestamp"), header("x-webhook-signature"))
    else {
        return false;
    };
    let signed_at = timestamp
        .parse()
        .ok()
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let Some(signed_at) = signed_at else {
        return false;
    };
    let Ok(signature) = BASE64_STANDARD.decode(signature) else {
        return false;
    };
    let mut mac = Hmac::<Sha256>::new_from_slice(key.expose_secret().as_bytes())
        .expect("HMAC takes a key of any length");
    mac.update(format!("{kie_task_id}.{timestamp}").as_bytes());
    // Compares in constant time.
    mac.verify_slice(&signature).is_ok() && (now - signed_at).abs() <= MOST_AGE
}

/// Has the task looked at now; strangers' tasks and old ones change nothing.
async fn note(deps: &Deps, kie_task_id: &str, token: Option<Uuid>) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    let task = tasks::find_by_callback(&mut tx, kie_task_id, token).await?;
    let Some(task) = task.filter(|task| task.is_pending) else {
        return Ok(());
    };
    let task_id = task.id;
    let cause = causes::of_task(&mut tx, task_id).await?;
    let noting = async {
        tracing::info!(task.id = task_id, "Kie has called back");
        if task.kie_task_id.as_deref() == Some(kie_task_id) {
            let watch = WatchTask {
                task_id,
                is_expected: true,
            };
            queue::add(&mut tx, &watch, now).await
        } else {
            let kie_task_id = kie_task_id.to_owned();
            let adopt = AdoptTask {
                task_id,
                kie_task_id,
            };
            queue::add(&mut tx, &adopt, now).await
        }
    };
    cause.follow(noting).await?;
    tx.commit().await.context("cannot commit a callback")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(timestamp: &str, signature: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-webhook-timestamp", timestamp.parse().unwrap());
        headers.insert("x-webhook-signature", signature.parse().unwrap());
        headers
    }

    #[test]
    fn only_a_right_and_fresh_signature_counts() {
        let key = SecretString::from("test-webhook-hmac-key");
        let task = "e989621f54392584b05867f87b160672";
        let right = headers("1755599644", "dIu+JopyPWxgJHQZDIa25vf+mDjkYi8tQCSn3hgMDgs=");
        let at = |seconds: i64| DateTime::from_timestamp(1_755_599_644 + seconds, 0).unwrap();
        assert!(is_signed(&key, task, &right, at(0)));
        assert!(is_signed(&key, task, &right, at(300)));
        assert!(!is_signed(&key, task, &right, at(301)));
        assert!(!is_signed(&key, "another", &right, at(0)));
        assert!(!is_signed(
            &SecretString::from("another"),
            task,
            &right,
            at(0)
        ));
        assert!(!is_signed(&key, task, &HeaderMap::new(), at(0)));
        let later = headers("1755599645", "dIu+JopyPWxgJHQZDIa25vf+mDjkYi8tQCSn3hgMDgs=");
        assert!(!is_signed(&key, task, &later, at(0)));
    }

    #[test]
    fn both_spellings_of_the_name_are_read() {
        assert_eq!(
            read_name("{\"data\":{\"taskId\":\"a\"}}").as_deref(),
            Some("a")
        );
        assert_eq!(
            read_name("{\"data\":{\"task_id\":\"b\"}}").as_deref(),
            Some("b")
        );
        for garbage in [
            "",
            "[]",
            "{}",
            "{\"data\":{}}",
            "{\"data\":{\"taskId\":\"\"}}",
            "{\"data\":{\"taskId\":7}}",
            "{\"data\":{\"taskId\":\"a\\u0000b\"}}",
        ] {
            assert_eq!(read_name(garbage), None, "{garbage}");
        }
    }
}
