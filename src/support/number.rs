//! How the number of a ticket is read: in any form that people type it, and as it
//! stands in a text of ours.

/// As tickets have it: `TKT-2026-001`.
const PREFIX: &str = "TKT-";

/// A year is told from a number by its digits.
const YEAR_DIGITS: usize = 4;

/// The numbers that `words` can mean, as tickets have them, the likeliest first: none
/// when they are no number of ours. `years` are those in which there were tickets, the
/// last one first.
pub(super) fn read(words: &str, years: &[i16]) -> Vec<String> {
    let typed = bare(words);
    let digits = typed.strip_prefix("TKT").unwrap_or(&typed);
    let digits = digits.trim_start_matches(['-', ' ']);
    match digits.split_once('-') {
        Some((year, number)) if year.len() == YEAR_DIGITS => {
            numbered(year.parse().ok().as_slice(), number)
        }
        Some(_) => Vec::new(),
        None => numbered(years, digits),
    }
}

/// As [`read`], and the words as they stand: tickets of another program may be numbered
/// otherwise.
pub(super) fn read_any(words: &str, years: &[i16]) -> Vec<String> {
    let mut numbers = read(words, years);
    let typed = bare(words);
    if !numbers.contains(&typed) && !typed.is_empty() {
        numbers.push(typed);
    }
    numbers
}

/// The first number of a ticket in a text of ours.
pub(super) fn find_in(text: &str) -> Option<&str> {
    text.match_indices(PREFIX).find_map(|(start, _)| {
        let from = &text[start..];
        let is_part = |letter: char| letter.is_ascii_digit() || letter == '-';
        let tail = &from[PREFIX.len()..];
        let length = tail.find(|letter| !is_part(letter)).unwrap_or(tail.len());
        let number = &from[..PREFIX.len() + length];
        (!read(number, &[]).is_empty()).then_some(number)
    })
}

fn bare(words: &str) -> String {
    let typed = words.trim().to_uppercase();
    typed.trim_start_matches(['#', '№', ' ']).to_owned()
}

fn numbered(years: &[i16], number: &str) -> Vec<String> {
    let Ok(number) = number.trim().parse::<u32>() else {
        return Vec::new();
    };
    let numbered = years.iter().map(|year| format!("TKT-{year}-{number:03}"));
    numbered.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_understood_in_any_form() {
        for words in [
            "TKT-2026-001",
            "tkt-2026-1",
            "TKT 2026-01",
            "2026-1",
            "2026-001",
            "#2026-1",
            "№ 1",
            "1",
            "001",
            "TKT-1",
        ] {
            let numbers = read(words, &[2026]);
            assert_eq!(numbers.first().unwrap(), "TKT-2026-001", "{words}");
        }
    }

    #[test]
    fn without_a_year_the_last_one_comes_first() {
        assert_eq!(
            read_any("1204", &[2027, 2026]),
            ["TKT-2027-1204", "TKT-2026-1204", "1204"]
        );
    }

    #[test]
    fn what_is_no_number_of_ours_is_taken_as_it_stands() {
        assert_eq!(read_any("t-17", &[2026]), ["T-17"]);
        assert_eq!(read_any("Anna", &[2026]), ["ANNA"]);
        assert_eq!(read_any("2026-99999999999", &[2026]), ["2026-99999999999"]);
        assert_eq!(read_any("  ", &[2026]), Vec::<String>::new());
    }

    #[test]
    fn a_number_is_found_among_words() {
        for (text, number) in [
            ("✅ TKT-2026-001: our team has it", Some("TKT-2026-001")),
            ("❗ TKT-2026-001 · Anna · Hi", Some("TKT-2026-001")),
            ("TKT-2026-1000", Some("TKT-2026-1000")),
            ("TKT-? is TKT-2026-002.", Some("TKT-2026-002")),
            ("TKT-26-1", None),
            ("Lunch", None),
        ] {
            assert_eq!(find_in(text), number, "{text}");
        }
    }
}
