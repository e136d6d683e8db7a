//! What a member is asked for in words: the letter, its buttons, people, a time.

use serde::{Deserialize, Serialize};

use super::{
    super::{Deps, Status, screens},
    changes,
};
use crate::{
    i18n::Lang,
    staff::Member,
    telegram::{Dialogue, Handled, Reply, Screen, Step},
};

/// What was asked for; languages by their tags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Asked {
    Words(String),
    Buttons(String),
    People,
    Time,
}

/// Where a member is who was asked for something by the message `question`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Question {
    pub broadcast_id: i32,
    pub asked: Asked,
    pub question: i32,
}

impl Step for Question {
    const FEATURE: &'static str = "broadcast";
}

/// Asks for it by a message of its own, which is to be answered.
pub(super) async fn ask(
    deps: &Deps,
    member: &Member,
    reply: &Reply,
    dialogue: &Dialogue,
    broadcast_id: i32,
    asked: Asked,
) -> Handled {
    let Some((tx, _)) = changes::lock_in(deps, reply, broadcast_id, &[Status::Draft]).await? else {
        return Ok(());
    };
    tx.rollback().await?;
    let text = words(deps, member, &asked);
    let question = reply.new_message(&Screen::plain(text)).await?;
    let step = Question {
        broadcast_id,
        asked,
        question: question.0,
    };
    dialogue
        .go_to(&mut *deps.desk.db.connection().await?, &step)
        .await
}

fn words(deps: &Deps, member: &Member, asked: &Asked) -> String {
    let lang = deps.desk.lang;
    let name = ("name", member.name.clone().into());
    let language = |tag: &str| {
        let language = Lang::with_tag(tag).unwrap_or(lang);
        ("language", language.text("language-name", &[]).into())
    };
    match asked {
        Asked::Words(tag) => lang.html("broadcast-ask-words", &[name, language(tag)]),
        Asked::Buttons(tag) => {
            let places = ("places", screens::places().into());
            lang.html("broadcast-ask-buttons", &[name, language(tag), places])
        }
        Asked::People => lang.html("broadcast-ask-people", &[name]),
        Asked::Time => {
            let now = deps.desk.clock.now();
            let args = [
                name,
                ("now", screens::moment(deps.timezone, now).into()),
                ("zone", deps.timezone.name().into()),
            ];
            lang.html("broadcast-ask-time", &args)
        }
    }
}
