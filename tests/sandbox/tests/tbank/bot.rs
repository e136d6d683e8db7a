//! A client of T-Bank as the bot is one: it signs by itself, without the fake's help, and hears
//! notifications.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use chrono::{DateTime, TimeDelta, Utc};
use sandbox::{
    server::Server,
    tbank::{Clock, Options, Tbank},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A moment at which nothing special happens.
pub const BEGINNING: &str = "2026-03-02T09:00:00Z";

/// What the bot heard and what it answers to the next notifications.
#[derive(Clone)]
pub struct Ear {
    pub heard: Arc<Mutex<Vec<Value>>>,
    pub answer: Arc<Mutex<(u16, &'static str)>>,
}

pub struct Bot {
    pub tbank: Tbank,
    pub http: reqwest::Client,
    pub ear: Ear,
    time: Arc<Mutex<DateTime<Utc>>>,
    listener: Server,
}

impl Bot {
    pub async fn start() -> Self {
        Self::with(Options::default()).await
    }

    /// A bot whose bank stands at [`BEGINNING`] until the test turns its clock.
    pub async fn with(options: Options) -> Self {
        let time: Arc<Mutex<DateTime<Utc>>> =
            Arc::new(Mutex::new(BEGINNING.parse().expect("a moment")));
        let read = Arc::clone(&time);
        let clock = Clock::new(move || *read.lock().expect("unpoisoned"));
        let tbank = Tbank::start(Options { clock, ..options })
            .await
            .expect("a fake");
        let ear = Ear {
            heard: Arc::default(),
            answer: Arc::new(Mutex::new((200, "OK"))),
        };
        let router = Router::new()
            .route("/tbank/notify", post(hear))
            .with_state(ear.clone());
        Self {
            tbank,
            http: reqwest::Client::builder()
                .no_proxy()
                .build()
                .expect("a client"),
            ear,
            time,
            listener: Server::start(0, router).await.expect("a listener"),
        }
    }

    pub fn advance(&self, by: TimeDelta) {
        *self.time.lock().expect("unpoisoned") += by;
    }

    pub fn answers(&self, status: u16, body: &'static str) {
        *self.ear.answer.lock().expect("unpoisoned") = (status, body);
    }

    /// The fields that the bot heard of each notification, in the order of the statuses' names.
    pub fn heard(&self) -> Vec<Value> {
        let mut heard = std::mem::take(&mut *self.ear.heard.lock().expect("unpoisoned"));
        heard.sort_by_key(|notification| notification["Status"].to_string());
        heard
    }

    /// Signs and sends.
    pub async fn call(&self, method: &str, mut body: Value) -> Value {
        body["TerminalKey"] = json!("TestTerminalDEMO");
        body["Token"] = json!(sign(&body, "testpassword"));
        self.send(method, &body).await.expect("an answer")
    }

    /// Sends as it is.
    pub async fn send(&self, method: &str, body: &Value) -> reqwest::Result<Value> {
        let url = format!("{}/{method}", self.tbank.url());
        let response = self.http.post(url).json(body).send().await?;
        response.error_for_status()?.json().await
    }

    /// What a correct bot sends to `Init`, for 999 roubles.
    pub fn order(&self, order_id: &str) -> Value {
        let home = "https://t.me/example_bot";
        json!({
            "Amount": 99900, "OrderId": order_id, "Description": "Фотосет",
            "NotificationURL": format!("{}/tbank/notify", self.listener.url()),
            "SuccessURL": home, "FailURL": home, "Language": "ru", "PayType": "O",
            "RedirectDueDate": "2026-03-02T13:00:00+03:00",
        })
    }

    /// An order that the bank must take; gives its `PaymentId`.
    pub async fn ordered(&self, order_id: &str) -> u64 {
        self.init(self.order(order_id)).await
    }

    pub async fn init(&self, order: Value) -> u64 {
        let answer = self.call("Init", order).await;
        let payment_id = answer["PaymentId"].as_str();
        payment_id
            .unwrap_or_else(|| panic!("no payment: {answer}"))
            .parse()
            .expect("a number")
    }

    pub async fn state(&self, payment_id: u64) -> Value {
        let body = json!({ "PaymentId": payment_id.to_string() });
        self.call("GetState", body).await
    }

    pub async fn cancel(&self, payment_id: u64, more: Value) -> Value {
        let mut body = json!({ "PaymentId": payment_id.to_string() });
        for (name, value) in more.as_object().expect("an object") {
            body[name] = value.clone();
        }
        self.call("Cancel", body).await
    }

    pub fn status(&self, payment_id: u64) -> &'static str {
        let payment = self.tbank.find_payment(payment_id).expect("a payment");
        payment.status.name()
    }
}

async fn hear(
    State(ear): State<Ear>,
    Json(notification): Json<Value>,
) -> (StatusCode, &'static str) {
    ear.heard.lock().expect("unpoisoned").push(notification);
    let (status, body) = *ear.answer.lock().expect("unpoisoned");
    (StatusCode::from_u16(status).expect("a status"), body)
}

/// The token of a body whose numbers are all whole.
pub fn sign(body: &Value, password: &str) -> String {
    let mut values = BTreeMap::from([("Password".to_owned(), password.to_owned())]);
    for (name, value) in body.as_object().expect("an object") {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Bool(_) | Value::Number(_) => value.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => continue,
        };
        if name != "Token" {
            values.insert(name.clone(), text);
        }
    }
    let joined: String = values.into_values().collect();
    let digest = Sha256::digest(joined.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The error's code of an answer that refuses.
pub fn code(answer: &Value) -> &str {
    assert_eq!(answer["Success"], false, "not refused: {answer}");
    answer["ErrorCode"].as_str().expect("a code")
}
