//! Reading pictures from addresses that a provider names. It names any host it
//! likes, so whatever is not its own configured address must be public, and what
//! comes back is limited in size.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::{Client, Response, StatusCode};
use url::{Origin, Url};

use crate::{
    generation::memory::{self, Room},
    outbound,
};

/// A 4K picture without compression has 50 MB; what we order has three.
const MOST_BYTES: u64 = 40 * 1024 * 1024;

/// For a whole picture over a slow line.
const PATIENCE: Duration = Duration::from_secs(120);

/// What came of reading a picture.
pub enum Fetched {
    /// The picture, and the memory that it takes up.
    File(Bytes, Room),
    /// It was there and is not any more.
    Gone,
    /// It can't be used, whenever it is read.
    Refused(&'static str),
    /// Worth trying again.
    Unavailable,
}

#[derive(Clone, Debug)]
pub(super) struct Fetcher {
    /// The address that the operator has configured needs no further proof.
    trusted: Origin,
    for_trusted: Client,
    for_others: Client,
}

impl Fetcher {
    pub fn new(trusted: Origin) -> Self {
        Self {
            trusted,
            for_trusted: outbound::client(PATIENCE),
            for_others: outbound::public_client(PATIENCE),
        }
    }

    pub async fn fetch(&self, address: &Url) -> Fetched {
        let client = if address.origin() == self.trusted {
            &self.for_trusted
        } else if outbound::may_be_public(address) {
            &self.for_others
        } else {
            return Fetched::Refused("the picture is not at a public https address");
        };
        let Ok(response) = outbound::send("kie", "result", client.get(address.clone())).await
        else {
            return Fetched::Unavailable;
        };
        match response.status() {
            // A signed link that ran out is forbidden rather than gone.
            StatusCode::NOT_FOUND | StatusCode::GONE | StatusCode::FORBIDDEN => Fetched::Gone,
            status if status.is_success() => read(response).await,
            _ => Fetched::Unavailable,
        }
    }
}

async fn read(mut response: Response) -> Fetched {
    let announced = response.content_length();
    let expected = announced.unwrap_or(MOST_BYTES);
    if expected > MOST_BYTES {
        return Fetched::Refused("the picture is too large");
    }
    let room = memory::reserve(expected).await;
    let mut bytes = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if (bytes.len() + chunk.len()) as u64 > MOST_BYTES => {
                return Fetched::Refused("the picture is too large");
            }
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) if announced.is_some_and(|announced| announced != bytes.len() as u64) => {
                return Fetched::Unavailable;
            }
            Ok(None) => return Fetched::File(bytes.freeze(), room),
            Err(_) => return Fetched::Unavailable,
        }
    }
}
