//! A generation task: what was ordered, how far it is, and how recordInfo and callbacks tell it.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use super::references::PhotoId;

/// A task as the fake knows it.
#[derive(Debug, Clone, Serialize)]
pub struct Task {
    pub id: String,
    /// Counts from 1; drawn on the picture, so that equal prompts give different pictures.
    pub number: u64,
    pub model: String,
    pub prompt: String,
    pub references: Vec<String>,
    pub callback_url: Option<String>,
    pub aspect_ratio: String,
    pub format: Format,
    pub state: State,
    pub fail_code: Option<String>,
    pub fail_message: Option<String>,
    pub result_urls: Vec<String>,
    /// Taken at creation, given back when the task fails.
    pub credits: f64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    /// The whole request, which Kie repeats in its answers.
    #[serde(skip)]
    pub(super) request: String,
    /// The code with which a test told this task to fail when it ends.
    #[serde(skip)]
    pub(super) doomed: Option<String>,
    #[serde(skip)]
    pub(super) polls: u32,
    #[serde(skip)]
    pub(super) callback_due: bool,
    #[serde(skip)]
    pub(super) results_lost: bool,
    /// The reference that the picture is made from, once it has been fetched.
    #[serde(skip)]
    pub(super) photo: Option<PhotoId>,
}

/// Where a task stands, in Kie's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Waiting,
    Queuing,
    Generating,
    Success,
    Fail,
}

impl State {
    pub fn is_final(self) -> bool {
        matches!(self, Self::Success | Self::Fail)
    }
}

/// The file format of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Jpeg,
    Png,
}

impl Format {
    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

impl Task {
    /// A waiting task about which nothing else is known.
    pub(super) fn blank(id: String, now: DateTime<Utc>) -> Self {
        Self {
            id,
            number: 0,
            model: "nano-banana-pro".to_owned(),
            prompt: String::new(),
            references: Vec::new(),
            callback_url: None,
            aspect_ratio: "1:1".to_owned(),
            format: Format::Jpeg,
            state: State::Waiting,
            fail_code: None,
            fail_message: None,
            result_urls: Vec::new(),
            credits: 0.0,
            created_at: now,
            updated_at: now,
            ended_at: None,
            request: "{}".to_owned(),
            doomed: None,
            polls: 0,
            callback_due: false,
            results_lost: false,
            photo: None,
        }
    }

    /// One that is being made, of which only its name and its callback are known.
    pub(super) fn taken_over(
        id: &str,
        number: u64,
        callback_url: &str,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            number,
            callback_url: Some(callback_url.to_owned()),
            aspect_ratio: "3:4".to_owned(),
            state: State::Generating,
            request: json!({ "callBackUrl": callback_url }).to_string(),
            ..Self::blank(id.to_owned(), now)
        }
    }

    /// The `data` of recordInfo.
    pub(super) fn record(&self) -> Value {
        let unset = if self.state.is_final() {
            Value::Null
        } else {
            json!("")
        };
        json!({
            "taskId": self.id,
            "model": self.model,
            "state": self.state,
            "param": self.request,
            "resultJson": self.result_json(),
            "failCode": self.fail_code.as_deref().map_or_else(|| unset.clone(), Value::from),
            "failMsg": self.fail_message.as_deref().map_or_else(|| unset.clone(), Value::from),
            "costTime": self.cost_time_millis(),
            "completeTime": self.ended_at.map(|moment| moment.timestamp_millis()),
            "createTime": self.created_at.timestamp_millis(),
            "updateTime": self.updated_at.timestamp_millis(),
            "creditsConsumed": self.credits_consumed(),
        })
    }

    /// The body of a callback; its names for credits differ from those of recordInfo.
    pub(super) fn callback(&self, remaining_credits: f64) -> Value {
        let (code, message) = match self.state {
            State::Fail => (501, "Playground task failed."),
            _ => (200, "Playground task completed successfully."),
        };
        let mut data = self.record();
        let fields = data.as_object_mut().expect("a record is an object");
        fields.remove("creditsConsumed");
        fields.insert("consumeCredits".to_owned(), json!(self.credits_consumed()));
        fields.insert("remainedCredits".to_owned(), json!(remaining_credits));
        json!({ "code": code, "msg": message, "data": data })
    }

    fn result_json(&self) -> String {
        match self.state {
            State::Success => json!({ "resultUrls": self.result_urls }).to_string(),
            _ => String::new(),
        }
    }

    fn cost_time_millis(&self) -> i64 {
        self.ended_at.map_or(0, |ended_at| {
            (ended_at - self.created_at).num_milliseconds()
        })
    }

    fn credits_consumed(&self) -> f64 {
        match self.state {
            State::Success => self.credits,
            _ => 0.0,
        }
    }
}
