//! Notifications: signed over whatever scalars they carry, sent side by side in no order, and
//! kept until the bot answers with status 200 and the body `OK`.

use std::{sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::{
    bank::{Bank, Ledger},
    options::Notifications,
    payment::{Payment, Status},
    token::token,
};

/// The bank waits so long for an answer, and the payer at the form with it.
pub(super) const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// Stands for the hour that the bank lets pass before it repeats a notification.
const REPEAT_PAUSE: Duration = Duration::from_secs(5);

/// A day of hours.
const MOST_TRIES: u32 = 24;

/// A notification that the bot has not accepted yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Queued {
    url: String,
    payment_id: u64,
    status: Status,
    body: Value,
    tries: u32,
}

/// A notification that was sent, and what the bot answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attempt {
    pub payment_id: u64,
    pub status: Status,
    /// The HTTP status and the body, or none when the bot could not be reached.
    pub answer: Option<(u16, String)>,
}

impl Attempt {
    pub fn is_accepted(&self) -> bool {
        let answer = self.answer.as_ref();
        answer.is_some_and(|(status, body)| *status == 200 && body == "OK")
    }
}

impl Bank {
    /// Queues the notification of what has just happened to a payment.
    pub(super) fn queue(&self, ledger: &mut Ledger, payment_id: u64, status: Status) {
        let extra_field = ledger.extra_field.clone();
        let Some(payment) = ledger.find(payment_id) else {
            return;
        };
        let Some(url) = payment.notification_url.clone() else {
            return;
        };
        let body = self.notification(payment, status, extra_field);
        ledger.queue.push_back(Queued {
            url,
            payment_id,
            status,
            body,
            tries: 0,
        });
    }

    /// A genuine notification of a payment, whatever its status is.
    pub(super) fn notification(
        &self,
        payment: &Payment,
        status: Status,
        extra_field: Option<(String, Value)>,
    ) -> Value {
        let payment = Payment {
            status,
            ..payment.clone()
        };
        let code = payment.error_code();
        let (route, source) = payment.route();
        let mut body = json!({
            "TerminalKey": self.options.terminal_key, "OrderId": payment.order_id,
            "Success": code == 0, "Status": status, "PaymentId": payment.payment_id,
            "ErrorCode": code.to_string(), "Amount": payment.current_amount(),
            "Data": { "Route": route, "Source": source },
        });
        if payment.is_sbp {
            body["Pan"] = json!("+7(***)***-**-13");
        } else if payment.was_tried() {
            body["CardId"] = json!(10_452_089);
            body["Pan"] = json!(if code == 0 {
                "220138******0013"
            } else {
                "220138******0831"
            });
            body["ExpDate"] = json!("1225");
        }
        if let Some((name, value)) = extra_field {
            body[name] = value;
        }
        self.sign(&mut body);
        body
    }

    /// Gives a notification the token that belongs to it.
    pub(super) fn sign(&self, body: &mut Value) {
        if let Some(token) = token(body, &self.options.password) {
            body["Token"] = json!(token);
        }
    }

    /// Sends all that wait, side by side; gives the number of accepted ones.
    pub(super) async fn deliver(&self) -> usize {
        let batch = self.update(|ledger| std::mem::take(&mut ledger.queue));
        let sent = futures::future::join_all(batch.iter().map(|queued| self.post(queued))).await;
        let mut accepted = 0;
        for (mut queued, attempt) in batch.into_iter().zip(sent) {
            let is_accepted = attempt.is_accepted();
            if let Some((200, body)) = attempt.answer.as_ref().filter(|_| !is_accepted) {
                self.problem(format!("a notification was answered with 200 {body:?}"));
            }
            queued.tries += 1;
            accepted += usize::from(is_accepted);
            self.update(|ledger| {
                ledger.attempts.push(attempt);
                if !is_accepted {
                    ledger.queue.push_back(queued);
                }
            });
        }
        accepted
    }

    /// Sends what has just been queued, unless that is left to the test. The handle ends with
    /// the first try; repeats follow by themselves.
    pub(super) fn tell_bot(self: &Arc<Self>) -> Option<JoinHandle<()>> {
        let is_automatic = self.options.notifications == Notifications::Automatic;
        is_automatic.then(|| {
            let bank = Arc::clone(self);
            self.runtime.spawn(async move {
                bank.deliver().await;
                let repeating = Arc::clone(&bank).repeat();
                bank.runtime.spawn(repeating);
            })
        })
    }

    async fn repeat(self: Arc<Self>) {
        loop {
            let is_done = self.update(|ledger| {
                ledger.queue.retain(|queued| queued.tries < MOST_TRIES);
                ledger.queue.is_empty()
            });
            if is_done {
                return;
            }
            tokio::time::sleep(REPEAT_PAUSE).await;
            self.deliver().await;
        }
    }

    async fn post(&self, queued: &Queued) -> Attempt {
        let request = self.http.post(&queued.url).timeout(ANSWER_TIMEOUT);
        let answer = async {
            let response = request.json(&queued.body).send().await?;
            let status = response.status().as_u16();
            Ok::<_, reqwest::Error>((status, response.text().await?))
        };
        Attempt {
            payment_id: queued.payment_id,
            status: queued.status,
            answer: answer.await.ok(),
        }
    }
}

impl Queued {
    pub(super) fn into_body(self) -> Value {
        self.body
    }
}
