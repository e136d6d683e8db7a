//! A TCP proxy between the bot and whatever it talks to, which is cut, stalled, slowed and
//! mended while it runs: networks fail in these ways, and servers behind them don't notice.

mod pump;

use std::{net::SocketAddr, time::Duration};

use anyhow::Context;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{mpsc, oneshot, watch},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::server;
use pump::pump;

/// How the line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    /// Everything flows at once.
    #[default]
    Open,
    /// Connections are refused; those that were open have been reset.
    Cut,
    /// Connections are made and nothing flows, until the line is mended.
    Stalled,
    /// Whatever is said arrives so much later.
    Slow(Latency),
}

/// By how much each direction is late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Latency {
    pub to_server: Duration,
    pub from_server: Duration,
}

/// One end of a cable; dropping it resets what is connected and closes the port.
#[derive(Debug)]
pub struct Cable {
    address: SocketAddr,
    orders: mpsc::UnboundedSender<Order>,
    line: watch::Receiver<Line>,
}

#[derive(Debug)]
struct Order {
    line: Line,
    /// Whether open connections are reset.
    reset: bool,
    done: oneshot::Sender<()>,
}

impl Cable {
    /// Lays a cable to a server, named `host:port`; it need not be there yet.
    pub async fn to(server: &str) -> anyhow::Result<Self> {
        let listener = listen(server::bind(0)?)?;
        let address = listener
            .local_addr()
            .context("cannot read the address of a cable")?;
        let (orders, incoming) = mpsc::unbounded_channel();
        let (state, line) = watch::channel(Line::Open);
        let server = server.to_owned();
        tokio::spawn(carry(server, address, listener, incoming, state));
        Ok(Self {
            address,
            orders,
            line,
        })
    }

    /// Lays a cable to the server of an address such as `postgres://user@host:port/name`; the
    /// second value is the address by way of the cable.
    pub async fn to_url(url: &str) -> anyhow::Result<(Self, String)> {
        let mut url: Url = url.parse().context("not an address")?;
        let host = url.host_str().context("an address without a host")?;
        let port = url
            .port_or_known_default()
            .context("an address without a port")?;
        let cable = Self::to(&format!("{host}:{port}")).await?;
        url.set_host(Some("127.0.0.1"))
            .context("an address that can't name another host")?;
        if url.set_port(Some(cable.address.port())).is_err() {
            anyhow::bail!("an address that can't name a port");
        }
        Ok((cable, url.to_string()))
    }

    /// Where to connect.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How the line is now.
    pub fn line(&self) -> Line {
        *self.line.borrow()
    }

    /// Resets what is connected and refuses what comes, when this returns.
    pub async fn cut(&self) {
        self.order(Line::Cut, true).await;
    }

    /// Lets nothing through, either way. What was said meanwhile arrives when it is mended.
    pub async fn stall(&self) {
        self.order(Line::Stalled, false).await;
    }

    /// Makes everything late.
    pub async fn slow(&self, latency: Latency) {
        self.order(Line::Slow(latency), false).await;
    }

    /// Lets everything through again.
    pub async fn mend(&self) {
        self.order(Line::Open, false).await;
    }

    /// Resets what is connected, once; the line stays as it is. So does a server that cuts off
    /// who has been idle.
    pub async fn hang_up(&self) {
        self.order(self.line(), true).await;
    }

    async fn order(&self, line: Line, reset: bool) {
        let (done, carried_out) = oneshot::channel();
        let order = Order { line, reset, done };
        // The task ends with its runtime only; then nothing is connected either.
        if self.orders.send(order).is_ok() {
            let _ended = carried_out.await;
        }
    }
}

/// Accepts connections and carries orders out, until the cable is dropped.
async fn carry(
    server: String,
    address: SocketAddr,
    listener: TcpListener,
    mut orders: mpsc::UnboundedReceiver<Order>,
    line: watch::Sender<Line>,
) {
    let mut listener = Some(listener);
    let mut connections = JoinSet::new();
    let mut reset = CancellationToken::new();
    loop {
        tokio::select! {
            order = orders.recv() => {
                let Some(order) = order else { return reset.cancel() };
                listener = match (order.line, listener) {
                    (Line::Cut, _) => None,
                    (_, Some(listener)) => Some(listener),
                    (_, None) => listen_again(address),
                };
                line.send_replace(order.line);
                if order.reset {
                    std::mem::take(&mut reset).cancel();
                    while connections.join_next().await.is_some() {}
                }
                let _nobody_waits = order.done.send(());
            }
            accepted = accept(listener.as_ref()) => {
                let (line, reset) = (line.subscribe(), reset.clone());
                connections.spawn(connect(accepted, server.clone(), line, reset));
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

fn listen(listener: std::net::TcpListener) -> anyhow::Result<TcpListener> {
    TcpListener::from_std(listener).context("cannot hand a port to tokio")
}

/// Another socket may have got hold of the port meanwhile; then the cable stays cut, and the
/// test that uses it fails.
fn listen_again(address: SocketAddr) -> Option<TcpListener> {
    let listener = server::bind(address.port()).and_then(listen);
    if let Err(error) = &listener {
        tracing::error!("a cable can't be mended: {error:#}");
    }
    listener.ok()
}

async fn accept(listener: Option<&TcpListener>) -> TcpStream {
    let Some(listener) = listener else {
        return std::future::pending().await;
    };
    loop {
        match listener.accept().await {
            Ok((socket, _)) => return socket,
            Err(error) => tracing::warn!(%error, "a cable cannot accept a connection"),
        }
    }
}

/// Joins a connection with one to the server, until both ends have said all they had to say or
/// the connection is reset.
async fn connect(
    mut near: TcpStream,
    server: String,
    line: watch::Receiver<Line>,
    reset: CancellationToken,
) {
    let Ok(mut far) = TcpStream::connect(&server).await else {
        // Dropping it tells the caller.
        return;
    };
    for socket in [&near, &far] {
        let _slower = socket.set_nodelay(true);
    }
    let was_reset = {
        let (from_near, to_near) = near.split();
        let (from_far, to_far) = far.split();
        let there = pump(from_near, to_far, line.clone(), |latency| latency.to_server);
        let back = pump(from_far, to_near, line, |latency| latency.from_server);
        tokio::select! {
            _ = futures::future::join(there, back) => false,
            () = reset.cancelled() => true,
        }
    };
    if was_reset {
        for socket in [&near, &far] {
            let _gentler = socket.set_zero_linger();
        }
    }
}
