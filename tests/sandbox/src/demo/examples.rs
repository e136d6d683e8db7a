//! Examples of the styles, given by an operator as in real life: pictures of the fake picture
//! service, put into the staff's group and named by a command. Once, at the very first start.

use anyhow::{Context, Result};

use super::{cast::Cast, faces};
use crate::{kie::Kie, telegram::Person};

/// The style, the sample selfie that it is drawn from, and what is written below it.
const EXAMPLES: [(&str, &str, &str); 6] = [
    (
        "professional",
        "anna-1.jpg",
        "Studio headshot, grey backdrop",
    ),
    (
        "professional",
        "boris-6.jpg",
        "Half-length portrait, bookshelves",
    ),
    ("lifestyle", "anna-4.jpg", "By the sea, late sun"),
    ("lifestyle", "boris-2.jpg", "In the park, first warm day"),
    ("creative", "anna-5.jpg", "Film still, neon evening"),
    ("creative", "boris-3.jpg", "Painted world, brick red"),
];

/// Gives them in the background; the bot hears of it when it is there.
pub fn give(cast: &Cast) {
    let Some(giver) = cast.owner_in_group() else {
        return;
    };
    if !giver.messages().is_empty() {
        return;
    }
    tokio::task::spawn_blocking(move || {
        if let Err(error) = give_all(&giver) {
            tracing::error!(%error, "the demo has no examples of the styles");
        }
    });
}

fn give_all(giver: &Person) -> Result<()> {
    for (style, sample, words) in EXAMPLES {
        let selfie = faces::find(sample)?;
        let picture = Kie::draw_small(&selfie, words).context("cannot draw an example")?;
        let message = giver.sends_photo(picture);
        giver.replies(message, format!("/preview {style}"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_can_be_drawn() {
        let samples = [faces::samples_for(0), faces::samples_for(1)].concat();
        for (_, sample, _) in EXAMPLES {
            assert!(samples.iter().any(|known| known == sample), "{sample}");
        }
        let (_, sample, words) = EXAMPLES[0];
        let selfie = faces::find(sample).expect("a sample");
        let picture = Kie::draw_small(&selfie, words).expect("a picture");
        let picture = image::load_from_memory(&picture).expect("a JPEG");
        assert_eq!((picture.width(), picture.height()), (480, 640));
    }
}
