//! What an operator sees from outside: log lines, metrics, traces, and panics that are
//! logged instead of lost. README.md beside this says how to read them.

mod cause;
mod meters;
mod process;
mod traces;

use tracing::Subscriber;
use tracing_subscriber::{
    EnvFilter, Layer, fmt, layer::SubscriberExt, registry::LookupSpan, util::SubscriberInitExt,
};

pub use self::{
    cause::Cause,
    meters::{Kind, METERS, Meter, Values, start as start_metrics},
    process::measure as measure_process,
    traces::{CALLS, Traces, name as name_in_traces},
};

/// Starts logging as `RUST_LOG` and `LOG_FORMAT` say, routes panics there, and starts traces
/// when a collector is set. Needs the runtime.
///
/// # Errors
/// When `LOG_FORMAT` is neither text nor json, or the collector's address can't be used.
pub fn start_logging() -> anyhow::Result<Traces> {
    // One filter for lines and spans: with one for each, tracing loses what follows a mere question
    // whether something would be logged, which sqlx asks before every statement.
    if traces::are_wanted() {
        let (spans, traces) = traces::start()?;
        tracing_subscriber::registry()
            .with(filter(&format!(",{CALLS}=debug")))
            .with(lines()?)
            .with(spans)
            .try_init()?;
        log_panics();
        return Ok(traces);
    }
    tracing_subscriber::registry()
        .with(filter(""))
        .with(lines()?)
        .try_init()?;
    log_panics();
    Ok(Traces::default())
}

fn lines<S>() -> anyhow::Result<Box<dyn Layer<S> + Send + Sync>>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    match std::env::var("LOG_FORMAT").as_deref() {
        Ok("json") => Ok(fmt::layer().json().with_writer(std::io::stderr).boxed()),
        Ok("text" | "") | Err(_) => Ok(fmt::layer().with_writer(std::io::stderr).boxed()),
        Ok(_) => anyhow::bail!("LOG_FORMAT is neither text nor json"),
    }
}

/// What `RUST_LOG` wants, and `more`.
fn filter(more: &str) -> EnvFilter {
    // sqlx logs statements with their parameters at debug, hyper logs addresses
    // that hold the bot's token at trace: neither may be switched on by "debug".
    let wanted = std::env::var("RUST_LOG").unwrap_or_else(|_| "info".to_owned());
    EnvFilter::try_new(format!("{wanted},sqlx=warn,hyper=warn,hyper_util=warn,reqwest=warn,aws_smithy_runtime=warn,teloxide=warn{more}"))
        .unwrap_or_else(|_| EnvFilter::new("info"))
}

fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        // The payload of a panic may quote a person's words: only its place is logged.
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::error!(panic.place = %place, "a task panicked");
    }));
}
