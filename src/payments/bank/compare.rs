//! Our payments through T-Bank against the bank's word on each.

use chrono::{DateTime, Utc};

use super::look::act;
use crate::payments::{
    Deps, Order, Payment, Provider, Reconciliation,
    differences::{Difference, Kind},
    money::Kopecks,
    store,
    store::Attempt,
    tbank::{State, Status},
};

/// Asks the bank about every payment that it was asked to open since `since`, and
/// about those that are not over.
///
/// # Errors
/// When the bank or the database can't be asked.
pub(in crate::payments) async fn compare_all(
    deps: &Deps,
    since: Option<DateTime<Utc>>,
) -> anyhow::Result<Reconciliation> {
    let mut found = Reconciliation::default();
    let Some(tbank) = deps.methods.tbank() else {
        return Ok(found);
    };
    let since = since.unwrap_or(DateTime::<Utc>::UNIX_EPOCH);
    let mut connection = deps.db.connection().await?;
    let attempts = store::list_attempts_since(&mut connection, since).await?;
    drop(connection);
    for attempt in attempts {
        let order = store::find_order(&mut *deps.db.connection().await?, attempt.order_id).await?;
        let (Some(bank_payment_id), Some(order)) = (attempt.bank_payment_id.clone(), order) else {
            continue;
        };
        found.compared += 1;
        let state = match tbank.state(&bank_payment_id).await {
            Ok(state) => Some(state),
            Err(failure) if failure.is_not_found() => None,
            Err(failure) => return Err(failure.into()),
        };
        compare(deps, &attempt, &order, &bank_payment_id, state, &mut found).await?;
    }
    Ok(found)
}

async fn compare(
    deps: &Deps,
    attempt: &Attempt,
    order: &Order,
    bank_payment_id: &str,
    state: Option<State>,
    found: &mut Reconciliation,
) -> anyhow::Result<()> {
    let before = find_ours(deps, bank_payment_id).await?;
    let kind = match (&before, state) {
        (Some(payment), None) if payment.status == "succeeded" => Some(Kind::UnknownAtProvider),
        (_, None) => None,
        (Some(payment), Some(state)) if state.status == Status::Confirmed => {
            judge_confirmed(payment, &state)
        }
        (before, Some(state)) => {
            act(deps, attempt, order, bank_payment_id, &state).await?;
            let after = find_ours(deps, bank_payment_id).await?;
            judge_change(before.as_ref(), after.as_ref(), order, &state.status)
        }
    };
    let Some(kind) = kind else {
        return Ok(());
    };
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    let payment_id = store::find_by_charge(&mut tx, Provider::Tbank, bank_payment_id).await?;
    let difference = Difference {
        provider: Provider::Tbank,
        kind,
        subject: bank_payment_id.to_owned(),
        payment_id,
    };
    difference
        .note(&mut tx, bank_payment_id, deps.staff_lang, now)
        .await?;
    tx.commit().await?;
    found.note(&difference);
    Ok(())
}

async fn find_ours(deps: &Deps, bank_payment_id: &str) -> anyhow::Result<Option<Payment>> {
    let mut connection = deps.db.connection().await?;
    match store::find_by_charge(&mut connection, Provider::Tbank, bank_payment_id).await? {
        Some(id) => store::find(&mut connection, id).await,
        None => Ok(None),
    }
}

/// What is wrong with a payment of ours that the bank calls paid.
fn judge_confirmed(payment: &Payment, state: &State) -> Option<Kind> {
    if payment.status == "refunded" {
        return Some(Kind::RefundMissing);
    }
    let is_other = |amount: Kopecks| amount.to_rub() != payment.amount_rub;
    state
        .amount
        .is_some_and(is_other)
        .then_some(Kind::OtherAmount)
}

/// What the bank's word has changed in our books, which should have known it.
fn judge_change(
    before: Option<&Payment>,
    after: Option<&Payment>,
    order: &Order,
    status: &Status,
) -> Option<Kind> {
    let is_paid = |payment: &&Payment| payment.status == "succeeded";
    match (before, after) {
        (None, Some(new)) if new.is_going_back => Some(Kind::ChargeGoesBack),
        (None, Some(new)) if new.order_id == Some(order.id) => Some(Kind::ChargeSettled),
        (None, Some(_)) => Some(Kind::ChargeKept),
        (Some(old), Some(new)) if is_paid(&old) && new.status == "refunded" => {
            (!old.is_going_back).then_some(Kind::RefundElsewhere)
        }
        (Some(old), _) if is_paid(&old) && *status == Status::Canceled => {
            Some(Kind::UnknownAtProvider)
        }
        _ => None,
    }
}
