//! Files that passed through Telegram: identifiers, sizes of photos, and download links.

use std::{
    collections::{BTreeMap, HashMap},
    io::Cursor,
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use image::{DynamicImage, ImageFormat, ImageReader, codecs::jpeg::JpegEncoder};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::request::Refusal;

/// The limits are those of <https://core.telegram.org/bots/api#sendphoto> and `#getfile`.
pub const MAX_PHOTO_BYTES: usize = 10 * 1024 * 1024;
const MAX_PHOTO_SIDES: u32 = 10_000;
const MAX_PHOTO_RATIO: u32 = 20;
pub const MAX_DOWNLOAD_BYTES: usize = 20 * 1024 * 1024;
/// For how long a link from `getFile` is good.
const LINK_LIFE: TimeDelta = TimeDelta::hours(1);
/// The longest sides of the copies that Telegram keeps of a photo; none is larger than the last.
const PHOTO_SIDES: [u32; 5] = [90, 320, 800, 1280, 2560];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    Photo,
    Document,
    Sticker,
    Voice,
    Video,
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
            Some(side) => Some(shrink(original, side).unwrap_or_else(|| original.clone())),
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

    /// Keeps a photo of this size in all the copies that Telegram makes.
    pub fn add_photo(&mut self, bytes: Bytes, (width, height): (u32, u32)) -> Vec<PhotoSize> {
        let content = self.keep(bytes.clone());
        let side = width.max(height);
        let mut sides: Vec<u32> = PHOTO_SIDES
            .into_iter()
            .filter(|bound| *bound < side)
            .collect();
        if side <= PHOTO_SIDES[PHOTO_SIDES.len() - 1] {
            sides.push(side);
        }
        let mut sizes = Vec::new();
        for bound in sides {
            let (width, height) = fitted((width, height), bound);
            let is_original = bound == side;
            // Of copies not made yet the size is estimated by their area, which nobody relies on.
            let share = f64::from(bound).powi(2) / f64::from(side).powi(2);
            let size = if is_original {
                bytes.len()
            } else {
                (bytes.len() as f64 * share) as usize
            };
            let unique_id = format!("AQAD{}{bound}", &content[..12]);
            let file_id = self.insert(StoredFile {
                kind: FileKind::Photo,
                unique_id: unique_id.clone(),
                path: self.next_path(FileKind::Photo, "jpg"),
                size,
                name: None,
                mime: mime_of(&bytes).unwrap_or("image/jpeg").to_owned(),
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
        };
        let id = format!("{prefix}{}x{:06}", &file.content[..20], self.files.len());
        self.files.insert(id.clone(), file);
        id
    }
}

/// Width and height of a picture; none when it is no picture.
pub fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?
        .into_dimensions()
        .ok()
}

/// Checks a photo that the bot uploads and returns its width and height.
pub fn check_photo(bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    if bytes.len() > MAX_PHOTO_BYTES {
        return Err(Refusal::bad(format!(
            "file of size {} bytes is too big for a photo; the maximum size is {MAX_PHOTO_BYTES} bytes",
            bytes.len()
        )));
    }
    let (width, height) = dimensions(bytes).ok_or_else(|| Refusal::bad("IMAGE_PROCESS_FAILED"))?;
    let (short, long) = (width.min(height), width.max(height));
    if width + height > MAX_PHOTO_SIDES || long > short * MAX_PHOTO_RATIO {
        return Err(Refusal::bad("PHOTO_INVALID_DIMENSIONS"));
    }
    // The header may be fine and the rest cut off; of a JPEG a decoder makes the best.
    let is_cut = bytes.starts_with(&[0xFF, 0xD8]) && !bytes.windows(2).any(|w| w == [0xFF, 0xD9]);
    if is_cut {
        return Err(Refusal::bad("IMAGE_PROCESS_FAILED"));
    }
    decode(bytes).ok_or_else(|| Refusal::bad("IMAGE_PROCESS_FAILED"))?;
    Ok((width, height))
}

fn decode(bytes: &[u8]) -> Option<DynamicImage> {
    ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?
        .decode()
        .ok()
}

/// The type of a picture; none when it is no picture.
pub fn mime_of(bytes: &[u8]) -> Option<&'static str> {
    image::guess_format(bytes)
        .ok()
        .map(|format: ImageFormat| format.to_mime_type())
}

/// The size of a picture shrunk to a longest side.
fn fitted((width, height): (u32, u32), bound: u32) -> (u32, u32) {
    let side = u64::from(width.max(height));
    let scale = |length: u32| {
        let scaled = u64::from(length) * u64::from(bound) / side;
        u32::try_from(scaled).unwrap_or(bound).max(1)
    };
    (scale(width), scale(height))
}

fn shrink(original: &[u8], side: u32) -> Option<Bytes> {
    let image = decode(original)?;
    let (width, height) = fitted((image.width(), image.height()), side);
    let mut jpeg = Vec::new();
    let small = image.thumbnail_exact(width, height).to_rgb8();
    small
        .write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, 87))
        .ok()?;
    Some(jpeg.into())
}
