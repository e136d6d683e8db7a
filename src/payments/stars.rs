//! Telegram Stars: invoices, refunds, and the comparison with Telegram's own list.

use anyhow::Context;
use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use std::time::Duration;
use teloxide::{
    payloads::SendInvoiceSetters,
    requests::Requester,
    types::{ChatId, LabeledPrice, MessageId, TelegramTransactionId, UserId},
};

use super::{Charge, Order, Settled, settle, store};
use crate::{
    accounts,
    clock::Clock,
    config::TelegramConfig,
    db::Db,
    i18n::Lang,
    outbound,
    telegram::{Lane, SendError, Sender},
};

/// Bot API: the currency of Stars, in which one is the smallest unit.
pub(super) const CURRENCY: &str = "XTR";

/// With a start parameter, forwarded copies of an invoice lead to the bot
/// instead of carrying a Pay button for strangers.
const FORWARDED_COPY_LEADS_TO: &str = "shop";

/// Bot API, getStarTransactions: at most 100 a page.
const PAGE: usize = 100;

/// Sends the invoice of `order`.
///
/// # Errors
/// See [`SendError`].
pub(super) async fn send_invoice(
    sender: &Sender,
    chat: ChatId,
    lang: Lang,
    tier_title: &str,
    style_title: &str,
    order: &Order,
) -> Result<MessageId, SendError> {
    let count = ("count", order.photo_count.into());
    let title = lang.text(
        "invoice-title",
        &[("tier", tier_title.into()), count.clone()],
    );
    let description = lang.text(
        "invoice-description",
        &[("style", style_title.into()), count],
    );
    let stars = order
        .stars_amount
        .and_then(|stars| u32::try_from(stars).ok())
        .unwrap_or_default();
    let price = LabeledPrice {
        label: title.clone(),
        amount: stars,
    };
    let request = sender
        .bot()
        .send_invoice(
            chat,
            title,
            description,
            order.id.to_string(),
            CURRENCY,
            [price],
        )
        .provider_token("")
        .start_parameter(FORWARDED_COPY_LEADS_TO);
    Ok(sender.call(Lane::Answer, Some(chat), request).await?.id)
}

/// Gives all Stars of a charge back. Done before counts as done.
///
/// # Errors
/// See [`SendError`].
pub(super) async fn refund(sender: &Sender, payer: i64, charge_id: &str) -> Result<(), SendError> {
    let payer = UserId(payer.cast_unsigned());
    let request = sender
        .bot()
        .refund_star_payment(payer, TelegramTransactionId(charge_id.to_owned()));
    match sender.call(Lane::Delivery, None, request).await {
        Ok(_) => Ok(()),
        Err(SendError::Refused(why)) if why.contains("CHARGE_ALREADY_REFUNDED") => Ok(()),
        Err(error) => Err(error),
    }
}

/// What a comparison with Telegram's list of transactions found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reconciliation {
    pub compared: usize,
    /// What was put right, a line each.
    pub healed: Vec<String>,
    /// What a human has to look at, a line each.
    pub open: Vec<String>,
}

/// Compares our payments with Telegram's transactions since `since`: charges that
/// never reached us are settled, refunds made elsewhere are noted.
///
/// # Errors
/// When Telegram or the database can't be asked.
pub async fn reconcile(
    db: &Db,
    clock: &Clock,
    config: &TelegramConfig,
    since: Option<DateTime<Utc>>,
) -> anyhow::Result<Reconciliation> {
    let client = outbound::client(Duration::from_secs(30));
    let mut found = Reconciliation::default();
    let mut offset = 0;
    loop {
        let page = transactions(config, &client, offset).await?;
        for transaction in &page {
            let date = transaction["date"].as_i64().unwrap_or_default();
            if since.is_none_or(|since| date >= since.timestamp()) {
                found.compared += 1;
                compare(db, clock, transaction, &mut found).await?;
            }
        }
        if page.len() < PAGE {
            return Ok(found);
        }
        offset += PAGE;
    }
}

/// One page, as plain JSON: teloxide's types fail on any partner they do not know.
async fn transactions(
    config: &TelegramConfig,
    client: &reqwest::Client,
    offset: usize,
) -> anyhow::Result<Vec<Value>> {
    let base = config.api_url.as_str().trim_end_matches('/');
    let address = format!(
        "{base}/bot{}/GetStarTransactions",
        config.token.expose_secret()
    );
    let request = client
        .post(address)
        .json(&json!({ "offset": offset, "limit": PAGE }));
    let response = outbound::send("telegram", "GetStarTransactions", request)
        .await
        .context("cannot ask Telegram for the Star transactions")?;
    let mut answer: Value = response
        .json()
        .await
        .map_err(reqwest::Error::without_url)
        .context("Telegram's answer can't be read")?;
    anyhow::ensure!(
        answer["ok"] == true,
        "Telegram refused to list the Star transactions"
    );
    match answer.pointer_mut("/result/transactions").map(Value::take) {
        Some(Value::Array(page)) => Ok(page),
        _ => anyhow::bail!("Telegram's list of Star transactions has another form than documented"),
    }
}

async fn compare(
    db: &Db,
    clock: &Clock,
    transaction: &Value,
    found: &mut Reconciliation,
) -> anyhow::Result<()> {
    let Some(id) = transaction["id"].as_str() else {
        return Ok(());
    };
    // A refund carries the same id as its payment; only the direction tells them apart.
    if transaction["receiver"]["type"] == "user" {
        return compare_refund(db, clock, id, found).await;
    }
    if transaction["source"]["type"] != "user" {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    if store::find_by_charge(&mut tx, id).await?.is_some() {
        return Ok(());
    }
    let source = &transaction["source"];
    let payer = match source.pointer("/user/id").and_then(Value::as_i64) {
        Some(telegram_id) => accounts::find_by_telegram_id(&mut tx, telegram_id).await?,
        None => None,
    };
    let stars = transaction["amount"]
        .as_i64()
        .and_then(|stars| i32::try_from(stars).ok());
    let (Some(payer), Some(stars)) = (payer, stars) else {
        found.open.push(format!("charge {id}: its payer is not in the database; refund it by hand or ask them to write to the bot"));
        return Ok(());
    };
    let payload = source["invoice_payload"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let settled = settle(
        &mut tx,
        &payer,
        &Charge {
            id: id.to_owned(),
            payload,
            stars,
        },
        clock.now(),
    )
    .await?;
    tx.commit().await?;
    found.healed.push(match settled {
        Settled::Paid { payment_id, .. } => {
            format!("charge {id}: settled as payment {payment_id}; its set is being made")
        }
        Settled::Extra { payment_id, .. } => {
            format!("charge {id}: kept as unused payment {payment_id}")
        }
        Settled::GoingBack => format!("charge {id}: belongs to no offer and is being refunded"),
        Settled::Before => format!("charge {id}: arrived meanwhile"),
    });
    Ok(())
}

async fn compare_refund(
    db: &Db,
    clock: &Clock,
    id: &str,
    found: &mut Reconciliation,
) -> anyhow::Result<()> {
    let mut tx = db.begin().await?;
    let Some(payment_id) = store::find_by_charge(&mut tx, id).await? else {
        return Ok(());
    };
    if store::mark_refunded(&mut tx, payment_id, clock.now()).await? {
        tx.commit().await?;
        found.healed.push(format!(
            "payment {payment_id}: was refunded at Telegram; marked refunded here"
        ));
    }
    Ok(())
}
