//! A small HTTP/1 server for the fakes. Unlike `axum::serve` it lets a handler drop the
//! connection without an answer, as a dying proxy does, and it stops when its handle is dropped.

use std::{io, net::SocketAddr};

use anyhow::Context;
use axum::{Router, body::Body, extract::Request, response::Response};
use hyper::{
    body::Incoming,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

/// A listening server; dropping it closes the port and every connection.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Listens on the loopback address; port 0 takes a free one.
    pub async fn start(port: u16, router: Router) -> anyhow::Result<Self> {
        Self::start_on(bind(port)?, router)
    }

    /// Serves on a port that is bound already; must be called within a tokio runtime.
    pub fn start_on(listener: std::net::TcpListener, router: Router) -> anyhow::Result<Self> {
        let listener = TcpListener::from_std(listener).context("cannot hand a port to tokio")?;
        let address = listener
            .local_addr()
            .context("cannot read the address that a socket listens on")?;
        let accepting = tokio::spawn(accept(listener, router));
        Ok(Self { address, accepting })
    }

    /// The base URL, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Takes a port of the loopback address; 0 takes a free one.
pub fn bind(port: u16) -> anyhow::Result<std::net::TcpListener> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", port))
        .with_context(|| format!("cannot listen on 127.0.0.1:{port}"))?;
    listener
        .set_nonblocking(true)
        .context("cannot use a port without blocking")?;
    Ok(listener)
}

/// An answer that makes the server close the connection instead of answering.
pub fn drop_connection() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(DropConnection);
    response
}

#[derive(Clone)]
struct DropConnection;

async fn accept(listener: TcpListener, router: Router) {
    // Aborting this task drops the set, and with it every connection.
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((socket, _)) => {
                connections.spawn(serve(socket, router.clone()));
            }
            Err(error) => tracing::warn!(%error, "cannot accept a connection"),
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn serve(socket: TcpStream, router: Router) {
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |request: Request<Incoming>| {
        let answer = router.call(request);
        async move {
            match answer.await {
                Ok(response) if response.extensions().get::<DropConnection>().is_some() => {
                    Err(io::Error::from(io::ErrorKind::ConnectionReset))
                }
                Ok(response) => Ok(response),
                Err(never) => match never {},
            }
        }
    });
    // Dropped connections are what the fakes do on purpose, so an error here says nothing.
    let outcome = Builder::new(TokioExecutor::new())
        .serve_connection(TokioIo::new(socket), service)
        .await;
    if let Err(error) = outcome {
        tracing::debug!(error, "a connection ended early");
    }
}
