//! Sending one message of a ticket to the other side: as a copy of the original, which
//! keeps whatever it holds; and when that is gone, or its words get a line above them,
//! again from its row.

use teloxide::{
    payloads::{CopyMessageSetters, SendMessage, SendMessageSetters},
    requests::{HasPayload, Requester},
    types::{
        ChatId, FileId, InputFile, MessageEntity, MessageEntityKind, MessageId, ParseMode,
        ReplyParameters, ThreadId,
    },
};

use super::album;
use crate::{
    support::message::{Speaker, TicketMessage},
    telegram::{Lane, SendError, Sender},
};

/// Bot API, sendMessage and sendPhoto: characters after entities parsing.
const MOST_TEXT_CHARS: usize = 4096;
const MOST_CAPTION_CHARS: usize = 1024;

/// Where a message goes, and what is put in front of it.
#[derive(Clone, Debug)]
pub(super) struct Envelope {
    pub lane: Lane,
    pub chat: ChatId,
    pub topic: Option<ThreadId>,
    pub reply_to: Option<MessageId>,
    /// A line above the words, where there is room for it.
    pub header: Option<String>,
}

/// Words with their formatting.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Words {
    pub text: String,
    pub entities: Vec<MessageEntity>,
}

/// Where the message stands in this chat: itself or its copy.
pub(super) fn place_in(message: &TicketMessage, chat: ChatId) -> Option<MessageId> {
    let places = [message.origin, message.copy].into_iter().flatten();
    let mut here = places.filter(|(other, _)| *other == chat);
    here.next().map(|(_, message)| message)
}

/// Sends what lies together and returns the copies. `is_about_original` says which
/// refusals of a copy may be the original's fault, so that sending it anew is worth a try.
pub(super) async fn carry(
    sender: &Sender,
    lot: &[TicketMessage],
    envelope: &Envelope,
    is_about_original: fn(&SendError) -> bool,
) -> Result<Vec<MessageId>, SendError> {
    if lot.len() > 1 {
        match album::send(sender, lot, envelope).await {
            Err(error) if is_about_original(&error) => {}
            result => return result,
        }
    }
    // One by one, the first first: the rest comes back as a lot of its own.
    let first = lot.first().ok_or_else(unsendable)?;
    let copy = carry_one(sender, first, envelope, is_about_original);
    Ok(vec![copy.await?])
}

async fn carry_one(
    sender: &Sender,
    message: &TicketMessage,
    envelope: &Envelope,
    is_about_original: fn(&SendError) -> bool,
) -> Result<MessageId, SendError> {
    if message.speaker == Speaker::Product {
        return send_line(sender, &message.words, envelope).await;
    }
    let Some(origin) = message.origin else {
        return send_again(sender, message, envelope, unsendable()).await;
    };
    if envelope.header.is_some() && message.content == "text" {
        return send_again(sender, message, envelope, unsendable()).await;
    }
    match copy(sender, message, origin, envelope).await {
        Err(error) if is_about_original(&error) => {
            send_again(sender, message, envelope, error).await
        }
        result => result,
    }
}

/// Telegram shows a caption with what can have one.
pub(in crate::support) fn has_caption(content: &str) -> bool {
    ["photo", "animation", "document", "voice", "audio", "video"].contains(&content)
}

/// The words of a message below the envelope's header, if both have room.
pub(super) fn words(message: &TicketMessage, header: Option<&str>) -> Words {
    let entities = message.entities.as_ref().map(read_entities);
    let plain = Words {
        text: message.words.clone(),
        entities: entities.unwrap_or_default(),
    };
    let most = if message.content == "text" {
        MOST_TEXT_CHARS
    } else {
        MOST_CAPTION_CHARS
    };
    match header {
        Some(header) => plain.below(header, most),
        None => plain,
    }
}

impl Words {
    fn below(self, header: &str, most: usize) -> Self {
        let length = utf16_length(header);
        if length + 1 + utf16_length(&self.text) > most {
            return self;
        }
        let shifted = self.entities.into_iter().map(|mut entity| {
            entity.offset += length + 1;
            entity
        });
        let bold = MessageEntity::new(MessageEntityKind::Bold, 0, length);
        Self {
            text: format!("{header}\n{}", self.text).trim_end().to_owned(),
            entities: std::iter::once(bold).chain(shifted).collect(),
        }
    }
}

/// Telegram counts in UTF-16 code units.
pub(super) fn utf16_length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Kinds of formatting that this version does not know are left out.
fn read_entities(entities: &serde_json::Value) -> Vec<MessageEntity> {
    let all = entities.as_array().into_iter().flatten();
    // teloxide reads numbers wrongly from a `Value`, so it gets the text.
    all.filter_map(|entity| serde_json::from_str(&entity.to_string()).ok())
        .collect()
}

fn unsendable() -> SendError {
    SendError::Refused("nothing is left of it that could be sent".to_owned())
}

pub(super) fn answering(envelope: &Envelope) -> Option<ReplyParameters> {
    let reply_to = envelope.reply_to?;
    Some(ReplyParameters::new(reply_to).allow_sending_without_reply())
}

/// Sets what all methods that send have in common.
macro_rules! address {
    ($request:expr, $envelope:expr) => {{
        let mut request = $request;
        request.message_thread_id = $envelope.topic;
        request.reply_parameters = answering($envelope);
        request
    }};
}

/// Sends words with their formatting.
pub(super) async fn send_words(
    sender: &Sender,
    words: Words,
    envelope: &Envelope,
) -> Result<MessageId, SendError> {
    let message = SendMessage::new(envelope.chat, words.text).entities(words.entities);
    let message = address!(message, envelope);
    sender
        .send_message(envelope.lane, envelope.chat, message)
        .await
}

/// Sends a line of the product, as Telegram HTML.
pub(super) async fn send_line(
    sender: &Sender,
    html: &str,
    envelope: &Envelope,
) -> Result<MessageId, SendError> {
    let html = match &envelope.header {
        Some(header) => format!("<b>{}</b>\n{html}", teloxide::utils::html::escape(header)),
        None => html.to_owned(),
    };
    let message = SendMessage::new(envelope.chat, html).parse_mode(ParseMode::Html);
    let message = address!(message, envelope);
    sender
        .send_message(envelope.lane, envelope.chat, message)
        .await
}

async fn copy(
    sender: &Sender,
    message: &TicketMessage,
    origin: (ChatId, MessageId),
    envelope: &Envelope,
) -> Result<MessageId, SendError> {
    let request = sender.bot().copy_message(envelope.chat, origin.0, origin.1);
    let mut request = address!(request, envelope);
    if let Some(header) = envelope.header.as_deref()
        && has_caption(&message.content)
    {
        let words = words(message, Some(header));
        request = request.caption(words.text).caption_entities(words.entities);
    }
    sender
        .call(envelope.lane, Some(envelope.chat), request)
        .await
}

/// Sends what the row has kept. What it has not kept enough of ends as `otherwise`.
async fn send_again(
    sender: &Sender,
    message: &TicketMessage,
    envelope: &Envelope,
    otherwise: SendError,
) -> Result<MessageId, SendError> {
    let words = words(message, envelope.header.as_deref());
    let (bot, chat) = (sender.bot(), envelope.chat);
    if message.content == "text" {
        return send_words(sender, words, envelope).await;
    }
    let Some(file) = message.file_id.clone() else {
        return Err(otherwise);
    };
    let file = InputFile::file_id(FileId(file));
    macro_rules! send_with_caption {
        ($method:ident) => {{
            let mut request = address!(bot.$method(chat, file), envelope);
            let payload = request.payload_mut();
            payload.caption = Some(words.text).filter(|text| !text.is_empty());
            payload.caption_entities = Some(words.entities);
            sender.call(envelope.lane, Some(chat), request).await?.id
        }};
    }
    macro_rules! send {
        ($method:ident) => {{
            let request = address!(bot.$method(chat, file), envelope);
            sender.call(envelope.lane, Some(chat), request).await?.id
        }};
    }
    Ok(match message.content.as_str() {
        "photo" => send_with_caption!(send_photo),
        "animation" => send_with_caption!(send_animation),
        "document" => send_with_caption!(send_document),
        "voice" => send_with_caption!(send_voice),
        "audio" => send_with_caption!(send_audio),
        "video" => send_with_caption!(send_video),
        "video_note" => send!(send_video_note),
        "sticker" => send!(send_sticker),
        _ => return Err(otherwise),
    })
}

/// Sends the file of a message again, with its words.
pub(in crate::support) async fn send_file(
    sender: &Sender,
    message: &TicketMessage,
    chat: ChatId,
    topic: Option<ThreadId>,
) -> Result<MessageId, SendError> {
    let envelope = Envelope {
        lane: Lane::Delivery,
        chat,
        topic,
        reply_to: None,
        header: None,
    };
    send_again(sender, message, &envelope, unsendable()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn italic(text: &str, offset: usize, length: usize) -> Words {
        Words {
            text: text.to_owned(),
            entities: vec![MessageEntity::new(
                MessageEntityKind::Italic,
                offset,
                length,
            )],
        }
    }

    #[test]
    fn a_header_moves_the_formatting_by_its_length() {
        let words = italic("Where is it?", 6, 2).below("💬 Support", 100);
        assert_eq!(words.text, "💬 Support\nWhere is it?");
        let bold = MessageEntity::new(MessageEntityKind::Bold, 0, 10);
        let moved = MessageEntity::new(MessageEntityKind::Italic, 17, 2);
        assert_eq!(words.entities, [bold, moved]);
    }

    #[test]
    fn a_header_that_would_make_words_too_long_is_left_out() {
        let words = italic("123456789", 0, 1);
        assert_eq!(words.clone().below("12345", 14), words);
        assert_eq!(words.below("12345", 15).text, "12345\n123456789");
    }

    #[test]
    fn a_header_stands_alone_where_there_are_no_words() {
        let none = Words {
            text: String::new(),
            entities: Vec::new(),
        };
        assert_eq!(none.below("TKT-2026-001", 100).text, "TKT-2026-001");
    }

    #[test]
    fn formatting_of_tomorrow_is_left_out() {
        let entities = serde_json::json!([
            {"type": "bold", "offset": 0, "length": 1},
            {"type": "sparkling", "offset": 0, "length": 1},
        ]);
        let bold = MessageEntity::new(MessageEntityKind::Bold, 0, 1);
        assert_eq!(read_entities(&entities), [bold]);
    }
}
