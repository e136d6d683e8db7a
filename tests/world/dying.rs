//! Work that dies on the way, at a step that the test chooses.

use std::{future::poll_fn, task::Poll};

/// Does the work, or drops it when it could go on for the `most`th time: `None` then.
pub async fn polled_at_most<T>(most: Option<u32>, work: impl Future<Output = T>) -> Option<T> {
    let mut work = Box::pin(work);
    let mut polls = 0;
    poll_fn(|context| {
        polls += 1;
        if most.is_some_and(|most| polls > most) {
            return Poll::Ready(None);
        }
        work.as_mut().poll(context).map(Some)
    })
    .await
}
