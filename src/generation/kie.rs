//! Kie.ai over HTTP: orders a picture and asks how far it is.
//!
//! What went wrong stands in the HTTP status or, with status 200, in the body's
//! `code`; both are read. An order whose answer was lost may have been taken and
//! charged, so that is an outcome of its own.

mod fetch;
mod models;
mod record;

use std::time::Duration;

use anyhow::Context;
use reqwest::{Client, RequestBuilder};
use rust_decimal::Decimal;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

pub use self::{
    fetch::Fetched,
    models::price_in_credits,
    record::{Record, RecordState},
};
use self::{fetch::Fetcher, models::Model, record::read_record};
use crate::{config::KieConfig, outbound};

/// Kie answers its API within a second or two when it is well.
const PATIENCE: Duration = Duration::from_secs(30);

/// A client of Kie. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Kie {
    http: Client,
    fetcher: Fetcher,
    base: String,
    api_key: SecretString,
    webhook_key: Option<SecretString>,
    model: Model,
    fallback: Option<Model>,
}

/// Which of the two models a picture is ordered of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Usual,
    /// For prompts that the usual model keeps failing; without one, the usual again.
    Fallback,
}

/// What came of ordering a picture.
#[derive(Debug, PartialEq)]
pub enum Creation {
    /// Kie's name for the task.
    Created(String),
    Refused(Refusal),
    /// Kie could not be reached, so nothing was ordered.
    NotSent,
    /// The answer was lost; the order may have been taken.
    Unknown,
}

/// Why Kie as a whole does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It can't be reached, does not answer, or answers that it is broken.
    Down,
    /// The key, its limits or the credits: nothing works until the operator acts.
    Account(i64),
    Maintenance,
}

/// Why Kie does not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Trouble(Trouble),
    TooFast,
    /// This order, this time.
    Faulty {
        why: String,
        /// The same model would refuse it again.
        is_lasting: bool,
    },
    /// An error of Kie's own, or of this order: Kie says the same of both.
    Unclear {
        why: String,
    },
}

/// What Kie says of a task.
#[derive(Debug, PartialEq)]
pub enum Look {
    Found(Record),
    /// Not known, or not yet: a new task takes a while to show.
    NotFound,
    TooFast,
    /// Kie answered, and nothing that tells of this task. That speaks of the task
    /// alone: others may do well meanwhile.
    Unclear,
    Trouble(Trouble),
}

/// Where a call to the API ended.
enum Answer {
    Said {
        code: i64,
        message: String,
        data: Value,
    },
    NotSent,
    Lost,
}

#[derive(Deserialize)]
struct Envelope {
    code: i64,
    msg: Option<String>,
    message: Option<String>,
    #[serde(default)]
    data: Value,
}

impl Kie {
    pub fn new(config: &KieConfig) -> Self {
        Self {
            http: outbound::client(PATIENCE),
            fetcher: Fetcher::new(config.api_url.origin()),
            base: config.api_url.as_str().trim_end_matches('/').to_owned(),
            api_key: config.api_key.clone(),
            webhook_key: config.webhook_key.clone(),
            model: Model::named(&config.model),
            fallback: config.fallback_model.as_deref().map(Model::named),
        }
    }

    /// Whether there is a second model.
    pub fn has_fallback(&self) -> bool {
        self.fallback.is_some()
    }

    /// Kie's name of the chosen model.
    pub fn model_name(&self, choice: Choice) -> &str {
        self.model(choice).name()
    }

    fn model(&self, choice: Choice) -> &Model {
        match (choice, &self.fallback) {
            (Choice::Fallback, Some(fallback)) => fallback,
            _ => &self.model,
        }
    }

    /// The key that signs callbacks, when the operator has set one.
    pub fn webhook_key(&self) -> Option<&SecretString> {
        self.webhook_key.as_ref()
    }

    /// Reads a picture from where Kie says that it is.
    pub async fn fetch(&self, address: &Url) -> Fetched {
        self.fetcher.fetch(address).await
    }

    /// Orders one picture. Kie reads the references when the task's turn comes,
    /// so the links must outlive its queue.
    pub async fn create(
        &self,
        choice: Choice,
        prompt: &str,
        references: &[Url],
        callback: Option<&Url>,
    ) -> Creation {
        let order = self.model(choice).order(prompt, references, callback);
        let request = self
            .http
            .post(format!("{}/api/v1/jobs/createTask", self.base));
        match self.ask("create_task", request.json(&order)).await {
            Answer::Said {
                code: 200, data, ..
            } => match data.get("taskId").and_then(Value::as_str) {
                Some(id) if !id.is_empty() => Creation::Created(id.to_owned()),
                _ => Creation::Refused(Refusal::Unclear {
                    why: "no taskId in the answer".to_owned(),
                }),
            },
            Answer::Said { code, .. } if is_gateway(code) => Creation::Unknown,
            Answer::Said { code, message, .. } => Creation::Refused(refusal(code, message)),
            Answer::NotSent => Creation::NotSent,
            Answer::Lost => Creation::Unknown,
        }
    }

    /// Asks how far a task is.
    pub async fn look(&self, task_id: &str) -> Look {
        let request = self
            .http
            .get(format!("{}/api/v1/jobs/recordInfo", self.base))
            .query(&[("taskId", task_id)]);
        match self.ask("record_info", request).await {
            Answer::Said {
                code: 200, data, ..
            } => read_record(data),
            Answer::Said {
                code: 400 | 404 | 422,
                ..
            } => Look::NotFound,
            Answer::Said { code, message, .. } => match refusal(code, message) {
                Refusal::Trouble(trouble) => Look::Trouble(trouble),
                Refusal::TooFast => Look::TooFast,
                Refusal::Faulty { .. } | Refusal::Unclear { .. } => Look::Unclear,
            },
            Answer::NotSent | Answer::Lost => Look::Trouble(Trouble::Down),
        }
    }

    /// How Kie is, as far as a question shows that costs nothing and changes nothing.
    pub async fn pulse(&self) -> Result<Decimal, Trouble> {
        match self.ask("credit", self.credit_request()).await {
            Answer::Said {
                code: 200, data, ..
            } => data.to_string().parse().map_err(|_| Trouble::Down),
            Answer::Said { code, message, .. } => match refusal(code, message) {
                Refusal::Trouble(trouble) => Err(trouble),
                _ => Err(Trouble::Down),
            },
            Answer::NotSent | Answer::Lost => Err(Trouble::Down),
        }
    }

    /// The credits that are left, for `pinglass check`.
    ///
    /// # Errors
    /// When Kie can't be reached or does not accept the key.
    pub async fn credits(&self) -> anyhow::Result<Decimal> {
        match self.ask("credit", self.credit_request()).await {
            Answer::Said {
                code: 200, data, ..
            } => data
                .to_string()
                .parse()
                .context("Kie's count of credits is no number"),
            Answer::Said { code, message, .. } => {
                anyhow::bail!("Kie answered {code} ({message}); is KIE_API_KEY right?")
            }
            Answer::NotSent | Answer::Lost => {
                anyhow::bail!("Kie can't be reached; is KIE_API_URL right?")
            }
        }
    }

    fn credit_request(&self) -> RequestBuilder {
        self.http.get(format!("{}/api/v1/chat/credit", self.base))
    }

    async fn ask(&self, operation: &'static str, request: RequestBuilder) -> Answer {
        let request = request.bearer_auth(self.api_key.expose_secret());
        let response = match outbound::send("kie", operation, request).await {
            Ok(response) => response,
            Err(error) if error.is_connect() => return Answer::NotSent,
            Err(_) => return Answer::Lost,
        };
        let status = response.status();
        let Ok(body) = response.bytes().await else {
            return Answer::Lost;
        };
        match serde_json::from_slice::<Envelope>(&body) {
            Ok(envelope) => Answer::Said {
                code: envelope.code,
                message: envelope.msg.or(envelope.message).unwrap_or_default(),
                data: envelope.data,
            },
            Err(_) if status.is_client_error() => Answer::Said {
                code: status.as_u16().into(),
                message: "the answer is not Kie's".to_owned(),
                data: Value::Null,
            },
            // A gateway's page: what is behind it may have got the request.
            Err(_) => Answer::Lost,
        }
    }
}

/// Codes of the gateway in front of Kie, which does not know what became of the request.
fn is_gateway(code: i64) -> bool {
    matches!(code, 502..=504 | 520..=530)
}

fn refusal(code: i64, message: String) -> Refusal {
    let why = format!("{code} {message}").trim().to_owned();
    match code {
        401 | 402 | 403 | 433 => Refusal::Trouble(Trouble::Account(code)),
        429 => Refusal::TooFast,
        455 => Refusal::Trouble(Trouble::Maintenance),
        501 | 505 => Refusal::Faulty {
            why,
            is_lasting: code == 505,
        },
        500..=599 => Refusal::Unclear { why },
        _ => Refusal::Faulty {
            is_lasting: record::is_lasting(&code.to_string(), &message),
            why,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart() {
        let of = |code| refusal(code, String::new());
        let account = |code| Refusal::Trouble(Trouble::Account(code));
        assert_eq!([of(402), of(433)], [account(402), account(433)]);
        assert_eq!(of(429), Refusal::TooFast);
        assert_eq!(of(455), Refusal::Trouble(Trouble::Maintenance));
        let faulty = |code| match of(code) {
            Refusal::Faulty { is_lasting, .. } => Some(is_lasting),
            _ => None,
        };
        assert_eq!([faulty(422), faulty(501)], [Some(true), Some(false)]);
        assert!(matches!(of(500), Refusal::Unclear { .. }));
        assert!(is_gateway(524) && !is_gateway(500) && !is_gateway(501));
    }
}
