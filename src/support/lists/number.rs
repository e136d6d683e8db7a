//! What operators type to find a ticket: its number in any form, or something of its
//! person.

/// A year is told from a number by its digits.
const YEAR_DIGITS: usize = 4;

/// The numbers that `words` can mean, as tickets have them, the likeliest first.
/// `years` are those in which there were tickets, the last one first.
pub(super) fn numbers(words: &str, years: &[i16]) -> Vec<String> {
    let typed = words.trim().to_uppercase();
    let bare = typed.trim_start_matches(['#', '№', ' ']);
    let digits = bare.strip_prefix("TKT").unwrap_or(bare);
    let digits = digits.trim_start_matches(['-', ' ']);
    let mut numbers = match digits.split_once('-') {
        Some((year, number)) if year.len() == YEAR_DIGITS => {
            numbered(year.parse().ok().as_slice(), number)
        }
        Some(_) => Vec::new(),
        None => numbered(years, digits),
    };
    // Tickets of another program may be numbered otherwise.
    if !numbers.iter().any(|number| number == bare) && !bare.is_empty() {
        numbers.push(bare.to_owned());
    }
    numbers
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
            let numbers = numbers(words, &[2026]);
            assert_eq!(numbers.first().unwrap(), "TKT-2026-001", "{words}");
        }
    }

    #[test]
    fn without_a_year_the_last_one_comes_first() {
        assert_eq!(
            numbers("1204", &[2027, 2026]),
            ["TKT-2027-1204", "TKT-2026-1204", "1204"]
        );
    }

    #[test]
    fn what_is_no_number_of_ours_is_taken_as_it_stands() {
        assert_eq!(numbers("t-17", &[2026]), ["T-17"]);
        assert_eq!(numbers("Anna", &[2026]), ["ANNA"]);
        assert_eq!(numbers("2026-99999999999", &[2026]), ["2026-99999999999"]);
        assert_eq!(numbers("  ", &[2026]), Vec::<String>::new());
    }
}
