//! Callbacks to the bot. Kie signs only the task and the time, not the body; it may send a
//! callback twice, late or never; and strangers may send what looks like one.

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use base64::{Engine, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use serde_json::Value;
use sha2::Sha256;

use super::{
    ledger::Account,
    task::{State, Task},
};

/// Kie waits so long for an answer to a callback.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(15);
const RETRY_PAUSE: Duration = Duration::from_millis(200);

/// What becomes of the callback of a task that ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CallbackPlan {
    #[default]
    Once,
    Dropped,
    Doubled,
    Late(Duration),
}

/// A callback that was sent, and what the bot answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallbackAttempt {
    pub task_id: String,
    /// The HTTP status, or none when the bot could not be reached.
    pub status: Option<u16>,
}

/// A callback that Kie did not send.
#[derive(Debug, Clone, PartialEq)]
pub struct Forgery {
    pub task_id: String,
    pub state: State,
    pub result_urls: Vec<String>,
    pub signature: ForgedSignature,
}

/// How a forged callback is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ForgedSignature {
    Missing,
    /// Signed with a key that is not the account's.
    WrongKey,
    /// Signed rightly, but so long ago: a replay.
    Replayed(Duration),
    /// Signed rightly and now: what a replay within minutes looks like, with another body.
    Right,
}

/// Base64 of HMAC-SHA256 over `<task>.<unix seconds>`.
pub fn sign(key: &str, task_id: &str, timestamp: i64) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(format!("{task_id}.{timestamp}").as_bytes());
    BASE64_STANDARD.encode(mac.finalize().into_bytes())
}

impl Account {
    /// Sends the callback that a task owes, as the plan says, each up to `tries` times.
    pub async fn send_callback_by_plan(self: Arc<Self>, task_id: &str, tries: u32) {
        let (due, plan) = self.update(|ledger| {
            let plan = ledger.callback_plan;
            let due = ledger
                .find_task(task_id)
                .is_some_and(|task| std::mem::take(&mut task.callback_due));
            (due, plan)
        });
        let copies = match plan {
            _ if !due => 0,
            CallbackPlan::Dropped => 0,
            CallbackPlan::Once => 1,
            CallbackPlan::Doubled => 2,
            CallbackPlan::Late(delay) => {
                tokio::time::sleep(delay).await;
                1
            }
        };
        for _ in 0..copies {
            for _ in 0..tries {
                match self.send_callback(task_id).await {
                    Ok(status) if (200..300).contains(&status) => break,
                    _ => tokio::time::sleep(RETRY_PAUSE).await,
                }
            }
        }
    }

    /// Sends a task's callback once, whatever has been sent before; gives the bot's HTTP status.
    pub async fn send_callback(&self, task_id: &str) -> anyhow::Result<u16> {
        let (task, credits) = {
            let mut ledger = self.ledger();
            let task = ledger.find_task(task_id).cloned();
            (
                task.context("cannot call back for a task that does not exist")?,
                ledger.credits,
            )
        };
        let url = task
            .callback_url
            .clone()
            .context("the task has no callBackUrl")?;
        let signature = self.options.webhook_key.as_deref().map(|key| {
            let timestamp = self.now().timestamp();
            (timestamp, sign(key, task_id, timestamp))
        });
        let sent = self.post(&url, &task.callback(credits), signature).await;
        let attempt = CallbackAttempt {
            task_id: task_id.to_owned(),
            status: sent.as_ref().ok().copied(),
        };
        self.update(|ledger| ledger.callback_attempts.push(attempt));
        sent
    }

    /// Sends what a stranger could send; gives the bot's HTTP status.
    pub async fn forge_callback(&self, url: &str, forgery: Forgery) -> anyhow::Result<u16> {
        let key = self.options.webhook_key.as_deref().unwrap_or_default();
        let signed = |key: &str, age: Duration| {
            let timestamp = (self.now() - age).timestamp();
            (timestamp, sign(key, &forgery.task_id, timestamp))
        };
        let signature = match forgery.signature {
            ForgedSignature::Missing => None,
            ForgedSignature::WrongKey => Some(signed("a stranger's key", Duration::ZERO)),
            ForgedSignature::Replayed(age) => Some(signed(key, age)),
            ForgedSignature::Right => Some(signed(key, Duration::ZERO)),
        };
        let body = self.pretended_task(&forgery).callback(0.0);
        self.post(url, &body, signature).await
    }

    /// The task that a forgery speaks of: the real one with other news, or an invented one.
    fn pretended_task(&self, forgery: &Forgery) -> Task {
        let known = self.ledger().find_task(&forgery.task_id).cloned();
        let now = self.now();
        let mut task = known.unwrap_or_else(|| Task::blank(forgery.task_id.clone(), now));
        task.state = forgery.state;
        task.result_urls.clone_from(&forgery.result_urls);
        task.ended_at = Some(now);
        task
    }

    async fn post(
        &self,
        url: &str,
        body: &Value,
        signature: Option<(i64, String)>,
    ) -> anyhow::Result<u16> {
        let mut request = self.http.post(url).timeout(ANSWER_TIMEOUT).json(body);
        if let Some((timestamp, signature)) = signature {
            request = request
                .header("X-Webhook-Timestamp", timestamp)
                .header("X-Webhook-Signature", signature);
        }
        let response = request
            .send()
            .await
            .context("cannot reach the bot with a callback")?;
        Ok(response.status().as_u16())
    }
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn the_signature_is_the_one_that_the_documentation_describes() {
        let signature = sign(
            "test-webhook-hmac-key",
            "e989621f54392584b05867f87b160672",
            1_755_599_644,
        );
        assert_eq!(signature, "dIu+JopyPWxgJHQZDIa25vf+mDjkYi8tQCSn3hgMDgs=");
    }
}
