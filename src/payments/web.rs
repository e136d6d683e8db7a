//! Callbacks of payment providers. T-Bank's is refused with its documented
//! answer for a wrong token as long as no terminal is configured: no notification
//! can carry a right one then.

use axum::{Router, http::StatusCode, routing::post};

/// `POST /tbank/notification`.
pub fn callback_routes() -> Router {
    Router::new().route(
        "/tbank/notification",
        post(|| async {
            (
                StatusCode::FORBIDDEN,
                "no T-Bank terminal is configured here",
            )
        }),
    )
}
