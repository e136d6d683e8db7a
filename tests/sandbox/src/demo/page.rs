//! The page's server: its files, its JSON, and who may ask for them.

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Path, Request},
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::json;
use uuid::Uuid;

use super::{acts, backstage::Backstage, cast::Cast, faces, live, uploads, view};
use crate::telegram::Telegram;

/// Ten photos as large as Telegram takes them, and some room.
const MOST_UPLOADED_BYTES: usize = 256 * 1024 * 1024;

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The page has no build step: these are the files as a browser reads them.
const FILES: [(&str, &str, &str); 16] = [
    ("/", HTML, include_str!("page/index.html")),
    ("/layout.css", CSS, include_str!("page/layout.css")),
    ("/chat.css", CSS, include_str!("page/chat.css")),
    ("/sheets.css", CSS, include_str!("page/sheets.css")),
    ("/main.js", SCRIPT, include_str!("page/main.js")),
    ("/attach.js", SCRIPT, include_str!("page/attach.js")),
    ("/dom.js", SCRIPT, include_str!("page/dom.js")),
    ("/payment.js", SCRIPT, include_str!("page/payment.js")),
    ("/world.js", SCRIPT, include_str!("page/world.js")),
    ("/people.js", SCRIPT, include_str!("page/people.js")),
    ("/chat.js", SCRIPT, include_str!("page/chat.js")),
    ("/bubble.js", SCRIPT, include_str!("page/bubble.js")),
    ("/text.js", SCRIPT, include_str!("page/text.js")),
    ("/composer.js", SCRIPT, include_str!("page/composer.js")),
    ("/sheets.js", SCRIPT, include_str!("page/sheets.js")),
    ("/backstage.js", SCRIPT, include_str!("page/backstage.js")),
];

/// What every request of the page needs.
#[derive(Clone)]
pub struct Stage {
    pub telegram: Telegram,
    pub cast: Cast,
    pub backstage: Backstage,
    /// Tells the page when another run of the demo answers.
    pub run: Uuid,
}

pub fn router(telegram: Telegram, cast: Cast, backstage: Backstage) -> Router {
    let stage = Stage {
        telegram,
        cast,
        backstage,
        run: Uuid::new_v4(),
    };
    let mut router = Router::new();
    for (path, content_type, text) in FILES {
        let headers = [
            (header::CONTENT_TYPE, content_type),
            (header::CACHE_CONTROL, "no-cache"),
        ];
        router = router.route(path, get((headers, text)));
    }
    router
        .route("/api/live", get(live::events))
        .route("/api/world", get(view::world))
        .route("/api/chats/{chat}", get(view::messages))
        .route("/api/files/{file_id}", get(view::file))
        .route("/api/samples/{sample}", get(sample))
        .route("/api/text", post(acts::send))
        .route("/api/edit", post(acts::edit))
        .route("/api/delete", post(acts::delete))
        .route("/api/reaction", post(acts::react))
        .route("/api/other", post(acts::utter))
        .route("/api/topic", post(acts::change_topic))
        .route("/api/tap", post(acts::tap))
        .route("/api/payment", post(acts::pay))
        .route("/api/block", post(acts::block))
        .route("/api/backstage/kie", post(acts::stop_kie))
        .route("/api/backstage/bot", post(acts::kill_bot))
        .route("/api/photos", post(uploads::photos))
        .route("/api/files", post(uploads::files))
        .layer(DefaultBodyLimit::max(MOST_UPLOADED_BYTES))
        .layer(middleware::from_fn(refuse_strangers))
        .with_state(stage)
}

/// A failure that the page shows in its own words.
pub struct Failure(anyhow::Error);

impl<Error: Into<anyhow::Error>> From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let body = json!({ "error": format!("{:#}", self.0) });
        (StatusCode::BAD_REQUEST, Json(body)).into_response()
    }
}

async fn sample(Path(sample): Path<String>) -> Result<Response, Failure> {
    let jpeg = tokio::task::spawn_blocking(move || faces::find(&sample)).await??;
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        // Drawing takes a moment, and the page needs each twice: to show and to send it.
        (header::CACHE_CONTROL, "max-age=86400"),
    ];
    Ok((headers, jpeg).into_response())
}

/// Other pages in the same browser can reach loopback too, also under a name of their own.
async fn refuse_strangers(request: Request, next: Next) -> Response {
    if is_ours(request.headers()) {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "This page talks to itself only.").into_response()
}

fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_loopback = matches!(name, "127.0.0.1" | "localhost");
    is_loopback && text(header::ORIGIN).is_none_or(|origin| origin == format!("http://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(host: &str, origin: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().expect("a header"));
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().expect("a header"));
        }
        headers
    }

    #[test]
    fn the_page_itself_may_ask() {
        assert!(is_ours(&headers("127.0.0.1:8090", None)));
        assert!(is_ours(&headers(
            "localhost:8090",
            Some("http://localhost:8090")
        )));
    }

    #[test]
    fn other_pages_and_other_names_may_not() {
        assert!(!is_ours(&headers(
            "127.0.0.1:8090",
            Some("https://evil.example")
        )));
        assert!(!is_ours(&headers("evil.example:8090", None)));
        assert!(!is_ours(&headers(
            "127.0.0.1:8090",
            Some("http://127.0.0.1:3000")
        )));
    }
}
