//! What people see of payments: pure words and buttons.

mod bank;
mod ended;
mod receipts;
mod shop;
mod staff;
mod ton;

pub(super) use self::{bank::*, ended::*, receipts::*, shop::*, staff::*, ton::*};
