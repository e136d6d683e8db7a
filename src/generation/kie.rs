//! Kie.ai over HTTP: orders a picture and asks how far it is.
//!
//! What went wrong stands in the HTTP status or, with status 200, in the body's
//! `code`; both are read. An order whose answer was lost may have been taken and
//! charged, so that is an outcome of its own.

mod fetch;
mod models;

use std::time::Duration;

use anyhow::Context;
use reqwest::{Client, RequestBuilder};
use rust_decimal::Decimal;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

pub use self::fetch::Fetched;
use self::{fetch::Fetcher, models::Model};
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

/// Why Kie does not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The key, its limits or the credits: nothing works until the operator acts.
    Account(i64),
    Maintenance,
    TooFast,
    /// This order, this time.
    Faulty {
        code: i64,
        message: String,
    },
}

/// What Kie says of a task.
#[derive(Debug, PartialEq)]
pub enum Look {
    Found(Record),
    /// Not known, or not yet: a new task takes a while to show.
    NotFound,
    Account(i64),
    /// No answer that could be understood; ask again.
    Unavailable,
}

/// A task as Kie keeps it.
#[derive(Debug, PartialEq)]
pub struct Record {
    pub state: RecordState,
    /// Where Kie was told to call back, by which a task proves whose it is.
    pub callback: Option<String>,
}

#[derive(Debug, PartialEq)]
pub enum RecordState {
    Running,
    Succeeded(Vec<Url>),
    Failed(String),
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawRecord {
    state: String,
    param: Option<String>,
    result_json: Option<String>,
    fail_code: Option<Value>,
    fail_msg: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawParam {
    call_back_url: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawResult {
    #[serde(default)]
    result_urls: Vec<Url>,
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
        prompt: &str,
        references: &[Url],
        callback: Option<&Url>,
    ) -> Creation {
        let order = self.model.order(prompt, references, callback);
        let request = self
            .http
            .post(format!("{}/api/v1/jobs/createTask", self.base));
        match self.ask("create_task", request.json(&order)).await {
            Answer::Said {
                code: 200, data, ..
            } => match data.get("taskId").and_then(Value::as_str) {
                Some(id) if !id.is_empty() => Creation::Created(id.to_owned()),
                _ => Creation::Refused(Refusal::Faulty {
                    code: 200,
                    message: "no taskId in the answer".to_owned(),
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
                Refusal::Account(code) => Look::Account(code),
                _ => Look::Unavailable,
            },
            Answer::NotSent | Answer::Lost => Look::Unavailable,
        }
    }

    /// The credits that are left, for `pinglass check`.
    ///
    /// # Errors
    /// When Kie can't be reached or does not accept the key.
    pub async fn credits(&self) -> anyhow::Result<Decimal> {
        let request = self.http.get(format!("{}/api/v1/chat/credit", self.base));
        match self.ask("credit", request).await {
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
    match code {
        401 | 402 | 403 | 433 => Refusal::Account(code),
        429 => Refusal::TooFast,
        455 => Refusal::Maintenance,
        _ => Refusal::Faulty { code, message },
    }
}

fn read_record(data: Value) -> Look {
    // "recordInfo is null" comes with code 200 at times.
    if data.is_null() {
        return Look::NotFound;
    }
    let Ok(raw) = serde_json::from_value::<RawRecord>(data) else {
        return Look::Unavailable;
    };
    let callback = raw
        .param
        .and_then(|param| serde_json::from_str::<RawParam>(&param).ok())
        .and_then(|param| param.call_back_url);
    let state = match raw.state.as_str() {
        "success" => read_results(raw.result_json.as_deref()),
        "fail" => RecordState::Failed(failure(raw.fail_code, raw.fail_msg)),
        // "waiting", "queuing", "generating", and what may come to be called otherwise.
        _ => RecordState::Running,
    };
    Look::Found(Record { state, callback })
}

fn read_results(result_json: Option<&str>) -> RecordState {
    let result = serde_json::from_str::<RawResult>(result_json.unwrap_or_default());
    match result {
        Ok(RawResult { result_urls }) if !result_urls.is_empty() => {
            RecordState::Succeeded(result_urls)
        }
        _ => RecordState::Failed("a success without a picture".to_owned()),
    }
}

fn failure(code: Option<Value>, message: Option<String>) -> String {
    let code = match code {
        Some(Value::String(code)) => code,
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    format!("{code} {}", message.unwrap_or_default())
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn record(state: &str, result_json: Value) -> Look {
        read_record(json!({
            "taskId": "1", "state": state, "resultJson": result_json, "failCode": "500",
            "failMsg": "Internal server error",
            "param": "{\"model\":\"m\",\"callBackUrl\":\"https://bot.example/kie/callback?task=7\"}",
        }))
    }

    fn state_of(look: Look) -> RecordState {
        match look {
            Look::Found(record) => record.state,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_state_of_a_task_is_understood() {
        for running in ["waiting", "queuing", "generating", "polishing"] {
            assert_eq!(state_of(record(running, json!(""))), RecordState::Running);
        }
        let failed = RecordState::Failed("500 Internal server error".to_owned());
        assert_eq!(state_of(record("fail", Value::Null)), failed);
        let result = "{\"resultUrls\":[\"https://files.example/a.png\"]}";
        let urls = vec!["https://files.example/a.png".parse().unwrap()];
        assert_eq!(
            state_of(record("success", json!(result))),
            RecordState::Succeeded(urls)
        );
        for empty in [json!(""), Value::Null, json!("{\"resultUrls\":[]}")] {
            assert!(matches!(
                state_of(record("success", empty)),
                RecordState::Failed(_)
            ));
        }
        assert_eq!(read_record(Value::Null), Look::NotFound);
    }

    #[test]
    fn a_record_names_its_callback() {
        let Look::Found(record) = record("waiting", json!("")) else {
            panic!()
        };
        assert_eq!(
            record.callback.as_deref(),
            Some("https://bot.example/kie/callback?task=7")
        );
    }

    #[test]
    fn codes_are_told_apart() {
        assert_eq!(refusal(402, String::new()), Refusal::Account(402));
        assert_eq!(refusal(429, String::new()), Refusal::TooFast);
        assert_eq!(refusal(455, String::new()), Refusal::Maintenance);
        assert!(matches!(
            refusal(501, String::new()),
            Refusal::Faulty { code: 501, .. }
        ));
        assert!(is_gateway(524) && !is_gateway(500) && !is_gateway(501));
    }
}
