//! What the bank answers, read with distrust: errors leave out most fields, types
//! differ between methods, and a gateway may answer in the bank's place.

use std::fmt;

use bytes::Bytes;
use reqwest::StatusCode;
use url::Url;

use super::{
    failure::{Failure, Refusal},
    fields::Fields,
    status::{Source, Status},
};
use crate::payments::money::Kopecks;

/// A payment that waits for its payer.
#[derive(Clone, PartialEq, Eq)]
pub struct Created {
    /// The bank's name for the payment: 1 to 20 digits.
    pub payment_id: String,
    /// The bank's form, which is for the payer alone.
    pub url: Url,
}

/// Where a payment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub status: Status,
    /// The bank leaves it out of some answers about failed payments.
    pub amount: Option<Kopecks>,
    pub source: Source,
}

/// A payment of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub payment_id: String,
    pub status: Status,
    pub amount: Option<Kopecks>,
}

/// What is left after money went back. When the same request was made before,
/// it is the payment as it stands, and nothing was sent a second time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancelled {
    pub status: Status,
    /// Before it.
    pub original: Kopecks,
    /// After it; 0 when all went back.
    pub left: Kopecks,
}

impl fmt::Debug for Created {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Created")
            .field("payment_id", &self.payment_id)
            .finish_non_exhaustive()
    }
}

/// An answer as it came.
pub struct Reply {
    pub status: StatusCode,
    pub body: Bytes,
}

impl Reply {
    pub fn created(&self) -> Result<Created, Failure> {
        let fields = self.accepted()?;
        let payment_id = fields
            .digits("PaymentId")
            .ok_or(Failure::Unknown("no PaymentId in the answer"))?;
        let url = fields
            .value("PaymentURL")
            .and_then(|address| address.parse().ok())
            .ok_or(Failure::Unknown("no PaymentURL in the answer"))?;
        Ok(Created {
            payment_id: payment_id.to_owned(),
            url,
        })
    }

    /// A failed payment may come as a failed answer, so the status decides.
    pub fn state(&self, payment_id: &str) -> Result<State, Failure> {
        let fields = self.fields()?;
        let status = fields.value("Status").filter(|word| !word.is_empty());
        let Some(status) = status.map(Status::named) else {
            return Err(failure(&fields).unwrap_or(Failure::Unknown("no Status in the answer")));
        };
        must_be_about(&fields, payment_id)?;
        let params = fields.list("Params").unwrap_or_default();
        let source = params
            .iter()
            .find(|param| param.value("Key") == Some("Source"));
        Ok(State {
            status,
            amount: fields.kopecks("Amount"),
            source: Source::named(source.and_then(|param| param.value("Value"))),
        })
    }

    /// Nothing is found when the bank does not know the order.
    pub fn payments(&self) -> Result<Vec<Found>, Failure> {
        let fields = match self.accepted() {
            Err(failure) if failure.is_not_found() => return Ok(Vec::new()),
            fields => fields?,
        };
        let payments = fields
            .list("Payments")
            .ok_or(Failure::Unknown("Payments is no list of them"))?;
        payments.iter().map(found).collect()
    }

    pub fn cancelled(&self, payment_id: &str) -> Result<Cancelled, Failure> {
        let fields = self.accepted()?;
        must_be_about(&fields, payment_id)?;
        let status = fields
            .value("Status")
            .ok_or(Failure::Unknown("no Status in the answer"))?;
        let amount = |name| {
            let missing = Failure::Unknown("the amounts are not in the answer");
            fields.kopecks(name).ok_or(missing)
        };
        Ok(Cancelled {
            status: Status::named(status),
            original: amount("OriginalAmount")?,
            left: amount("NewAmount")?,
        })
    }

    /// The answer, when it says that the bank did as it was asked.
    fn accepted(&self) -> Result<Fields<'_>, Failure> {
        let fields = self.fields()?;
        match failure(&fields) {
            Some(failure) => Err(failure),
            None => Ok(fields),
        }
    }

    /// The answer, when it is the bank's.
    fn fields(&self) -> Result<Fields<'_>, Failure> {
        if self.status.is_success() {
            return Fields::read(&self.body).ok_or(Failure::Unknown("the answer is no object"));
        }
        if !self.status.is_client_error() || self.status == StatusCode::REQUEST_TIMEOUT {
            return Err(Failure::Unknown("a gateway answered in its place"));
        }
        let fields = Fields::read(&self.body).filter(|fields| fields.value("ErrorCode").is_some());
        Err(match fields {
            Some(fields) => failure(&fields).unwrap_or(CONTRADICTION),
            // Something in front of the bank let nothing through.
            None => Failure::Refused(Refusal {
                code: format!("HTTP {}", self.status.as_u16()),
                details: "a gateway refused".to_owned(),
            }),
        })
    }
}

const CONTRADICTION: Failure = Failure::Unknown("the answer contradicts itself");

/// What went wrong by `Success` and `ErrorCode`; nothing when both say so.
fn failure(fields: &Fields<'_>) -> Option<Failure> {
    let code = fields.value("ErrorCode").unwrap_or_default();
    let has_code = !matches!(code, "" | "0");
    match fields.flag("Success") {
        Some(true) if !has_code => None,
        Some(false) if has_code => {
            let message = fields.value("Message").unwrap_or_default();
            let details = fields.value("Details").unwrap_or_default();
            Some(Failure::of(code, &format!("{message} {details}")))
        }
        _ => Some(CONTRADICTION),
    }
}

/// The bank repeats the payment's name in most answers.
fn must_be_about(fields: &Fields<'_>, payment_id: &str) -> Result<(), Failure> {
    match fields.value("PaymentId") {
        Some(other) if other != payment_id => {
            Err(Failure::Unknown("the answer is about another payment"))
        }
        _ => Ok(()),
    }
}

fn found(fields: &Fields<'_>) -> Result<Found, Failure> {
    let (Some(payment_id), Some(status)) = (fields.digits("PaymentId"), fields.value("Status"))
    else {
        return Err(Failure::Unknown("a payment of the order has no name"));
    };
    Ok(Found {
        payment_id: payment_id.to_owned(),
        status: Status::named(status),
        amount: fields.kopecks("Amount"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, body: &str) -> Reply {
        Reply {
            status: StatusCode::from_u16(status).unwrap(),
            body: Bytes::copy_from_slice(body.as_bytes()),
        }
    }

    fn ok(body: &str) -> Reply {
        reply(200, body)
    }

    fn kopecks(count: i64) -> Kopecks {
        Kopecks::new(count).unwrap()
    }

    fn code_of<T: fmt::Debug>(answer: Result<T, Failure>) -> String {
        match answer {
            Err(Failure::Refused(refusal)) => refusal.code,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_new_payment_has_a_name_and_a_form() {
        let created = ok(
            r#"{"Success":true,"ErrorCode":"0","TerminalKey":"TinkoffBankTest","Status":"NEW",
            "PaymentId":"3093639567","OrderId":"21090","Amount":140000,
            "PaymentURL":"https://securepay.tinkoff.ru/new/fU1ppgqa"}"#,
        )
        .created()
        .unwrap();
        assert_eq!(created.payment_id, "3093639567");
        assert_eq!(created.url.path(), "/new/fU1ppgqa");
        assert!(!format!("{created:?}").contains("fU1ppgqa"));
        let odd = r#"{"Success":"true","ErrorCode":0,"PaymentId":7,"PaymentURL":"https://pay.tbank.ru/x"}"#;
        assert_eq!(ok(odd).created().unwrap().payment_id, "7");
    }

    #[test]
    fn refusals_keep_their_reason() {
        for (body, code) in [
            (
                r#"{"Success":false,"ErrorCode":"204","Message":"Неверные параметры.",
                "Details":"Неверный токен. Проверьте пару TerminalKey/SecretKey."}"#,
                "204",
            ),
            (
                r#"{"Success":false,"ErrorCode":"501","Message":"Терминал не найден.",
                "Details":"Терминал не найден.","PaymentId":null,"Amount":null,"Status":null}"#,
                "501",
            ),
            (
                r#"{"Success":false,"ErrorCode":"309","Message":"Неверные параметры.",
                "Details":"{request.validate.expected.receipt}"}"#,
                "309",
            ),
            (r#"{"Success":"false","ErrorCode":8}"#, "8"),
        ] {
            assert_eq!(code_of(ok(body).created()), code);
            assert_eq!(code_of(ok(body).state("1")), code);
            assert_eq!(code_of(ok(body).payments()), code);
            assert_eq!(code_of(ok(body).cancelled("1")), code);
        }
        let failure = ok(r#"{"Success":false,"ErrorCode":"8","Message":"A","Details":"B"}"#)
            .cancelled("1")
            .unwrap_err();
        assert_eq!(failure.to_string(), "T-Bank refused it with code 8: A B");
    }

    #[test]
    fn what_proves_nothing_is_unknown() {
        let replies = [
            ok("<html>busy</html>"),
            ok(""),
            ok("[]"),
            ok("{}"),
            ok(r#"{"Success":true,"ErrorCode":"0"}"#),
            ok(r#"{"Success":true,"ErrorCode":"8"}"#),
            ok(r#"{"Success":false,"ErrorCode":"0"}"#),
            ok(r#"{"Success":false}"#),
            ok(r#"{"Success":false,"ErrorCode":"9999","Message":"-"}"#),
            reply(500, r#"{"Success":false,"ErrorCode":"8"}"#),
            reply(502, "<html>"),
            reply(408, ""),
            reply(302, ""),
            reply(400, r#"{"Success":true,"ErrorCode":"0"}"#),
        ];
        for reply in replies {
            let created = reply.created().map(drop);
            let state = reply.state("1").map(drop);
            let cancelled = reply.cancelled("1").map(drop);
            for answer in [created, state, cancelled] {
                assert!(matches!(answer, Err(Failure::Unknown(_))), "{answer:?}");
            }
        }
        for status in [403, 404, 429] {
            let code = code_of(reply(status, "<html>").cancelled("1"));
            assert_eq!(code, format!("HTTP {status}"));
        }
        let told = reply(400, r#"{"Success":false,"ErrorCode":"255"}"#);
        assert_eq!(code_of(told.cancelled("1")), "255");
    }

    #[test]
    fn a_state_is_read_by_its_status() {
        let state = ok(
            r#"{"Success":true,"ErrorCode":"0","Message":"OK","TerminalKey":"TinkoffBankTest",
            "Status":"AUTHORIZED","PaymentId":"13660","OrderId":"21050",
            "Params":[{"Key":"Route","Value":"ACQ"},{"Key":"Source","Value":"cards"},
            {"Key":"CreditAmount","Value":"100000"}],"Amount":1230}"#,
        );
        let expected = State {
            status: Status::Authorized,
            amount: Some(kopecks(1230)),
            source: Source::Cards,
        };
        assert_eq!(state.state("13660"), Ok(expected));
        let about_another = state.state("13661");
        assert!(matches!(about_another, Err(Failure::Unknown(_))));

        let rejected = ok(r#"{"Success":false,"ErrorCode":"1051","Status":"REJECTED",
            "PaymentId":13660,"Params":null}"#);
        let expected = State {
            status: Status::Rejected,
            amount: None,
            source: Source::Other,
        };
        assert_eq!(rejected.state("13660"), Ok(expected));
        let unknown = ok(r#"{"Success":false,"ErrorCode":"255","Status":""}"#).state("1");
        assert!(unknown.unwrap_err().is_not_found());
    }

    #[test]
    fn the_payments_of_an_order_are_listed() {
        let payments = ok(
            r#"{"TerminalKey":"TinkoffBankTest","OrderId":"21057","Success":true,"ErrorCode":"0",
            "Message":"OK","Details":"None","Payments":[{"PaymentId":"124671934","Amount":13660,
            "Status":"NEW","RRN":"12345678","Success":"true","ErrorCode":0,"Message":"None",
            "SbpPaymentId":"A42631655397753A0000030011340501"},
            {"PaymentId":124671935,"Status":"CONFIRMED"}]}"#,
        );
        let found = |payment_id: &str, status, amount| Found {
            payment_id: payment_id.to_owned(),
            status,
            amount,
        };
        let expected = vec![
            found("124671934", Status::New, Some(kopecks(13660))),
            found("124671935", Status::Confirmed, None),
        ];
        assert_eq!(payments.payments(), Ok(expected));
        for none in [
            r#"{"Success":true,"ErrorCode":"0","Payments":null}"#,
            r#"{"Success":true,"ErrorCode":"0","Payments":[]}"#,
            r#"{"Success":false,"ErrorCode":"255"}"#,
        ] {
            assert_eq!(ok(none).payments(), Ok(Vec::new()));
        }
        for unknown in [
            r#"{"Success":true,"ErrorCode":"0","Payments":"none"}"#,
            r#"{"Success":true,"ErrorCode":"0","Payments":[{"PaymentId":"1"}]}"#,
        ] {
            assert!(matches!(ok(unknown).payments(), Err(Failure::Unknown(_))));
        }
    }

    #[test]
    fn a_refund_tells_what_is_left() {
        let cancelled = ok(
            r#"{"TerminalKey":"TinkoffBankTest","OrderId":"21057","Success":true,
            "Status":"REVERSED","OriginalAmount":13000,"NewAmount":5000,"PaymentId":"2304882",
            "ErrorCode":"0","Message":"OK","Details":"None",
            "ExternalRequestId":"756478567845678436"}"#,
        );
        let expected = Cancelled {
            status: Status::Reversed,
            original: kopecks(13000),
            left: kopecks(5000),
        };
        assert_eq!(cancelled.cancelled("2304882"), Ok(expected));
        let about_another = cancelled.cancelled("1");
        assert!(matches!(about_another, Err(Failure::Unknown(_))));
        let lacking = ok(r#"{"Success":false,"ErrorCode":"3002","Status":"CONFIRMED"}"#);
        assert!(lacking.cancelled("1").unwrap_err().is_lack_of_money());
    }
}
