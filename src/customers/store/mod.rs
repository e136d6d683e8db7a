//! The SQL of `follow_ups`, `gifts` and `shown_people`, and of cards: what other rooms write is
//! read here in one place and never changed.

pub(super) mod card;
pub(super) mod follow_ups;
pub(super) mod gifts;
pub(super) mod order;
pub(super) mod search;
pub(super) mod shown;
