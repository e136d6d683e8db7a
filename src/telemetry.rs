//! What an operator sees from outside: log lines, metrics and panics that are
//! logged instead of lost.

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Upper bounds of the buckets of every latency histogram, in seconds: from one
/// database round trip to the slowest picture that Kie makes.
const LATENCY_BUCKETS: [f64; 12] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0, 600.0,
];

/// Starts logging as `RUST_LOG` and `LOG_FORMAT` say, and routes panics there.
///
/// # Errors
/// When `LOG_FORMAT` is neither text nor json.
pub fn start_logging() -> anyhow::Result<()> {
    // sqlx logs statements with their parameters at debug, hyper logs addresses
    // that hold the bot's token at trace: neither may be switched on by "debug".
    let wanted = std::env::var("RUST_LOG").unwrap_or_else(|_| "info".to_owned());
    let filter = EnvFilter::try_new(format!("{wanted},sqlx=warn,hyper=warn,hyper_util=warn,reqwest=warn,aws_smithy_runtime=warn,teloxide=warn"))
        .unwrap_or_else(|_| EnvFilter::new("info"));
    let registry = tracing_subscriber::registry().with(filter);
    match std::env::var("LOG_FORMAT").as_deref() {
        Ok("json") => registry
            .with(fmt::layer().json().with_writer(std::io::stderr))
            .try_init()?,
        Ok("text" | "") | Err(_) => {
            registry
                .with(fmt::layer().with_writer(std::io::stderr))
                .try_init()?;
        }
        Ok(_) => anyhow::bail!("LOG_FORMAT is neither text nor json"),
    }
    std::panic::set_hook(Box::new(|panic| {
        // The payload of a panic may quote a person's words: only its place is logged.
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::error!(panic.place = %place, "a task panicked");
    }));
    Ok(())
}

/// Installs the process-wide metrics recorder and returns what `/metrics` prints.
///
/// # Errors
/// When a recorder is installed already.
pub fn start_metrics() -> anyhow::Result<PrometheusHandle> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &LATENCY_BUCKETS)?
        .install_recorder()?;
    Ok(handle)
}
