//! Giving money back: `Cancel`, refunds in the merchant's cabinet, and SBP's slow refunds.

use anyhow::{Context, anyhow};
use serde_json::{Value, json};

use super::{
    bank::{Bank, Ledger},
    payment::{Origin, Payment, Return, Status},
    receipt,
    request::{Refusal, Request},
};

const FIELDS: &[&str] = &[
    "PaymentId",
    "Amount",
    "IP",
    "Receipt",
    "ExternalRequestId",
    "QrMemberId",
];

/// What a return asks for.
struct Order {
    payment_id: u64,
    /// All that is left when missing.
    amount: Option<i64>,
    origin: Origin,
    external_request_id: Option<String>,
    receipt: Option<Value>,
}

impl Bank {
    pub(super) fn cancel(&self, body: &[u8]) -> Result<Value, Refusal> {
        let request = Request::read(body, &self.options, FIELDS)?;
        let order = Order {
            payment_id: request.payment_id()?,
            amount: request.amount()?,
            origin: Origin::Bot,
            external_request_id: request
                .text("ExternalRequestId", 256)?
                .filter(|id| !id.is_empty()),
            receipt: request.object("Receipt")?,
        };
        request.text("IP", 40)?;
        request.text("QrMemberId", 20)?;
        self.update(|ledger| {
            let payment = ledger
                .find(order.payment_id)
                .ok_or_else(|| Refusal::fault(255, "Платеж не найден."))?;
            let before = payment.left();
            let external_request_id = order.external_request_id.clone();
            if !is_replay(payment, &order) {
                self.check_receipt(payment, &order)?;
                self.give_back(ledger, order)?;
            } else if let Some(problem) = changed_replay(payment, &order) {
                ledger.problems.push(problem);
            }
            let payment = ledger.find(request.payment_id()?);
            let payment = payment.ok_or_else(|| Refusal::fault(255, "Платеж не найден."))?;
            Ok(self.returned(payment, before, external_request_id))
        })
    }

    /// A refund that the merchant makes by hand.
    pub(super) fn refund_in_cabinet(&self, payment_id: u64, amount: i64) -> anyhow::Result<()> {
        let order = Order {
            payment_id,
            amount: Some(amount),
            origin: Origin::Cabinet,
            external_request_id: None,
            receipt: None,
        };
        self.update(|ledger| self.give_back(ledger, order))
            .map_err(|refusal| anyhow!("the cabinet says {}: {}", refusal.code, refusal.details))
    }

    /// Ends the SBP refunds under way; gives their number.
    pub(super) fn end_sbp_refunds(&self, succeed: bool) -> usize {
        self.update(|ledger| {
            let under_way: Vec<u64> = ledger
                .payments
                .iter()
                .filter(|payment| payment.status == Status::AsyncRefunding)
                .map(|payment| payment.payment_id)
                .collect();
            for payment_id in &under_way {
                if let Some(payment) = ledger.find(*payment_id) {
                    if succeed {
                        payment.status = Status::Refunded;
                        self.queue(ledger, *payment_id, Status::Refunded);
                    } else if let Some(failed) = payment.returns.pop() {
                        payment.status = failed.from;
                        payment.refunded -= failed.amount;
                        ledger.balance += failed.amount;
                    }
                }
            }
            under_way.len()
        })
    }

    /// Carries out a return by the table of the documentation.
    fn give_back(&self, ledger: &mut Ledger, order: Order) -> Result<(), Refusal> {
        let balance = ledger.balance;
        let payment = ledger
            .find(order.payment_id)
            .ok_or_else(|| Refusal::fault(255, "Платеж не найден."))?;
        let amount = order.amount.unwrap_or_else(|| payment.left());
        let status = status_after(payment, amount)?;
        let from_balance = match status {
            Status::Refunded | Status::PartialRefunded | Status::AsyncRefunding => amount,
            _ => 0,
        };
        if from_balance > balance {
            return Err(Refusal::expected(
                3002,
                "Недостаточно средств на счете для возврата.",
            ));
        }
        payment.returns.push(Return {
            amount,
            origin: order.origin,
            external_request_id: order.external_request_id,
            receipt: order.receipt,
            from: payment.status,
            at: self.now(),
        });
        payment.status = status;
        if status != Status::Canceled {
            payment.refunded += amount;
        }
        ledger.balance -= from_balance;
        if status != Status::AsyncRefunding {
            self.queue(ledger, order.payment_id, status);
        }
        Ok(())
    }

    /// With a cash register a return in part says what is returned, and a full one says nothing.
    /// The rest after earlier returns may do either.
    fn check_receipt(&self, payment: &Payment, order: &Order) -> Result<(), Refusal> {
        let amount = order.amount.unwrap_or_else(|| payment.left());
        match &order.receipt {
            Some(_) if amount == payment.amount => {
                Err(Refusal::invalid("a full Cancel carries no Receipt"))
            }
            Some(receipt) => receipt::check(receipt, amount),
            None if self.options.needs_receipt && amount < payment.left() => {
                Err(Refusal::fault(309, "{request.validate.expected.receipt}"))
            }
            None => Ok(()),
        }
    }

    fn returned(
        &self,
        payment: &Payment,
        before: i64,
        external_request_id: Option<String>,
    ) -> Value {
        let left = match payment.status {
            Status::Canceled => 0,
            _ => payment.left(),
        };
        let mut answer = json!({
            "TerminalKey": self.options.terminal_key, "OrderId": payment.order_id,
            "Success": true, "Status": payment.status, "OriginalAmount": before,
            "NewAmount": left, "PaymentId": payment.payment_id.to_string(),
            "ErrorCode": "0", "Message": "OK", "Details": "None",
        });
        if let Some(id) = external_request_id {
            answer["ExternalRequestId"] = json!(id);
        }
        answer
    }
}

/// The same id again makes no second refund; SBP does not know ids.
fn is_replay(payment: &Payment, order: &Order) -> bool {
    !payment.is_sbp && find_replayed(payment, order).is_some()
}

fn find_replayed<'payment>(payment: &'payment Payment, order: &Order) -> Option<&'payment Return> {
    let id = order.external_request_id.as_ref()?;
    let mut returns = payment.returns.iter();
    returns.find(|earlier| earlier.external_request_id.as_ref() == Some(id))
}

/// An id that stands for two different refunds would lose one of them.
fn changed_replay(payment: &Payment, order: &Order) -> Option<String> {
    let earlier = find_replayed(payment, order)?;
    let amount = order.amount.unwrap_or(earlier.amount);
    (amount != earlier.amount).then(|| {
        format!(
            "Cancel: one ExternalRequestId for {} and for {amount} kopecks",
            earlier.amount
        )
    })
}

fn status_after(payment: &Payment, amount: i64) -> Result<Status, Refusal> {
    use Status::{
        AsyncRefunding, Authorized, Canceled, Confirmed, FormShowed, New, PartialRefunded,
        PartialReversed, Refunded, Reversed,
    };
    if amount > payment.amount {
        return Err(Refusal::fault(4, "Amount exceeds the payment"));
    }
    if amount > payment.left() {
        // Refunds made in the cabinet can cross the bot's.
        return Err(Refusal::expected(4, "Amount exceeds what is left"));
    }
    let is_full = amount == payment.left();
    match payment.status {
        New | FormShowed if is_full => Ok(Canceled),
        Authorized | PartialReversed if is_full => Ok(Reversed),
        Authorized | PartialReversed => Ok(PartialReversed),
        Confirmed | PartialRefunded if is_full && payment.is_sbp => Ok(AsyncRefunding),
        Confirmed | PartialRefunded if is_full => Ok(Refunded),
        Confirmed | PartialRefunded => Ok(PartialRefunded),
        status => Err(Refusal::expected(
            8,
            format!("Неверный статус транзакции: {status}."),
        )),
    }
}

impl Ledger {
    /// A payment that a test speaks of.
    pub(super) fn known(&mut self, payment_id: u64) -> anyhow::Result<&mut Payment> {
        self.find(payment_id)
            .with_context(|| format!("the bank knows no payment {payment_id}"))
    }
}
