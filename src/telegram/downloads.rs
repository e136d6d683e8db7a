//! Files that people sent, fetched from Telegram. The link holds the bot's token
//! and never leaves this module.

use bytes::{Bytes, BytesMut};
use futures::StreamExt;
use teloxide::{net::Download as _, requests::Requester, types::FileId};

use super::{Lane, SendError, Sender};

/// Bot API, getFile: bots can download files of up to 20 MB.
pub const MAX_DOWNLOAD_BYTES: usize = 20 * 1024 * 1024;

/// What came of a download.
#[derive(Debug)]
pub enum Download {
    File(Bytes),
    /// Larger than bots may download.
    TooBig,
    /// Telegram does not know the file any more.
    Gone,
}

/// Downloads the file, holding at most [`MAX_DOWNLOAD_BYTES`] of it.
///
/// # Errors
/// When Telegram does not answer; worth trying again.
pub async fn download(sender: &Sender, file_id: &str) -> Result<Download, SendError> {
    let request = sender.bot().get_file(FileId(file_id.to_owned()));
    let file = match sender.call(Lane::Delivery, None, request).await {
        Ok(file) => file,
        Err(SendError::Refused(why)) if why.contains("too big") => return Ok(Download::TooBig),
        Err(SendError::Refused(_) | SendError::Gone(_)) => return Ok(Download::Gone),
        Err(error) => return Err(error),
    };
    let mut bytes = BytesMut::new();
    let mut stream = sender.bot().download_file_stream(&file.path);
    while let Some(chunk) = stream.next().await {
        // The error quotes the link, so it is dropped.
        let chunk = chunk.map_err(|_| SendError::Unavailable)?;
        if bytes.len() + chunk.len() > MAX_DOWNLOAD_BYTES {
            return Ok(Download::TooBig);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Download::File(bytes.freeze()))
}
