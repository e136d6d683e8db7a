//! Updates that wait for the bot: numbered, filtered by what the bot asked for, kept until they are
//! confirmed, too old, or taken by a test.

use std::collections::{BTreeSet, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Kinds that a bot gets only when it names them; from
/// <https://core.telegram.org/bots/api#getupdates>.
const ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];
/// Updates older than this are dropped; queries, which somebody is waiting for, much sooner.
const LIFE: TimeDelta = TimeDelta::hours(24);
const QUERY_LIFE: TimeDelta = TimeDelta::seconds(150);
/// Longest pause between two tries of a webhook, in seconds.
const MAX_PAUSE_SECS: i64 = 60;
/// Of what was sent before, this much can be repeated.
const MAX_HISTORY: usize = 10_000;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Update {
    pub id: i64,
    /// Updates of one chat go to a webhook one after the other.
    pub lane: i64,
    kind: String,
    pub raw: String,
    made_at: DateTime<Utc>,
    tries: u32,
    due_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Webhook {
    pub url: String,
    pub secret: Option<String>,
    pub max_connections: usize,
    pub last_error: Option<(DateTime<Utc>, String)>,
}

#[derive(Serialize, Deserialize)]
pub struct Updates {
    next_id: i64,
    queue: VecDeque<Update>,
    history: VecDeque<Update>,
    pub allowed: Option<Vec<String>>,
    pub webhook: Option<Webhook>,
    /// Held back by a test.
    pub is_held: bool,
    /// The number of the poller that came last; an earlier one is sent away.
    #[serde(skip)]
    pub poller: u64,
    #[serde(skip)]
    in_flight: BTreeSet<i64>,
}

impl Default for Updates {
    fn default() -> Self {
        Self {
            next_id: 100_000_001,
            queue: VecDeque::new(),
            history: VecDeque::new(),
            allowed: None,
            webhook: None,
            is_held: false,
            poller: 0,
            in_flight: BTreeSet::new(),
        }
    }
}

impl Updates {
    pub fn push(&mut self, kind: &str, lane: i64, content: Value, now: DateTime<Utc>) {
        let is_allowed = match &self.allowed {
            Some(allowed) => allowed.iter().any(|allowed| allowed == kind),
            None => !ON_REQUEST.contains(&kind),
        };
        if is_allowed {
            let id = self.take_id();
            self.enqueue(
                id,
                kind,
                lane,
                &json!({"update_id": id, kind: content}),
                now,
            );
        }
    }

    /// Queues whatever a test made up.
    pub fn push_raw(&mut self, mut update: Value, now: DateTime<Utc>) {
        let id = match update["update_id"].as_i64() {
            Some(id) => id,
            None => self.take_id(),
        };
        update["update_id"] = json!(id);
        let kind = update
            .as_object()
            .and_then(|fields| fields.keys().find(|k| *k != "update_id"));
        let kind = kind.cloned().unwrap_or_default();
        let content = &update[&kind];
        let chat = [
            &content["chat"]["id"],
            &content["message"]["chat"]["id"],
            &content["from"]["id"],
        ];
        let lane = chat.into_iter().find_map(Value::as_i64).unwrap_or(id);
        self.enqueue(id, &kind, lane, &update, now);
    }

    /// Queues an earlier update again.
    pub fn repeat(&mut self, id: i64, now: DateTime<Utc>) {
        let earlier = self.history.iter().find(|update| update.id == id).cloned();
        self.queue.extend(earlier.map(|update| Update {
            made_at: now,
            due_at: now,
            tries: 0,
            ..update
        }));
    }

    fn take_id(&mut self) -> i64 {
        self.next_id += 1;
        self.next_id - 1
    }

    fn enqueue(&mut self, id: i64, kind: &str, lane: i64, update: &Value, now: DateTime<Utc>) {
        let update = Update {
            id,
            lane,
            kind: kind.to_owned(),
            raw: update.to_string(),
            made_at: now,
            tries: 0,
            due_at: now,
        };
        if self.history.len() == MAX_HISTORY {
            self.history.pop_front();
        }
        self.history.push_back(update.clone());
        self.queue.push_back(update);
    }

    pub fn history(&self) -> Vec<String> {
        self.history
            .iter()
            .map(|update| update.raw.clone())
            .collect()
    }

    /// How many wait.
    pub fn count(&self) -> usize {
        self.queue.len()
    }

    pub fn clear(&mut self) {
        self.queue.clear();
    }

    /// Takes everything out, for a test that delivers by itself.
    pub fn take_all(&mut self, now: DateTime<Utc>) -> Vec<String> {
        if self.is_held {
            return Vec::new();
        }
        self.drop_old(now);
        self.queue.drain(..).map(|update| update.raw).collect()
    }

    /// Confirms everything before `offset` and returns up to `limit` updates from there on; a
    /// negative offset counts from the end and forgets what lies before.
    pub fn poll(&mut self, offset: i64, limit: usize, now: DateTime<Utc>) -> Vec<String> {
        self.drop_old(now);
        if offset < 0 {
            let keep = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            let surplus = self.queue.len().saturating_sub(keep);
            self.queue.drain(..surplus);
        } else {
            self.queue.retain(|update| update.id >= offset);
        }
        if self.is_held {
            return Vec::new();
        }
        self.queue
            .iter()
            .take(limit)
            .map(|update| update.raw.clone())
            .collect()
    }

    fn drop_old(&mut self, now: DateTime<Utc>) {
        self.queue.retain(|update| {
            let is_query = update.kind.ends_with("_query");
            now - update.made_at < if is_query { QUERY_LIFE } else { LIFE }
        });
    }

    /// Takes the updates that a webhook should get now: the first of each chat that has none on
    /// the way. The second value is when the next one will be due.
    pub fn begin_deliveries(&mut self, now: DateTime<Utc>) -> (Vec<Update>, Option<DateTime<Utc>>) {
        self.drop_old(now);
        let Some(webhook) = self.webhook.as_ref().filter(|_| !self.is_held) else {
            return (Vec::new(), None);
        };
        let mut passed = self.in_flight.clone();
        let (mut begun, mut next) = (Vec::new(), None);
        for update in &self.queue {
            if self.in_flight.len() >= webhook.max_connections || !passed.insert(update.lane) {
                continue;
            }
            if update.due_at <= now {
                self.in_flight.insert(update.lane);
                begun.push(update.clone());
            } else {
                next =
                    Some(next.map_or(update.due_at, |next: DateTime<Utc>| next.min(update.due_at)));
            }
        }
        (begun, next)
    }

    /// Notes how a delivery went: accepted updates are gone, others come again, at once the first
    /// time and then after 2, 4, 8 … seconds.
    pub fn end_delivery(
        &mut self,
        delivered: &Update,
        result: Result<(), String>,
        now: DateTime<Utc>,
    ) {
        self.in_flight.remove(&delivered.lane);
        let index = self
            .queue
            .iter()
            .position(|update| update.id == delivered.id);
        let Some(index) = index else { return };
        match result {
            Ok(()) => {
                self.queue.remove(index);
            }
            Err(reason) => {
                let update = &mut self.queue[index];
                let pause = if update.tries == 0 {
                    0
                } else {
                    1 << update.tries.min(6)
                };
                update.tries += 1;
                update.due_at = now + TimeDelta::seconds(pause.min(MAX_PAUSE_SECS));
                if let Some(webhook) = &mut self.webhook {
                    webhook.last_error = Some((now, reason));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(lanes: &[i64]) -> Updates {
        let mut updates = Updates {
            webhook: Some(Webhook {
                max_connections: 40,
                ..Webhook::default()
            }),
            ..Updates::default()
        };
        for lane in lanes {
            updates.push("message", *lane, json!({}), DateTime::UNIX_EPOCH);
        }
        updates
    }

    #[test]
    fn a_webhook_gets_one_update_of_a_chat_at_a_time_and_refused_ones_again() {
        let mut updates = filled(&[1, 1, 2]);
        let now = DateTime::UNIX_EPOCH;
        let (first, _) = updates.begin_deliveries(now);
        assert_eq!(
            first.iter().map(|update| update.lane).collect::<Vec<_>>(),
            [1, 2]
        );
        assert!(updates.begin_deliveries(now).0.is_empty());
        updates.end_delivery(&first[0], Err("503".to_owned()), now);
        let (again, _) = updates.begin_deliveries(now);
        assert_eq!(again[0].id, first[0].id);
        updates.end_delivery(&again[0], Err("503".to_owned()), now);
        let (none, due) = updates.begin_deliveries(now);
        assert!(none.is_empty());
        assert_eq!(due, Some(now + TimeDelta::seconds(2)));
        let (third, _) = updates.begin_deliveries(now + TimeDelta::seconds(2));
        updates.end_delivery(&third[0], Ok(()), now);
        assert_ne!(updates.begin_deliveries(now).0[0].id, first[0].id);
    }

    #[test]
    fn queries_go_stale_long_before_messages() {
        let mut updates = filled(&[1]);
        let start = DateTime::UNIX_EPOCH;
        updates.push("callback_query", 1, json!({}), start);
        assert_eq!(
            updates.poll(0, 100, start + TimeDelta::seconds(149)).len(),
            2
        );
        assert_eq!(
            updates.poll(0, 100, start + TimeDelta::seconds(151)).len(),
            1
        );
        assert_eq!(updates.poll(0, 100, start + TimeDelta::hours(25)).len(), 0);
    }

    #[test]
    fn reactions_come_only_on_request() {
        let mut updates = filled(&[]);
        updates.push("message_reaction", 1, json!({}), DateTime::UNIX_EPOCH);
        assert_eq!(updates.count(), 0);
        updates.allowed = Some(vec!["message_reaction".to_owned()]);
        updates.push("message_reaction", 1, json!({}), DateTime::UNIX_EPOCH);
        updates.push("message", 1, json!({}), DateTime::UNIX_EPOCH);
        assert_eq!(updates.count(), 1);
    }
}
