//! Sets and their prices, as the staff see and change them. Each change is a deed: a
//! price that was mistyped costs money with the first customer.

mod change;
mod deed;
mod doubts;
mod screens;
mod staff;
mod store;

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use self::staff::staff_routes;
use super::translated;
use crate::i18n::Lang;

/// A set as it stands in the database, on sale or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Offer {
    id: String,
    /// The documented name, for whoever reads the database.
    name: String,
    /// By the language's tag.
    names: BTreeMap<String, String>,
    /// In roubles.
    price: Option<Decimal>,
    photo_count: Option<i32>,
    stars_price: Option<i32>,
    ton_price: Option<Decimal>,
    is_popular: bool,
    is_active: bool,
    sort_order: Option<i32>,
}

impl Offer {
    fn title(&self, lang: Lang) -> String {
        let given = self.names.get(lang.tag()).cloned();
        given
            .or_else(|| translated(&self.id, lang))
            .unwrap_or_else(|| self.name.clone())
    }

    /// Whether people can choose it: without these, there is nothing to sell.
    fn is_complete(&self) -> bool {
        self.price.is_some() && self.photo_count.is_some()
    }

    fn is_on_sale(&self) -> bool {
        self.is_active && self.is_complete()
    }

    /// Whether what is charged, or what is got for it, differs.
    fn costs_otherwise_than(&self, other: &Self) -> bool {
        self.price != other.price
            || self.photo_count != other.photo_count
            || self.stars_price != other.stars_price
            || self.ton_price != other.ton_price
    }
}
