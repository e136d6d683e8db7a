//! The methods of the Bot API that the fake knows, each with all parameters it accepts. What is not
//! in this table is refused, so that a typing error or a method nobody modelled shows at once.

mod answers;
mod bot;
mod copying;
mod editing;
mod groups;
mod kinds;
mod media;
mod money;
mod sending;
mod topics;

use serde_json::Value;

use super::{
    request::{Fields, Refusal},
    state::State,
};

pub struct Method {
    pub name: &'static str,
    parameters: &'static [&'static [&'static str]],
    run: fn(&mut State, &Fields) -> Result<Value, Refusal>,
}

const SENDING: &[&str] = &[
    "chat_id",
    "message_thread_id",
    "disable_notification",
    "protect_content",
    "message_effect_id",
    "reply_parameters",
    "reply_markup",
];
const CAPTION: &[&str] = &[
    "caption",
    "parse_mode",
    "caption_entities",
    "show_caption_above_media",
    "has_spoiler",
];
const SOUND: &[&str] = &["caption", "parse_mode", "caption_entities"];
const FRAME: &[&str] = &["duration", "width", "height"];
const EDITING: &[&str] = &["chat_id", "message_id", "reply_markup"];
const INVOICE: &[&str] = &[
    "title",
    "description",
    "payload",
    "provider_token",
    "currency",
    "prices",
    "photo_url",
    "photo_size",
    "photo_width",
    "photo_height",
];
const TOPIC: &[&str] = &["chat_id", "message_thread_id"];

macro_rules! methods {
    ($($name:literal [$($parameters:expr),*] $run:path;)*) => {
        &[$(Method { name: $name, parameters: &[$($parameters),*], run: $run }),*]
    };
}

const METHODS: &[Method] = methods! {
    "getMe" [] bot::get_me;
    "getUpdates" [&["offset", "limit", "timeout", "allowed_updates"]] bot::get_updates;
    "setWebhook" [&[
        "url", "ip_address", "max_connections", "allowed_updates", "drop_pending_updates",
        "secret_token",
    ]] bot::set_webhook;
    "deleteWebhook" [&["drop_pending_updates"]] bot::delete_webhook;
    "getWebhookInfo" [] bot::get_webhook_info;
    "setMyCommands" [&["commands", "scope", "language_code"]] bot::set_my_commands;
    "getMyCommands" [&["scope", "language_code"]] bot::get_my_commands;
    "deleteMyCommands" [&["scope", "language_code"]] bot::delete_my_commands;
    "setMyName" [&["name", "language_code"]] bot::set_my_name;
    "setMyDescription" [&["description", "language_code"]] bot::set_my_description;
    "setMyShortDescription" [&["short_description", "language_code"]]
        bot::set_my_short_description;
    "getMyName" [&["language_code"]] bot::get_my_name;
    "getMyDescription" [&["language_code"]] bot::get_my_description;
    "getMyShortDescription" [&["language_code"]] bot::get_my_short_description;
    "setChatMenuButton" [&["chat_id", "menu_button"]] bot::set_chat_menu_button;
    "sendMessage" [SENDING, &["text", "parse_mode", "entities", "link_preview_options"]]
        sending::send_message;
    "sendChatAction" [&["chat_id", "message_thread_id", "action"]] sending::send_chat_action;
    "forwardMessage" [SENDING, &["from_chat_id", "message_id"]] copying::forward_message;
    "copyMessage" [SENDING, CAPTION, &["from_chat_id", "message_id"]] copying::copy_message;
    "copyMessages" [&[
        "chat_id", "message_thread_id", "from_chat_id", "message_ids", "disable_notification",
        "protect_content", "remove_caption",
    ]] copying::copy_messages;
    "sendPhoto" [SENDING, CAPTION, &["photo"]] media::send_photo;
    "sendDocument" [SENDING, CAPTION, &["document", "disable_content_type_detection"]]
        media::send_document;
    "sendVoice" [SENDING, SOUND, &["voice", "duration"]] media::send_voice;
    "sendAudio" [SENDING, SOUND, &["audio", "duration", "performer", "title"]] media::send_audio;
    "sendVideo" [SENDING, CAPTION, FRAME, &["video", "supports_streaming"]] media::send_video;
    "sendAnimation" [SENDING, CAPTION, FRAME, &["animation"]] media::send_animation;
    "sendVideoNote" [SENDING, &["video_note", "duration", "length"]] media::send_video_note;
    "sendSticker" [SENDING, &["sticker", "emoji"]] media::send_sticker;
    "sendLocation" [SENDING, &["latitude", "longitude", "horizontal_accuracy"]]
        kinds::send_location;
    "sendContact" [SENDING, &["phone_number", "first_name", "last_name", "vcard"]]
        kinds::send_contact;
    "sendMediaGroup" [SENDING, &["media"]] media::send_media_group;
    "getFile" [&["file_id"]] media::get_file;
    "editMessageText" [EDITING, &["text", "parse_mode", "entities", "link_preview_options"]]
        editing::edit_message_text;
    "editMessageMedia" [EDITING, &["media"]] media::edit_message_media;
    "editMessageCaption" [EDITING, CAPTION] editing::edit_message_caption;
    "editMessageReplyMarkup" [EDITING] editing::edit_message_reply_markup;
    "deleteMessage" [&["chat_id", "message_id"]] editing::delete_message;
    "deleteMessages" [&["chat_id", "message_ids"]] editing::delete_messages;
    "pinChatMessage" [&["chat_id", "message_id", "disable_notification"]]
        editing::pin_chat_message;
    "unpinChatMessage" [&["chat_id", "message_id"]] editing::unpin_chat_message;
    "setMessageReaction" [&["chat_id", "message_id", "reaction", "is_big"]]
        editing::set_message_reaction;
    "answerCallbackQuery" [&["callback_query_id", "text", "show_alert", "url", "cache_time"]]
        answers::answer_callback_query;
    "answerPreCheckoutQuery" [&["pre_checkout_query_id", "ok", "error_message"]]
        answers::answer_pre_checkout_query;
    "sendInvoice" [SENDING, INVOICE, &["start_parameter"]] money::send_invoice;
    "createInvoiceLink" [INVOICE] money::create_invoice_link;
    "refundStarPayment" [&["user_id", "telegram_payment_charge_id"]] money::refund_star_payment;
    "getStarTransactions" [&["offset", "limit"]] money::get_star_transactions;
    "getForumTopicIconStickers" [] topics::get_forum_topic_icon_stickers;
    "createForumTopic" [&["chat_id", "name", "icon_color", "icon_custom_emoji_id"]]
        topics::create_forum_topic;
    "editForumTopic" [TOPIC, &["name", "icon_custom_emoji_id"]] topics::edit_forum_topic;
    "closeForumTopic" [TOPIC] topics::close_forum_topic;
    "reopenForumTopic" [TOPIC] topics::reopen_forum_topic;
    "deleteForumTopic" [TOPIC] topics::delete_forum_topic;
    "getChat" [&["chat_id"]] groups::get_chat;
    "getChatMember" [&["chat_id", "user_id"]] groups::get_chat_member;
};

/// The method of this name; Telegram does not look at the case.
pub fn find(name: &str) -> Option<&'static Method> {
    METHODS
        .iter()
        .find(|method| method.name.eq_ignore_ascii_case(name))
}

impl Method {
    pub fn run(&self, state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
        fields.allow_only(self.name, self.parameters)?;
        (self.run)(state, fields)
    }
}

/// The number of a chat. Names of public chats are unknown here.
fn chat_id(fields: &Fields, name: &str) -> Result<i64, Refusal> {
    let value = fields.find::<Value>(name)?;
    let value = value.ok_or_else(|| Refusal::bad(format!("{name} is empty")))?;
    let number = match &value {
        Value::String(text) => text.parse().ok(),
        other => other.as_i64(),
    };
    number.ok_or_else(|| Refusal::bad("chat not found"))
}
