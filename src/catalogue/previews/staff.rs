//! What the staff do about previews in their group.
//!
//! ```text
//! Olga sends a photo
//! Olga (in reply to it): /preview lifestyle
//! Bot: ✅ It is example № 3 of 🌿 Lifestyle now.
//! Olga: /preview
//! Bot: Examples of the styles: 💼 Professional: 1, 2 …
//! Olga: /preview remove 3
//! Bot: 🗑 Example № 3 is shown to nobody any more.
//! ```

use teloxide::types::Message;

use super::{Added, PreviewTools, Style, add, album, choose, remove, screens, store};
use crate::{
    clock::Clock,
    db::Db,
    files::Files,
    i18n::Lang,
    staff::{self, Member},
    telegram::{Handled, Incoming, Reply, Routes},
};

pub fn staff_routes() -> Routes {
    dptree::entry().branch(staff::command("preview").endpoint(change_previews))
}

async fn change_previews(
    incoming: Incoming,
    member: Member,
    lang: Lang,
    reply: Reply,
    db: Db,
    clock: Clock,
    files: Files,
) -> Handled {
    let tools = PreviewTools {
        db,
        clock,
        sender: reply.sender.clone(),
        files,
    };
    let words = incoming
        .command()
        .map(|(_, words)| words)
        .unwrap_or_default();
    let words: Vec<&str> = words.split_whitespace().collect();
    match words.as_slice() {
        [] => {
            let previews = store::list(&mut *tools.db.connection().await?).await?;
            reply
                .new_message(&screens::overview(lang, &previews))
                .await?;
            Ok(())
        }
        ["remove", number] => remove_one(number, &member, lang, &reply, &tools).await,
        [style] => match Style::with_id(style) {
            Some(style) => {
                let original = incoming
                    .message()
                    .and_then(|message| message.reply_to_message().cloned())
                    // Every message of a topic replies to its opening.
                    .filter(|original| original.forum_topic_created().is_none());
                match original {
                    Some(original) => {
                        add_one(style, &original, &member, lang, &reply, &tools).await
                    }
                    None => show(style, lang, &reply, &tools).await,
                }
            }
            None => explain(lang, &reply).await,
        },
        _ => explain(lang, &reply).await,
    }
}

async fn explain(lang: Lang, reply: &Reply) -> Handled {
    reply.new_message(&screens::unknown(lang)).await?;
    Ok(())
}

async fn add_one(
    style: Style,
    original: &Message,
    member: &Member,
    lang: Lang,
    reply: &Reply,
    tools: &PreviewTools,
) -> Handled {
    let sizes = original.photo().unwrap_or_default();
    let Some(largest) = sizes.iter().max_by_key(|size| size.width * size.height) else {
        reply.new_message(&screens::no_photo(lang)).await?;
        return Ok(());
    };
    let now = tools.clock.now();
    let screen = match add(&tools.db, member, style, &largest.file.id.0, now).await? {
        Added::Yes(preview_id) => screens::added(lang, preview_id, style),
        Added::Full => screens::full(lang, style),
    };
    reply.new_message(&screen).await?;
    Ok(())
}

async fn remove_one(
    number: &str,
    member: &Member,
    lang: Lang,
    reply: &Reply,
    tools: &PreviewTools,
) -> Handled {
    let number = number.trim_start_matches('№').parse().ok();
    let removed = match number {
        Some(number) => remove(&tools.db, member, number, tools.clock.now()).await?,
        None => false,
    };
    let screen = match number.filter(|_| removed) {
        Some(number) => screens::removed(lang, number),
        None => screens::unknown(lang),
    };
    reply.new_message(&screen).await?;
    Ok(())
}

/// Shows the style's previews with the numbers by which they are removed.
async fn show(style: Style, lang: Lang, reply: &Reply, tools: &PreviewTools) -> Handled {
    let previews = store::list(&mut *tools.db.connection().await?).await?;
    let chosen = choose(previews.clone(), Some(style));
    if chosen.is_empty() {
        reply
            .new_message(&screens::overview(lang, &previews))
            .await?;
        return Ok(());
    }
    album::send(tools, reply.chat, &chosen, |preview| {
        screens::number(lang, preview)
    })
    .await
}
