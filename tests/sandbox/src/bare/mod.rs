//! `sandbox bare-bot`: a bot as one writes it with teloxide alone, to measure PinGlass against.
//!
//! It does what PinGlass does at /start, at two taps in the menu, with a photo, before a charge and
//! after it: the same messages in, the same words and buttons out, its people, photos and payments
//! in PostgreSQL. It promises less: what it has taken from Telegram and not handled when it dies is
//! lost, and what the database refuses is not tried again.

mod chat;
mod store;

use std::net::SocketAddr;

use anyhow::{Context, Result};
use teloxide::{
    Bot, dispatching::Dispatcher, error_handlers::LoggingErrorHandler, update_listeners::webhooks,
};
use url::Url;

use self::store::Store;
use crate::signals::Signals;

#[derive(Debug, clap::Args)]
pub struct Options {
    /// The bot's token
    #[arg(long)]
    token: String,
    /// Where the Bot API is
    #[arg(long)]
    api_url: Url,
    /// A PostgreSQL database; the bot makes its own schema in it, named `bare`
    #[arg(long)]
    database_url: String,
    /// Takes updates by a webhook at this address; otherwise it polls
    #[arg(long, requires = "secret")]
    webhook: Option<SocketAddr>,
    /// The webhook's secret
    #[arg(long)]
    secret: Option<String>,
}

/// Runs until a signal.
///
/// # Errors
/// When the database or the Bot API can't be used.
pub async fn run(options: Options) -> Result<()> {
    let mut signals = Signals::listen()?;
    let store = Store::open(&options.database_url).await?;
    let bot = Bot::new(options.token).set_api_url(options.api_url);
    let mut dispatcher = Dispatcher::builder(bot.clone(), chat::schema())
        .dependencies(teloxide::dptree::deps![store])
        .build();
    let working = async {
        let Some(address) = options.webhook else {
            dispatcher.dispatch().await;
            return Ok(());
        };
        let url = format!("http://{address}/webhook").parse();
        let settings = webhooks::Options::new(address, url.context("cannot name the webhook")?)
            .secret_token(options.secret.unwrap_or_default());
        let listener = webhooks::axum(bot, settings)
            .await
            .context("cannot set the webhook")?;
        let errors = LoggingErrorHandler::new();
        dispatcher.dispatch_with_listener(listener, errors).await;
        Ok(())
    };
    tokio::select! {
        result = working => result,
        _ = signals.next() => Ok(()),
    }
}
