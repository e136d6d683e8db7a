//! Writing a prompt: the key of a new one, then its text; or another text for one that
//! there is. Only what answers the question is taken for an answer.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;
use teloxide::types::Message;

use super::{
    KEY_MOST_CHARS, Style, TEXT_LEAST_CHARS, TEXT_MOST_CHARS, screens, staff::show, store,
};
use crate::{
    staff::{self, Desk, Member, Permission, audit},
    telegram::{self, Buttons, Dialogue, Handled, Reply, Routes, Step},
};

/// What is asked for by the message `question`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Writing {
    question: i32,
    asked: Asked,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Asked {
    /// The key of a new prompt.
    Key(Style),
    /// The text of a new prompt with this key.
    First(Style, String),
    /// Another text of this prompt.
    Another(i32),
}

impl Step for Writing {
    const FEATURE: &'static str = "prompt_writing";
}

/// The one thing that can be tapped below a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum WritingTap {
    #[serde(rename = "s")]
    Stop,
}

impl Buttons for WritingTap {
    const FEATURE: &'static str = "promptwrite";
}

pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(staff::tap::<WritingTap>(Permission::ChangeSettings).endpoint(stop))
        .branch(
            telegram::state::<Writing>()
                .filter(|step: Writing, message: Arc<Message>| {
                    let answered = message.reply_to_message().map(|answered| answered.id.0);
                    answered == Some(step.question)
                })
                .chain(staff::require(Permission::ChangeSettings))
                .endpoint(take),
        )
}

pub(super) async fn ask_for_key(
    style: Style,
    member: &Member,
    reply: &Reply,
    dialogue: &Dialogue,
    desk: &Desk,
) -> Handled {
    let talk = Talk::of(member, reply, dialogue, desk);
    talk.ask(Asked::Key(style), None).await
}

pub(super) async fn ask_for_text(
    id: i32,
    member: &Member,
    reply: &Reply,
    dialogue: &Dialogue,
    desk: &Desk,
) -> Handled {
    let talk = Talk::of(member, reply, dialogue, desk);
    talk.ask(Asked::Another(id), None).await
}

/// One member's way through the questions.
struct Talk<'a> {
    member: &'a Member,
    reply: &'a Reply,
    dialogue: &'a Dialogue,
    desk: &'a Desk,
}

impl<'a> Talk<'a> {
    fn of(member: &'a Member, reply: &'a Reply, dialogue: &'a Dialogue, desk: &'a Desk) -> Self {
        Self {
            member,
            reply,
            dialogue,
            desk,
        }
    }

    /// Asks; after an answer that was none, with the reason `why`.
    async fn ask(&self, asked: Asked, why: Option<&str>) -> Handled {
        let screen = screens::question(self.desk.lang, &self.member.name, &asked, why);
        let question = self.reply.new_message(&screen).await?.0;
        let step = Writing { question, asked };
        let mut connection = self.desk.db.connection().await?;
        self.dialogue.go_to(&mut connection, &step).await
    }
}

async fn stop(reply: Reply, dialogue: Dialogue, desk: Desk) -> Handled {
    if dialogue.step::<Writing>().is_some() {
        dialogue.end(&mut *desk.db.connection().await?).await?;
    }
    reply.screen(&screens::not_written(desk.lang)).await?;
    Ok(())
}

async fn take(
    step: Writing,
    message: Arc<Message>,
    member: Member,
    reply: Reply,
    dialogue: Dialogue,
    desk: Desk,
) -> Handled {
    let words = message.text().unwrap_or_default().trim();
    let talk = Talk::of(&member, &reply, &dialogue, &desk);
    match step.asked {
        Asked::Key(style) if !is_key(words) => {
            talk.ask(Asked::Key(style), Some("prompt-no-key")).await
        }
        Asked::Key(style) => {
            let first = Asked::First(style, words.to_owned());
            talk.ask(first, None).await
        }
        asked if !is_text(words) => talk.ask(asked, Some("prompt-no-text")).await,
        Asked::First(style, key) => match add(style, &key, words, &member, &dialogue, &desk).await?
        {
            Some(id) => show(id, &reply, &desk).await,
            None => talk.ask(Asked::Key(style), Some("prompt-key-taken")).await,
        },
        Asked::Another(id) => {
            edit(id, words, &member, &dialogue, &desk).await?;
            show(id, &reply, &desk).await
        }
    }
}

/// Adds a prompt that is off; `None` when the key is taken.
async fn add(
    style: Style,
    key: &str,
    text: &str,
    member: &Member,
    dialogue: &Dialogue,
    desk: &Desk,
) -> anyhow::Result<Option<i32>> {
    let now = desk.clock.now();
    let mut tx = desk.db.begin().await?;
    store::lock(&mut tx).await?;
    let Some(id) = store::insert(&mut tx, key, style, text, now).await? else {
        return Ok(None);
    };
    store::texts::insert(&mut tx, id, text, member, true, now).await?;
    let details = json!({ "before": null, "after": { "key": key, "text": text, "is_on": false } });
    let action = "prompt_added";
    audit(
        &mut tx,
        member,
        action,
        "custom_prompt",
        Some(id),
        details,
        now,
    )
    .await?;
    dialogue.end(&mut tx).await?;
    tx.commit().await?;
    Ok(Some(id))
}

/// Keeps another text beside the present one, which goes on being used.
async fn edit(
    id: i32,
    text: &str,
    member: &Member,
    dialogue: &Dialogue,
    desk: &Desk,
) -> anyhow::Result<()> {
    let now = desk.clock.now();
    let mut tx = desk.db.begin().await?;
    store::lock(&mut tx).await?;
    if let Some(prompt) = store::find(&mut tx, id).await? {
        let present = store::texts::present(&mut tx, &prompt, now).await?;
        let text_id = store::texts::insert(&mut tx, id, text, member, false, now).await?;
        let details = json!({ "before": present.text, "after": text, "text_id": text_id });
        let action = "prompt_text_written";
        audit(
            &mut tx,
            member,
            action,
            "custom_prompt",
            Some(id),
            details,
            now,
        )
        .await?;
    }
    dialogue.end(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

fn is_key(words: &str) -> bool {
    let fits =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    (1..=KEY_MOST_CHARS).contains(&words.len()) && words.chars().all(fits)
}

fn is_text(words: &str) -> bool {
    (TEXT_LEAST_CHARS..=TEXT_MOST_CHARS).contains(&words.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_texts_fit_the_columns_and_the_models() {
        assert!(is_key("lifestyle_24") && is_key(&"a".repeat(50)));
        for bad in ["", "Lifestyle", "life style", "стиль", &"a".repeat(51)] {
            assert!(!is_key(bad), "{bad}");
        }
        assert!(is_text(&"я".repeat(2000)) && !is_text(&"я".repeat(2001)));
        assert!(!is_text("A portrait."));
    }

    #[test]
    fn the_button_fits_and_comes_back() {
        let tap = WritingTap::Stop;
        assert_eq!(WritingTap::decode(&tap.encode()), Some(tap));
    }
}
