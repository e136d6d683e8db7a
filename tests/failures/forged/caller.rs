//! A stranger who knows the addresses and can write what they like to them.

use rand::{SeedableRng, rngs::StdRng};
use reqwest::{Body, Method, header::CONTENT_TYPE};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::everything;
use crate::world::{World, client};

/// More than any address takes.
const TOO_MANY_BYTES: usize = 2 * 1024 * 1024;

pub struct Caller<'world> {
    pub world: &'world World,
    path: &'static str,
    client: reqwest::Client,
    /// Sent with each call.
    headers: Vec<(&'static str, String)>,
    /// The statuses that mean "no, and nothing happened".
    pub refusals: &'static [u16],
}

impl<'world> Caller<'world> {
    pub fn new(world: &'world World, path: &'static str, refusals: &'static [u16]) -> Self {
        Self {
            world,
            path,
            client: client(),
            headers: Vec::new(),
            refusals,
        }
    }

    pub fn with(mut self, header: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((header, value.into()));
        self
    }

    /// The same damage for the same test; the name of the seed is shown when it fails.
    pub fn random() -> StdRng {
        let seed = std::env::var("HOSTILE_SEED")
            .ok()
            .and_then(|seed| seed.parse().ok())
            .unwrap_or_else(rand::random);
        println!("HOSTILE_SEED={seed}");
        StdRng::seed_from_u64(seed)
    }

    /// Posts a body and gives the answer's status and body.
    pub async fn posts(&self, body: impl Into<Body>) -> (u16, String) {
        self.calls(Method::POST, self.path, body).await
    }

    pub async fn calls(&self, method: Method, path: &str, body: impl Into<Body>) -> (u16, String) {
        let address = format!("{}{path}", self.world.url);
        let mut request = self.client.request(method, address).body(body);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// Posts all of these; each is refused, and nothing changes.
    pub async fn is_refused(&self, bodies: impl IntoIterator<Item = Vec<u8>>) {
        let before = everything(self.world).await;
        let mut count = 0;
        for body in bodies {
            let shown = String::from_utf8_lossy(&body).into_owned();
            let (status, answer) = self.posts(body).await;
            assert!(
                self.refusals.contains(&status),
                "{status} for {shown:.2000}"
            );
            assert_ne!(answer, "OK", "{shown:.2000}");
            count += 1;
        }
        assert!(count > 0, "nothing was tried");
        assert_same(&before, &everything(self.world).await);
    }

    /// Other methods and paths, other kinds of content, too much of it, and bodies
    /// that stop halfway, all with `body`, which would be refused for itself.
    pub async fn tries_other_ways(&self, body: &str) {
        let before = everything(self.world).await;
        for method in ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "BREW"] {
            let method: Method = method.parse().unwrap();
            let (status, _) = self.calls(method, self.path, body.to_owned()).await;
            assert_eq!(status, 405);
        }
        for path in [
            format!("{}/", self.path),
            format!("/{}", self.path),
            self.path.to_uppercase(),
            format!("{}%20", self.path),
        ] {
            let (status, _) = self.calls(Method::POST, &path, body.to_owned()).await;
            assert_eq!(status, 404, "{path}");
        }
        for kind in [
            "text/plain",
            "application/xml",
            "multipart/form-data",
            "*",
            "",
        ] {
            let request = self.client.post(format!("{}{}", self.world.url, self.path));
            let request = request.header(CONTENT_TYPE, kind).body(body.to_owned());
            let status = request.send().await.unwrap().status().as_u16();
            assert!(self.refusals.contains(&status), "{status} for {kind}");
        }
        self.sends_too_much().await;
        self.stops_halfway(body).await;
        assert_same(&before, &everything(self.world).await);
    }

    /// Once with its length told before, once without.
    async fn sends_too_much(&self) {
        let large = format!("{{\"padding\":\"{}\"}}", "x".repeat(TOO_MANY_BYTES));
        for is_announced in [true, false] {
            let body = if is_announced {
                Body::from(large.clone())
            } else {
                let pieces: Vec<_> = large
                    .as_bytes()
                    .chunks(64 * 1024)
                    .map(|piece| Ok::<_, std::io::Error>(piece.to_vec()))
                    .collect();
                Body::wrap_stream(futures::stream::iter(pieces))
            };
            let request = self.client.post(format!("{}{}", self.world.url, self.path));
            // The server may hang up before it has heard all.
            if let Ok(answer) = request.body(body).send().await {
                let status = answer.status().as_u16();
                assert!(matches!(status, 413 | 401), "{status}");
            }
        }
    }

    /// The line breaks in the middle of the body; or it stays open, and not for long.
    async fn stops_halfway(&self, body: &str) {
        for hangs_up in [true, false] {
            let host = self.world.url.trim_start_matches("http://");
            let mut line = TcpStream::connect(host).await.unwrap();
            let head = format!(
                "POST {} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\n\r\n",
                self.path,
                body.len() * 2,
            );
            line.write_all(head.as_bytes()).await.unwrap();
            line.write_all(body.as_bytes()).await.unwrap();
            if hangs_up {
                drop(line);
                continue;
            }
            // Waiting costs no time: with nothing else to do, the next deadline is now.
            tokio::time::pause();
            let mut answer = [0; 64];
            let count = line.read(&mut answer).await.unwrap();
            tokio::time::resume();
            let answer = String::from_utf8_lossy(&answer[..count]);
            assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
        }
    }
}

pub fn bytes_of(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// Fails with the first line that differs.
pub fn assert_same(before: &str, after: &str) {
    let differs = before
        .lines()
        .zip(after.lines())
        .find(|(old, new)| old != new);
    assert_eq!(differs, None, "something changed");
    assert_eq!(before.len(), after.len(), "something was added or removed");
}
