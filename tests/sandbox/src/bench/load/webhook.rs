//! Telegram's side of a webhook: a few dozen connections that stay open, each with one update under
//! way. Written by hand, as an HTTP client would take more of the processor than the bot.

use std::{net::SocketAddr, sync::Arc};

use anyhow::{Context, Result, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

use super::crowd::Crowd;

/// What PinGlass asks for by `setWebhook`, and Telegram's default.
const CONNECTIONS: usize = 40;

/// The end of a response's head.
const HEAD_END: &[u8] = b"\r\n\r\n";

/// Where updates go, and by which secret they are known.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// One of each process that serves it; a balancer takes them in turn.
    pub addresses: Vec<SocketAddr>,
    pub path: &'static str,
    pub secret: String,
}

/// Delivers until it is dropped.
pub fn deliver(crowd: &Arc<Crowd>, webhook: &Webhook) -> JoinSet<()> {
    let mut connections = JoinSet::new();
    let addresses = webhook.addresses.iter().cycle();
    for address in addresses.take(CONNECTIONS) {
        let (crowd, webhook, address) = (Arc::clone(crowd), webhook.clone(), *address);
        connections.spawn(async move {
            if let Err(error) = deliver_on_one(&crowd, &webhook, address).await {
                crowd.complains(format!("webhook: {error:#}"));
            }
        });
    }
    connections
}

async fn deliver_on_one(crowd: &Crowd, webhook: &Webhook, address: SocketAddr) -> Result<()> {
    let stream = TcpStream::connect(address).await;
    let mut stream = stream.context("cannot reach the bot")?;
    stream.set_nodelay(true).context("cannot send at once")?;
    let (path, secret) = (webhook.path, &webhook.secret);
    let mut buffer = Vec::with_capacity(1024);
    loop {
        let update = crowd.next_delivery().await;
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n\
             X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: {}\r\n\r\n{}",
            update.text.len(),
            update.text
        );
        stream
            .write_all(request.as_bytes())
            .await
            .context("cannot send an update")?;
        read_answer(&mut stream, &mut buffer).await?;
        crowd.delivered(update.chat);
    }
}

/// Reads one response to its end; anything but 200 is an error.
async fn read_answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<()> {
    buffer.clear();
    loop {
        let count = stream.read_buf(buffer).await;
        if count.context("cannot read an answer")? == 0 {
            bail!("the bot hung up");
        }
        let head_end = buffer
            .windows(HEAD_END.len())
            .position(|window| window == HEAD_END);
        let Some(head_end) = head_end else { continue };
        let head = String::from_utf8_lossy(&buffer[..head_end]).to_lowercase();
        if !head.starts_with("http/1.1 200") {
            bail!("the bot answers {:?}", head.lines().next());
        }
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length:"))
            .map_or(Ok(0), |length| length.trim().parse::<usize>())
            .context("a strange length")?;
        if buffer.len() >= head_end + HEAD_END.len() + length {
            return Ok(());
        }
    }
}
