//! The HTTP listener: health, readiness and metrics, and the place where the
//! features' callback routes are mounted.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{Router, http::StatusCode, routing::get};
use metrics_exporter_prometheus::PrometheusHandle;
use tower_http::{
    catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer, timeout::TimeoutLayer,
};

use crate::db::Db;

/// Updates and callbacks are a few kilobytes; nothing that calls us sends files.
const BODY_LIMIT_BYTES: usize = 1024 * 1024;

/// Longer than a pre-checkout may take, shorter than any caller waits.
const REQUEST_LIMIT: Duration = Duration::from_secs(15);

/// Whether this process wants requests. Clones share one flag.
#[derive(Clone, Debug, Default)]
pub struct Readiness(Arc<AtomicBool>);

impl Readiness {
    /// From now on `/readyz` says no, so that the balancer looks elsewhere.
    pub fn begin_shutdown(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    fn is_shutting_down(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// All paths of the process: the given routes of the features and our own.
pub fn router(features: Router, db: Db, readiness: Readiness, metrics: PrometheusHandle) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(move || ready(db.clone(), readiness.clone())))
        .route(
            "/metrics",
            get(move || std::future::ready(metrics.render())),
        )
        .merge(features)
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            REQUEST_LIMIT,
        ))
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT_BYTES))
        .layer(CatchPanicLayer::new())
}

async fn ready(db: Db, readiness: Readiness) -> (StatusCode, &'static str) {
    if readiness.is_shutting_down() {
        return (StatusCode::SERVICE_UNAVAILABLE, "shutting down");
    }
    match tokio::time::timeout(Duration::from_secs(3), db.version()).await {
        Ok(Ok(_)) => (StatusCode::OK, "ready"),
        _ => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database does not answer",
        ),
    }
}
