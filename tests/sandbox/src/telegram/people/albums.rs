//! Several pictures that people send at once.

use bytes::Bytes;

use super::{Person, keep_picture};
use crate::telegram::{message::Message, state::State, text::Styled};

/// An album of Telegram's apps holds as many; more are split.
const MAX_ALBUM: usize = 10;

impl Person {
    /// Sends pictures as an album. As in Telegram's apps, more than ten make several albums, and
    /// one alone makes none.
    pub fn sends_album<T: Into<Bytes>>(&self, photos: Vec<T>) -> Vec<i64> {
        self.sends_album_with_caption(photos, "")
    }

    /// Sends pictures as an album with words below the first.
    pub fn sends_album_with_caption<T: Into<Bytes>>(
        &self,
        photos: Vec<T>,
        caption: &str,
    ) -> Vec<i64> {
        let mut photos: Vec<Bytes> = photos.into_iter().map(Into::into).collect();
        let mut ids = Vec::new();
        while !photos.is_empty() {
            let rest = photos.split_off(photos.len().min(MAX_ALBUM));
            let album = std::mem::replace(&mut photos, rest);
            let words = if ids.is_empty() { caption } else { "" };
            let post = |state: &mut State| self.post_album(state, album, 0, words);
            ids.extend(self.telegram.change(post));
        }
        ids
    }

    /// Sends pictures as an album with words below the last, as apps do with files.
    pub fn sends_album_with_last_caption<T: Into<Bytes>>(
        &self,
        photos: Vec<T>,
        caption: &str,
    ) -> Vec<i64> {
        let photos: Vec<Bytes> = photos.into_iter().map(Into::into).collect();
        let last = photos.len().saturating_sub(1);
        let post = |state: &mut State| self.post_album(state, photos, last, caption);
        self.telegram.change(post)
    }

    /// `captioned` is the place of the picture that has the words.
    fn post_album(
        &self,
        state: &mut State,
        photos: Vec<Bytes>,
        captioned: usize,
        caption: &str,
    ) -> Vec<i64> {
        let albums = state.albums();
        let album = (photos.len() > 1).then(|| format!("{}", 12_000_000_000_000_000 + albums));
        let mut messages = Vec::new();
        for bytes in photos {
            let body = keep_picture(state, bytes);
            let message = Message {
                album: album.clone(),
                ..self
                    .message(body)
                    .with_text(Styled::plain(if messages.len() == captioned {
                        caption
                    } else {
                        ""
                    }))
            };
            messages.push(state.post_to_bot(message));
        }
        state.log_sent(&messages);
        messages.iter().map(|message| message.id).collect()
    }
}
