//! T-Bank's internet acquiring over HTTP: payments on the bank's form, their
//! state, and money going back.
//!
//! Errors come with status 200 and in many shapes; [`Failure`] sorts them by
//! what they prove. Documents: developer.tbank.ru/eacq/api.

mod answers;
mod failure;
mod fields;
mod notification;
mod requests;
mod status;
mod token;

use std::time::Duration;

use anyhow::Context;
use reqwest::Client;
use secrecy::SecretString;
use serde_json::{Map, Value, json};
use uuid::Uuid;

pub use self::{
    answers::{Cancelled, Created, Found, Reply, State},
    failure::Failure,
    notification::{Notification, PaymentNotification, Rejected, is_notification},
    requests::{Cancellation, NewPayment, Receipt},
    status::{Decline, Source, Status},
};
use crate::{config::TbankConfig, outbound};

const PATIENCE: Duration = Duration::from_secs(20);

/// A terminal at T-Bank. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Tbank {
    http: Client,
    base: String,
    terminal_key: String,
    password: SecretString,
    taxation: &'static str,
}

impl Tbank {
    /// # Errors
    /// When an authority of the configuration can't be understood.
    pub fn new(config: &TbankConfig) -> anyhow::Result<Self> {
        Ok(Self {
            http: outbound::client_trusting(PATIENCE, &config.authorities)
                .context("cannot trust the certificates of TBANK_CA_FILE")?,
            base: config.api_url.as_str().trim_end_matches('/').to_owned(),
            terminal_key: config.terminal_key.clone(),
            password: config.password.clone(),
            taxation: config.taxation,
        })
    }

    /// Makes a payment that waits on the bank's form.
    ///
    /// # Errors
    /// When it was refused, or nobody knows: then [`Tbank::check_order`] finds it.
    pub async fn init(&self, payment: &NewPayment<'_>) -> Result<Created, Failure> {
        let reply = self.ask("Init", payment.fields(self.taxation)).await?;
        reply.created()
    }

    /// Where a payment stands.
    ///
    /// # Errors
    /// When the bank does not know it or can't be asked.
    pub async fn state(&self, payment_id: &str) -> Result<State, Failure> {
        let fields = requests::object(json!({ "PaymentId": payment_id }));
        self.ask("GetState", fields).await?.state(payment_id)
    }

    /// All payments of an order; none when the bank does not know it.
    ///
    /// # Errors
    /// When the bank can't be asked.
    pub async fn check_order(&self, order_id: Uuid) -> Result<Vec<Found>, Failure> {
        let fields = requests::object(json!({ "OrderId": order_id.to_string() }));
        self.ask("CheckOrder", fields).await?.payments()
    }

    /// Sends money back or, before it was paid, closes the form.
    ///
    /// # Errors
    /// When it was refused, or nobody knows: then [`Tbank::state`] tells.
    pub async fn cancel(&self, cancellation: &Cancellation<'_>) -> Result<Cancelled, Failure> {
        let fields = cancellation.fields(self.taxation);
        let reply = self.ask("Cancel", fields).await?;
        reply.cancelled(cancellation.payment_id)
    }

    /// Reads and verifies what came to the address of notifications.
    ///
    /// # Errors
    /// When it is not the bank's or can't be understood.
    pub fn read_notification(&self, body: &[u8]) -> Result<Notification, Rejected> {
        Notification::read(body, &self.terminal_key, &self.password)
    }

    async fn ask(
        &self,
        method: &'static str,
        mut fields: Map<String, Value>,
    ) -> Result<Reply, Failure> {
        fields.insert("TerminalKey".to_owned(), json!(self.terminal_key));
        let token = token::token(&fields, &self.password);
        fields.insert("Token".to_owned(), json!(token));
        let request = self
            .http
            .post(format!("{}/{method}", self.base))
            .json(&fields);
        let response = match outbound::send("tbank", method, request).await {
            Ok(response) => response,
            Err(error) if error.is_connect() => return Err(Failure::NotSent),
            Err(error) if error.is_timeout() => return Err(Failure::Unknown("no answer in time")),
            Err(_) => return Err(Failure::Unknown("the connection broke")),
        };
        let status = response.status();
        match response.bytes().await {
            Ok(body) => Ok(Reply { status, body }),
            Err(_) => Err(Failure::Unknown("the answer broke off")),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::{Json, Router, routing::post};
    use tokio::net::TcpListener;

    use super::*;

    fn tbank(api_url: &str) -> Tbank {
        Tbank::new(&TbankConfig {
            api_url: api_url.parse().unwrap(),
            terminal_key: "TestTerminalDEMO".to_owned(),
            password: SecretString::from("testpassword"),
            taxation: "usn_income",
            authorities: Vec::new(),
        })
        .unwrap()
    }

    #[test]
    fn the_debug_form_shows_no_secret() {
        let tbank = tbank("https://securepay.tinkoff.ru/v2/");
        assert_eq!(tbank.base, "https://securepay.tinkoff.ru/v2");
        assert!(!format!("{tbank:?}").contains("testpassword"));
    }

    #[tokio::test]
    async fn requests_are_signed() {
        let answer = |Json(request): Json<Value>| async move {
            let expected = json!({
                "TerminalKey": "TestTerminalDEMO",
                "PaymentId": "3093639567",
                "Token": "eda3b4194a675be6e202ade75d1b79ecefb563d1ac47a6ad6db29922cba4ae89",
            });
            assert_eq!(request, expected);
            Json(json!({"Success": true, "ErrorCode": "0", "Status": "NEW", "Amount": 100}))
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/v2/GetState", post(answer));
        tokio::spawn(axum::serve(listener, router).into_future());
        let state = tbank(&format!("http://{address}/v2"))
            .state("3093639567")
            .await;
        assert_eq!(state.unwrap().status, Status::New);
    }

    #[tokio::test]
    async fn a_closed_door_and_a_lost_answer_are_told_apart() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let tbank = tbank(&format!("http://{}", listener.local_addr().unwrap()));
        let hang_up = async move {
            let (connection, _) = listener.accept().await.unwrap();
            connection.readable().await.unwrap();
        };
        let (lost, ()) = tokio::join!(tbank.state("1"), hang_up);
        assert!(matches!(lost, Err(Failure::Unknown(_))), "{lost:?}");
        assert_eq!(tbank.state("1").await, Err(Failure::NotSent));
    }
}
