//! What files are called that people keep: `Anna-professional-03.jpg`. Never by
//! their storage key, which is nobody's business.

use std::collections::HashSet;

use crate::generation::store::gallery::Portrait;

/// Longest name of an avatar within a file's name, in characters.
const MOST_NAME: usize = 40;

/// The photo's file name without the ending.
pub(super) fn stem(portrait: &Portrait) -> String {
    format!("{}-{:02}", title(portrait), portrait.number)
}

/// What the photo's set is called in file names.
pub(super) fn title(portrait: &Portrait) -> String {
    let style = portrait.style.map_or("portraits", |style| style.id());
    format!("{}-{style}", plain(&portrait.avatar_name))
}

/// What a file of these photos together is called, without the ending.
pub(super) fn common_title(portraits: &[Portrait]) -> String {
    let titles: HashSet<String> = portraits.iter().map(title).collect();
    let mut titles = titles.into_iter();
    match (titles.next(), titles.next()) {
        (Some(only), None) => only,
        _ => "PinGlass".to_owned(),
    }
}

/// Letters and digits of any script; whatever a file system may dislike becomes a hyphen.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.chars().take(MOST_NAME) {
        if letter.is_alphanumeric() {
            plain.push(letter);
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    let plain = plain.trim_end_matches('-');
    if plain.is_empty() {
        "portrait".to_owned()
    } else {
        plain.to_owned()
    }
}

/// Names that are given once each: two sets of one style number their photos alike.
#[derive(Default)]
pub(super) struct Unique(HashSet<String>);

impl Unique {
    /// `stem.extension`, or the first of `stem-2.extension` … that is free.
    pub(super) fn name(&mut self, stem: &str, extension: &str) -> String {
        let mut name = format!("{stem}.{extension}");
        let mut copy = 2;
        while !self.0.insert(name.clone()) {
            name = format!("{stem}-{copy}.{extension}");
            copy += 1;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_suit_every_file_system() {
        assert_eq!(plain("Anna"), "Anna");
        assert_eq!(plain("Анна Мария"), "Анна-Мария");
        assert_eq!(plain("../../etc/passwd"), "etc-passwd");
        assert_eq!(plain(" 🐳 "), "portrait");
        assert_eq!(plain(&"ы".repeat(300)).chars().count(), MOST_NAME);
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut names = Unique::default();
        assert_eq!(names.name("Anna-01", "jpg"), "Anna-01.jpg");
        assert_eq!(names.name("Anna-01", "png"), "Anna-01.png");
        assert_eq!(names.name("Anna-01", "jpg"), "Anna-01-2.jpg");
        assert_eq!(names.name("Anna-01", "jpg"), "Anna-01-3.jpg");
    }
}
