//! The staff group itself: where it is now, and how much the product may say there.
//!
//! Telegram gives a group another id when it is upgraded to a supergroup, while the
//! settings go on naming the old one. The move is written down when Telegram tells of
//! it, and from then on everything goes to where the group is.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use teloxide::types::{ChatId, Message};

use super::store;
use crate::{queue, telegram::Pace};

/// The name of the places in the group.
const PLACES: &str = "telegram.staff";

/// The group that `STAFF_CHAT_ID` names.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    configured: Option<ChatId>,
    pace: Pace,
}

impl Group {
    pub fn new(configured: Option<ChatId>, pace: Pace) -> Self {
        Self { configured, pace }
    }

    /// Where the group is now; `None` without `STAFF_CHAT_ID`.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub async fn find(&self, connection: &mut PgConnection) -> anyhow::Result<Option<ChatId>> {
        let Some(configured) = self.configured else {
            return Ok(None);
        };
        let moved = store::find_move(connection, configured.0).await?;
        Ok(Some(moved.map_or(configured, ChatId)))
    }

    /// Writes down where the group went, if this message says that it did. Whether it
    /// has been news.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn hear(
        &self,
        connection: &mut PgConnection,
        message: &Message,
        now: DateTime<Utc>,
    ) -> anyhow::Result<bool> {
        let here = message.chat.id;
        // Both the old group and the new one say it, in any order.
        let (from, to) = match (message.migrate_to_chat_id(), message.migrate_from_chat_id()) {
            (Some(to), _) => (here, *to),
            (None, Some(from)) => (*from, here),
            (None, None) => return Ok(false),
        };
        self.note_move(connection, from, to, now).await
    }

    /// Writes down that `from` was upgraded to `to`. Other groups' moves are no news, and
    /// neither is one that is known.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn note_move(
        &self,
        connection: &mut PgConnection,
        from: ChatId,
        to: ChatId,
        now: DateTime<Utc>,
    ) -> anyhow::Result<bool> {
        let Some(configured) = self.configured else {
            return Ok(false);
        };
        if self.find(connection).await? != Some(from) || from == to {
            return Ok(false);
        }
        // The news comes from both groups, maybe at the same time.
        if !store::insert_move(connection, configured.0, to.0, now).await? {
            return Ok(false);
        }
        tracing::warn!(
            staff.chat_id = to.0,
            "the staff group was upgraded and has another id: set STAFF_CHAT_ID to it"
        );
        Ok(true)
    }

    /// Takes as many of the places that all processes share for what the product says in
    /// the group by itself. `Err` holds the time when they are free.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub async fn take_places(
        &self,
        connection: &mut PgConnection,
        count: usize,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Result<(), DateTime<Utc>>> {
        let places = queue::Places {
            count: i32::try_from(count)?,
            every: TimeDelta::from_std(self.pace.every)?,
            reserve: TimeDelta::from_std(self.pace.reserve())?,
            fades: self
                .pace
                .fades
                .map_or(f64::INFINITY, |fades| fades.as_secs_f64()),
        };
        let messages = u32::try_from(count)?;
        let taken = queue::take_places(connection, PLACES, places, now).await?;
        Ok(taken.map_err(|taken| {
            self.pace
                .ready_at(taken.next_at, taken.busy_since, messages)
        }))
    }
}
