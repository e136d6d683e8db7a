//! A wire between the application and its database, on which every statement is read that goes
//! by: what PostgreSQL is asked, however sqlx came to ask it.
//!
//! Of the protocol (PostgreSQL documentation, "Message Formats") only what names a statement is
//! understood; everything is passed on as it is.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, tcp::OwnedReadHalf, tcp::OwnedWriteHalf},
};
use url::Url;

/// "SSLRequest": the number in place of a protocol's version.
const SSL_REQUEST: i32 = 80_877_103;

/// Notes the statements of everybody who connects through it.
#[derive(Clone, Default)]
pub struct Wire {
    statements: Arc<Mutex<Vec<String>>>,
}

impl Wire {
    /// Stands in front of the server of `database_url` from now on; returns the same database's
    /// address on the wire.
    pub fn in_front_of(&self, database_url: &str) -> String {
        let mut url: Url = database_url.parse().unwrap();
        let server = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        url.set_host(Some("127.0.0.1")).unwrap();
        url.set_port(Some(listener.local_addr().unwrap().port()))
            .unwrap();
        let listener = TcpListener::from_std(listener).unwrap();
        let wire = self.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(&server).await.unwrap();
                wire.clone().join(client, server);
            }
        });
        url.to_string()
    }

    /// What was asked since this was last called, in the order in which it went by.
    pub fn takes(&self) -> Vec<String> {
        std::mem::take(&mut self.statements.lock().unwrap())
    }

    fn join(self, client: TcpStream, server: TcpStream) {
        let (from_client, mut to_client) = client.into_split();
        let (mut from_server, to_server) = server.into_split();
        tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
        // Whoever hangs up ends it.
        tokio::spawn(async move { self.pass_on(from_client, to_server).await });
    }

    async fn pass_on(self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) -> std::io::Result<()> {
        loop {
            let startup = read_message(&mut from).await?;
            to.write_all(&startup).await?;
            if startup[4..8] != SSL_REQUEST.to_be_bytes() {
                break;
            }
        }
        let mut prepared = HashMap::new();
        let mut bound = String::new();
        loop {
            let kind = from.read_u8().await?;
            let message = read_message(&mut from).await?;
            let mut fields = message[4..].split(|byte| *byte == 0).map(text);
            let mut field = || fields.next().unwrap_or_default();
            match kind {
                // Parse: a name for a statement; Bind: a portal for the name; Execute: the portal.
                b'P' => drop(prepared.insert(field(), field())),
                b'B' => {
                    bound = prepared[&{
                        field();
                        field()
                    }]
                        .clone()
                }
                b'E' => self.note(bound.clone()),
                b'Q' => self.note(field()),
                _ => {}
            }
            to.write_u8(kind).await?;
            to.write_all(&message).await?;
        }
    }

    fn note(&self, statement: String) {
        self.statements.lock().unwrap().push(statement);
    }
}

/// A message from its length on.
async fn read_message(from: &mut OwnedReadHalf) -> std::io::Result<Vec<u8>> {
    let length = from.read_u32().await?;
    let mut message = length.to_be_bytes().to_vec();
    message.resize(length as usize, 0);
    from.read_exact(&mut message[4..]).await?;
    Ok(message)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
