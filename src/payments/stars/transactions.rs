//! Telegram's own list of Star transactions against our books: charges that never
//! reached us are settled, refunds made elsewhere are noted, and what only a
//! human can judge goes to the staff.

use std::{collections::HashSet, time::Duration};

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sqlx::PgConnection;
use teloxide::types::User;

use super::charge;
use crate::{
    accounts::{self, Person, Sealer},
    outbound,
    payments::{
        Deps, Provider, Reconciliation, Settled,
        differences::{Difference, Kind},
        jobs::SweepStars,
        refunds, settle, store,
    },
    queue::{JobResult, Next, OrElse},
};

/// Bot API, getStarTransactions: at most 100 a page.
const PAGE: usize = 100;

const SWEEP_EVERY: TimeDelta = TimeDelta::minutes(10);

/// The name of the count of transactions that were compared.
const CURSOR: &str = "star_transactions";

/// Read again each time: what was being settled while the last sweep looked.
const OVERLAP: i64 = 100;

/// The update of a younger charge is likely on its way: settling it is no news.
const UPDATES_TAKE: TimeDelta = TimeDelta::minutes(2);

/// One line of Telegram's list, as far as we need it.
pub(in crate::payments) struct Transaction {
    /// A refund carries the id of its payment; only the direction tells them apart.
    id: String,
    at: i64,
    stars: Option<i32>,
    is_refund: bool,
    /// The person who paid an invoice; `None` for anything else.
    payer: Option<Value>,
    payload: String,
}

impl Transaction {
    /// Read leniently: teloxide's types fail on any partner they do not know.
    fn read(line: &Value) -> Option<Self> {
        let is_refund = line["receiver"]["type"] == "user";
        let partner = if is_refund {
            &line["receiver"]
        } else {
            &line["source"]
        };
        Some(Self {
            id: line["id"].as_str()?.to_owned(),
            at: line["date"].as_i64().unwrap_or_default(),
            stars: line["amount"]
                .as_i64()
                .and_then(|stars| stars.try_into().ok()),
            is_refund,
            payer: is_invoice(partner).then(|| partner["user"].clone()),
            payload: partner["invoice_payload"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        })
    }

    fn is_young(&self, now: DateTime<Utc>) -> bool {
        self.at > (now - UPDATES_TAKE).timestamp()
    }
}

/// Bot API, TransactionPartnerUser: what people do besides paying invoices, such
/// as gifts and paid media, is none of ours. Older servers do not tell.
fn is_invoice(partner: &Value) -> bool {
    partner["type"] == "user"
        && matches!(
            partner["transaction_type"].as_str(),
            None | Some("invoice_payment")
        )
}

/// The recurring comparison: what is new since the last one.
pub(in crate::payments) async fn sweep(deps: Deps, _: SweepStars) -> JobResult {
    let now = deps.clock.now();
    let mut connection = deps.db.connection().await.or_retry()?;
    let read_before = store::cursor(&mut connection, CURSOR).await.or_retry()?;
    drop(connection);
    let from = read_before.map_or(0, |(count, _)| (count - OVERLAP).max(0));
    let lines = list_from(&deps, usize::try_from(from).unwrap_or_default())
        .await
        .or_retry()?;
    let found = compare(&deps, &lines).await.or_retry()?;
    let count = from + i64::try_from(lines.len()).unwrap_or_default();
    let mut connection = deps.db.connection().await.or_retry()?;
    store::move_cursor(&mut connection, CURSOR, count, now)
        .await
        .or_retry()?;
    if !found.healed.is_empty() || !found.open.is_empty() {
        tracing::warn!(
            healed = found.healed.len(),
            open = found.open.len(),
            "the Star transactions differed from our books"
        );
    }
    Ok(Next::At(now + SWEEP_EVERY))
}

/// Compares everything since `since`, also the other way round: what we believe
/// to have been paid and Telegram does not know.
///
/// # Errors
/// When Telegram or the database can't be asked.
pub(in crate::payments) async fn compare_all(
    deps: &Deps,
    since: Option<DateTime<Utc>>,
) -> anyhow::Result<Reconciliation> {
    let asked_at = deps.clock.now();
    let lines = list_from(deps, 0).await?;
    let known: HashSet<&str> = lines.iter().map(|line| line.id.as_str()).collect();
    let in_time = |at: i64| since.is_none_or(|since| at >= since.timestamp());
    let (recent, _): (Vec<_>, Vec<_>) = lines.iter().partition(|line| in_time(line.at));
    let mut found = compare(deps, recent).await?;
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    for (payment_id, charge_id) in store::list_star_charges(&mut tx, since, asked_at).await? {
        if !known.contains(charge_id.as_str()) {
            let difference = Difference {
                provider: Provider::Stars,
                kind: Kind::UnknownAtProvider,
                subject: charge_id,
                payment_id: Some(payment_id),
            };
            let key = payment_id.to_string();
            difference.note(&mut tx, &key, deps.staff_lang, now).await?;
            found.note(&difference);
        }
    }
    tx.commit().await?;
    Ok(found)
}

async fn list_from(deps: &Deps, from: usize) -> anyhow::Result<Vec<Transaction>> {
    let client = outbound::client(Duration::from_secs(30));
    let mut lines = Vec::new();
    loop {
        let page = page(deps, &client, from + lines.len()).await?;
        let count = page.len();
        lines.extend(page);
        if count < PAGE {
            return Ok(lines);
        }
    }
}

async fn page(
    deps: &Deps,
    client: &reqwest::Client,
    offset: usize,
) -> anyhow::Result<Vec<Transaction>> {
    let base = deps.telegram.api_url.as_str().trim_end_matches('/');
    let address = format!(
        "{base}/bot{}/GetStarTransactions",
        deps.telegram.token.expose_secret()
    );
    let request = client
        .post(address)
        .json(&json!({ "offset": offset, "limit": PAGE }));
    let response = outbound::send("telegram", "GetStarTransactions", request)
        .await
        .context("cannot ask Telegram for the Star transactions")?;
    let body = response
        .bytes()
        .await
        .map_err(reqwest::Error::without_url)
        .context("cannot read Telegram's list of Star transactions to its end")?;
    read_page(&body)
}

/// Reads an answer of `getStarTransactions`.
///
/// # Errors
/// When it is none, or a line of it can't be understood; none is skipped, as it
/// may be a charge.
pub(in crate::payments) fn read_page(body: &[u8]) -> anyhow::Result<Vec<Transaction>> {
    let answer: Value = serde_json::from_slice(body).context("Telegram's answer can't be read")?;
    anyhow::ensure!(
        answer["ok"] == true,
        "Telegram refused to list the Star transactions"
    );
    let lines = answer["result"]["transactions"]
        .as_array()
        .context("Telegram's list of Star transactions has another form than documented")?;
    lines
        .iter()
        .map(|line| Transaction::read(line).context("a Star transaction has no id"))
        .collect()
}

async fn compare<'a>(
    deps: &Deps,
    lines: impl IntoIterator<Item = &'a Transaction>,
) -> anyhow::Result<Reconciliation> {
    let lines: Vec<_> = lines.into_iter().collect();
    let given_back: HashSet<&str> = lines
        .iter()
        .filter(|line| line.is_refund)
        .map(|line| line.id.as_str())
        .collect();
    let mut found = Reconciliation::default();
    for line in lines {
        found.compared += 1;
        if line.payer.is_none() {
            continue;
        }
        let mut tx = deps.db.begin().await?;
        let payment = store::find_by_charge(&mut tx, Provider::Stars, &line.id).await?;
        let difference = match payment {
            Some(payment_id) if line.is_refund => {
                found.join(note_refund(deps, &mut tx, &line.id, payment_id).await?);
                None
            }
            // Came and went without us: nobody is owed anything.
            None if line.is_refund || given_back.contains(line.id.as_str()) => None,
            Some(_) => None,
            None => settle_lost(deps, &mut tx, line).await?,
        };
        if let Some((kind, payment_id)) = difference {
            let difference = Difference {
                provider: Provider::Stars,
                kind,
                subject: line.id.clone(),
                payment_id,
            };
            let now = deps.clock.now();
            if !(kind.is_healed() && line.is_young(now)) {
                difference
                    .note(&mut tx, &line.id, deps.staff_lang, now)
                    .await?;
            }
            found.note(&difference);
        }
        tx.commit().await?;
    }
    Ok(found)
}

type Found = (Kind, Option<i32>);

/// A refund that Telegram tells of, in its list or by an update. One of our own,
/// whose answer was lost, is no news; any other is told to the staff.
pub(in crate::payments) async fn note_refund(
    deps: &Deps,
    tx: &mut PgConnection,
    charge_id: &str,
    payment_id: i32,
) -> anyhow::Result<Reconciliation> {
    let now = deps.clock.now();
    let mut found = Reconciliation::default();
    let payment = store::find(tx, payment_id).await?;
    let was_wanted = payment.is_some_and(|payment| payment.is_going_back);
    if refunds::note_refunded_elsewhere(tx, payment_id, now).await? && !was_wanted {
        let difference = Difference {
            provider: Provider::Stars,
            kind: Kind::RefundElsewhere,
            subject: charge_id.to_owned(),
            payment_id: Some(payment_id),
        };
        difference.note(tx, charge_id, deps.staff_lang, now).await?;
        found.note(&difference);
    }
    Ok(found)
}

/// A charge that never reached us; `None` when it just has. Whoever paid may be gone from the database too.
async fn settle_lost(
    deps: &Deps,
    tx: &mut PgConnection,
    line: &Transaction,
) -> anyhow::Result<Option<Found>> {
    let now = deps.clock.now();
    let (Some(payer), Some(stars)) = (payer(deps, tx, line, now).await?, line.stars) else {
        return Ok(Some((Kind::ChargeOfNobody, None)));
    };
    let charge = charge(line.id.clone(), &line.payload, stars);
    let (kind, payment_id) = match settle(tx, payer.id, &charge, now).await? {
        Settled::Paid { payment_id } => (Kind::ChargeSettled, payment_id),
        Settled::Extra { payment_id } => (Kind::ChargeKept, payment_id),
        Settled::GoingBack { payment_id } => (Kind::ChargeGoesBack, payment_id),
        // Its update came this very moment.
        Settled::Before => return Ok(None),
    };
    Ok(Some((kind, Some(payment_id))))
}

async fn payer(
    deps: &Deps,
    tx: &mut PgConnection,
    line: &Transaction,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Person>> {
    let Some(user) = line.payer.clone() else {
        return Ok(None);
    };
    let telegram_id = user["id"].as_i64();
    if let Some(telegram_id) = telegram_id
        && let Some(person) = accounts::find_by_telegram_id(tx, telegram_id).await?
    {
        return Ok(Some(person));
    }
    match serde_json::from_str::<User>(&user.to_string()) {
        Ok(user) => {
            let sealer = Sealer::new(&deps.telegram.token);
            Ok(Some(accounts::meet(tx, &sealer, &user, None, now).await?))
        }
        Err(_) => Ok(None),
    }
}
