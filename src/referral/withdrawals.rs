//! Money on its way out: reserved when it is asked for, approved by the staff, sent by
//! one of them, and in the balance again whenever it is not sent.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

mod log;
mod moved;
mod request;

pub(super) use self::log::audit_look;
use self::log::{SENDING, audit};
pub(crate) use self::request::{Status, Withdrawal};
pub use self::{
    moved::Moved,
    request::{Method, NewWithdrawal},
};
use super::{
    Deps, approvals,
    jobs::{HideDetails, ShowWithdrawal, TellWithdrawal, WatchWithdrawal},
    store,
};
use crate::{
    queue,
    staff::{Member, Permission},
};

/// The reason of a request that its person took back.
const CANCELLED: &str = "cancelled";

/// Requests of one person within a day. Nobody needs so many; each calls on the staff.
const MOST_A_DAY: i64 = 10;

/// What became of a wish to be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requested {
    Taken(i32),
    /// Asked for before by the same confirmation.
    Before(i32),
    TooLittle,
    NotEnough {
        available: Decimal,
    },
    /// As many as there may be in a day, with those that were taken back.
    TooMany,
}

/// Reserves the amount and puts the request before the staff.
///
/// # Errors
/// When the database refuses it.
pub async fn request(
    connection: &mut PgConnection,
    deps: &Deps,
    person_id: i32,
    new: &NewWithdrawal,
) -> anyhow::Result<Requested> {
    let now = deps.clock.now();
    super::hold_person(connection, person_id).await?;
    let account = store::accounts::lock(connection, person_id).await?;
    if let Some(id) = store::withdrawals::find_by_key(connection, person_id, new.key).await? {
        return Ok(Requested::Before(id));
    }
    let available = account.map(|account| account.balance).unwrap_or_default();
    if new.amount < deps.rules.withdrawal_min || new.amount.scale() > 2 {
        return Ok(Requested::TooLittle);
    }
    if new.amount > available {
        return Ok(Requested::NotEnough { available });
    }
    let since = now - TimeDelta::days(1);
    if store::withdrawals::count_since(connection, person_id, since).await? >= MOST_A_DAY {
        return Ok(Requested::TooMany);
    }
    let approvals = approvals::needed_for_new(connection, deps, person_id, new.amount).await?;
    let id = store::withdrawals::insert(connection, person_id, new, approvals, now).await?;
    store::accounts::add(connection, person_id, -new.amount, Decimal::ZERO).await?;
    queue::add(connection, &ShowWithdrawal { request_id: id }, now).await?;
    queue::add(connection, &WatchWithdrawal { request_id: id }, now).await?;
    count("requested");
    Ok(Requested::Taken(id))
}

/// Approves a request, or is the first of two who have to.
///
/// # Errors
/// When the database refuses it.
pub async fn approve(
    connection: &mut PgConnection,
    deps: &Deps,
    id: i32,
    member: &Member,
) -> anyhow::Result<Moved> {
    let now = deps.clock.now();
    let Some((request, balance)) = hold(connection, id).await? else {
        return Ok(Moved::NotNow);
    };
    if request.status != Status::Pending {
        return Ok(Moved::NotNow);
    }
    if store::desk::is_of(connection, id, member.telegram_id).await? {
        return Ok(Moved::Own);
    }
    if is_banned(connection, &request).await? {
        return Ok(Moved::Banned);
    }
    if balance < Decimal::ZERO {
        return Ok(Moved::BelowZero);
    }
    if !store::withdrawals::add_approval(connection, id, member, now).await? {
        return Ok(Moved::TwiceBySame);
    }
    let approvals = approvals::count(connection, deps, id, member).await?;
    let needed = approvals::needed(connection, deps, &request).await?;
    let is_enough = approvals >= usize::try_from(needed)?;
    let after = if is_enough { "approved" } else { "pending" };
    audit(
        connection,
        member,
        "withdrawal_approved",
        &request,
        after,
        now,
    )
    .await?;
    if is_enough {
        store::withdrawals::approve(connection, id, now).await?;
        tell(connection, id, now).await?;
        count("approved");
    }
    queue::add(connection, &ShowWithdrawal { request_id: id }, now).await?;
    queue::add(connection, &WatchWithdrawal { request_id: id }, now).await?;
    Ok(if is_enough {
        Moved::Done
    } else {
        Moved::NeedsAnother
    })
}

/// Takes an approved request into the hands of one member, who sends the money and
/// whom nobody gets ahead of.
///
/// # Errors
/// When the database refuses it.
pub async fn begin_paying(
    connection: &mut PgConnection,
    id: i32,
    member: &Member,
    now: DateTime<Utc>,
) -> anyhow::Result<Moved> {
    let Some((request, balance)) = hold(connection, id).await? else {
        return Ok(Moved::NotNow);
    };
    if request.status != Status::Approved {
        return Ok(Moved::NotNow);
    }
    match request.paying_by {
        Some(by) if by == member.telegram_id => return Ok(Moved::Done),
        Some(_) => return Ok(Moved::InOtherHands),
        None if is_banned(connection, &request).await? => return Ok(Moved::Banned),
        None if balance < Decimal::ZERO => return Ok(Moved::BelowZero),
        None => {}
    }
    if store::desk::is_of(connection, id, member.telegram_id).await? {
        return Ok(Moved::Own);
    }
    store::withdrawals::set_paying(connection, id, Some(member.telegram_id), now).await?;
    audit(
        connection,
        member,
        "withdrawal_taken",
        &request,
        SENDING,
        now,
    )
    .await?;
    queue::add(connection, &ShowWithdrawal { request_id: id }, now).await?;
    queue::add(connection, &WatchWithdrawal { request_id: id }, now).await?;
    Ok(Moved::Done)
}

/// Gives a request back that was taken to be sent and was not. An admin may do so for
/// whoever does not come back to it.
///
/// # Errors
/// When the database refuses it.
pub async fn stop_paying(
    connection: &mut PgConnection,
    id: i32,
    member: &Member,
    now: DateTime<Utc>,
) -> anyhow::Result<Moved> {
    let Some((request, _)) = hold(connection, id).await? else {
        return Ok(Moved::NotNow);
    };
    match not_in_hands_of(member, &request) {
        Some(Moved::InOtherHands) if member.role.may(Permission::ChangeSettings) => {}
        Some(refused) => return Ok(refused),
        None => {}
    }
    store::withdrawals::set_paying(connection, id, None, now).await?;
    let action = "withdrawal_given_back";
    audit(connection, member, action, &request, "approved", now).await?;
    queue::add(connection, &HideDetails { request_id: id }, now).await?;
    queue::add(connection, &ShowWithdrawal { request_id: id }, now).await?;
    Ok(Moved::Done)
}

/// Notes that the money was sent, by whoever took it to do so. A refund in between
/// doesn't matter: what is sent is sent.
///
/// # Errors
/// When the database refuses it.
pub async fn complete(
    connection: &mut PgConnection,
    id: i32,
    member: &Member,
    now: DateTime<Utc>,
) -> anyhow::Result<Moved> {
    let Some((request, _)) = hold(connection, id).await? else {
        return Ok(Moved::NotNow);
    };
    if let Some(refused) = not_in_hands_of(member, &request) {
        return Ok(refused);
    }
    store::withdrawals::finish(
        connection,
        id,
        Status::Completed,
        None,
        member.admin_id,
        now,
    )
    .await?;
    let action = "withdrawal_completed";
    audit(connection, member, action, &request, "completed", now).await?;
    queue::add(connection, &HideDetails { request_id: id }, now).await?;
    tell(connection, id, now).await?;
    queue::add(connection, &ShowWithdrawal { request_id: id }, now).await?;
    count("completed");
    Ok(Moved::Done)
}

/// Rejects a request for a `reason` that its person reads; the money is in the balance
/// again. Not while somebody is sending it.
///
/// # Errors
/// When the database refuses it.
pub async fn reject(
    connection: &mut PgConnection,
    id: i32,
    member: &Member,
    reason: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Moved> {
    let Some((request, _)) = hold(connection, id).await? else {
        return Ok(Moved::NotNow);
    };
    if request.paying_by.is_some() && request.is_open() {
        return Ok(Moved::InOtherHands);
    }
    if !request.is_open() {
        return Ok(Moved::NotNow);
    }
    give_back(connection, &request, reason, member.admin_id, now).await?;
    let action = "withdrawal_rejected";
    audit(connection, member, action, &request, "rejected", now).await?;
    tell(connection, id, now).await?;
    count("rejected");
    Ok(Moved::Done)
}

/// Takes a request back at its person's wish, as long as nobody has approved it. One that
/// is approved and stuck, as a refund took the balance below zero, can be taken back until
/// somebody is sending it.
///
/// # Errors
/// When the database refuses it.
pub async fn cancel(
    connection: &mut PgConnection,
    id: i32,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Moved> {
    let Some((request, balance)) = hold(connection, id).await? else {
        return Ok(Moved::NotNow);
    };
    let can_be = match request.status {
        Status::Pending => true,
        Status::Approved => request.paying_by.is_none() && balance < Decimal::ZERO,
        Status::Rejected | Status::Completed => false,
    };
    if request.user_id != Some(person_id) || !can_be {
        return Ok(Moved::NotNow);
    }
    give_back(connection, &request, CANCELLED, None, now).await?;
    count("cancelled");
    Ok(Moved::Done)
}

async fn give_back(
    connection: &mut PgConnection,
    request: &Withdrawal,
    reason: &str,
    by: Option<i32>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let id = request.id;
    store::withdrawals::finish(connection, id, Status::Rejected, Some(reason), by, now).await?;
    if let Some(user_id) = request.user_id {
        store::accounts::add(connection, user_id, request.amount, Decimal::ZERO).await?;
    }
    queue::add(connection, &ShowWithdrawal { request_id: id }, now).await
}

async fn is_banned(connection: &mut PgConnection, request: &Withdrawal) -> anyhow::Result<bool> {
    let Some(user_id) = request.user_id else {
        return Ok(false);
    };
    store::accounts::is_banned(connection, user_id).await
}

/// Why the member can't end the sending of a request; `None` when they are at it.
fn not_in_hands_of(member: &Member, request: &Withdrawal) -> Option<Moved> {
    match request.paying_by {
        _ if request.status != Status::Approved => Some(Moved::NotNow),
        Some(by) => (by != member.telegram_id).then_some(Moved::InOtherHands),
        None => Some(Moved::NotNow),
    }
}

/// Locks the balance behind a request, then the request; both as they are then.
async fn hold(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<(Withdrawal, Decimal)>> {
    let Some(user_id) = store::withdrawals::owner_of(connection, id).await? else {
        return Ok(None);
    };
    let account = store::accounts::lock(connection, user_id).await?;
    let request = store::withdrawals::lock(connection, id).await?;
    let balance = account.map(|account| account.balance).unwrap_or_default();
    Ok(request.map(|request| (request, balance)))
}

async fn tell(
    connection: &mut PgConnection,
    request_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &TellWithdrawal { request_id }, now).await
}

fn count(step: &'static str) {
    metrics::counter!("pinglass_withdrawals_total", "step" => step).increment(1);
}
