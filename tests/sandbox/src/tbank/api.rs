//! The routes of T-Bank. Errors come with HTTP status 200 and `Success: false`, which is what
//! clients that look at the status alone get wrong.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, State},
    http::{self, HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use serde_json::Value;

use super::{
    bank::{Bank, Method},
    form,
    request::Refusal,
};

pub(super) fn router(bank: Arc<Bank>) -> Router {
    Router::new()
        .route("/v2/{method}", any(call))
        .route("/new/{code}", get(form::show))
        .route("/new/{code}/{action}", post(form::act))
        .fallback(nowhere)
        .with_state(bank)
}

async fn call(
    State(bank): State<Arc<Bank>>,
    Path(name): Path<String>,
    http_method: http::Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(method) = method_of(&name) else {
        bank.problem(format!("T-Bank has no method {name}"));
        return StatusCode::NOT_FOUND.into_response();
    };
    if http_method != http::Method::POST {
        bank.problem(format!("{name} was called by {http_method}"));
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let content_type = headers.get(header::CONTENT_TYPE);
    if content_type.is_none_or(|value| !value.as_bytes().starts_with(b"application/json")) {
        bank.problem(format!("{name}: the content type is not application/json"));
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    let json = serde_json::from_slice(&body).unwrap_or(Value::Null);
    bank.update(|ledger| ledger.calls.push((method, json)));
    let usual = async { answer(&bank, method, &body) };
    match bank.faults.take(&method) {
        None => usual.await,
        Some(fault) => {
            let error = |code| {
                let refusal = Refusal::expected(code, "An error that was ordered");
                Json(refusal.answer()).into_response()
            };
            fault.apply(error, usual).await
        }
    }
}

fn answer(bank: &Arc<Bank>, method: Method, body: &[u8]) -> Response {
    let outcome = match method {
        Method::Init => bank.init(body),
        Method::GetState => bank.get_state(body),
        Method::CheckOrder => bank.check_order(body),
        Method::Cancel => bank.cancel(body),
    };
    let answer = outcome.unwrap_or_else(|refusal| {
        if refusal.is_fault {
            let Refusal { code, details, .. } = &refusal;
            bank.problem(format!("{method:?}: {code} {details}"));
        }
        refusal.answer()
    });
    // Only a return of money has news that the bot may not know.
    if method == Method::Cancel {
        bank.tell_bot();
    }
    Json(answer).into_response()
}

fn method_of(name: &str) -> Option<Method> {
    match name {
        "Init" => Some(Method::Init),
        "GetState" => Some(Method::GetState),
        "CheckOrder" => Some(Method::CheckOrder),
        "Cancel" => Some(Method::Cancel),
        _ => None,
    }
}

/// Browsers ask for an icon by themselves; anything else is a wrong address.
async fn nowhere(State(bank): State<Arc<Bank>>, uri: http::Uri) -> StatusCode {
    if uri.path() != "/favicon.ico" {
        bank.problem(format!("T-Bank has no {}", uri.path()));
    }
    StatusCode::NOT_FOUND
}
