//! The SQL of broadcasts.

pub(super) mod changes;
pub(super) mod clicks;
pub(super) mod letters;
pub(super) mod people;
pub(super) mod recipients;
pub(super) mod rows;
