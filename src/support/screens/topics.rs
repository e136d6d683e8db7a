//! Before a ticket: topics, short answers, and offers to pass words on.

use teloxide::types::InlineKeyboardButton;

use super::words;
use crate::{
    accounts::{Go, menu_button},
    i18n::Lang,
    support::{
        chat::{HelpTap, faq::Question},
        ticket::{Category, Ticket},
    },
    telegram::{Screen, button},
};

type Rows = Vec<Vec<InlineKeyboardButton>>;

pub(in crate::support) fn topics(lang: Lang, is_staffed: bool, has_tickets: bool) -> Screen {
    let mut rows: Rows = Category::ALL
        .into_iter()
        .map(|category| {
            let label = words::category(lang, category);
            vec![button(label, &HelpTap::Topic(category))]
        })
        .collect();
    if has_tickets {
        rows.push(vec![button(
            lang.text("ask-earlier-button", &[]),
            &HelpTap::List(0),
        )]);
    }
    rows.push(vec![menu_button(lang)]);
    let text = if is_staffed {
        lang.html("ask-topics", &[])
    } else {
        lang.html("ask-topics-off", &[])
    };
    Screen::with_buttons(text, rows)
}

/// The frequent questions of a category.
pub(in crate::support) fn topic(lang: Lang, category: Category, is_staffed: bool) -> Screen {
    let mut rows: Rows = Question::list(category)
        .map(|question| vec![button(question.label(lang), &HelpTap::Answer(question))])
        .collect();
    if is_staffed {
        rows.push(vec![button(
            lang.text("ask-topic-write", &[]),
            &HelpTap::Write(category),
        )]);
    }
    rows.push(vec![
        button(lang.text("ask-back", &[]), &HelpTap::Topics),
        menu_button(lang),
    ]);
    let title = words::category(lang, category);
    let text = lang.html("ask-topic", &[("category", title.into())]);
    Screen::with_buttons(text, rows)
}

pub(in crate::support) fn answer(
    lang: Lang,
    question: Question,
    answer: String,
    is_staffed: bool,
) -> Screen {
    let mut rows: Rows = way_on(lang, question).into_iter().collect();
    if is_staffed {
        rows.push(vec![button(
            lang.text("ask-did-not-help", &[]),
            &HelpTap::Write(question.category()),
        )]);
    }
    rows.push(vec![
        button(
            lang.text("ask-back", &[]),
            &HelpTap::Topic(question.category()),
        ),
        menu_button(lang),
    ]);
    Screen::with_buttons(answer, rows)
}

fn way_on(lang: Lang, question: Question) -> Option<Vec<InlineKeyboardButton>> {
    let (label, place) = question.way_on()?;
    Some(vec![button(lang.text(label, &[]), &place)])
}

pub(in crate::support) fn ask_for_words(lang: Lang, category: Category) -> Screen {
    let title = words::category(lang, category);
    Screen::plain(lang.html("ask-words", &[("category", title.into())]))
}

/// Offers to pass on the message below which this stands; `answer` is as HTML.
/// `ended` is a ticket that it may belong to.
pub(in crate::support) fn offer(
    lang: Lang,
    category: Category,
    answer: Option<(Question, String)>,
    ended: Option<&Ticket>,
) -> Screen {
    let mut rows: Rows = Vec::new();
    let text = match (&answer, ended) {
        // The live words are HTML already.
        (Some((_, answer)), _) => answer_and_offer(lang, answer),
        (None, Some(ended)) => {
            let number = ended.number.clone().into();
            lang.html("ask-offer-to", &[("number", number)])
        }
        (None, None) => lang.html("ask-offer", &[]),
    };
    if let Some((question, _)) = answer {
        rows.extend(way_on(lang, question));
    }
    let pass = &HelpTap::Pass(category);
    if let Some(ended) = ended {
        let number = ("number", ended.number.clone().into());
        let again = lang.text("ask-pass-to", &[number]);
        rows.push(vec![button(again, &HelpTap::PassTo(ended.id))]);
        rows.push(vec![button(lang.text("ask-pass-new", &[]), pass)]);
    } else {
        rows.push(vec![button(lang.text("ask-pass", &[]), pass)]);
    }
    rows.push(vec![menu_button(lang)]);
    Screen::with_buttons(text, rows)
}

/// The same for a photo, which may also be meant for an avatar.
pub(in crate::support) fn offer_photo(lang: Lang, category: Category, ended: &Ticket) -> Screen {
    let mut screen = offer(lang, category, None, Some(ended));
    let avatar = button(lang.text("ask-for-avatar", &[]), &Go::NewAvatar);
    if let Some(keyboard) = &mut screen.keyboard {
        keyboard.inline_keyboard.insert(2, vec![avatar]);
    }
    screen
}

fn answer_and_offer(lang: Lang, answer: &str) -> String {
    format!("{answer}\n\n{}", lang.html("ask-offer-answer", &[]))
}
