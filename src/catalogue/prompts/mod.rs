//! The scenes of the styles, as the staff see and change them. A text is used only after a
//! picture was made of it ([`TryTap`], which generation answers); each is kept, so that a
//! change can be taken back.

mod deed;
mod screens;
mod staff;
mod store;
mod writing;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use teloxide::types::InlineKeyboardButton;

pub use self::staff::staff_routes;
use super::Style;
use crate::{i18n::Lang, telegram::Buttons};

/// The strictest model takes 3000 letters, and the corrections of a portrait that is made
/// again need some of them.
const TEXT_MOST_CHARS: usize = 2000;
const TEXT_LEAST_CHARS: usize = 20;

/// The documented column takes no more.
const KEY_MOST_CHARS: usize = 50;

/// A prompt as it stands.
#[derive(Clone, Debug, PartialEq)]
struct Prompt {
    id: i32,
    key: String,
    style: Style,
    text: String,
    is_on: bool,
}

/// One of the texts of a prompt.
#[derive(Clone, Debug, PartialEq)]
pub struct PromptText {
    pub id: i32,
    pub prompt_id: i32,
    pub key: String,
    pub text: String,
    pub is_tried: bool,
}

/// What becomes of a prompt's use lately.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Use {
    made: i64,
    failed: i64,
}

/// A member wants to see a picture of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TryTap {
    /// The prompt's present text.
    #[serde(rename = "p")]
    Present(i32),
    #[serde(rename = "t")]
    Text(i32),
    /// A text, on this avatar.
    #[serde(rename = "o")]
    On(i32, i32),
}

impl Buttons for TryTap {
    const FEATURE: &'static str = "prompttry";
}

/// # Errors
/// When the database can't be asked.
pub async fn find_prompt_text(
    connection: &mut PgConnection,
    text_id: i32,
) -> anyhow::Result<Option<PromptText>> {
    store::texts::find(connection, text_id).await
}

/// The text that a prompt has at present.
///
/// # Errors
/// When the database can't be asked.
pub async fn present_prompt_text(
    connection: &mut PgConnection,
    prompt_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<PromptText>> {
    match store::find(connection, prompt_id).await? {
        Some(prompt) => store::texts::present(connection, &prompt, now)
            .await
            .map(Some),
        None => Ok(None),
    }
}

/// Notes that a picture was made of a text, as part of the caller's transaction: from now
/// on it can be used.
///
/// # Errors
/// When the database refuses it.
pub async fn note_prompt_tried(
    connection: &mut PgConnection,
    text_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::texts::note_tried(connection, text_id, now).await
}

/// What can be done once a picture of a text has been looked at.
pub fn buttons_of_trial(lang: Lang, text: &PromptText) -> Vec<Vec<InlineKeyboardButton>> {
    screens::buttons_of_trial(lang, text)
}
