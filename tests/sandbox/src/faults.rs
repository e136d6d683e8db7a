//! Misbehaviour that a test can order from a provider's fake: errors, lost answers, silence.
//! Each fault says whether the request still took effect, since that is what clients get wrong.

use std::{
    collections::VecDeque,
    fmt,
    future::Future,
    io,
    sync::{Mutex, MutexGuard},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::{StreamExt, stream};

use crate::server::drop_connection;

/// What happens to one request instead of the usual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// An error in the provider's own format, without effect.
    Code(i32),
    /// A gateway's error page with this HTTP status, without effect.
    Http(u16),
    /// The usual, later.
    Delay(Duration),
    /// The connection closes; nothing has happened.
    ResetBeforeEffect,
    /// The connection closes; the request has been carried out.
    ResetAfterEffect,
    /// No answer ever; nothing has happened.
    Silence,
    /// No answer ever; the request has been carried out.
    SilenceAfterEffect,
    /// The answer breaks off in the middle of its body.
    CutAnswer,
}

impl Fault {
    /// Carries the request out, or not, as the fault demands. `error` writes a provider's error.
    pub async fn apply(
        self,
        error: impl FnOnce(i32) -> Response,
        usual: impl Future<Output = Response>,
    ) -> Response {
        match self {
            Self::Code(code) => error(code),
            Self::Http(status) => gateway_error(status),
            Self::Delay(delay) => {
                tokio::time::sleep(delay).await;
                usual.await
            }
            Self::ResetBeforeEffect => drop_connection(),
            Self::ResetAfterEffect => {
                usual.await;
                drop_connection()
            }
            Self::Silence => std::future::pending().await,
            Self::SilenceAfterEffect => {
                usual.await;
                std::future::pending().await
            }
            Self::CutAnswer => cut(usual.await).await,
        }
    }
}

/// Which requests go wrong, and how, for as long as a test says so.
type Predicate<Method> = Box<dyn Fn(&Method) -> Option<Fault> + Send + Sync>;

/// Faults waiting for their request, oldest first, and whatever goes wrong besides.
pub struct Faults<Method> {
    waiting: Mutex<VecDeque<(Method, Fault)>>,
    predicate: Mutex<Option<Predicate<Method>>>,
}

impl<Method> Default for Faults<Method> {
    fn default() -> Self {
        Self {
            waiting: Mutex::default(),
            predicate: Mutex::new(None),
        }
    }
}

impl<Method: fmt::Debug> fmt::Debug for Faults<Method> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Faults")
            .field("waiting", &self.waiting)
            .finish_non_exhaustive()
    }
}

impl<Method: PartialEq> Faults<Method> {
    /// Orders a fault for the next request of this method that has none yet.
    pub fn add(&self, method: Method, fault: Fault) {
        lock(&self.waiting).push_back((method, fault));
    }

    /// Lets every request go wrong for which the predicate names a fault.
    pub fn set_predicate(&self, predicate: Option<Predicate<Method>>) {
        *lock(&self.predicate) = predicate;
    }

    /// Takes the fault that this request has to suffer.
    pub fn take(&self, method: &Method) -> Option<Fault> {
        let mut waiting = lock(&self.waiting);
        let position = waiting.iter().position(|(faulty, _)| faulty == method);
        let ordered = position.and_then(|position| waiting.remove(position));
        match ordered {
            Some((_, fault)) => Some(fault),
            None => lock(&self.predicate).as_ref()?(method),
        }
    }

    /// Forgets the faults that wait.
    pub fn clear(&self) {
        lock(&self.waiting).clear();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex
        .lock()
        .expect("no thread panics while it holds the faults")
}

fn gateway_error(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    let page = format!("<html><head><title>{status}</title></head></html>");
    (status, [(header::CONTENT_TYPE, "text/html")], page).into_response()
}

/// Promises the whole body and closes the connection after half of it.
async fn cut(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
        return drop_connection();
    };
    parts
        .headers
        .insert(header::CONTENT_LENGTH, body.len().into());
    let half = body.slice(..body.len() / 2);
    let pieces =
        stream::once(async move { Ok::<Bytes, io::Error>(half) }).chain(stream::once(async {
            // Gives the server a moment to send the first half, which an error would discard.
            tokio::time::sleep(Duration::from_millis(10)).await;
            Err(io::Error::from(io::ErrorKind::ConnectionReset))
        }));
    Response::from_parts(parts, Body::from_stream(pieces))
}
