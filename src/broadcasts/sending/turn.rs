//! One transaction of a broadcast: what came of letters, and who is next.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{
    super::{
        Broadcast, Deps, Status, card, screens,
        store::{
            self,
            recipients::{Landed, Marked},
        },
    },
    flight::Fate,
    order_end_of_pause,
};
use crate::{accounts, queue::Lease, staff};

/// A run that has not shown for so long counts as dead. Turns come several times as often.
pub(super) const LIVES_FOR: TimeDelta = TimeDelta::seconds(1);

/// So many refusals in a row mean that the letter itself is wrong.
const REFUSED_MOST: i32 = 5;

/// Telegram is asked again after this when it was away.
const AWAY_FOR: TimeDelta = TimeDelta::seconds(5);

/// The group sees this often how far a broadcast is; its messages are for others too.
const SHOW_EVERY: TimeDelta = TimeDelta::seconds(10);

/// How it goes on.
#[derive(Debug)]
pub(super) enum Onward {
    /// These are to be sent to; maybe none, while others are on their way.
    Send(Vec<Marked>),
    /// Nothing more until then.
    Wait(DateTime<Utc>),
    /// It was paused, stopped, or is over.
    Over,
}

/// Writes down what came of letters, and marks up to `most` people to send to.
pub(super) async fn take(
    deps: &Deps,
    lease: &Lease,
    broadcast_id: i32,
    fates: Vec<(Marked, Fate)>,
    most: usize,
) -> anyhow::Result<Onward> {
    let now = deps.desk.clock.now();
    let mut tx = deps.desk.db.begin().await?;
    lease.hold(&mut tx, now + LIVES_FOR).await?;
    let Some(broadcast) = store::rows::lock(&mut tx, broadcast_id).await? else {
        return Ok(Onward::Over);
    };
    let is_away = fates.iter().any(|(_, fate)| matches!(fate, Fate::Away));
    let trouble = record(&mut tx, &broadcast, fates, now).await?;
    if broadcast.status != Status::Sending {
        tx.commit().await?;
        return Ok(Onward::Over);
    }
    if let Some(words) = trouble {
        store::changes::pause(&mut tx, broadcast.id, Some(&words), now).await?;
        order_end_of_pause(&mut tx, now).await?;
        card::order(&mut tx, broadcast.id, now).await?;
        let screen = screens::refused(deps.desk.lang, broadcast.id, &words);
        staff::tell(&mut tx, &screen, now).await?;
        tx.commit().await?;
        return Ok(Onward::Over);
    }
    if broadcast.card_due_at.is_none_or(|due_at| due_at <= now) {
        store::changes::set_card_due(&mut tx, broadcast.id, now + SHOW_EVERY).await?;
        card::order(&mut tx, broadcast.id, now).await?;
    }
    let onward = if is_away {
        Onward::Wait(now + AWAY_FOR)
    } else {
        next(&mut tx, deps, &broadcast, most, now).await?
    };
    tx.commit().await?;
    Ok(onward)
}

/// What came of letters; Telegram's words, when it refused too many.
async fn record(
    tx: &mut PgConnection,
    broadcast: &Broadcast,
    fates: Vec<(Marked, Fate)>,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<String>> {
    if fates.is_empty() {
        return Ok(None);
    }
    let mut refused_in_a_row = broadcast.refused_in_a_row;
    let mut trouble = None;
    let mut landed = Vec::with_capacity(fates.len());
    for (marked, fate) in fates {
        let (status, try_at) = match fate {
            Fate::Delivered => ("delivered", None),
            Fate::Blocked(chat) => {
                accounts::mark_unreachable(tx, chat, now).await?;
                ("blocked", None)
            }
            Fate::Refused(words) => {
                refused_in_a_row += 1;
                if refused_in_a_row >= REFUSED_MOST {
                    trouble = Some(words);
                }
                ("refused", None)
            }
            Fate::Unknown => ("unknown", None),
            Fate::Unsent(wait) => ("waiting", (!wait.is_zero()).then(|| now + wait)),
            Fate::Away => ("waiting", Some(now + AWAY_FOR)),
        };
        if status == "delivered" {
            refused_in_a_row = 0;
        }
        landed.push(Landed {
            user_id: marked.user_id,
            status,
            try_at,
        });
    }
    store::recipients::land(tx, broadcast.id, &landed).await?;
    if refused_in_a_row != broadcast.refused_in_a_row {
        store::changes::count_refusals(tx, broadcast.id, refused_in_a_row).await?;
    }
    Ok(trouble)
}

async fn next(
    tx: &mut PgConnection,
    deps: &Deps,
    broadcast: &Broadcast,
    most: usize,
    now: DateTime<Utc>,
) -> anyhow::Result<Onward> {
    let limit = i64::try_from(most)?;
    let (looked_at, marked) = store::recipients::mark(tx, broadcast.id, limit, now).await?;
    if looked_at > 0 || most == 0 {
        return Ok(Onward::Send(marked));
    }
    let left = store::recipients::left(tx, broadcast.id).await?;
    if left.is_sending {
        return Ok(Onward::Send(Vec::new()));
    }
    if left.is_waiting {
        return Ok(Onward::Wait(left.next_try.unwrap_or(now)));
    }
    store::changes::end(tx, broadcast.id, Status::Done, now).await?;
    card::order(tx, broadcast.id, now).await?;
    let tally = store::recipients::tally(tx, broadcast.id).await?;
    let screen = screens::sent(deps.desk.lang, broadcast.id, &tally);
    staff::tell(tx, &screen, now).await?;
    Ok(Onward::Over)
}
