//! Telegram counts the messages of all processes together. Each holds a share of the window,
//! under a lease, and the shares never add up to more than the window has.
//!
//! Whoever takes more takes only what nobody holds; whoever is to give something back first stops
//! using it, and holds it for as long as messages sent with it are still in the window. So the
//! rule holds at every moment, whatever happens to any of them.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long a share is held after its holder was last heard of.
pub(in crate::telegram) const LEASE: TimeDelta = TimeDelta::seconds(5);

/// How long its holder uses it, by a clock of its own: when others take it for free, the last
/// messages have left the window, even if clocks differ by half a second.
pub(in crate::telegram) const USED_FOR: Duration = Duration::from_secs(3);

/// How long others leave room for a process that has nothing to send.
const ALIVE: TimeDelta = TimeDelta::seconds(30);

/// So much of a window of `rate` is kept free for each process at rest, so that the first who
/// writes to it is answered at once.
pub(in crate::telegram) fn room_for_one(rate: u32) -> u32 {
    (rate / 10).max(1)
}

/// A process, as it stands in the row that all share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::telegram) struct Holder {
    process: Uuid,
    /// It has no more messages than this in the window, until the time below.
    share: u32,
    until: DateTime<Utc>,
    alive_until: DateTime<Utc>,
    demand: Demand,
    /// Knows of nobody else, and so keeps the paces of chats to itself.
    is_alone: bool,
}

/// What a process would like to send.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::telegram) struct Demand {
    /// So many messages in a window.
    pub wanted: u32,
    /// So many at once: an album waits for all its places. Nought while it has them.
    pub needs: u32,
    /// Since when it needs those.
    pub since: Option<DateTime<Utc>>,
}

/// What a process may do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::telegram) struct Standing {
    /// Messages in any window.
    pub most: u32,
    pub is_alone: bool,
}

/// All processes that are alive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(in crate::telegram) struct Holders(Vec<Holder>);

impl Holders {
    /// Whether anybody but `process` is alive.
    pub fn has_others(&self, process: Uuid, now: DateTime<Utc>) -> bool {
        self.others(process, now).next().is_some()
    }

    /// Says what `process` wants and takes what it may have of a window of `rate` messages, of
    /// which `in_window` are its own already.
    pub fn renew(
        &mut self,
        process: Uuid,
        demand: Demand,
        in_window: u32,
        rate: u32,
        now: DateTime<Utc>,
    ) -> Standing {
        self.0
            .retain(|holder| holder.process != process && holder.alive_until > now);
        let is_alone = self.0.is_empty();
        let most = if is_alone {
            rate
        } else {
            let rate = self.without_rooms(demand, rate, now);
            self.fair_share(demand, rate, now).min(self.free(rate, now))
        };
        self.0.push(Holder {
            process,
            share: most.max(in_window),
            until: now + LEASE,
            alive_until: now + ALIVE,
            demand,
            is_alone,
        });
        Standing { most, is_alone }
    }

    /// `process` ends. What it has in the window stays its own for as long as it is there.
    pub fn leave(&mut self, process: Uuid, in_window: u32, now: DateTime<Utc>) {
        const LEAVES: TimeDelta = TimeDelta::seconds(2);
        for holder in self.0.iter_mut().filter(|holder| holder.process == process) {
            holder.share = in_window;
            holder.until = now + LEAVES;
            holder.alive_until = now + LEAVES;
            holder.demand = Demand::default();
            holder.is_alone = false;
        }
    }

    fn others(&self, process: Uuid, now: DateTime<Utc>) -> impl Iterator<Item = &Holder> {
        let is_other =
            move |holder: &&Holder| holder.process != process && holder.alive_until > now;
        self.0.iter().filter(is_other)
    }

    /// What is left of the window when some of it is kept for those at rest, or for those who died
    /// a moment ago: not more than a third however many they are, and nothing while an album
    /// would not find its places beside it.
    fn without_rooms(&self, demand: Demand, rate: u32, now: DateTime<Utc>) -> u32 {
        let (active, at_rest): (Vec<&Holder>, _) =
            self.0.iter().partition(|holder| holder.until > now);
        let count = u32::try_from(at_rest.len()).unwrap_or(u32::MAX);
        let rooms = room_for_one(rate).saturating_mul(count).min(rate / 3);
        let needs = active.iter().map(|holder| holder.demand.needs);
        let most_needed = needs.fold(demand.needs, u32::max);
        if most_needed > rate - rooms {
            rate
        } else {
            rate - rooms
        }
    }

    /// What nobody of these holds.
    fn free(&self, rate: u32, now: DateTime<Utc>) -> u32 {
        let mut free = rate;
        for holder in &self.0 {
            let is_active = holder.until > now;
            // Whoever believes to be alone uses more than is written, until it has looked again.
            if is_active && holder.is_alone {
                return 0;
            }
            if is_active {
                free = free.saturating_sub(holder.share);
            }
        }
        free
    }

    /// What a process with this demand gets when nobody gets less than they want while another
    /// gets more than that. Those who wait for an album's places come first, in their order.
    fn fair_share(&self, demand: Demand, rate: u32, now: DateTime<Utc>) -> u32 {
        let is_active = |holder: &&Holder| holder.until > now;
        let others = self.0.iter().filter(is_active).map(|holder| holder.demand);
        let mut demands: Vec<(Demand, bool)> = others.map(|demand| (demand, false)).collect();
        demands.push((demand, true));
        demands.sort_by_key(|(demand, is_own)| (demand.needs == 0, demand.since, *is_own));
        let mut rest = rate;
        let mut parts = Vec::with_capacity(demands.len());
        for (demand, is_own) in demands {
            let needed = if demand.needs <= rest {
                demand.needs
            } else {
                0
            };
            rest -= needed;
            parts.push((demand.wanted.saturating_sub(needed), needed, is_own));
        }
        parts.sort_unstable();
        let mut left = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        for (wanted, needed, is_own) in parts {
            let part = wanted.min(rest / left);
            if is_own {
                return needed + part;
            }
            rest -= part;
            left -= 1;
        }
        0
    }
}

#[cfg(test)]
mod tests;
