//! Answers to the questions of a draft. Members who are asked may go on talking: only
//! what answers the question is taken for it.

use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::{Value, json};
use teloxide::types::Message;

use super::{
    super::{
        Deps, Status,
        audience::NamedPeople,
        letter::{Button, Words},
        screens, store,
    },
    changes::{self, audit},
    looks,
    questions::{Asked, Question},
};
use crate::{
    clock::shown,
    db::Tx,
    i18n::Lang,
    staff::{self, Member, Permission},
    telegram::{self, Dialogue, Download, Handled, Reply, Routes, Screen, download},
};

/// What stands for "none any more" and for "as soon as it is confirmed".
const NOTHING: &str = "-";

/// A list of a hundred thousand people is not longer.
const FILE_MOST_BYTES: usize = 2_000_000;

/// How a time is written.
const TIME: &str = "%d.%m.%Y %H:%M";

pub(super) fn routes() -> Routes {
    let answers = |question: Question, message: Arc<Message>| {
        let answered = message.reply_to_message().map(|answered| answered.id.0);
        answered == Some(question.question)
    };
    telegram::state::<Question>()
        .filter(answers)
        .chain(staff::require(Permission::ChangeSettings))
        .endpoint(take)
}

async fn take(
    question: Question,
    message: Arc<Message>,
    member: Member,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
) -> Handled {
    let answer = match read(&deps, &question.asked, &message).await? {
        Ok(answer) => answer,
        Err(why) => {
            reply.below(message.id, &Screen::plain(why)).await?;
            return Ok(());
        }
    };
    let id = question.broadcast_id;
    let now = deps.desk.clock.now();
    let Some((mut tx, _)) = changes::lock_in(&deps, &reply, id, &[Status::Draft]).await? else {
        let words = deps.desk.lang.html("broadcast-not-now", &[]);
        reply.below(message.id, &Screen::plain(words)).await?;
        return Ok(());
    };
    let said = apply(&mut tx, &deps, &member, id, answer, now).await?;
    store::changes::note_change(&mut tx, id).await?;
    dialogue.end(&mut tx).await?;
    tx.commit().await?;
    if let Some(said) = said {
        reply.below(message.id, &Screen::plain(said)).await?;
    }
    looks::open(&deps, &reply, id).await
}

/// An answer that can be acted on.
enum Answer {
    Words(Lang, Words),
    /// No letter in this language any more.
    NoWords(Lang),
    Buttons(Lang, Vec<Button>),
    People(NamedPeople),
    Time(Option<DateTime<Utc>>),
}

/// The answer that a message is, or what is wrong with it.
async fn read(
    deps: &Deps,
    asked: &Asked,
    message: &Message,
) -> anyhow::Result<Result<Answer, String>> {
    let lang = deps.desk.lang;
    let text = message.text().unwrap_or_default().trim();
    let is_nothing = text == NOTHING;
    Ok(match asked {
        Asked::Words(tag) => {
            let language = Lang::with_tag(tag).context("no such language")?;
            match Words::of(message) {
                _ if is_nothing => Ok(Answer::NoWords(language)),
                Ok(words) => Ok(Answer::Words(language, words)),
                Err(why) => Err(screens::unsuitable(lang, why)),
            }
        }
        Asked::Buttons(tag) => {
            let language = Lang::with_tag(tag).context("no such language")?;
            match Button::typed(if is_nothing { "" } else { text }) {
                Ok(buttons) => Ok(Answer::Buttons(language, buttons)),
                Err(why) => Err(screens::bad_buttons(lang, why)),
            }
        }
        Asked::People => match people(deps, message, text).await? {
            Some(people) if people.len() > 0 => Ok(Answer::People(people)),
            _ => Err(lang.html("broadcast-no-people", &[])),
        },
        Asked::Time => match time(deps, text, is_nothing) {
            Some(at) => Ok(Answer::Time(at)),
            None => Err(lang.html("broadcast-no-time", &[])),
        },
    })
}

/// Whom a message names, or the file in it; `None` when that is no list.
async fn people(deps: &Deps, message: &Message, text: &str) -> anyhow::Result<Option<NamedPeople>> {
    let Some(document) = message.document() else {
        return Ok(Some(NamedPeople::typed(text)));
    };
    if usize::try_from(document.file.size).is_ok_and(|size| size > FILE_MOST_BYTES) {
        return Ok(None);
    }
    let file = download(&deps.desk.sender, &document.file.id.0).await?;
    let Download::File(bytes) = file else {
        return Ok(None);
    };
    let table = std::str::from_utf8(&bytes).ok();
    Ok(table.map(NamedPeople::table))
}

/// When it shall begin, by the desk's wall clock; not a time that is over.
fn time(deps: &Deps, text: &str, is_nothing: bool) -> Option<Option<DateTime<Utc>>> {
    if is_nothing {
        return Some(None);
    }
    let time = NaiveDateTime::parse_from_str(text, TIME).ok()?;
    let (at, _) = shown(deps.timezone, time);
    (at > deps.desk.clock.now()).then_some(Some(at))
}

/// Writes an answer down; what to say besides showing the card.
async fn apply(
    tx: &mut Tx,
    deps: &Deps,
    member: &Member,
    id: i32,
    answer: Answer,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<String>> {
    let letters = store::letters::list(tx, id).await?;
    let written = |lang: Lang| {
        let letter = letters.find(lang);
        json!({ "language": lang.tag(), "html": letter.map(|letter| letter.html.clone()) })
    };
    match answer {
        Answer::Words(lang, words) => {
            store::letters::set_words(tx, id, lang, &words.html, words.photo.as_deref()).await?;
            let after = json!({ "language": lang.tag(), "html": words.html, "has_photo": words.photo.is_some() });
            audit(tx, member, "broadcast_words", id, written(lang), after, now).await?;
        }
        Answer::NoWords(lang) => {
            store::letters::delete(tx, id, lang).await?;
            audit(
                tx,
                member,
                "broadcast_words",
                id,
                written(lang),
                Value::Null,
                now,
            )
            .await?;
        }
        Answer::Buttons(lang, buttons) => {
            store::letters::set_buttons(tx, id, lang, &buttons).await?;
            let before = letters.find(lang).map(|letter| letter.buttons.clone());
            let (before, after) = (json!(before), json!(buttons));
            audit(tx, member, "broadcast_buttons", id, before, after, now).await?;
        }
        Answer::Time(at) => {
            let before = store::rows::find(tx, id).await?;
            let before = json!(before.and_then(|broadcast| broadcast.wanted_at));
            store::changes::set_wanted_at(tx, id, at).await?;
            audit(tx, member, "broadcast_time", id, before, json!(at), now).await?;
        }
        Answer::People(people) => {
            let ids: Vec<i64> = people.telegram_ids.iter().copied().collect();
            let names: Vec<String> = people.names.iter().cloned().collect();
            let found = store::people::set_list(tx, id, &ids, &names).await?;
            let after = json!({ "named": people.len(), "found": found });
            audit(tx, member, "broadcast_list", id, Value::Null, after, now).await?;
            let args = [("named", people.len().into()), ("found", found.into())];
            return Ok(Some(deps.desk.lang.html("broadcast-people-found", &args)));
        }
    }
    Ok(None)
}
