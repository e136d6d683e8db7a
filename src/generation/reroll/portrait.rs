//! Sending one portrait with buttons below it, beside the one that it was made for.

use teloxide::{
    payloads::SendPhotoSetters,
    requests::Requester,
    types::{
        ChatAction, ChatId, InlineKeyboardMarkup, InputFile, MessageId, ParseMode, ReplyParameters,
    },
};

use crate::{
    generation::{
        Deps,
        media::{self, Sent, Source},
        store::photos::Photo,
    },
    telegram::{Lane, SendError},
};

/// Words and buttons below a portrait, and the message to which it replies.
pub(super) struct Frame {
    pub caption: String,
    pub keyboard: Option<InlineKeyboardMarkup>,
    pub below: Option<MessageId>,
}

/// Sends the photo; as a file without buttons when Telegram won't show it.
/// Nothing when the photo is lost for good.
///
/// # Errors
/// A [`SendError`], or that the storage can't be read.
pub(super) async fn send(
    deps: &Deps,
    chat: ChatId,
    photo: &Photo,
    frame: &Frame,
) -> anyhow::Result<Option<Sent>> {
    deps.sender.act(chat, ChatAction::UploadPhoto).await;
    for source in [Source::Nearest, Source::Storage, Source::Reencoded] {
        let _room = media::reserve(std::iter::once(photo)).await;
        let Some(file) = media::picture(deps, photo, source).await? else {
            return Ok(None);
        };
        match send_photo(deps, chat, file, frame).await {
            Ok(message) => return Ok(Some(media::sent_photo(photo.id, &message))),
            Err(SendError::Refused(why)) => {
                tracing::warn!(why, "a portrait was refused; trying in another way");
            }
            Err(error) => return Err(error.into()),
        }
    }
    let photos = std::slice::from_ref(photo);
    let stems = ["pinglass-new".to_owned()];
    let sent = media::send_files(deps, chat, photos, &stems, Some(&frame.caption)).await?;
    Ok(sent.into_iter().next().map(|sent| Sent {
        file_id: None,
        ..sent
    }))
}

async fn send_photo(
    deps: &Deps,
    chat: ChatId,
    file: InputFile,
    frame: &Frame,
) -> Result<teloxide::types::Message, SendError> {
    let mut request = deps
        .sender
        .bot()
        .send_photo(chat, file)
        .caption(frame.caption.clone())
        .parse_mode(ParseMode::Html);
    request.reply_markup = frame.keyboard.clone().map(Into::into);
    request.reply_parameters = frame
        .below
        .map(|message| ReplyParameters::new(message).allow_sending_without_reply());
    deps.sender.call(Lane::Delivery, Some(chat), request).await
}
