//! Sets and money going back never both happen: whoever decides holds the set's
//! row, as does each album before it is sent.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    Deps, Set, SetStatus,
    jobs::ShowProgress,
    store::{albums, sets, tasks},
};
use crate::{
    accounts::Person,
    db::Db,
    payments::{self, PartRefund, PaymentRefunded},
    queue::{self, JobResult, Lease, Next, OrElse},
};

/// What came of the wish to give a whole payment back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    UnderWay,
    /// Photos have reached the person, or are about to.
    Delivered,
    /// Refunded, or going back already.
    Impossible,
}

/// Decides that the whole payment goes back, and stops its set in the same
/// transaction. Once an album is on its way only `is_forced` gives it back, and
/// the photos stay with the person.
pub(super) async fn decide(
    tx: &mut PgConnection,
    payment_id: i32,
    is_forced: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<Decision> {
    let mut set = hold_set(tx, payment_id).await?;
    if set.is_none() {
        // Whoever begins a set holds the payment, so that it is seen now or never begun.
        payments::hold(tx, payment_id).await?;
        set = hold_set(tx, payment_id).await?;
    }
    let is_delivered = match &set {
        Some(set) => is_delivered(tx, set).await?,
        None => false,
    };
    if is_delivered && !is_forced {
        return Ok(Decision::Delivered);
    }
    if !payments::give_back_by_staff(tx, payment_id, now).await? {
        return Ok(Decision::Impossible);
    }
    if let Some(set) = set {
        make_no_more(tx, &set, is_delivered, now).await?;
    }
    Ok(Decision::UnderWay)
}

/// The set of a payment, unless it was stopped, with its row locked.
pub(super) async fn hold_set(
    tx: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Option<Set>> {
    let Some(set_id) = sets::find_by_payment(tx, payment_id).await? else {
        return Ok(None);
    };
    sets::lock(tx, set_id).await?;
    sets::find(tx, set_id).await
}

/// Whether photos have reached the person, or are about to. An older program,
/// whose sets have no chat, showed them as they came.
pub(super) async fn is_delivered(tx: &mut PgConnection, set: &Set) -> anyhow::Result<bool> {
    Ok(set.chat_id.is_none() && set.made() > 0 || albums::any_started(tx, set.id).await?)
}

/// Why a set has ended, for the books.
pub(super) const GIVEN_BACK: &str = "the payment was given back";

/// Nothing more is made of a set whose payment goes back.
async fn make_no_more(
    tx: &mut PgConnection,
    set: &Set,
    is_delivered: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    // A set that failed has ended, and its person has read so.
    if !is_delivered && set.status != SetStatus::Failed {
        return stop(tx, set.id, now).await;
    }
    if set.is_running() {
        // Its first photos were sent early: what was made stays, and nothing is added.
        tasks::fail_pending(tx, set.id, GIVEN_BACK).await?;
        sets::finish(tx, set.id, SetStatus::Completed, Some(GIVEN_BACK), now).await?;
        sets::mark_told(tx, set.id, now).await?;
        queue::add(tx, &ShowProgress { set_id: set.id }, now).await?;
    }
    sets::mark_rest_paid_back(tx, set.id, now).await
}

/// Nothing of the set is sent either, and its progress message says so.
async fn stop(tx: &mut PgConnection, set_id: i32, now: DateTime<Utc>) -> anyhow::Result<()> {
    tasks::fail_pending(tx, set_id, GIVEN_BACK).await?;
    sets::stop(tx, set_id, now).await?;
    queue::add(tx, &ShowProgress { set_id }, now).await?;
    metrics::counter!("pinglass_sets_ended_total", "outcome" => "given_back").increment(1);
    Ok(())
}

/// A payment went back whole, here or elsewhere: a set of which nothing was sent
/// is stopped, and of any other nothing more is made.
pub(super) async fn stop_set(deps: Deps, lease: Lease, job: PaymentRefunded) -> JobResult {
    follow_refund(&deps, &lease, job.payment_id)
        .await
        .or_retry()?;
    Ok(Next::Done)
}

async fn follow_refund(deps: &Deps, lease: &Lease, payment_id: i32) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    let Some(set) = hold_set(&mut tx, payment_id).await? else {
        return Ok(());
    };
    let is_delivered = is_delivered(&mut tx, &set).await?;
    make_no_more(&mut tx, &set, is_delivered, now).await?;
    tx.commit()
        .await
        .context("cannot commit what a refund means for its set")
}

/// What came of the wish to have the missing photos paid back.
pub(super) enum MissingPaid {
    Refund(PartRefund),
    /// They are being made, all there, or paid back before.
    NothingToDo,
    /// No set of this person.
    Unknown,
}

/// Pays the photos back that would not come out, instead of making them again.
pub(super) async fn pay_missing_back(
    db: &Db,
    person: &Person,
    set_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<MissingPaid> {
    let mut tx = db.begin().await?;
    let paid = pay_missing_in(&mut tx, Some(person.id), set_id, now).await?;
    tx.commit().await.context("cannot commit a part's refund")?;
    Ok(paid)
}

/// As [`pay_missing_back`], inside the caller's transaction; without an owner, whosever
/// the set is.
pub(super) async fn pay_missing_in(
    tx: &mut PgConnection,
    owner: Option<i32>,
    set_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<MissingPaid> {
    sets::lock(tx, set_id).await?;
    let set = sets::find(tx, set_id).await?;
    let is_owners = |set: &Set| owner.is_none_or(|owner| set.user_id == owner);
    let Some(set) = set.filter(is_owners) else {
        return Ok(MissingPaid::Unknown);
    };
    let is_open = !set.is_running() && set.made() > 0 && set.missing() > 0;
    let (Some(payment_id), true) = (set.payment_id, is_open && !set.is_rest_paid_back) else {
        return Ok(MissingPaid::NothingToDo);
    };
    let share = (set.missing(), set.total);
    let refund = payments::request_part_refund(tx, payment_id, share, now).await?;
    if let PartRefund::OnItsWay(_) = refund {
        sets::mark_rest_paid_back(tx, set_id, now).await?;
    }
    Ok(MissingPaid::Refund(refund))
}
