//! What the page shows, as JSON: who is there, the chats, their messages and files.

use std::cmp::Reverse;

use anyhow::Context;
use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::{
    backstage,
    cast::Role,
    faces,
    page::{Failure, Stage},
};
use crate::telegram::{SeenCommand, SeenMessage, SeenTopic};

/// A badge needs no more to count to "99+".
const MOST_COUNTED: usize = 100;

/// The first bytes of a message are enough for the list of chats.
const PREVIEW_LETTERS: usize = 80;

#[derive(Serialize)]
pub struct World {
    run: Uuid,
    bot: BotView,
    people: Vec<PersonView>,
    places: Vec<Place>,
    backstage: backstage::View,
    /// What the bot earned, less what it gave back.
    stars: i64,
    /// What the bot did that those around it would not take.
    problems: Vec<String>,
}

#[derive(Serialize)]
struct BotView {
    name: String,
    username: String,
}

#[derive(Serialize)]
struct PersonView {
    id: i64,
    name: String,
    language: String,
    role: Role,
    has_blocked_bot: bool,
    /// The sample photos that show this person.
    samples: Vec<String>,
    /// Those that are no good.
    flawed_samples: Vec<String>,
}

/// Where one can write: a person's chat with the bot, or a topic of the group.
#[derive(Serialize)]
struct Place {
    chat: i64,
    topic: Option<i64>,
    title: String,
    /// The emoji of a topic.
    icon: Option<String>,
    is_group: bool,
    is_closed: bool,
    /// What the bot is shown doing there.
    bot_action: Option<String>,
    commands: Vec<SeenCommand>,
    /// What the bot says of itself before the first message.
    description: String,
    last: Option<Last>,
    /// The numbers of the bot's newest messages, oldest first.
    incoming: Vec<i64>,
}

#[derive(Serialize)]
struct Last {
    text: String,
    kind: &'static str,
    from_name: String,
    from_bot: bool,
    date: DateTime<Utc>,
}

pub async fn world(State(stage): State<Stage>) -> Result<Json<World>, Failure> {
    let Stage { telegram, cast, .. } = &stage;
    let seen = telegram.people();
    let people = cast
        .players()
        .iter()
        .enumerate()
        .filter_map(|(index, player)| {
            let person = seen.iter().find(|seen| seen.id == player.person.id())?;
            Some(PersonView {
                id: person.id,
                name: person.first_name.clone(),
                language: person.language_code.clone().unwrap_or_default(),
                role: player.role,
                has_blocked_bot: person.has_blocked_bot,
                samples: faces::samples_for(index),
                flawed_samples: faces::flawed_samples_for(index),
            })
        });
    Ok(Json(World {
        run: stage.run,
        bot: BotView {
            name: "PinGlass".to_owned(),
            username: telegram.bot_username(),
        },
        people: people.collect(),
        places: places(&stage),
        backstage: stage.backstage.view()?,
        stars: stars(&stage),
        problems: [telegram.problems(), stage.backstage.problems()].concat(),
    }))
}

fn stars(stage: &Stage) -> i64 {
    let lines = stage.telegram.star_transactions();
    let amounts = lines.iter().map(|line| match line.is_refund {
        true => -line.amount,
        false => line.amount,
    });
    amounts.sum()
}

fn places(stage: &Stage) -> Vec<Place> {
    let mut places = Vec::new();
    let people = stage.telegram.people();
    for chat in stage.telegram.chats() {
        let messages = shown_messages(stage, chat.id);
        let person = people.iter().find(|person| person.id == chat.id);
        let language = person.and_then(|person| person.language_code.as_deref());
        let description = stage.telegram.bot_description(language.unwrap_or_default());
        let place = |topic: Option<i64>, title: &str, seen: Option<&SeenTopic>| {
            let here: Vec<&SeenMessage> = messages
                .iter()
                .filter(|message| message.topic == topic)
                .collect();
            Place {
                chat: chat.id,
                topic,
                title: title.to_owned(),
                icon: seen.and_then(|seen| seen.icon.clone()),
                is_group: chat.is_group,
                is_closed: seen.is_some_and(|seen| seen.is_closed),
                bot_action: chat.bot_action.clone(),
                commands: chat.commands.clone(),
                description: description.clone(),
                last: here.last().map(|message| Last::of(message)),
                incoming: incoming(&here),
            }
        };
        let name = person.map_or(chat.title.as_str(), |person| person.first_name.as_str());
        places.push(place(None, name, None));
        let mut topics: Vec<Place> = chat
            .topics
            .iter()
            .map(|topic| place(Some(topic.id), &topic.name, Some(topic)))
            .collect();
        // As in Telegram's apps: where something was said last is at the top.
        topics.sort_by_key(|topic| Reverse(topic.last.as_ref().map(|last| last.date)));
        places.extend(topics);
    }
    places
}

fn incoming(messages: &[&SeenMessage]) -> Vec<i64> {
    let mut ids: Vec<i64> = messages
        .iter()
        .rev()
        .filter(|message| message.from_bot)
        .take(MOST_COUNTED)
        .map(|message| message.id)
        .collect();
    ids.reverse();
    ids
}

impl Last {
    fn of(message: &SeenMessage) -> Self {
        Self {
            text: message.text.chars().take(PREVIEW_LETTERS).collect(),
            kind: message.kind,
            from_name: message.from_name.clone(),
            from_bot: message.from_bot,
            date: message.date,
        }
    }
}

/// All messages of a chat, those of all its topics.
pub async fn messages(State(stage): State<Stage>, Path(chat): Path<i64>) -> Json<Vec<SeenMessage>> {
    Json(shown_messages(&stage, chat))
}

fn shown_messages(stage: &Stage, chat: i64) -> Vec<SeenMessage> {
    let mut messages = stage.telegram.messages(chat);
    messages.retain(|message| !message.deleted);
    messages
}

pub async fn file(
    State(stage): State<Stage>,
    Path(file_id): Path<String>,
) -> Result<Response, Failure> {
    let bytes = stage.telegram.file(&file_id).context("no such file")?;
    let headers = [
        // The content behind an id never changes.
        (header::CACHE_CONTROL, "max-age=31536000, immutable"),
        // Whatever somebody uploads is never run as a page of ours.
        (header::CONTENT_SECURITY_POLICY, "sandbox"),
        (header::CONTENT_TYPE, content_type(&bytes)),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, bytes).into_response())
}

fn content_type(bytes: &[u8]) -> &'static str {
    match image::guess_format(bytes) {
        Ok(format) => format.to_mime_type(),
        Err(_) => "application/octet-stream",
    }
}
