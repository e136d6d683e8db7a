//! One transaction of a broadcast: what came of letters, and who is next.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{
    super::{
        Broadcast, Deps, Letters, Status, card, screens,
        store::{self, recipients::Marked},
    },
    flight::Fate,
    halt,
    landing::{self, Landing},
};
use crate::{queue::Lease, staff};

/// A run that has not shown for so long counts as dead. Turns come several times as often.
pub(super) const LIVES_FOR: TimeDelta = TimeDelta::seconds(1);

/// Telegram is asked again after this when it was away.
pub(super) const AWAY_FOR: TimeDelta = TimeDelta::seconds(5);

/// A single letter is tried after this when no answers came.
const SILENT_FOR: TimeDelta = TimeDelta::seconds(30);

/// The group sees this often how far a broadcast is; its messages are for others too.
const SHOW_EVERY: TimeDelta = TimeDelta::seconds(10);

/// How it goes on.
#[derive(Debug)]
pub(super) enum Onward {
    /// These are to be sent to; maybe none, while others are on their way.
    Send(Vec<Marked>),
    /// Nothing more until then.
    Wait(DateTime<Utc>),
    /// It was paused, stopped, is over, or waits for single people: others may be sent.
    Over,
}

/// What a turn is about.
pub(super) struct Turn<'a> {
    pub deps: &'a Deps,
    pub lease: &'a Lease,
    pub broadcast_id: i32,
    pub letters: &'a Letters,
    /// To be written down.
    pub landed: &'a [(Marked, Fate)],
    pub under_way: usize,
    /// So many may be marked.
    pub most: usize,
}

impl Turn<'_> {
    /// Writes down what came of letters, and marks people to send to.
    pub async fn take(&self) -> anyhow::Result<Onward> {
        let clock = &self.deps.desk.clock;
        let mut tx = self.deps.desk.db.begin().await?;
        self.lease.confirm(&mut tx).await?;
        let onward = self.go_on(&mut tx, clock.now()).await?;
        // Counted from here: all that may have taken long.
        self.lease.hold(&mut tx, clock.now() + LIVES_FOR).await?;
        tx.commit().await?;
        Ok(onward)
    }

    async fn go_on(&self, tx: &mut PgConnection, now: DateTime<Utc>) -> anyhow::Result<Onward> {
        let Some(before) = store::rows::lock(tx, self.broadcast_id).await? else {
            return Ok(Onward::Over);
        };
        let Landing {
            refusal,
            is_away,
            is_silent,
        } = landing::record(tx, &before, self.letters, self.landed, now).await?;
        if before.status != Status::Sending {
            return Ok(Onward::Over);
        }
        let lang = self.deps.desk.lang;
        if let Some(words) = refusal {
            store::recipients::take_refused_back(tx, before.id).await?;
            let screen = screens::refused(lang, before.id, &words);
            halt(tx, before.id, Some(&words), &screen, now).await?;
            return Ok(Onward::Over);
        }
        if before.card_due_at.is_none_or(|due_at| due_at <= now) {
            store::changes::set_card_due(tx, before.id, now + SHOW_EVERY).await?;
            card::order(tx, before.id, now).await?;
        }
        if is_away {
            return Ok(Onward::Wait(now + AWAY_FOR));
        }
        if is_silent {
            return Ok(Onward::Wait(now + SILENT_FOR));
        }
        self.next(tx, &before, now).await
    }

    async fn next(
        &self,
        tx: &mut PgConnection,
        before: &Broadcast,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Onward> {
        let is_probe = self.landed.is_empty() && before.setbacks.is_silent();
        let most = match self.under_way {
            0 if is_probe => self.most.min(1),
            _ if is_probe => 0,
            _ => self.most,
        };
        let limit = i64::try_from(most)?;
        let (looked_at, marked) = store::recipients::mark(tx, before.id, limit, now).await?;
        if looked_at > 0 || most == 0 {
            return Ok(Onward::Send(marked));
        }
        let left = store::recipients::left(tx, before.id).await?;
        if left.is_sending {
            return Ok(Onward::Send(Vec::new()));
        }
        if left.is_waiting {
            return Ok(Onward::Over);
        }
        store::changes::end(tx, before.id, Status::Done, now).await?;
        card::order(tx, before.id, now).await?;
        let tally = store::recipients::tally(tx, before.id).await?;
        let screen = screens::sent(self.deps.desk.lang, before.id, &tally);
        staff::tell(tx, &screen, now).await?;
        Ok(Onward::Over)
    }
}
