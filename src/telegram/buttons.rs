//! Typed buttons: what a tap means travels in the callback data as the feature's
//! name and a serde value, and comes back as the same Rust value or not at all.

use serde::{Serialize, de::DeserializeOwned};
use teloxide::types::InlineKeyboardButton;
use url::Url;

/// Bot API, InlineKeyboardButton: callback_data is 1–64 bytes.
const CALLBACK_DATA_LIMIT_BYTES: usize = 64;

/// The taps that a feature understands: an enum with short variant names.
pub trait Buttons: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// The prefix that tells this feature's buttons from all others.
    const FEATURE: &'static str;

    /// The callback data of this tap.
    ///
    /// # Panics
    /// When it is longer than Telegram takes; a test sends every variant through.
    fn encode(&self) -> String {
        let value = serde_json::to_string(self).expect("buttons are plain enums");
        let data = format!("{}:{value}", Self::FEATURE);
        assert!(
            data.len() <= CALLBACK_DATA_LIMIT_BYTES,
            "a button's data is too long: {data}"
        );
        data
    }

    /// The tap that `data` stands for; `None` for other features' buttons, those
    /// of older versions, and forged ones.
    fn decode(data: &str) -> Option<Self> {
        let (feature, value) = data.split_once(':')?;
        (feature == Self::FEATURE).then(|| serde_json::from_str(value).ok())?
    }
}

/// A button that says `label` and means `tap`.
pub fn button(label: String, tap: &impl Buttons) -> InlineKeyboardButton {
    InlineKeyboardButton::callback(label, tap.encode())
}

/// A button that opens `address`.
pub fn link_button(label: String, address: Url) -> InlineKeyboardButton {
    InlineKeyboardButton::url(label, address)
}

/// Puts `buttons` into rows of at most `per_row`.
pub fn rows(buttons: Vec<InlineKeyboardButton>, per_row: usize) -> Vec<Vec<InlineKeyboardButton>> {
    let mut rows = Vec::new();
    let mut buttons = buttons.into_iter().peekable();
    while buttons.peek().is_some() {
        rows.push(buttons.by_ref().take(per_row).collect());
    }
    rows
}
