//! The two bots that are measured against each other, each with a crowd of its own before it.

use std::{
    net::{SocketAddr, TcpStream},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, Result};
use tokio::{process::Command, task::JoinSet};

use super::{
    super::{installation::Installation, process::Bot, until},
    api,
    crowd::Crowd,
    seed::{self, Tables},
    webhook::{Webhook, deliver},
};
use crate::server::{Server, bind};

const TOKEN: &str = "7000000001:AAFakeTokenForTheBenchmarkOnly0000";
const SECRET: &str = "the-secret-of-the-benchmark";

/// Above what either bot can do, so that the pace which Telegram sets is not what is measured.
const MESSAGES_PER_SECOND: &str = "10000";

/// How updates come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Transport {
    Polling,
    Webhook,
}

/// A bot that is measured, and everybody who talks to it.
pub struct Side {
    pub tables: Tables,
    pub crowd: Arc<Crowd>,
    api: Server,
}

/// A bot's processes while they run.
pub struct Running {
    bots: Vec<Bot>,
    deliveries: JoinSet<()>,
}

impl Side {
    /// `prepared` people of each kind are known to the bot.
    pub async fn prepare(
        installation: &Installation,
        tables: Tables,
        prepared: i64,
    ) -> Result<Self> {
        let crowd = Arc::new(Crowd::gather(prepared));
        let api = Server::start(0, api::router(Arc::clone(&crowd))).await?;
        let side = Self { tables, crowd, api };
        if tables == Tables::Bare {
            // It makes its own tables when it starts.
            side.run(installation, Transport::Polling, 1)
                .await?
                .stop()
                .await?;
        }
        seed::plant(&installation.database_url(), tables, prepared).await?;
        Ok(side)
    }

    /// Starts the bot in so many processes, and waits until updates get through.
    pub async fn run(
        &self,
        installation: &Installation,
        transport: Transport,
        processes: usize,
    ) -> Result<Running> {
        let polls = self.crowd.polls();
        let mut addresses = Vec::new();
        let mut bots = Vec::new();
        for _ in 0..processes {
            let address = free_address()?;
            let command = match self.tables {
                Tables::PinGlass => self.pinglass(installation, transport, address)?,
                Tables::Bare => self.bare(installation, transport, address)?,
            };
            bots.push(Bot::spawn(command)?);
            addresses.push(address);
        }
        let is_there = || match transport {
            Transport::Polling => (self.crowd.polls() > polls).then_some(()),
            Transport::Webhook => addresses
                .iter()
                .all(|address| TcpStream::connect(address).is_ok())
                .then_some(()),
        };
        until("the bot to take updates", is_there).await?;
        let deliveries = match transport {
            Transport::Polling => JoinSet::new(),
            Transport::Webhook => deliver(
                &self.crowd,
                &Webhook {
                    addresses,
                    path: match self.tables {
                        Tables::PinGlass => "/telegram/webhook",
                        Tables::Bare => "/webhook",
                    },
                    secret: SECRET.to_owned(),
                },
            ),
        };
        Ok(Running { bots, deliveries })
    }

    /// The part that takes updates: what it writes down for later is measured elsewhere.
    fn pinglass(
        &self,
        installation: &Installation,
        transport: Transport,
        address: SocketAddr,
    ) -> Result<Command> {
        let arguments = ["run", "--no-migrate", "--roles", "bot,http"];
        let mut command = installation.command(&arguments)?;
        command
            .env("TELEGRAM_BOT_TOKEN", TOKEN)
            .env("TELEGRAM_API_URL", self.api.url())
            .env("TELEGRAM_MESSAGES_PER_SECOND", MESSAGES_PER_SECOND)
            .env("HTTP_ADDR", address.to_string());
        if transport == Transport::Webhook {
            command
                .env("TELEGRAM_UPDATES", "webhook")
                .env("TELEGRAM_WEBHOOK_SECRET", SECRET);
        }
        Ok(command)
    }

    fn bare(
        &self,
        installation: &Installation,
        transport: Transport,
        address: SocketAddr,
    ) -> Result<Command> {
        let program = std::env::current_exe().context("cannot tell where this program lies")?;
        let mut command = Command::new(program);
        command
            .arg("bare-bot")
            .args(["--token", TOKEN])
            .args(["--api-url", &self.api.url()])
            .args(["--database-url", &installation.database_url()])
            .env_clear();
        if transport == Transport::Webhook {
            let address = address.to_string();
            command.args(["--webhook", &address, "--secret", SECRET]);
        }
        Ok(command)
    }
}

impl Running {
    /// How long all processes together have been on a processor.
    pub fn cpu(&self) -> Result<Duration> {
        self.bots.iter().map(Bot::cpu).sum()
    }

    /// What the largest process needs now, in millions of bytes.
    pub fn memory(&self) -> Result<f64> {
        self.bots
            .iter()
            .try_fold(0.0, |most: f64, bot| Ok(most.max(bot.memory()?.resident)))
    }

    pub async fn stop(mut self) -> Result<()> {
        self.deliveries.shutdown().await;
        for bot in self.bots {
            bot.stop().await?;
        }
        Ok(())
    }
}

fn free_address() -> Result<SocketAddr> {
    bind(0)?.local_addr().context("cannot find a free address")
}
