//! Updates by long polling. One process polls at a time, under a lease; the offset
//! advances only after the batch before is committed.

mod turn;

use std::time::Duration;

use anyhow::Context;
use reqwest::Client;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use self::turn::Turn;
use super::{Inbox, webhook::allowed_updates};
use crate::{
    clock::Clock,
    config::{Config, TelegramConfig},
    db::Db,
    outbound,
};

/// How long Telegram holds an empty answer back.
const LONG_POLL: Duration = Duration::from_secs(25);

const AFTER_FAILURE: Duration = Duration::from_secs(3);

const HANDED_OVER_WITHIN: Duration = Duration::from_secs(5);

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

/// Polls, or stands by to take over, until `stop`; then whoever stands by takes over at once.
pub async fn poll(
    config: &Config,
    db: &Db,
    clock: &Clock,
    inbox: &Inbox,
    stop: &CancellationToken,
) {
    let turn = Turn::new(db, clock, config.lease);
    while !stop.is_cancelled() {
        let term = async {
            if let Err(error) = serve_one_term(&config.telegram, &turn, inbox).await {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "polling was interrupted; trying again"
                );
                // What fails here may work where somebody stands by.
                hand_over(&turn).await;
            }
            tokio::time::sleep(AFTER_FAILURE).await;
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = term => {}
        }
    }
    hand_over(&turn).await;
}

/// Nobody waits long for it, as a process that stops has to end in time.
async fn hand_over(turn: &Turn<'_>) {
    let left = timeout(HANDED_OVER_WITHIN, Box::pin(turn.leave())).await;
    let left = left.context("the database did not answer in time");
    if let Err(error) = left.flatten() {
        tracing::warn!(
            error = format!("{error:#}"),
            "another process polls only when this one's right to has run out"
        );
    }
}

/// Waits for the right to poll, then polls until something fails.
async fn serve_one_term(
    config: &TelegramConfig,
    turn: &Turn<'_>,
    inbox: &Inbox,
) -> anyhow::Result<()> {
    turn.wait().await?;
    tracing::info!("polling Telegram for updates");
    tokio::select! {
        error = turn.keep() => Err(error),
        result = fetch(config, turn, inbox) => result,
    }
}

/// Takes updates in for as long as the turn is ours.
async fn fetch(config: &TelegramConfig, turn: &Turn<'_>, inbox: &Inbox) -> anyhow::Result<()> {
    let client = outbound::client(LONG_POLL + Duration::from_secs(10));
    let mut offset = 0;
    while turn.is_ours() {
        let updates = get_updates(config, &client, offset).await?;
        let last = updates
            .iter()
            .filter_map(|update| update.get("update_id")?.as_i64())
            .max();
        inbox.take(updates).await?;
        offset = last.map_or(offset, |last| last + 1);
    }
    anyhow::bail!("the right to poll ran out")
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
