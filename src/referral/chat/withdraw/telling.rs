//! What a person is told of their withdrawal unasked: each step, once and in order. What
//! was told is written down after it was sent, so that a crash in between tells it again
//! rather than not at all. What may have arrived counts as told: see `jobs`.

use super::screens;
use crate::{
    accounts::{self, Person},
    queue::{JobResult, Lease, Next, OrElse},
    referral::{
        Deps,
        jobs::{Step, TellWithdrawal},
        store,
        withdrawals::{Status, Withdrawal},
    },
    telegram::{Lane, SendError},
};

/// Something to tell of a request, to whom.
struct News {
    step: Step,
    request: Withdrawal,
    person: Person,
}

pub(in crate::referral) async fn tell_withdrawal(
    deps: Deps,
    lease: Lease,
    job: TellWithdrawal,
) -> JobResult {
    while let Some(news) = find_news(&deps, job.request_id).await.or_retry()? {
        let screen = screens::told(news.person.lang, &news.request, news.step);
        let chat = news.person.chat();
        let sent = deps.sender.show(Lane::Delivery, chat, None, &screen).await;
        match sent {
            // Whoever can't be reached finds it in /withdraw when they come back.
            Ok(_) | Err(SendError::Unreachable(_) | SendError::Unknown) => {}
            Err(error) => return Err(error).or_retry(),
        }
        let mut tx = deps.db.begin().await.or_retry()?;
        lease.confirm(&mut tx).await.or_retry()?;
        store::announcements::set_told(&mut tx, job.request_id, news.step)
            .await
            .or_retry()?;
        if matches!(sent, Err(SendError::Unreachable(_))) {
            accounts::mark_unreachable(&mut tx, chat, deps.clock.now())
                .await
                .or_retry()?;
        }
        tx.commit().await.or_retry()?;
    }
    Ok(Next::Done)
}

/// Nobody who is being erased is told anything any more.
async fn find_news(deps: &Deps, request_id: i32) -> anyhow::Result<Option<News>> {
    let mut connection = deps.db.connection().await?;
    let Some(request) = store::withdrawals::find(&mut connection, request_id).await? else {
        return Ok(None);
    };
    let told = store::announcements::find_told(&mut connection, request_id).await?;
    let Some(step) = next_step(&request, told) else {
        return Ok(None);
    };
    let person = match request.user_id {
        Some(id) => accounts::find_by_id(&mut connection, id).await?,
        None => None,
    };
    let person = person.filter(|person| !person.is_leaving);
    Ok(person.map(|person| News {
        step,
        request,
        person,
    }))
}

/// What comes after what was told, as the request stands now.
fn next_step(request: &Withdrawal, told: Option<Step>) -> Option<Step> {
    match (request.status, told) {
        (Status::Approved | Status::Completed, None) => Some(Step::Approved),
        (Status::Completed, Some(Step::Approved)) => Some(Step::Completed),
        // Whoever takes their own request back knows it.
        (Status::Rejected, None | Some(Step::Approved)) => {
            (!request.is_cancelled()).then_some(Step::Rejected)
        }
        _ => None,
    }
}
