//! `Init`: the bank agrees to take a payment and gives the address of its form.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    bank::Bank,
    payment::{Payment, Status},
    receipt,
    request::{Refusal, Request},
};

const FIELDS: &[&str] = &[
    "Amount",
    "OrderId",
    "Description",
    "PayType",
    "Language",
    "NotificationURL",
    "SuccessURL",
    "FailURL",
    "RedirectDueDate",
    "CustomerKey",
    "Recurrent",
    "DATA",
    "Receipt",
];

/// What a form lives without `RedirectDueDate`.
const USUAL_LIFE: TimeDelta = TimeDelta::hours(24);

/// Numbers of payments begin above 32 bits' signed half, as the bank's do.
const FIRST_PAYMENT_ID: u64 = 3_093_639_567;

impl Bank {
    pub(super) fn init(&self, body: &[u8]) -> Result<Value, Refusal> {
        let request = Request::read(body, &self.options, FIELDS)?;
        let payment = self.read_payment(&request)?;
        self.update(|ledger| {
            if ledger.find_order(&payment.order_id).is_some() {
                let details = format!("OrderId {} was used already", payment.order_id);
                // A bot whose first answer was lost may ask again.
                return Err(Refusal::expected(20, details));
            }
            let payment_id = FIRST_PAYMENT_ID + ledger.payments.len() as u64;
            let answer = json!({
                "Success": true, "ErrorCode": "0", "TerminalKey": self.options.terminal_key,
                "Status": payment.status, "PaymentId": payment_id.to_string(),
                "OrderId": payment.order_id, "Amount": payment.amount, "PaymentURL": payment.url,
            });
            ledger.payments.push(Payment {
                payment_id,
                ..payment
            });
            Ok(answer)
        })
    }

    fn read_payment(&self, request: &Request) -> Result<Payment, Refusal> {
        let amount = request.required_amount()?;
        let order_id = request.required_text("OrderId", 36)?;
        let description = request.text("Description", 140)?;
        let pay_type = request.choice("PayType", &["O", "T"])?;
        request.choice("Language", &["ru", "en"])?;
        request.choice("Recurrent", &["Y"])?;
        request.text("CustomerKey", 36)?;
        let now = self.now();
        let due_at = match request.text("RedirectDueDate", 100)? {
            None => now + USUAL_LIFE,
            Some(text) => read_due_date(&text, now)?,
        };
        let data = request.object("DATA")?;
        data.as_ref().map_or(Ok(()), check_data)?;
        let receipt = request.object("Receipt")?;
        match &receipt {
            Some(receipt) => receipt::check(receipt, amount)?,
            None if self.options.needs_receipt => {
                let details = "{request.validate.expected.receipt}";
                return Err(Refusal::fault(309, details));
            }
            None => {}
        }
        let code = Uuid::new_v4().simple().to_string();
        let email = |object: &Value| Some(object.get("Email")?.as_str()?.to_owned());
        Ok(Payment {
            payment_id: 0,
            order_id,
            amount,
            refunded: 0,
            status: Status::New,
            url: format!("{}/new/{}", self.url(), &code[..12]),
            description,
            notification_url: request.address("NotificationURL")?,
            success_url: request.address("SuccessURL")?,
            fail_url: request.address("FailURL")?,
            email: receipt
                .as_ref()
                .and_then(email)
                .or_else(|| data.as_ref().and_then(email)),
            receipt,
            is_two_stage: pay_type.as_deref() == Some("T"),
            is_sbp: false,
            refusal: None,
            created_at: now,
            due_at,
            returns: Vec::new(),
        })
    }
}

/// `YYYY-MM-DDTHH:MM:SS+03:00`, between a minute and 90 days from now.
fn read_due_date(text: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>, Refusal> {
    let has_form = text.len() == 25 && matches!(text.as_bytes()[19], b'+' | b'-');
    let date = DateTime::parse_from_rfc3339(text)
        .ok()
        .filter(|_| has_form)
        .ok_or_else(|| Refusal::fault(12, format!("RedirectDueDate {text} has another form")))?
        .to_utc();
    let wait = date - now;
    if wait < TimeDelta::minutes(1) || wait > TimeDelta::days(90) {
        let details = format!("RedirectDueDate {text} is not in 1 minute to 90 days");
        return Err(Refusal::fault(12, details));
    }
    Ok(date)
}

/// At most 20 pairs of short texts.
fn check_data(data: &Value) -> Result<(), Refusal> {
    let data = data.as_object().into_iter().flatten();
    let mut pairs = 0;
    for (key, value) in data {
        pairs += 1;
        let is_short = |text: &str, longest| text.chars().count() <= longest;
        let fits = value.as_str().is_some_and(|value| is_short(value, 100));
        if pairs > 20 || !fits || !is_short(key, 20) {
            return Err(Refusal::invalid(
                "DATA has over 20 pairs, a key over 20 or a value over 100 characters",
            ));
        }
    }
    Ok(())
}
