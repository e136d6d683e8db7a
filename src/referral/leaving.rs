//! Somebody is erased: their code brings nobody any more, what they had asked to be
//! paid is called off, and their rows stay in the books without them.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::{attribution, jobs::ShowWithdrawal, store};
use crate::queue;

pub(super) async fn forget(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    // By their code and by what they once used of others another program knows people:
    // both go, and whoever is counted by them stays so.
    attribution::take_up(connection, person_id, now).await?;
    for id in store::attributions::list_untaken(connection, Some(person_id)).await? {
        attribution::take_up(connection, id, now).await?;
    }
    store::accounts::lock(connection, person_id).await?;
    for ended in store::leaving::end_withdrawals(connection, person_id, now).await? {
        store::accounts::add(connection, person_id, ended.amount, Decimal::ZERO).await?;
        let job = ShowWithdrawal {
            request_id: ended.id,
        };
        queue::add(connection, &job, now).await?;
    }
    store::leaving::forget(connection, person_id).await
}
