//! What the staff see of prompts.

use teloxide::types::InlineKeyboardButton;

use super::{
    KEY_MOST_CHARS, Prompt, PromptText, Style, TEXT_LEAST_CHARS, TEXT_MOST_CHARS, TryTap, Use,
    staff::PromptTap,
    writing::{Asked, WritingTap},
};
use crate::{
    i18n::Lang,
    staff::Preview,
    telegram::{Screen, button, rows},
};

/// So many lines and their beginnings fit into one message.
const PER_PAGE: usize = 15;
const BUTTONS_PER_ROW: usize = 5;

/// As much of a prompt as tells it from others.
const FIRST_CHARS: usize = 48;

fn number(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// How many prompts each style has.
pub(super) fn styles(lang: Lang, prompts: &[Prompt]) -> Screen {
    let lines = Style::ALL.map(|style| {
        let of_style = prompts.iter().filter(|prompt| prompt.style == style);
        let all = of_style.clone().count();
        let args = [
            ("style", style.title(lang).into()),
            (
                "on",
                number(of_style.filter(|prompt| prompt.is_on).count()).into(),
            ),
            ("all", number(all).into()),
        ];
        lang.html("prompt-style", &args)
    });
    let text = [
        lang.html("prompt-title", &[]),
        lines.join("\n"),
        lang.html("prompt-usage", &[]),
    ];
    let buttons = Style::ALL.map(|style| {
        let tap = PromptTap::List(style, 0);
        vec![button(style.title(lang), &tap)]
    });
    Screen::with_buttons(text.join("\n\n"), buttons.into())
}

pub(super) fn use_of(uses: &[(i32, Use)], id: i32) -> Use {
    let found = uses.iter().find(|(of, _)| *of == id);
    found.map(|(_, used)| *used).unwrap_or_default()
}

/// The prompts of a style, a line each.
pub(super) fn list(
    lang: Lang,
    style: Style,
    prompts: &[Prompt],
    uses: &[(i32, Use)],
    page: u8,
) -> Screen {
    let pages = prompts.len().div_ceil(PER_PAGE).max(1);
    let page = usize::from(page).min(pages - 1);
    let shown = || prompts.iter().skip(page * PER_PAGE).take(PER_PAGE);
    let lines: Vec<String> = shown()
        .map(|prompt| {
            let used = use_of(uses, prompt.id);
            let args = [
                ("number", prompt.id.to_string().into()),
                ("key", prompt.key.clone().into()),
                ("state", state(prompt.is_on).into()),
                ("first", first_words(&prompt.text).into()),
                ("made", used.made.into()),
                ("failed", used.failed.into()),
            ];
            lang.html("prompt-line", &args)
        })
        .collect();
    let args = [
        ("style", style.title(lang).into()),
        ("page", number(page + 1).into()),
        ("pages", number(pages).into()),
    ];
    let text = format!(
        "{}\n\n{}",
        lang.html("prompt-list", &args),
        lines.join("\n")
    );
    let numbers = shown().map(|prompt| {
        let tap = PromptTap::Show(prompt.id);
        button(prompt.id.to_string(), &tap)
    });
    let mut keyboard = rows(numbers.collect(), BUTTONS_PER_ROW);
    let mut turns = Vec::new();
    let mut turn = |label: &str, to: usize| {
        let to = u8::try_from(to).unwrap_or(u8::MAX);
        turns.push(button(label.to_owned(), &PromptTap::List(style, to)));
    };
    if page > 0 {
        turn("‹", page - 1);
    }
    if page + 1 < pages {
        turn("›", page + 1);
    }
    keyboard.extend(Some(turns).filter(|turns| !turns.is_empty()));
    let add = button(lang.text("prompt-add", &[]), &PromptTap::Add(style));
    keyboard.push(vec![add]);
    Screen::with_buttons(text, keyboard)
}

fn state(is_on: bool) -> &'static str {
    if is_on { "on" } else { "off" }
}

fn first_words(text: &str) -> String {
    let first: String = text.chars().take(FIRST_CHARS).collect();
    if first.chars().count() < text.chars().count() {
        format!("{}…", first.trim_end())
    } else {
        first
    }
}

/// One prompt, whole.
pub(super) struct Card {
    pub prompt: Prompt,
    /// Whether its text was tried, or has served since before there were trials.
    pub is_tried: bool,
    pub draft: Option<PromptText>,
    pub has_earlier: bool,
    pub used: Use,
    /// Among those of its style, from 1 on.
    pub place: usize,
}

impl Card {
    /// The prompt, and in a message of its own the text that may take its place: together
    /// they may be longer than a message.
    pub fn screens(&self, lang: Lang) -> Vec<Screen> {
        let mut screens = vec![self.main(lang)];
        screens.extend(self.draft.as_ref().map(|draft| {
            let args = [
                ("number", self.prompt.id.to_string().into()),
                ("text", draft.text.clone().into()),
                ("tried", if draft.is_tried { "yes" } else { "no" }.into()),
            ];
            let text = lang.html("prompt-draft", &args);
            let attempt = button(lang.text("prompt-try-new", &[]), &TryTap::Text(draft.id));
            let mut keyboard = vec![vec![attempt]];
            if draft.is_tried {
                keyboard.push(vec![use_button(lang, draft)]);
            }
            Screen::with_buttons(text, keyboard)
        }));
        screens
    }

    fn main(&self, lang: Lang) -> Screen {
        let (prompt, id) = (&self.prompt, self.prompt.id);
        let args = [
            ("number", id.to_string().into()),
            ("key", prompt.key.clone().into()),
            ("style", prompt.style.title(lang).into()),
            ("state", state(prompt.is_on).into()),
            ("place", number(self.place).into()),
            ("text", prompt.text.clone().into()),
            ("made", self.used.made.into()),
            ("failed", self.used.failed.into()),
            ("tried", if self.is_tried { "yes" } else { "no" }.into()),
        ];
        let label = |key: &str| lang.text(key, &[]);
        let switch = if prompt.is_on {
            Some(button(label("prompt-switch-off"), &PromptTap::Off(id)))
        } else {
            // One that was not tried is tried first.
            let on = || button(label("prompt-switch-on"), &PromptTap::On(id));
            self.is_tried.then(on)
        };
        let mut keyboard = vec![vec![
            button(label("prompt-edit"), &PromptTap::Edit(id)),
            button(label("prompt-try"), &TryTap::Present(id)),
        ]];
        keyboard.extend(switch.map(|switch| vec![switch]));
        if self.has_earlier {
            let back = button(label("prompt-take-back"), &PromptTap::TakeBack(id));
            keyboard.push(vec![back]);
        }
        keyboard.push(vec![
            button(label("prompt-earlier"), &PromptTap::Move(id, true)),
            button(label("prompt-later"), &PromptTap::Move(id, false)),
        ]);
        Screen::with_buttons(lang.html("prompt-card", &args), keyboard)
    }
}

fn use_button(lang: Lang, text: &PromptText) -> InlineKeyboardButton {
    button(lang.text("prompt-use", &[]), &PromptTap::Use(text.id))
}

/// Below a picture that was made of a text.
pub(super) fn buttons_of_trial(lang: Lang, text: &PromptText) -> Vec<Vec<InlineKeyboardButton>> {
    vec![
        vec![use_button(lang, text)],
        vec![
            button(lang.text("prompt-try-again", &[]), &TryTap::Text(text.id)),
            button(
                lang.text("prompt-edit", &[]),
                &PromptTap::Edit(text.prompt_id),
            ),
        ],
    ]
}

/// What using another text, or none, would do.
pub(super) fn preview(lang: Lang, prompt: &Prompt, text: &str, is_on: bool) -> Preview {
    let name = [
        ("number", prompt.id.to_string().into()),
        ("key", prompt.key.clone().into()),
        ("style", prompt.style.title(lang).into()),
    ];
    let is_same = prompt.text == text;
    let key = match (is_on, is_same) {
        (true, true) => "prompt-preview-on",
        (false, true) => "prompt-preview-off",
        _ => "prompt-preview-text",
    };
    let mut parts = vec![lang.html(key, &name)];
    if !is_same {
        // Both whole would be more than a message holds.
        let (before, after) = differing(&prompt.text, text);
        let args = [("before", before.into()), ("after", after.into())];
        parts.push(lang.html("prompt-difference", &args));
    }
    parts.push(lang.html("prompt-effect", &[]));
    Preview {
        text: parts.join("\n\n"),
        yes: lang.text(
            if is_on {
                "prompt-yes"
            } else {
                "prompt-switch-off"
            },
            &[],
        ),
        approvers: 1,
    }
}

/// Where two texts differ: each without the beginning and the end that they share, but for
/// a few words around.
fn differing(before: &str, after: &str) -> (String, String) {
    let (old, new): (Vec<&str>, Vec<&str>) = (
        before.split_whitespace().collect(),
        after.split_whitespace().collect(),
    );
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let start = old.iter().zip(&new).take_while(same).count();
    let shorter = old.len().min(new.len()) - start;
    let ends = old.iter().rev().zip(new.iter().rev());
    let end = ends.take_while(same).count().min(shorter);
    let part = |words: &[&str]| {
        let from = start.saturating_sub(WORDS_AROUND);
        let to = (words.len() - end + WORDS_AROUND).min(words.len());
        let middle = words[from..to].join(" ");
        let opening = if from > 0 { "… " } else { "" };
        let closing = if to < words.len() { " …" } else { "" };
        let whole = format!("{opening}{middle}{closing}");
        whole.chars().take(MOST_OF_A_SIDE).collect()
    };
    (part(&old), part(&new))
}

const WORDS_AROUND: usize = 4;

/// Both sides fit into a message of 4096 letters, with what stands around them.
const MOST_OF_A_SIDE: usize = 1700;

pub(super) fn changed(lang: Lang, prompt: &Prompt, names: &str) -> Screen {
    let args = [
        ("number", prompt.id.to_string().into()),
        ("key", prompt.key.clone().into()),
        ("state", state(prompt.is_on).into()),
        ("name", names.to_owned().into()),
    ];
    let show = PromptTap::Show(prompt.id);
    Screen::with_buttons(
        lang.html("prompt-changed", &args),
        vec![vec![button(lang.text("prompt-show", &[]), &show)]],
    )
}

/// Somebody else was quicker; how it stands now.
pub(super) fn changed_meanwhile(lang: Lang, present: &Prompt) -> Screen {
    let args = [
        ("number", present.id.to_string().into()),
        ("state", state(present.is_on).into()),
        ("text", present.text.clone().into()),
    ];
    Screen::plain(lang.html("prompt-meanwhile", &args))
}

pub(super) fn question(lang: Lang, name: &str, asked: &Asked) -> Screen {
    let args = [
        ("name", name.to_owned().into()),
        ("least", number(TEXT_LEAST_CHARS).into()),
        ("most", TEXT_MOST_CHARS.to_string().into()),
        ("longest", number(KEY_MOST_CHARS).into()),
    ];
    let key = match asked {
        Asked::Key(_) => "prompt-ask-key",
        Asked::First(..) => "prompt-ask-text",
        Asked::Another(_) => "prompt-ask-another",
    };
    let stop = button(lang.text("deed-no", &[]), &WritingTap::Stop);
    Screen::with_buttons(lang.html(key, &args), vec![vec![stop]])
}

pub(super) fn not_written(lang: Lang) -> Screen {
    Screen::plain(lang.html("prompt-not-written", &[]))
}

pub(super) fn key_taken(lang: Lang) -> Screen {
    Screen::plain(lang.html("prompt-key-taken", &[]))
}

pub(super) fn unknown(lang: Lang) -> Screen {
    Screen::plain(lang.html("prompt-unknown", &[]))
}

pub(super) fn not_tried(lang: Lang) -> Screen {
    Screen::plain(lang.html("prompt-not-tried", &[]))
}

pub(super) fn last(lang: Lang) -> Screen {
    Screen::plain(lang.html("prompt-last", &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown() {
        let before = "A portrait at a wooden desk in soft daylight with a calm look and no text";
        let after = "A portrait at a wooden desk in hard neon with a calm look and no text";
        let (old, new) = differing(before, after);
        assert_eq!(old, "… a wooden desk in soft daylight with a calm look …");
        assert_eq!(new, "… a wooden desk in hard neon with a calm look …");
        let (old, new) = differing("a b", "a b c");
        assert_eq!((old.as_str(), new.as_str()), ("a b", "a b c"));
        let (old, new) = differing("a a", "a a a");
        assert_eq!((old.as_str(), new.as_str()), ("a a", "a a a"));
        let (old, new) = differing(&"x ".repeat(1000), &"y ".repeat(1000));
        assert!(old.chars().count() + new.chars().count() <= 2 * MOST_OF_A_SIDE);
    }
}
