//! Previews in a chat: one album, each picture with its own words below it.

use teloxide::{
    payloads::SendPhotoSetters,
    requests::Requester,
    types::{ChatId, FileId, InputFile, InputMedia, InputMediaPhoto, Message, ParseMode},
};

use super::{Preview, jobs::PreviewTools, store};
use crate::{
    files::FileKey,
    telegram::{Lane, SendError},
};

/// Shows the previews, each with the words (Telegram HTML) that `caption` has for it.
///
/// # Errors
/// A [`SendError`], or that the database or the storage can't be asked.
pub async fn send(
    tools: &PreviewTools,
    chat: ChatId,
    previews: &[Preview],
    caption: impl Fn(&Preview) -> String,
) -> anyhow::Result<()> {
    let known = previews.iter().map(|preview| {
        let file_id = FileId(preview.telegram_file_id.clone());
        photo(InputFile::file_id(file_id), caption(preview))
    });
    match send_album(tools, chat, known.collect()).await {
        Err(SendError::Refused(why)) => {
            tracing::warn!(why, "previews were refused; showing our own copies");
        }
        result => return result.map(|_| ()).map_err(Into::into),
    }
    let mut shown = Vec::new();
    let mut album = Vec::new();
    for preview in previews.iter().filter(|preview| preview.is_stored) {
        let key = FileKey::stored(preview.storage_key.clone());
        if let Some(bytes) = tools.files.get(&key).await? {
            let file = InputFile::memory(bytes).file_name("example.jpg");
            album.push(photo(file, caption(preview)));
            shown.push(preview.id);
        }
    }
    let messages = send_album(tools, chat, album).await?;
    let mut connection = tools.db.connection().await?;
    for (preview_id, message) in shown.into_iter().zip(messages) {
        let sizes = message.photo().unwrap_or_default();
        if let Some(largest) = sizes.iter().max_by_key(|size| size.width * size.height) {
            store::set_file_id(&mut connection, preview_id, &largest.file.id.0).await?;
        }
    }
    Ok(())
}

fn photo(file: InputFile, caption: String) -> InputMediaPhoto {
    InputMediaPhoto::new(file)
        .caption(caption)
        .parse_mode(ParseMode::Html)
}

/// Bot API: one picture is no album, and goes by itself.
async fn send_album(
    tools: &PreviewTools,
    chat: ChatId,
    mut photos: Vec<InputMediaPhoto>,
) -> Result<Vec<Message>, SendError> {
    let (sender, bot) = (&tools.sender, tools.sender.bot());
    if photos.len() > 1 {
        let request = bot.send_media_group(chat, photos.into_iter().map(InputMedia::Photo));
        return sender.send_album(Lane::Answer, chat, request).await;
    }
    let Some(only) = photos.pop() else {
        return Ok(Vec::new());
    };
    let request = bot
        .send_photo(chat, only.media)
        .caption(only.caption.unwrap_or_default())
        .parse_mode(ParseMode::Html);
    Ok(vec![sender.call(Lane::Answer, Some(chat), request).await?])
}
