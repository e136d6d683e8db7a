//! Where a person is in a conversation, in our own table: keyed by chat, person
//! and topic, and written in the transaction that changes the business rows.

use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use sqlx::PgConnection;
use teloxide::types::{ChatId, UserId};

use super::store;

/// A person in a chat, and in a topic of it (0: none).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub chat: ChatId,
    pub user: UserId,
    pub topic: i32,
}

/// The steps of one feature's conversations, such as "waits for a name".
pub trait Step: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    const FEATURE: &'static str;

    /// Whether what is said next must not be kept beyond its handling, even when that
    /// fails: a card number, say. Such a step is left for good after a day.
    fn is_confidential(&self) -> bool {
        false
    }
}

/// The dialogue at a place, as it was when the update's handling began.
#[derive(Clone, Debug)]
pub struct Dialogue {
    place: Place,
    /// Shared, as each route on the way gets a clone.
    state: Option<Arc<Value>>,
    now: DateTime<Utc>,
}

impl Dialogue {
    /// The dialogue whose `state` was read at `now` together with something else.
    pub fn at(place: Place, state: Option<Value>, now: DateTime<Utc>) -> Self {
        Self {
            place,
            state: state.map(Arc::new),
            now,
        }
    }

    /// # Errors
    /// When the database can't be asked.
    pub async fn load(
        connection: &mut PgConnection,
        place: Place,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Self> {
        let state = store::dialogue(connection, place).await?;
        Ok(Self::at(place, state, now))
    }

    /// The step that the person is at, if it is one of `S`'s feature and version.
    pub fn step<S: Step>(&self) -> Option<S> {
        let state = self.state.as_ref()?;
        if state.get("feature")? != S::FEATURE {
            return None;
        }
        S::deserialize(state.get("step")?).ok()
    }

    /// Whether the person is in the middle of something.
    pub fn is_under_way(&self) -> bool {
        self.state.is_some()
    }

    /// Puts the person at `step`, as part of the caller's transaction.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn go_to<S: Step>(
        &self,
        connection: &mut PgConnection,
        step: &S,
    ) -> anyhow::Result<()> {
        let value = serde_json::to_value(step).context("a step can't be written as JSON")?;
        let mut state = json!({ "feature": S::FEATURE, "step": value });
        if step.is_confidential() {
            state["confidential"] = true.into();
        }
        store::save_dialogue(connection, self.place, &state, self.now).await
    }

    /// Ends the dialogue, as part of the caller's transaction.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn end(&self, connection: &mut PgConnection) -> anyhow::Result<()> {
        store::delete_dialogue(connection, self.place).await
    }
}
