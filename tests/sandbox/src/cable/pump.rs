//! One direction of one connection: reads at once, and writes when the line lets it.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::tcp::{ReadHalf, WriteHalf},
    sync::{mpsc, watch},
    time::Instant,
};

use super::{Latency, Line};

const CHUNK_BYTES: usize = 16 * 1024;

/// Chunks on their way. A line that is late must not be narrow as well.
const CHUNKS_UNDER_WAY: usize = 64;

struct Chunk {
    due: Instant,
    bytes: Vec<u8>,
}

/// Carries what is read to where it is written, until one end is closed, which is passed on.
pub(super) async fn pump(
    from: ReadHalf<'_>,
    to: WriteHalf<'_>,
    line: watch::Receiver<Line>,
    lateness: fn(Latency) -> Duration,
) {
    let (read, written) = mpsc::channel(CHUNKS_UNDER_WAY);
    tokio::join!(
        take(from, read, line.clone(), lateness),
        give(written, to, line)
    );
}

async fn take(
    mut from: ReadHalf<'_>,
    read: mpsc::Sender<Chunk>,
    line: watch::Receiver<Line>,
    lateness: fn(Latency) -> Duration,
) {
    loop {
        let mut bytes = vec![0; CHUNK_BYTES];
        let Ok(length @ 1..) = from.read(&mut bytes).await else {
            return;
        };
        bytes.truncate(length);
        let late = match *line.borrow() {
            Line::Slow(latency) => lateness(latency),
            Line::Open | Line::Cut | Line::Stalled => Duration::ZERO,
        };
        let due = Instant::now() + late;
        if read.send(Chunk { due, bytes }).await.is_err() {
            return;
        }
    }
}

async fn give(
    mut written: mpsc::Receiver<Chunk>,
    mut to: WriteHalf<'_>,
    mut line: watch::Receiver<Line>,
) {
    while let Some(chunk) = written.recv().await {
        tokio::time::sleep_until(chunk.due).await;
        if until_it_flows(&mut line).await.is_err() || to.write_all(&chunk.bytes).await.is_err() {
            return;
        }
    }
    if until_it_flows(&mut line).await.is_ok() {
        let _ended_already = to.shutdown().await;
    }
}

async fn until_it_flows(line: &mut watch::Receiver<Line>) -> Result<(), watch::error::RecvError> {
    line.wait_for(|line| *line != Line::Stalled).await.map(drop)
}
