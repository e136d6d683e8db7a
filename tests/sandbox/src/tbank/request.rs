//! A request as the bank reads it: the terminal and the token first, then the fields, each of
//! them known, of the right type and not too long.

use serde_json::{Value, json, value::RawValue};

use super::{options::Options, token::Fields};

/// What the payer's bank says most often when it says no.
pub(super) const NOT_ENOUGH_MONEY: i32 = 1051;

/// An error in T-Bank's format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub code: i32,
    pub details: String,
    /// Whether a correct bot would never meet it.
    pub is_fault: bool,
}

impl Refusal {
    /// The bot's fault.
    pub fn fault(code: i32, details: impl Into<String>) -> Self {
        Self {
            code,
            details: details.into(),
            is_fault: true,
        }
    }

    /// What may happen to any bot.
    pub fn expected(code: i32, details: impl Into<String>) -> Self {
        Self {
            is_fault: false,
            ..Self::fault(code, details)
        }
    }

    /// A request that the bank cannot make sense of.
    pub fn invalid(details: impl Into<String>) -> Self {
        Self::fault(9999, details)
    }

    fn empty(name: &str) -> Self {
        Self::invalid(format!("Поле {name} не должно быть пустым."))
    }

    pub fn answer(&self) -> Value {
        json!({ "Success": false, "ErrorCode": self.code.to_string(),
            "Message": message_of(self.code), "Details": self.details })
    }
}

/// What the bank says about an error.
pub(super) fn message_of(code: i32) -> &'static str {
    match code {
        0 => "OK",
        3 => "Внутренняя ошибка системы.",
        4 | 8 => "Неверный статус транзакции.",
        20 => "Ошибка повторного идентификатора заказа.",
        99 => "Платеж отклонен.",
        101 => "Не пройдена идентификация 3DS.",
        103 | 116 | NOT_ENOUGH_MONEY => "Недостаточно средств на карте.",
        255 => "Платеж не найден.",
        501 => "Терминал не найден.",
        3002 => "Недостаточно средств на счете.",
        _ => "Неверные параметры.",
    }
}

/// A request whose token is right.
#[derive(Debug)]
pub(super) struct Request(Fields);

impl Request {
    /// Reads a request that has only fields of `known`, from a terminal that signs rightly.
    pub fn read(body: &[u8], options: &Options, known: &[&str]) -> Result<Self, Refusal> {
        let fields =
            Fields::read(body).map_err(|_| Refusal::invalid("The body is not a JSON object"))?;
        let request = Self(fields);
        if request.required_text("TerminalKey", 20)? != options.terminal_key {
            return Err(Refusal::fault(501, "Терминал не найден."));
        }
        let token = request.required_text("Token", 64)?;
        if token != request.0.token(&options.password) {
            let details = "Неверный токен. Проверьте пару TerminalKey/SecretKey.";
            return Err(Refusal::fault(204, details));
        }
        let is_common = |name: &str| ["TerminalKey", "Token"].contains(&name);
        let unknown = request
            .0
            .names()
            .find(|name| !is_common(name) && !known.contains(name));
        match unknown {
            Some(name) => Err(Refusal::invalid(format!("{name} is not a known field"))),
            None => Ok(request),
        }
    }

    pub fn required_text(&self, name: &str, longest: usize) -> Result<String, Refusal> {
        self.text(name, longest)?
            .filter(|text| !text.is_empty())
            .ok_or_else(|| Refusal::empty(name))
    }

    /// A text of at most so many characters.
    pub fn text(&self, name: &str, longest: usize) -> Result<Option<String>, Refusal> {
        let Some(raw) = self.0.get(name) else {
            return Ok(None);
        };
        let text: String = serde_json::from_str(raw.get())
            .map_err(|_| Refusal::invalid(format!("{name} is not a string")))?;
        if text.chars().count() > longest {
            let code = match name {
                "Description" => 213,
                "OrderId" => 212,
                _ => 9999,
            };
            let details = format!("{name} is longer than {longest} characters");
            return Err(Refusal::fault(code, details));
        }
        Ok(Some(text))
    }

    /// A text that is one of a few.
    pub fn choice(&self, name: &str, choices: &[&str]) -> Result<Option<String>, Refusal> {
        match self.text(name, 100)? {
            Some(text) if !choices.contains(&text.as_str()) => Err(Refusal::invalid(format!(
                "{name} is {text}, not one of {choices:?}"
            ))),
            text => Ok(text),
        }
    }

    /// A web address.
    pub fn address(&self, name: &str) -> Result<Option<String>, Refusal> {
        match self.text(name, 2048)? {
            Some(text) if url::Url::parse(&text).is_err() => {
                Err(Refusal::invalid(format!("{name} is not a URL")))
            }
            text => Ok(text),
        }
    }

    /// Kopecks: a positive JSON integer of at most ten digits.
    pub fn amount(&self) -> Result<Option<i64>, Refusal> {
        let Some(raw) = self.0.get("Amount") else {
            return Ok(None);
        };
        let amount: i64 = raw
            .get()
            .parse()
            .map_err(|_| Refusal::invalid("Amount is not an integer"))?;
        match amount {
            0 => Err(Refusal::fault(620, "Сумма не может быть нулевой.")),
            ..0 => Err(Refusal::fault(251, "Сумма меньше минимальной.")),
            1..=9_999_999_999 => Ok(Some(amount)),
            _ => Err(Refusal::invalid("Amount has more than ten digits")),
        }
    }

    pub fn required_amount(&self) -> Result<i64, Refusal> {
        self.amount()?.ok_or_else(|| Refusal::empty("Amount"))
    }

    /// The bank takes its own number back as a string and as a number.
    pub fn payment_id(&self) -> Result<u64, Refusal> {
        let raw = self
            .0
            .get("PaymentId")
            .ok_or_else(|| Refusal::empty("PaymentId"))?;
        raw.get()
            .trim_matches('"')
            .parse()
            .map_err(|_| Refusal::invalid("PaymentId is not a number"))
    }

    pub fn object(&self, name: &str) -> Result<Option<Value>, Refusal> {
        let value = self.0.get(name).map(RawValue::get);
        match value.map(serde_json::from_str) {
            None => Ok(None),
            Some(Ok(object @ Value::Object(_))) => Ok(Some(object)),
            Some(_) => Err(Refusal::invalid(format!("{name} is not an object"))),
        }
    }
}
