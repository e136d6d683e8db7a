//! Updates by webhook: the secret is compared in constant time, and Telegram gets
//! its 200 only once the update is stored. Setting the webhook is a command of
//! its own, so that replicas can come and go without taking the bot down.

use anyhow::Context;
use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use subtle::ConstantTimeEq;
use teloxide::{payloads::SetWebhookSetters, requests::Requester, types::AllowedUpdate};
use url::Url;

use super::{Inbox, Lane, Sender};

/// Bot API, setWebhook: Telegram opens up to 100 connections.
const MAX_CONNECTIONS: u8 = 40;

/// The kinds of updates that we act on.
pub fn allowed_updates() -> Vec<AllowedUpdate> {
    vec![
        AllowedUpdate::Message,
        AllowedUpdate::EditedMessage,
        AllowedUpdate::MessageReaction,
        AllowedUpdate::CallbackQuery,
        AllowedUpdate::PreCheckoutQuery,
        AllowedUpdate::MyChatMember,
    ]
}

/// Tells Telegram to send updates to this installation.
///
/// # Errors
/// When Telegram refuses.
pub async fn set_webhook(
    sender: &Sender,
    public_url: &Url,
    secret: &SecretString,
) -> anyhow::Result<Url> {
    let base = public_url.as_str().trim_end_matches('/');
    let address: Url = format!("{base}/telegram/webhook")
        .parse()
        .context("PUBLIC_URL is no address")?;
    let request = sender
        .bot()
        .set_webhook(address.clone())
        .secret_token(secret.expose_secret().to_owned())
        .max_connections(MAX_CONNECTIONS)
        .allowed_updates(allowed_updates());
    sender
        .call(Lane::Bulk, None, request)
        .await
        .context("cannot set the webhook")?;
    Ok(address)
}

/// Tells Telegram to keep updates for polling; those that wait are kept.
///
/// # Errors
/// When Telegram refuses.
pub async fn delete_webhook(sender: &Sender) -> anyhow::Result<()> {
    sender
        .call(Lane::Bulk, None, sender.bot().delete_webhook())
        .await
        .context("cannot delete the webhook")?;
    Ok(())
}

/// `POST /telegram/webhook`.
pub fn webhook_routes(inbox: Inbox, secret: SecretString) -> Router {
    Router::new()
        .route("/telegram/webhook", post(receive))
        .with_state((inbox, secret))
}

async fn receive(
    State((inbox, secret)): State<(Inbox, SecretString)>,
    headers: HeaderMap,
    body: String,
) -> (StatusCode, &'static str) {
    let given = headers
        .get("x-telegram-bot-api-secret-token")
        .map(|value| value.as_bytes())
        .unwrap_or_default();
    if !bool::from(given.ct_eq(secret.expose_secret().as_bytes())) {
        return (StatusCode::UNAUTHORIZED, "wrong secret");
    }
    let Some(update) = serde_json::from_str::<Value>(&body).ok().filter(is_update) else {
        return (StatusCode::BAD_REQUEST, "not an update");
    };
    match inbox.take(vec![update]).await {
        Ok(()) => (StatusCode::OK, ""),
        Err(error) => {
            tracing::error!(
                error = format!("{error:#}"),
                "an update could not be stored; Telegram will send it again"
            );
            (StatusCode::SERVICE_UNAVAILABLE, "the database is away")
        }
    }
}

/// Whether it has a number and a kind that PostgreSQL can keep.
fn is_update(value: &Value) -> bool {
    value.get("update_id").is_some_and(Value::is_i64)
        && value.as_object().is_some_and(|object| {
            object.len() >= 2 && object.keys().all(|name| !name.contains('\0'))
        })
}
