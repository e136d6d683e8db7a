//! The SQL of tables to take along: rows one after the other, in the order of their
//! numbers, so that none is held longer than it takes to write it.

pub mod earnings;
pub mod payments;
pub mod people;
pub mod sets;
pub mod tickets;

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use sqlx::PgConnection;

use crate::{reports::export::What, tables::Cell};

/// Which rows of a table.
#[derive(Clone, Copy, Debug)]
pub struct Cut {
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    /// Only rows with a higher number.
    pub after: i32,
    pub most_rows: i64,
}

/// Gives each row's number and cells to `add`.
pub async fn each(
    connection: &mut PgConnection,
    what: What,
    cut: &Cut,
    zone: Tz,
    add: impl FnMut(i32, Vec<Cell>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    match what {
        What::Payments => payments::each(connection, cut, zone, add).await,
        What::Sets => sets::each(connection, cut, zone, add).await,
        What::Earnings => earnings::each(connection, cut, zone, add).await,
        What::Tickets => tickets::each(connection, cut, zone, add).await,
        What::People => people::each(connection, cut, zone, add).await,
    }
}

fn moment(zone: Tz, at: Option<DateTime<Utc>>) -> Cell {
    let at = at.map(|at| at.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S"));
    Cell::Words(at.map(|at| at.to_string()).unwrap_or_default())
}

/// Of a documented column, which is in UTC.
fn naive(zone: Tz, at: Option<NaiveDateTime>) -> Cell {
    moment(zone, at.map(|at| at.and_utc()))
}

fn words(words: Option<String>) -> Cell {
    Cell::Words(words.unwrap_or_default())
}

fn count(count: Option<impl Into<i64>>) -> Cell {
    count.map_or(Cell::Words(String::new()), |count| {
        Cell::Count(count.into())
    })
}

fn money(amount: Option<Decimal>) -> Cell {
    amount.map_or(Cell::Words(String::new()), Cell::Money)
}

fn exact(amount: Option<Decimal>) -> Cell {
    amount.map_or(Cell::Words(String::new()), Cell::Exact)
}
