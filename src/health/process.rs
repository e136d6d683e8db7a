//! The word of each process that it lives, so that /health can say who runs, and who does
//! not any more.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{facts::Process, store};

/// Whoever was not seen for so long is forgotten.
const REMEMBERED: TimeDelta = TimeDelta::hours(1);

/// One process.
#[derive(Clone, Debug)]
pub struct Heart {
    id: Uuid,
    process: Process,
}

impl Heart {
    /// A process that does this since `now`.
    pub fn new(roles: String, now: DateTime<Utc>) -> Self {
        let host = std::env::var("HOSTNAME").unwrap_or_default();
        let name = format!("{host}:{}", std::process::id());
        Self {
            id: Uuid::new_v4(),
            process: Process {
                name: name.trim_start_matches(':').to_owned(),
                roles,
                version: env!("CARGO_PKG_VERSION").to_owned(),
                started_at: now,
                seen_at: now,
                floods: 0,
            },
        }
    }

    /// Says that it lives, and how often Telegram has told it to slow down.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn beat(
        &self,
        connection: &mut PgConnection,
        floods: u64,
        now: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let process = Process {
            seen_at: now,
            floods: i64::try_from(floods).unwrap_or(i64::MAX),
            ..self.process.clone()
        };
        store::processes::beat(connection, self.id, &process, now - REMEMBERED).await
    }

    /// Says that it ends as it should.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn stop(&self, connection: &mut PgConnection) -> anyhow::Result<()> {
        store::processes::leave(connection, self.id).await
    }
}
