//! Photos and files that somebody sends from the page.

use anyhow::Context;
use axum::extract::{Multipart, Query, State};
use bytes::Bytes;

use super::{
    acts::Speaker,
    page::{Failure, Stage},
};

const UNNAMED: &str = "file";
const UNKNOWN_TYPE: &str = "application/octet-stream";

struct Upload {
    name: String,
    content_type: String,
    bytes: Bytes,
}

/// Several photos are an album, with the caption below the first.
pub async fn photos(
    State(stage): State<Stage>,
    Query(speaker): Query<Speaker>,
    form: Multipart,
) -> Result<(), Failure> {
    let person = speaker.of(&stage)?;
    let (mut photos, caption) = read(form).await?;
    if photos.len() > 1 {
        let photos = photos.into_iter().map(|photo| photo.bytes).collect();
        person.sends_album_with_caption(photos, &caption);
        return Ok(());
    }
    let photo = photos.pop().context("no photo was sent")?;
    person.sends_photo_with_caption(photo.bytes, &caption);
    Ok(())
}

/// Files go as they are, one message each.
pub async fn files(
    State(stage): State<Stage>,
    Query(speaker): Query<Speaker>,
    form: Multipart,
) -> Result<(), Failure> {
    let person = speaker.of(&stage)?;
    let (files, _) = read(form).await?;
    for file in files {
        person.sends_file(file.bytes, &file.name, &file.content_type);
    }
    Ok(())
}

/// The files of a form, and the text of its field `caption`.
async fn read(mut form: Multipart) -> anyhow::Result<(Vec<Upload>, String)> {
    let mut uploads = Vec::new();
    let mut caption = String::new();
    while let Some(field) = form.next_field().await.context("cannot read the upload")? {
        if field.name() == Some("caption") {
            caption = field.text().await.context("cannot read the caption")?;
            continue;
        }
        uploads.push(Upload {
            name: field.file_name().unwrap_or(UNNAMED).to_owned(),
            content_type: field.content_type().unwrap_or(UNKNOWN_TYPE).to_owned(),
            bytes: field.bytes().await.context("cannot read the upload")?,
        });
    }
    Ok((uploads, caption))
}
