//! Traces by OTLP, for whoever has a collector: one trace holds all that became of an order, from
//! the tap to the album. Without OTEL_EXPORTER_OTLP_ENDPOINT nothing of this runs.
//!
//! Spans carry kinds, methods and our own numbers: never words of people, addresses or statements.
//! A collector that is away costs the spans that nobody took, and nothing else: they are handed
//! over in the background, and what does not fit the waiting room is dropped.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use anyhow::Context;
use futures::future::BoxFuture;
use opentelemetry::{
    Context as TraceContext,
    trace::{
        SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState, TracerProvider,
    },
};
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithHttpConfig};
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use tokio::runtime::Handle;
use tracing::{Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::{Layer, registry::LookupSpan};

use super::meters::VERSION;

/// The target of spans that are worth a place in a trace and none in a log line: calls to others.
pub const CALLS: &str = "pinglass::calls";

/// The collector is a neighbour; one that takes longer is as good as away.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a stop may spend on handing over the last spans.
const LAST_WORDS: Duration = Duration::from_secs(3);

static IS_ON: AtomicBool = AtomicBool::new(false);

/// The tracer, to be stopped last. Without traces it is empty.
#[must_use]
#[derive(Debug, Default)]
pub struct Traces(Option<SdkTracerProvider>);

impl Traces {
    /// Hands the last spans over, if the collector takes them within its time.
    pub fn stop(self) {
        if let Some(provider) = self.0
            && provider.shutdown_with_timeout(LAST_WORDS).is_err()
        {
            tracing::debug!("the last spans could not be handed over");
        }
    }
}

/// Whether the standard variables name a collector.
pub(super) fn are_wanted() -> bool {
    let is_set = |name| std::env::var(name).is_ok_and(|value| !value.is_empty());
    is_set("OTEL_EXPORTER_OTLP_ENDPOINT") && !is_switched_off()
}

fn is_switched_off() -> bool {
    std::env::var("OTEL_SDK_DISABLED").is_ok_and(|value| value.eq_ignore_ascii_case("true"))
}

/// Starts handing spans over. Endpoint, headers (OTEL_EXPORTER_OTLP_HEADERS), sampler
/// (OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG) and attributes of the process
/// (OTEL_RESOURCE_ATTRIBUTES) are read by the library from the standard's variables.
///
/// # Errors
/// When the endpoint is no address, or the sampler is unknown.
pub(super) fn start<S>() -> anyhow::Result<(impl Layer<S> + use<S>, Traces)>
where
    S: Subscriber + for<'span> LookupSpan<'span> + Send + Sync,
{
    check_sampler()?;
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(Collector::new()?)
        .build()
        .context("OTEL_EXPORTER_OTLP_ENDPOINT can't be used")?;
    let name = std::env::var("OTEL_SERVICE_NAME").ok();
    let name = name
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "pinglass".to_owned());
    let resource = Resource::builder()
        .with_service_name(name)
        .with_attribute(opentelemetry::KeyValue::new("service.version", VERSION))
        .build();
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .with_resource(resource)
        .build();
    let layer = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("pinglass"))
        .with_location(false)
        .with_threads(false)
        .with_tracked_inactivity(false);
    IS_ON.store(true, Ordering::Relaxed);
    Ok((layer, Traces(Some(provider))))
}

/// The library takes every trace when it does not understand what was asked for, and says so to
/// nobody.
fn check_sampler() -> anyhow::Result<()> {
    let sampler = std::env::var("OTEL_TRACES_SAMPLER").unwrap_or_default();
    let share = std::env::var("OTEL_TRACES_SAMPLER_ARG").unwrap_or_default();
    let is_share = || {
        let share = share.parse::<f64>();
        share.is_ok_and(|share| (0.0..=1.0).contains(&share))
    };
    match sampler.strip_prefix("parentbased_").unwrap_or(&sampler) {
        "" | "always_on" | "always_off" => Ok(()),
        "traceidratio" if is_share() => Ok(()),
        "traceidratio" => anyhow::bail!("OTEL_TRACES_SAMPLER_ARG is no share from 0 to 1"),
        _ => anyhow::bail!("OTEL_TRACES_SAMPLER is unknown: {sampler}"),
    }
}

/// The place of the present span in its trace.
pub(super) fn present() -> Option<String> {
    if !IS_ON.load(Ordering::Relaxed) {
        return None;
    }
    let context = Span::current().context();
    let span = context.span();
    let place = span.span_context();
    place.is_valid().then(|| {
        let flags = place.trace_flags().to_u8();
        format!("00-{}-{}-{flags:02x}", place.trace_id(), place.span_id())
    })
}

/// Says what a span with the empty field `otel.name` is to be called in traces. Log lines would
/// only say it twice.
pub fn name(span: &Span, name: &str) {
    if IS_ON.load(Ordering::Relaxed) {
        span.record("otel.name", name);
    }
}

/// Has the new `span` go on with the trace that `place` is in. A place that can't be read, or a
/// span that nobody wants, changes nothing.
pub(super) fn go_on(span: &Span, place: &str) {
    if !IS_ON.load(Ordering::Relaxed) {
        return;
    }
    if let Some(place) = read(place) {
        let context = TraceContext::new().with_remote_span_context(place);
        let _unwanted = span.set_parent(context);
    }
}

/// Has the begun `span` point to another trace.
pub(super) fn point_to(span: &Span, place: &str) {
    if IS_ON.load(Ordering::Relaxed)
        && let Some(place) = read(place)
    {
        span.add_link(place);
    }
}

/// A span that goes on with another trace still points to where it was come across.
pub(super) fn link_to_present(span: &Span, is_elsewhere: bool) {
    if is_elsewhere && IS_ON.load(Ordering::Relaxed) {
        let context = Span::current().context();
        span.add_link(context.span().span_context().clone());
    }
}

/// Reads a `traceparent` of version 00 (W3C Trace Context, 3.2).
fn read(place: &str) -> Option<SpanContext> {
    let mut parts = place.split('-');
    let (version, trace, span, flags) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_whole = version == "00" && parts.next().is_none();
    let place = SpanContext::new(
        TraceId::from_hex(trace).ok()?,
        SpanId::from_hex(span).ok()?,
        TraceFlags::new(u8::from_str_radix(flags, 16).ok()?),
        true,
        TraceState::NONE,
    );
    (is_whole && place.is_valid()).then_some(place)
}

/// The way to the collector. The library asks from a thread of its own, where our client can't
/// work, so its calls are made on the runtime.
#[derive(Debug)]
struct Collector {
    client: reqwest::Client,
    runtime: Handle,
}

impl Collector {
    fn new() -> anyhow::Result<Self> {
        Ok(Self {
            client: reqwest::Client::builder()
                .timeout(PATIENCE)
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .context("cannot make a client for traces")?,
            runtime: Handle::try_current().context("traces need the runtime")?,
        })
    }
}

impl HttpClient for Collector {
    fn send_bytes<'client, 'call>(
        &'client self,
        request: Request<Bytes>,
    ) -> BoxFuture<'call, Result<Response<Bytes>, HttpError>>
    where
        'client: 'call,
        Self: 'call,
    {
        let client = self.client.clone();
        let sending = self.runtime.spawn(async move {
            let answer = send(&client, request).await;
            note(
                answer
                    .as_ref()
                    .is_ok_and(|answer| answer.status().is_success()),
            );
            answer
        });
        Box::pin(async move { sending.await? })
    }
}

async fn send(
    client: &reqwest::Client,
    request: Request<Bytes>,
) -> Result<Response<Bytes>, HttpError> {
    let request = request.map(reqwest::Body::from).try_into()?;
    let answer = client
        .execute(request)
        .await
        .map_err(reqwest::Error::without_url)?;
    let mut response = Response::builder().status(answer.status());
    if let Some(headers) = response.headers_mut() {
        headers.clone_from(answer.headers());
    }
    let body = answer.bytes().await.map_err(reqwest::Error::without_url)?;
    Ok(response.body(body)?)
}

/// Says once that the collector is away, and once that it is back.
fn note(is_taken: bool) {
    static IS_AWAY: AtomicBool = AtomicBool::new(false);
    let was_away = IS_AWAY.swap(!is_taken, Ordering::Relaxed);
    match (was_away, is_taken) {
        (false, false) => tracing::warn!("the collector of traces takes nothing; spans are lost"),
        (true, true) => tracing::info!("the collector of traces is back"),
        _ => {}
    }
    let outcome = if is_taken { "taken" } else { "lost" };
    metrics::counter!("pinglass_trace_batches_total", "outcome" => outcome).increment(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_place_is_read() {
        let place = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        let found = read(place).unwrap();
        assert!(found.is_sampled() && found.is_remote());
        for broken in [
            "",
            "00",
            "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-02",
            "00-xyz7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        ] {
            assert!(read(broken).is_none(), "{broken}");
        }
    }

    #[test]
    fn without_a_collector_nothing_has_a_place() {
        assert_eq!(present(), None);
        go_on(
            &Span::none(),
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        );
    }
}
