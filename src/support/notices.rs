//! What a ticket's person is told when something happened to it. A notice looks at
//! the ticket when it is its turn: what is no longer so is not said, and answers
//! that were written before come before it. The staff hears when it could not be said.

use chrono::TimeDelta;
use sqlx::PgConnection;

use super::{
    Deps,
    jobs::{Notice, TellPerson},
    operations, screens,
    store::{person, tickets},
    ticket::{Status, Ticket},
};
use crate::{
    accounts::{self, Person},
    queue::{Failure, JobResult, Lease, Next, OrElse},
    telegram::{Lane, Screen, SendError},
};

/// How often it is looked whether the answers before a notice have arrived.
const LOOK_EVERY: TimeDelta = TimeDelta::seconds(2);

pub(super) async fn tell_person(deps: Deps, lease: Lease, job: TellPerson) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let ticket = tickets::find(&mut connection, job.ticket_id)
        .await
        .or_retry()?;
    let Some(ticket) = ticket.filter(|ticket| still_holds(job.notice, ticket)) else {
        return Ok(Next::Done);
    };
    let person = match ticket.user_id {
        Some(id) => accounts::find_by_id(&mut connection, id).await.or_retry()?,
        None => None,
    };
    let is_on_its_way = person::is_answer_on_its_way(&mut connection, ticket.id)
        .await
        .or_retry()?;
    drop(connection);
    // Whoever is being erased gets nothing any more.
    let Some(person) = person.filter(|person| !person.is_leaving) else {
        return Ok(Next::Done);
    };
    if person.is_banned {
        let mut tx = deps.db.begin().await.or_retry()?;
        lease.confirm(&mut tx).await.or_retry()?;
        tell_staff(&deps, &mut tx, &ticket, "order-not-told-banned").await?;
        tx.commit().await.or_retry()?;
        return Ok(Next::Done);
    }
    if is_on_its_way {
        return Ok(Next::At(deps.clock.now() + LOOK_EVERY));
    }
    tell(&deps, &lease, &person, &ticket, job.notice).await
}

fn still_holds(notice: Notice, ticket: &Ticket) -> bool {
    match notice {
        Notice::Resolved | Notice::ResolvedBySilence => ticket.status == Status::Resolved,
        Notice::WillResolve => ticket.is_alive() && ticket.asked_at.is_none(),
        Notice::Reopened => ticket.is_alive(),
        Notice::Waiting => ticket.waiting_since.is_some(),
    }
}

fn screen(deps: &Deps, notice: Notice, person: &Person, ticket: &Ticket) -> Screen {
    let (lang, days) = (person.lang, deps.rules.reopen_days());
    match notice {
        Notice::Resolved => screens::told_resolved(lang, ticket, days),
        Notice::ResolvedBySilence => screens::told_silence(lang, ticket, days),
        Notice::WillResolve => {
            let left = deps.rules.told_before_silence_ends();
            screens::told_will_resolve(lang, ticket, left)
        }
        Notice::Reopened => screens::told(lang, "ask-told-reopened", ticket),
        Notice::Waiting => screens::told(lang, "ask-told-waiting", ticket),
    }
}

async fn tell(
    deps: &Deps,
    lease: &Lease,
    person: &Person,
    ticket: &Ticket,
    notice: Notice,
) -> JobResult {
    let chat = person.chat();
    let screen = screen(deps, notice, person, ticket);
    match deps.sender.show(Lane::Delivery, chat, None, &screen).await {
        Ok(_) => Ok(Next::Done),
        Err(SendError::Unreachable(_)) => {
            // They find it under /support when they come back.
            let mut tx = deps.db.begin().await.or_retry()?;
            lease.confirm(&mut tx).await.or_retry()?;
            accounts::mark_unreachable(&mut tx, chat, deps.clock.now())
                .await
                .or_retry()?;
            tell_staff(deps, &mut tx, ticket, "order-not-told-blocked").await?;
            tx.commit().await.or_retry()?;
            Ok(Next::Done)
        }
        Err(error) => Err(error).or_retry(),
    }
}

/// A line in the ticket's topic, where somebody may have read that the person is told.
async fn tell_staff(
    deps: &Deps,
    tx: &mut PgConnection,
    ticket: &Ticket,
    key: &str,
) -> Result<(), Failure> {
    let line = deps.staff_lang.html(key, &[]);
    operations::tell_topic(tx, ticket.id, &line, deps.clock.now())
        .await
        .or_retry()
}
