//! How a set of photos is split into Telegram albums.

/// Bot API, sendMediaGroup: an album has 2–10 items.
const ALBUM_MOST: usize = 10;

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
