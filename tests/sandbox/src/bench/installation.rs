//! The bot's surroundings: a durable PostgreSQL, the fakes, and a folder for what is left over.

use std::{
    fs::{self, OpenOptions},
    path::PathBuf,
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use tokio::process::Command;
use uuid::Uuid;

use super::{cpu, process::Bot};
use crate::{
    kie::{self, Kie},
    postgres::Postgres,
    s3::S3,
    server,
    telegram::{self, Telegram},
    watchdog::Watchdog,
};

const DATABASE: &str = "pinglass";
const BUCKET: &str = "photos";
const WEBHOOK_KEY: &str = "kie-sandbox-webhook-key";

/// So many of the bot's own complaints are worth showing.
const COMPLAINTS: usize = 10;

pub struct Installation {
    pub telegram: Telegram,
    pub kie: Kie,
    pub s3: S3,
    postgres: Postgres,
    binary: PathBuf,
    folder: PathBuf,
    watchdog: Watchdog,
    port: u16,
}

impl Installation {
    /// With `has_limits`, Telegram refuses whoever sends too fast.
    pub async fn start(binary: PathBuf, has_limits: bool) -> Result<Self> {
        let folder =
            std::env::temp_dir().join(format!("pinglass-bench-{}", Uuid::new_v4().simple()));
        let mut watchdog = Watchdog::start()?;
        watchdog.guard_folder(&folder)?;
        fs::create_dir(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
        let postgres = Postgres::durable_throw_away()?;
        postgres.ensure_database(DATABASE)?;
        let kie = Kie::start(kie::Options {
            webhook_key: Some(WEBHOOK_KEY.to_owned()),
            callbacks: kie::Callbacks::Automatic,
            picture_size: kie::PictureSize::TwoK,
            ..kie::Options::default()
        })
        .await?;
        let port = server::bind(0)?
            .local_addr()
            .context("cannot find a free port")?
            .port();
        Ok(Self {
            telegram: Telegram::start(telegram::Options {
                flood_limits: has_limits,
                ..telegram::Options::default()
            })?,
            s3: S3::start(&folder, BUCKET, 0).await?,
            kie,
            postgres,
            binary,
            folder,
            watchdog,
            port,
        })
    }

    /// Makes the tables, so that a start is measured without them.
    pub async fn migrate(&self) -> Result<()> {
        let status = self
            .command(&["migrate"])?
            .status()
            .await
            .context("cannot run the migrations")?;
        ensure!(status.success(), "the migrations ended with {status}");
        Ok(())
    }

    pub fn run(&self) -> Result<Bot> {
        Bot::spawn(self.command(&["run", "--no-migrate"])?)
    }

    /// Where the bot's database is.
    pub fn database_url(&self) -> String {
        self.postgres.url(DATABASE)
    }

    /// Where Kie calls back for the photo with this token.
    pub fn callback_url(&self, token: &str) -> String {
        format!("http://127.0.0.1:{}/kie/callback?task={token}", self.port)
    }

    /// How long the database has been on a processor.
    ///
    /// # Errors
    /// When the system is not Linux.
    pub fn database_cpu(&self) -> Result<Duration> {
        cpu::of_family(self.postgres.process_id())
    }

    /// Changes rows behind the bot's back.
    pub fn execute(&self, sql: &str) -> Result<()> {
        self.postgres.query(DATABASE, sql).map(drop)
    }

    /// A count that the database knows.
    pub fn count(&self, sql: &str) -> Result<usize> {
        let answer = self.postgres.query(DATABASE, sql)?;
        answer
            .trim()
            .parse()
            .with_context(|| format!("{answer:?} is no count"))
    }

    /// What the bot says of itself.
    pub async fn metrics(&self) -> Result<String> {
        let url = format!("http://127.0.0.1:{}/metrics", self.port);
        let client = reqwest::Client::builder().no_proxy().build();
        let answer = client
            .context("cannot build a client")?
            .get(url)
            .send()
            .await;
        answer
            .context("cannot ask for metrics")?
            .text()
            .await
            .context("cannot read the metrics")
    }

    /// What the fakes and the bot itself found wrong: figures of a bot that fails are worth little.
    pub fn complaints(&self) -> Result<String> {
        let log = fs::read_to_string(self.log_path()).context("cannot read the bot's log")?;
        let mut complaints = self.telegram.problems();
        complaints.extend(self.kie.problems());
        let logged = log
            .lines()
            .filter(|line| line.contains("WARN ") || line.contains("ERROR "));
        complaints.extend(logged.map(str::to_owned));
        let mut lines = format!("{} complaints of fakes and bot\n", complaints.len());
        for complaint in complaints.iter().take(COMPLAINTS) {
            lines.push_str(&format!("  {complaint}\n"));
        }
        Ok(lines)
    }

    /// Removes all of it.
    pub fn close(self) -> Result<()> {
        self.telegram.stop()?;
        self.postgres.stop()?;
        fs::remove_dir_all(&self.folder)
            .with_context(|| format!("cannot remove {}", self.folder.display()))?;
        self.watchdog.dismiss()
    }

    fn log_path(&self) -> PathBuf {
        self.folder.join("pinglass.log")
    }

    /// The bot among its surroundings; what the caller sets besides wins.
    pub fn command(&self, arguments: &[&str]) -> Result<Command> {
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log_path())
            .context("cannot write the bot's log")?;
        let second_handle = log.try_clone().context("cannot share the bot's log")?;
        let address = format!("127.0.0.1:{}", self.port);
        let mut command = Command::new(&self.binary);
        command
            .args(arguments)
            .env_clear()
            .env("TELEGRAM_BOT_TOKEN", self.telegram.token())
            .env("TELEGRAM_API_URL", self.telegram.url())
            .env("DATABASE_URL", self.postgres.url(DATABASE))
            .env("HTTP_ADDR", &address)
            .env("PUBLIC_URL", format!("http://{address}"))
            .env("S3_ENDPOINT", self.s3.endpoint())
            .env("S3_BUCKET", self.s3.bucket())
            .env("S3_ACCESS_KEY_ID", self.s3.access_key())
            .env("S3_SECRET_ACCESS_KEY", self.s3.secret_key())
            .env("KIE_API_URL", self.kie.url())
            .env("KIE_API_KEY", kie::Options::default().api_key)
            .env("KIE_WEBHOOK_KEY", WEBHOOK_KEY)
            // Away from a `.env` with somebody's real keys.
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(second_handle);
        Ok(command)
    }
}
