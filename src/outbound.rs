//! The HTTP client for providers: one place for time-outs, the user agent and
//! the measuring of calls. Addresses are never logged, as some hold secrets.

use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder, Response};

/// Kie's gateway answers 403 to clients without a user agent.
const USER_AGENT: &str = concat!("pinglass/", env!("CARGO_PKG_VERSION"));

/// A client whose calls end after `patience`. Bodies read later count too.
///
/// # Panics
/// When the TLS library can't start, which no setting can cause.
pub fn client(patience: Duration) -> Client {
    Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(Duration::from_secs(5))
        .timeout(patience)
        .build()
        .expect("rustls starts without configuration")
}

/// Sends `request` and records how long `provider` took for `operation`.
///
/// # Errors
/// When no complete answer head came; the address is removed from the error.
/// A status of 4xx or 5xx is an answer, not an error.
pub async fn send(
    provider: &'static str,
    operation: &'static str,
    request: RequestBuilder,
) -> Result<Response, reqwest::Error> {
    let start = Instant::now();
    let answer = request.send().await.map_err(reqwest::Error::without_url);
    let status = match &answer {
        Ok(response) => response.status().as_u16().to_string(),
        Err(error) if error.is_timeout() => "timeout".to_owned(),
        Err(_) => "unreachable".to_owned(),
    };
    metrics::histogram!("pinglass_provider_call_seconds",
        "provider" => provider, "operation" => operation, "status" => status)
    .record(start.elapsed());
    answer
}
