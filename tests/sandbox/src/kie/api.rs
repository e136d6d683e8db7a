//! The routes of Kie.ai. Logical errors come with HTTP status 200 and a `code` in the body,
//! which is what clients that look at the status alone get wrong.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Query, Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    ledger::{Account, Method, Poll, Refusal},
    options::Pace,
    results,
};

type Kie = State<Arc<Account>>;

pub(super) fn router(account: Arc<Account>) -> Router {
    Router::new()
        .route("/api/v1/jobs/createTask", post(create_task))
        .route("/api/v1/jobs/recordInfo", get(record_info))
        .route("/api/v1/chat/credit", get(credit))
        .route("/api/v1/common/download-url", post(download_url))
        .route("/results/{task}/{file}", get(results::download))
        .layer(middleware::from_fn_with_state(Arc::clone(&account), gate))
        .with_state(account)
}

/// What every request meets before its handler: Cloudflare, the key, maintenance, ordered faults.
async fn gate(State(account): Kie, request: Request, next: Next) -> Response {
    let Some(method) = method_of(request.uri().path()) else {
        account.problem(format!(
            "Kie has no {} {}",
            request.method(),
            request.uri().path()
        ));
        return refuse(&account, &Refusal::new(404, "Not Found"));
    };
    account.update(|ledger| *ledger.requests.entry(method).or_default() += 1);
    if method != Method::Result {
        if !request.headers().contains_key(header::USER_AGENT) {
            account.problem("a request without User-Agent".to_owned());
            return (StatusCode::FORBIDDEN, "error code: 1010").into_response();
        }
        if let Err(refusal) = check_account(&account, request.headers()) {
            return refuse(&account, &refusal);
        }
    }
    let lasting = account.ledger().outage.get(&method).cloned();
    match lasting.or_else(|| account.faults.take(&method)) {
        None => next.run(request).await,
        Some(fault) => {
            let error = |code| refuse(&account, &Refusal::new(code, message_of(code)));
            fault.apply(error, next.run(request)).await
        }
    }
}

fn method_of(path: &str) -> Option<Method> {
    match path {
        "/api/v1/jobs/createTask" => Some(Method::CreateTask),
        "/api/v1/jobs/recordInfo" => Some(Method::RecordInfo),
        "/api/v1/chat/credit" => Some(Method::Credit),
        "/api/v1/common/download-url" => Some(Method::DownloadUrl),
        _ if path.starts_with("/results/") => Some(Method::Result),
        _ => None,
    }
}

fn check_account(account: &Account, headers: &HeaderMap) -> Result<(), Refusal> {
    let expected = format!("Bearer {}", account.options.api_key);
    let given = headers.get(header::AUTHORIZATION);
    if given.is_none_or(|given| given.as_bytes() != expected.as_bytes()) {
        return Err(Refusal::new(401, message_of(401)));
    }
    if account.ledger().maintenance {
        return Err(Refusal::new(455, message_of(455)));
    }
    Ok(())
}

async fn create_task(State(account): Kie, headers: HeaderMap, body: Bytes) -> Response {
    let content_type = headers.get(header::CONTENT_TYPE);
    if content_type.is_none_or(|value| !value.as_bytes().starts_with(b"application/json")) {
        account.problem("createTask: the content type is not application/json".to_owned());
        return refuse(
            &account,
            &Refusal::new(422, "Content-Type must be application/json"),
        );
    }
    match account.create(&body) {
        Err(refusal) => refuse(&account, &refusal),
        Ok(id) => {
            // A task of its own, so that a client which hangs up leaves no half-made one behind.
            let living = tokio::spawn(Arc::clone(&account).live(id.clone()));
            if account.options.pace == Pace::Manual {
                living.await.expect("the life of a task does not panic");
            }
            succeed(&json!({ "taskId": id }))
        }
    }
}

#[derive(Deserialize)]
struct TaskQuery {
    #[serde(rename = "taskId")]
    task_id: Option<String>,
}

async fn record_info(State(account): Kie, Query(query): Query<TaskQuery>) -> Response {
    let Some(task_id) = query.task_id else {
        account.problem("recordInfo without taskId".to_owned());
        return refuse(&account, &Refusal::new(400, "taskId parameter is required"));
    };
    let outcome = find_record(&account, &task_id);
    let code = outcome
        .as_ref()
        .map_or_else(|refusal| refusal.code, |_| 200);
    let poll = Poll {
        task_id,
        code,
        at: account.now(),
    };
    account.update(|ledger| ledger.polls.push(poll));
    match outcome {
        Ok(record) => succeed(&record),
        Err(refusal) => refuse(&account, &refusal),
    }
}

fn find_record(account: &Account, task_id: &str) -> Result<Value, Refusal> {
    let now = account.now();
    let options = &account.options;
    let mut ledger = account.ledger();
    if !ledger.poll_window.admit(options.poll_rate, now) {
        return Err(Refusal::new(429, "Rate limit exceeded"));
    }
    let unknown = || Refusal::new(422, "recordInfo is null");
    let task = ledger.find_task(task_id).ok_or_else(unknown)?;
    task.polls += 1;
    let age = (now - task.created_at).to_std().unwrap_or_default();
    if task.polls <= options.hidden_for_polls || age < options.hidden_for {
        return Err(unknown());
    }
    Ok(task.record())
}

async fn credit(State(account): Kie) -> Response {
    let credits = account.ledger().credits;
    succeed(&json!(credits))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DownloadUrlRequest {
    url: String,
}

async fn download_url(State(account): Kie, Json(request): Json<DownloadUrlRequest>) -> Response {
    let is_own = request
        .url
        .starts_with(&format!("{}/results/", account.url()));
    if is_own {
        succeed(&json!(format!(
            "{}?X-Amz-Expires=1200&X-Amz-Signature=sandbox",
            request.url
        )))
    } else {
        account.problem("download-url: the URL is not one of Kie's".to_owned());
        refuse(
            &account,
            &Refusal::new(422, "The url is not a file of this service"),
        )
    }
}

fn succeed(data: &Value) -> Response {
    Json(json!({ "code": 200, "msg": "success", "data": data })).into_response()
}

fn refuse(account: &Account, refusal: &Refusal) -> Response {
    let Refusal { code, message } = refusal;
    let status = u16::try_from(*code)
        .ok()
        .filter(|_| account.options.error_statuses)
        .and_then(|code| StatusCode::from_u16(code).ok())
        .unwrap_or(StatusCode::OK);
    (
        status,
        Json(json!({ "code": code, "msg": message, "data": null })),
    )
        .into_response()
}

fn message_of(code: i32) -> &'static str {
    match code {
        401 => "You do not have access permissions",
        402 => "Credits insufficient",
        422 => "The request parameters failed validation",
        429 => "Your call frequency is too high. Please try again later.",
        433 => "Sub-key usage exceeds limit",
        455 => "System is currently undergoing maintenance",
        501 => "Generation failed",
        505 => "Feature disabled",
        _ => "Server exception, please try again later or contact customer service",
    }
}
