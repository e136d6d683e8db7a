//! Pauses of sales that the product takes by itself, such as while the picture service is
//! out of credits. Each ends in time, so that a forgotten one can't stop sales for ever.

use chrono::{DateTime, Utc};

pub use super::store::pauses::{list, pause_sales, resume_sales};

/// Why nothing is sold at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalesPause {
    pub reason: String,
    pub until: DateTime<Utc>,
}
