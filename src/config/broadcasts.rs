//! The settings of broadcasts.

use super::reader::Reader;

/// What limits the staff in writing to many people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BroadcastConfig {
    /// From so many people on, a second member agrees before it is sent.
    pub second_approval_people: u32,
}

impl Reader {
    pub(super) fn broadcasts(&mut self) -> Option<BroadcastConfig> {
        let people = self.or(
            "BROADCAST_SECOND_APPROVAL_PEOPLE",
            "10000",
            "a whole number of people",
        );
        Some(BroadcastConfig {
            second_approval_people: people?,
        })
    }
}
