//! `GetState` and `CheckOrder`. Their types differ from each other and from the notification's,
//! as the bank's do: an id is text here, and a success may be a bool or a text.

use serde_json::{Map, Value, json};

use super::{
    bank::Bank,
    payment::{Payment, Status},
    request::{NOT_ENOUGH_MONEY, Refusal, Request, message_of},
};

impl Bank {
    pub(super) fn get_state(&self, body: &[u8]) -> Result<Value, Refusal> {
        let request = Request::read(body, &self.options, &["PaymentId", "IP"])?;
        let payment_id = request.payment_id()?;
        let mut ledger = self.ledger();
        let payment = ledger
            .find(payment_id)
            .ok_or_else(|| Refusal::fault(255, "Платеж не найден."))?;
        let code = payment.error_code();
        let mut answer = json!({
            "Success": code == 0, "ErrorCode": code.to_string(), "Message": message_of(code),
            "TerminalKey": self.options.terminal_key, "Status": payment.status,
            "PaymentId": payment_id.to_string(), "OrderId": payment.order_id,
            "Amount": payment.current_amount(),
        });
        if payment.was_tried() {
            let (route, source) = payment.route();
            answer["Params"] = json!([
                { "Key": "Route", "Value": route },
                { "Key": "Source", "Value": source },
                { "Key": "CreditAmount", "Value": payment.amount.to_string() },
            ]);
        }
        Ok(answer)
    }

    pub(super) fn check_order(&self, body: &[u8]) -> Result<Value, Refusal> {
        let request = Request::read(body, &self.options, &["OrderId"])?;
        let order_id = request.required_text("OrderId", 36)?;
        let ledger = self.ledger();
        // A bot asks so when it does not know whether its Init arrived.
        let payment = ledger
            .find_order(&order_id)
            .ok_or_else(|| Refusal::expected(255, "Заказ не найден."))?;
        Ok(json!({
            "TerminalKey": self.options.terminal_key, "OrderId": order_id, "Success": true,
            "ErrorCode": "0", "Message": "OK", "Details": "None",
            "Payments": [payment.line_of_order()],
        }))
    }
}

impl Payment {
    /// The code of the last attempt while the payment stands rejected.
    pub(super) fn error_code(&self) -> i32 {
        match self.status {
            Status::Rejected => self.refusal.unwrap_or(NOT_ENOUGH_MONEY),
            _ => 0,
        }
    }

    fn line_of_order(&self) -> Map<String, Value> {
        let code = self.error_code();
        let success = if code == 0 { "true" } else { "false" };
        let mut line = Map::from_iter([
            ("PaymentId".to_owned(), json!(self.payment_id.to_string())),
            ("Amount".to_owned(), json!(self.current_amount())),
            ("Status".to_owned(), json!(self.status)),
            ("Success".to_owned(), json!(success)),
            ("ErrorCode".to_owned(), json!(code)),
            ("Message".to_owned(), json!("None")),
        ]);
        if self.was_tried() && self.is_sbp {
            let id = format!("A{:031}", self.payment_id);
            line.insert("SbpPaymentId".to_owned(), json!(id));
            let customer = "c4494ca1c0888b3fb0e2bfdf9c7a1d2e";
            line.insert("SbpCustomerId".to_owned(), json!(customer));
        } else if self.was_tried() {
            let number = format!("{:012}", self.payment_id);
            line.insert("RRN".to_owned(), json!(number));
        }
        line
    }
}
