//! A refusal in a member's own words: an answer to the question for them, which comes when
//! a member wants to give some. It goes out after the member has seen what goes out.

use std::sync::Arc;

use teloxide::types::{InlineKeyboardButtonKind, Message};

use super::{ApplicationTap, screens};
use crate::{
    referral::{Deps, partners::Decision, ready::OWN_WORDS_MOST_CHARS, store, typed},
    staff::{Member, Permission},
    telegram::{Buttons, Handled, Incoming, Reply, Screen, Sender},
};

/// An answer to our question for the words of a refusal.
#[derive(Clone, Debug)]
pub(super) struct Answered {
    application_id: i32,
    message: Arc<Message>,
}

/// The application whose refusal a message words, if its author may decide it. What others
/// say there is talk, and so is what anybody says below the card.
pub(super) fn answered(incoming: Incoming, member: Member, sender: Sender) -> Option<Answered> {
    if incoming.command().is_some() || !member.role.may(Permission::MoveMoney) {
        return None;
    }
    let message = incoming.message()?;
    let ours = message.reply_to_message()?;
    if ours.from.as_ref().map(|from| from.id) != sender.own_id() {
        return None;
    }
    let buttons = ours.reply_markup()?.inline_keyboard.iter().flatten();
    let asked = buttons.into_iter().find_map(|button| match &button.kind {
        InlineKeyboardButtonKind::CallbackData(data) => match ApplicationTap::decode(data)? {
            ApplicationTap::LeaveWords(id) => Some(id),
            _ => None,
        },
        _ => None,
    });
    Some(Answered {
        application_id: asked?,
        message,
    })
}

pub(super) async fn ask(answered: Answered, reply: Reply, deps: Deps) -> Handled {
    let (lang, id) = (deps.staff_lang, answered.application_id);
    let mut connection = deps.db.connection().await?;
    let application = store::applications::find(&mut connection, id).await?;
    drop(connection);
    let Some(application) = application else {
        return Ok(());
    };
    let typed_words = answered.message.text().unwrap_or_default();
    let most = [("most", OWN_WORDS_MOST_CHARS.into())];
    let screen = if application.status != Decision::Pending {
        screens::decided_before(lang, deps.timezone, &application)
    } else if typed::length(typed_words) > OWN_WORDS_MOST_CHARS {
        Screen::plain(lang.html("application-words-too-long", &most))
    } else {
        match typed::lines(typed_words, OWN_WORDS_MOST_CHARS) {
            Some(words) => screens::ask_refusal(lang, ApplicationTap::OwnWordsNow(id), &words),
            None => Screen::plain(lang.html("application-words-none", &[])),
        }
    };
    reply.below(answered.message.id, &screen).await?;
    Ok(())
}
