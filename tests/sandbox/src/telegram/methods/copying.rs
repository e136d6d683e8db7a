//! Messages that the bot passes on: forwarded with their author's name, or copied as its own.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    chat_id,
    sending::{Envelope, read_caption},
};
use crate::telegram::{
    message::{Body, Message, Origin},
    request::{Fields, Refusal},
    state::State,
    text::Styled,
};

/// From <https://core.telegram.org/bots/api#copymessages>.
const MAX_COPIES: usize = 100;

const NOTHING_TO_COPY: &str = "message to copy not found";

pub fn forward_message(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let envelope = Envelope::read(state, fields, 1, false)?;
    let original = read_original(state, fields, "message to forward not found")?;
    let (sender, date) = (original.sender, original.date);
    let origin = original
        .forwarded
        .clone()
        .unwrap_or(Origin { sender, date });
    let mut message = envelope.message(state, original.body, original.text);
    message.forwarded = Some(origin);
    let message = state.post(message);
    state.log_sent(std::slice::from_ref(&message));
    Ok(state.message_json(&message))
}

pub fn copy_message(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let envelope = Envelope::read(state, fields, 1, false)?;
    let original = read_original(state, fields, NOTHING_TO_COPY)?;
    if !can_be_copied(&original) {
        return Err(Refusal::bad("message can't be copied"));
    }
    // A text has no caption that could be another.
    let has_new_caption = fields.find::<String>("caption")?.is_some() && original.has_caption();
    let text = if has_new_caption {
        read_caption(state, fields)?
    } else {
        original.text
    };
    let message = envelope.message(state, original.body, text);
    let message = state.post(message);
    state.log_copied(std::slice::from_ref(&message));
    Ok(json!({"message_id": message.id}))
}

pub fn copy_messages(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let from = chat_id(fields, "from_chat_id")?;
    let ids: Vec<i64> = fields.require("message_ids")?;
    if ids.is_empty() {
        return Err(Refusal::bad("message identifiers are not specified"));
    }
    if ids.len() > MAX_COPIES {
        return Err(Refusal::bad("too many message identifiers specified"));
    }
    if !ids.is_sorted_by(|earlier, later| earlier < later) {
        let reason = "message identifiers must be in a strictly increasing order";
        return Err(Refusal::bad(reason));
    }
    // What is not there is passed over, as Telegram documents it.
    let originals = ids.iter().filter_map(|id| state.message(from, *id));
    let originals: Vec<Message> = originals
        .filter(|original| !original.is_service() && can_be_copied(original))
        .cloned()
        .collect();
    let envelope = Envelope::read(state, fields, originals.len(), false)?;
    let Some(first) = originals.first() else {
        return Err(state.missing(from, ids[0], NOTHING_TO_COPY));
    };
    let is_bare = fields.flag("remove_caption")?;
    let stamp = 14_000_000_000_000_000 + state.unix_now() * 1000 + state.albums();
    let albums = new_albums(&originals, stamp);
    let mut album = first.album.clone();
    let (mut together, mut copies) = (Vec::new(), Vec::new());
    for original in originals {
        if original.album.is_none() || original.album != album {
            state.log_copied(&std::mem::take(&mut together));
        }
        album.clone_from(&original.album);
        let text = if is_bare && original.has_caption() {
            Styled::default()
        } else {
            original.text
        };
        let mut copy = envelope.message(state, original.body, text);
        copy.album = original.album.and_then(|album| albums.get(&album).cloned());
        let copy = state.post(copy);
        copies.push(json!({"message_id": copy.id}));
        together.push(copy);
    }
    state.log_copied(&together);
    Ok(json!(copies))
}

/// The albums of the copies by the albums of the originals; of one message there is none.
fn new_albums(originals: &[Message], stamp: i64) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for album in originals
        .iter()
        .filter_map(|original| original.album.as_ref())
    {
        *counts.entry(album).or_default() += 1;
    }
    let albums = counts.into_iter().filter(|(_, count)| *count > 1);
    albums
        .zip(stamp..)
        .map(|((album, _), number)| (album.clone(), number.to_string()))
        .collect()
}

fn can_be_copied(original: &Message) -> bool {
    !matches!(original.body, Body::Invoice(_))
}

fn read_original(state: &State, fields: &Fields, missing: &str) -> Result<Message, Refusal> {
    let from = chat_id(fields, "from_chat_id")?;
    let id = fields.require("message_id")?;
    let original = state
        .message(from, id)
        .ok_or_else(|| state.missing(from, id, missing))?;
    if original.is_service() {
        return Err(Refusal::bad(missing));
    }
    Ok(original.clone())
}
