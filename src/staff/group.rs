//! The staff group itself: where it is now, and how much the product may say there.
//!
//! Telegram gives a group another id when it is upgraded to a supergroup, while the
//! settings go on naming the old one. The move is written down when Telegram tells of
//! it, and from then on everything goes to where the group is.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use teloxide::types::ChatId;

use super::store;
use crate::{queue, telegram::Pace};

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

    /// Writes down that `from` was upgraded to `to`. Other groups' moves are no news.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn note_move(
        &self,
        connection: &mut PgConnection,
        from: ChatId,
        to: ChatId,
        now: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let Some(configured) = self.configured else {
            return Ok(());
        };
        if self.find(connection).await? != Some(from) || from == to {
            return Ok(());
        }
        store::insert_move(connection, configured.0, to.0, now).await?;
        tracing::warn!(
            staff.chat_id = to.0,
            "the staff group was upgraded and has another id: set STAFF_CHAT_ID to it"
        );
        Ok(())
    }

    /// Takes one of the places that all processes share for what the product says in
    /// the group by itself. `Err` holds the time when the next one is free.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub async fn take_place(
        &self,
        connection: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Result<(), DateTime<Utc>>> {
        let every = TimeDelta::from_std(self.pace.every)?;
        let burst = i32::try_from(self.pace.burst)?;
        queue::take_place(connection, "telegram.staff", every, burst, now).await
    }
}
