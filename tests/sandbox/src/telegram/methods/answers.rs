//! Answers to people who wait for one: taps and pre-checkout queries.

use serde_json::{Value, json};

use crate::telegram::{
    request::{Fields, Refusal},
    state::State,
    text::utf16_length,
};

/// From <https://core.telegram.org/bots/api#answercallbackquery>.
const MAX_ALERT_LENGTH: usize = 200;

pub fn answer_callback_query(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let id: String = fields.require("callback_query_id")?;
    let text: String = fields.find("text")?.unwrap_or_default();
    if utf16_length(&text) > MAX_ALERT_LENGTH {
        return Err(Refusal::bad("MESSAGE_TOO_LONG"));
    }
    let url: Option<String> = fields.find("url")?;
    let url = url.filter(|url| !url.is_empty());
    let bot = state.bot.username.clone().unwrap_or_default();
    if url
        .as_deref()
        .is_some_and(|url| start_parameter(url, &bot).is_none())
    {
        return Err(Refusal::bad("URL_INVALID"));
    }
    state.answer_tap(&id, &text, fields.flag("show_alert")?, url)?;
    Ok(json!(true))
}

/// What `/start` gets from a link that opens the bot itself. Bots without games may open
/// nothing else; see <https://core.telegram.org/bots/features#deep-linking>.
fn start_parameter<'a>(url: &'a str, bot: &str) -> Option<&'a str> {
    let rest = url
        .strip_prefix("https://t.me/")
        .or_else(|| url.strip_prefix("t.me/"))?;
    let parameter = rest.strip_prefix(bot)?.strip_prefix("?start=")?;
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    let fits = (1..=64).contains(&parameter.len()) && parameter.chars().all(is_letter);
    fits.then_some(parameter)
}

pub fn answer_pre_checkout_query(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let id: String = fields.require("pre_checkout_query_id")?;
    let refusal = if fields.require("ok")? {
        None
    } else {
        let text: String = fields.find("error_message")?.unwrap_or_default();
        if text.trim().is_empty() {
            return Err(Refusal::bad(
                "parameter \"error_message\" is required if ok is False",
            ));
        }
        Some(text)
    };
    state.answer_pre_checkout(&id, refusal)?;
    Ok(json!(true))
}
