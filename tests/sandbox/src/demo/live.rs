//! Tells the page, as long as it is open, that something has changed; it then asks what.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use futures::{Stream, stream};

use super::page::Stage;

/// Changes come in bursts; the page looks once for each burst.
const BURST: Duration = Duration::from_millis(40);

pub async fn events(
    State(stage): State<Stage>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let run = stage.run.to_string();
    let watched = (
        stage.telegram.subscribe(),
        stage.backstage.kie_changes(),
        stage.backstage.bot_changes(),
    );
    let events = stream::unfold((watched, true), move |(mut watched, is_first)| {
        let event = Event::default().data(&run);
        async move {
            if !is_first {
                // A closed channel means that the demo is ending, and so does the stream.
                let is_open = tokio::select! {
                    changed = watched.0.changed() => changed.is_ok(),
                    changed = watched.1.changed() => changed.is_ok(),
                    changed = watched.2.changed() => changed.is_ok(),
                };
                if !is_open {
                    return None;
                }
                tokio::time::sleep(BURST).await;
                watched.0.mark_unchanged();
                watched.1.mark_unchanged();
                watched.2.mark_unchanged();
            }
            Some((Ok(event), (watched, false)))
        }
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}
