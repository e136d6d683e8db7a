//! Placeholders of canned answers: `{name}` stands for the person's name.

/// A placeholder that canned answers may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placeholder {
    /// The person's first name.
    Name,
    /// The ticket's number.
    Ticket,
    /// Who answers.
    Operator,
    /// The person's newest set.
    Set,
    /// The person's newest payment.
    Payment,
}

impl Placeholder {
    pub const ALL: [Self; 5] = [
        Self::Name,
        Self::Ticket,
        Self::Operator,
        Self::Set,
        Self::Payment,
    ];

    /// As it stands between the braces.
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Ticket => "ticket",
            Self::Operator => "operator",
            Self::Set => "set",
            Self::Payment => "payment",
        }
    }

    /// As it stands in an answer, braces included.
    pub fn written(self) -> String {
        format!("{{{}}}", self.id())
    }
}

/// Why an answer can't be filled in. Each names the placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unfilled {
    Unknown(String),
    /// There is nothing to put there.
    Missing(Placeholder),
}

/// Puts values in place of the placeholders. Braces around anything but one word are
/// left as they are.
pub(super) fn fill(
    words: &str,
    value: impl Fn(Placeholder) -> Option<String>,
) -> Result<String, Unfilled> {
    let mut filled = String::new();
    let mut rest = words;
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        filled.push_str(before);
        let Some(name) = name_at(from) else {
            filled.push('{');
            rest = &from[1..];
            continue;
        };
        let known = Placeholder::ALL
            .into_iter()
            .find(|known| known.id() == name);
        let placeholder = known.ok_or_else(|| Unfilled::Unknown(name.to_owned()))?;
        filled += &value(placeholder).ok_or(Unfilled::Missing(placeholder))?;
        rest = &from[name.len() + 2..];
    }
    filled.push_str(rest);
    Ok(filled)
}

/// The one word between the braces at the beginning of `words`.
fn name_at(words: &str) -> Option<&str> {
    let (name, _) = words.strip_prefix('{')?.split_once('}')?;
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    (!name.is_empty() && name.chars().all(is_word)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(words: &str) -> Result<String, Unfilled> {
        fill(words, |placeholder| {
            (placeholder != Placeholder::Set).then(|| placeholder.id().to_uppercase())
        })
    }

    #[test]
    fn placeholders_are_filled_in() {
        let words = "Hello {name}, {ticket}: {operator} {payment}!{name}";
        let expected = "Hello NAME, TICKET: OPERATOR PAYMENT!NAME";
        assert_eq!(filled(words).as_deref(), Ok(expected));
        assert_eq!(filled("").as_deref(), Ok(""));
        assert_eq!(
            filled("Привет, {name} 🙂").as_deref(),
            Ok("Привет, NAME 🙂")
        );
    }

    #[test]
    fn what_is_unknown_or_missing_is_said() {
        assert_eq!(filled("{nam}"), Err(Unfilled::Unknown("nam".to_owned())));
        assert_eq!(filled("{имя}"), Err(Unfilled::Unknown("имя".to_owned())));
        assert_eq!(filled("a {set}"), Err(Unfilled::Missing(Placeholder::Set)));
    }

    #[test]
    fn other_braces_are_left_alone() {
        for words in ["{", "}", "{}", "a { b } c", "{{", "if {a b}", "{name"] {
            assert_eq!(filled(words).as_deref(), Ok(words));
        }
        assert_eq!(filled("{{name}}").as_deref(), Ok("{NAME}"));
    }

    #[test]
    fn what_is_filled_in_is_not_read_again() {
        let filled = fill("{name}", |_| Some("{ticket}".to_owned()));
        assert_eq!(filled.as_deref(), Ok("{ticket}"));
    }
}
