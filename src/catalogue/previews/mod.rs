//! Pictures that show people what a style looks like before they buy. The staff
//! give them; there are none of ours, as only real results are honest.
//!
//! Telegram's own copy of a picture is what is shown. The storage keeps another,
//! for the day when Telegram or a new bot does not know that copy any more.

mod album;
mod jobs;
mod screens;
mod staff;
mod store;

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;

pub use self::{
    album::send,
    jobs::{PreviewTools, register},
    staff::staff_routes,
    store::list as list_previews,
};
use self::{
    jobs::{DeletePreview, StorePreview},
    store::NewPreview,
};
use super::Style;
use crate::{
    db::Db,
    files::FileKey,
    queue,
    staff::{Member, audit},
};

/// Bot API, sendMediaGroup: an album has ten items at most, and one album has to do.
const MOST_OF_A_STYLE: usize = 10;

/// Where all styles are shown together, each has as many: nine in all.
const OF_EACH_STYLE: usize = 3;

/// A picture of what a style looks like.
#[derive(Clone, Debug)]
pub struct Preview {
    pub id: i32,
    pub style: Style,
    pub telegram_file_id: String,
    pub storage_key: String,
    /// Whether the storage has it.
    pub is_stored: bool,
}

/// What to show of `previews`: of one style all, of several the first of each.
pub fn choose(previews: Vec<Preview>, style: Option<Style>) -> Vec<Preview> {
    let (styles, most) = match style {
        Some(style) => (vec![style], MOST_OF_A_STYLE),
        None => (Style::ALL.to_vec(), OF_EACH_STYLE),
    };
    let of = |style| {
        previews
            .iter()
            .filter(move |preview| preview.style == style)
    };
    let chosen = styles.into_iter().flat_map(|style| of(style).take(most));
    chosen.cloned().collect()
}

/// What came of the wish to add a preview.
enum Added {
    Yes(i32),
    /// The style has as many as an album holds.
    Full,
}

async fn add(
    db: &Db,
    member: &Member,
    style: Style,
    telegram_file_id: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Added> {
    let mut tx = db.begin().await?;
    store::lock(&mut tx).await?;
    let previews = store::list(&mut tx).await?;
    let of_style = previews.iter().filter(|preview| preview.style == style);
    if of_style.count() >= MOST_OF_A_STYLE {
        return Ok(Added::Full);
    }
    let key = FileKey::random("previews", "jpg");
    let new = NewPreview {
        style,
        telegram_file_id,
        storage_key: key.as_str(),
        added_by: member.telegram_id,
    };
    let preview_id = store::insert(&mut tx, &new, now).await?;
    queue::add(&mut tx, &StorePreview { preview_id }, now).await?;
    write_down(&mut tx, member, "preview_added", preview_id, style, now).await?;
    tx.commit().await?;
    Ok(Added::Yes(preview_id))
}

/// `false` when there is no such preview (any more).
async fn remove(
    db: &Db,
    member: &Member,
    preview_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let mut tx = db.begin().await?;
    let Some(preview) = store::delete(&mut tx, preview_id).await? else {
        return Ok(false);
    };
    let storage_key = preview.storage_key;
    queue::add(&mut tx, &DeletePreview { storage_key }, now).await?;
    let style = preview.style;
    write_down(&mut tx, member, "preview_removed", preview_id, style, now).await?;
    tx.commit().await?;
    Ok(true)
}

async fn write_down(
    tx: &mut PgConnection,
    member: &Member,
    action: &str,
    preview_id: i32,
    style: Style,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let details = json!({ "style": style.id() });
    let target = Some(preview_id);
    audit(tx, member, action, "style_preview", target, details, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn previews(styles: &[Style]) -> Vec<Preview> {
        let previews = styles.iter().zip(1..).map(|(style, id)| Preview {
            id,
            style: *style,
            telegram_file_id: String::new(),
            storage_key: String::new(),
            is_stored: true,
        });
        previews.collect()
    }

    #[test]
    fn all_styles_together_fit_into_one_album() {
        let many: Vec<Style> = Style::ALL.into_iter().cycle().take(30).collect();
        let chosen = choose(previews(&many), None);
        let ids: Vec<i32> = chosen.iter().map(|preview| preview.id).collect();
        assert_eq!(ids, [1, 4, 7, 2, 5, 8, 3, 6, 9]);
        let of_one = choose(previews(&many), Some(Style::Lifestyle));
        assert_eq!(of_one.len(), MOST_OF_A_STYLE);
    }

    #[test]
    fn a_style_without_pictures_shows_none() {
        let some = previews(&[Style::Creative]);
        assert!(choose(some.clone(), Some(Style::Lifestyle)).is_empty());
        assert_eq!(choose(some, None).len(), 1);
    }
}
