//! The Bot API as far as the load needs it, and as cheap as can be: it shares the processors with
//! the bot that is measured. The strict fake that the tests use would be the slower of the two.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{StatusCode, header::CONTENT_TYPE},
    response::Response,
};
use serde::Deserialize;
use serde_json::{json, value::RawValue};

use super::{
    crowd::Crowd,
    updates::{DATE, bot, chat},
};

const LARGEST_BODY: usize = 1 << 20;

/// Bot API, getUpdates: 1–100.
const LARGEST_BATCH: usize = 100;

/// What both bots may send, in part.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Call<'a> {
    chat_id: Option<i64>,
    message_id: Option<i64>,
    #[serde(borrow)]
    text: Option<&'a RawValue>,
    #[serde(borrow)]
    reply_markup: Option<&'a RawValue>,
    #[serde(borrow)]
    callback_query_id: Option<&'a str>,
    #[serde(borrow)]
    pre_checkout_query_id: Option<&'a str>,
    ok: Option<bool>,
    limit: Option<usize>,
    timeout: Option<u64>,
}

pub fn router(crowd: Arc<Crowd>) -> Router {
    Router::new().fallback(serve).with_state(crowd)
}

async fn serve(State(crowd): State<Arc<Crowd>>, request: Request) -> Response {
    let path = request.uri().path();
    let method = path.rsplit('/').next().unwrap_or_default().to_lowercase();
    let Ok(body) = to_bytes(request.into_body(), LARGEST_BODY).await else {
        return refuse(&crowd, &method, "cannot be read");
    };
    match answer(&crowd, &method, &body).await {
        Ok(answer) => Response::builder()
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(answer))
            .expect("the header is a valid one"),
        Err(problem) => refuse(&crowd, &method, problem),
    }
}

fn refuse(crowd: &Crowd, method: &str, problem: &str) -> Response {
    crowd.complains(format!("{method}: {problem}"));
    let description = format!("Bad Request: {problem}");
    let answer = json!({"ok": false, "error_code": 400, "description": description});
    let mut response = Response::new(Body::from(answer.to_string()));
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response
}

async fn answer(crowd: &Crowd, method: &str, body: &Bytes) -> Result<String, &'static str> {
    match method {
        "getupdates" => {
            let call = read(body)?;
            let most = call.limit.unwrap_or(LARGEST_BATCH).min(LARGEST_BATCH);
            let patience = Duration::from_secs(call.timeout.unwrap_or_default());
            let updates = crowd.poll(most, patience).await;
            Ok(format!(r#"{{"ok":true,"result":[{}]}}"#, updates.join(",")))
        }
        "sendmessage" => {
            let call = read(body)?;
            let chat_id = call.chat_id.ok_or("names no chat")?;
            let id = crowd.hears(chat_id);
            shown(chat_id, id, &call)
        }
        "editmessagetext" => {
            let call = read(body)?;
            let chat_id = call.chat_id.ok_or("names no chat")?;
            crowd.sees_edited(chat_id);
            shown(chat_id, call.message_id.ok_or("names no message")?, &call)
        }
        "answercallbackquery" => {
            let call = read(body)?;
            let person = call.callback_query_id.and_then(owner);
            crowd.sees_tap_answered(person.ok_or("names no tap")?);
            Ok(done())
        }
        "answerprecheckoutquery" => {
            let call = read(body)?;
            let person = call.pre_checkout_query_id.and_then(owner);
            let person = person.ok_or("names no query")?;
            if call.ok != Some(true) {
                return Err("somebody may not pay what they were offered");
            }
            crowd.may_pay(person);
            Ok(done())
        }
        "getme" => Ok(json!({"ok": true, "result": myself()}).to_string()),
        // Commands, webhooks, "is typing …": nobody here looks at them.
        _ => Ok(done()),
    }
}

fn read(body: &[u8]) -> Result<Call<'_>, &'static str> {
    serde_json::from_slice(body).map_err(|_| "is not JSON as expected")
}

/// Whose query this is.
fn owner(query: &str) -> Option<i64> {
    query.split('-').next()?.parse().ok()
}

fn done() -> String {
    r#"{"ok":true,"result":true}"#.to_owned()
}

/// A message as Telegram returns it, less the entities that it makes of HTML.
fn shown(chat_id: i64, message_id: i64, call: &Call) -> Result<String, &'static str> {
    let text = call.text.ok_or("says nothing")?.get();
    let (from, chat) = (bot(), chat(chat_id));
    let keyboard = match call.reply_markup {
        Some(keyboard) => format!(r#","reply_markup":{}"#, keyboard.get()),
        None => String::new(),
    };
    Ok(format!(
        r#"{{"ok":true,"result":{{"message_id":{message_id},"from":{from},"chat":{chat},"date":{DATE},"text":{text}{keyboard}}}}}"#
    ))
}

fn myself() -> serde_json::Value {
    let mut myself = bot();
    for ability in [
        "can_join_groups",
        "can_read_all_group_messages",
        "supports_inline_queries",
        "can_connect_to_business",
        "has_main_web_app",
    ] {
        myself[ability] = json!(false);
    }
    myself
}
