//! The quote of an order: how many TON, at a rate that is locked in its row, with
//! a comment of its own that is never used again.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use teloxide::{
    payloads::SendPhotoSetters,
    requests::Requester,
    types::{ChatId, InputFile, MessageId, ParseMode},
};

use super::{CURRENCY, watch::cursor};
use crate::{
    accounts::Person,
    catalogue,
    charts::draw_qr,
    payments::{
        Deps, Order, Provider,
        differences::{Difference, Kind},
        jobs::{QuoteTon, WatchTon},
        screens, store,
        store::TonQuote,
        tell,
        ton::{self, KnownRate, Nano, Ton},
    },
    queue::{self, JobResult, Next, OrElse},
    telegram::{Lane, SendError},
};

/// How long a price in TON holds.
const QUOTE_LIFETIME: TimeDelta = catalogue::TON_PRICE_HOLDS;

/// A rate as young as this is used without asking again.
const YOUNG: TimeDelta = TimeDelta::minutes(2);

/// The last rate is used for so long when no new one is to be had.
const USABLE: TimeDelta = TimeDelta::minutes(30);

pub(in crate::payments) async fn quote(deps: Deps, job: QuoteTon) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let order = store::find_order(&mut connection, job.order_id)
        .await
        .or_retry()?;
    drop(connection);
    let Some(order) = order.filter(|order| order.status == "open") else {
        return Ok(Next::Done);
    };
    let person = tell::find_person(&deps, Some(order.user_id))
        .await
        .or_retry()?;
    let (Some(person), Some(ton)) = (person, deps.methods.ton()) else {
        return Ok(Next::Done);
    };
    let order = match order.ton_comment {
        Some(_) => Some(order),
        None => lock_price(&deps, ton, &order).await.or_retry()?,
    };
    let Some(order) = order else {
        let screen = screens::ton_unavailable(person.lang, job.order_id);
        return match job.waiting_message_id {
            Some(message) => {
                let chat = person.chat();
                let edited = deps
                    .sender
                    .edit(Lane::Answer, chat, MessageId(message), &screen)
                    .await;
                match edited {
                    Ok(_) | Err(SendError::Gone(_) | SendError::Unreachable(_)) => Ok(Next::Done),
                    Err(error) => Err(error).or_retry(),
                }
            }
            None => tell::tell(&deps, &person, &screen).await,
        };
    };
    match show(&deps, ton, &order, &person, job.waiting_message_id).await {
        Ok(()) => Ok(Next::Done),
        Err(error) if crate::telegram::is_unreachable(&error) => Ok(Next::Done),
        Err(error) => Err(error).or_retry(),
    }
}

/// Locks a price in the order's row; `None` while no price can be told.
async fn lock_price(deps: &Deps, ton: &Ton, order: &Order) -> anyhow::Result<Option<Order>> {
    let now = deps.clock.now();
    // Nothing is sold for TON while we could not see it come.
    if let Err(error) = cursor(deps, ton).await {
        tracing::warn!(%error, "the wallet can't be watched, so TON is not offered");
        return Ok(None);
    }
    let rate = rate(deps, ton, now).await?;
    let mut connection = deps.db.connection().await?;
    let own_price = catalogue::find_tier(&mut connection, &order.tier_id)
        .await?
        .and_then(|tier| tier.ton_price);
    drop(connection);
    let price = rate.and_then(|rate| ton::quote(order.amount_rub, rate));
    let Some(amount) = price.map(Nano::to_decimal).or(own_price) else {
        return Ok(None);
    };
    let comment = ton::generate_code();
    let quote = TonQuote {
        amount,
        rate: price.and(rate),
        comment: &comment,
        expires_at: now + QUOTE_LIFETIME,
    };
    let mut tx = deps.db.begin().await?;
    store::quote_ton(&mut tx, order.id, &quote).await?;
    let order = store::find_order(&mut tx, order.id).await?;
    // The watch looks closely from now on.
    queue::add(&mut tx, &WatchTon {}, now).await?;
    tx.commit().await?;
    Ok(order)
}

/// Roubles for one TON: a young rate, a new one that is plausible, or the last
/// one for a while.
async fn rate(deps: &Deps, ton: &Ton, now: DateTime<Utc>) -> anyhow::Result<Option<Decimal>> {
    let known = store::find_rate(&mut *deps.db.connection().await?, CURRENCY).await?;
    let known = known.map(|(rate, at)| KnownRate { rate, at });
    if let Some(known) = known.filter(|known| now - known.at < YOUNG) {
        return Ok(Some(known.rate));
    }
    let usable = known
        .filter(|known| now - known.at < USABLE)
        .map(|known| known.rate);
    match ton.rate().await {
        Ok(rate) if ton::is_plausible(rate, known, now) => {
            store::set_rate(&mut *deps.db.connection().await?, CURRENCY, rate, now).await?;
            Ok(Some(rate))
        }
        Ok(rate) => {
            note_implausible(deps, rate, now).await?;
            Ok(usable)
        }
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "the rate of TON can't be had");
            Ok(usable)
        }
    }
}

async fn note_implausible(deps: &Deps, rate: Decimal, now: DateTime<Utc>) -> anyhow::Result<()> {
    let difference = Difference {
        provider: Provider::Ton,
        kind: Kind::ImplausibleRate,
        subject: rate.normalize().to_string(),
        payment_id: None,
    };
    let mut tx = deps.db.begin().await?;
    let key = now.format("%Y-%m-%dT%H").to_string();
    difference.note(&mut tx, &key, deps.staff_lang, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Sends the QR picture with everything that a wallet needs, in place of what
/// the person looked at while waiting.
async fn show(
    deps: &Deps,
    ton: &Ton,
    order: &Order,
    person: &Person,
    waiting: Option<i32>,
) -> anyhow::Result<()> {
    let (Some(amount), Some(comment), Some(chat)) = (
        order.ton_amount,
        order.ton_comment.as_deref(),
        order.chat_id,
    ) else {
        anyhow::bail!("a quoted order lacks its price, comment or chat");
    };
    let chat = ChatId(chat);
    let nano = Nano::from_decimal(amount)
        .ok_or_else(|| anyhow::anyhow!("a price has fractions of a nano"))?;
    let transfer = ton::transfer_link(ton.wallet(), nano, comment, order.expires_at);
    let picture = draw_qr(&transfer)?;
    let link = ton.wallet_link(nano, comment, order.expires_at)?;
    let address = ton.wallet().non_bounceable();
    let screen = screens::ton_quote(person.lang, order, amount, &address, comment, link);
    let mut request = deps
        .sender
        .bot()
        .send_photo(chat, InputFile::memory(picture).file_name("ton.png"))
        .caption(&screen.text)
        .parse_mode(ParseMode::Html);
    request.reply_markup = screen.keyboard.clone().map(Into::into);
    let message = deps.sender.call(Lane::Answer, Some(chat), request).await?;
    store::set_invoice_message(&mut *deps.db.connection().await?, order.id, message.id.0).await?;
    let older = order
        .invoice_message_id
        .filter(|older| Some(*older) != waiting);
    for gone in [waiting, older].into_iter().flatten() {
        let request = deps.sender.bot().delete_message(chat, MessageId(gone));
        // The person may have deleted it themselves.
        let _gone_already = deps.sender.call(Lane::Answer, Some(chat), request).await;
    }
    Ok(())
}
