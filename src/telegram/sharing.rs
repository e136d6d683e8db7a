//! Keeps a process's share of Telegram's limits while it runs: two statements a second while it
//! sends alone, four while others are there, one in ten seconds while it does not, and up to ten a
//! second while somebody waits for more than its share. Another statement notes the paces of the
//! chats that it wrote to alone.

mod chats;
mod lately;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use teloxide::types::ChatId;
use tokio::time::{Instant, error::Elapsed, timeout};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use self::lately::Lately;
use super::{
    Sender,
    limits::{
        Bucket, Gate, Survey,
        shares::{Demand, Holders, Lease, Report, Standing},
    },
    store::sharing as store,
};
use crate::{
    clock::Clock,
    db::{Connection, Db},
};

/// While anything is sent.
const RENEW_EVERY: Duration = Duration::from_millis(500);

/// The same where others may want some of it: who was at rest and is written to waits for that.
const RENEW_AMONG_OTHERS_EVERY: Duration = Duration::from_millis(250);

/// A database whose answer takes no longer is quick enough for a short lease.
const QUICK: Duration = Duration::from_millis(100);

/// While nothing is: others go on leaving room.
const SHOW_LIFE_EVERY: Duration = Duration::from_secs(10);

/// Not sooner after the last time, however much somebody waits.
const ASK_AGAIN: Duration = Duration::from_millis(100);

/// Others may write at the same moment; each time one of them gets through.
const MOST_TRIES: usize = 10;

/// What was noted of a chat is worth nothing a while after its time.
const REMEMBERED: TimeDelta = TimeDelta::minutes(1);

/// What was longer ago than that makes no difference, and may be earlier than the machine.
const LONG_AGO: TimeDelta = TimeDelta::minutes(2);

/// A database that takes longer is away: a share is used for little longer than that.
const PATIENCE: Duration = Duration::from_secs(2);

impl Sender {
    /// Shares Telegram's limits with all other processes until `stop`, which is to come when
    /// nothing more is sent.
    pub async fn share_limits(&self, db: &Db, clock: &Clock, stop: &CancellationToken) {
        let questions = self.gate.share();
        let mut member = Member::new(&self.gate, db, clock);
        tokio::select! {
            () = stop.cancelled() => {}
            () = member.stay() => {}
            () = chats::answer(&self.gate, db, clock, questions) => {}
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
    /// What the gate was told last, and until when that holds.
    used: Standing,
    used_until: Instant,
    /// The chats' paces, as others left them, were read since it is alone.
    knows_paces: bool,
    swept_at: Instant,
    lately: Lately,
    lease: Lease,
    /// More is in the window than it may have now: others wait for what leaves.
    gives_back: bool,
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
            used: Standing::NOTHING,
            used_until: Instant::now(),
            knows_paces: false,
            swept_at: Instant::now(),
            lately: Lately::new(),
            lease: Lease::SHORT,
            gives_back: false,
            needs_since: None,
        }
    }

    async fn stay(&mut self) {
        let mut is_away = false;
        loop {
            let began_at = Instant::now();
            let survey = self.gate.survey().await;
            self.lately.note(survey.sent, began_at);
            let renewed = self.renew(survey).await;
            let is_quick = renewed.is_ok() && began_at.elapsed() <= QUICK;
            self.lease = if is_quick { Lease::SHORT } else { Lease::LONG };
            match renewed {
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
            tokio::time::sleep(ASK_AGAIN).await;
            let pause = self.pause(survey).saturating_sub(began_at.elapsed());
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.gate.lacks.notified() => {}
            }
        }
    }

    /// From one renewal to the next, unless somebody waits for more sooner.
    fn pause(&self, survey: Survey) -> Duration {
        if survey.waiting == 0 && self.lately.pace() == 0 {
            SHOW_LIFE_EVERY
        } else if self.gives_back {
            ASK_AGAIN
        } else if self.is_alone {
            RENEW_EVERY
        } else {
            RENEW_AMONG_OTHERS_EVERY
        }
    }

    async fn renew(&mut self, survey: Survey) -> anyhow::Result<()> {
        let mut connection = self.db.connection().await?;
        let renewed = timeout(PATIENCE, self.renew_by(&mut connection, survey)).await;
        in_time(connection, renewed)
    }

    async fn renew_by(
        &mut self,
        connection: &mut PgConnection,
        survey: Survey,
    ) -> anyhow::Result<()> {
        let rate = self.gate.limits.global.most;
        for _ in 0..MOST_TRIES {
            let (version, mut holders) = match self.known.take() {
                Some(known) => known,
                None => store::holders(connection).await?,
            };
            let now = self.clock.now();
            if self.is_alone && holders.has_others(self.process, now) {
                let paces = self.gate.stop_being_alone().await;
                store::note_paces(connection, &in_our_time(&paces, now)).await?;
                (self.is_alone, self.knows_paces) = (false, false);
            }
            let demand = self.demand(survey, rate, now);
            let asked_at = Instant::now();
            // Less is used at once, before what is in the window is counted; more when it is
            // written that it is ours.
            let (process, lease) = (self.process, self.lease);
            let mut report = Report {
                demand,
                in_window: 0,
                held_until: survey.held_until.map(|until| in_our_clock(until, now)),
                lease,
            };
            let to_come = holders.clone().renew(process, report, rate, now);
            self.use_share(
                Standing {
                    most: to_come.most.min(self.used.most),
                    is_alone: to_come.is_alone && self.is_alone,
                    is_beside_a_lone_one: to_come.is_beside_a_lone_one
                        || self.used.is_beside_a_lone_one,
                    held_until: to_come.held_until,
                },
                self.used_until,
            );
            report.in_window = self.gate.in_window().await;
            let standing = holders.renew(process, report, rate, now);
            if !store::save_holders(connection, version, &holders).await? {
                continue;
            }
            self.known = Some((version + 1, holders));
            if standing.is_alone && !self.knows_paces {
                let paces = store::paces(connection, now).await?;
                self.gate.learn(in_own_time(&paces, now));
            }
            (self.is_alone, self.knows_paces) = (standing.is_alone, standing.is_alone);
            if standing.most >= demand.needs {
                self.needs_since = None;
            }
            self.gives_back = report.in_window > standing.most;
            if let Some(until) = standing.held_until.filter(|_| survey.held_until.is_none()) {
                let pause = (until - now).to_std().unwrap_or_default();
                self.gate.hold(None, pause);
            }
            self.use_share(standing, asked_at + lease.used);
            return self.note_paces_for_successors(connection, now).await;
        }
        anyhow::bail!("too many processes write down at once how much they send")
    }

    fn use_share(&mut self, standing: Standing, until: Instant) {
        (self.used, self.used_until) = (standing, until);
        self.gate.use_share(standing, until);
    }

    /// Whoever comes after a process that died alone has to know where it has just written.
    async fn note_paces_for_successors(
        &mut self,
        connection: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        if !self.is_alone {
            return Ok(());
        }
        let paces = self.gate.paces().await;
        if !paces.is_empty() {
            store::note_paces(connection, &in_our_time(&paces, now)).await?;
            if self.swept_at.elapsed() > SHOW_LIFE_EVERY {
                self.swept_at = Instant::now();
                store::forget_paces(connection, now - REMEMBERED).await?;
            }
        }
        Ok(())
    }

    fn demand(&mut self, survey: Survey, rate: u32, now: DateTime<Utc>) -> Demand {
        if survey.first_needs > 0 {
            self.needs_since.get_or_insert(now);
        } else {
            self.needs_since = None;
        }
        // More than lately, so that whoever sends more and more hardly waits for it.
        let wanted = self.lately.pace().saturating_mul(2);
        Demand {
            wanted: wanted.saturating_add(survey.waiting).min(rate),
            needs: survey.first_needs,
            since: self.needs_since,
        }
    }

    async fn leave(&mut self) -> anyhow::Result<()> {
        let mut connection = self.db.connection().await?;
        let left = timeout(PATIENCE, self.leave_by(&mut connection)).await;
        in_time(connection, left)
    }

    async fn leave_by(&mut self, connection: &mut PgConnection) -> anyhow::Result<()> {
        self.note_paces_for_successors(connection, self.clock.now())
            .await?;
        let in_window = self.gate.in_window().await;
        for _ in 0..MOST_TRIES {
            let (version, mut holders) = store::holders(connection).await?;
            holders.leave(self.process, in_window, self.clock.now());
            if store::save_holders(connection, version, &holders).await? {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// What the database said by `connection`, which is given up when it said nothing in time.
fn in_time<T>(
    connection: Connection,
    answer: Result<anyhow::Result<T>, Elapsed>,
) -> anyhow::Result<T> {
    answer.unwrap_or_else(|_| {
        connection.give_up();
        anyhow::bail!("the database did not answer in time")
    })
}

/// The times of this process's own clock, as others read them.
fn in_our_time(paces: &[(ChatId, Bucket)], now: DateTime<Utc>) -> Vec<store::Noted> {
    let noted = paces.iter().map(|(chat, bucket)| store::Noted {
        chat_id: chat.0,
        next_at: in_our_clock(bucket.next, now),
        busy_since: in_our_clock(bucket.busy_since, now),
    });
    noted.collect()
}

fn in_our_clock(at: Instant, now: DateTime<Utc>) -> DateTime<Utc> {
    let here = Instant::now();
    let delta = |time| TimeDelta::from_std(time).unwrap_or_default();
    let later = delta(at.saturating_duration_since(here));
    now + later - delta(here.saturating_duration_since(at))
}

/// The reverse: times that others wrote, by this process's own clock.
fn in_own_time(paces: &[store::Noted], now: DateTime<Utc>) -> Vec<(ChatId, Bucket)> {
    let here = Instant::now();
    let in_own_clock = |at: DateTime<Utc>| {
        let ago = (now - at).min(LONG_AGO).to_std().unwrap_or_default();
        let later = (at - now).to_std().unwrap_or_default();
        here.checked_sub(ago).unwrap_or(here) + later
    };
    let paces = paces.iter().map(|noted| {
        let bucket = Bucket {
            next: in_own_clock(noted.next_at),
            busy_since: in_own_clock(noted.busy_since),
        };
        (ChatId(noted.chat_id), bucket)
    });
    paces.collect()
}
