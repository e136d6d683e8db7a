//! Keyboards under messages and under the input field, and Telegram's rules for their buttons.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    request::{Fields, Refusal},
    seen::{Action, Button},
    text::utf16_length,
};

/// From <https://core.telegram.org/bots/api#inlinekeyboardbutton>.
const MAX_DATA_BYTES: usize = 64;
/// From <https://core.telegram.org/bots/api#copytextbutton>.
const MAX_COPY_LENGTH: usize = 256;
/// From <https://limits.tginfo.me/en>: buttons of a keyboard, and of one row.
const MAX_BUTTONS: usize = 100;
const MAX_BUTTONS_IN_ROW: usize = 8;
/// Telegram cuts longer labels in every app; the sandbox refuses them so that it is noticed.
const MAX_LABEL_LENGTH: usize = 64;

/// The `reply_markup` of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Markup {
    Inline(Vec<Vec<InlineButton>>),
    Reply(Vec<Vec<String>>),
    Remove,
    ForceReply,
}

/// A button of an inline keyboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InlineButton {
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callback_data: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_text: Option<CopyText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyText {
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InlineKeyboard {
    inline_keyboard: Vec<Vec<InlineButton>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplyKeyboard {
    keyboard: Vec<Vec<ReplyButton>>,
    #[serde(default, rename = "is_persistent")]
    _is_persistent: bool,
    #[serde(default, rename = "resize_keyboard")]
    _resize_keyboard: bool,
    #[serde(default, rename = "one_time_keyboard")]
    _one_time_keyboard: bool,
    #[serde(default, rename = "input_field_placeholder")]
    _input_field_placeholder: Option<String>,
    #[serde(default, rename = "selective")]
    _selective: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ReplyButton {
    Plain(String),
    Object { text: String },
}

impl Markup {
    /// The `reply_markup` of a call, checked.
    pub fn read(fields: &Fields, is_invoice: bool) -> Result<Option<Self>, Refusal> {
        let Some(value) = fields.find::<Value>("reply_markup")? else {
            return Ok(None);
        };
        // As in forms, where objects arrive as text.
        let value = match value {
            Value::String(text) => serde_json::from_str(&text)
                .map_err(|_| Refusal::bad("can't parse reply keyboard markup JSON object"))?,
            value => value,
        };
        let broken = |error| Refusal::bad(format!("can't parse reply keyboard markup: {error}"));
        if value.get("inline_keyboard").is_some() {
            let keyboard: InlineKeyboard = serde_json::from_value(value).map_err(broken)?;
            check(&keyboard.inline_keyboard, is_invoice)?;
            let rows: Vec<_> = keyboard
                .inline_keyboard
                .into_iter()
                .filter(|row| !row.is_empty())
                .collect();
            return Ok((!rows.is_empty()).then_some(Self::Inline(rows)));
        }
        if value.get("remove_keyboard").is_some() {
            return Ok(Some(Self::Remove));
        }
        if value.get("force_reply").is_some() {
            return Ok(Some(Self::ForceReply));
        }
        let keyboard: ReplyKeyboard = serde_json::from_value(value).map_err(broken)?;
        let label = |button| match button {
            ReplyButton::Plain(text) | ReplyButton::Object { text } => text,
        };
        let rows = keyboard
            .keyboard
            .into_iter()
            .map(|row| row.into_iter().map(label).collect());
        let rows: Vec<Vec<String>> = rows.collect();
        for text in rows.iter().flatten() {
            check_label(text)?;
        }
        Ok(Some(Self::Reply(rows)))
    }

    /// As it stands in a message; only inline keyboards do.
    pub fn to_json(&self) -> Option<Value> {
        match self {
            Self::Inline(rows) => Some(json!({"inline_keyboard": rows})),
            _ => None,
        }
    }

    /// The buttons as a person sees them.
    pub fn buttons(&self) -> Vec<Vec<Button>> {
        match self {
            Self::Inline(rows) => rows
                .iter()
                .map(|row| row.iter().map(InlineButton::seen).collect())
                .collect(),
            Self::Reply(rows) => {
                let seen = |text: &String| Button {
                    text: text.clone(),
                    action: Action::Text,
                };
                rows.iter()
                    .map(|row| row.iter().map(seen).collect())
                    .collect()
            }
            Self::Remove | Self::ForceReply => Vec::new(),
        }
    }
}

impl InlineButton {
    fn seen(&self) -> Button {
        let action = if let Some(data) = &self.callback_data {
            Action::Callback { data: data.clone() }
        } else if let Some(url) = &self.url {
            Action::Url { url: url.clone() }
        } else if let Some(copy) = &self.copy_text {
            Action::Copy {
                text: copy.text.clone(),
            }
        } else {
            Action::Pay
        };
        Button {
            text: self.text.clone(),
            action,
        }
    }
}

fn check(rows: &[Vec<InlineButton>], is_invoice: bool) -> Result<(), Refusal> {
    if rows.iter().flatten().count() > MAX_BUTTONS
        || rows.iter().any(|row| row.len() > MAX_BUTTONS_IN_ROW)
    {
        return Err(Refusal::bad("REPLY_MARKUP_TOO_LONG"));
    }
    for (index, button) in rows.iter().flatten().enumerate() {
        check_button(button)?;
        if button.pay == Some(true) && !(is_invoice && index == 0) {
            return Err(Refusal::bad("BUTTON_TYPE_INVALID"));
        }
    }
    let first = rows.iter().flatten().next();
    if is_invoice && first.is_some_and(|button| button.pay != Some(true)) {
        return Err(Refusal::bad(
            "the first button of an invoice must be a Pay button",
        ));
    }
    Ok(())
}

fn check_button(button: &InlineButton) -> Result<(), Refusal> {
    check_label(&button.text)?;
    let actions = [
        button.callback_data.is_some(),
        button.url.is_some(),
        button.copy_text.is_some(),
        button.pay == Some(true),
    ];
    let mut count = actions.into_iter().filter(|is_there| *is_there);
    if count.next().is_none() {
        return Err(Refusal::bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ));
    }
    if count.next().is_some() {
        return Err(Refusal::bad(
            "can't parse inline keyboard button: exactly one action is allowed",
        ));
    }
    let is_known_style = |style: &str| ["danger", "success", "primary"].contains(&style);
    if button
        .style
        .as_deref()
        .is_some_and(|style| !is_known_style(style))
    {
        return Err(Refusal::bad(
            "can't parse inline keyboard button: unknown style",
        ));
    }
    let is_data = |data: &str| (1..=MAX_DATA_BYTES).contains(&data.len());
    if button
        .callback_data
        .as_deref()
        .is_some_and(|data| !is_data(data))
    {
        return Err(Refusal::bad("BUTTON_DATA_INVALID"));
    }
    let is_link = |url: &str| {
        url::Url::parse(url).is_ok_and(|url| ["http", "https", "tg"].contains(&url.scheme()))
    };
    if button.url.as_deref().is_some_and(|url| !is_link(url)) {
        return Err(Refusal::bad("BUTTON_URL_INVALID"));
    }
    let is_copyable = |copy: &CopyText| (1..=MAX_COPY_LENGTH).contains(&utf16_length(&copy.text));
    if button
        .copy_text
        .as_ref()
        .is_some_and(|copy| !is_copyable(copy))
    {
        return Err(Refusal::bad("BUTTON_COPY_TEXT_INVALID"));
    }
    Ok(())
}

fn check_label(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::bad(
            "can't parse inline keyboard button: text must be non-empty",
        ));
    }
    if utf16_length(text) > MAX_LABEL_LENGTH {
        return Err(Refusal::bad(format!(
            "the label \"{text}\" is longer than {MAX_LABEL_LENGTH} characters and would be cut"
        )));
    }
    Ok(())
}
