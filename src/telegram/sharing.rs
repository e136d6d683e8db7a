//! Keeps a process's share of Telegram's limits while it runs: one statement a second while it
//! sends, one every ten while it does not.

use std::{collections::BTreeMap, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::{sync::mpsc, time::Instant};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    Sender,
    limits::{
        Asked, Gate, Survey,
        shares::{Demand, Holders, USED_FOR, room_for_one},
    },
    store::sharing as store,
};
use crate::{clock::Clock, db::Db};

/// While anything is sent.
const RENEW_EVERY: Duration = Duration::from_secs(1);

/// While nothing is: others go on leaving room.
const SHOW_LIFE_EVERY: Duration = Duration::from_secs(10);

/// Not sooner after the last time, however much somebody waits.
const ASK_AGAIN: Duration = Duration::from_millis(100);

/// After so many seconds without a message a process is at rest.
const LATELY: usize = 3;

/// Others may write at the same moment; each time one of them gets through.
const MOST_TRIES: usize = 10;

/// Chats that are asked for together.
const MOST_CHATS: usize = 200;

/// What was noted of a chat is worth nothing a while after its time.
const REMEMBERED: TimeDelta = TimeDelta::minutes(1);

impl Sender {
    /// Shares Telegram's limits with all other processes until `stop`, which is to come when
    /// nothing more is sent.
    pub async fn share_limits(&self, db: &Db, clock: &Clock, stop: &CancellationToken) {
        let questions = self.gate.share();
        let mut member = Member::new(&self.gate, db, clock);
        tokio::select! {
            () = stop.cancelled() => {}
            () = member.stay() => {}
            () = answer(&self.gate, db, clock, questions) => {}
        }
        if let Err(error) = member.leave().await {
            let error = format!("{error:#}");
            tracing::debug!(error, "others get this process's share when it runs out");
        }
    }
}

/// This process among those that send.
struct Member<'process> {
    gate: &'process Gate,
    db: &'process Db,
    clock: &'process Clock,
    process: Uuid,
    /// What was written last, and how often that was.
    known: Option<(i64, Holders)>,
    is_alone: bool,
    /// Messages a second, lately.
    paces: [u32; LATELY],
    surveyed_at: Instant,
    needs_since: Option<DateTime<Utc>>,
}

impl<'process> Member<'process> {
    fn new(gate: &'process Gate, db: &'process Db, clock: &'process Clock) -> Self {
        Self {
            gate,
            db,
            clock,
            process: Uuid::new_v4(),
            known: None,
            is_alone: true,
            paces: [0; LATELY],
            surveyed_at: Instant::now(),
            needs_since: None,
        }
    }

    async fn stay(&mut self) {
        let mut is_away = false;
        loop {
            let survey = self.gate.survey().await;
            self.note(survey);
            match self.renew(survey).await {
                Ok(()) => is_away = false,
                Err(error) if !is_away => {
                    is_away = true;
                    tracing::warn!(
                        error = format!("{error:#}"),
                        "nothing is sent while the other processes can't be asked for room"
                    );
                }
                Err(_) => {}
            }
            let is_at_rest = survey.waiting == 0 && self.paces == [0; LATELY];
            let pause = if is_at_rest {
                SHOW_LIFE_EVERY
            } else {
                RENEW_EVERY
            };
            tokio::time::sleep(ASK_AGAIN).await;
            tokio::select! {
                () = tokio::time::sleep(pause - ASK_AGAIN) => {}
                () = self.gate.lacks.notified() => {}
            }
        }
    }

    fn note(&mut self, survey: Survey) {
        let secs = self.surveyed_at.elapsed().as_secs_f64().max(0.1);
        self.surveyed_at = Instant::now();
        let pace = (f64::from(survey.sent) / secs).ceil();
        self.paces.rotate_right(1);
        // What is sent in a second fits, and so does a fraction of it made whole.
        self.paces[0] = pace as u32;
    }

    async fn renew(&mut self, survey: Survey) -> anyhow::Result<()> {
        let rate = self.gate.limits.global.most;
        for _ in 0..MOST_TRIES {
            let mut connection = self.db.connection().await?;
            let (version, mut holders) = match self.known.take() {
                Some(known) => known,
                None => store::holders(&mut connection).await?,
            };
            let now = self.clock.now();
            if self.is_alone && holders.has_others(self.process, now) {
                let paces = self.gate.stop_being_alone().await;
                store::note_paces(&mut connection, &in_our_time(&paces, now)).await?;
                self.is_alone = false;
            }
            let demand = self.demand(survey, rate, now);
            let asked_at = Instant::now();
            let standing = holders.renew(self.process, demand, survey.in_window, rate, now);
            // Less is used at once; more when it is written that it is ours.
            if !store::save_holders(&mut connection, version, &holders).await? {
                continue;
            }
            self.known = Some((version + 1, holders));
            self.is_alone = standing.is_alone;
            if standing.most >= demand.needs {
                self.needs_since = None;
            }
            let until = asked_at + USED_FOR;
            self.gate.use_share(standing.most, until, standing.is_alone);
            return Ok(());
        }
        anyhow::bail!("too many processes write down at once how much they send")
    }

    fn demand(&mut self, survey: Survey, rate: u32, now: DateTime<Utc>) -> Demand {
        if survey.first_needs > 0 {
            self.needs_since.get_or_insert(now);
        } else {
            self.needs_since = None;
        }
        let lately = self.paces.into_iter().max().unwrap_or_default();
        // More than lately, so that whoever sends more and more hardly waits for it.
        let wanted = lately
            .saturating_mul(2)
            .saturating_add(survey.waiting)
            .saturating_add(room_for_one(rate));
        Demand {
            wanted: wanted.min(rate),
            needs: survey.first_needs,
            since: self.needs_since,
        }
    }

    async fn leave(&mut self) -> anyhow::Result<()> {
        let survey = self.gate.survey().await;
        for _ in 0..MOST_TRIES {
            let mut connection = self.db.connection().await?;
            let (version, mut holders) = store::holders(&mut connection).await?;
            holders.leave(self.process, survey.in_window, self.clock.now());
            if store::save_holders(&mut connection, version, &holders).await? {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// The times of this process's own clock, as others read them.
fn in_our_time(
    paces: &[(teloxide::types::ChatId, Instant)],
    now: DateTime<Utc>,
) -> Vec<(i64, DateTime<Utc>)> {
    let here = Instant::now();
    let later = |at: Instant| TimeDelta::from_std(at - here).unwrap_or_default();
    paces
        .iter()
        .map(|(chat, at)| (chat.0, now + later(*at)))
        .collect()
}

/// Takes places in chats, as many questions as there are at a time in one statement.
async fn answer(
    gate: &Gate,
    db: &Db,
    clock: &Clock,
    mut questions: mpsc::UnboundedReceiver<Asked>,
) {
    let mut batch = Vec::new();
    let mut swept_at = Instant::now();
    while questions.recv_many(&mut batch, MOST_CHATS).await > 0 {
        let now = clock.now();
        match ask(gate, db, &batch, now).await {
            Ok(refused) => {
                for asked in batch.drain(..) {
                    let pause = refused.get(&asked.chat.0).map(|at| *at - now);
                    let pause = pause.map(|pause| pause.to_std().unwrap_or_default());
                    gate.agree(asked, pause.map(|pause| Instant::now() + pause));
                }
            }
            Err(error) => {
                let error = format!("{error:#}");
                tracing::debug!(error, "chats wait while the database can't be asked");
                // Without an answer nothing was agreed; they are asked for again.
                let later = Instant::now() + RENEW_EVERY;
                batch
                    .drain(..)
                    .for_each(|asked| gate.agree(asked, Some(later)));
            }
        }
        if swept_at.elapsed() > SHOW_LIFE_EVERY {
            swept_at = Instant::now();
            let _later = sweep(db, now - REMEMBERED).await;
        }
    }
}

async fn ask(
    gate: &Gate,
    db: &Db,
    batch: &[Asked],
    now: DateTime<Utc>,
) -> anyhow::Result<BTreeMap<i64, DateTime<Utc>>> {
    let due = batch.iter().map(|asked| {
        let pace = gate.limits.pace(asked.chat);
        let delta = |time| TimeDelta::from_std(time).unwrap_or_default();
        store::Due {
            chat_id: asked.chat.0,
            adds: delta(pace.every * asked.messages),
            tolerance: delta(pace.tolerance()),
        }
    });
    let due: Vec<_> = due.collect();
    let mut connection = db.connection().await?;
    let refused = store::take_places(&mut connection, &due, now).await?;
    Ok(refused.into_iter().collect())
}

async fn sweep(db: &Db, before: DateTime<Utc>) -> anyhow::Result<()> {
    store::forget_paces(&mut *db.connection().await?, before).await
}
