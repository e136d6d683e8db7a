//! Reads what came to our wallet, by logical time from where the last look ended,
//! and ends quotes when the chain was read beyond their time.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use super::judge::{give_back, judge, tell};
use crate::{
    payments::{
        Deps, Provider, Reconciliation,
        differences::{Difference, Kind},
        jobs::{CoinNews, WatchTon},
        settle::count_ended,
        store,
        ton::{Ton, TonError, Transaction},
    },
    queue::{self, JobResult, Next, OrElse},
};

/// The name of the logical time up to which the wallet was read.
const CURSOR: &str = "ton_wallet";

const PAGE: usize = 100;

/// While somebody may be paying.
const LOOK_CLOSELY: TimeDelta = TimeDelta::seconds(5);

/// While nobody has an open quote; late payments still come.
const LOOK_NOW_AND_THEN: TimeDelta = TimeDelta::minutes(1);

/// How far the index may be behind the chain.
const INDEX_LAG: TimeDelta = TimeDelta::minutes(2);

/// A hole in the history is waited for this long: the index usually fills it.
const GAP_PATIENCE: TimeDelta = TimeDelta::minutes(5);

pub(in crate::payments) async fn watch(deps: Deps, _: WatchTon) -> JobResult {
    let Some(ton) = deps.methods.ton() else {
        return Ok(Next::Done);
    };
    match read(&deps, ton).await {
        Ok(()) => {}
        Err(TonError::Busy) => tracing::debug!("toncenter is busy"),
        Err(TonError::Failed(error)) => {
            metrics::counter!("pinglass_ton_watch_failures_total").increment(1);
            tracing::warn!(error = format!("{error:#}"), "the wallet can't be read");
        }
    }
    let mut connection = deps.db.connection().await.or_retry()?;
    let is_awaited = store::has_open_orders(&mut connection, Provider::Ton)
        .await
        .or_retry()?;
    let pause = if is_awaited {
        LOOK_CLOSELY
    } else {
        LOOK_NOW_AND_THEN
    };
    Ok(Next::At(deps.clock.now() + pause))
}

/// Has the wallet looked at without waiting for the next round.
pub(super) async fn look_now(deps: &Deps) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    queue::add(&mut connection, &WatchTon {}, deps.clock.now()).await
}

/// Where reading goes on. Without a cursor it begins with what comes next: what
/// the wallet did before the bot is none of the bot's business.
pub(super) async fn cursor(deps: &Deps, ton: &Ton) -> Result<(i64, DateTime<Utc>), TonError> {
    let known = store::cursor(&mut *deps.db.connection().await?, CURSOR).await?;
    if let Some(cursor) = known {
        return Ok(cursor);
    }
    let newest = ton.newest_lt().await?.unwrap_or_default();
    let now = deps.clock.now();
    store::move_cursor(&mut *deps.db.connection().await?, CURSOR, newest, now).await?;
    Ok((newest, now))
}

async fn read(deps: &Deps, ton: &Ton) -> Result<(), TonError> {
    loop {
        let asked_at = deps.clock.now();
        let (position, looked_at) = cursor(deps, ton).await?;
        let page = ton.page(position, PAGE).await?;
        let count = page.len();
        let is_patient = asked_at - looked_at < GAP_PATIENCE;
        let readable = readable(&page, position, is_patient);
        take_in(deps, position, readable, asked_at).await?;
        if readable.len() < count {
            // The rest is not final yet, or a hole has to fill first.
            return Ok(());
        }
        if count < PAGE {
            let mut connection = deps.db.connection().await?;
            store::move_cursor(&mut connection, CURSOR, position, asked_at).await?;
            drop(connection);
            return Ok(end_overdue(deps, asked_at - INDEX_LAG).await?);
        }
    }
}

/// The beginning of a page that can be relied on: final, and without a hole
/// behind what was read before, as long as there is patience for one.
fn readable(page: &[Transaction], position: i64, is_patient: bool) -> &[Transaction] {
    let mut last = position;
    for (index, transaction) in page.iter().enumerate() {
        let follows = transaction
            .previous_lt
            .is_none_or(|previous| previous <= last);
        if !transaction.is_final || !follows && is_patient && last > 0 {
            return &page[..index];
        }
        last = transaction.lt;
    }
    page
}

/// Judges transactions and moves the cursor behind them, in one transaction.
async fn take_in(
    deps: &Deps,
    position: i64,
    page: &[Transaction],
    asked_at: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Some(newest) = page.last() else {
        return Ok(());
    };
    let mut tx = deps.db.begin().await?;
    let mut last = position;
    for transaction in page {
        if last > 0
            && transaction
                .previous_lt
                .is_some_and(|previous| previous > last)
        {
            let difference = Difference {
                provider: Provider::Ton,
                kind: Kind::Gap,
                subject: last.to_string(),
                payment_id: None,
            };
            difference
                .note(&mut tx, &last.to_string(), deps.staff_lang, asked_at)
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
        for transfer in &held {
            give_back(&mut tx, transfer, "too_little", now).await?;
        }
        if !held.is_empty() {
            let news = CoinNews::Returning {
                amount: held.iter().map(|transfer| transfer.ton_amount).sum(),
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

/// Reads the history since `since` again, whatever the cursor says: what was
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
    let from = since.map_or(begun, |since| since.max(begun));
    let now = deps.clock.now();
    let mut seen = std::collections::HashSet::new();
    loop {
        let page = ton.since(from, found.compared, PAGE).await?;
        for transaction in page.iter().filter(|transaction| transaction.is_final) {
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
                difference
                    .note(&mut tx, &transaction.hash, deps.staff_lang, now)
                    .await?;
                found.note(&difference);
            }
            tx.commit().await?;
            seen.insert(transaction.hash.clone());
        }
        found.compared += page.len();
        if page.len() < PAGE {
            break;
        }
    }
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
