//! Albums stay together on the other side. They are sent by their files instead of being
//! copied: `copyMessages` can't answer a message, and says less and less about which
//! copy is whose when one of the originals is gone.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use teloxide::{
    requests::Requester,
    types::{
        FileId, InputFile, InputMedia, InputMediaAudio, InputMediaDocument, InputMediaPhoto,
        InputMediaVideo, MessageId,
    },
};

use super::carry::{Envelope, answering, words};
use crate::{
    support::{
        message::TicketMessage,
        store::{messages, relay as rows},
    },
    telegram::{SendError, Sender},
};

/// Bot API, sendMediaGroup: 2–10 items.
const MOST: usize = 10;

/// The messages of an album come one by one, with this much between them at most.
const GAP: TimeDelta = TimeDelta::seconds(2);

/// What lies together with a message.
pub(super) enum Lot {
    /// What goes to the other side together: mostly the message alone.
    Whole(Vec<TicketMessage>),
    /// More of an album may come until then.
    Growing(DateTime<Utc>),
}

/// Finds what goes with `first`, which waits.
pub(super) async fn find_lot(
    connection: &mut PgConnection,
    first: TicketMessage,
    now: DateTime<Utc>,
) -> anyhow::Result<Lot> {
    if first.album.is_none() || first.file_id.is_none() {
        return Ok(Lot::Whole(vec![first]));
    }
    let most = i64::try_from(MOST)?;
    let mut lot = Vec::new();
    for id in rows::list_album(connection, first.id, most).await? {
        lot.extend(messages::find(connection, id).await?);
    }
    let Some(last) = lot.last() else {
        return Ok(Lot::Whole(vec![first]));
    };
    let is_over = last.created_at + GAP;
    if lot.len() < MOST && now < is_over {
        return Ok(Lot::Growing(is_over));
    }
    Ok(Lot::Whole(lot))
}

/// Sends an album and returns its copies, in its order.
pub(super) async fn send(
    sender: &Sender,
    lot: &[TicketMessage],
    envelope: &Envelope,
) -> Result<Vec<MessageId>, SendError> {
    let mut header = envelope.header.as_deref();
    // Telegram shows the first caption for the whole album.
    let media = lot
        .iter()
        .filter_map(|message| item(message, header.take()));
    let mut request = sender
        .bot()
        .send_media_group(envelope.chat, media.collect::<Vec<_>>());
    request.message_thread_id = envelope.topic;
    request.reply_parameters = answering(envelope);
    let sent = sender.send_album(envelope.lane, envelope.chat, request);
    Ok(sent.await?.into_iter().map(|message| message.id).collect())
}

fn item(message: &TicketMessage, header: Option<&str>) -> Option<InputMedia> {
    let file = InputFile::file_id(FileId(message.file_id.clone()?));
    let words = words(message, header);
    macro_rules! media {
        ($kind:ident, $media:ident) => {
            InputMedia::$kind(
                $media::new(file)
                    .caption(words.text)
                    .caption_entities(words.entities),
            )
        };
    }
    Some(match message.content.as_str() {
        "photo" => media!(Photo, InputMediaPhoto),
        "video" => media!(Video, InputMediaVideo),
        "audio" => media!(Audio, InputMediaAudio),
        _ => media!(Document, InputMediaDocument),
    })
}
