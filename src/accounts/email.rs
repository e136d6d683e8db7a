//! E-mail addresses as people type them.

/// RFC 5321, 4.5.3.1.3: a path has 256 characters, two of which are its brackets.
const LONGEST: usize = 254;

/// Good enough to catch slips; whether it exists only its owner knows.
pub fn is_email(words: &str) -> bool {
    let Some((name, domain)) = words.split_once('@') else {
        return false;
    };
    let is_printable = |part: &str| {
        part.chars()
            .all(|letter| letter.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(letter))
    };
    let has_dot = domain
        .rsplit_once('.')
        .is_some_and(|(host, top)| !host.is_empty() && top.chars().count() > 1);
    words.len() <= LONGEST
        && !name.is_empty()
        && is_printable(name)
        && is_printable(domain)
        && has_dot
        && !domain.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mail_can_carry_is_no_longer_than_a_path() {
        assert!(is_email("anna@example.com"));
        let domain = "@example.com";
        let longest = "a".repeat(LONGEST - domain.len()) + domain;
        assert!(is_email(&longest));
        assert!(!is_email(&format!("a{longest}")));
    }
}
