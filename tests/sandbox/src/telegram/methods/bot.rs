//! The bot itself: who it is, how it gets updates, what it says about itself.

use serde_json::{Value, json};

use super::chat_id;
use crate::telegram::{
    request::{Fields, Refusal},
    seen::SeenCommand,
    settings::Scope,
    state::State,
    text::utf16_length,
    updates::Webhook,
    wire::put,
};

/// The limits are those of <https://core.telegram.org/bots/api#setmycommands> and its neighbours.
const MAX_COMMANDS: usize = 100;
const MAX_COMMAND_LENGTH: usize = 32;
const MAX_COMMAND_DESCRIPTION_LENGTH: usize = 256;
const MAX_NAME_LENGTH: usize = 64;
const MAX_DESCRIPTION_LENGTH: usize = 512;
const MAX_SHORT_DESCRIPTION_LENGTH: usize = 120;
const MAX_SECRET_LENGTH: usize = 256;
const CONNECTIONS: std::ops::RangeInclusive<usize> = 1..=100;
const DEFAULT_CONNECTIONS: usize = 40;
const MAX_UPDATES: usize = 100;

pub fn get_me(state: &mut State, _fields: &Fields) -> Result<Value, Refusal> {
    let mut me = json!(state.bot);
    for (name, value) in [
        ("can_join_groups", true),
        ("can_read_all_group_messages", true),
        ("supports_inline_queries", false),
        ("can_connect_to_business", false),
        ("has_main_web_app", false),
    ] {
        me[name] = json!(value);
    }
    Ok(me)
}

/// One look for updates; the waiting is done by the server.
pub fn get_updates(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    if state.updates.webhook.is_some() {
        let refusal = Refusal::new(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to \
             delete the webhook first",
        );
        return Err(refusal.unavoidable());
    }
    set_allowed_updates(state, fields)?;
    let offset = fields.find("offset")?.unwrap_or(0);
    let limit = fields
        .find("limit")?
        .unwrap_or(MAX_UPDATES)
        .clamp(1, MAX_UPDATES);
    let now = state.now();
    let updates = state.updates.poll(offset, limit, now);
    updates
        .iter()
        .map(|raw| serde_json::from_str(raw))
        .collect::<Result<Vec<Value>, _>>()
        .map(Value::Array)
        .map_err(|error| Refusal::new(500, format!("Internal Server Error: {error}")))
}

/// An empty list stands for the default; none leaves things as they are.
fn set_allowed_updates(state: &mut State, fields: &Fields) -> Result<(), Refusal> {
    if let Some(allowed) = fields.find::<Vec<String>>("allowed_updates")? {
        state.updates.allowed = Some(allowed).filter(|allowed| !allowed.is_empty());
    }
    Ok(())
}

pub fn set_webhook(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let url: String = fields.require("url")?;
    if url.is_empty() {
        return delete_webhook(state, fields);
    }
    check_webhook_url(&url)?;
    let secret: Option<String> = fields.find("secret_token")?;
    let is_secret_byte = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    if let Some(secret) = &secret
        && (secret.is_empty()
            || secret.len() > MAX_SECRET_LENGTH
            || !secret.bytes().all(is_secret_byte))
    {
        return Err(Refusal::bad("secret token contains unallowed characters"));
    }
    let max_connections = fields
        .find("max_connections")?
        .unwrap_or(DEFAULT_CONNECTIONS);
    if !CONNECTIONS.contains(&max_connections) {
        return Err(Refusal::bad("max_connections is out of range"));
    }
    set_allowed_updates(state, fields)?;
    if fields.flag("drop_pending_updates")? {
        state.updates.clear();
    }
    state.updates.webhook = Some(Webhook {
        url,
        secret,
        max_connections,
        last_error: None,
    });
    Ok(json!(true))
}

/// Telegram takes HTTPS only. The sandbox has no certificates, so on loopback HTTP will do.
fn check_webhook_url(url: &str) -> Result<(), Refusal> {
    let url = url::Url::parse(url)
        .map_err(|error| Refusal::bad(format!("bad webhook: invalid URL: {error}")))?;
    let is_loopback = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    if url.scheme() == "https" || (url.scheme() == "http" && is_loopback) {
        return Ok(());
    }
    Err(Refusal::bad(
        "bad webhook: An HTTPS URL must be provided for webhook",
    ))
}

pub fn delete_webhook(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    if fields.flag("drop_pending_updates")? {
        state.updates.clear();
    }
    state.updates.webhook = None;
    Ok(json!(true))
}

pub fn get_webhook_info(state: &mut State, _fields: &Fields) -> Result<Value, Refusal> {
    let webhook = state.updates.webhook.as_ref();
    let mut info = json!({
        "url": webhook.map_or("", |webhook| webhook.url.as_str()),
        "has_custom_certificate": false,
        "pending_update_count": state.updates.count(),
    });
    put(&mut info, "allowed_updates", state.updates.allowed.as_ref());
    put(
        &mut info,
        "max_connections",
        webhook.map(|webhook| webhook.max_connections),
    );
    if let Some((time, reason)) = webhook.and_then(|webhook| webhook.last_error.as_ref()) {
        info["last_error_date"] = json!(time.timestamp());
        info["last_error_message"] = json!(reason);
    }
    Ok(info)
}

pub fn set_my_commands(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let key = commands_key(state, fields)?;
    let commands: Vec<SeenCommand> = fields.require("commands")?;
    if commands.len() > MAX_COMMANDS {
        return Err(Refusal::bad("BOT_COMMANDS_TOO_MUCH"));
    }
    for SeenCommand {
        command,
        description,
    } in &commands
    {
        let is_name_byte =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let is_length = (1..=MAX_COMMAND_LENGTH).contains(&command.len());
        if !is_length || !command.bytes().all(is_name_byte) {
            return Err(Refusal::bad("BOT_COMMAND_INVALID"));
        }
        if !(1..=MAX_COMMAND_DESCRIPTION_LENGTH).contains(&utf16_length(description)) {
            return Err(Refusal::bad("BOT_COMMAND_DESCRIPTION_INVALID"));
        }
    }
    state.settings.commands.insert(key, commands);
    Ok(json!(true))
}

pub fn get_my_commands(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let key = commands_key(state, fields)?;
    Ok(json!(
        state
            .settings
            .commands
            .get(&key)
            .cloned()
            .unwrap_or_default()
    ))
}

pub fn delete_my_commands(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let key = commands_key(state, fields)?;
    state.settings.commands.remove(&key);
    Ok(json!(true))
}

fn commands_key(state: &State, fields: &Fields) -> Result<String, Refusal> {
    let scope: Scope = fields.find("scope")?.unwrap_or_default();
    let chat = match scope {
        Scope::Chat { chat_id }
        | Scope::ChatAdministrators { chat_id }
        | Scope::ChatMember { chat_id, .. } => Some(chat_id),
        _ => None,
    };
    if chat.is_some_and(|chat| state.chat(chat).is_none()) {
        return Err(Refusal::bad("chat not found"));
    }
    Ok(scope.key(&language(fields)?))
}

/// A two-letter language; empty for everybody else.
fn language(fields: &Fields) -> Result<String, Refusal> {
    let language: String = fields.find("language_code")?.unwrap_or_default();
    let is_code = language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase());
    if !language.is_empty() && !is_code {
        return Err(Refusal::bad("invalid language code specified"));
    }
    Ok(language)
}

pub fn set_my_name(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    set_text(state, fields, "name", MAX_NAME_LENGTH)
}

pub fn set_my_description(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    set_text(state, fields, "description", MAX_DESCRIPTION_LENGTH)
}

pub fn set_my_short_description(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    set_text(
        state,
        fields,
        "short_description",
        MAX_SHORT_DESCRIPTION_LENGTH,
    )
}

fn set_text(state: &mut State, fields: &Fields, name: &str, most: usize) -> Result<Value, Refusal> {
    let language = language(fields)?;
    let text: String = fields.find(name)?.unwrap_or_default();
    if utf16_length(&text) > most {
        return Err(Refusal::bad(format!(
            "bot's {name} is longer than {most} characters"
        )));
    }
    state
        .settings
        .texts
        .insert(format!("{name}|{language}"), text);
    Ok(json!(true))
}

pub fn get_my_name(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    get_text(state, fields, "name")
}

pub fn get_my_description(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    get_text(state, fields, "description")
}

pub fn get_my_short_description(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    get_text(state, fields, "short_description")
}

/// The text in this language, or in the default one when there is none in it.
fn get_text(state: &State, fields: &Fields, name: &str) -> Result<Value, Refusal> {
    let texts = &state.settings.texts;
    let own = texts
        .get(&format!("{name}|{}", language(fields)?))
        .filter(|text| !text.is_empty());
    let text = own.or_else(|| texts.get(&format!("{name}|")));
    Ok(json!({name: text.cloned().unwrap_or_default()}))
}

pub fn set_chat_menu_button(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let chat = match fields.find::<Value>("chat_id")? {
        Some(_) => state.open_chat(chat_id(fields, "chat_id")?)?.id,
        None => 0,
    };
    let button: Value = fields
        .find("menu_button")?
        .unwrap_or_else(|| json!({"type": "default"}));
    if !matches!(button["type"].as_str(), Some("commands" | "default")) {
        return Err(Refusal::bad(
            "the sandbox knows no menu button of this type",
        ));
    }
    state.settings.menu_buttons.insert(chat, button);
    Ok(json!(true))
}
