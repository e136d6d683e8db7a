//! What an applicant sees.

use chrono_tz::Tz;
use teloxide::types::{InlineKeyboardButton, User};

use super::{
    ApplyTap,
    form::{ABOUT_MOST_CHARS, Answers, Applying, Field, MOST_CHANNELS, NoAnswer},
};
use crate::{
    accounts::{Go, menu_button},
    i18n::Lang,
    referral::{
        answers::{self, Audience, Channel, Written},
        chat::partner,
        links,
        partners::Application,
        rate, refusal,
        typed::label,
    },
    telegram::{Screen, button, rows},
};

impl<'a> From<&'a Answers> for Written<'a> {
    fn from(answers: &'a Answers) -> Self {
        Self {
            name: answers.name.as_deref(),
            email: answers.email.as_deref(),
            handle: answers.handle.as_deref(),
            audience: answers.audience.map(Audience::name),
            channels: &answers.channels,
            about: answers.about.as_deref(),
        }
    }
}

/// What partners get, and the way to become one. `refused` is an earlier application.
pub(super) fn offer(
    lang: Lang,
    usual: rust_decimal::Decimal,
    refused: Option<&Application>,
) -> Screen {
    let args = [
        (
            "rate",
            rate::percent(crate::referral::partners::USUAL_RATE).into(),
        ),
        ("usual", rate::percent(usual).into()),
        ("links", links::MOST_LINKS.into()),
    ];
    let mut text = lang.html("partner-offer", &args);
    if let Some(refused) = refused {
        let reason = refusal::words(lang, refused.reason.as_deref());
        let before = lang.html("partner-refused-before", &[("reason", reason.into())]);
        text = format!("{text}\n\n{before}");
    }
    Screen::with_buttons(
        text,
        vec![vec![super::begin_button(lang)], vec![menu_button(lang)]],
    )
}

/// Without a staff group nobody could decide.
pub(super) fn closed(lang: Lang) -> Screen {
    Screen::with_buttons(
        lang.html("partner-closed", &[]),
        vec![vec![menu_button(lang)]],
    )
}

/// An application that waits for its decision. Whoever was a partner has a page besides.
pub(super) fn waits(lang: Lang, zone: Tz, application: &Application, has_page: bool) -> Screen {
    let sent = application.created_at.with_timezone(&zone);
    let args = [
        ("number", application.id.to_string().into()),
        ("day", sent.format("%d.%m.%Y").to_string().into()),
    ];
    let head = lang.html("partner-waits", &args);
    let answers = Written::from(application).lines(lang).join("\n");
    let mut buttons = Vec::new();
    if has_page {
        buttons.push(vec![partner::page_button(lang)]);
    }
    buttons.push(vec![menu_button(lang)]);
    Screen::with_buttons(format!("{head}\n\n{answers}"), buttons)
}

pub(super) fn cancelled(lang: Lang) -> Screen {
    Screen::with_buttons(
        lang.html("partner-cancelled", &[]),
        vec![
            vec![button(lang.text("partner-again", &[]), &Go::Partner)],
            vec![menu_button(lang)],
        ],
    )
}

/// Where somebody is in the form; `problem` is why their last words were no answer.
pub(super) fn present(
    lang: Lang,
    user: &User,
    applying: &Applying,
    problem: Option<NoAnswer>,
) -> Screen {
    let mut screen = match applying.at {
        Some(field) => question(lang, user, applying, field),
        None => summary(lang, &applying.answers),
    };
    if let Some(problem) = problem {
        let words = self::problem(lang, problem, applying.at);
        screen.text = format!("{words}\n\n{}", screen.text);
    }
    screen
}

fn problem(lang: Lang, problem: NoAnswer, at: Option<Field>) -> String {
    match (problem, at) {
        (NoAnswer::TooManyChannels, _) => lang.html(
            "partner-too-many-channels",
            &[("most", MOST_CHANNELS.into())],
        ),
        (NoAnswer::TooLong, _) => {
            lang.html("partner-too-long", &[("most", ABOUT_MOST_CHARS.into())])
        }
        (NoAnswer::TapPlease, _) => lang.html("partner-tap-please", &[]),
        (NoAnswer::Unclear, Some(Field::Email)) => lang.html("partner-bad-email", &[]),
        (NoAnswer::Unclear, Some(Field::Handle)) => lang.html("partner-bad-handle", &[]),
        (NoAnswer::Unclear, _) => lang.html("partner-bad-words", &[]),
    }
}

fn question(lang: Lang, user: &User, applying: &Applying, field: Field) -> Screen {
    let place = [
        ("number", field.number().into()),
        ("count", Field::ALL.len().into()),
    ];
    let asked = match field {
        Field::Name => lang.html("partner-ask-name", &[]),
        Field::Email => lang.html("partner-ask-email", &[]),
        Field::Handle if user.username.is_none() => lang.html("partner-ask-new-handle", &[]),
        Field::Handle => lang.html("partner-ask-handle", &[]),
        Field::Audience => lang.html("partner-ask-audience", &[]),
        Field::Channels => lang.html("partner-ask-channels", &[("most", MOST_CHANNELS.into())]),
        Field::About => lang.html("partner-ask-about", &[("most", ABOUT_MOST_CHARS.into())]),
    };
    let text = format!("{}\n\n{asked}", lang.html("partner-question", &place));
    let mut buttons = answers_of(lang, user, applying, field);
    buttons.push(vec![
        button(lang.text("partner-back", &[]), &ApplyTap::Back(field)),
        button(lang.text("partner-cancel", &[]), &ApplyTap::Cancel),
    ]);
    Screen::with_buttons(text, buttons)
}

/// The answers that can be tapped.
fn answers_of(
    lang: Lang,
    user: &User,
    applying: &Applying,
    field: Field,
) -> Vec<Vec<InlineKeyboardButton>> {
    match field {
        Field::Name => {
            let name = user.first_name.clone();
            vec![vec![button(label(&name), &ApplyTap::Offered(field))]]
        }
        Field::Email => Vec::new(),
        Field::Handle => {
            let own = user.username.as_ref();
            let own = own.map(|name| button(format!("@{name}"), &ApplyTap::Offered(field)));
            let none = button(
                lang.text("partner-no-handle", &[]),
                &ApplyTap::Nothing(field),
            );
            own.into_iter().chain([none]).map(|one| vec![one]).collect()
        }
        Field::Audience => {
            let size = |size: Audience| {
                let label = match size {
                    Audience::Small => lang.text("partner-audience-small", &[]),
                    Audience::Medium => lang.text("partner-audience-medium", &[]),
                    Audience::Large => lang.text("partner-audience-large", &[]),
                };
                vec![button(label, &ApplyTap::Audience(size))]
            };
            Audience::ALL.into_iter().map(size).collect()
        }
        Field::Channels => channels(lang, &applying.answers),
        Field::About => {
            let none = lang.text("partner-no-word", &[]);
            vec![vec![button(none, &ApplyTap::Nothing(field))]]
        }
    }
}

/// The known channels to toggle, those that were typed to take off, and the way on.
fn channels(lang: Lang, answers: &Answers) -> Vec<Vec<InlineKeyboardButton>> {
    let known = Channel::ALL.map(|channel| {
        let mark = if answers.has(channel) { "✅ " } else { "" };
        let name = answers::channel(lang, channel.name());
        button(format!("{mark}{name}"), &ApplyTap::Channel(channel))
    });
    let mut buttons = rows(known.to_vec(), 2);
    let typed = answers.channels.iter().zip(0_u8..);
    for (name, place) in typed.filter(|(name, _)| Channel::named(name).is_none()) {
        let words = format!("✅ {}", label(name));
        buttons.push(vec![button(words, &ApplyTap::Drop(place))]);
    }
    if !answers.channels.is_empty() {
        let done = lang.text("partner-done", &[]);
        buttons.push(vec![button(done, &ApplyTap::Done)]);
    }
    buttons
}

fn summary(lang: Lang, answers: &Answers) -> Screen {
    let lines = Written::from(answers).lines(lang).join("\n");
    let text = format!("{}\n\n{lines}", lang.html("partner-summary", &[]));
    let change = |field: Field| {
        let name = match field {
            Field::Name => lang.text("partner-field-name", &[]),
            Field::Email => lang.text("partner-field-email", &[]),
            Field::Handle => lang.text("partner-field-handle", &[]),
            Field::Audience => lang.text("partner-field-audience", &[]),
            Field::Channels => lang.text("partner-field-channels", &[]),
            Field::About => lang.text("partner-field-about", &[]),
        };
        button(format!("✏️ {name}"), &ApplyTap::Change(field))
    };
    let mut buttons = vec![vec![button(
        lang.text("partner-send", &[]),
        &ApplyTap::Send,
    )]];
    buttons.extend(rows(Field::ALL.map(change).to_vec(), 2));
    buttons.push(vec![button(
        lang.text("partner-cancel", &[]),
        &ApplyTap::Cancel,
    )]);
    Screen::with_buttons(text, buttons)
}
