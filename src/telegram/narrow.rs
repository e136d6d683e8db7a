//! Answers that are read only as far as somebody needs them. Telegram repeats a message in full
//! to whoever has sent or edited it, and reading that takes longer than writing the request.

use std::{marker::PhantomData, time::Duration};

use serde::{Deserialize, Serialize};
use teloxide::{
    Bot,
    requests::{JsonRequest, Payload},
    types::MessageId,
};

/// All that anybody wants to know of a message that has just been sent.
#[derive(Debug, Deserialize)]
pub(super) struct SentMessage {
    message_id: i32,
}

impl SentMessage {
    pub(super) fn id(&self) -> MessageId {
        MessageId(self.message_id)
    }
}

/// A request with this `payload` whose answer is read as an `Answer`.
pub(super) fn request<P, Answer>(bot: &Bot, payload: P) -> JsonRequest<Narrow<P, Answer>> {
    let narrow = Narrow {
        payload,
        answer: PhantomData,
    };
    JsonRequest::new(bot.clone(), narrow)
}

/// The payload of a method whose answer is read as an `Answer`.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Narrow<P, Answer> {
    payload: P,
    #[serde(skip)]
    answer: PhantomData<Answer>,
}

impl<P: Payload, Answer> Payload for Narrow<P, Answer> {
    type Output = Answer;

    const NAME: &'static str = P::NAME;

    fn timeout_hint(&self) -> Option<Duration> {
        self.payload.timeout_hint()
    }
}
