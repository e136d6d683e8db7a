//! Everything around the bot, on this machine: what it finds there, and what it is told of it.

use std::{fs, path::Path, time::Duration};

use anyhow::{Context, Result};

use super::{cast::Cast, claim_port};
use crate::{
    kie::{self, Kie},
    postgres::Postgres,
    s3::S3,
    tbank::{self, Tbank},
    telegram::{self, Telegram},
    ton::{self, Ton},
};

/// What all of it keeps in the demo's folder between runs.
pub const FOLDERS: [&str; 5] = ["postgres", "s3", "telegram", "money", "ports"];

const DATABASE: &str = "pinglass";
const BUCKET: &str = "pinglass";
const WEBHOOK_KEY: &str = "kie-sandbox-webhook-key";

/// Roubles for one TON.
const RATE: &str = "118.30";

/// SBP takes its time to give money back; a visitor has less of it than the bank.
const SBP_REFUNDS_EVERY: Duration = Duration::from_secs(15);

/// A picture takes some seconds, so that one sees the progress and loses no patience.
const PACE: kie::Pace = kie::Pace::Timed {
    queue: Duration::from_secs(1),
    generate: Duration::from_secs(3),
    jitter: Duration::from_secs(4),
};

pub struct Outside {
    pub telegram: Telegram,
    pub kie: Kie,
    pub s3: S3,
    pub tbank: Tbank,
    pub ton: Ton,
    postgres: Postgres,
}

impl Outside {
    /// `page_url` is where the chats are.
    pub async fn start(folder: &Path, page_url: String) -> Result<Self> {
        let postgres = Postgres::in_folder(&folder.join("postgres"), 0)?;
        postgres.ensure_database(DATABASE)?;
        let kie = kie::Options {
            webhook_key: Some(WEBHOOK_KEY.to_owned()),
            pace: PACE,
            callbacks: kie::Callbacks::Automatic,
            picture_size: kie::PictureSize::OneK,
            ..kie::Options::default()
        };
        let telegram = telegram::Options {
            state_dir: Some(folder.join("telegram")),
            ..telegram::Options::default()
        };
        let money = folder.join("money");
        fs::create_dir_all(&money).context("cannot make a folder for the fakes of banks")?;
        let tbank = tbank::Options {
            port: steady_port(folder, "tbank")?,
            needs_receipt: true,
            balance: 0,
            notifications: tbank::Notifications::Automatic,
            state_file: Some(money.join("tbank.json")),
            telegram_url: Some(page_url),
            ..tbank::Options::default()
        };
        let ton = ton::Options {
            port: steady_port(folder, "ton")?,
            state_file: Some(money.join("ton.json")),
            ..ton::Options::default()
        };
        let outside = Self {
            s3: S3::start(&folder.join("s3"), BUCKET, 0).await?,
            kie: Kie::start(kie).await?,
            telegram: Telegram::start(telegram)?,
            tbank: Tbank::start(tbank).await?,
            ton: Ton::start(ton).await?,
            postgres,
        };
        outside.ton.set_rate(RATE);
        tokio::spawn(end_sbp_refunds(outside.tbank.clone()));
        Ok(outside)
    }

    pub fn stop(self) -> Result<()> {
        self.telegram.stop()?;
        self.postgres.stop()
    }

    /// What the bot has to know about the world around it.
    pub fn environment(&self, folder: &Path, cast: &Cast) -> Result<Vec<(&'static str, String)>> {
        let port = steady_port(folder, "pinglass")?;
        let owners: Vec<String> = cast.owner_ids().map(|id| id.to_string()).collect();
        let tbank = tbank::Options::default();
        Ok(vec![
            ("TELEGRAM_API_URL", self.telegram.url()),
            ("TELEGRAM_BOT_TOKEN", self.telegram.token()),
            ("TELEGRAM_UPDATES", "polling".to_owned()),
            ("STAFF_CHAT_ID", cast.group().id().to_string()),
            ("OWNER_TELEGRAM_IDS", owners.join(",")),
            ("HTTP_ADDR", format!("127.0.0.1:{port}")),
            ("PUBLIC_URL", format!("http://127.0.0.1:{port}")),
            ("DATABASE_URL", self.postgres.url(DATABASE)),
            ("S3_ENDPOINT", self.s3.endpoint()),
            ("S3_BUCKET", self.s3.bucket().to_owned()),
            ("S3_ACCESS_KEY_ID", self.s3.access_key().to_owned()),
            ("S3_SECRET_ACCESS_KEY", self.s3.secret_key().to_owned()),
            ("KIE_API_URL", self.kie.url()),
            ("KIE_API_KEY", kie::Options::default().api_key),
            ("KIE_WEBHOOK_KEY", WEBHOOK_KEY.to_owned()),
            ("PAYMENT_METHODS", "stars,tbank,ton".to_owned()),
            ("TBANK_API_URL", self.tbank.url()),
            ("TBANK_TERMINAL_KEY", tbank.terminal_key),
            ("TBANK_PASSWORD", tbank.password),
            ("TON_API_URL", self.ton.api_url()),
            ("TON_RATES_URL", self.ton.rates_url()),
            ("TON_WALLET_ADDRESS", self.ton.wallet().to_string()),
            ("TON_WALLET_URL", self.ton.links_url()),
        ])
    }
}

/// The port of the run before, if it is free: links and addresses that were given out lead there.
fn steady_port(folder: &Path, part: &str) -> Result<u16> {
    let ports = folder.join("ports");
    fs::create_dir_all(&ports).context("cannot make a folder for ports")?;
    let file = ports.join(part);
    let before = fs::read_to_string(&file).ok();
    let before = before.and_then(|port| claim_port(port.trim().parse().ok()?).ok());
    let port = before.map_or_else(|| claim_port(0), Ok)?;
    fs::write(&file, port.to_string()).context("cannot note a port")?;
    Ok(port)
}

async fn end_sbp_refunds(tbank: Tbank) {
    loop {
        tokio::time::sleep(SBP_REFUNDS_EVERY).await;
        tbank.finish_sbp_refunds();
    }
}
