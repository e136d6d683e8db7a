//! How a set of photos is split into Telegram albums, and sent.

use teloxide::{
    payloads::SendMediaGroup,
    types::{ChatId, Message},
};

use super::{Lane, SendError, Sender, wire::Outgoing};

/// Bot API, sendMediaGroup: an album has 2–10 items.
const ALBUM_MOST: usize = 10;

impl Sender {
    /// Sends an album to `chat` when there is room for all that is in it, as Telegram counts
    /// that one by one; otherwise as [`Sender::call`].
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn send_album<R>(
        &self,
        lane: Lane,
        chat: ChatId,
        request: R,
    ) -> Result<Vec<Message>, SendError>
    where
        R: Outgoing<Payload = SendMediaGroup>,
    {
        let messages = u32::try_from(request.payload_ref().media.len()).unwrap_or(u32::MAX);
        self.call_of(messages, lane, Some(chat), request).await
    }
}

/// Splits `items` into albums of nearly equal size, at most ten each: eleven
/// become six and five, never ten and one. A single item stays alone and has to
/// be sent as an ordinary photo.
pub fn split_into_albums<T>(items: Vec<T>) -> Vec<Vec<T>> {
    let count = items.len();
    let albums = count.div_ceil(ALBUM_MOST);
    let mut items = items.into_iter();
    (0..albums)
        .map(|index| {
            let size = count / albums + usize::from(index < count % albums);
            items.by_ref().take(size).collect()
        })
        .collect()
}
