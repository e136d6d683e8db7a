//! Answers that wait for their author's word: another operator has just answered,
//! or the ticket is closed. Only the author decides, and what nobody decides on
//! becomes a note, which is said.
//!
//! ```text
//! #TKT-2026-001 Oleg: Please send us a screenshot.
//! Bot: ✋ Olga answered 8 seconds ago: “…”
//!      Yours was not sent yet.  [✅ Send mine too] [🗑 Don’t send]
//! Oleg taps [✅ Send mine too]
//! Bot (edited): ✅ It is sent.
//! ```

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{
    answer::note_told,
    canned,
    orders::{self, Order, Outcome},
    screens, show_below,
};
use crate::{
    queue::{self, Job, JobResult, Lease, Next, OrElse},
    staff::{self, Member, Permission},
    support::{
        Deps,
        message::TicketMessage,
        operations::{self, At},
        store::{desk, messages, tickets},
        ticket::{Status, Ticket},
    },
    telegram::{Buttons, Handled, Incoming, Reply, Routes, Screen},
};

/// What nobody has decided on for this long is not sent.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);

/// A tap below the question whether an answer should go. Each names its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum HeldTap {
    #[serde(rename = "s")]
    Send(i32),
    /// Opens the ticket again first.
    #[serde(rename = "o")]
    ReopenAndSend(i32),
    #[serde(rename = "d")]
    Drop(i32),
}

impl Buttons for HeldTap {
    const FEATURE: &'static str = "held";
}

/// Makes a note of an answer that nobody has decided on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::support) struct WithdrawHeld {
    pub message_id: i32,
}

impl Job for WithdrawHeld {
    const KIND: &'static str = "support_withdraw_held";
    const PRIORITY: i16 = 45;

    fn key(&self) -> Option<String> {
        Some(self.message_id.to_string())
    }
}

pub(super) fn routes() -> Routes {
    staff::tap::<HeldTap>(Permission::ServeCustomers).endpoint(decide)
}

/// Asks the author whether the answer should go; once for all of an album.
pub(super) async fn ask(
    deps: &Deps,
    ticket: &Ticket,
    incoming: &Incoming,
    reply: &Reply,
    message: &TicketMessage,
) -> Handled {
    let key = match &message.album {
        Some(album) => format!("held-album:{album}"),
        None => format!("held:{}", message.id),
    };
    let mut connection = deps.db.connection().await?;
    let was_told = desk::was_told(&mut connection, ticket.id, &key).await?;
    let last = desk::find_last_word(&mut connection, ticket.id).await?;
    drop(connection);
    if was_told {
        return Ok(());
    }
    let question = match last {
        Some(last) if ticket.status != Status::Closed => {
            let ago = deps.clock.now() - last.at;
            screens::second_answer(deps.staff_lang, message.id, &last, ago)
        }
        _ => screens::closed(deps.staff_lang, ticket, message.id),
    };
    show_below(incoming, reply, &question).await?;
    note_told(deps, ticket, &key).await
}

/// Sees to it that the message is not held for ever.
pub(super) async fn watch(
    tx: &mut PgConnection,
    message_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(tx, &WithdrawHeld { message_id }, now + PATIENCE).await
}

/// What came of a tap.
enum Decision {
    Sent,
    Dropped,
    /// It was decided on before, or nobody did in time.
    Over,
    /// The ticket was closed meanwhile.
    Closed(Box<Ticket>),
    /// The person's newer ticket is open.
    Newer(String),
}

async fn decide(tap: HeldTap, member: Member, reply: Reply, deps: Deps) -> Handled {
    let (HeldTap::Send(id) | HeldTap::ReopenAndSend(id) | HeldTap::Drop(id)) = tap;
    let lang = deps.staff_lang;
    let mut connection = deps.db.connection().await?;
    let message = messages::find(&mut connection, id).await?;
    let author = desk::find_author(&mut connection, id).await?;
    drop(connection);
    let Some(message) = message else {
        reply.popup(&lang.text("desk-held-over", &[])).await;
        return Ok(());
    };
    if author != Some(member.telegram_id) {
        let name = message.author_name.unwrap_or_default();
        let words = lang.text("desk-held-not-yours", &[("name", name.into())]);
        reply.popup(&words).await;
        return Ok(());
    }
    let screen = match carry_out(&deps, &member, &message, tap).await? {
        Decision::Sent => Screen::plain(lang.html("desk-held-sent", &[])),
        Decision::Dropped => Screen::plain(lang.html("desk-held-dropped", &[])),
        Decision::Over => {
            reply.popup(&lang.text("desk-held-over", &[])).await;
            return Ok(());
        }
        Decision::Closed(ticket) => screens::closed(lang, &ticket, id),
        Decision::Newer(number) => {
            let words = lang.text("order-newer", &[("number", number.into())]);
            reply.popup(&words).await;
            return Ok(());
        }
    };
    reply.screen(&screen).await?;
    Ok(())
}

async fn carry_out(
    deps: &Deps,
    member: &Member,
    message: &TicketMessage,
    tap: HeldTap,
) -> anyhow::Result<Decision> {
    let at = At {
        rules: &deps.rules,
        now: deps.clock.now(),
    };
    let ticket_id = message.ticket_id;
    let mut tx = deps.db.begin().await?;
    if let HeldTap::ReopenAndSend(_) = tap {
        let reopen = Order::Reopen;
        let outcome = orders::carry_out_in(&mut tx, deps, member, ticket_id, reopen).await?;
        if let Outcome::Newer(number) = outcome {
            return Ok(Decision::Newer(number));
        }
    }
    let Some(ticket) = tickets::lock(&mut tx, ticket_id).await? else {
        return Ok(Decision::Over);
    };
    let is_to_go = !matches!(tap, HeldTap::Drop(_));
    if is_to_go && ticket.status == Status::Closed {
        return Ok(Decision::Closed(Box::new(ticket)));
    }
    let held = desk::release_held(&mut tx, message.id, is_to_go).await?;
    if held.is_empty() {
        return Ok(Decision::Over);
    }
    for id in held {
        queue::withdraw::<WithdrawHeld>(&mut tx, "message_id", id.into()).await?;
    }
    if is_to_go {
        operations::follow_answer(&mut tx, at, &ticket, member).await?;
        if message.origin.is_none() {
            let line = screens::canned_sent(deps.staff_lang, &member.name, None, &message.words);
            canned::show_in_topic(&mut tx, ticket_id, message.id, &line, at.now).await?;
        }
    }
    tx.commit().await?;
    Ok(if is_to_go {
        Decision::Sent
    } else {
        Decision::Dropped
    })
}

pub(super) async fn withdraw(deps: Deps, lease: Lease, job: WithdrawHeld) -> JobResult {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await.or_retry()?;
    lease.confirm(&mut tx).await.or_retry()?;
    let message = messages::find(&mut tx, job.message_id).await.or_retry()?;
    let Some(message) = message else {
        return Ok(Next::Done);
    };
    tickets::lock(&mut tx, message.ticket_id).await.or_retry()?;
    let was_held = desk::release_held(&mut tx, message.id, false);
    if !was_held.await.or_retry()?.is_empty() {
        let line = screens::withdrawn(deps.staff_lang, &message);
        let told = operations::tell_topic(&mut tx, message.ticket_id, &line, now);
        told.await.or_retry()?;
    }
    tx.commit().await.or_retry()?;
    Ok(Next::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let id = i32::MAX;
        for tap in [
            HeldTap::Send(id),
            HeldTap::ReopenAndSend(id),
            HeldTap::Drop(id),
        ] {
            assert_eq!(HeldTap::decode(&tap.encode()), Some(tap));
        }
    }
}
