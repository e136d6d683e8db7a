//! Updates by long polling. One process polls at a time, under an advisory lock;
//! the offset advances only after the batch before is committed.

use std::time::Duration;

use anyhow::Context;
use reqwest::Client;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::{Inbox, store, webhook::allowed_updates};
use crate::{config::TelegramConfig, db::Db, outbound};

/// How long Telegram holds an empty answer back.
const LONG_POLL: Duration = Duration::from_secs(25);

/// How often a process that does not poll asks whether it may now. A successor
/// is to be found within 30 s.
const ASK_AGAIN: Duration = Duration::from_secs(5);

const AFTER_FAILURE: Duration = Duration::from_secs(3);

#[derive(Deserialize)]
struct Answer {
    ok: bool,
    #[serde(default)]
    result: Vec<Value>,
    #[serde(default)]
    error_code: i32,
    #[serde(default)]
    description: String,
}

/// Polls, or stands by to take over, until `stop`.
pub async fn poll(config: &TelegramConfig, db: &Db, inbox: &Inbox, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        let term = async {
            if let Err(error) = serve_one_term(config, db, inbox).await {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "polling was interrupted; trying again"
                );
            }
            tokio::time::sleep(AFTER_FAILURE).await;
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = term => {}
        }
    }
}

/// Waits for the right to poll, then polls until something fails.
async fn serve_one_term(config: &TelegramConfig, db: &Db, inbox: &Inbox) -> anyhow::Result<()> {
    // The lock is bound to this connection, which therefore must not go back to the pool.
    let mut connection = db.connection().await?.detach();
    while !store::try_become_poller(&mut connection).await? {
        tokio::time::sleep(ASK_AGAIN).await;
    }
    tracing::info!("polling Telegram for updates");
    let client = outbound::client(LONG_POLL + Duration::from_secs(10));
    let mut offset = 0;
    loop {
        anyhow::ensure!(
            store::is_alive(&mut connection).await,
            "the connection that holds the right to poll broke"
        );
        let updates = get_updates(config, &client, offset).await?;
        let last = updates
            .iter()
            .filter_map(|update| update.get("update_id")?.as_i64())
            .max();
        inbox.take(updates).await?;
        offset = last.map_or(offset, |last| last + 1);
    }
}

async fn get_updates(
    config: &TelegramConfig,
    client: &Client,
    offset: i64,
) -> anyhow::Result<Vec<Value>> {
    let base = config.api_url.as_str().trim_end_matches('/');
    let address = format!("{base}/bot{}/GetUpdates", config.token.expose_secret());
    let request = client.post(address).json(&json!({
        "offset": offset,
        "limit": 100,
        "timeout": LONG_POLL.as_secs(),
        "allowed_updates": allowed_updates(),
    }));
    let response = outbound::send("telegram", "GetUpdates", request)
        .await
        .context("cannot poll Telegram")?;
    let answer: Answer = response
        .json()
        .await
        .map_err(reqwest::Error::without_url)
        .context("Telegram's answer can't be read")?;
    anyhow::ensure!(answer.ok, "{}", refusal(&answer));
    Ok(answer.result)
}

fn refusal(answer: &Answer) -> String {
    match answer.error_code {
        401 | 404 => "Telegram does not know TELEGRAM_BOT_TOKEN".to_owned(),
        409 => format!(
            "another program takes this bot's updates, or a webhook is set (pinglass delete-webhook): {}",
            answer.description
        ),
        code => format!(
            "Telegram refused to give updates: {code} {}",
            answer.description
        ),
    }
}
