//! Requests on their way to Telegram. teloxide's own way keeps an answer with a status of 500
//! or more back for ten seconds, and with it whatever waits for it: the person, the chat's next
//! update and one of the slots. What goes as JSON therefore goes here; an upload, which takes
//! its time anyway, still goes there.

use std::sync::Arc;

use reqwest::Client;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use teloxide::{
    ApiError, RequestError,
    requests::{HasPayload, JsonRequest, MultipartRequest, Payload, Request},
    types::ResponseParameters,
};

use crate::config::TelegramConfig;

/// The client and where it sends to.
#[derive(Clone, Debug)]
pub struct Wire {
    client: Client,
    /// With the token: never to be shown.
    base: SecretString,
}

/// A request that can be sent, again and again.
pub trait Outgoing: HasPayload {
    /// Sends it once.
    fn send_by(
        &self,
        wire: &Wire,
    ) -> impl Future<Output = Result<<Self::Payload as Payload>::Output, RequestError>> + Send;
}

impl<P> Outgoing for JsonRequest<P>
where
    P: Payload + Serialize,
    P::Output: DeserializeOwned,
{
    fn send_by(&self, wire: &Wire) -> impl Future<Output = Result<P::Output, RequestError>> + Send {
        wire.post(self.payload_ref())
    }
}

impl<P> Outgoing for MultipartRequest<P>
where
    P: Payload,
    Self: Request<Payload = P, Err = RequestError>,
    <Self as Request>::SendRef: Send,
{
    fn send_by(
        &self,
        _wire: &Wire,
    ) -> impl Future<Output = Result<P::Output, RequestError>> + Send {
        self.send_ref()
    }
}

/// Bot API, "Making requests".
#[derive(Deserialize)]
#[serde(bound = "Output: DeserializeOwned")]
struct Answer<Output> {
    result: Option<Output>,
    description: Option<ApiError>,
    parameters: Option<ResponseParameters>,
}

impl Wire {
    /// Sends by `client`, which others may share.
    pub(super) fn new(config: &TelegramConfig, client: Client) -> Self {
        let base = config.api_url.as_str().trim_end_matches('/');
        let base = format!("{base}/bot{}/", config.token.expose_secret());
        Self {
            client,
            base: base.into(),
        }
    }

    fn post<P>(
        &self,
        payload: &P,
    ) -> impl Future<Output = Result<P::Output, RequestError>> + Send + use<P>
    where
        P: Payload + Serialize,
        P::Output: DeserializeOwned,
    {
        // What teloxide calls by names of its own is one method to Telegram.
        let method = P::NAME.trim_end_matches("Inline");
        let address = format!("{}{method}", self.base.expose_secret());
        let request = self.client.post(address).json(payload);
        async move {
            let body = request.send().await?.bytes().await?;
            read(&body)
        }
    }
}

fn read<Output: DeserializeOwned>(body: &[u8]) -> Result<Output, RequestError> {
    let answer = serde_json::from_slice::<Answer<Output>>(body);
    // What a gateway says is nothing that anybody should have to read in a log.
    let unreadable = |source| RequestError::InvalidJson {
        source: Arc::new(source),
        raw: Box::default(),
    };
    let answer = answer.map_err(unreadable)?;
    match answer {
        Answer {
            result: Some(output),
            ..
        } => Ok(output),
        Answer {
            parameters: Some(ResponseParameters::RetryAfter(wait)),
            ..
        } => Err(RequestError::RetryAfter(wait)),
        Answer {
            parameters: Some(ResponseParameters::MigrateToChatId(chat)),
            ..
        } => Err(RequestError::MigrateToChatId(chat)),
        Answer {
            description: Some(error),
            ..
        } => Err(RequestError::Api(error)),
        _ => {
            let source = serde::de::Error::custom("neither a result nor a description");
            Err(unreadable(source))
        }
    }
}
