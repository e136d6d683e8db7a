//! The cable does to connections what networks do.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on ends by a panic"
)]

use std::time::Duration;

use sandbox::cable::{Cable, Latency};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::{Instant, timeout},
};

const SOON: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(10);

/// A server that repeats what it hears, and a cable to it.
async fn cable_to_an_echo() -> Cable {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let (mut from, mut to) = socket.split();
                tokio::io::copy(&mut from, &mut to).await
            });
        }
    });
    Cable::to(&address.to_string()).await.unwrap()
}

async fn says(socket: &mut TcpStream, word: &[u8; 4]) -> std::io::Result<()> {
    socket.write_all(word).await?;
    let mut heard = [0; 4];
    socket.read_exact(&mut heard).await?;
    assert_eq!(&heard, word);
    Ok(())
}

#[tokio::test]
async fn a_cut_resets_what_is_connected_and_refuses_what_comes() {
    let cable = cable_to_an_echo().await;
    let mut socket = TcpStream::connect(cable.address()).await.unwrap();
    says(&mut socket, b"here").await.unwrap();
    cable.cut().await;
    let error = socket.read(&mut [0; 4]).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    let error = TcpStream::connect(cable.address()).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionRefused);
    cable.mend().await;
    let mut socket = TcpStream::connect(cable.address()).await.unwrap();
    says(&mut socket, b"back").await.unwrap();
}

#[tokio::test]
async fn what_is_said_while_it_is_stalled_arrives_later() {
    let cable = cable_to_an_echo().await;
    let mut open = TcpStream::connect(cable.address()).await.unwrap();
    says(&mut open, b"here").await.unwrap();
    cable.stall().await;
    let mut new = TcpStream::connect(cable.address()).await.unwrap();
    for socket in [&mut open, &mut new] {
        assert!(timeout(SOON, says(socket, b"lost")).await.is_err());
    }
    cable.mend().await;
    for socket in [&mut open, &mut new] {
        let mut heard = [0; 4];
        let reading = socket.read_exact(&mut heard);
        timeout(PATIENCE, reading).await.unwrap().unwrap();
        assert_eq!(&heard, b"lost");
    }
}

#[tokio::test]
async fn each_direction_is_late_by_itself_and_not_narrow() {
    let cable = cable_to_an_echo().await;
    let mut socket = TcpStream::connect(cable.address()).await.unwrap();
    let latency = Latency {
        to_server: Duration::from_millis(40),
        from_server: Duration::from_millis(80),
    };
    cable.slow(latency).await;
    let start = Instant::now();
    for word in [b"one ", b"two ", b"four"] {
        socket.write_all(word).await.unwrap();
    }
    let mut heard = [0; 12];
    socket.read_exact(&mut heard).await.unwrap();
    assert_eq!(&heard, b"one two four");
    let took = start.elapsed();
    assert!(took >= Duration::from_millis(120), "{took:?}");
    // One after the other would take 360 ms at the least.
    assert!(took < Duration::from_millis(300), "{took:?}");
}

#[tokio::test]
async fn hanging_up_leaves_the_line_open() {
    let cable = cable_to_an_echo().await;
    let mut socket = TcpStream::connect(cable.address()).await.unwrap();
    says(&mut socket, b"here").await.unwrap();
    cable.hang_up().await;
    assert!(says(&mut socket, b"gone").await.is_err());
    let mut socket = TcpStream::connect(cable.address()).await.unwrap();
    says(&mut socket, b"back").await.unwrap();
}
