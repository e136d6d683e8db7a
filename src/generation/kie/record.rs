//! A task as Kie keeps it: its state, its pictures, and why it failed.

use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::Look;

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
    Failed {
        why: String,
        /// The same model would fail it again: what was asked for is refused.
        is_lasting: bool,
    },
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

pub(super) fn read_record(data: Value) -> Look {
    // "recordInfo is null" comes with code 200 at times.
    if data.is_null() {
        return Look::NotFound;
    }
    let Ok(raw) = serde_json::from_value::<RawRecord>(data) else {
        return Look::Unclear;
    };
    let callback = raw
        .param
        .and_then(|param| serde_json::from_str::<RawParam>(&param).ok())
        .and_then(|param| param.call_back_url);
    let state = match raw.state.as_str() {
        "success" => read_results(raw.result_json.as_deref()),
        "fail" => failure(raw.fail_code, raw.fail_msg.unwrap_or_default()),
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
        _ => RecordState::Failed {
            why: "a success without a picture".to_owned(),
            is_lasting: false,
        },
    }
}

fn failure(code: Option<Value>, message: String) -> RecordState {
    let code = match code {
        Some(Value::String(code)) => code,
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    RecordState::Failed {
        is_lasting: is_lasting(&code, &message),
        why: format!("{code} {message}").trim().to_owned(),
    }
}

/// Whether a refusal is of what was asked for, so that the same model would say
/// it again. Upstream models word this freely; a word too many or too few here
/// only means that another model is tried sooner or later.
pub(super) fn is_lasting(code: &str, message: &str) -> bool {
    const CODES: [&str; 4] = ["400", "422", "451", "505"];
    const WORDS: [&str; 7] = [
        "sensitive",
        "nsfw",
        "prohibited",
        "moderation",
        "safety",
        "violat",
        "policy",
    ];
    let said = format!("{code} {message}").to_lowercase();
    CODES.contains(&code) || WORDS.iter().any(|word| said.contains(word))
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
        let failed = RecordState::Failed {
            why: "500 Internal server error".to_owned(),
            is_lasting: false,
        };
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
                RecordState::Failed { .. }
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
    fn a_refusal_of_the_content_is_told_from_bad_luck() {
        for (code, message, expected) in [
            ("500", "Internal server error", false),
            ("501", "The generation failed", false),
            ("422", "", true),
            ("SENSITIVE_WORD_ERROR", "", true),
            ("501", "Blocked by the safety filter", true),
        ] {
            assert_eq!(is_lasting(code, message), expected, "{code} {message}");
        }
    }
}
