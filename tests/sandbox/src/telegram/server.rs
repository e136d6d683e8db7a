//! The HTTP side: takes the bot's requests apart, lets asked-for faults happen, and answers in
//! Telegram's words.

use std::time::Duration;

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Request, State as Extension},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::{
    Telegram,
    faults::Fault,
    methods::{self, Method},
    request::{Fields, Refusal},
    seen::Outcome,
};
use crate::server::drop_connection;

/// Longest that a poll may wait; from <https://core.telegram.org/bots/api#getupdates>.
const MAX_POLL_SECS: u64 = 50;

pub fn router(telegram: Telegram) -> Router {
    Router::new()
        .fallback(serve)
        .layer(DefaultBodyLimit::disable())
        .with_state(telegram)
}

async fn serve(Extension(telegram): Extension<Telegram>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/').to_owned();
    if let Some(path) = path.strip_prefix("file/bot") {
        return download(&telegram, path);
    }
    let Some((token, name)) = path
        .strip_prefix("bot")
        .and_then(|path| path.split_once('/'))
    else {
        return not_found();
    };
    if token != telegram.token() {
        return Refusal::new(401, "Unauthorized").into_response();
    }
    let Some(method) = methods::find(name) else {
        telegram.change(|state| {
            state
                .record
                .problems
                .push(format!("{name}: no such method"));
        });
        return not_found();
    };
    match Fields::read(request).await {
        Ok(fields) => call(&telegram, method, fields).await,
        Err(refusal) => {
            let fields = Fields::default();
            let number = begin(&telegram, method, &fields);
            finish(&telegram, method, number, Err(refusal))
        }
    }
}

fn not_found() -> Response {
    Refusal::new(404, "Not Found").into_response()
}

/// A file by the path that `getFile` gave, which may come as one percent-encoded segment.
fn download(telegram: &Telegram, path: &str) -> Response {
    let Some((token, path)) = path.split_once('/') else {
        return not_found();
    };
    if token != telegram.token() {
        return Refusal::new(401, "Unauthorized").into_response();
    }
    let path = path.replace("%2F", "/").replace("%2f", "/");
    let content = telegram.read(|state| state.files.download(&path, state.now()));
    match content {
        Some(bytes) => ([(CONTENT_TYPE, "application/octet-stream")], bytes).into_response(),
        None => not_found(),
    }
}

fn begin(telegram: &Telegram, method: &Method, fields: &Fields) -> usize {
    telegram.change(|state| {
        let now = state.now();
        state.record.begin(method.name, fields.summary(), now)
    })
}

async fn call(telegram: &Telegram, method: &Method, fields: Fields) -> Response {
    let number = begin(telegram, method, &fields);
    let fault = telegram.change(|state| state.record.faults.take(method.name, &fields.summary()));
    let note = |name| {
        telegram.change(|state| state.record.end(number, Outcome::Fault { name }));
    };
    let Some(fault) = fault else {
        let result = run(telegram, method, &fields).await;
        return finish(telegram, method, number, result);
    };
    let name = fault.name();
    match fault {
        Fault::Error {
            code,
            description,
            retry_after,
        } => {
            let refusal = Refusal {
                retry_after,
                ..Refusal::new(code, description)
            };
            finish(telegram, method, number, Err(refusal.unavoidable()))
        }
        Fault::Gateway502 => {
            note(name);
            let page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>\r\n";
            (StatusCode::BAD_GATEWAY, [(CONTENT_TYPE, "text/html")], page).into_response()
        }
        Fault::ResetBeforeEffect => {
            note(name);
            drop_connection()
        }
        Fault::ResetAfterEffect => {
            let result = run(telegram, method, &fields).await;
            finish(telegram, method, number, result);
            note(name);
            drop_connection()
        }
        Fault::Silence => {
            note(name);
            std::future::pending().await
        }
        Fault::Delay(pause) => {
            tokio::time::sleep(pause).await;
            let result = run(telegram, method, &fields).await;
            finish(telegram, method, number, result)
        }
    }
}

async fn run(telegram: &Telegram, method: &Method, fields: &Fields) -> Result<Value, Refusal> {
    if method.name == "getUpdates" {
        return poll(telegram, method, fields).await;
    }
    telegram.change(|state| {
        state.record.called_at.clone_from(&fields.called_at);
        let result = method.run(state, fields);
        state.record.called_at = None;
        result
    })
}

/// Waits for updates as long as the bot wishes, or until another poller comes.
async fn poll(telegram: &Telegram, method: &Method, fields: &Fields) -> Result<Value, Refusal> {
    let seconds = fields.find("timeout")?.unwrap_or(0).min(MAX_POLL_SECS);
    let deadline = Instant::now() + Duration::from_secs(seconds);
    let mut changes = telegram.subscribe();
    let poller = telegram.change(|state| {
        state.updates.poller += 1;
        state.updates.poller
    });
    loop {
        changes.mark_unchanged();
        let found = telegram.quietly(|state| {
            if state.updates.poller != poller {
                let refusal = Refusal::new(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one \
                     bot instance is running",
                );
                return Err(refusal.unavoidable());
            }
            method.run(state, fields)
        })?;
        if found != json!([]) || Instant::now() >= deadline {
            return Ok(found);
        }
        if !matches!(
            timeout_at(deadline, changes.changed()).await,
            Ok(Ok(())) | Err(_)
        ) {
            return Ok(found);
        }
    }
}

/// Notes how a call ended and answers it.
fn finish(
    telegram: &Telegram,
    method: &Method,
    number: usize,
    result: Result<Value, Refusal>,
) -> Response {
    telegram.change(|state| {
        let outcome = match &result {
            Ok(_) => Outcome::Done,
            Err(refusal) => Outcome::Refused {
                code: refusal.code,
                description: refusal.description.clone(),
            },
        };
        state.record.end(number, outcome);
        if let Err(refusal) = &result
            && refusal.is_problem
        {
            state
                .record
                .problems
                .push(format!("{}: {}", method.name, refusal.description));
        }
    });
    match result {
        Ok(result) => Json(json!({"ok": true, "result": result})).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}
