//! What a person sees: words and buttons. Screens are made by pure functions and
//! sent by the way out.

use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

/// A message as Telegram HTML with the buttons below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    pub text: String,
    pub keyboard: Option<InlineKeyboardMarkup>,
}

impl Screen {
    /// Words without buttons.
    pub fn plain(text: String) -> Self {
        Self {
            text,
            keyboard: None,
        }
    }

    /// Words with rows of buttons below them.
    pub fn with_buttons(text: String, rows: Vec<Vec<InlineKeyboardButton>>) -> Self {
        Self {
            text,
            keyboard: Some(InlineKeyboardMarkup::new(rows)),
        }
    }
}
