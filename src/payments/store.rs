//! The SQL of payments and what belongs to them, a file for each kind of row.

mod books;
mod leaving;
mod orders;
mod payments;
mod refunds;
mod tbank;
mod ton;
mod unused;

pub(super) use self::{
    books::*, leaving::*, orders::*, payments::*, refunds::*, tbank::*, ton::*, unused::*,
};
