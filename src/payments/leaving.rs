//! A payer is erased: money comes to its end first, then what the books must keep
//! stays without its person. An offer that is paid afterwards all the same goes
//! back, as [`super::settle()`] and the watch over the wallet see to.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use super::{
    BANNED, Deps, ERASED, Policy, Price, Provider, bank, coins, jobs::TellGivenBack,
    request_refund, store,
};
use crate::queue;

/// The bank closes a link at its order's end. One of which it has said nothing for
/// so long after is not waited for; should it be paid all the same, that goes back.
const LINKS_ARE_DEAD: TimeDelta = TimeDelta::hours(24);

/// Closes the payment links that the person has at the bank, so that nobody pays
/// them any more. One that is being paid right now stays, and goes back.
///
/// # Errors
/// When the bank or the database can't be asked.
pub async fn close_links(deps: &Deps, person_id: i32) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    let orders = store::list_open_orders_of(&mut connection, person_id).await?;
    drop(connection);
    for order in orders {
        if order.provider == Provider::Tbank {
            bank::forget_link(deps, &order).await?;
        }
    }
    Ok(())
}

/// Ends what the person was offered, inside the caller's transaction.
///
/// # Errors
/// When the database refuses it.
pub async fn close_offers(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for order in store::list_open_orders_of(connection, person_id).await? {
        store::lock_order(connection, order.id).await?;
        coins::give_held_back(connection, order.id, ERASED, now).await?;
        store::close_order(connection, order.id).await?;
    }
    Ok(())
}

/// Gives back the payments of which nothing was made, as far as the rules in force
/// let their owner take them back.
///
/// # Errors
/// When the database refuses it.
pub async fn give_back_unused(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let since = Policy::load(connection).await?.refundable_since(now);
    for unused in store::list_unused(connection, person_id, since).await? {
        if unused.is_refundable {
            request_refund(connection, unused.id, ERASED, now).await?;
        }
    }
    Ok(())
}

/// Gives back what a person who is banned has paid and nothing was made of, whatever the
/// rules say: they can't use it any more. They are told of each. Returns how much that is;
/// to be called with the person held, so that nothing is settled meanwhile.
///
/// # Errors
/// When the database refuses it.
pub async fn give_back_to_the_banned(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<Price>> {
    let mut given_back = Vec::new();
    for unused in store::list_unused(connection, person_id, now).await? {
        // A set that begins this very moment is made.
        let is_unused = store::hold_unused(connection, unused.id, person_id).await?;
        if is_unused && request_refund(connection, unused.id, BANNED, now).await? {
            let payment_id = unused.id;
            queue::add(connection, &TellGivenBack { payment_id }, now).await?;
            given_back.push(unused.price);
        }
    }
    Ok(given_back)
}

/// Notes no longer for whose portraits the person's payments were used.
///
/// # Errors
/// When the database refuses it.
pub async fn untie_avatars(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<()> {
    store::untie_avatars(connection, person_id).await
}

/// Whether money of the person is on its way, in either direction.
///
/// # Errors
/// When the database can't be asked.
pub async fn is_money_moving(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    store::is_money_moving(connection, person_id, now - LINKS_ARE_DEAD).await
}

/// Whether the person has ever paid for anything but what came back because they
/// were erased before.
///
/// # Errors
/// When the database can't be asked.
pub async fn is_customer(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<bool> {
    store::has_other_payments(connection, person_id, ERASED).await
}

/// How many payments the person has made.
///
/// # Errors
/// When the database can't be asked.
pub async fn count_payments(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<i64> {
    store::count_payments(connection, person_id).await
}

/// Takes everything off the person's payments that is not bookkeeping. Their rows
/// stay: amount, date, method, the provider's number. Called when the person's own
/// row is forgotten.
///
/// # Errors
/// When the database refuses it.
pub async fn forget(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<()> {
    store::forget_offers_of(connection, person_id).await?;
    store::forget_wallets_of_the_erased(connection).await
}

/// What is on record of the person here, as it stands in the rows.
///
/// # Errors
/// When the database can't be asked.
pub async fn export(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Value> {
    store::export(connection, person_id).await
}
