//! How everything stands, as far as is known without asking anybody outside.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::store;
use crate::{
    generation::{self, KieStanding},
    queue,
    switches::{self, SalesPause, Switches},
    telegram::{self, InboxStanding},
};

/// What was given up within this time is new.
const LATELY: TimeDelta = TimeDelta::hours(1);

/// What came later is being handled.
const THIS_MOMENT: TimeDelta = TimeDelta::seconds(1);

/// A job that failed so often in a row has failed for twenty minutes.
const MANY_FAILURES: i32 = 8;

/// Everything that is known at a moment.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub now: DateTime<Utc>,
    pub inbox: InboxStanding,
    pub queue: Vec<queue::Standing>,
    pub kie: KieStanding,
    pub probes: Vec<Probe>,
    pub waiting: People,
    pub connections: Connections,
    pub pauses: Vec<SalesPause>,
    /// How many switches are not as usual.
    pub switched: usize,
    pub processes: Vec<Process>,
}

/// Who was asked, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Probe {
    pub name: String,
    pub asked_at: DateTime<Utc>,
    pub answered_at: Option<DateTime<Utc>>,
    /// In a row.
    pub failures: i32,
    /// Credits of Kie; updates that wait at Telegram.
    pub value: Option<Decimal>,
    /// When Telegram last failed to hand an update over.
    pub trouble_at: Option<DateTime<Utc>>,
}

/// How many wait for something, and since when the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub count: i64,
    pub oldest: Option<DateTime<Utc>>,
}

/// What people wait for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct People {
    /// Paid sets that are being made.
    pub sets: Line,
    /// Money that goes back by itself.
    pub refunds: Line,
    /// Money that a member of staff sends back.
    pub refunds_by_hand: Line,
    /// Tickets whose person waits for a word.
    pub tickets: Line,
    pub withdrawals: Line,
}

/// Of the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Connections {
    pub used: i64,
    pub most: i64,
}

/// A process of the product, by its own word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Process {
    pub name: String,
    pub roles: String,
    pub version: String,
    pub started_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    pub floods: i64,
}

impl Facts {
    pub async fn load(connection: &mut PgConnection, now: DateTime<Utc>) -> anyhow::Result<Self> {
        Ok(Self {
            now,
            inbox: telegram::inbox_standing(connection, now - LATELY, now - THIS_MOMENT).await?,
            queue: queue::standings(connection, MANY_FAILURES, now).await?,
            kie: generation::kie_standing(connection).await?,
            probes: store::probes::list(connection).await?,
            waiting: store::people(connection).await?,
            connections: store::connections(connection).await?,
            pauses: switches::list_pauses(connection, now).await?,
            switched: Switches::load(connection, now).await?.unusual().len(),
            processes: store::processes::list(connection).await?,
        })
    }

    pub fn probe(&self, name: &str) -> Option<&Probe> {
        self.probes.iter().find(|probe| probe.name == name)
    }

    pub fn age(&self, since: Option<DateTime<Utc>>) -> TimeDelta {
        since.map_or(TimeDelta::zero(), |since| {
            (self.now - since).max(TimeDelta::zero())
        })
    }

    /// Credits that were left at Kie when it was last asked.
    pub fn credits(&self) -> Option<Decimal> {
        self.probe(super::probes::KIE)?.value
    }

    /// Kinds of which jobs were given up.
    pub fn dead_kinds(&self) -> Vec<&queue::Standing> {
        self.queue.iter().filter(|kind| kind.dead > 0).collect()
    }
}
