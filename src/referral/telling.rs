//! Tells people what they have earned, and what was taken back of it: one short message
//! for all that came together, however much a busy day brings.
//!
//! What is told is written down before it is said, and undone when Telegram did not take
//! it. So a sum is never told twice; a crash at that very moment costs a message at most,
//! and the page of the programme shows the sum all the same.

mod screens;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::{
    Deps,
    jobs::TellEarnings,
    store::{self, told::Told},
};
use crate::{
    accounts::{self, Person},
    queue::{self, JobResult, Lease, Next, OrElse, Registry},
    telegram::{Lane, SendError},
};

/// So long news is gathered before it is told.
const GATHERED_FOR: TimeDelta = TimeDelta::minutes(1);

/// What a person has not been told yet, in roubles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct News {
    credited: Decimal,
    /// Of how many purchases.
    purchases: usize,
    taken_back: Decimal,
    /// What can be withdrawn now.
    balance: Decimal,
}

impl News {
    fn of(told: &[Told], balance: Decimal) -> Self {
        let mut news = Self {
            balance,
            ..Self::default()
        };
        for told in told {
            let more = told.after - told.before;
            if more > Decimal::ZERO {
                news.credited += more;
                news.purchases += 1;
            } else {
                news.taken_back -= more;
            }
        }
        news
    }
}

/// Has the person told soon of what they have earned or lost.
pub(super) async fn plan(
    connection: &mut PgConnection,
    user_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &TellEarnings { user_id }, now + GATHERED_FOR).await
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let deps = deps.clone();
    registry.on(move |job: TellEarnings, lease| tell_earnings(deps.clone(), lease, job))
}

async fn tell_earnings(deps: Deps, lease: Lease, job: TellEarnings) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let person = accounts::find_by_id(&mut connection, job.user_id)
        .await
        .or_retry()?;
    drop(connection);
    let told = note_told(&deps, &lease, job.user_id).await.or_retry()?;
    let (told, balance) = told;
    let person = person.filter(|person| !person.is_banned && !person.is_leaving);
    let (Some(person), false) = (person, told.is_empty()) else {
        return Ok(Next::Done);
    };
    let screen = screens::news(person.lang, &News::of(&told, balance));
    let sent = deps
        .sender
        .show(Lane::Delivery, person.chat(), None, &screen)
        .await;
    match sent {
        // Without an answer it may have been said, and a sum is not said twice.
        Ok(_) | Err(SendError::Unknown) => Ok(Next::Done),
        Err(SendError::Unreachable(_)) => {
            note_unreachable(&deps, &person).await.or_retry()?;
            Ok(Next::Done)
        }
        Err(error) => {
            undo(&deps, job.user_id, &told).await.or_retry()?;
            Err(error).or_retry()
        }
    }
}

async fn note_told(
    deps: &Deps,
    lease: &Lease,
    user_id: i32,
) -> anyhow::Result<(Vec<Told>, Decimal)> {
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    let account = store::accounts::lock(&mut tx, user_id).await?;
    let told = store::told::note(&mut tx, user_id).await?;
    tx.commit()
        .await
        .context("cannot commit what a person is told")?;
    let balance = account.map(|account| account.balance).unwrap_or_default();
    Ok((told, balance))
}

/// Whoever can't be reached sees it on the page when they come back.
async fn note_unreachable(deps: &Deps, person: &Person) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    accounts::mark_unreachable(&mut connection, person.chat(), deps.clock.now()).await
}

async fn undo(deps: &Deps, user_id: i32, told: &[Told]) -> anyhow::Result<()> {
    let mut tx = deps.db.begin().await?;
    store::accounts::lock(&mut tx, user_id).await?;
    for told in told {
        store::told::undo(&mut tx, told).await?;
    }
    tx.commit()
        .await
        .context("cannot commit that a person was not told")
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    #[test]
    fn what_came_and_what_went_is_summed_apart() {
        let told = |before, after| Told {
            earning_id: 1,
            before,
            after,
        };
        let together = [
            told(dec!(0), dec!(49.90)),
            told(dec!(0), dec!(10.01)),
            told(dec!(30), dec!(12.50)),
        ];
        let news = News::of(&together, dec!(42.41));
        assert_eq!((news.credited, news.purchases), (dec!(59.91), 2));
        assert_eq!((news.taken_back, news.balance), (dec!(17.50), dec!(42.41)));
    }
}
