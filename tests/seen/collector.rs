//! A collector of traces on loopback, as strict about what it is sent as it needs to be.

use std::sync::{Arc, Mutex};

use axum::{Router, body::Bytes, extract::State, http::StatusCode, routing::post};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{AnyValue, any_value::Value},
    trace::v1::Span,
};
use prost::Message;
use tokio::net::TcpListener;

#[derive(Clone)]
pub struct Collector {
    url: String,
    taken: Arc<Mutex<Vec<ExportTraceServiceRequest>>>,
}

impl Collector {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let collector = Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            taken: Arc::default(),
        };
        let router = Router::new()
            .route("/v1/traces", post(take))
            .with_state(collector.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        collector
    }

    /// What OTEL_EXPORTER_OTLP_ENDPOINT is set to.
    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn spans(&self) -> Vec<Span> {
        let taken = self.taken.lock().unwrap();
        let of_process = taken.iter().flat_map(|request| &request.resource_spans);
        let of_scope = of_process.flat_map(|process| &process.scope_spans);
        of_scope.flat_map(|scope| scope.spans.clone()).collect()
    }

    /// What the processes say of themselves.
    pub fn resource(&self, name: &str) -> Option<String> {
        let taken = self.taken.lock().unwrap();
        let resource = taken.first()?.resource_spans.first()?.resource.clone()?;
        let attribute = resource.attributes.into_iter().find(|it| it.key == name)?;
        attribute.value.as_ref().map(text)
    }

    /// Everything that it was sent, as text.
    pub fn everything(&self) -> String {
        format!("{:?}", self.taken.lock().unwrap())
    }
}

async fn take(State(collector): State<Collector>, body: Bytes) -> StatusCode {
    let Ok(request) = ExportTraceServiceRequest::decode(body) else {
        return StatusCode::BAD_REQUEST;
    };
    collector.taken.lock().unwrap().push(request);
    StatusCode::OK
}

/// What an attribute of a span says.
pub fn attribute(span: &Span, name: &str) -> Option<String> {
    let found = span.attributes.iter().find(|it| it.key == name)?;
    found.value.as_ref().map(text)
}

fn text(value: &AnyValue) -> String {
    match &value.value {
        Some(Value::StringValue(text)) => text.clone(),
        Some(Value::IntValue(number)) => number.to_string(),
        other => format!("{other:?}"),
    }
}
