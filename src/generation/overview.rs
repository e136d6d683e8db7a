//! A person's sets at a glance, for those who answer their questions.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{
    SetStatus,
    store::{overview, sets},
};
use crate::{catalogue::Style, i18n::Lang};

/// A set usually takes minutes: one that takes longer than this makes people wonder.
const LATE_AFTER: TimeDelta = TimeDelta::hours(1);

/// How a person's sets stand.
#[derive(Clone, Debug)]
pub struct Overview {
    pub all: i64,
    pub running: i64,
    /// Of the running ones, those that take unusually long.
    pub late: i64,
    pub failed: i64,
    pub last: Option<LastSet>,
}

/// How far the newest set of a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Running,
    /// Running for unusually long.
    Late,
    Completed,
    Failed,
}

/// The newest set of a person.
#[derive(Clone, Debug)]
pub struct LastSet {
    style: Option<Style>,
    pub avatar_name: String,
    /// Photos that came out, of those that were paid for.
    pub made: i64,
    pub total: i64,
    pub progress: Progress,
}

impl LastSet {
    pub fn style_title(&self, lang: Lang) -> String {
        match self.style {
            Some(style) => style.title(lang),
            None => lang.text("set-style-other", &[]),
        }
    }
}

/// # Errors
/// When the database can't be asked.
pub async fn overview(
    connection: &mut PgConnection,
    user_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Overview> {
    let counts = overview::count(connection, user_id, now - LATE_AFTER).await?;
    let last = match overview::find_newest(connection, user_id).await? {
        Some(id) => sets::find(connection, id).await?,
        None => None,
    };
    Ok(Overview {
        all: counts.all,
        running: counts.running,
        late: counts.late,
        failed: counts.failed,
        last: last.map(|set| LastSet {
            style: set.style,
            made: set.made(),
            total: set.total,
            progress: match set.status {
                SetStatus::Completed => Progress::Completed,
                SetStatus::Failed => Progress::Failed,
                SetStatus::Running if is_late(set.created_at, now) => Progress::Late,
                SetStatus::Running => Progress::Running,
            },
            avatar_name: set.avatar_name,
        }),
    })
}

fn is_late(created_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    created_at.is_some_and(|created_at| created_at < now - LATE_AFTER)
}
