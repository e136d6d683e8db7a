//! Reasons that come again and again: the staff taps one, its row keeps it by a name, and
//! everybody reads it in their language. Other reasons are words of whoever decided.

/// What a person reads in one glance, and a message holds beside the rest; in characters.
pub(super) const OWN_WORDS_MOST_CHARS: usize = 500;

/// Keeps the names apart from words that somebody wrote.
const READY: &str = "ready.";

/// Reasons of one kind.
pub(super) trait Ready: Copy + 'static {
    const ALL: &'static [Self];

    /// One word that stays the same for good.
    fn name(self) -> &'static str;

    /// As the row keeps it.
    fn id(self) -> String {
        format!("{READY}{}", self.name())
    }

    /// `None`: what the row keeps are somebody's words.
    fn stored(kept: &str) -> Option<Self> {
        let name = kept.strip_prefix(READY)?;
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}
