//! The front door: /start, the main menu, help, and a helpful word for whatever
//! nobody understood.
//!
//! ```text
//! Anna: /start
//! Bot: Hello, Anna! … [✨ Create an avatar] [🖼 My portraits] [👤 My avatars] …
//! Anna: what is this
//! Bot: I understand photos and buttons best. … [☰ Menu]
//! ```

use std::sync::Arc;

use teloxide::types::{InlineKeyboardButton, Message};

use crate::{
    accounts::{Go, Person, menu_button},
    avatars,
    config::ReferencePhotosConfig,
    db::Db,
    i18n::Lang,
    referral, support,
    telegram::{
        Dialogue, Handled, Incoming, Reply, Routes, Screen, button, command, other_text, reaction,
        tap,
    },
};

pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(command("start").endpoint(start))
        .branch(command("menu").endpoint(show_menu))
        .branch(command("help").endpoint(show_help))
        .branch(command("cancel").endpoint(cancel))
        .branch(
            tap::<Go>()
                .filter(|go: Go| go == Go::Menu)
                .endpoint(show_menu),
        )
        .branch(
            tap::<Go>()
                .filter(|go: Go| go == Go::Help)
                .endpoint(show_help),
        )
}

/// Takes every update that no feature took.
pub(super) fn last_resort() -> Routes {
    dptree::entry()
        .branch(
            dptree::filter(|incoming: Incoming| incoming.tap().is_some())
                .endpoint(explain_old_button),
        )
        .branch(reaction().endpoint(leave_alone))
        .branch(other_text().endpoint(explain_unknown))
}

/// People react to whatever they like; only portraits mean something by it.
async fn leave_alone() -> Handled {
    Ok(())
}

async fn start(
    incoming: Incoming,
    person: Person,
    reply: Reply,
    dialogue: Dialogue,
    photos: ReferencePhotosConfig,
    help: support::Deps,
    friends: referral::Deps,
) -> Handled {
    let parameter = incoming
        .command()
        .map(|(_, words)| words)
        .unwrap_or_default();
    note_start(&friends, &person, &parameter).await?;
    let mut connection = friends.db.connection().await?;
    if dialogue.is_under_way() {
        dialogue.end(&mut connection).await?;
    }
    let has_avatars = avatars::has_any(&mut connection, person.id).await?;
    drop(connection);
    let args = [
        ("name", person.first_name.clone().into()),
        ("min", photos.min.into()),
        ("max", photos.max.into()),
    ];
    let hello = person.lang.html("hello", &args);
    let front = Front {
        has_avatars,
        is_staffed: help.staff_chat.is_some(),
        // Whoever is new here has something better to do first.
        invites: has_avatars,
    };
    reply.new_message(&front.screen(person.lang, hello)).await?;
    Ok(())
}

/// Notes the /start and who brought the person, which is more than one row only when they follow
/// a link.
pub(super) async fn note_start(
    friends: &referral::Deps,
    person: &Person,
    parameter: &str,
) -> Handled {
    if parameter.is_empty() {
        let mut connection = friends.db.connection().await?;
        return referral::start(&mut connection, friends, person, parameter).await;
    }
    let mut tx = friends.db.begin().await?;
    referral::start(&mut tx, friends, person, parameter).await?;
    tx.commit().await?;
    Ok(())
}

async fn show_menu(person: Person, reply: Reply, db: Db, help: support::Deps) -> Handled {
    let has_avatars = avatars::has_any(&mut *db.connection().await?, person.id).await?;
    let text = person.lang.html("menu", &[]);
    let front = Front {
        has_avatars,
        is_staffed: help.staff_chat.is_some(),
        invites: true,
    };
    reply.screen(&front.screen(person.lang, text)).await?;
    Ok(())
}

/// What the menu leads to.
struct Front {
    has_avatars: bool,
    /// There is a team that people can write to.
    is_staffed: bool,
    invites: bool,
}

impl Front {
    fn screen(&self, lang: Lang, text: String) -> Screen {
        let create = vec![button(lang.text("menu-new-avatar", &[]), &Go::NewAvatar)];
        let mut rows = if self.has_avatars {
            vec![
                vec![button(lang.text("menu-portraits", &[]), &Go::Portraits)],
                vec![
                    button(lang.text("menu-photos", &[]), &Go::Photos),
                    button(lang.text("menu-status", &[]), &Go::Status),
                ],
                vec![button(lang.text("menu-avatars", &[]), &Go::Avatars)],
                create,
            ]
        } else {
            vec![create]
        };
        if self.invites {
            rows.push(vec![invite_button(lang)]);
        }
        rows.push(vec![
            button(lang.text("menu-language", &[]), &Go::Language),
            button(lang.text("menu-help", &[]), &Go::Help),
        ]);
        if self.is_staffed {
            rows.push(vec![support_button(lang)]);
        }
        Screen::with_buttons(text, rows)
    }
}

fn invite_button(lang: Lang) -> InlineKeyboardButton {
    button(lang.text("referral-menu", &[]), &Go::Referral)
}

/// The way to the staff, wherever there is one.
pub(super) fn support_button(lang: Lang) -> InlineKeyboardButton {
    button(lang.text("ask-button", &[]), &Go::Support)
}

async fn show_help(person: Person, reply: Reply, help: support::Deps) -> Handled {
    let mut rows = vec![vec![
        button(person.lang.text("help-payments", &[]), &Go::Payments),
        button(person.lang.text("help-privacy", &[]), &Go::Privacy),
    ]];
    rows.push(vec![invite_button(person.lang)]);
    if help.staff_chat.is_some() {
        rows.push(vec![support_button(person.lang)]);
    }
    rows.push(vec![menu_button(person.lang)]);
    let screen = Screen::with_buttons(person.lang.html("help", &[]), rows);
    reply.screen(&screen).await?;
    Ok(())
}

async fn cancel(person: Person, reply: Reply, dialogue: Dialogue, db: Db) -> Handled {
    let text = if dialogue.is_under_way() {
        dialogue.end(&mut *db.connection().await?).await?;
        person.lang.html("cancelled", &[])
    } else {
        person.lang.html("nothing-to-cancel", &[])
    };
    reply
        .new_message(&Screen::with_buttons(
            text,
            vec![vec![menu_button(person.lang)]],
        ))
        .await?;
    Ok(())
}

async fn explain_old_button(person: Person, reply: Reply) -> Handled {
    reply.popup(&person.lang.text("old-button", &[])).await;
    Ok(())
}

async fn explain_unknown(
    message: Arc<Message>,
    incoming: Incoming,
    person: Person,
    reply: Reply,
) -> Handled {
    let text = if incoming.command().is_some() {
        person.lang.html("unknown-command", &[])
    } else if message.text().is_some() {
        person.lang.html("unknown-text", &[])
    } else {
        person.lang.html("unknown-thing", &[])
    };
    reply
        .new_message(&Screen::with_buttons(
            text,
            vec![vec![menu_button(person.lang)]],
        ))
        .await?;
    Ok(())
}
