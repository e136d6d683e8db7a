//! A fake of T-Bank's internet acquiring on a real socket: it reads requests as strictly as the
//! documentation, keeps payments and their money, and shows its form to a browser. A test holds
//! the handle [`Tbank`] and decides what payers do and when notifications leave.

mod api;
mod bank;
mod form;
mod init;
mod lookups;
mod notifications;
mod options;
mod payer;
mod payment;
mod receipt;
mod request;
mod returns;
mod token;

use std::sync::Arc;

use anyhow::Context;
use serde_json::Value;
use tokio::sync::watch;

use self::{
    bank::Bank,
    notifications::{ANSWER_TIMEOUT, Queued},
    payer::Means,
};
pub use self::{
    bank::Method,
    notifications::Attempt,
    options::{Notifications, Options},
    payment::{Origin, Payment, Return, Status},
    token::token,
};
use crate::server::Server;
pub use crate::{clock::Clock, faults::Fault};

/// A running fake; clones share it, and the last one to go closes the port.
#[derive(Debug, Clone)]
pub struct Tbank {
    bank: Arc<Bank>,
    _server: Arc<Server>,
}

impl Tbank {
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .user_agent("tbank-sandbox")
            .no_proxy()
            .timeout(ANSWER_TIMEOUT)
            .build()
            .context("cannot build the HTTP client of a fake")?;
        let port = options.port;
        let bank = Arc::new(Bank::new(options, http)?);
        let server = Server::start(port, api::router(Arc::clone(&bank))).await?;
        bank.url
            .set(server.url())
            .expect("a fake is given its URL once");
        let tbank = Self {
            bank,
            _server: Arc::new(server),
        };
        if tbank.waiting_notifications() > 0 {
            // Of a run before.
            tbank.bank.tell_bot();
        }
        Ok(tbank)
    }

    /// The base URL of the methods, for the bot's settings.
    pub fn url(&self) -> String {
        format!("{}/v2", self.bank.url())
    }

    /// A counter that changes whenever anything here does.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.bank.changes.subscribe()
    }
}

/// What has happened so far.
impl Tbank {
    /// All payments, oldest first.
    pub fn payments(&self) -> Vec<Payment> {
        self.bank.ledger().payments.clone()
    }

    pub fn find_payment(&self, payment_id: u64) -> Option<Payment> {
        self.bank.ledger().find(payment_id).cloned()
    }

    pub fn payment_of_order(&self, order_id: &str) -> Option<Payment> {
        self.bank.ledger().find_order(order_id).cloned()
    }

    /// Every call that arrived, whatever became of it; null for what is not JSON.
    pub fn calls(&self) -> Vec<(Method, Value)> {
        self.bank.ledger().calls.clone()
    }

    /// The notifications that were sent, not those that were taken.
    pub fn notification_attempts(&self) -> Vec<Attempt> {
        self.bank.ledger().attempts.clone()
    }

    /// How many notifications wait, refused ones among them.
    pub fn waiting_notifications(&self) -> usize {
        self.bank.ledger().queue.len()
    }

    /// What the merchant has on account, in kopecks.
    pub fn balance(&self) -> i64 {
        self.bank.ledger().balance
    }

    /// What the bot did wrong. A test ends with none.
    pub fn problems(&self) -> Vec<String> {
        self.bank.ledger().problems.clone()
    }

    /// The problems that a test expected, and so takes away.
    pub fn take_problems(&self) -> Vec<String> {
        self.bank
            .update(|ledger| std::mem::take(&mut ledger.problems))
    }
}

/// What payers do. An error says that the bank would not let them.
impl Tbank {
    pub fn open_form(&self, payment_id: u64) -> anyhow::Result<()> {
        self.bank.open_form(payment_id)
    }

    /// The payer is with his own bank: AUTHORIZING, past every deadline of the link.
    pub fn starts_paying(&self, payment_id: u64) -> anyhow::Result<()> {
        self.bank.start_paying(payment_id)
    }

    /// By card. With `PayType: "T"` the money is only held, as at the bank.
    pub fn pays(&self, payment_id: u64) -> anyhow::Result<()> {
        self.tell(self.bank.pay(payment_id, Means::Card))
    }

    pub fn pays_by_sbp(&self, payment_id: u64) -> anyhow::Result<()> {
        self.tell(self.bank.pay(payment_id, Means::Sbp))
    }

    /// AUTHORIZED only: the bank is slow to take the money.
    pub fn holds(&self, payment_id: u64) -> anyhow::Result<()> {
        self.tell(self.bank.hold(payment_id))
    }

    /// Takes the money that is held.
    pub fn captures(&self, payment_id: u64) -> anyhow::Result<()> {
        self.tell(self.bank.capture(payment_id))
    }

    /// The payer's bank says no: not enough money. He may try again.
    pub fn declines(&self, payment_id: u64) -> anyhow::Result<()> {
        self.tell(self.bank.decline(payment_id))
    }

    fn tell(&self, outcome: anyhow::Result<()>) -> anyhow::Result<()> {
        outcome?;
        self.bank.tell_bot();
        Ok(())
    }
}

/// The merchant's account.
impl Tbank {
    /// A refund that the bot did not make.
    pub fn refunds_in_cabinet(&self, payment_id: u64, kopecks: i64) -> anyhow::Result<()> {
        self.tell(self.bank.refund_in_cabinet(payment_id, kopecks))
    }

    /// SBP refunds arrive; gives their number.
    pub fn finish_sbp_refunds(&self) -> usize {
        let finished = self.bank.end_sbp_refunds(true);
        self.bank.tell_bot();
        finished
    }

    /// SBP refunds come back, as to a closed account: their payments stand as before.
    pub fn fail_sbp_refunds(&self) -> usize {
        self.bank.end_sbp_refunds(false)
    }

    pub fn set_balance(&self, kopecks: i64) {
        self.bank.update(|ledger| ledger.balance = kopecks);
    }
}

/// Notifications.
impl Tbank {
    /// Sends all that wait, side by side; gives the number of those that the bot accepted. The
    /// others wait on.
    pub async fn send_notifications(&self) -> usize {
        self.bank.deliver().await
    }

    /// Takes those that wait, for the test to post, repeat, reorder or drop.
    pub fn take_notifications(&self) -> Vec<Value> {
        let queue = self.bank.update(|ledger| std::mem::take(&mut ledger.queue));
        queue.into_iter().map(Queued::into_body).collect()
    }

    /// A genuine notification of any status, also of one that the payment does not have.
    pub fn notification(&self, payment_id: u64, status: Status) -> anyhow::Result<Value> {
        let mut ledger = self.bank.ledger();
        let extra_field = ledger.extra_field.clone();
        let payment = ledger.known(payment_id)?;
        Ok(self.bank.notification(payment, status, extra_field))
    }

    /// Gives a notification the token that belongs to what it says.
    pub fn sign(&self, notification: &mut Value) {
        self.bank.sign(notification);
    }

    /// From now on notifications carry a field at their root that nobody documented.
    pub fn set_extra_field(&self, name: &str, value: Value) {
        let field = (name.to_owned(), value);
        self.bank.update(|ledger| ledger.extra_field = Some(field));
    }
}

/// Making things go wrong.
impl Tbank {
    /// Orders a fault for the next call of a method; several queue up.
    pub fn fail_next(&self, method: Method, fault: Fault) {
        self.bank.faults.add(method, fault);
    }

    /// Lets every call go wrong for which the predicate names a fault.
    pub fn fail_when(&self, predicate: impl Fn(&Method) -> Option<Fault> + Send + Sync + 'static) {
        self.bank.faults.set_predicate(Some(Box::new(predicate)));
    }

    /// Ends what `fail_next` and `fail_when` began.
    pub fn heal(&self) {
        self.bank.faults.clear();
        self.bank.faults.set_predicate(None);
    }
}
