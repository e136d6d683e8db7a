//! The beginning of a set: the payment is consumed and the work is written down
//! in one transaction, so that neither is ever without the other.

use anyhow::Context;
use sqlx::PgConnection;

use super::{
    Deps, MOST_ATTEMPTS, SET_DEADLINE,
    jobs::ShowProgress,
    line, screens,
    store::sets::{self, NewSet},
};
use crate::{
    accounts::{self, Person},
    avatars, catalogue, payments,
    payments::OrderPaid,
    queue::{self, JobResult, Lease, Next, OrElse},
    telegram::{Lane, SendError},
};

enum Started {
    Yes,
    /// Begun before, or the money is on its way back.
    Already,
    /// The avatar is gone or not ready; the payment stays unused.
    WithoutAvatar(Option<Person>),
}

pub(super) async fn start_set(deps: Deps, lease: Lease, order: OrderPaid) -> JobResult {
    match begin(&deps, &lease, &order).await.or_retry()? {
        Started::Yes => {
            metrics::counter!("pinglass_sets_started_total").increment(1);
            Ok(Next::Done)
        }
        Started::Already | Started::WithoutAvatar(None) => Ok(Next::Done),
        Started::WithoutAvatar(Some(person)) => {
            let screen = screens::avatar_missing(person.lang);
            match deps
                .sender
                .show(Lane::Delivery, person.chat(), None, &screen)
                .await
            {
                // Whoever can't be reached finds the unused set when they come back.
                Ok(_) | Err(SendError::Unreachable(_)) => Ok(Next::Done),
                Err(error) => Err(error).or_retry(),
            }
        }
    }
}

async fn begin(deps: &Deps, lease: &Lease, order: &OrderPaid) -> anyhow::Result<Started> {
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    if sets::find_by_payment(&mut tx, order.payment_id)
        .await?
        .is_some()
    {
        return Ok(Started::Already);
    }
    let Some(payer_id) = sets::find_payer(&mut tx, order.payment_id).await? else {
        return Ok(Started::WithoutAvatar(None));
    };
    let payer = accounts::find_by_id(&mut tx, payer_id).await?;
    if payer.as_ref().is_some_and(|payer| payer.is_leaving) {
        // Their erasure gives back what was not begun.
        return Ok(Started::Already);
    }
    let avatar = avatars::hold_ready(&mut tx, payer_id, order.avatar_id).await?;
    let (Some(payer), Some(_)) = (&payer, avatar) else {
        return Ok(Started::WithoutAvatar(payer));
    };
    let started = write(&mut tx, deps, order, payer).await?;
    tx.commit().await.context("cannot commit a new set")?;
    Ok(if started {
        Started::Yes
    } else {
        Started::Already
    })
}

/// `false` when the payment can't be used (any more).
async fn write(
    tx: &mut PgConnection,
    deps: &Deps,
    order: &OrderPaid,
    payer: &Person,
) -> anyhow::Result<bool> {
    let now = deps.clock.now();
    let Some(photo_count) = payments::consume(tx, order.payment_id, order.avatar_id, now).await?
    else {
        return Ok(false);
    };
    avatars::note_use(tx, order.avatar_id, now).await?;
    let count = usize::try_from(photo_count).context("a payment's photo count is negative")?;
    let prompts = catalogue::prompts(tx, order.style, count).await?;
    let new = NewSet {
        avatar_id: order.avatar_id,
        payment_id: order.payment_id,
        style: order.style,
        prompts: &prompts,
        chat_id: payer.telegram_id,
        most_attempts: MOST_ATTEMPTS,
        deadline_at: now + SET_DEADLINE,
    };
    let (set_id, _) = sets::insert(tx, &new, now).await?;
    tracing::info!(set.id = set_id, photos = photo_count, "a set is started");
    line::join(tx, set_id, now).await?;
    queue::add(tx, &ShowProgress { set_id }, now).await?;
    Ok(true)
}
