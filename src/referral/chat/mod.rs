//! What a person can do with what they earn.

pub(super) mod withdraw;
