//! An avatar's thumbnail: a small square around the face on its best photo. It is
//! made when the avatar becomes ready and goes with the photos.

use std::io::Cursor;

use bytes::Bytes;
use image::{
    DynamicImage, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder, imageops::FilterType,
};

use super::{
    jobs::Tools,
    store::{self, Source},
};
use crate::files::FileKey;

/// The folder of thumbnails in the storage.
const FOLDER: &str = "thumbnails";
/// In pixels: sharp enough for the largest round picture in a chat.
const SIDE: u32 = 320;
const JPEG_QUALITY: u8 = 85;
/// The detector's square reaches from the eyebrows to the chin; hair and neck belong
/// to a portrait.
const SURROUNDINGS: f32 = 2.2;
/// The decoded photo: we stored it ourselves and know how large it can be.
const MOST_DECODED_BYTES: u64 = 64 * 1024 * 1024;

/// Stores the avatar's thumbnail and returns where it lies. The place is written
/// down before anything is put there, so that no crash leaves an object that nobody
/// knows of. `None` when there is no photo to make one of; an avatar does without.
pub(super) async fn store(
    tools: &Tools,
    avatar_id: i32,
    lost: &[i32],
) -> anyhow::Result<Option<FileKey>> {
    let mut connection = tools.db.connection().await?;
    let source = store::find_best_photo(&mut connection, avatar_id, lost).await?;
    drop(connection);
    let Some(source) = source else {
        return Ok(None);
    };
    let photo = FileKey::stored(source.storage_key.clone());
    let Some(photo) = tools.files.get(&photo).await? else {
        return Ok(None);
    };
    let Some(thumbnail) = tools.compute(move || cut(&photo, &source)).await else {
        tracing::warn!(avatar.id = avatar_id, "a photo yields no thumbnail");
        return Ok(None);
    };
    let fresh = FileKey::random(FOLDER, "jpg");
    let mut connection = tools.db.connection().await?;
    let key = store::choose_thumbnail_key(&mut connection, avatar_id, fresh.as_str()).await?;
    drop(connection);
    let Some(key) = key.map(FileKey::stored) else {
        return Ok(None);
    };
    tools.files.put(&key, thumbnail, "image/jpeg").await?;
    Ok(Some(key))
}

/// The square around the face, or the middle of a photo on which none was found.
fn cut(photo: &[u8], source: &Source) -> Option<Bytes> {
    let mut reader = ImageReader::with_format(Cursor::new(photo), ImageFormat::Jpeg);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_DECODED_BYTES);
    reader.limits(limits);
    let photo = reader.decode().ok()?;
    let (left, top, side) = square(photo.width(), photo.height(), source);
    let face = photo.crop_imm(left, top, side, side);
    let face = face.resize_exact(SIDE, SIDE, FilterType::Triangle);
    let mut jpeg = Vec::new();
    DynamicImage::ImageRgb8(face.into_rgb8())
        .write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY))
        .ok()?;
    Some(Bytes::from(jpeg))
}

/// Where the square begins and how long its sides are.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the square lies within the photo"
)]
fn square(width: u32, height: u32, source: &Source) -> (u32, u32, u32) {
    let shorter = width.min(height);
    let face = (source.face_left.zip(source.face_top)).zip(source.face_side);
    let Some(((left, top), face_side)) = face else {
        return ((width - shorter) / 2, (height - shorter) / 2, shorter);
    };
    let side = ((face_side as f32 * SURROUNDINGS) as u32).clamp(1, shorter);
    let begin = |face_begin: i32, length: u32| {
        let middle = face_begin + face_side / 2;
        let begin = middle - (side / 2).cast_signed();
        begin
            .clamp(0, (length - side).cast_signed())
            .cast_unsigned()
    };
    (begin(left, width), begin(top, height), side)
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::*;

    fn source(face: Option<(i32, i32, i32)>) -> Source {
        Source {
            storage_key: "references/photo.jpg".to_owned(),
            face_left: face.map(|face| face.0),
            face_top: face.map(|face| face.1),
            face_side: face.map(|face| face.2),
        }
    }

    #[test]
    fn the_square_is_around_the_face_and_within_the_photo() {
        let at = |face| square(1000, 800, &source(face));
        assert_eq!(at(Some((400, 300, 100))), (340, 240, 220));
        assert_eq!(at(Some((-20, 0, 200))), (0, 0, 440));
        assert_eq!(at(Some((900, 700, 100))), (780, 580, 220));
        assert_eq!(at(Some((100, 100, 700))), (50, 0, 800));
        assert_eq!(at(None), (100, 0, 800));
    }

    #[test]
    fn a_thumbnail_is_a_small_square_jpeg() {
        let photo = RgbImage::from_fn(900, 1200, |x, y| {
            let is_face = (300..500).contains(&x) && (200..400).contains(&y);
            Rgb(if is_face {
                [220, 180, 160]
            } else {
                [20, 30, 40]
            })
        });
        let mut file = Cursor::new(Vec::new());
        photo.write_to(&mut file, ImageFormat::Jpeg).unwrap();
        let cut = cut(file.get_ref(), &source(Some((300, 200, 200)))).unwrap();
        let thumbnail = image::load_from_memory(&cut).unwrap().into_rgb8();
        assert_eq!(thumbnail.dimensions(), (SIDE, SIDE));
        assert!(thumbnail.get_pixel(SIDE / 2, SIDE / 2).0[0] > 200);
        assert!(thumbnail.get_pixel(4, 4).0[0] < 60);
    }

    #[test]
    fn what_is_no_photo_yields_no_thumbnail() {
        assert_eq!(cut(b"not a photo", &source(None)), None);
    }
}
