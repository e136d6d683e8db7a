//! An HTTP reverse proxy in front of several processes of the bot, a fair stand-in for those of
//! nginx and Kubernetes: it sends requests in turn to whoever says that it is ready, and never
//! repeats one that may have arrived.

mod backend;

use std::{
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use anyhow::Context;
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use tokio::sync::watch;

use crate::server::Server;
use backend::Backend;

/// The bot takes no larger bodies, and nobody sends it files.
const BODY_LIMIT_BYTES: usize = 1024 * 1024;

/// What belongs to one connection and is not passed on; RFC 9110, section 7.6.1.
const OF_ONE_CONNECTION: [HeaderName; 4] = [
    header::CONNECTION,
    header::TRANSFER_ENCODING,
    header::CONTENT_LENGTH,
    header::HOST,
];

#[derive(Clone, Debug)]
pub struct Options {
    /// How often each backend is asked whether it is ready. Kubernetes does so every 10 s.
    pub ask_every: Duration,
    /// A request without an answer for so long has failed; nginx waits for 60 s.
    pub answer_within: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            ask_every: Duration::from_millis(100),
            answer_within: Duration::from_secs(60),
        }
    }
}

/// What became of the requests so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All that came.
    pub requests: u64,
    /// Those that no backend was there for, or that a backend took and did not answer.
    pub failed: u64,
    /// Those that a backend answered with 500 or more.
    pub refused: u64,
}

/// A listening proxy; dropping it closes the port. Clones share it.
#[derive(Clone, Debug)]
pub struct Balancer {
    inner: Arc<Inner>,
    server: Arc<Server>,
}

#[derive(Debug)]
struct Inner {
    options: Options,
    client: reqwest::Client,
    state: Mutex<Turns>,
    /// Counts the changes of which backends are ready.
    changes: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Turns {
    backends: Vec<Backend>,
    next: usize,
    counts: Counts,
}

impl Balancer {
    /// Listens on a free port of the loopback address.
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder()
            .no_proxy()
            .timeout(options.answer_within)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .context("cannot build the proxy's client")?;
        let inner = Arc::new(Inner {
            options,
            client,
            state: Mutex::default(),
            changes: watch::Sender::new(0),
        });
        let router = Router::new()
            .fallback(pass_on)
            .with_state(Arc::clone(&inner));
        let server = Arc::new(Server::start(0, router).await?);
        Ok(Self { inner, server })
    }

    /// The base URL, without a slash at the end.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// From now on asks the backend at this base URL whether it is ready.
    pub fn add(&self, url: &str) {
        let asking = tokio::spawn(ask(Arc::clone(&self.inner), url.to_owned()));
        let backend = Backend::new(url, asking);
        self.inner.state().backends.push(backend);
    }

    /// Forgets a backend. Requests that it has taken are still answered.
    pub fn remove(&self, url: &str) {
        let mut state = self.inner.state();
        state.backends.retain(|backend| backend.url() != url);
        drop(state);
        self.inner.changes.send_modify(|changes| *changes += 1);
    }

    /// How many backends are ready.
    pub fn ready(&self) -> usize {
        let state = self.inner.state();
        let ready = state.backends.iter().filter(|backend| backend.is_ready());
        ready.count()
    }

    /// Waits until so many backends are ready, no more and no fewer.
    pub async fn until_ready(&self, count: usize) {
        let mut changes = self.inner.changes.subscribe();
        while self.ready() != count {
            // The sender lives as long as this handle.
            let _changed = changes.changed().await;
        }
    }

    pub fn counts(&self) -> Counts {
        self.inner.state().counts
    }
}

impl Inner {
    fn state(&self) -> MutexGuard<'_, Turns> {
        self.state
            .lock()
            .expect("nothing panics while holding the lock")
    }

    fn set_ready(&self, url: &str, is_ready: bool) {
        let has_changed = self
            .state()
            .backends
            .iter_mut()
            .filter(|backend| backend.url() == url)
            .any(|backend| backend.set_ready(is_ready));
        if has_changed {
            self.changes.send_modify(|changes| *changes += 1);
        }
    }

    /// The backends that are ready, the one whose turn it is first.
    fn in_turn(&self) -> Vec<String> {
        let mut state = self.state();
        let ready = state.backends.iter().filter(|backend| backend.is_ready());
        let mut urls: Vec<String> = ready.map(|backend| backend.url().to_owned()).collect();
        if !urls.is_empty() {
            let first = state.next % urls.len();
            urls.rotate_left(first);
            state.next = state.next.wrapping_add(1);
        }
        urls
    }
}

/// Asks a backend whether it is ready, until it is forgotten.
async fn ask(inner: Arc<Inner>, url: String) {
    let every = inner.options.ask_every;
    let mut ticks = tokio::time::interval(every);
    loop {
        ticks.tick().await;
        // Whoever takes longer than this to say so is not.
        let asking = inner.client.get(format!("{url}/readyz")).send();
        let answer = tokio::time::timeout(every * 10, asking).await;
        let is_ready = matches!(answer, Ok(Ok(answer)) if answer.status().is_success());
        inner.set_ready(&url, is_ready);
    }
}

async fn pass_on(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    inner.state().counts.requests += 1;
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, BODY_LIMIT_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let target = head.uri.path_and_query().map_or("/", |path| path.as_str());
    for url in inner.in_turn() {
        let sent = inner
            .client
            .request(head.method.clone(), format!("{url}{target}"))
            .headers(passed_on(&head.headers))
            .body(body.clone())
            .send();
        let answer = match sent.await {
            Ok(answer) => answer,
            Err(error) if error.is_connect() => {
                inner.set_ready(&url, false);
                continue;
            }
            Err(error) => return failed(&inner, &error),
        };
        if answer.status().is_server_error() {
            inner.state().counts.refused += 1;
        }
        let (status, headers) = (answer.status(), passed_on(answer.headers()));
        return match answer.bytes().await {
            Ok(body) => answered(status, headers, body),
            Err(error) => failed(&inner, &error),
        };
    }
    inner.state().counts.failed += 1;
    (StatusCode::SERVICE_UNAVAILABLE, "nobody is ready").into_response()
}

fn passed_on(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    for name in OF_ONE_CONNECTION {
        headers.remove(name);
    }
    headers
}

fn answered(status: StatusCode, headers: HeaderMap, body: Bytes) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// The backend may have done what it was asked; nobody else is asked.
fn failed(inner: &Inner, error: &reqwest::Error) -> Response {
    inner.state().counts.failed += 1;
    tracing::debug!(%error, "a request failed behind the balancer");
    let status = if error.is_timeout() {
        StatusCode::GATEWAY_TIMEOUT
    } else {
        StatusCode::BAD_GATEWAY
    };
    status.into_response()
}
