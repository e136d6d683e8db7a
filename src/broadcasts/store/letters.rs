//! The SQL of `broadcast_letters`.

use anyhow::Context;
use serde_json::Value;
use sqlx::PgConnection;

use crate::{
    broadcasts::{Button, Letter, Letters},
    i18n::Lang,
};

pub(in crate::broadcasts) async fn list(
    connection: &mut PgConnection,
    broadcast_id: i32,
) -> anyhow::Result<Letters> {
    let rows = sqlx::query!(
        "select language, html, photo_file_id, buttons
         from broadcast_letters
         where broadcast_id = $1",
        broadcast_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot read the letters of a broadcast")?;
    let mut letters = Letters::default();
    for row in rows {
        let Some(lang) = Lang::with_tag(&row.language) else {
            continue;
        };
        let letter = Letter {
            html: row.html,
            photo: row.photo_file_id,
            buttons: buttons_of(row.buttons)?,
        };
        letters.set(lang, letter);
    }
    Ok(letters)
}

fn buttons_of(stored: Value) -> anyhow::Result<Vec<Button>> {
    serde_json::from_value(stored).context("the buttons of a broadcast can't be read")
}

/// Other words for a language; its buttons stay.
pub(in crate::broadcasts) async fn set_words(
    connection: &mut PgConnection,
    broadcast_id: i32,
    lang: Lang,
    html: &str,
    photo: Option<&str>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into broadcast_letters (broadcast_id, language, html, photo_file_id)
         values ($1, $2, $3, $4)
         on conflict (broadcast_id, language) do update
         set html = excluded.html, photo_file_id = excluded.photo_file_id",
        broadcast_id,
        lang.tag(),
        html,
        photo,
    )
    .execute(connection)
    .await
    .context("cannot set the words of a broadcast")?;
    Ok(())
}

pub(in crate::broadcasts) async fn set_buttons(
    connection: &mut PgConnection,
    broadcast_id: i32,
    lang: Lang,
    buttons: &[Button],
) -> anyhow::Result<()> {
    sqlx::query!(
        "update broadcast_letters set buttons = $3 where broadcast_id = $1 and language = $2",
        broadcast_id,
        lang.tag(),
        serde_json::to_value(buttons)?,
    )
    .execute(connection)
    .await
    .context("cannot set the buttons of a broadcast")?;
    Ok(())
}

pub(in crate::broadcasts) async fn delete(
    connection: &mut PgConnection,
    broadcast_id: i32,
    lang: Lang,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from broadcast_letters where broadcast_id = $1 and language = $2",
        broadcast_id,
        lang.tag(),
    )
    .execute(connection)
    .await
    .context("cannot delete the words of a broadcast")?;
    Ok(())
}
