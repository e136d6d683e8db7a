//! Avatars: a name and a handful of good photos of one person.
//!
//! ```text
//! draft ── Done ──▶ processing ── every photo is in the storage ──▶ ready
//!   ▲                   │
//!   └── some are lost ──┘
//! ```
//! A photo is a row first and a picture later: whoever sends one only causes a
//! row and a job, so no crash swallows it, and an album answers as fast as a
//! single photo.

mod store;

pub use self::store::{find, find_ready, hold_ready, list, references};

/// How far an avatar is. Rows of other programs that say anything else count as drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Draft,
    Processing,
    Ready,
}

impl Status {
    fn stored(status: &str) -> Self {
        match status {
            "ready" => Self::Ready,
            "processing" => Self::Processing,
            _ => Self::Draft,
        }
    }
}

/// An avatar that has not been deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Avatar {
    pub id: i32,
    /// Its owner, `users.id`.
    pub user_id: i32,
    pub name: String,
    pub status: Status,
    /// How many reference photos it has.
    pub photo_count: i64,
}

/// A reference photo. Those of other programs have no key in our storage, only
/// the address at which they were put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub id: i32,
    pub storage_key: Option<String>,
    pub image_url: Option<String>,
}
