//! What the staff group sees of previews.

use super::{MOST_OF_A_STYLE, Preview, Style};
use crate::{i18n::Lang, telegram::Screen};

/// How many each style has, and how to change that.
pub(super) fn overview(lang: Lang, previews: &[Preview]) -> Screen {
    let lines = Style::ALL.map(|style| {
        let name = [
            ("style", style.title(lang).into()),
            ("name", style.id().into()),
        ];
        let of_style = previews.iter().filter(|preview| preview.style == style);
        let numbers: Vec<String> = of_style.map(|preview| preview.id.to_string()).collect();
        if numbers.is_empty() {
            return lang.html("preview-line-none", &name);
        }
        let [style, name] = name;
        let numbers = ("numbers", numbers.join(", ").into());
        lang.html("preview-line", &[style, name, numbers])
    });
    let usage = lang.html("preview-usage", &[]);
    let text = lang.html("preview-overview", &[]);
    Screen::plain(format!("{text}\n\n{}\n\n{usage}", lines.join("\n")))
}

/// The words below a preview that the staff looks at.
pub(super) fn number(lang: Lang, preview: &Preview) -> String {
    let number = ("number", preview.id.to_string().into());
    lang.html("preview-number", &[number])
}

pub(super) fn added(lang: Lang, preview_id: i32, style: Style) -> Screen {
    let args = [
        ("number", preview_id.to_string().into()),
        ("style", style.title(lang).into()),
    ];
    Screen::plain(lang.html("preview-added", &args))
}

pub(super) fn full(lang: Lang, style: Style) -> Screen {
    let most = i64::try_from(MOST_OF_A_STYLE).unwrap_or(i64::MAX);
    let args = [("style", style.title(lang).into()), ("most", most.into())];
    Screen::plain(lang.html("preview-full", &args))
}

pub(super) fn no_photo(lang: Lang) -> Screen {
    Screen::plain(lang.html("preview-no-photo", &[]))
}

pub(super) fn removed(lang: Lang, number: i32) -> Screen {
    let number = ("number", number.to_string().into());
    Screen::plain(lang.html("preview-removed", &[number]))
}

pub(super) fn unknown(lang: Lang) -> Screen {
    Screen::plain(lang.html("preview-unknown", &[]))
}
