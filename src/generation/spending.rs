//! What the orders at Kie cost: written down with each order that Kie is known to have
//! taken, whatever became of it, as what failed may have been charged too.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{kie, store};

/// What a picture was ordered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A photo of a set that was paid for.
    Set,
    /// The same once more, as an attempt before gave no photo.
    Again,
    /// A portrait that its person wanted to have made again.
    Reroll,
    /// A prompt that the staff try.
    Trial,
}

impl Purpose {
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Again => "again",
            Self::Reroll => "reroll",
            Self::Trial => "trial",
        }
    }
}

/// Notes Kie's name for a photo's present attempt, and what it costs. Nothing happens when
/// both are known already.
///
/// # Errors
/// When the database refuses it.
pub(super) async fn note_created(
    connection: &mut PgConnection,
    task_id: i32,
    kie_task_id: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let ordered = store::spending::note_created(connection, task_id, kie_task_id, now).await?;
    let Some(ordered) = ordered else {
        return Ok(());
    };
    let purpose = match ordered {
        _ if ordered.is_reroll => Purpose::Reroll,
        _ if ordered.is_first => Purpose::Set,
        _ => Purpose::Again,
    };
    note_spending(connection, &ordered.model, purpose, now).await
}

/// Writes down that Kie took the order of one picture of `model`, in the transaction
/// that notes the order.
///
/// # Errors
/// When the database refuses it.
pub async fn note_spending(
    connection: &mut PgConnection,
    model: &str,
    purpose: Purpose,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let credits = kie::price_in_credits(model);
    store::spending::add(connection, model, purpose, credits, now).await
}
