//! Sending once, for whoever must know what surely did not arrive: a broadcast tries again
//! what Telegram refused for flooding, and never what it may have delivered.

use std::time::Duration;

use teloxide::{RequestError, requests::Payload, types::ChatId};

use super::{Lane, SendError, Sender, limits::Permit, verdict::classify, wire::Outgoing};

/// Why a single attempt came to nothing.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Unsent {
    /// Too many at once: surely not done, and to be left alone for so long.
    #[error("Telegram wants to be left alone for {} s", .0.as_secs())]
    Flooded(Duration),
    #[error(transparent)]
    Failed(SendError),
}

impl Sender {
    /// Waits until the limits allow a call to `chat`, for whoever may change their mind
    /// while they wait; then see [`Sender::attempt`].
    pub async fn permit(&self, lane: Lane, chat: ChatId) -> Permit {
        self.gate.pass(lane, Some(chat), 1).await
    }

    /// Sends `request` to `chat` once, with a permit for it. A flood is not waited out here:
    /// it is an error with the time for which the chat is left alone. What is said to be
    /// unavailable has not left.
    ///
    /// # Errors
    /// See [`Unsent`].
    pub async fn attempt<R>(
        &self,
        permit: Permit,
        chat: ChatId,
        request: R,
    ) -> Result<<R::Payload as Payload>::Output, Unsent>
    where
        R: Outgoing,
    {
        match self.measured(permit, &request).await {
            Ok(output) => Ok(output),
            Err(RequestError::RetryAfter(wait)) => {
                self.back_off(Some(chat), wait.duration());
                Err(Unsent::Flooded(wait.duration()))
            }
            Err(error) => {
                let did_not_leave =
                    matches!(&error, RequestError::Network(error) if error.is_connect());
                Err(Unsent::Failed(match classify(error) {
                    // An error of Telegram's own does not say that nothing was done.
                    SendError::Unavailable if !did_not_leave => SendError::Unknown,
                    error => error,
                }))
            }
        }
    }
}
