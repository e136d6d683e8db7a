//! What the group sees of the log: who did what to what, and how it was and is.

use serde_json::{Map, Value};

use super::{
    super::{Desk, dates, screens::paging, store::log::Entry},
    COMMAND_LINE,
    list::LogTap,
};
use crate::{i18n::Lang, telegram::Screen};

/// Longer values are cut: a page holds ten entries, and a message 4096 characters.
const MOST_VALUE_CHARS: usize = 60;

/// Of an entry, beside who, what and when.
const MOST_DETAIL_CHARS: usize = 240;

/// What metadata say of who did it, which the line says already.
const ABOUT_WHO: [&str; 3] = ["telegram_id", "by", "second"];

pub(super) fn page(
    desk: &Desk,
    words: &str,
    entries: &[Entry],
    newer: Option<LogTap>,
    older: Option<LogTap>,
) -> Screen {
    let lang = desk.lang;
    let title = match words {
        "" => lang.html("log-title", &[]),
        words => lang.html("log-title-of", &[("words", words.to_owned().into())]),
    };
    let mut parts = vec![title];
    if entries.is_empty() {
        parts.push(lang.html("log-nothing", &[]));
    }
    parts.extend(entries.iter().map(|entry| line(desk, entry)));
    let text = parts.join("\n\n");
    let keyboard: Vec<_> = paging(lang, newer, older).into_iter().collect();
    if keyboard.is_empty() {
        return Screen::plain(text);
    }
    Screen::with_buttons(text, keyboard)
}

pub(super) fn unknown(lang: Lang, word: &str) -> Screen {
    let word = ("word", word.to_owned().into());
    Screen::plain(format!(
        "{}\n\n{}",
        lang.html("log-unknown", &[word]),
        lang.html("log-usage", &[])
    ))
}

pub(super) fn file_caption(lang: Lang, lines: usize, is_cut: bool) -> String {
    let key = if is_cut { "log-file-cut" } else { "log-file" };
    lang.text(key, &[("lines", lines.into())])
}

pub(super) fn file_columns(lang: Lang) -> [String; 7] {
    ["number", "at", "who", "did", "name", "record", "details"]
        .map(|column| lang.text(&format!("log-column-{column}"), &[]))
}

fn line(desk: &Desk, entry: &Entry) -> String {
    let lang = desk.lang;
    let at = entry.created_at.map_or_else(
        || lang.text("log-no-time", &[]),
        |at| dates::moment(desk.timezone, at.and_utc()),
    );
    let args = [
        ("at", at.into()),
        ("who", who(lang, entry).into()),
        ("action", action(lang, entry).into()),
    ];
    let head = lang.html("log-line", &args);
    let record = record(lang, entry).map(|record| {
        let record = ("record", record.into());
        lang.html("log-record", &[record])
    });
    let details = details(lang, entry);
    let details = (!details.is_empty()).then(|| {
        let details = ("details", cut(&details, MOST_DETAIL_CHARS).into());
        lang.html("log-details", &[details])
    });
    let head = [Some(head), record].into_iter().flatten();
    let head: Vec<String> = head.collect();
    let lines = [Some(head.join(" · ")), details];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// Who did it, by the best name there is, and who agreed besides.
pub(super) fn who(lang: Lang, entry: &Entry) -> String {
    let field = |name: &str| entry.metadata.as_ref().and_then(|all| all.get(name));
    let telegram_id = field("telegram_id").map(|id| value(lang, id));
    let name = match (&entry.name, &entry.username, telegram_id) {
        (Some(name), Some(username), _) if name.to_lowercase() != username.to_lowercase() => {
            format!("{name} ({username})")
        }
        (Some(name), ..) => name.clone(),
        (None, Some(username), _) => username.clone(),
        (None, None, Some(id)) => id,
        (None, None, None) if field("by").is_some_and(|by| by == COMMAND_LINE) => {
            lang.text("log-by-command-line", &[])
        }
        (None, None, None) => lang.text("log-by-nobody", &[]),
    };
    let second = field("second").and_then(|second| second.get("telegram_id"));
    match (second, &entry.second_name) {
        (Some(_), Some(second)) => format!("{name} + {second}"),
        (Some(second), None) => format!("{name} + {}", value(lang, second)),
        (None, _) => name,
    }
}

fn action(lang: Lang, entry: &Entry) -> String {
    let action = entry.action.as_deref().unwrap_or_default();
    super::action_words(lang, action)
}

/// What it was done to: `payment № 1042`.
pub(super) fn record(lang: Lang, entry: &Entry) -> Option<String> {
    let kind = entry
        .target_type
        .as_deref()
        .filter(|kind| !kind.is_empty())?;
    let kind = lang
        .find(&format!("log-target-{kind}"))
        .unwrap_or_else(|| kind.to_owned());
    Some(match entry.target_id {
        Some(id) => format!("{kind} № {id}"),
        None => kind,
    })
}

/// What was and what is, and whatever else was noted.
pub(super) fn details(lang: Lang, entry: &Entry) -> String {
    let Some(Value::Object(all)) = &entry.metadata else {
        return String::new();
    };
    let mut parts = Vec::new();
    if all.contains_key("before") || all.contains_key("after") {
        let (before, after) = (all.get("before"), all.get("after"));
        parts.extend(changes(lang, before, after));
    }
    let others = all
        .iter()
        .filter(|(name, _)| !["before", "after"].contains(&name.as_str()))
        .filter(|(name, _)| !ABOUT_WHO.contains(&name.as_str()));
    parts.extend(others.map(|(name, noted)| named(lang, name, &value(lang, noted))));
    parts.join("; ")
}

/// `a → b`; of records with several fields, each that differs.
fn changes(lang: Lang, before: Option<&Value>, after: Option<&Value>) -> Vec<String> {
    let (before, after) = (
        before.unwrap_or(&Value::Null),
        after.unwrap_or(&Value::Null),
    );
    let empty = Map::new();
    let (old, new) = match (before, after) {
        (Value::Object(old), Value::Object(new)) => (old, new),
        (Value::Object(old), Value::Null) => (old, &empty),
        (Value::Null, Value::Object(new)) => (&empty, new),
        _ => return vec![arrow(lang, before, after)],
    };
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let differing = names
        .into_iter()
        .filter(|name| old.get(*name) != new.get(*name));
    differing
        .map(|name| {
            let (was, is) = (old.get(name), new.get(name));
            let (was, is) = (was.unwrap_or(&Value::Null), is.unwrap_or(&Value::Null));
            named(lang, name, &arrow(lang, was, is))
        })
        .collect()
}

fn arrow(lang: Lang, before: &Value, after: &Value) -> String {
    format!("{} → {}", value(lang, before), value(lang, after))
}

fn named(lang: Lang, name: &str, words: &str) -> String {
    let name = lang
        .find(&format!("log-field-{name}"))
        .unwrap_or_else(|| name.replace('_', " "));
    format!("{name}: {words}")
}

/// A value as people write it.
fn value(lang: Lang, value: &Value) -> String {
    let words = match value {
        Value::Null => "—".to_owned(),
        Value::Bool(true) => lang.text("log-yes", &[]),
        Value::Bool(false) => lang.text("log-no", &[]),
        // States have words of their own; what people named themselves has not.
        Value::String(words) => lang
            .find(&format!("log-value-{words}"))
            .unwrap_or_else(|| words.clone()),
        Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    };
    cut(&words, MOST_VALUE_CHARS)
}

fn cut(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let begin: String = words.chars().take(most - 1).collect();
    format!("{begin}…")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn written(metadata: Value) -> String {
        let entry = Entry {
            id: 1,
            action: Some("refund".to_owned()),
            target_type: Some("payment".to_owned()),
            target_id: Some(7),
            metadata: Some(metadata),
            created_at: None,
            username: None,
            name: None,
            second_name: None,
        };
        format!("{} | {}", who(Lang::En, &entry), details(Lang::En, &entry))
    }

    #[test]
    fn changes_are_shown_as_what_was_and_what_is() {
        for (metadata, words) in [
            (json!({"before": "a", "after": "b"}), "somebody | a → b"),
            (json!({"before": null, "after": 3}), "somebody | — → 3"),
            (
                json!({"before": {"price": 10, "on": true}, "after": {"price": 12, "on": true}}),
                "somebody | price: 10 → 12",
            ),
            (
                json!({"before": {"on": true}, "after": null, "telegram_id": 5}),
                "5 | on: yes → —",
            ),
            (
                json!({"forced_by_hand": false, "second": {"telegram_id": 6}, "telegram_id": 5}),
                "5 + 6 | forced by hand: no",
            ),
            (json!({"by": "command line"}), "the command line | "),
            (json!(null), "somebody | "),
            (json!(["odd"]), "somebody | "),
        ] {
            assert_eq!(written(metadata.clone()), words, "{metadata}");
        }
    }

    #[test]
    fn long_values_are_cut() {
        let long = written(json!({ "words": "x".repeat(500) }));
        assert!(long.ends_with("x…") && long.chars().count() < 100, "{long}");
    }
}
