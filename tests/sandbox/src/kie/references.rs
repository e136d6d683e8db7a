//! Downloads the references of a task, as Kie does: a URL that cannot be read, or that says more
//! than it should, is found here. Decoded photos are kept, since a whole order uses the same ones.

use std::{
    collections::HashMap,
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex},
};

use anyhow::{Context, bail};
use futures::{StreamExt, future};
use image::DynamicImage;
use url::Url;

/// Long enough to survive Kie's queue at its slowest.
const PRESIGNED_SECS_MIN: u64 = 3600;
/// References are only a backdrop for the result, so that this many pixels a side suffice.
const KEPT_SIDE_PIXELS: u32 = 1024;

/// The content of a photo, in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PhotoId(u64);

/// Decoded photos by content.
#[derive(Default)]
pub(super) struct Photos(Mutex<HashMap<PhotoId, Arc<DynamicImage>>>);

impl Photos {
    /// Reads every reference and keeps the one whose turn it is: the result will be made from it,
    /// so that a set shows all of them.
    pub async fn fetch(
        &self,
        http: &reqwest::Client,
        references: &[String],
        turn: usize,
    ) -> anyhow::Result<Option<PhotoId>> {
        let Some(chosen) = references.get(turn % references.len().max(1)) else {
            return Ok(None);
        };
        let others = references.iter().filter(|url| *url != chosen);
        let reading_others = future::try_join_all(others.map(|url| probe(http, url)));
        let (bytes, _) = future::try_join(download(http, chosen), reading_others).await?;
        let id = PhotoId::of(&bytes);
        if self.find(id).is_none() {
            let photo = tokio::task::spawn_blocking(move || decode(&bytes))
                .await
                .context("cannot wait for a photo to be decoded")?
                .with_context(|| {
                    format!("the reference {} is not a picture", without_query(chosen))
                })?;
            self.kept().insert(id, Arc::new(photo));
        }
        Ok(Some(id))
    }

    pub fn find(&self, id: PhotoId) -> Option<Arc<DynamicImage>> {
        self.kept().get(&id).cloned()
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<PhotoId, Arc<DynamicImage>>> {
        self.0
            .lock()
            .expect("no thread panics while it holds the photos")
    }
}

impl fmt::Debug for Photos {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Photos({})", self.kept().len())
    }
}

impl PhotoId {
    fn of(bytes: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// What is wrong with a reference URL before anyone has tried it.
pub(super) fn reference_problem(url: &str) -> Option<String> {
    if holds_telegram_token(url) {
        return Some("a reference URL gives a Telegram token away".to_owned());
    }
    let shown = without_query(url);
    let Ok(parsed) = Url::parse(url) else {
        return Some(format!("the reference {shown} is not a URL"));
    };
    let parameter = |name: &str| {
        parsed
            .query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    if parameter("X-Amz-Signature").is_none() {
        return Some(format!(
            "the reference {shown} is not presigned, so it must be public"
        ));
    }
    let life_secs = parameter("X-Amz-Expires").and_then(|secs| secs.parse::<u64>().ok());
    if life_secs.is_none_or(|secs| secs < PRESIGNED_SECS_MIN) {
        return Some(format!(
            "the reference {shown} expires before Kie's queue may reach it"
        ));
    }
    None
}

/// Looks for `<digits>:<secret>`, the form of a bot token.
fn holds_telegram_token(url: &str) -> bool {
    let url = url.replace("%3A", ":").replace("%3a", ":");
    url.match_indices(':').any(|(colon, _)| {
        let digits = url[..colon]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_digit)
            .count();
        let secret = url[colon + 1..]
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
            .count();
        digits >= 6 && secret >= 20
    })
}

async fn open(http: &reqwest::Client, url: &str) -> anyhow::Result<reqwest::Response> {
    let unreachable = || format!("cannot download the reference {}", without_query(url));
    let response = http
        .get(url)
        .send()
        .await
        .map_err(reqwest::Error::without_url)
        .with_context(unreachable)?;
    let status = response.status();
    if !status.is_success() {
        bail!("{}: the answer is {status}", unreachable());
    }
    Ok(response)
}

async fn download(http: &reqwest::Client, url: &str) -> anyhow::Result<bytes::Bytes> {
    open(http, url)
        .await?
        .bytes()
        .await
        .map_err(reqwest::Error::without_url)
        .with_context(|| format!("the reference {} breaks off", without_query(url)))
}

/// Reads the beginning only: enough to know that there is a picture.
async fn probe(http: &reqwest::Client, url: &str) -> anyhow::Result<()> {
    let beginning = open(http, url).await?.bytes_stream().next().await;
    let is_picture = matches!(&beginning, Some(Ok(bytes)) if image::guess_format(bytes).is_ok());
    if !is_picture {
        bail!("the reference {} is not a picture", without_query(url));
    }
    Ok(())
}

fn decode(bytes: &[u8]) -> image::ImageResult<DynamicImage> {
    let photo = image::load_from_memory(bytes)?;
    let is_large = photo.width().max(photo.height()) > KEPT_SIDE_PIXELS;
    Ok(if is_large {
        photo.thumbnail(KEPT_SIDE_PIXELS, KEPT_SIDE_PIXELS)
    } else {
        photo
    })
}

fn without_query(url: &str) -> &str {
    url.split_once('?').map_or(url, |(address, _)| address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_presigned_url_that_lives_long_enough_is_fine() {
        let url = "http://127.0.0.1:9000/b/a.jpg?X-Amz-Expires=3600&X-Amz-Signature=ab";
        assert_eq!(reference_problem(url), None);
        assert!(reference_problem(&url.replace("3600", "900")).is_some());
        assert!(reference_problem("http://127.0.0.1:9000/b/a.jpg").is_some());
    }

    #[test]
    fn a_telegram_token_is_recognised_in_either_spelling() {
        let token = "123456789:AAF-abcdefghijklmnopqrstuvwxyz01234";
        assert!(holds_telegram_token(&format!(
            "https://api.telegram.org/file/bot{token}/a.jpg"
        )));
        let encoded = token.replace(':', "%3A");
        assert!(holds_telegram_token(&format!(
            "https://proxy.example/?link={encoded}"
        )));
        assert!(!holds_telegram_token(
            "http://127.0.0.1:9000/photos/1234567/a.jpg"
        ));
    }
}
