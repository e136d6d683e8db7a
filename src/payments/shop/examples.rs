//! Pictures of what the styles look like, for whoever chooses one.

use super::Visit;
use crate::{
    catalogue::{self, Preview, PreviewTools, Style},
    payments::screens,
    telegram::Handled,
};

impl Visit {
    /// Shows pictures of a style or of all, and below them the same choice again.
    pub(super) async fn see_examples(&self, avatar_id: i32, style: Option<Style>) -> Handled {
        let lang = self.person.lang;
        let (shelf, avatar) = self.look_around(avatar_id).await?;
        let Some(avatar) = avatar else {
            self.reply.screen(&screens::no_avatar(lang)).await?;
            return Ok(());
        };
        let previews = catalogue::choose_previews(shelf.previews().to_vec(), style);
        if previews.is_empty() {
            self.reply.popup(&lang.text("shop-no-examples", &[])).await;
            return Ok(());
        }
        let tools = PreviewTools {
            db: self.deps.db.clone(),
            clock: self.deps.clock.clone(),
            sender: self.reply.sender.clone(),
            files: self.files.clone(),
        };
        let caption = |preview: &Preview| preview.style.title(lang);
        catalogue::send_previews(&tools, self.reply.chat, &previews, caption).await?;
        let screen = match style {
            None => shelf.styles_screen(lang, &avatar),
            Some(style) => shelf.sets_screen(lang, &avatar, style),
        };
        self.reply.new_message(&screen).await?;
        Ok(())
    }
}
