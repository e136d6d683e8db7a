//! How many of the staff have to approve a withdrawal, and whose approvals count.
//!
//! Two have to when what one person is paid within a month reaches the limit: a large sum
//! that is asked for in small parts is still a large sum. It is reckoned when a withdrawal
//! is asked for and once more when it is approved, as another program's rows say nothing
//! of it, and others of the person may have come in between.

use std::collections::HashSet;

use chrono::TimeDelta;
use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::{
    Deps,
    store::{self, desk::Approval},
    withdrawals::Withdrawal,
};
use crate::staff::{self, Member, Permission};

/// What was paid to a person for so long counts towards the limit.
const PAID_WITHIN: TimeDelta = TimeDelta::days(30);

/// How many have to approve `amount` roubles for the person beside their other requests.
pub(super) async fn needed_for_new(
    connection: &mut PgConnection,
    deps: &Deps,
    person_id: i32,
    amount: Decimal,
) -> anyhow::Result<i16> {
    let since = deps.clock.now() - PAID_WITHIN;
    let others = store::withdrawals::paid_of(connection, person_id, None, since).await?;
    Ok(needed_for_sum(deps, amount + others))
}

/// How many have to approve the request as things stand; never fewer than it was asked
/// for with.
pub(super) async fn needed(
    connection: &mut PgConnection,
    deps: &Deps,
    request: &Withdrawal,
) -> anyhow::Result<i16> {
    let since = deps.clock.now() - PAID_WITHIN;
    let others = match request.user_id {
        Some(id) => store::withdrawals::paid_of(connection, id, Some(request.id), since).await?,
        None => Decimal::ZERO,
    };
    let needed = needed_for_sum(deps, request.amount + others);
    Ok(needed.max(request.approvals_needed))
}

fn needed_for_sum(deps: &Deps, sum: Decimal) -> i16 {
    if sum >= deps.rules.second_approval_from {
        2
    } else {
        1
    }
}

/// Approvals of members who may still give them. Whoever has left the staff, or may not
/// move money any more, has approved nothing.
pub(super) async fn list_standing(
    connection: &mut PgConnection,
    deps: &Deps,
    request_id: i32,
) -> anyhow::Result<Vec<Approval>> {
    let mut standing = Vec::new();
    for approval in store::desk::list_approvals(connection, request_id).await? {
        let role = staff::find_role(connection, &deps.owners, approval.telegram_id).await?;
        if role.is_some_and(|role| role.may(Permission::MoveMoney)) {
            standing.push(approval);
        }
    }
    Ok(standing)
}

/// How many people have approved a request, with the `member` who does so now. Two
/// Telegram accounts of one member are one.
pub(super) async fn count(
    connection: &mut PgConnection,
    deps: &Deps,
    request_id: i32,
    member: &Member,
) -> anyhow::Result<usize> {
    let standing = list_standing(connection, deps, request_id).await?;
    let others = standing
        .into_iter()
        .map(|approval| (approval.admin_id, approval.telegram_id));
    let people: HashSet<_> = others
        .chain([(member.admin_id, member.telegram_id)])
        .map(|(admin_id, telegram_id)| match admin_id {
            Some(admin_id) => (Some(admin_id), None),
            None => (None, Some(telegram_id)),
        })
        .collect();
    Ok(people.len())
}
