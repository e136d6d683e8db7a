//! What Telegram's refusals mean: each gets the name by which callers can act on it.

use teloxide::{ApiError, RequestError};

use super::SendError;

pub(super) fn classify(error: RequestError) -> SendError {
    match error {
        RequestError::Api(error) => classify_api(&error),
        RequestError::MigrateToChatId(chat) => SendError::Moved(chat),
        RequestError::RetryAfter(_) => SendError::Unavailable,
        RequestError::Network(error) if error.is_connect() => SendError::Unavailable,
        // A body that can't be parsed comes from a gateway; the request may have got through.
        RequestError::Network(_) | RequestError::InvalidJson { .. } => SendError::Unknown,
        RequestError::Io(_) => SendError::Refused("a file to send can't be read".to_owned()),
    }
}

fn classify_api(error: &ApiError) -> SendError {
    let text = error.to_string();
    match error {
        ApiError::BotBlocked
        | ApiError::UserDeactivated
        | ApiError::ChatNotFound
        | ApiError::CantInitiateConversation
        | ApiError::CantTalkWithBots
        | ApiError::BotKicked
        | ApiError::BotKickedFromSupergroup
        | ApiError::BotKickedFromChannel => SendError::Unreachable(text),
        ApiError::MessageToEditNotFound
        | ApiError::MessageToDeleteNotFound
        | ApiError::MessageToReplyNotFound
        | ApiError::MessageToCopyNotFound
        | ApiError::MessageCantBeEdited
        | ApiError::MessageCantBeDeleted
        | ApiError::MessageIdInvalid
        | ApiError::InvalidQueryId => SendError::Gone(text),
        ApiError::MessageNotModified => SendError::Refused("message is not modified".to_owned()),
        ApiError::Unknown(words)
            if words.contains("Internal Server Error") || words.contains("Bad Gateway") =>
        {
            SendError::Unavailable
        }
        ApiError::Unknown(words) if words.contains("there is no text in the message to edit") => {
            SendError::Gone(text)
        }
        ApiError::Unknown(words) if words.starts_with("Forbidden") => SendError::Unreachable(text),
        _ => classify_of_group(text),
    }
}

/// What Telegram says of groups and their topics, which teloxide has no names for.
fn classify_of_group(text: String) -> SendError {
    let says = |words: &[&str]| words.iter().any(|words| text.contains(words));
    if says(&[
        "message thread not found",
        "TOPIC_DELETED",
        "TOPIC_ID_INVALID",
    ]) {
        SendError::NoTopic(text)
    } else if says(&["TOPIC_CLOSED"]) {
        SendError::TopicClosed(text)
    } else if says(&[
        "not enough rights",
        "have no rights",
        "need administrator rights",
        "CHAT_ADMIN_REQUIRED",
        "CHAT_WRITE_FORBIDDEN",
        "the chat is not a forum",
    ]) {
        SendError::NotAllowed(text)
    } else {
        SendError::Refused(text)
    }
}

/// Whether `error` says that the person can't be reached at all.
pub fn is_unreachable(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(SendError::Unreachable(_)))
}
