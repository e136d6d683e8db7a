//! The icons that topics can have: Telegram's own, found by their emoji.

use std::{collections::HashMap, sync::Arc};

use teloxide::{
    requests::Requester,
    types::{CustomEmojiId, StickerKind},
};
use tokio::sync::OnceCell;

use crate::telegram::{Lane, SendError, Sender};

/// The icons, asked for when one is first wanted. Clones share them.
#[derive(Clone, Default)]
pub(super) struct Icons(Arc<OnceCell<HashMap<String, CustomEmojiId>>>);

impl Icons {
    /// The icon that shows this emoji; `None` when there is none.
    pub async fn find(&self, sender: &Sender, emoji: &str) -> Option<CustomEmojiId> {
        let icons = self.0.get_or_try_init(|| ask(sender)).await;
        match icons {
            Ok(icons) => icons.get(emoji).cloned(),
            Err(error) => {
                tracing::debug!(%error, "the icons of topics can't be had now");
                None
            }
        }
    }
}

async fn ask(sender: &Sender) -> Result<HashMap<String, CustomEmojiId>, SendError> {
    let request = sender.bot().get_forum_topic_icon_stickers();
    let stickers = sender.call(Lane::Bulk, None, request).await?;
    let icons = stickers.into_iter().filter_map(|sticker| {
        let StickerKind::CustomEmoji { custom_emoji_id } = sticker.kind else {
            return None;
        };
        // Some emoji come with the mark that asks for colours, some without.
        let emoji = sticker.emoji?.replace('\u{fe0f}', "");
        Some((emoji, custom_emoji_id))
    });
    Ok(icons.collect())
}
