//! How a step of a withdrawal can end, for whoever took it.

/// What became of a step that somebody of the staff took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    Done,
    /// Another member of the staff has to approve it too.
    NeedsAnother,
    /// This member approved it before.
    TwiceBySame,
    /// A refund has taken the balance below zero: nothing is paid until it is not.
    BelowZero,
    /// The person is banned: it can only be rejected.
    Banned,
    /// Somebody else is sending it.
    InOtherHands,
    /// It is the member's own: somebody else has to decide.
    Own,
    /// It is not at the point where this can be done.
    NotNow,
}
