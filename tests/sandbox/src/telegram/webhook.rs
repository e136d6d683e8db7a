//! Sends updates to the bot's webhook: of each chat one at a time, again and again until accepted.

use std::time::Duration;

use super::{Telegram, updates::Update};

/// The header that carries the secret; from <https://core.telegram.org/bots/api#setwebhook>.
const SECRET_HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";
const ANSWER_WITHIN: Duration = Duration::from_secs(60);

/// Runs until the fake stops.
pub async fn deliver(telegram: Telegram) {
    let client = reqwest::Client::builder()
        .no_proxy()
        .timeout(ANSWER_WITHIN)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client without TLS settings can be built");
    let mut changes = telegram.subscribe();
    loop {
        changes.mark_unchanged();
        let (begun, next, now) = telegram.quietly(|state| {
            let now = state.now();
            let (begun, next) = state.updates.begin_deliveries(now);
            (begun, next, now)
        });
        for update in begun {
            tokio::spawn(send(telegram.clone(), client.clone(), update));
        }
        let pause = next.and_then(|next| (next - now).to_std().ok());
        let pause = pause.unwrap_or(ANSWER_WITHIN);
        tokio::select! {
            () = telegram.shared.stop.cancelled() => return,
            changed = tokio::time::timeout(pause, changes.changed()) => {
                if matches!(changed, Ok(Err(_))) {
                    return;
                }
            }
        }
    }
}

async fn send(telegram: Telegram, client: reqwest::Client, update: Update) {
    let webhook = telegram.read(|state| state.updates.webhook.clone());
    let result = match webhook {
        None => Err("the webhook was deleted".to_owned()),
        Some(webhook) => {
            let mut request = client
                .post(&webhook.url)
                .header("Content-Type", "application/json")
                .body(update.raw.clone());
            if let Some(secret) = &webhook.secret {
                request = request.header(SECRET_HEADER, secret);
            }
            match request.send().await {
                Ok(response) if response.status().is_success() => Ok(()),
                Ok(response) => Err(format!(
                    "Wrong response from the webhook: {}",
                    response.status()
                )),
                Err(error) => Err(format!("Connection failed: {error}")),
            }
        }
    };
    telegram.change(|state| {
        let now = state.now();
        state.updates.end_delivery(&update, result, now);
    });
}
