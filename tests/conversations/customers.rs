//! People and payments in the hands of the staff: who somebody is, and what is done about
//! them and what they paid.

mod bans;
mod finding;
mod gifts;
mod orders;
mod ways_in;
mod writing;
