//! What the desk says of canned answers.

use std::collections::BTreeMap;

use super::{named, quote};
use crate::{
    generation::LastSet,
    i18n::Lang,
    payments::Payment,
    support::desk::{
        canned::Wordings,
        fill::{Placeholder, Unfilled},
    },
    telegram::Screen,
};

/// Letters of an answer that a list shows, and of all that it shows.
const FIRST_CHARS: usize = 60;
const MOST_LISTED_CHARS: usize = 3000;

/// What is shown of an answer that was sent, as Telegram counts letters: with the name of
/// who sent it, it fits into a message and on a page of the history.
const SENT_UNITS: usize = 2800;

pub(in crate::support::desk) fn canned_list(
    lang: Lang,
    all: &BTreeMap<String, Wordings>,
) -> Screen {
    let mut room = MOST_LISTED_CHARS;
    let mut lines: Vec<String> = all
        .iter()
        .map(|(name, wordings)| canned_line(lang, name, wordings))
        .take_while(|line| {
            let length = line.encode_utf16().count();
            let fits = length <= room;
            room = room.saturating_sub(length);
            fits
        })
        .collect();
    let left = all.len() - lines.len();
    if left > 0 {
        lines.push(lang.html("canned-more", &[("count", left.into())]));
    }
    let placeholders: Vec<String> = Placeholder::ALL
        .into_iter()
        .map(|placeholder| canned_placeholder(lang, placeholder))
        .collect();
    let mut text = lang.html("canned-list", &[]) + "\n\n" + &lines.join("\n") + "\n\n";
    text += &lang.html("canned-how", &[]);
    text.push('\n');
    text += &placeholders.join("\n");
    Screen::plain(text)
}

fn canned_line(lang: Lang, name: &str, wordings: &Wordings) -> String {
    let own = wordings.get(lang.tag());
    let words = own.or_else(|| wordings.values().next());
    let tags: Vec<&str> = wordings.keys().copied().collect();
    lang.html(
        "canned-line",
        &[
            named(name),
            ("languages", tags.join(", ").into()),
            (
                "words",
                quote(words.map_or("", String::as_str), FIRST_CHARS).into(),
            ),
        ],
    )
}

fn canned_placeholder(lang: Lang, placeholder: Placeholder) -> String {
    let about = match placeholder {
        Placeholder::Name => lang.html("canned-about-name", &[]),
        Placeholder::Ticket => lang.html("canned-about-ticket", &[]),
        Placeholder::Operator => lang.html("canned-about-operator", &[]),
        Placeholder::Set => lang.html("canned-about-set", &[]),
        Placeholder::Payment => lang.html("canned-about-payment", &[]),
    };
    format!("<code>{}</code> {about}", placeholder.written())
}

/// There is no such answer, or none in this language.
pub(in crate::support::desk) fn canned_unknown(
    lang: Lang,
    name: &str,
    language: Option<&str>,
) -> String {
    match language {
        Some(tag) => lang.html(
            "canned-no-language",
            &[named(name), ("language", tag.to_owned().into())],
        ),
        None => lang.html("canned-unknown", &[named(name)]),
    }
}

pub(in crate::support::desk) fn unfilled(lang: Lang, name: &str, why: &Unfilled) -> String {
    match why {
        Unfilled::Unknown(placeholder) => lang.html(
            "canned-unknown-placeholder",
            &[
                named(name),
                ("placeholder", format!("{{{placeholder}}}").into()),
            ],
        ),
        Unfilled::Missing(placeholder) => lang.html(
            "canned-missing-value",
            &[named(name), ("placeholder", placeholder.written().into())],
        ),
    }
}

/// The line of the topic that shows what was sent; `answer` is its name.
pub(in crate::support::desk) fn canned_sent(
    lang: Lang,
    name: &str,
    answer: Option<&str>,
    words: &str,
) -> String {
    let words = ("words", head(words, SENT_UNITS).into());
    match answer {
        Some(answer) => lang.html(
            "canned-sent",
            &[named(name), ("answer", answer.to_owned().into()), words],
        ),
        None => lang.html("canned-sent-after-all", &[named(name), words]),
    }
}

/// So much of the words, with their lines.
fn head(words: &str, most_units: usize) -> String {
    if words.encode_utf16().count() <= most_units {
        return words.to_owned();
    }
    let mut room = most_units - 1;
    let fits = |letter: &char| {
        let length = letter.len_utf16();
        let fits = length <= room;
        room = room.saturating_sub(length);
        fits
    };
    let head: String = words.chars().take_while(fits).collect();
    head.trim_end().to_owned() + "…"
}

pub(in crate::support::desk) fn canned_usage(lang: Lang) -> Screen {
    Screen::plain(lang.html("canned-usage", &[]))
}

pub(in crate::support::desk) fn canned_changed(
    lang: Lang,
    name: &str,
    of: Lang,
    words: &str,
) -> Screen {
    Screen::plain(lang.html(
        "canned-changed",
        &[
            named(name),
            ("language", of.tag().into()),
            ("words", words.to_owned().into()),
        ],
    ))
}

pub(in crate::support::desk) fn canned_nothing_to_remove(
    lang: Lang,
    name: &str,
    of: Lang,
) -> Screen {
    let language = ("language", of.tag().into());
    Screen::plain(lang.html("canned-nothing-to-remove", &[named(name), language]))
}

pub(in crate::support::desk) fn canned_removed(lang: Lang, name: &str, of: Lang) -> Screen {
    let language = ("language", of.tag().into());
    Screen::plain(lang.html("canned-removed", &[named(name), language]))
}

/// A set as an answer names it to its person.
pub(in crate::support::desk) fn set(lang: Lang, set: &LastSet) -> String {
    lang.text(
        "canned-value-set",
        &[
            ("style", set.style_title(lang).into()),
            ("avatar", set.avatar_name.clone().into()),
        ],
    )
}

/// A payment as an answer names it to its person.
pub(in crate::support::desk) fn payment(lang: Lang, payment: &Payment) -> String {
    lang.text(
        "canned-value-payment",
        &[
            ("number", payment.id.to_string().into()),
            ("price", payment.price.words(lang).into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bot API, sendMessage.
    const MOST_UNITS: usize = 4096;

    #[test]
    fn a_long_answer_is_shown_as_far_as_it_fits() {
        let words = "🎨 слово\n".repeat(450);
        for lang in Lang::ALL {
            let line = canned_sent(lang, "Olga", Some("long"), &words);
            assert!(line.encode_utf16().count() < MOST_UNITS);
            assert!(line.ends_with('…'), "{line}");
        }
        assert_eq!(head("short\nwords", SENT_UNITS), "short\nwords");
    }

    #[test]
    fn a_long_list_says_how_many_answers_it_does_not_show() {
        let wordings = Wordings::from([("en", "Hello ".repeat(100))]);
        let name = |number| format!("{number:040}");
        let all = (0..100).map(|number| (name(number), wordings.clone()));
        let screen = canned_list(Lang::En, &all.collect());
        assert!(screen.text.encode_utf16().count() < MOST_UNITS);
        let shown = screen.text.matches("/a 0").count();
        let rest = format!("and {} more", 100 - shown);
        assert!(screen.text.contains(&rest), "{}", screen.text);
    }
}
