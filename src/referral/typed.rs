//! What people type, made fit to be kept and shown: no characters that nobody sees or
//! that turn what stands after them around, no longer than its column.
//!
//! Lengths are counted as Telegram counts them, in UTF-16: what fits there fits a column
//! of so many characters too.

/// Words in one line, with single spaces, cut to this length. `None` when they hold no
/// letter and no digit.
pub(super) fn line(words: &str, most: usize) -> Option<String> {
    let visible: String = words
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .filter(|letter| !is_hidden(*letter))
        .collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    let line = cut(&words.join(" "), most);
    line.chars().any(char::is_alphanumeric).then_some(line)
}

/// Words in any number of lines, otherwise as [`line`].
pub(super) fn lines(words: &str, most: usize) -> Option<String> {
    let lines: Vec<String> = words
        .trim()
        .lines()
        .map(|written| line(written, most).unwrap_or_default())
        .collect();
    let mut joined = lines.join("\n");
    while joined.contains("\n\n\n") {
        joined = joined.replace("\n\n\n", "\n\n");
    }
    let joined = cut(joined.trim(), most);
    (!joined.is_empty()).then_some(joined)
}

/// The beginning of the words that fits; an end that was cut off shows.
pub(super) fn cut(words: &str, most: usize) -> String {
    if length(words) <= most {
        return words.to_owned();
    }
    let mut left = most.saturating_sub(1);
    let kept: String = words
        .chars()
        .take_while(|letter| {
            let fits = letter.len_utf16() <= left;
            left = left.saturating_sub(letter.len_utf16());
            fits
        })
        .collect();
    format!("{}…", kept.trim_end())
}

/// A button holds no more that can be read.
const LABEL_MOST_CHARS: usize = 30;

/// Words for a button.
pub(super) fn label(words: &str) -> String {
    cut(words, LABEL_MOST_CHARS)
}

/// As Telegram counts it.
pub(super) fn length(words: &str) -> usize {
    words.encode_utf16().count()
}

/// Marks that turn text around, spaces without width, and separators that Unicode does
/// not count as controls. What joins emoji stays.
pub(super) fn is_hidden(letter: char) -> bool {
    matches!(
        letter,
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_without_hidden_signs() {
        for (typed, kept) in [
            ("  Анна \n  Петрова\t", Some("Анна Петрова")),
            ("👩‍🦰 Anna", Some("👩‍🦰 Anna")),
            ("\u{202e}annA\u{0}\u{200b}", Some("annA")),
            ("سارة", Some("سارة")),
            ("   ", None),
            ("❤️", None),
            ("\u{200b}\u{202e}", None),
        ] {
            assert_eq!(line(typed, 100).as_deref(), kept, "{typed:?}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut_at_a_character() {
        assert_eq!(line(&"я".repeat(255), 255), Some("я".repeat(255)));
        let cut = line(&"я".repeat(300), 255).unwrap();
        assert_eq!(cut.chars().count(), 255);
        assert!(cut.ends_with('…'));
        assert_eq!(super::cut("👩👩👩", 6), "👩👩👩");
        assert_eq!(super::cut("👩👩👩", 5), "👩👩…");
        assert_eq!(super::cut("👩👩👩", 4), "👩…");
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(
            lines(" one \n\n\n\n two\u{202e} \n", 100).as_deref(),
            Some("one\n\ntwo")
        );
        assert_eq!(lines(" \n ", 100), None);
    }
}
