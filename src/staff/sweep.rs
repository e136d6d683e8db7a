//! What is over is forgotten, once a day: deeds that nobody confirms any more, searches of
//! the log, and who was wrong with a password and has been quiet since.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{Desk, audit, deeds, login};
use crate::queue::{self, Job, JobResult, Next, OrElse, Registry};

const SWEEP_EVERY: TimeDelta = TimeDelta::days(1);

#[derive(Clone, Debug, Serialize, Deserialize)]
struct SweepStaff {}

impl Job for SweepStaff {
    const KIND: &'static str = "staff_sweep";
    const PRIORITY: i16 = 110;

    fn key(&self) -> Option<String> {
        Some("all".to_owned())
    }
}

/// Plans what the staff's side does again and again.
///
/// # Errors
/// When the database refuses it.
pub async fn plan_recurring(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &SweepStaff {}, now).await
}

pub(super) fn register(registry: Registry, desk: Desk) -> Registry {
    registry.on(move |_: SweepStaff, _| sweep(desk.clone()))
}

async fn sweep(desk: Desk) -> JobResult {
    let now = desk.clock.now();
    let mut connection = desk.db.connection().await.or_retry()?;
    deeds::forget_old(&mut connection, now).await.or_retry()?;
    login::forget_old(&mut connection, now).await.or_retry()?;
    audit::forget_old(&mut connection, now).await.or_retry()?;
    Ok(Next::At(now + SWEEP_EVERY))
}
