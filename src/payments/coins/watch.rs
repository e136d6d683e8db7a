//! Reads what came to our wallet, by logical time from where the last look ended,
//! and ends quotes when the chain was read beyond their time.

use std::collections::HashSet;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;

use super::judge::{give_all_back, judge, tell};
use crate::{
    payments::{
        Deps, Provider, Reconciliation,
        differences::{Difference, Kind},
        jobs::{CoinNews, WatchTon},
        settle::count_ended,
        store,
        ton::{self, Ton, TonError, Transaction},
    },
    queue::{self, JobResult, Next, OrElse},
};

/// The name of the logical time up to which the wallet was read.
const CURSOR: &str = "ton_wallet";

/// The name of the logical time after which something stands in the way of reading,
/// and since when.
const OBSTACLE: &str = "ton_obstacle";

const PAGE: usize = 100;

/// While somebody may be paying.
const LOOK_CLOSELY: TimeDelta = TimeDelta::seconds(5);

/// While nobody has an open quote; late payments still come.
const LOOK_NOW_AND_THEN: TimeDelta = TimeDelta::minutes(1);

/// How far the index may be behind the chain.
const INDEX_LAG: TimeDelta = TimeDelta::minutes(2);

/// A hole in the history, or what can't be understood, is waited for this long:
/// the index usually mends it.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);

/// A wallet that could not be read for so long is the staff's affair too: people
/// who have paid are waiting.
const LONG_AWAY: TimeDelta = TimeDelta::minutes(15);

pub(in crate::payments) async fn watch(deps: Deps, _: WatchTon) -> JobResult {
    let Some(ton) = deps.methods.ton() else {
        return Ok(Next::Done);
    };
    let failure = read(&deps, ton).await.err();
    let mut connection = deps.db.connection().await.or_retry()?;
    let is_awaited = store::has_open_orders(&mut connection, Provider::Ton)
        .await
        .or_retry()?;
    drop(connection);
    if let Some(error) = failure {
        metrics::counter!("pinglass_ton_watch_failures_total").increment(1);
        tracing::warn!(error = error.to_string(), "the wallet can't be read");
        note_long_absence(&deps).await.or_retry()?;
    }
    let pause = if is_awaited {
        LOOK_CLOSELY
    } else {
        LOOK_NOW_AND_THEN
    };
    Ok(Next::At(deps.clock.now() + pause))
}

/// Tells the staff, once, of a wallet that has not been read for long.
async fn note_long_absence(deps: &Deps) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    let Some((_, looked_at)) = store::cursor(&mut tx, CURSOR).await? else {
        return Ok(());
    };
    if now - looked_at >= LONG_AWAY {
        let difference = Difference {
            provider: Provider::Ton,
            kind: Kind::WalletAway,
            subject: looked_at.format("%d.%m.%Y %H:%M").to_string(),
            payment_id: None,
        };
        let key = looked_at.timestamp().to_string();
        difference.note(&mut tx, &key, deps.staff_lang, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Has the wallet looked at without waiting for the next round.
pub(super) async fn look_now(deps: &Deps) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    queue::add(&mut connection, &WatchTon {}, deps.clock.now()).await
}

/// Where reading goes on. Without a cursor it begins with what comes next: what
/// the wallet did before the bot is none of the bot's business.
pub(super) async fn cursor(deps: &Deps, ton: &Ton) -> Result<i64, TonError> {
    let known = store::cursor(&mut *deps.db.connection().await?, CURSOR).await?;
    if let Some((position, _)) = known {
        return Ok(position);
    }
    let newest = ton.newest_lt().await?.unwrap_or_default();
    let now = deps.clock.now();
    store::move_cursor(&mut *deps.db.connection().await?, CURSOR, newest, now).await?;
    Ok(newest)
}

async fn read(deps: &Deps, ton: &Ton) -> Result<(), TonError> {
    loop {
        let asked_at = deps.clock.now();
        let position = cursor(deps, ton).await?;
        let mut page = ton.page(position, PAGE).await?;
        let count = page.transactions.len();
        // What is not final may vanish, and a final one that follows without it has
        // taken its place.
        page.transactions.retain(|transaction| transaction.is_final);
        let transactions = page.transactions.as_slice();
        let mut taken = clear_way(position, transactions);
        if let (0, [first, rest @ ..]) = (taken, transactions)
            && has_waited(deps, position, asked_at).await?
        {
            taken = 1 + clear_way(first.lt, rest);
        }
        take_in(deps, position, &transactions[..taken], asked_at).await?;
        if taken < count {
            return Ok(());
        }
        if page.is_last {
            let mut connection = deps.db.connection().await?;
            store::move_cursor(&mut connection, CURSOR, position, asked_at).await?;
            drop(connection);
            return Ok(end_overdue(deps, asked_at - INDEX_LAG).await?);
        }
    }
}

/// Why reading can't go on to a transaction, unless it has waited long enough.
enum Obstacle {
    /// The index does not show what came before it.
    Hole,
    Unreadable,
}

impl Obstacle {
    fn before(next: &Transaction, last: i64) -> Option<Self> {
        if next.previous_lt.is_some_and(|previous| previous > last) {
            Some(Self::Hole)
        } else if matches!(next.kind, ton::Kind::Unreadable(_)) {
            Some(Self::Unreadable)
        } else {
            None
        }
    }
}

/// How many transactions after `last` can be read without an obstacle.
fn clear_way(mut last: i64, transactions: &[Transaction]) -> usize {
    let is_clear = |next: &&Transaction| {
        let obstacle = Obstacle::before(next, last);
        last = next.lt;
        obstacle.is_none()
    };
    transactions.iter().take_while(is_clear).count()
}

/// Whether the obstacle after `position` has been there for long, and notes since
/// when it is.
async fn has_waited(deps: &Deps, position: i64, now: DateTime<Utc>) -> anyhow::Result<bool> {
    let mut connection = deps.db.connection().await?;
    match store::cursor(&mut connection, OBSTACLE).await? {
        Some((noted, since)) if noted == position => Ok(now - since >= PATIENCE),
        _ => {
            store::move_cursor(&mut connection, OBSTACLE, position, now).await?;
            Ok(false)
        }
    }
}

/// Judges transactions and moves the cursor behind them, in one transaction.
async fn take_in(
    deps: &Deps,
    position: i64,
    transactions: &[Transaction],
    asked_at: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Some(newest) = transactions.last() else {
        return Ok(());
    };
    let mut tx = deps.db.begin().await?;
    let mut last = position;
    for transaction in transactions {
        if let Some(obstacle) = Obstacle::before(transaction, last) {
            let (kind, subject) = match obstacle {
                Obstacle::Hole => (Kind::Gap, last),
                Obstacle::Unreadable => (Kind::Unreadable, transaction.lt),
            };
            let subject = subject.to_string();
            let difference = Difference {
                provider: Provider::Ton,
                kind,
                subject: subject.clone(),
                payment_id: None,
            };
            difference
                .note(&mut tx, &subject, deps.staff_lang, asked_at)
                .await?;
        }
        judge(&mut tx, deps, transaction).await?;
        last = transaction.lt;
    }
    store::move_cursor(&mut tx, CURSOR, newest.lt, asked_at).await?;
    tx.commit()
        .await
        .context("cannot commit what came to the wallet")
}

/// Ends quotes whose time was over at `until`: what was too little goes back.
async fn end_overdue(deps: &Deps, until: DateTime<Utc>) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let mut connection = deps.db.connection().await?;
    let mut overdue = store::list_overdue_orders(&mut connection, Provider::Ton, until).await?;
    overdue.extend(store::list_overdue_holds(&mut connection, until).await?);
    drop(connection);
    overdue.sort_unstable();
    overdue.dedup();
    for id in overdue {
        let mut tx = deps.db.begin().await?;
        let Some(order) = store::lock_order(&mut tx, id).await? else {
            continue;
        };
        let held = store::list_held(&mut tx, id).await?;
        let amount = give_all_back(&mut tx, &held, "too_little", now).await?;
        if amount > Decimal::ZERO {
            let news = CoinNews::Returning {
                amount,
                why: "too_little".to_owned(),
            };
            tell(&mut tx, &order, news, now).await?;
        }
        if store::close_order(&mut tx, id).await? {
            tell(&mut tx, &order, CoinNews::Over, now).await?;
            count_ended(Provider::Ton, "canceled", 1);
        }
        tx.commit()
            .await
            .context("cannot commit the end of a quote")?;
    }
    Ok(())
}

/// Reads the history since `since` again, as far as the cursor came: what was
/// missed is taken in, and what we believe to have received is looked for.
///
/// # Errors
/// When toncenter or the database can't be asked.
pub(in crate::payments) async fn compare_all(
    deps: &Deps,
    since: Option<DateTime<Utc>>,
) -> anyhow::Result<Reconciliation> {
    let mut found = Reconciliation::default();
    let begun = store::first_quote(&mut *deps.db.connection().await?).await?;
    let (Some(ton), Some(begun)) = (deps.methods.ton(), begun) else {
        return Ok(found);
    };
    // What is merely new is no difference.
    read(deps, ton).await?;
    let position = cursor(deps, ton).await?;
    let from = since.map_or(begun, |since| since.max(begun));
    let mut seen = HashSet::new();
    let mut page = ton.since(from, PAGE).await?;
    loop {
        for transaction in &page.transactions {
            if transaction.is_final && transaction.lt <= position {
                found.compared += 1;
                compare(deps, transaction, &mut found).await?;
                seen.insert(transaction.hash.clone());
            }
        }
        match page.transactions.last() {
            Some(last) if !page.is_last => page = ton.page(last.lt, PAGE).await?,
            _ => break,
        }
    }
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    for (hash, payment_id) in store::list_paid_transfers(&mut tx, from).await? {
        if !seen.contains(&hash) {
            let difference = Difference {
                provider: Provider::Ton,
                kind: Kind::UnknownAtProvider,
                subject: hash.clone(),
                payment_id,
            };
            difference
                .note(&mut tx, &hash, deps.staff_lang, now)
                .await?;
            found.note(&difference);
        }
    }
    tx.commit().await?;
    Ok(found)
}

/// Takes a transaction in that the watch has missed.
async fn compare(
    deps: &Deps,
    transaction: &Transaction,
    found: &mut Reconciliation,
) -> anyhow::Result<()> {
    let mut tx = deps.db.begin().await?;
    if judge(&mut tx, deps, transaction).await? {
        let payment = store::payment_of_transfer(&mut tx, &transaction.hash).await?;
        let difference = Difference {
            provider: Provider::Ton,
            kind: if payment.is_some() {
                Kind::ChargeSettled
            } else {
                Kind::TransferFound
            },
            subject: transaction.hash.clone(),
            payment_id: payment,
        };
        let now = deps.clock.now();
        difference
            .note(&mut tx, &transaction.hash, deps.staff_lang, now)
            .await?;
        found.note(&difference);
    }
    tx.commit()
        .await
        .context("cannot commit what a comparison found")
}
