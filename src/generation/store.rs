//! The SQL of sets, their tasks, photos and albums.
//!
//! Whoever changes a task locks its set first: two tasks that end at once would
//! otherwise each see the other as pending, and nobody would deliver the set.

pub mod albums;
pub mod breaker;
pub mod causes;
pub mod deletions;
pub mod gallery;
pub mod hands;
pub mod leaving;
pub mod line;
pub mod overview;
pub mod photos;
pub mod rerolls;
pub mod sets;
pub mod shown;
pub mod spending;
pub mod sweep;
pub mod tasks;
pub mod trials;
