//! What the bot asks: the parameters of a call however they came (JSON, form parts, query), and the
//! refusal that answers a wrong one.

use std::collections::BTreeMap;

use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, Multipart, Query, Request},
    http::{
        StatusCode,
        header::{CONTENT_TYPE, HOST},
    },
    response::{IntoResponse, Response},
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// Largest upload; from <https://core.telegram.org/bots/api#sending-files>.
pub const MAX_UPLOAD_BYTES: usize = 50 * 1024 * 1024;

/// An answer other than success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub code: u16,
    pub description: String,
    pub retry_after: Option<u64>,
    /// The supergroup that the chat has become.
    pub migrate_to: Option<i64>,
    /// Whether a correct bot could have known better.
    pub is_problem: bool,
}

impl Refusal {
    pub fn new(code: u16, description: impl Into<String>) -> Self {
        Self {
            code,
            description: description.into(),
            retry_after: None,
            migrate_to: None,
            is_problem: true,
        }
    }

    pub fn bad(reason: impl AsRef<str>) -> Self {
        Self::new(400, format!("Bad Request: {}", reason.as_ref()))
    }

    pub fn flood(retry_after: u64) -> Self {
        Self {
            retry_after: Some(retry_after),
            ..Self::new(429, format!("Too Many Requests: retry after {retry_after}")).unavoidable()
        }
    }

    /// The chat is a supergroup of this id now.
    pub fn upgraded(supergroup: i64) -> Self {
        Self {
            migrate_to: Some(supergroup),
            ..Self::bad("group chat was upgraded to a supergroup chat").unavoidable()
        }
    }

    /// A correct bot meets this too.
    pub fn unavoidable(self) -> Self {
        Self {
            is_problem: false,
            ..self
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut body =
            json!({"ok": false, "error_code": self.code, "description": self.description});
        if let Some(retry_after) = self.retry_after {
            body["parameters"] = json!({"retry_after": retry_after});
        }
        if let Some(supergroup) = self.migrate_to {
            body["parameters"] = json!({"migrate_to_chat_id": supergroup});
        }
        let status = StatusCode::from_u16(self.code).unwrap_or(StatusCode::BAD_REQUEST);
        (status, Json(body)).into_response()
    }
}

/// A file that came with a call.
#[derive(Clone, Debug)]
pub struct Upload {
    pub name: String,
    pub mime: Option<String>,
    pub bytes: Bytes,
}

/// The parameters of a call.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    pub values: Map<String, Value>,
    pub uploads: BTreeMap<String, Upload>,
    /// The host and port that the request names.
    pub called_at: Option<String>,
}

impl Fields {
    /// Reads the parameters of a request from its query and body.
    pub async fn read(request: Request) -> Result<Self, Refusal> {
        let mut fields = Self::default();
        let (parts, body) = request.into_parts();
        let query: Query<BTreeMap<String, String>> = Query::try_from_uri(&parts.uri)
            .map_err(|error| Refusal::bad(format!("can't parse the query: {error}")))?;
        let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
        fields.called_at = host.map(str::to_owned);
        fields.values.extend(
            query
                .0
                .into_iter()
                .map(|(key, value)| (key, Value::String(value))),
        );
        let kind = parts
            .headers
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok());
        let kind = kind.unwrap_or_default().to_owned();
        let request = Request::from_parts(parts, body);
        if kind.starts_with("multipart/form-data") {
            fields.read_parts(request).await?;
            return Ok(fields);
        }
        let bytes = Bytes::from_request(request, &())
            .await
            .map_err(|_| too_large())?;
        if bytes.is_empty() {
            return Ok(fields);
        }
        if !kind.starts_with("application/json") {
            return Err(Refusal::bad(format!(
                "the sandbox does not read bodies of type \"{kind}\""
            )));
        }
        let body: Map<String, Value> = serde_json::from_slice(&bytes)
            .map_err(|_| Refusal::bad("can't parse JSON object in the body"))?;
        fields.values.extend(body);
        Ok(fields)
    }

    async fn read_parts(&mut self, request: Request) -> Result<(), Refusal> {
        let broken =
            |error: &dyn std::fmt::Display| Refusal::bad(format!("can't parse the form: {error}"));
        let mut parts = Multipart::from_request(request, &())
            .await
            .map_err(|error| broken(&error))?;
        let mut total = 0;
        while let Some(part) = parts.next_field().await.map_err(|error| broken(&error))? {
            let key = part.name().unwrap_or_default().to_owned();
            let name = part.file_name().map(str::to_owned);
            let mime = part.content_type().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|error| broken(&error))?;
            total += bytes.len();
            if total > MAX_UPLOAD_BYTES + 1024 * 1024 {
                return Err(too_large());
            }
            match name {
                Some(name) => {
                    self.uploads.insert(key, Upload { name, mime, bytes });
                }
                None => {
                    let text = String::from_utf8(bytes.to_vec())
                        .map_err(|_| Refusal::bad("strings must be encoded in UTF-8"))?;
                    self.values.insert(key, Value::String(text));
                }
            }
        }
        Ok(())
    }

    /// Refuses parameters that the method does not have. Telegram overlooks them; here they show
    /// a typing error or a method of a newer Bot API than the sandbox knows.
    pub fn allow_only(&self, method: &str, known: &[&[&str]]) -> Result<(), Refusal> {
        let is_known = |name: &str| known.iter().any(|names| names.contains(&name));
        // A file may come under a name of its own, to which an `attach://` link points.
        match self.values.keys().find(|name| !is_known(name)) {
            Some(name) => Err(Refusal::bad(format!(
                "the sandbox knows no parameter \"{name}\" of {method}"
            ))),
            None => Ok(()),
        }
    }

    /// A parameter, or nothing when it was not given.
    pub fn find<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Refusal> {
        let Some(value) = self.values.get(name).filter(|value| !value.is_null()) else {
            return Ok(None);
        };
        let direct = serde_json::from_value(value.clone());
        // In forms everything is text: numbers and objects arrive as their JSON.
        let parsed = match (direct, value) {
            (Err(_), Value::String(text)) => serde_json::from_str(text),
            (direct, _) => direct,
        };
        parsed
            .map(Some)
            .map_err(|error| Refusal::bad(format!("can't parse {name}: {error}")))
    }

    /// A parameter that must be there.
    pub fn require<T: DeserializeOwned>(&self, name: &str) -> Result<T, Refusal> {
        self.find(name)?
            .ok_or_else(|| Refusal::bad(format!("parameter \"{name}\" is required")))
    }

    /// A flag, false when not given.
    pub fn flag(&self, name: &str) -> Result<bool, Refusal> {
        Ok(self.find(name)?.unwrap_or(false))
    }

    /// The parameters as a record keeps them, with the sizes of files in place of their contents.
    pub fn summary(&self) -> Value {
        let mut summary = self.values.clone();
        for (name, upload) in &self.uploads {
            let note = format!("<file \"{}\" of {} bytes>", upload.name, upload.bytes.len());
            summary.insert(name.clone(), Value::String(note));
        }
        // Form parts that are JSON read better as such.
        for value in summary.values_mut() {
            if let Value::String(text) = value
                && text.starts_with(['{', '['])
                && let Ok(parsed) = serde_json::from_str(text)
            {
                *value = parsed;
            }
        }
        Value::Object(summary)
    }
}

fn too_large() -> Refusal {
    Refusal::new(413, "Request Entity Too Large")
}
