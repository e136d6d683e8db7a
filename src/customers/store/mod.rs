//! The SQL of `follow_ups` and `shown_people`, and of cards: what other rooms write is
//! read here in one place and never changed.

pub(super) mod card;
pub(super) mod follow_ups;
pub(super) mod order;
pub(super) mod search;
pub(super) mod shown;
