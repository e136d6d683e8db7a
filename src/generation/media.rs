//! Sending finished photos: as albums, from Telegram's own copy where there is
//! one, and as files in full quality.

use anyhow::Context;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use teloxide::{
    payloads::{SendDocumentSetters, SendPhotoSetters},
    requests::Requester,
    types::{
        ChatAction, ChatId, FileId, InputFile, InputMedia, InputMediaDocument, InputMediaPhoto,
        Message, ParseMode,
    },
};
use url::Url;

use super::{
    Deps,
    kie::Fetched,
    memory,
    pictures::{self, fit_for_album},
    store::photos::Photo,
};
use crate::{
    files::FileKey,
    telegram::{Lane, SendError, largest_copy},
};

/// What a photo of an older program, whose size is not on record, is taken to weigh.
const USUAL_BYTES: i64 = 4 * 1024 * 1024;

/// A photo that Telegram has taken.
pub(super) struct Sent {
    pub photo_id: i32,
    pub chat_id: i64,
    pub message_id: i32,
    pub at: DateTime<Utc>,
    pub file_id: Option<String>,
}

/// Where the bytes of an album come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// Telegram's own copy if it has one, else the storage.
    Nearest,
    Storage,
    /// From the storage and encoded anew: Telegram did not like it as it was.
    Reencoded,
}

/// Sends 1–10 photos as one album, with `caption` (Telegram HTML) below the first.
///
/// # Errors
/// A [`SendError`], or that the storage can't be read.
pub(super) async fn send_album(
    deps: &Deps,
    chat: ChatId,
    photos: &[Photo],
    caption: Option<&str>,
) -> anyhow::Result<Vec<Sent>> {
    deps.sender.act(chat, ChatAction::UploadPhoto).await;
    for source in [Source::Nearest, Source::Storage, Source::Reencoded] {
        match try_album(deps, chat, photos, caption, source).await {
            Err(error) if is_refused(&error) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "an album was refused; trying in another way"
                );
            }
            result => return result,
        }
    }
    // What can't be shown can still be kept; a file's id is no photo's.
    let numbers = 1..=photos.len();
    let stems: Vec<String> = numbers
        .map(|number| format!("pinglass-{number:02}"))
        .collect();
    let mut sent = send_files(deps, chat, photos, &stems, caption).await?;
    for sent in &mut sent {
        sent.file_id = None;
    }
    Ok(sent)
}

/// Sends 1–10 photos as files, called by `stems` and what kind of picture they are.
///
/// # Errors
/// As [`send_album`].
pub(super) async fn send_files(
    deps: &Deps,
    chat: ChatId,
    photos: &[Photo],
    stems: &[String],
    caption: Option<&str>,
) -> anyhow::Result<Vec<Sent>> {
    deps.sender.act(chat, ChatAction::UploadDocument).await;
    let known = try_files(deps, chat, photos, stems, caption, Source::Nearest).await;
    match known {
        Err(error) if is_refused(&error) => {
            try_files(deps, chat, photos, stems, caption, Source::Storage).await
        }
        result => result,
    }
}

fn is_refused(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(SendError::Refused(_)))
}

async fn try_album(
    deps: &Deps,
    chat: ChatId,
    photos: &[Photo],
    caption: Option<&str>,
    source: Source,
) -> anyhow::Result<Vec<Sent>> {
    let known = |photo: &Photo| {
        photo
            .telegram_file_id
            .clone()
            .filter(|_| source == Source::Nearest)
    };
    let _room = reserve(photos.iter().filter(|photo| known(photo).is_none())).await;
    let mut ids = Vec::with_capacity(photos.len());
    let mut files = Vec::with_capacity(photos.len());
    for photo in photos {
        let Some(file) = picture(deps, photo, source).await? else {
            continue;
        };
        ids.push(photo.id);
        files.push(file);
    }
    let messages = send_photos(deps, chat, files, caption).await?;
    Ok(sent(&ids, &messages, largest_copy))
}

/// The photo for Telegram to show; nothing when it is lost for good.
///
/// # Errors
/// When the storage can't be read.
pub(super) async fn picture(
    deps: &Deps,
    photo: &Photo,
    source: Source,
) -> anyhow::Result<Option<InputFile>> {
    let known = photo.telegram_file_id.clone();
    if let Some(file_id) = known.filter(|_| source == Source::Nearest) {
        return Ok(Some(InputFile::file_id(FileId(file_id))));
    }
    let Some(bytes) = load(deps, photo).await? else {
        return Ok(None);
    };
    let bytes = fit(bytes, source == Source::Reencoded).await?;
    Ok(Some(InputFile::memory(bytes).file_name("portrait.jpg")))
}

/// What became of a photo that is shown by `message`.
pub(super) fn sent_photo(photo_id: i32, message: &Message) -> Sent {
    Sent {
        photo_id,
        chat_id: message.chat.id.0,
        message_id: message.id.0,
        at: message.date,
        file_id: largest_copy(message),
    }
}

async fn send_photos(
    deps: &Deps,
    chat: ChatId,
    mut files: Vec<InputFile>,
    caption: Option<&str>,
) -> Result<Vec<Message>, SendError> {
    let bot = deps.sender.bot();
    if files.is_empty() {
        return Ok(Vec::new());
    }
    if files.len() == 1 {
        let mut request = bot
            .send_photo(chat, files.remove(0))
            .parse_mode(ParseMode::Html);
        if let Some(caption) = caption {
            request = request.caption(caption);
        }
        return Ok(vec![
            deps.sender
                .call(Lane::Delivery, Some(chat), request)
                .await?,
        ]);
    }
    let media = files.into_iter().enumerate().map(|(index, file)| {
        let photo = InputMediaPhoto::new(file);
        InputMedia::Photo(match caption.filter(|_| index == 0) {
            Some(caption) => photo.caption(caption).parse_mode(ParseMode::Html),
            None => photo,
        })
    });
    let request = bot.send_media_group(chat, media);
    deps.sender.send_album(Lane::Delivery, chat, request).await
}

async fn try_files(
    deps: &Deps,
    chat: ChatId,
    photos: &[Photo],
    stems: &[String],
    caption: Option<&str>,
    source: Source,
) -> anyhow::Result<Vec<Sent>> {
    let known = |photo: &Photo| {
        photo
            .telegram_document_id
            .clone()
            .filter(|_| source == Source::Nearest)
    };
    let _room = reserve(photos.iter().filter(|photo| known(photo).is_none())).await;
    let mut ids = Vec::with_capacity(photos.len());
    let mut files = Vec::with_capacity(photos.len());
    for (photo, stem) in photos.iter().zip(stems) {
        let file = match known(photo) {
            Some(document_id) => InputFile::file_id(FileId(document_id)),
            None => match load(deps, photo).await? {
                Some(bytes) => {
                    let extension =
                        pictures::shape_of(&bytes).map_or("jpg", pictures::Shape::extension);
                    InputFile::memory(bytes).file_name(format!("{stem}.{extension}"))
                }
                None => continue,
            },
        };
        ids.push(photo.id);
        files.push(file);
    }
    let messages = send_documents(deps, chat, files, caption).await?;
    Ok(sent(&ids, &messages, |message| {
        Some(message.document()?.file.id.0.clone())
    }))
}

async fn send_documents(
    deps: &Deps,
    chat: ChatId,
    mut files: Vec<InputFile>,
    caption: Option<&str>,
) -> Result<Vec<Message>, SendError> {
    let bot = deps.sender.bot();
    if files.is_empty() {
        return Ok(Vec::new());
    }
    if files.len() == 1 {
        let mut request = bot
            .send_document(chat, files.remove(0))
            .parse_mode(ParseMode::Html)
            .disable_content_type_detection(true);
        if let Some(caption) = caption {
            request = request.caption(caption);
        }
        return Ok(vec![
            deps.sender
                .call(Lane::Delivery, Some(chat), request)
                .await?,
        ]);
    }
    // In an album of files each caption stands below its own file, and the last is read last.
    let last = files.len() - 1;
    let media = files.into_iter().enumerate().map(|(index, file)| {
        let document = InputMediaDocument::new(file);
        InputMedia::Document(match caption.filter(|_| index == last) {
            Some(caption) => document.caption(caption).parse_mode(ParseMode::Html),
            None => document,
        })
    });
    let request = bot.send_media_group(chat, media);
    deps.sender.send_album(Lane::Delivery, chat, request).await
}

fn sent(
    ids: &[i32],
    messages: &[Message],
    file_id: impl Fn(&Message) -> Option<String>,
) -> Vec<Sent> {
    let pairs = ids.iter().zip(messages);
    pairs
        .map(|(&photo_id, message)| Sent {
            photo_id,
            chat_id: message.chat.id.0,
            message_id: message.id.0,
            at: message.date,
            file_id: file_id(message),
        })
        .collect()
}

/// Waits for room for what the photos weigh, as far as that is on record.
pub(super) async fn reserve(photos: impl Iterator<Item = &Photo>) -> Option<memory::Room> {
    let bytes: i64 = photos
        .map(|photo| photo.byte_size.unwrap_or(USUAL_BYTES))
        .sum();
    match u64::try_from(bytes) {
        Ok(0) | Err(_) => None,
        Ok(bytes) => Some(memory::reserve(bytes).await),
    }
}

/// The photo's bytes; nothing when they are lost for good.
///
/// # Errors
/// When the storage can't be read at the moment.
pub(super) async fn load(deps: &Deps, photo: &Photo) -> anyhow::Result<Option<Bytes>> {
    if let Some(key) = &photo.storage_key {
        let bytes = deps.files.get(&FileKey::stored(key.clone())).await?;
        if bytes.is_none() {
            tracing::error!(
                photo.id = photo.id,
                "a photo is on record and not in the storage"
            );
        }
        return Ok(bytes);
    }
    let Some(address) = photo
        .image_url
        .as_deref()
        .and_then(|address| Url::parse(address).ok())
    else {
        return Ok(None);
    };
    match deps.kie.fetch(&address).await {
        Fetched::File(bytes, _) => Ok(Some(bytes)),
        Fetched::Gone | Fetched::Refused(_) => Ok(None),
        Fetched::Unavailable => anyhow::bail!("an older photo can't be read at the moment"),
    }
}

/// The photo as Telegram shows it, changed only where it has to be or `must_change`.
///
/// # Errors
/// When it is no picture.
pub(super) async fn fit(bytes: Bytes, must_change: bool) -> anyhow::Result<Bytes> {
    let whole = bytes.clone();
    let smaller = tokio::task::spawn_blocking(move || fit_for_album(&whole, must_change))
        .await
        .context("fitting a photo panicked")??;
    Ok(smaller.map_or(bytes, Bytes::from))
}
