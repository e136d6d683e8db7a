//! What somebody does on the page, done by the person they play.

use std::time::Duration;

use anyhow::Context;
use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};

use super::page::{Failure, Stage};
use crate::telegram::{Other, PaymentState, Person};

/// Apps take a button's spinner away after so long.
const TAP_PATIENCE: Duration = Duration::from_secs(30);

/// Who does it, and where.
#[derive(Clone, Copy, Deserialize)]
pub struct Speaker {
    person: i64,
    chat: i64,
    topic: Option<i64>,
}

impl Speaker {
    pub fn of(self, stage: &Stage) -> anyhow::Result<Person> {
        stage.cast.speaker(self.person, self.chat, self.topic)
    }
}

#[derive(Deserialize)]
pub struct Text {
    speaker: Speaker,
    text: String,
    reply_to: Option<i64>,
}

pub async fn send(State(stage): State<Stage>, Json(text): Json<Text>) -> Result<(), Failure> {
    let person = text.speaker.of(&stage)?;
    match text.reply_to {
        Some(message) => person.replies(message, text.text),
        None => person.sends(text.text),
    };
    Ok(())
}

/// One message, and what to do with it.
#[derive(Deserialize)]
pub struct Act {
    speaker: Speaker,
    message: i64,
    /// A new text, an emoji, or a button's data.
    #[serde(default)]
    content: String,
}

pub async fn edit(State(stage): State<Stage>, Json(act): Json<Act>) -> Result<(), Failure> {
    Ok(act.speaker.of(&stage)?.edits(act.message, act.content)?)
}

pub async fn delete(State(stage): State<Stage>, Json(act): Json<Act>) -> Result<(), Failure> {
    Ok(act.speaker.of(&stage)?.deletes(act.message)?)
}

pub async fn react(State(stage): State<Stage>, Json(act): Json<Act>) -> Result<(), Failure> {
    Ok(act.speaker.of(&stage)?.reacts(act.message, &act.content)?)
}

/// The bot's answer to a tap, as the app shows it.
#[derive(Serialize)]
pub struct TapAnswer {
    is_answered: bool,
    text: String,
    is_modal: bool,
    /// A link to the bot that the app opens.
    url: Option<String>,
}

pub async fn tap(
    State(stage): State<Stage>,
    Json(act): Json<Act>,
) -> Result<Json<TapAnswer>, Failure> {
    let tap = act.speaker.of(&stage)?.presses(act.message, &act.content);
    let answer = tap.answered(TAP_PATIENCE).await;
    Ok(Json(TapAnswer {
        is_answered: answer.is_some(),
        is_modal: answer.as_ref().is_some_and(|answer| answer.is_modal),
        url: answer.as_ref().and_then(|answer| answer.url.clone()),
        text: answer.map(|answer| answer.text).unwrap_or_default(),
    }))
}

/// Everyone here has as many Stars as they need.
pub async fn pay(
    State(stage): State<Stage>,
    Json(act): Json<Act>,
) -> Result<Json<PaymentState>, Failure> {
    let attempt = act.speaker.of(&stage)?.pays_message(act.message)?;
    Ok(Json(attempt.settled().await))
}

/// Something that is neither a text nor a file from the disk.
#[derive(Deserialize)]
pub struct Utterance {
    speaker: Speaker,
    kind: Kind,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Voice,
    VideoNote,
    Sticker,
    Location,
}

pub async fn utter(State(stage): State<Stage>, Json(said): Json<Utterance>) -> Result<(), Failure> {
    let other = match said.kind {
        Kind::Voice => Other::Voice,
        Kind::VideoNote => Other::VideoNote,
        Kind::Sticker => Other::Sticker,
        Kind::Location => Other::Location,
    };
    said.speaker.of(&stage)?.sends_other(other);
    Ok(())
}

/// What an operator does to the topic they are in.
#[derive(Deserialize)]
pub struct TopicAct {
    speaker: Speaker,
    what: TopicChange,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum TopicChange {
    Close,
    Reopen,
    Delete,
}

pub async fn change_topic(
    State(stage): State<Stage>,
    Json(act): Json<TopicAct>,
) -> Result<(), Failure> {
    let person = act.speaker.of(&stage)?;
    let topic = act.speaker.topic.context("this is no topic")?;
    let group = stage.cast.group();
    match act.what {
        TopicChange::Close => group.close_topic(&person, topic),
        TopicChange::Reopen => group.reopen_topic(&person, topic),
        TopicChange::Delete => group.delete_topic(&person, topic),
    }
    Ok(())
}

#[derive(Deserialize)]
pub struct Block {
    person: i64,
    is_blocked: bool,
}

pub async fn block(State(stage): State<Stage>, Json(block): Json<Block>) -> Result<(), Failure> {
    let person = stage.cast.speaker(block.person, block.person, None)?;
    if block.is_blocked {
        person.blocks_bot();
    } else {
        person.unblocks_bot();
    }
    Ok(())
}

#[derive(Deserialize)]
pub struct StopKie {
    is_stopped: bool,
}

pub async fn stop_kie(State(stage): State<Stage>, Json(order): Json<StopKie>) {
    stage.backstage.stop_kie(order.is_stopped);
}

pub async fn kill_bot(State(stage): State<Stage>, Json(()): Json<()>) {
    stage.backstage.kill_bot();
}
