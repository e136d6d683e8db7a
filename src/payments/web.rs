//! `POST /tbank/notification`. The answer to a notification that was noted, or
//! that is none of our business, is exactly `OK`; anything else and the bank
//! sends it again for weeks.

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
    routing::post,
};

use super::{
    Deps,
    bank::{self, Heard},
};

/// A notification is about a kilobyte long.
const MOST_BYTES: usize = 64 * 1024;

pub fn callback_routes(deps: Deps) -> Router {
    Router::new()
        .route("/tbank/notification", post(notification))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(deps)
}

async fn notification(State(deps): State<Deps>, body: Bytes) -> (StatusCode, &'static str) {
    match bank::hear(&deps, &body).await {
        Ok(Heard::Noted) => (StatusCode::OK, "OK"),
        Ok(Heard::Forged) => (StatusCode::FORBIDDEN, "wrong token"),
        Ok(Heard::Unreadable) => (StatusCode::BAD_REQUEST, "not a notification"),
        Err(error) => {
            tracing::error!(
                error = format!("{error:#}"),
                "a notification of the bank can't be noted; the bank will repeat it"
            );
            (StatusCode::SERVICE_UNAVAILABLE, "try again")
        }
    }
}
