//! What becomes of a transfer, decided in the transaction that writes it down:
//! every nano ends in a payment, on its way back, or waiting for the rest.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    accounts::{self, Standing},
    payments::{
        BANNED, Charge, Deps, ERASED, Order, Price, Provider, Settled,
        differences::{Difference, Kind},
        jobs::{CoinNews, TellOfCoins, TellStaffOfTask},
        settle, store,
        store::{NewRefund, NewTransfer, Transfer},
        ton::{self, Incoming, Transaction},
    },
    queue,
};

/// Less than this is not worth the fee of sending it back.
pub(in crate::payments) const WORTH_SENDING: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// A full payment is honoured at its old quote for so long after it ran out.
/// Later the rate may be anything, so it goes back.
const HONOURED_LATE: TimeDelta = TimeDelta::days(30);

/// What goes back is told after the thanks, or after the quote has been ended.
const AFTER_THE_REST: TimeDelta = TimeDelta::seconds(1);

/// So much of a stranger's comment is kept.
const COMMENT_LETTERS: usize = 120;

/// Writes a transaction of our wallet down; whether it is news.
pub(super) async fn judge(
    tx: &mut PgConnection,
    deps: &Deps,
    transaction: &Transaction,
) -> anyhow::Result<bool> {
    let now = deps.clock.now();
    match &transaction.kind {
        ton::Kind::Incoming(incoming) if incoming.nano.count() > 0 => {
            receive(tx, transaction, incoming, now).await
        }
        ton::Kind::BouncedBack(incoming) if incoming.nano.count() > 0 => {
            let new = new_transfer(transaction, incoming, None, "bounced");
            let is_news = store::insert_transfer(tx, &new.row(), now).await?;
            if is_news {
                let difference = Difference {
                    provider: Provider::Ton,
                    kind: Kind::Bounced,
                    subject: format!("{} TON, {}", new.amount.normalize(), new.source),
                    payment_id: None,
                };
                difference
                    .note(tx, &transaction.hash, deps.staff_lang, now)
                    .await?;
            }
            Ok(is_news)
        }
        _ => Ok(false),
    }
}

/// A transfer as it will stand in the book.
struct Entry<'a> {
    transaction: &'a Transaction,
    source: String,
    amount: Decimal,
    comment: Option<String>,
    order: Option<&'a Order>,
    outcome: &'static str,
}

impl Entry<'_> {
    fn row(&self) -> NewTransfer<'_> {
        NewTransfer {
            hash: &self.transaction.hash,
            lt: self.transaction.lt,
            received_at: self.transaction.at,
            source: &self.source,
            ton_amount: self.amount,
            comment: self.comment.as_deref(),
            order_id: self.order.map(|order| order.id),
            outcome: self.outcome,
        }
    }

    fn transfer(&self) -> Transfer {
        Transfer {
            hash: self.transaction.hash.clone(),
            source: self.source.clone(),
            ton_amount: self.amount,
        }
    }
}

fn new_transfer<'a>(
    transaction: &'a Transaction,
    incoming: &Incoming,
    order: Option<&'a Order>,
    outcome: &'static str,
) -> Entry<'a> {
    Entry {
        transaction,
        source: incoming.from.non_bounceable(),
        amount: incoming.nano.to_decimal(),
        comment: incoming
            .comment
            .text()
            .map(|text| text.chars().take(COMMENT_LETTERS).collect()),
        order,
        outcome,
    }
}

async fn receive(
    tx: &mut PgConnection,
    transaction: &Transaction,
    incoming: &Incoming,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let order = match incoming.comment.text() {
        Some(code) => store::lock_ton_order(tx, code).await?,
        None => None,
    };
    let entry = new_transfer(transaction, incoming, order.as_ref(), "held");
    if !store::insert_transfer(tx, &entry.row(), now).await? {
        return Ok(false);
    }
    let transfer = entry.transfer();
    match &order {
        Some(order) => apply(tx, order, transaction, transfer, now).await?,
        None => {
            give_all_back(tx, &[transfer], "no_comment", now).await?;
        }
    }
    Ok(true)
}

/// A transfer that names one of our orders.
async fn apply(
    tx: &mut PgConnection,
    order: &Order,
    transaction: &Transaction,
    transfer: Transfer,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let quote = order
        .ton_amount
        .context("an order has a comment and no price")?;
    let is_paid = order.status == "paid";
    let parts = if is_paid {
        vec![transfer]
    } else {
        // The new one is among them.
        store::list_held(tx, order.id).await?
    };
    // Nothing is made for people who were erased, and nobody is there to be told.
    if accounts::hold(tx, order.user_id).await? != Standing::Here {
        give_all_back(tx, &parts, ERASED, now).await?;
        return Ok(());
    }
    // Nor for people who are banned, nor are they asked for a rest. Decided before there is a
    // payment, so that it goes back to the wallets that it came from.
    if accounts::is_banned(tx, order.user_id).await? {
        return send_back(tx, order, &parts, BANNED, now).await;
    }
    let received: Decimal = parts.iter().map(|part| part.ton_amount).sum();
    if received >= quote && transaction.at <= order.expires_at + HONOURED_LATE {
        return pay(tx, order, quote, &parts, now).await;
    }
    // Once the quote has ended nothing more is waited for.
    if order.status == "open" && received < quote && transaction.at <= order.expires_at {
        let news = CoinNews::TooLittle {
            received,
            missing: quote - received,
        };
        return tell(tx, order, news, now).await;
    }
    let why = if received >= quote {
        "too_late"
    } else if is_paid {
        "not_needed"
    } else {
        "too_little"
    };
    send_back(tx, order, &parts, why, now).await
}

/// The parts go back, and their owner is told.
async fn send_back(
    tx: &mut PgConnection,
    order: &Order,
    parts: &[Transfer],
    why: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let amount = give_all_back(tx, parts, why, now).await?;
    if amount.is_zero() {
        return Ok(());
    }
    let news = CoinNews::Returning {
        amount,
        why: why.to_owned(),
    };
    tell(tx, order, news, now).await
}

/// The parts reach the quote: the last of them names the payment.
async fn pay(
    tx: &mut PgConnection,
    order: &Order,
    quote: Decimal,
    parts: &[Transfer],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Some(last) = parts.last() else {
        return Ok(());
    };
    let charge = Charge {
        id: last.hash.clone(),
        order: Some(order.id),
        price: Price::Ton(quote),
    };
    let payment_id = match settle(tx, order.user_id, &charge, now).await? {
        Settled::Paid { payment_id }
        | Settled::Extra { payment_id }
        | Settled::GoingBack { payment_id } => payment_id,
        // Noted by another program: its transfer is news only to our book.
        Settled::Before => match store::find_by_charge(tx, Provider::Ton, &charge.id).await? {
            Some(payment_id) => payment_id,
            None => anyhow::bail!("a transfer is settled without a payment"),
        },
    };
    for part in parts {
        store::assign_transfer(tx, &part.hash, payment_id).await?;
    }
    let surplus = parts.iter().map(|part| part.ton_amount).sum::<Decimal>() - quote;
    if surplus < WORTH_SENDING {
        return store::add_to_ton_amount(tx, payment_id, surplus).await;
    }
    task(tx, last, surplus, "surplus", now).await?;
    let news = CoinNews::Returning {
        amount: surplus,
        why: "surplus".to_owned(),
    };
    tell(tx, order, news, now).await
}

/// Transfers go back whole to where they came from, by hand; returns how much does.
/// What is not worth the fee is kept.
pub(super) async fn give_all_back(
    tx: &mut PgConnection,
    transfers: &[Transfer],
    reason: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Decimal> {
    let amount = transfers.iter().map(|transfer| transfer.ton_amount).sum();
    if amount < WORTH_SENDING {
        for transfer in transfers {
            store::set_outcome(tx, &transfer.hash, "kept").await?;
        }
        return Ok(Decimal::ZERO);
    }
    for transfer in transfers {
        store::set_outcome(tx, &transfer.hash, "owed").await?;
        task(tx, transfer, transfer.ton_amount, reason, now).await?;
    }
    Ok(amount)
}

/// What came for a quote and was too little so far goes back, as nobody waits for
/// the rest any more.
pub(in crate::payments) async fn give_held_back(
    tx: &mut PgConnection,
    order: Uuid,
    reason: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let held = store::list_held(tx, order).await?;
    give_all_back(tx, &held, reason, now).await?;
    Ok(())
}

async fn task(
    tx: &mut PgConnection,
    transfer: &Transfer,
    amount: Decimal,
    reason: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let new = NewRefund {
        payment_id: None,
        transfer_hash: Some(&transfer.hash),
        price: Price::Ton(amount),
        address: Some(&transfer.source),
        is_whole: false,
        reason,
        is_manual: true,
    };
    metrics::counter!("pinglass_payments_total",
        "provider" => Provider::Ton.id(), "outcome" => reason.to_owned())
    .increment(1);
    if let Some(refund_id) = store::insert_refund(tx, &new, now).await? {
        queue::add(tx, &TellStaffOfTask { refund_id }, now).await?;
    }
    Ok(())
}

pub(super) async fn tell(
    tx: &mut PgConnection,
    order: &Order,
    news: CoinNews,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let at = match news {
        CoinNews::Returning { .. } => now + AFTER_THE_REST,
        CoinNews::TooLittle { .. } | CoinNews::Over => now,
    };
    let tell = TellOfCoins {
        order_id: order.id,
        news,
    };
    queue::add(tx, &tell, at).await
}
