//! What an avatar may be called.

/// Long enough for a full name, short enough for a button.
const MOST_CHARS: usize = 40;

/// Why a name won't do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadName {
    /// No letter and no digit in it.
    Empty,
    TooLong,
    /// Several lines, or characters that can't be seen.
    Unprintable,
}

/// The name in `words`, without spaces around it.
pub(super) fn parse(words: &str) -> Result<String, BadName> {
    let name = words.trim();
    if !name.chars().any(char::is_alphanumeric) {
        return Err(BadName::Empty);
    }
    if name
        .chars()
        .any(|letter| letter.is_control() || turns_text_around(letter))
    {
        return Err(BadName::Unprintable);
    }
    if name.chars().count() > MOST_CHARS {
        return Err(BadName::TooLong);
    }
    Ok(name.to_owned())
}

/// Marks that make the text after a name run backwards, and the line separators
/// that Unicode does not count as controls.
fn turns_text_around(letter: char) -> bool {
    matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_the_spaces_around_it() {
        assert_eq!(parse("  Анна-Мария 2 \n"), Ok("Анна-Мария 2".to_owned()));
        assert_eq!(parse("👩‍🦰 Anna"), Ok("👩‍🦰 Anna".to_owned()));
    }

    #[test]
    fn forty_characters_are_a_name_and_one_more_is_not() {
        assert!(parse(&"я".repeat(40)).is_ok());
        assert_eq!(parse(&"я".repeat(41)), Err(BadName::TooLong));
    }

    #[test]
    fn rubbish_is_no_name() {
        for words in ["", "   ", "?!", "❤️", "\u{200b}"] {
            assert_eq!(parse(words), Err(BadName::Empty), "{words:?}");
        }
        for words in ["Anna\nBob", "An\u{0}na", "\u{202e}annA", "Anna\u{2028}Bob"] {
            assert_eq!(parse(words), Err(BadName::Unprintable), "{words:?}");
        }
    }
}
