//! The HTTP client for providers: one place for time-outs, the user agent and
//! the measuring of calls. Addresses are never logged, as some hold secrets.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::{Duration, Instant},
};

use reqwest::{
    Certificate, Client, ClientBuilder, RequestBuilder, Response,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect,
};
use tracing::{Instrument, field::Empty};
use url::{Host, Url};

use crate::telemetry;

/// Kie's gateway answers 403 to clients without a user agent.
const USER_AGENT: &str = concat!("pinglass/", env!("CARGO_PKG_VERSION"));

/// A client whose calls end after `patience`. Bodies read later count too.
///
/// # Panics
/// When the TLS library can't start, which no setting can cause.
pub fn client(patience: Duration) -> Client {
    builder(patience)
        .build()
        .expect("rustls starts without configuration")
}

/// As [`client`], for one provider whose certificate may come from one of these
/// `authorities` too. Redirects are not followed: what is sent is meant for that
/// provider alone.
///
/// # Errors
/// When an authority's certificate can't be understood.
pub fn client_trusting(
    patience: Duration,
    authorities: &[Certificate],
) -> Result<Client, reqwest::Error> {
    authorities
        .iter()
        .fold(builder(patience), |builder, authority| {
            builder.add_root_certificate(authority.clone())
        })
        .redirect(redirect::Policy::none())
        .build()
}

/// As [`client`], for addresses that others choose: it connects to public
/// addresses only, whatever a name resolves to or a redirect says.
///
/// # Panics
/// As [`client`].
pub fn public_client(patience: Duration) -> Client {
    let redirects = redirect::Policy::custom(|attempt| {
        if attempt.previous().len() > 4 || !may_be_public(attempt.url()) {
            attempt.stop()
        } else {
            attempt.follow()
        }
    });
    builder(patience)
        .redirect(redirects)
        .dns_resolver(Arc::new(PublicAddresses))
        .build()
        .expect("rustls starts without configuration")
}

fn builder(patience: Duration) -> ClientBuilder {
    Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(Duration::from_secs(5))
        .timeout(patience)
}

/// Whether `address` is https and names no private address outright. What its
/// name resolves to is seen to by [`public_client`].
pub fn may_be_public(address: &Url) -> bool {
    let host_is_public = match address.host() {
        Some(Host::Domain(_)) => true,
        Some(Host::Ipv4(ip)) => is_public(ip.into()),
        Some(Host::Ipv6(ip)) => is_public(ip.into()),
        None => false,
    };
    address.scheme() == "https" && host_is_public
}

struct PublicAddresses;

impl Resolve for PublicAddresses {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|found| is_public(found.ip())).collect();
            if public.is_empty() {
                return Err("the name has no public address".into());
            }
            let public: Addrs = Box::new(public.into_iter());
            Ok(public)
        })
    }
}

/// Whether the address belongs to the internet rather than to a machine or a
/// network of somebody's own (IANA's registries of special addresses).
fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [first, second, ..] = ip.octets();
            let shared = first == 100 && (64..128).contains(&second);
            let reserved = first == 0 || first >= 240 || first == 198 && matches!(second, 18 | 19);
            !(ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_multicast()
                || ip.is_documentation()
                || shared
                || reserved)
        }
        // Only 2000::/3 is given out; of it, these tunnel to IPv4 or are for documents.
        IpAddr::V6(ip) => {
            let [first, second, ..] = ip.segments();
            let special = first == 0x2002 || first == 0x2001 && matches!(second, 0 | 0x0db8);
            first & 0xe000 == 0x2000 && !special
        }
    }
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
    let span = tracing::debug_span!(
        target: telemetry::CALLS,
        "call",
        otel.name = format!("{provider} {operation}"),
        otel.kind = "client",
        status = Empty
    );
    let sending = request.send().instrument(span.clone());
    let answer = sending.await.map_err(reqwest::Error::without_url);
    let status = match &answer {
        Ok(response) => response.status().as_u16().to_string(),
        Err(error) if error.is_timeout() => "timeout".to_owned(),
        Err(_) => "unreachable".to_owned(),
    };
    span.record("status", status.as_str());
    metrics::histogram!("pinglass_provider_call_seconds",
        "provider" => provider, "operation" => operation, "status" => status)
    .record(start.elapsed());
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    const AUTHORITY: &str = "-----BEGIN CERTIFICATE-----
MIIBfjCCASWgAwIBAgIUO5JEyeubf9+izeBopv/HLVdlGIMwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJYXV0aG9yaXR5MCAXDTI2MTEyNTEwMjYyM1oYDzIxMjYxMTAx
MTAyNjIzWjAUMRIwEAYDVQQDDAlhdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARLtdo5olvSN96Cb6yu5mDEeS4sP1QcpQt1znOmADUL8VZNjZ5Pq8Zl
3F/izVxhA3hHY3eBM6944uIF6toUriVao1MwUTAdBgNVHQ4EFgQUDodN5z7BBNeI
VEwCdPntdYOhZlIwHwYDVR0jBBgwFoAUDodN5z7BBNeIVEwCdPntdYOhZlIwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiB9ndKK8TUzM843pNwcJphH
Gy5RM6Q2ADjrRSrLmz01rAIgXwNjPq44qF8Zx0L8NTotQJErwzl7EKwUmwFFsqHY
3w8=
-----END CERTIFICATE-----
";

    #[test]
    fn an_authority_that_is_none_is_told() {
        let client = |pem: &str| {
            let authorities = Certificate::from_pem_bundle(pem.as_bytes()).unwrap();
            client_trusting(Duration::from_secs(1), &authorities)
        };
        assert!(client("").is_ok());
        assert!(client(&AUTHORITY.repeat(2)).is_ok());
        let broken = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
        assert!(client(broken).is_err());
    }

    #[test]
    fn only_public_https_addresses_may_be_read() {
        let may = |address: &str| may_be_public(&address.parse().unwrap());
        assert!(may("https://tempfile.example/a.png"));
        assert!(may("https://93.184.216.34/a.png"));
        assert!(may("https://[2606:4700::1111]/a.png"));
        for address in [
            "http://tempfile.example/a.png",
            "https://127.0.0.1/a.png",
            "https://10.1.2.3/a.png",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/a.png",
            "https://0.0.0.0/a.png",
            "https://[::1]/a.png",
            "https://[::ffff:192.168.0.1]/a.png",
            "https://[fd00::1]/a.png",
        ] {
            assert!(!may(address), "{address}");
        }
    }
}
