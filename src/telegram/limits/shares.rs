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

/// For how long a share is given. When others take it for free, the last messages that were sent
/// with it have left the window, even if permits were used [`super::LATEST_USE`] late and clocks
/// differ by half a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::telegram) struct Lease {
    /// Since its holder was last heard of.
    pub held: TimeDelta,
    /// How long its holder uses it, by a clock of its own.
    pub used: Duration,
}

impl Lease {
    /// While the database answers quickly: whoever comes after a crash hardly waits.
    pub const SHORT: Self = Self {
        held: TimeDelta::milliseconds(2500),
        used: Duration::from_millis(750),
    };

    /// While it does not, so that a share does not run out before it is renewed.
    pub const LONG: Self = Self {
        held: TimeDelta::seconds(5),
        used: Duration::from_secs(3),
    };
}

/// A process with nothing to send says so little oftener than three times in this time. Whoever
/// sends renews its lease, and is dead when that has run out.
const ALIVE: TimeDelta = TimeDelta::seconds(30);

/// For so long after it has sent something a place is kept for a process at rest.
const MISSED: TimeDelta = TimeDelta::seconds(30);

/// What a lone process leaves free of a window of `rate` for as long as it does not want it
/// all: should it die, the first people who write to its successor are answered at once.
fn room_for_a_successor(rate: u32) -> u32 {
    rate / 10
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
    /// When it last had anything to send.
    busy_at: Option<DateTime<Utc>>,
    /// Knows of nobody else, and so keeps the paces of chats to itself.
    is_alone: bool,
    /// Until when Telegram wants nothing at all from anybody, as far as it knows. Whoever writes
    /// passes it on, so that it outlives those who were told.
    held_until: Option<DateTime<Utc>>,
}

/// What a process would like to send.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::telegram) struct Demand {
    /// So many messages in a window. Nought of a process at rest.
    pub wanted: u32,
    /// So many at once: an album waits for all its places. Nought while it has them.
    pub needs: u32,
    /// Since when it needs those.
    pub since: Option<DateTime<Utc>>,
}

/// What a process knows when it renews its share.
#[derive(Clone, Copy, Debug)]
pub(in crate::telegram) struct Report {
    pub demand: Demand,
    /// So many messages are its own already.
    pub in_window: u32,
    /// Until when Telegram wants nothing from anybody, if it has said so.
    pub held_until: Option<DateTime<Utc>>,
    pub lease: Lease,
}

/// What a process may do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::telegram) struct Standing {
    /// Messages in any window.
    pub most: u32,
    pub is_alone: bool,
    /// Somebody may believe to be alone, and write to chats without asking. That leaves room for
    /// one message more to a person, but not in a group.
    pub is_beside_a_lone_one: bool,
    /// Until when Telegram wants nothing from anybody.
    pub held_until: Option<DateTime<Utc>>,
}

/// All processes that are alive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(in crate::telegram) struct Holders(Vec<Holder>);

impl Standing {
    pub const NOTHING: Self = Self {
        most: 0,
        is_alone: true,
        is_beside_a_lone_one: false,
        held_until: None,
    };
}

impl Holders {
    /// Whether anybody but `process` is alive.
    pub fn has_others(&self, process: Uuid, now: DateTime<Utc>) -> bool {
        self.others(process, now).next().is_some()
    }

    /// Says what `process` wants and takes what it may have of a window of `rate` messages.
    pub fn renew(
        &mut self,
        process: Uuid,
        report: Report,
        rate: u32,
        now: DateTime<Utc>,
    ) -> Standing {
        let Report {
            demand,
            in_window,
            held_until,
            lease,
        } = report;
        let known = self.0.iter().filter_map(|holder| holder.held_until);
        let held_until = known.chain(held_until).max().filter(|until| *until > now);
        let before = self.0.iter().find(|holder| holder.process == process);
        let mut busy_at = before.and_then(|holder| holder.busy_at);
        self.0
            .retain(|holder| holder.process != process && holder.alive_until > now);
        let is_alone = self.0.is_empty();
        let is_beside_a_lone_one = self
            .0
            .iter()
            .any(|holder| holder.is_alone && holder.until > now);
        let most = if is_alone {
            share_of_a_lone_one(demand, rate)
        } else {
            let shared = self.without_room(demand, rate, now);
            let part = self.fair_share(demand, shared, now);
            // The place that is kept is for whoever has none, or lacks one for an album.
            let first = part.min(demand.needs.max(1)).min(self.free(rate, now));
            part.min(self.free(shared, now)).max(first)
        };
        let until = now + lease.held;
        let alive_until = if demand.is_nothing() {
            now + ALIVE
        } else {
            busy_at = Some(now);
            until
        };
        self.0.push(Holder {
            process,
            share: most.max(in_window),
            until,
            alive_until,
            demand,
            busy_at,
            is_alone,
            held_until,
        });
        Standing {
            most,
            is_alone,
            is_beside_a_lone_one,
            held_until,
        }
    }

    /// `process` ends. What it has in the window stays its own for as long as it is there.
    pub fn leave(&mut self, process: Uuid, in_window: u32, now: DateTime<Utc>) {
        const LEAVES: TimeDelta = TimeDelta::seconds(2);
        for holder in self.0.iter_mut().filter(|holder| holder.process == process) {
            holder.share = in_window;
            holder.until = now + LEAVES;
            holder.alive_until = now + LEAVES;
            holder.demand = Demand::default();
            holder.busy_at = None;
            holder.is_alone = false;
        }
    }

    fn others(&self, process: Uuid, now: DateTime<Utc>) -> impl Iterator<Item = &Holder> {
        let is_other =
            move |holder: &&Holder| holder.process != process && holder.alive_until > now;
        self.0.iter().filter(is_other)
    }

    /// What is left of the window when one place is kept for all together who sent something not
    /// long ago and are at rest: whoever writes to one of them is answered at once. None is kept
    /// while an album would not find its places beside it.
    fn without_room(&self, demand: Demand, rate: u32, now: DateTime<Utc>) -> u32 {
        let is_active = |holder: &&Holder| holder.until > now && !holder.demand.is_nothing();
        let (active, at_rest): (Vec<&Holder>, Vec<&Holder>) = self.0.iter().partition(is_active);
        let is_missed = |at: DateTime<Utc>| now - at < MISSED;
        let is_kept = at_rest
            .iter()
            .any(|holder| holder.busy_at.is_some_and(is_missed));
        let room = u32::from(is_kept).min(rate / 3);
        let needs = active.iter().map(|holder| holder.demand.needs);
        let most_needed = needs.fold(demand.needs, u32::max);
        if most_needed > rate - room {
            rate
        } else {
            rate - room
        }
    }

    /// What nobody of these holds.
    fn free(&self, rate: u32, now: DateTime<Utc>) -> u32 {
        let mut free = rate;
        for holder in &self.0 {
            if holder.until > now {
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

impl Demand {
    fn is_nothing(self) -> bool {
        self.wanted == 0 && self.needs == 0
    }
}

fn share_of_a_lone_one(demand: Demand, rate: u32) -> u32 {
    let modest = rate - room_for_a_successor(rate);
    if demand.wanted.max(demand.needs) > modest {
        rate
    } else {
        modest
    }
}

#[cfg(test)]
mod tests;
