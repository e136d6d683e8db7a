//! The SQL of payments and what belongs to them, a file for each kind of row.

mod books;
mod leaving;
mod orders;
mod overview;
mod payments;
mod refunds;
mod tbank;
mod ton;
mod unused;

pub(super) use self::{
    books::*, leaving::*, orders::*, overview::*, payments::*, refunds::*, tbank::*, ton::*,
    unused::*,
};
