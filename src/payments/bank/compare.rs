//! Our payments through T-Bank against the bank's word on each.

use chrono::{DateTime, Utc};

use super::look::act;
use crate::payments::{
    Deps, Order, Provider, Reconciliation,
    differences::{Difference, Kind},
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
    let attempts = store::list_attempts_since(&mut connection, Some(since)).await?;
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
    let mut connection = deps.db.connection().await?;
    let before = store::find_by_charge(&mut connection, Provider::Tbank, bank_payment_id).await?;
    let ours = match before {
        Some(id) => store::find(&mut connection, id).await?,
        None => None,
    };
    drop(connection);
    let is_paid_here = ours
        .as_ref()
        .is_some_and(|payment| payment.status == "succeeded");
    let amount = state.as_ref().and_then(|state| state.amount);
    let kind = match (&ours, state) {
        (_, None) if is_paid_here => Some(Kind::UnknownAtProvider),
        (_, None) => None,
        (Some(payment), Some(state)) if state.status == Status::Confirmed => amount
            .is_some_and(|amount| amount.to_rub() != payment.amount_rub)
            .then_some(Kind::OtherAmount),
        (_, Some(state)) => {
            let is_lost = ours.is_none() && state.status == Status::Confirmed;
            let is_refund = matches!(state.status, Status::Refunded | Status::Reversed);
            let is_closed = is_paid_here && matches!(state.status, Status::Canceled);
            act(deps, attempt, order, bank_payment_id, &state).await?;
            match (is_lost, is_refund && is_paid_here, is_closed) {
                (true, ..) => Some(Kind::ChargeSettled),
                (_, true, _) => Some(Kind::RefundElsewhere),
                (.., true) => Some(Kind::UnknownAtProvider),
                _ => None,
            }
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
