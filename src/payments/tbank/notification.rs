//! What the bank tells by itself, at the address given with each payment.
//!
//! Anybody can call that address, so nothing in a message counts before its token
//! was verified over all values at the root, known to us or not.

use secrecy::SecretString;

use super::{
    fields::Fields,
    status::{Decline, Source, Status},
    token,
};
use crate::payments::money::Kopecks;

/// A message that surely is the bank's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notification {
    Payment(PaymentNotification),
    /// Of a receipt, a saved card or a linked account, by the bank's word for it.
    /// It needs no more than the answer `OK`.
    Unrelated(String),
}

/// What the bank tells of a payment. It may come twice, late or out of order,
/// and its amount and order must be compared with our own row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentNotification {
    pub order_id: String,
    /// The bank's name for the payment: 1 to 20 digits.
    pub payment_id: String,
    pub status: Status,
    pub success: bool,
    pub amount: Kopecks,
    pub source: Source,
    /// `0` or the reason of a failure; see [`Decline::of`].
    pub error_code: String,
}

/// Why a message is not accepted. The text is safe for logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// It is not of the bank, or of another terminal of it.
    #[error("the notification is forged: {0}")]
    Forged(&'static str),
    /// It can't be understood. With a valid token, the bank should send it again.
    #[error("the notification can't be read: {0}")]
    Unreadable(&'static str),
}

impl Notification {
    /// Reads and verifies a message for the terminal `terminal_key`.
    ///
    /// # Errors
    /// When it is not the bank's or can't be understood.
    pub fn read(
        body: &[u8],
        terminal_key: &str,
        password: &SecretString,
    ) -> Result<Self, Rejected> {
        let fields = Fields::read(body).ok_or(Rejected::Unreadable("it is no plain object"))?;
        if fields.value("TerminalKey") != Some(terminal_key) {
            return Err(Rejected::Forged("it names another terminal"));
        }
        if !token::verify(&fields, password) {
            return Err(Rejected::Forged("its token is wrong"));
        }
        Self::understand(&fields)
    }

    /// What a message says, whoever wrote it.
    fn understand(fields: &Fields<'_>) -> Result<Self, Rejected> {
        if let Some(kind) = unrelated(fields) {
            return Ok(Self::Unrelated(kind));
        }
        match PaymentNotification::read(fields) {
            Ok(payment) => Ok(Self::Payment(payment)),
            // The bank has more to tell than is documented.
            Err(missing) => match fields.value("Status").map(Status::named) {
                Some(Status::Other(word)) => Ok(Self::Unrelated(word)),
                _ => Err(Rejected::Unreadable(missing)),
            },
        }
    }
}

impl PaymentNotification {
    /// What to tell the payer when the payment failed.
    pub fn decline(&self) -> Decline {
        Decline::of(&self.error_code)
    }

    /// The error says what is missing.
    fn read(fields: &Fields<'_>) -> Result<Self, &'static str> {
        let details = fields.object("Data").or_else(|| fields.object("DATA"));
        let source = details.as_ref().and_then(|details| details.value("Source"));
        Ok(Self {
            order_id: fields.value("OrderId").ok_or("no OrderId")?.to_owned(),
            payment_id: fields.digits("PaymentId").ok_or("no PaymentId")?.to_owned(),
            status: Status::named(fields.value("Status").ok_or("no Status")?),
            success: fields.flag("Success").ok_or("no Success")?,
            amount: fields.kopecks("Amount").ok_or("no Amount")?,
            source: Source::named(source),
            error_code: fields.value("ErrorCode").unwrap_or("0").to_owned(),
        })
    }
}

/// Whether a body can be understood as a notification, be it the bank's or not.
pub fn is_notification(body: &[u8]) -> bool {
    Fields::read(body).is_some_and(|fields| Notification::understand(&fields).is_ok())
}

/// The kind of a message that is not about a payment.
fn unrelated(fields: &Fields<'_>) -> Option<String> {
    let kind = match (fields.value("NotificationType"), fields.value("Status")) {
        (Some(kind), _) => kind,
        (None, Some(word @ ("RECEIPT" | "COMPLETED"))) => word,
        _ => return None,
    };
    Some(kind.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    const TERMINAL: &str = "TestTerminalDEMO";

    fn password() -> SecretString {
        SecretString::from("testpassword")
    }

    fn read(body: &str) -> Result<Notification, Rejected> {
        Notification::read(body.as_bytes(), TERMINAL, &password())
    }

    /// The message with a valid token.
    fn signed(mut message: Value) -> String {
        let fields = message.as_object_mut().unwrap();
        fields.insert("TerminalKey".to_owned(), json!(TERMINAL));
        let token = token::token(fields, &password());
        fields.insert("Token".to_owned(), json!(token));
        message.to_string()
    }

    fn confirmed() -> Value {
        json!({
            "OrderId": "po_0001", "Success": true, "Status": "CONFIRMED", "PaymentId": 3093639567u64,
            "ErrorCode": "0", "Amount": 99900, "CardId": 10452089, "Pan": "220138******0013",
            "ExpDate": "1225", "Data": {"Route": "ACQ", "Source": "cards"},
        })
    }

    fn payment(body: &str) -> PaymentNotification {
        match read(body) {
            Ok(Notification::Payment(payment)) => payment,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_documented_notification_is_read() {
        let body = r#"{"TerminalKey":"TestTerminalDEMO","OrderId":"po_0001","Success":true,
            "Status":"CONFIRMED","PaymentId":3093639567,"ErrorCode":"0","Amount":99900,
            "CardId":10452089,"Pan":"220138******0013","ExpDate":"1225",
            "Token":"d186464fdc3a9018baf0538438b392493013e893fea46a800a1d1f4d926e31d7",
            "Data":{"Route":"ACQ","Source":"cards"}}"#;
        let expected = PaymentNotification {
            order_id: "po_0001".to_owned(),
            payment_id: "3093639567".to_owned(),
            status: Status::Confirmed,
            success: true,
            amount: Kopecks::new(99900).unwrap(),
            source: Source::Cards,
            error_code: "0".to_owned(),
        };
        assert_eq!(payment(body), expected);
        let changed = body.replace("99900", "99901");
        assert!(matches!(read(&changed), Err(Rejected::Forged(_))));
        let other_terminal = body.replace("TestTerminalDEMO", "OtherTerminal");
        assert!(matches!(read(&other_terminal), Err(Rejected::Forged(_))));
        let twice = body.replacen('{', r#"{"Amount":1,"#, 1);
        assert!(matches!(read(&twice), Err(Rejected::Unreadable(_))));
    }

    #[test]
    fn other_spellings_and_new_fields_do_no_harm() {
        let mut message = confirmed();
        message["PaymentId"] = json!("3093639567");
        message["Success"] = json!("true");
        message["ErrorCode"] = json!(0);
        message["SpAccumulationId"] = json!(77);
        message["Details"] = Value::Null;
        message["Shops"] = json!([{"ShopCode": "1"}]);
        let details = message.as_object_mut().unwrap().remove("Data").unwrap();
        message["DATA"] = details;
        message["DATA"]["Source"] = json!("SBP");
        let payment = payment(&signed(message));
        assert_eq!(payment.payment_id, "3093639567");
        assert_eq!(payment.source, Source::Sbp);
        assert!(payment.success);
        assert_eq!(payment.error_code, "0");
    }

    #[test]
    fn a_decline_says_whose_it_is() {
        let mut message = confirmed();
        message["Success"] = json!(false);
        message["Status"] = json!("REJECTED");
        message["ErrorCode"] = json!("1051");
        let payment = payment(&signed(message));
        assert_eq!(payment.status, Status::Rejected);
        assert_eq!(payment.decline(), Decline::Card);
    }

    #[test]
    fn what_is_not_about_a_payment_is_unrelated() {
        let mut receipt = confirmed();
        receipt["Status"] = json!("RECEIPT");
        receipt["Receipt"] = json!({"Items": []});
        let link =
            json!({"NotificationType": "LINKACCOUNT", "Status": "ACTIVE", "RequestKey": "1"});
        let card = json!({"Status": "COMPLETED", "CustomerKey": "1", "Success": true});
        let unknown = json!({"Status": "INACTIVE", "Success": true});
        for (message, kind) in [
            (receipt, "RECEIPT"),
            (link, "LINKACCOUNT"),
            (card, "COMPLETED"),
            (unknown, "INACTIVE"),
        ] {
            let expected = Notification::Unrelated(kind.to_owned());
            assert_eq!(read(&signed(message)), Ok(expected));
        }
        let mut new_status = confirmed();
        new_status["Status"] = json!("CONFIRM_CHECKING");
        let status = payment(&signed(new_status)).status;
        assert_eq!(status, Status::Other("CONFIRM_CHECKING".to_owned()));
    }

    #[test]
    fn a_payment_must_be_complete() {
        for name in ["OrderId", "PaymentId", "Status", "Success", "Amount"] {
            let mut message = confirmed();
            message.as_object_mut().unwrap().remove(name);
            let read = read(&signed(message));
            assert!(matches!(read, Err(Rejected::Unreadable(_))), "{name}");
        }
        for (name, value) in [
            ("PaymentId", json!("12-3")),
            ("PaymentId", json!(-5)),
            ("PaymentId", json!("123456789012345678901")),
            ("Amount", json!(-1)),
            ("Amount", json!("")),
            ("Amount", json!(10_000_000_000u64)),
            ("Success", json!("yes")),
        ] {
            let mut message = confirmed();
            message[name] = value;
            let read = read(&signed(message));
            assert!(matches!(read, Err(Rejected::Unreadable(_))), "{name}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(body in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(Notification::read(&body, TERMINAL, &password()).is_err());
        }

        #[test]
        fn no_value_of_a_signed_field_makes_it_panic(
            name in prop::sample::select(vec!["PaymentId", "Amount", "Status", "Success", "OrderId"]),
            value in ".{0,40}",
        ) {
            let mut message = confirmed();
            message[name] = json!(value);
            let read = read(&signed(message));
            prop_assert!(!matches!(read, Err(Rejected::Forged(_))));
        }
    }
}
