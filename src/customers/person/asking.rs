//! Words that a member is asked for: why somebody is banned or given a set, and what they
//! are written. Members who are asked may go on talking: only an answer to the question
//! is taken for one.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use teloxide::types::{Message, MessageId};

use super::{Act, ban, gift, say_gone, writing};
use crate::{
    accounts,
    customers::{Deps, shown},
    staff::{self, Member, Permission},
    telegram::{self, Dialogue, Handled, Incoming, Reply, Routes, Screen, Step},
};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Wish {
    /// Why they are banned; whether they are to read it.
    Ban { tells: bool },
    /// Why they are given this set.
    Gift { tier_id: String },
    /// What they are written.
    Write,
}

/// Where a member is who was asked, by the message `question`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Asked {
    person_id: i32,
    question: i32,
    wish: Wish,
}

impl Step for Asked {
    const FEATURE: &'static str = "customers_person";
}

impl Wish {
    fn permission(&self) -> Permission {
        match self {
            Self::Ban { .. } | Self::Write => Permission::ServeCustomers,
            Self::Gift { .. } => Permission::MoveMoney,
        }
    }

    fn most_chars(&self) -> usize {
        match self {
            Self::Ban { .. } => ban::MOST_CHARS,
            Self::Gift { .. } => gift::MOST_CHARS,
            Self::Write => writing::MOST_CHARS,
        }
    }
}

pub(super) fn routes() -> Routes {
    telegram::state::<Asked>()
        .filter(|asked: Asked, message: Arc<Message>| answers(&message) == Some(asked.question))
        .endpoint(take_words)
}

fn answers(message: &Message) -> Option<i32> {
    message.reply_to_message().map(|answered| answered.id.0)
}

/// Asks by `screen`, and takes what answers it.
pub(super) async fn ask(
    act: &Act<'_>,
    dialogue: &Dialogue,
    screen: &Screen,
    wish: Wish,
    is_new: bool,
) -> Handled {
    let (deps, reply, person_id) = (act.deps, act.reply, act.person.id);
    let MessageId(question) = if is_new {
        shown::show_new(deps, reply, screen, person_id, false).await?
    } else {
        shown::show(deps, reply, screen, person_id, false).await?
    };
    let asked = Asked {
        person_id,
        question,
        wish,
    };
    dialogue
        .go_to(&mut *deps.desk.db.connection().await?, &asked)
        .await
}

async fn take_words(
    asked: Asked,
    message: Arc<Message>,
    incoming: Incoming,
    member: Member,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
) -> Handled {
    let lang = deps.desk.lang;
    if !member.role.may(asked.wish.permission()) {
        return staff::refuse(member, incoming, lang, reply).await;
    }
    let mut connection = deps.desk.db.connection().await?;
    let person = accounts::find_by_id(&mut connection, asked.person_id).await?;
    if person.is_none() {
        dialogue.end(&mut connection).await?;
    }
    drop(connection);
    let Some(person) = person else {
        return say_gone(&deps, &reply).await;
    };
    let act = Act {
        deps: &deps,
        member: &member,
        person: &person,
        reply: &reply,
    };
    let words = message.text().unwrap_or_default().trim().to_owned();
    if !are_fine(&act, &words, asked.wish.most_chars()).await? {
        // Shorter ones may answer the same question.
        return Ok(());
    }
    match asked.wish {
        Wish::Ban { tells } => ban::preview(&act, words, tells).await?,
        Wish::Gift { tier_id } => gift::preview(&act, &tier_id, words).await?,
        Wish::Write => writing::preview(&act, words).await?,
    }
    // Only now: until the preview is shown, the words are nowhere but in this message,
    // which is tried again.
    dialogue.end(&mut *deps.desk.db.connection().await?).await
}

/// Words without any, or with too many, are not taken: the member is told why. Whether
/// these are fine.
pub(super) async fn are_fine(act: &Act<'_>, words: &str, most: usize) -> anyhow::Result<bool> {
    let lang = act.deps.desk.lang;
    let text = match words.chars().count() {
        0 => lang.html("customer-words-none", &[]),
        count if count > most => lang.html("customer-words-too-long", &[("most", most.into())]),
        _ => return Ok(true),
    };
    act.reply.new_message(&Screen::plain(text)).await?;
    Ok(false)
}
