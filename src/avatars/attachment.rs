//! What a message brings along: a file that may become a photo, or one of which
//! can be told at once that it won't.

use serde::{Deserialize, Serialize};
use teloxide::types::{Document, FileMeta, Message};

use super::refusal::Refusal;
use crate::telegram::MAX_DOWNLOAD_BYTES;

/// teloxide says this when Telegram did not say how large a file is.
const UNKNOWN_SIZE: u32 = u32::MAX;

/// A file in a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SentFile {
    pub file_id: String,
    pub unique_id: String,
    pub message_id: i32,
    /// The album that it is part of.
    pub album: Option<String>,
    /// Why it is refused without being looked at.
    pub refusal: Option<Refusal>,
}

impl SentFile {
    /// The message's file; `None` for messages without any.
    pub(super) fn in_message(message: &Message) -> Option<Self> {
        let (file, refusal) = file_of(message)?;
        Some(Self {
            file_id: file.id.0.clone(),
            unique_id: file.unique_id.0.clone(),
            message_id: message.id.0,
            album: message.media_group_id().map(|album| album.0.clone()),
            refusal,
        })
    }

    /// Whether it is, or was meant to be, a picture of somebody.
    pub(super) fn is_meant_as_photo(&self) -> bool {
        matches!(self.refusal, None | Some(Refusal::Heic | Refusal::TooHeavy))
    }
}

fn file_of(message: &Message) -> Option<(&FileMeta, Option<Refusal>)> {
    if let Some(sizes) = message.photo() {
        let largest = sizes
            .iter()
            .max_by_key(|size| u64::from(size.width) * u64::from(size.height))?;
        return Some((&largest.file, None));
    }
    if let Some(document) = message.document() {
        return Some((&document.file, document_refusal(document)));
    }
    let other = message
        .animation()
        .map(|animation| &animation.file)
        .or_else(|| message.video().map(|video| &video.file))
        .or_else(|| message.video_note().map(|note| &note.file))
        .or_else(|| message.sticker().map(|sticker| &sticker.file))
        .or_else(|| message.voice().map(|voice| &voice.file))
        .or_else(|| message.audio().map(|audio| &audio.file))?;
    Some((other, Some(Refusal::NotAPhoto)))
}

/// Senders' words about a file are only good for refusing it early; what passes
/// is judged by its content.
fn document_refusal(document: &Document) -> Option<Refusal> {
    let kind = document
        .mime_type
        .as_ref()
        .map(|kind| kind.essence_str().to_lowercase())
        .unwrap_or_default();
    let name = document
        .file_name
        .as_deref()
        .unwrap_or_default()
        .to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if kind.starts_with("image/hei") || ends(&[".heic", ".heif"]) {
        return Some(Refusal::Heic);
    }
    let is_picture = match kind.as_str() {
        "image/jpeg" | "image/jpg" | "image/png" | "image/webp" => true,
        "" | "application/octet-stream" => ends(&[".jpg", ".jpeg", ".png", ".webp"]),
        _ => false,
    };
    if !is_picture {
        return Some(Refusal::NotAPhoto);
    }
    let size = document.file.size;
    let is_too_heavy = size != UNKNOWN_SIZE && size as usize > MAX_DOWNLOAD_BYTES;
    is_too_heavy.then_some(Refusal::TooHeavy)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn message(file: Value) -> Message {
        let mut message = json!({
            "message_id": 7,
            "date": 1_700_000_000,
            "chat": { "id": 5, "type": "private", "first_name": "Anna" },
            "from": { "id": 5, "is_bot": false, "first_name": "Anna" },
        });
        let fields = message.as_object_mut().unwrap();
        fields.extend(file.as_object().unwrap().clone());
        serde_json::from_value(message).unwrap()
    }

    fn document(kind: &str, name: &str, size: u32) -> Option<Refusal> {
        let document = json!({
            "file_id": "f", "file_unique_id": "u", "file_size": size, "mime_type": kind, "file_name": name,
        });
        SentFile::in_message(&message(json!({ "document": document })))
            .unwrap()
            .refusal
    }

    #[test]
    fn of_a_photo_the_largest_size_is_taken() {
        let size = |id: &str, side: u32| json!({ "file_id": id, "file_unique_id": id, "file_size": 9, "width": side, "height": side });
        let photo = json!({
            "photo": [size("small", 90), size("large", 1280), size("middle", 320)],
            "media_group_id": "album",
        });
        let sent = SentFile::in_message(&message(photo)).unwrap();
        assert_eq!(
            (sent.file_id.as_str(), sent.album.as_deref(), sent.refusal),
            ("large", Some("album"), None)
        );
    }

    #[test]
    fn image_documents_are_welcome_up_to_twenty_megabytes() {
        assert_eq!(document("image/jpeg", "me.jpg", 20 * 1024 * 1024), None);
        assert_eq!(document("application/octet-stream", "ME.PNG", 1), None);
        assert_eq!(
            document("image/webp", "me.webp", 20 * 1024 * 1024 + 1),
            Some(Refusal::TooHeavy)
        );
    }

    #[test]
    fn other_documents_are_refused_at_once() {
        assert_eq!(document("image/heic", "IMG_1.HEIC", 1), Some(Refusal::Heic));
        assert_eq!(
            document("application/octet-stream", "IMG_1.heif", 1),
            Some(Refusal::Heic)
        );
        assert_eq!(
            document("application/pdf", "me.pdf", 1),
            Some(Refusal::NotAPhoto)
        );
        assert_eq!(document("image/gif", "me.gif", 1), Some(Refusal::NotAPhoto));
    }

    #[test]
    fn words_bring_no_file() {
        assert_eq!(
            SentFile::in_message(&message(json!({ "text": "hello" }))),
            None
        );
    }
}
