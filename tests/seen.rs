//! What an operator sees from outside: the dashboard and the alert rules speak of metrics that
//! there are, and one purchase through the real binary leaves metrics, a story in the log and one
//! trace, none of which says who bought.

mod collector;
mod files;
mod purchase;
