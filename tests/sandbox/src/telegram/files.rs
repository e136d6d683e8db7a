//! Files that passed through Telegram: identifiers, sizes of photos, and download links.

use std::collections::{BTreeMap, HashMap};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::photo::{self, Photo};

/// From <https://core.telegram.org/bots/api#getfile>.
pub const MAX_DOWNLOAD_BYTES: usize = 20 * 1024 * 1024;
/// For how long a link from `getFile` is good.
const LINK_LIFE: TimeDelta = TimeDelta::hours(1);
/// The longest sides of the smaller copies that Telegram makes of a photo.
const PHOTO_SIDES: [u32; 4] = [90, 320, 800, 1280];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    Photo,
    Document,
    Sticker,
    Voice,
    Video,
    Audio,
    Animation,
    VideoNote,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StoredFile {
    pub kind: FileKind,
    pub unique_id: String,
    pub path: String,
    pub size: usize,
    pub name: Option<String>,
    pub mime: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// The key of the bytes in `contents`.
    content: String,
    /// The longest side of this copy when it is smaller than the original; it is made on demand.
    shrunk_to: Option<u32>,
}

/// One copy of a photo.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PhotoSize {
    pub file_id: String,
    pub unique_id: String,
    pub width: u32,
    pub height: u32,
    pub size: usize,
}

impl PhotoSize {
    pub fn to_json(&self) -> Value {
        json!({
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "width": self.width,
            "height": self.height,
            "file_size": self.size,
        })
    }
}

#[derive(Default, Serialize, Deserialize)]
pub struct Files {
    files: BTreeMap<String, StoredFile>,
    photos: Vec<Vec<PhotoSize>>,
    /// Until when a path can be fetched.
    links: BTreeMap<String, DateTime<Utc>>,
    #[serde(skip)]
    pub contents: HashMap<String, Bytes>,
}

impl Files {
    pub fn find(&self, file_id: &str) -> Option<&StoredFile> {
        self.files.get(file_id)
    }

    /// The bytes of a file; a smaller copy of a photo is made now.
    pub fn content(&self, file_id: &str) -> Option<Bytes> {
        let file = self.files.get(file_id)?;
        let original = self.contents.get(&file.content)?;
        match file.shrunk_to {
            Some(side) => Some(photo::shrink(original, side).unwrap_or_else(|| original.clone())),
            None => Some(original.clone()),
        }
    }

    /// Opens a download link and returns its path.
    pub fn open_link(&mut self, file_id: &str, now: DateTime<Utc>) -> Option<String> {
        let path = self.files.get(file_id)?.path.clone();
        self.links.insert(path.clone(), now + LINK_LIFE);
        Some(path)
    }

    /// What lies behind a download link that is still good.
    pub fn download(&self, path: &str, now: DateTime<Utc>) -> Option<Bytes> {
        self.links.get(path).filter(|until| now < **until)?;
        let (file_id, _) = self.files.iter().find(|(_, file)| file.path == path)?;
        self.content(file_id)
    }

    /// Keeps a file that is no photo.
    pub fn add(&mut self, kind: FileKind, bytes: Bytes, name: Option<&str>, mime: &str) -> String {
        let content = self.keep(bytes.clone());
        let extension = name
            .and_then(|name| name.rsplit_once('.'))
            .map_or("bin", |(_, end)| end);
        self.insert(StoredFile {
            kind,
            unique_id: format!("Ag{}", &content[..14]),
            path: self.next_path(kind, extension),
            size: bytes.len(),
            name: name.map(str::to_owned),
            mime: mime.to_owned(),
            width: None,
            height: None,
            content,
            shrunk_to: None,
        })
    }

    /// Keeps a photo in all the copies that Telegram makes.
    pub fn add_photo(&mut self, photo: Photo) -> Vec<PhotoSize> {
        let Photo {
            bytes,
            width,
            height,
        } = photo;
        let content = self.keep(bytes.clone());
        let side = width.max(height);
        let smaller = PHOTO_SIDES.into_iter().filter(|bound| *bound < side);
        let mut sizes = Vec::new();
        for bound in smaller.chain([side]) {
            let (width, height) = photo::fitted((width, height), bound);
            let is_original = bound == side;
            // Of copies not made yet the size is estimated by their area, which nobody relies on.
            let share = f64::from(bound).powi(2) / f64::from(side).powi(2);
            let size = (bytes.len() as f64 * share) as usize;
            let unique_id = format!("AQAD{}{bound}", &content[..12]);
            let file_id = self.insert(StoredFile {
                kind: FileKind::Photo,
                unique_id: unique_id.clone(),
                path: self.next_path(FileKind::Photo, "jpg"),
                size,
                name: None,
                mime: "image/jpeg".to_owned(),
                width: Some(width),
                height: Some(height),
                content: content.clone(),
                shrunk_to: (!is_original).then_some(bound),
            });
            sizes.push(PhotoSize {
                file_id,
                unique_id,
                width,
                height,
                size,
            });
        }
        self.photos.push(sizes.clone());
        sizes
    }

    /// The photo that a file id belongs to.
    pub fn photo_of(&self, file_id: &str) -> Option<&Vec<PhotoSize>> {
        self.photos
            .iter()
            .find(|sizes| sizes.iter().any(|size| size.file_id == file_id))
    }

    fn keep(&mut self, bytes: Bytes) -> String {
        let key = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&bytes));
        self.contents.entry(key.clone()).or_insert(bytes);
        key
    }

    fn next_path(&self, kind: FileKind, extension: &str) -> String {
        let folder = match kind {
            FileKind::Photo => "photos",
            FileKind::Document => "documents",
            FileKind::Sticker => "stickers",
            FileKind::Voice => "voice",
            FileKind::Video => "videos",
            FileKind::Audio => "music",
            FileKind::Animation => "animations",
            FileKind::VideoNote => "video_notes",
        };
        format!("{folder}/file_{}.{extension}", self.files.len())
    }

    fn insert(&mut self, file: StoredFile) -> String {
        let prefix = match file.kind {
            FileKind::Photo => "AgACAgIAAxkB",
            FileKind::Document => "BQACAgIAAxkB",
            FileKind::Sticker => "CAACAgIAAxkB",
            FileKind::Voice => "AwACAgIAAxkB",
            FileKind::Video => "BAACAgIAAxkB",
            FileKind::Audio => "CQACAgIAAxkB",
            FileKind::Animation => "CgACAgIAAxkB",
            FileKind::VideoNote => "DQACAgIAAxkB",
        };
        let id = format!("{prefix}{}x{:06}", &file.content[..20], self.files.len());
        self.files.insert(id.clone(), file);
        id
    }
}
