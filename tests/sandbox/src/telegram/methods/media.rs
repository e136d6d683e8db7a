//! Photos, documents and albums, uploaded or known by their file id.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    editing,
    sending::{Envelope, check_caption, read_caption, style},
};
use crate::telegram::{
    files::{FileKind, MAX_DOWNLOAD_BYTES, PhotoSize},
    message::Body,
    photo::{self, Photo},
    request::{Fields, MAX_UPLOAD_BYTES, Refusal, Upload},
    state::State,
    text::{Entity, Styled},
};

/// From <https://core.telegram.org/bots/api#sendmediagroup>.
const ALBUM: std::ops::RangeInclusive<usize> = 2..=10;

/// Says nothing: Telegram then looks at the content.
const UNKNOWN_MIME: &str = "application/octet-stream";

/// A file that passed all checks and can be posted.
enum Checked {
    KnownPhoto(Vec<PhotoSize>),
    NewPhoto(Photo),
    KnownDocument(String),
    KnownOther(Body),
    NewDocument(Upload),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InputMedia {
    #[serde(rename = "type")]
    kind: String,
    media: String,
    #[serde(default)]
    caption: Option<String>,
    #[serde(default)]
    parse_mode: Option<String>,
    #[serde(default)]
    caption_entities: Option<Vec<Entity>>,
    #[serde(default, rename = "show_caption_above_media")]
    _show_caption_above_media: bool,
    #[serde(default, rename = "has_spoiler")]
    _has_spoiler: bool,
    #[serde(default, rename = "disable_content_type_detection")]
    _disable_content_type_detection: bool,
}

pub fn send_photo(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    send_one(state, fields, "photo", check_photo)
}

pub fn send_document(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    send_one(state, fields, "document", check_document)
}

pub fn send_voice(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    send_one(state, fields, "voice", check_voice)
}

pub fn send_video(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    send_one(state, fields, "video", check_video)
}

pub fn send_audio(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    send_one(state, fields, "audio", check_audio)
}

pub fn send_animation(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    send_one(state, fields, "animation", check_animation)
}

pub fn send_video_note(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    send_one(state, fields, "video_note", |state, source| {
        known(state, source, FileKind::VideoNote, Body::VideoNote)
    })
}

pub fn send_sticker(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    send_one(state, fields, "sticker", |state, source| {
        known(state, source, FileKind::Sticker, Body::Sticker)
    })
}

type Check = fn(&State, Source<'_>) -> Result<Checked, Refusal>;

fn send_one(
    state: &mut State,
    fields: &Fields,
    name: &str,
    check: Check,
) -> Result<Value, Refusal> {
    let envelope = Envelope::read(state, fields, 1, false)?;
    let caption = read_caption(state, fields)?;
    let value: Option<String> = fields.find(name)?;
    let checked = check(state, find_source(fields, name, value.as_deref())?)?;
    let body = keep(state, checked);
    Ok(envelope.send(state, body, caption))
}

pub fn send_media_group(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let items: Vec<InputMedia> = fields.require("media")?;
    if items.len() < *ALBUM.start() {
        return Err(Refusal::bad("Too few messages to send as an album"));
    }
    if items.len() > *ALBUM.end() {
        return Err(Refusal::bad("Too much messages to send as an album"));
    }
    if fields.values.contains_key("reply_markup") {
        return Err(Refusal::bad("an album can't have a keyboard"));
    }
    let envelope = Envelope::read(state, fields, items.len(), false)?;
    let kind = items[0].kind.clone();
    // Photos and videos stand together; files and music only among themselves.
    let family = |kind: &str| if kind == "video" { "photo" } else { kind }.to_owned();
    if items.iter().any(|item| family(&item.kind) != family(&kind)) {
        let reason = format!("{} can't be mixed with other media types", family(&kind));
        return Err(Refusal::bad(reason));
    }
    let mut checked: Vec<(Checked, Styled)> = Vec::new();
    for item in items {
        let source = find_source(fields, "media", Some(&item.media))?;
        let check = check_of(&item.kind)?;
        let text = item.caption.unwrap_or_default();
        let caption = style(
            state,
            &text,
            item.parse_mode.as_deref(),
            item.caption_entities,
        )?;
        checked.push((check(state, source)?, check_caption(caption)?));
    }
    let album = format!(
        "{}",
        13_000_000_000_000_000 + state.unix_now() * 1000 + state.albums()
    );
    let mut messages = Vec::new();
    for (file, caption) in checked {
        let body = keep(state, file);
        let mut message = envelope.message(state, body, caption);
        message.album = Some(album.clone());
        messages.push(state.post(message));
    }
    state.log_sent(&messages);
    Ok(messages
        .iter()
        .map(|message| state.message_json(message))
        .collect())
}

fn check_of(kind: &str) -> Result<Check, Refusal> {
    match kind {
        "photo" => Ok(check_photo),
        "document" => Ok(check_document),
        "video" => Ok(check_video),
        "audio" => Ok(check_audio),
        "animation" => Ok(check_animation),
        other => Err(Refusal::bad(format!(
            "the sandbox has no media of type \"{other}\""
        ))),
    }
}

/// Puts another picture or file into a message, or one in place of its text. From
/// <https://core.telegram.org/bots/api#editmessagemedia>: what is part of an album keeps its type.
pub fn edit_message_media(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let message = editing::find_own(state, fields)?;
    let is_medium = message.has_caption() && !matches!(message.body, Body::Voice(_));
    if !is_medium && !matches!(message.body, Body::Text) {
        return Err(Refusal::bad("message can't be edited"));
    }
    let item: InputMedia = fields.require("media")?;
    let present = message.body.kind();
    if message.album.is_some() && present != item.kind {
        return Err(Refusal::bad(format!(
            "can't change a {present} of an album into a {}",
            item.kind
        )));
    }
    let source = find_source(fields, "media", Some(&item.media))?;
    let checked = check_of(&item.kind)?(state, source)?;
    let text = item.caption.unwrap_or_default();
    let caption = style(
        state,
        &text,
        item.parse_mode.as_deref(),
        item.caption_entities,
    )?;
    let caption = check_caption(caption)?;
    let body = keep(state, checked);
    editing::edit(state, fields, message, Some(caption), Some(body))
}

pub fn get_file(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let id: String = fields.require("file_id")?;
    let now = state.now();
    let file = state
        .files
        .find(&id)
        .ok_or_else(|| Refusal::bad("invalid file_id"))?;
    if file.size > MAX_DOWNLOAD_BYTES {
        return Err(Refusal::bad("file is too big"));
    }
    let unique_id = file.unique_id.clone();
    let content = state
        .files
        .content(&id)
        .ok_or_else(|| Refusal::bad("invalid file_id"))?;
    let path = state
        .files
        .open_link(&id, now)
        .ok_or_else(|| Refusal::bad("invalid file_id"))?;
    Ok(json!({
        "file_id": id,
        "file_unique_id": unique_id,
        "file_size": content.len(),
        "file_path": path,
    }))
}

/// Where the content of a file parameter is.
enum Source<'a> {
    Upload(&'a Upload),
    FileId(&'a str),
}

/// A file is a part of the form under the parameter's own name, a part that `attach://` points to,
/// or known to Telegram by its id.
fn find_source<'a>(
    fields: &'a Fields,
    name: &str,
    value: Option<&'a str>,
) -> Result<Source<'a>, Refusal> {
    let upload = match value {
        None => fields.uploads.get(name),
        Some(value) => match value.strip_prefix("attach://") {
            Some(attached) => fields.uploads.get(attached),
            None => return Ok(Source::FileId(value)),
        },
    };
    let upload =
        upload.ok_or_else(|| Refusal::bad(format!("there is no {name} in the request")))?;
    if upload.bytes.is_empty() {
        return Err(Refusal::bad("file must be non-empty"));
    }
    Ok(Source::Upload(upload))
}

fn check_photo(state: &State, source: Source<'_>) -> Result<Checked, Refusal> {
    match source {
        Source::Upload(upload) => Photo::of_upload(&upload.bytes).map(Checked::NewPhoto),
        Source::FileId(id) => {
            require_kind(state, id, FileKind::Photo)?;
            let sizes = state.files.photo_of(id).cloned();
            sizes.map(Checked::KnownPhoto).ok_or_else(wrong_file)
        }
    }
}

fn check_document(state: &State, source: Source<'_>) -> Result<Checked, Refusal> {
    match source {
        Source::Upload(upload) if upload.bytes.len() > MAX_UPLOAD_BYTES => {
            Err(Refusal::new(413, "Request Entity Too Large"))
        }
        Source::Upload(upload) => Ok(Checked::NewDocument(upload.clone())),
        Source::FileId(id) => {
            require_kind(state, id, FileKind::Document)?;
            Ok(Checked::KnownDocument(id.to_owned()))
        }
    }
}

fn check_voice(state: &State, source: Source<'_>) -> Result<Checked, Refusal> {
    known(state, source, FileKind::Voice, Body::Voice)
}

fn check_video(state: &State, source: Source<'_>) -> Result<Checked, Refusal> {
    known(state, source, FileKind::Video, Body::Video)
}

fn check_audio(state: &State, source: Source<'_>) -> Result<Checked, Refusal> {
    known(state, source, FileKind::Audio, Body::Audio)
}

fn check_animation(state: &State, source: Source<'_>) -> Result<Checked, Refusal> {
    known(state, source, FileKind::Animation, Body::Animation)
}

/// A file of a kind that the sandbox takes by its id only: nobody uploads such.
fn known(
    state: &State,
    source: Source<'_>,
    kind: FileKind,
    body: fn(String) -> Body,
) -> Result<Checked, Refusal> {
    match source {
        Source::Upload(_) => Err(Refusal::bad(format!(
            "the sandbox takes no uploads of {kind:?}"
        ))),
        Source::FileId(id) => {
            require_kind(state, id, kind)?;
            Ok(Checked::KnownOther(body(id.to_owned())))
        }
    }
}

fn require_kind(state: &State, id: &str, wanted: FileKind) -> Result<(), Refusal> {
    let file = state.files.find(id).ok_or_else(wrong_file)?;
    if file.kind != wanted {
        return Err(Refusal::bad(format!(
            "can't use file of type {:?} as {wanted:?}",
            file.kind
        )));
    }
    Ok(())
}

fn wrong_file() -> Refusal {
    Refusal::bad("wrong file identifier/HTTP URL specified")
}

fn keep(state: &mut State, checked: Checked) -> Body {
    match checked {
        Checked::KnownPhoto(sizes) => Body::Photo(sizes),
        Checked::NewPhoto(photo) => Body::Photo(state.files.add_photo(photo)),
        Checked::KnownDocument(id) => Body::Document(id),
        Checked::KnownOther(body) => body,
        Checked::NewDocument(upload) => {
            let said = upload.mime.as_deref().filter(|mime| *mime != UNKNOWN_MIME);
            let mime = said
                .or_else(|| photo::mime_of(&upload.bytes))
                .unwrap_or(UNKNOWN_MIME);
            let name = Some(upload.name.as_str());
            Body::Document(
                state
                    .files
                    .add(FileKind::Document, upload.bytes, name, mime),
            )
        }
    }
}

impl State {
    /// A number that differs for every album begun in the same second.
    pub fn albums(&self) -> i64 {
        self.chats
            .values()
            .map(|chat| chat.messages.len() as i64)
            .sum()
    }
}
