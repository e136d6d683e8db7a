//! What this process has in hand: per conversation a line of updates, of which one at a time is
//! handled, and what has ended but is not written down yet.
//!
//! The next of a conversation begins when it is written down that the one before has ended, so
//! that of each conversation a crash has at most one update handled again, and needs no claim of
//! its own. What keeps this in order: a conversation is claimed from its oldest unfinished update
//! on and without a gap, so that nobody else can begin a later one before all of ours are written
//! down as done or have been given back.

use std::collections::{HashMap, HashSet, VecDeque};

use chrono::{DateTime, Utc};

use super::StoredUpdate;

/// An update and the number of its claim: who has an older number has lost it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::telegram) struct Claim {
    pub update_id: i64,
    pub attempts: i16,
}

/// An update that was handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ended {
    pub claim: Claim,
    conversation: i64,
}

/// Where a conversation stands. It is forgotten when nothing of it is left.
#[derive(Default)]
struct Line {
    under_way: Option<Held>,
    waiting: VecDeque<(StoredUpdate, DateTime<Utc>)>,
}

#[derive(Clone, Copy)]
struct Held {
    claim: Claim,
    until: DateTime<Utc>,
}

#[derive(Default)]
pub(super) struct Lines {
    conversations: HashMap<i64, Line>,
    /// Conversations whose next update may begin, in the order in which they came.
    ready: VecDeque<i64>,
    /// Each still first in its line.
    ended: Vec<Ended>,
    /// Nothing comes in before somebody handles it, nor after.
    is_open: bool,
}

impl Lines {
    pub(super) fn open(&mut self) {
        self.is_open = true;
    }

    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Puts claimed updates into their lines. `false` when nothing is taken in.
    pub(super) fn accept(&mut self, updates: Vec<StoredUpdate>, until: DateTime<Utc>) -> bool {
        if !self.is_open {
            return false;
        }
        for update in updates {
            let conversation = update.conversation;
            let line = self.conversations.entry(conversation).or_default();
            let is_idle = line.under_way.is_none() && line.waiting.is_empty();
            let place = line
                .waiting
                .partition_point(|(other, _)| other.update_id < update.update_id);
            // Claimed once more, as a lease ran out here: only the newest claim counts.
            match line.waiting.get_mut(place) {
                Some(other) if other.0.update_id == update.update_id => *other = (update, until),
                _ => line.waiting.insert(place, (update, until)),
            }
            if is_idle {
                self.ready.push_back(conversation);
            }
        }
        true
    }

    /// The next update whose turn it is. What is held no longer, as after a long sleep of the
    /// process, is let go of: others have it.
    pub(super) fn begin(&mut self, now: DateTime<Utc>) -> Option<StoredUpdate> {
        while let Some(conversation) = self.ready.pop_front() {
            let Some(line) = self.conversations.get_mut(&conversation) else {
                continue;
            };
            // It came twice: all of it was lost, and more of it came in, before its turn did.
            if line.under_way.is_some() {
                continue;
            }
            // A later one may only begin when all before it were handled.
            if line.waiting.front().is_some_and(|(_, until)| *until <= now) {
                line.waiting.clear();
            }
            let Some((update, until)) = line.waiting.pop_front() else {
                self.conversations.remove(&conversation);
                continue;
            };
            let claim = update.claim();
            line.under_way = Some(Held { claim, until });
            return Some(update);
        }
        None
    }

    /// The update was handled, which is to be written down.
    pub(super) fn end(&mut self, update: &StoredUpdate) {
        self.ended.push(Ended {
            claim: update.claim(),
            conversation: update.conversation,
        });
    }

    /// Of what has ended `done` is written down, and the next of each of its lines may begin. The
    /// rest was lost to somebody who may be handling it now: what waits behind it is returned, to
    /// be given back.
    pub(super) fn written(&mut self, ended: &[Ended], done: &[Claim]) -> Vec<Claim> {
        let done: HashSet<&Claim> = done.iter().collect();
        let mut unheld = Vec::new();
        for ended in ended {
            if !done.contains(&ended.claim) {
                unheld.extend(self.take_behind(ended.conversation));
            }
            self.leave(ended.conversation);
        }
        unheld
    }

    /// The next in line may begin, as the one under way was written down otherwise.
    pub(super) fn leave(&mut self, conversation: i64) {
        let Some(line) = self.conversations.get_mut(&conversation) else {
            return;
        };
        line.under_way = None;
        if line.waiting.is_empty() {
            self.conversations.remove(&conversation);
        } else {
            self.ready.push_back(conversation);
        }
    }

    /// Takes out what waits behind the update under way.
    pub(super) fn take_behind(&mut self, conversation: i64) -> Vec<Claim> {
        let line = self.conversations.get_mut(&conversation);
        let waiting = line.map(|line| std::mem::take(&mut line.waiting));
        let waiting = waiting.unwrap_or_default();
        waiting.iter().map(|(update, _)| update.claim()).collect()
    }

    /// How many conversations could be taken in beside those in hand, if `most` may be. Those that
    /// only wait for being written down are as good as gone.
    pub(super) fn room(&self, most: usize) -> usize {
        if !self.is_open {
            return 0;
        }
        (most + self.ended.len()).saturating_sub(self.conversations.len())
    }

    pub(super) fn has_ended(&self) -> bool {
        !self.ended.is_empty()
    }

    pub(super) fn take_ended(&mut self) -> Vec<Ended> {
        std::mem::take(&mut self.ended)
    }

    /// They could not be written down and are to be tried again.
    pub(super) fn give_back_ended(&mut self, mut ended: Vec<Ended>) {
        ended.append(&mut self.ended);
        self.ended = ended;
    }

    /// What is in hand by a lease that ends before `before`.
    pub(super) fn held_until(&self, before: DateTime<Utc>) -> Vec<Claim> {
        let lines = self.conversations.values();
        lines
            .flat_map(|line| {
                let waiting = line.waiting.iter();
                let waiting = waiting.map(|(update, until)| (update.claim(), *until));
                let under_way = line.under_way.map(|held| (held.claim, held.until));
                under_way.into_iter().chain(waiting)
            })
            .filter(|(_, until)| *until < before)
            .map(|(claim, _)| claim)
            .collect()
    }

    /// Of what was to be held longer, `held` is; the rest was lost, and what of it has not begun
    /// never will here, nor what is behind it. Of that, what is held all the same is returned, to
    /// be given back.
    pub(super) fn renew(
        &mut self,
        asked: &[Claim],
        held: &[i64],
        until: DateTime<Utc>,
    ) -> Vec<Claim> {
        let asked: HashSet<Claim> = asked.iter().copied().collect();
        let held: HashSet<i64> = held.iter().copied().collect();
        let is_lost = |claim: &Claim| asked.contains(claim) && !held.contains(&claim.update_id);
        let mut unheld = Vec::new();
        for line in self.conversations.values_mut() {
            if let Some(under_way) = &mut line.under_way
                && asked.contains(&under_way.claim)
                && held.contains(&under_way.claim.update_id)
            {
                under_way.until = until;
            }
            let mut waiting = line.waiting.iter();
            let first_lost = waiting.position(|(update, _)| is_lost(&update.claim()));
            let keep = match line.under_way {
                // Another process may be handling it, before all that waits behind it.
                Some(under_way) if is_lost(&under_way.claim) => 0,
                _ => first_lost.unwrap_or(line.waiting.len()),
            };
            let behind = line.waiting.drain(keep..).map(|(update, _)| update.claim());
            unheld.extend(behind.filter(|claim| held.contains(&claim.update_id)));
            for (update, until_then) in &mut line.waiting {
                if asked.contains(&update.claim()) {
                    *until_then = until;
                }
            }
        }
        unheld
    }

    /// Takes nothing in any more and begins nothing. What was not begun is returned, to be given
    /// back: what is behind an update under way too, as nobody begins it elsewhere before that one
    /// has ended.
    pub(super) fn close(&mut self) -> Vec<Claim> {
        self.is_open = false;
        self.ready.clear();
        let conversations: Vec<i64> = self.conversations.keys().copied().collect();
        let behind = conversations.into_iter();
        let unbegun = behind
            .flat_map(|conversation| self.take_behind(conversation))
            .collect();
        self.conversations
            .retain(|_, line| line.under_way.is_some());
        unbegun
    }
}

#[cfg(test)]
mod tests;
