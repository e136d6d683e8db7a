//! Stars: invoices, the pre-checkout query with its ten seconds, charges, refunds and the account.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{
    Telegram,
    message::{Body, Message},
    request::Refusal,
    seen::{Action, Button},
    state::State,
};

/// From <https://core.telegram.org/bots/api#answerprecheckoutquery>.
const ANSWER_WITHIN: TimeDelta = TimeDelta::seconds(10);

#[derive(Default, Serialize, Deserialize)]
pub struct Payments {
    /// By the link that `createInvoiceLink` returned.
    pub links: BTreeMap<String, Invoice>,
    attempts: Vec<Attempt>,
    pub transactions: Vec<StarTransaction>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    pub title: String,
    pub description: String,
    pub payload: String,
    pub currency: String,
    pub total_amount: i64,
    pub start_parameter: String,
}

impl Invoice {
    /// The button that an app puts under an invoice without a keyboard of its own.
    pub fn pay_button(&self) -> Button {
        Button {
            text: format!("Pay {} ⭐", self.total_amount),
            action: Action::Pay,
        }
    }
}

/// A payment as its service message tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    pub id: String,
    pub provider_id: String,
    pub invoice: Invoice,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Attempt {
    id: String,
    payer: i64,
    invoice: Invoice,
    at: DateTime<Utc>,
    state: PaymentState,
}

/// How far a payment is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PaymentState {
    /// The bot has not answered the pre-checkout query.
    Waiting,
    /// The bot refused with this text, which the buyer sees.
    Refused { text: String },
    /// Telegram took the Stars.
    Charged { charge_id: String },
    /// The bot did not answer within 10 seconds; the buyer sees that it failed.
    TimedOut,
}

/// A line of the bot's Stars account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StarTransaction {
    /// The charge id; a refund has the one of its payment.
    pub id: String,
    pub user_id: i64,
    /// Stars.
    pub amount: i64,
    pub date: DateTime<Utc>,
    pub payload: String,
    pub is_refund: bool,
    /// What Telegram shows instead, of a line that no payment in a chat made.
    #[serde(default)]
    pub foreign: Option<serde_json::Value>,
}

/// One try to pay; cheap to clone.
#[derive(Clone)]
pub struct PaymentAttempt {
    telegram: Telegram,
    id: String,
}

impl PaymentAttempt {
    pub(super) fn new(telegram: Telegram, id: String) -> Self {
        Self { telegram, id }
    }

    /// How far it is now.
    pub fn state(&self) -> PaymentState {
        self.telegram.read(|state| {
            let attempt = state
                .payments
                .attempts
                .iter()
                .find(|attempt| attempt.id == self.id);
            attempt.expect("attempts are never removed").state.clone()
        })
    }

    /// Waits until the bot has answered or the time is up.
    pub async fn settled(&self) -> PaymentState {
        let mut changes = self.telegram.subscribe();
        loop {
            let now = self.state();
            if now != PaymentState::Waiting {
                return now;
            }
            // The time is up without any change, so look now and then.
            let pause = std::time::Duration::from_millis(200);
            if let Ok(Err(_)) = tokio::time::timeout(pause, changes.changed()).await {
                return self.state();
            }
        }
    }
}

impl State {
    /// A person presses Pay; the bot gets a pre-checkout query. Returns the query's id.
    pub fn begin_payment(&mut self, payer: i64, invoice: Invoice) -> String {
        let id = format!("{}", 5_100_000_000_000 + self.payments.attempts.len());
        let query = json!({
            "id": id,
            "from": self.user(payer),
            "currency": invoice.currency,
            "total_amount": invoice.total_amount,
            "invoice_payload": invoice.payload,
        });
        let attempt = Attempt {
            id: id.clone(),
            payer,
            invoice,
            at: self.now(),
            state: PaymentState::Waiting,
        };
        self.payments.attempts.push(attempt);
        self.push_update("pre_checkout_query", payer, query);
        id
    }

    /// The bot lets a payment pass (no text) or refuses it.
    pub fn answer_pre_checkout(
        &mut self,
        id: &str,
        refusal: Option<String>,
    ) -> Result<(), Refusal> {
        let waiting =
            |attempt: &&mut Attempt| attempt.id == id && attempt.state == PaymentState::Waiting;
        let Some(attempt) = self.payments.attempts.iter_mut().find(waiting) else {
            return Err(Refusal::bad(
                "query is too old and response timeout expired or query ID is invalid",
            ));
        };
        let payer = attempt.payer;
        if let Some(text) = refusal {
            attempt.state = PaymentState::Refused { text: text.clone() };
            self.write_log(payer, None, &format!("Payment refused: {text}"));
            return Ok(());
        }
        let charge = Charge {
            id: format!("stx{}", Uuid::new_v4().simple()),
            provider_id: format!("{payer}_{}", attempt.id),
            invoice: attempt.invoice.clone(),
        };
        attempt.state = PaymentState::Charged {
            charge_id: charge.id.clone(),
        };
        self.take_charge(payer, charge);
        Ok(())
    }

    /// Takes Stars as when the bot has let the payment pass: of whomever, for whatever invoice.
    /// Returns the charge's id.
    pub fn charge(&mut self, payer: i64, payload: &str, stars: i64) -> String {
        let id = format!("stx{}", Uuid::new_v4().simple());
        let charge = Charge {
            id: id.clone(),
            provider_id: format!("{payer}_{}", self.payments.transactions.len()),
            invoice: Invoice {
                title: "Portraits".to_owned(),
                description: String::new(),
                payload: payload.to_owned(),
                currency: "XTR".to_owned(),
                total_amount: stars,
                start_parameter: String::new(),
            },
        };
        self.take_charge(payer, charge);
        id
    }

    fn take_charge(&mut self, payer: i64, charge: Charge) {
        self.note_transaction(payer, &charge, false);
        let body = Body::SuccessfulPayment(charge);
        let message = self.post_to_bot(Message::new(payer, payer, body));
        self.log_sent(&[message]);
    }

    /// Ends the attempts that the bot left unanswered for too long.
    pub fn end_overdue_payments(&mut self) {
        let now = self.now();
        let mut payers = Vec::new();
        for attempt in &mut self.payments.attempts {
            if attempt.state == PaymentState::Waiting && now - attempt.at > ANSWER_WITHIN {
                attempt.state = PaymentState::TimedOut;
                payers.push(attempt.payer);
            }
        }
        for payer in payers {
            self.write_log(
                payer,
                None,
                "Payment failed: the bot did not answer in time",
            );
        }
    }

    /// Gives a whole payment back.
    pub fn refund(&mut self, user: i64, charge_id: &str) -> Result<(), Refusal> {
        let of_charge = |line: &&StarTransaction| line.id == charge_id && line.user_id == user;
        let mut lines = self.payments.transactions.iter().filter(of_charge);
        let payment = lines
            .next()
            .cloned()
            .ok_or_else(|| Refusal::bad("CHARGE_NOT_FOUND"))?;
        if lines.next().is_some() {
            // A bot that never heard the answer to its first try does right to ask again.
            return Err(Refusal::bad("CHARGE_ALREADY_REFUNDED").unavoidable());
        }
        let charge = Charge {
            id: payment.id,
            provider_id: String::new(),
            invoice: Invoice {
                title: String::new(),
                description: String::new(),
                payload: payment.payload,
                currency: "XTR".to_owned(),
                total_amount: payment.amount,
                start_parameter: String::new(),
            },
        };
        self.note_transaction(user, &charge, true);
        let message = self.post(Message::new(user, user, Body::RefundedPayment(charge)));
        let update = self.message_json(&message);
        self.push_update("message", user, update);
        self.log_sent(&[message]);
        Ok(())
    }

    fn note_transaction(&mut self, user_id: i64, charge: &Charge, is_refund: bool) {
        let line = StarTransaction {
            id: charge.id.clone(),
            user_id,
            amount: charge.invoice.total_amount,
            date: self.now(),
            payload: charge.invoice.payload.clone(),
            is_refund,
            foreign: None,
        };
        self.payments.transactions.push(line);
    }

    /// Adds a line to the account as Telegram writes it, whatever it is about.
    pub fn add_foreign_line(&mut self, line: serde_json::Value) {
        self.payments.transactions.push(StarTransaction {
            id: line["id"].as_str().unwrap_or_default().to_owned(),
            user_id: 0,
            amount: line["amount"].as_i64().unwrap_or_default(),
            date: self.now(),
            payload: String::new(),
            is_refund: false,
            foreign: Some(line),
        });
    }
}
