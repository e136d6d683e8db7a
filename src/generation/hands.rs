//! What the staff can have done to the set of a payment: the same that its person can,
//! inside the transaction that writes down who wanted it.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    jobs::ResendSet,
    reroll::{self, Correction, Reason},
    rest::{self, Rest},
    store::{hands as rows, sets},
};
use crate::{accounts::Person, queue};

/// How the set of a payment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetState {
    pub id: i32,
    pub user_id: i32,
    pub is_running: bool,
    /// Photos that came out, of those that were paid for.
    pub made: i64,
    pub total: i64,
    /// Photos that can be sent again.
    pub ready: i64,
    /// Whether missing photos can be made again.
    pub can_be_completed: bool,
}

/// A photo of a set, by the place of its scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shot {
    pub photo_id: i32,
    /// From one.
    pub scene: i32,
}

/// The set that was made of a payment, unless it was stopped.
///
/// # Errors
/// When the database can't be asked.
pub async fn set_of(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Option<SetState>> {
    let Some(set_id) = sets::find_by_payment(connection, payment_id).await? else {
        return Ok(None);
    };
    let set = sets::find(connection, set_id).await?;
    Ok(set.map(|set| SetState {
        id: set.id,
        user_id: set.user_id,
        is_running: set.is_running(),
        made: set.made(),
        total: set.total,
        ready: set.ready,
        can_be_completed: !set.is_running()
            && set.made() > 0
            && set.missing() > 0
            && !set.is_rest_paid_back
            && !set.is_deleted,
    }))
}

/// Makes the photos of a set again that would not come out.
///
/// # Errors
/// When the database refuses it.
pub async fn make_missing(
    tx: &mut PgConnection,
    set: &SetState,
    now: DateTime<Utc>,
) -> anyhow::Result<Rest> {
    rest::make_rest_in(tx, set.user_id, set.id, now).await
}

/// Sends all photos of a set again.
///
/// # Errors
/// When the database refuses it.
pub async fn send_again(
    tx: &mut PgConnection,
    set: &SetState,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let first = ResendSet {
        set_id: set.id,
        part: 0,
    };
    queue::add(tx, &first, now).await
}

/// The photos of a set in the order of their scenes.
///
/// # Errors
/// When the database can't be asked.
pub async fn list_shots(connection: &mut PgConnection, set_id: i32) -> anyhow::Result<Vec<Shot>> {
    rows::list_shots(connection, set_id).await
}

/// Makes a photo again for this reason. `false` when it can't be: it is being made again,
/// its payment went back, or there are no photos of the person any more.
///
/// # Errors
/// When the database refuses it.
pub async fn remake(
    tx: &mut PgConnection,
    person: &Person,
    photo_id: i32,
    reason: Reason,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let correction = match reason {
        Reason::Hands => Correction::Hands,
        Reason::Clothes => Correction::Clothes,
        // A wish has words, which the staff has none of.
        Reason::NotMe | Reason::Other => Correction::NotMe,
    };
    reroll::begin_for_staff(tx, person, photo_id, correction, now).await
}
