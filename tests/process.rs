//! The real binary as a child process, with fakes around it that outlive it.

use std::{process::Stdio, time::Duration};

use sandbox::{
    kie::{self, Kie},
    s3::S3,
    tbank::{self, Tbank},
    telegram::{NewPerson, Options, Person, Telegram},
    ton::{self, Ton},
};
use sqlx::PgPool;
use tokio::{
    process::{Child, Command},
    time::timeout,
};

use crate::world::{database, money_variables};

/// Longer than any purchase takes on a busy machine; reaching it is a failure.
const PATIENCE: Duration = Duration::from_secs(90);

pub struct Installation {
    pub telegram: Telegram,
    pub kie: Kie,
    pub tbank: Tbank,
    pub ton: Ton,
    pub s3: S3,
    pool: PgPool,
    database_url: String,
    port: u16,
    child: Option<Child>,
    _storage: tempfile::TempDir,
}

impl Installation {
    /// The fakes and the running process; Kie does its work by itself, quickly.
    pub async fn start() -> Self {
        let mut installation = Self::prepare().await;
        installation.restart();
        installation
    }

    /// The fakes without a process.
    pub async fn prepare() -> Self {
        Self::prepare_at(Telegram::start(Options::default()).unwrap()).await
    }

    /// As [`Installation::prepare`], with a Telegram that refuses whoever sends too fast.
    pub async fn prepare_with_flood_limits() -> Self {
        let options = Options {
            flood_limits: true,
            ..Options::default()
        };
        Self::prepare_at(Telegram::start(options).unwrap()).await
    }

    async fn prepare_at(telegram: Telegram) -> Self {
        let (database_url, pool) = database::create().await;
        let storage = tempfile::tempdir().unwrap();
        let s3 = S3::start(storage.path(), "photos", 0).await.unwrap();
        let kie = Kie::start(quick_kie()).await.unwrap();
        let port = free_port();
        Self {
            telegram,
            kie,
            tbank: Tbank::start(prompt_tbank()).await.unwrap(),
            ton: Ton::start(ton::Options::default()).await.unwrap(),
            s3,
            pool,
            database_url,
            port,
            child: None,
            _storage: storage,
        }
    }

    /// The binary with everything it needs to find the fakes.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pinglass"));
        command
            .args(arguments)
            .env_clear()
            .env("TELEGRAM_BOT_TOKEN", self.telegram.token())
            .env("TELEGRAM_API_URL", self.telegram.url())
            .env("DATABASE_URL", &self.database_url)
            .env("DATABASE_MAX_CONNECTIONS", "6")
            .env("HTTP_ADDR", format!("127.0.0.1:{}", self.port))
            .env("PUBLIC_URL", self.url())
            .env("S3_ENDPOINT", self.s3.endpoint())
            .env("S3_BUCKET", self.s3.bucket())
            .env("S3_ACCESS_KEY_ID", self.s3.access_key())
            .env("S3_SECRET_ACCESS_KEY", self.s3.secret_key())
            .env("KIE_API_URL", self.kie.url())
            .env("KIE_API_KEY", "kie-sandbox-key")
            .envs(money_variables(&self.tbank, &self.ton))
            .env("LEASE_SECS", "2")
            .env("RUST_LOG", "error")
            .current_dir(self._storage.path())
            .stdin(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// Where the process serves HTTP.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn person(&self, id: i64, first_name: &str, language_code: &str) -> Person {
        self.telegram.person(NewPerson {
            id,
            first_name: first_name.to_owned(),
            username: None,
            language_code: Some(language_code.to_owned()),
        })
    }

    /// The callback tokens of orders that were begun and not confirmed.
    pub async fn orders_without_answer(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select callback_token::text
             from kie_tasks
             where creation_started_at is not null and kie_task_id is null and status = 'pending'",
        )
        .fetch_all(&self.pool)
        .await
        .unwrap()
    }

    /// Makes an order look as if it had been begun a quarter of an hour earlier.
    pub async fn age_order(&self, token: &str) {
        let statement = "update kie_tasks
             set creation_started_at = creation_started_at - interval '15 minutes'
             where callback_token::text = $1";
        let aged = sqlx::query(statement).bind(token).execute(&self.pool).await;
        assert_eq!(aged.unwrap().rows_affected(), 1);
    }

    /// How much has happened so far at Telegram and at Kie.
    pub fn events(&self) -> u64 {
        *self.telegram.subscribe().borrow() + *self.kie.subscribe().borrow()
    }

    /// Waits until `holds`, looking again at every change.
    pub async fn until(&self, holds: impl Fn(&Self) -> bool) {
        let waiting = async {
            let (mut at_telegram, mut at_kie) = (self.telegram.subscribe(), self.kie.subscribe());
            while !holds(self) {
                tokio::select! {
                    _ = at_telegram.changed() => {}
                    _ = at_kie.changed() => {}
                }
            }
        };
        if timeout(PATIENCE, waiting).await.is_err() {
            panic!(
                "nothing more happens; the chat so far:\n{}",
                self.telegram.transcript(101)
            );
        }
    }

    pub async fn until_said(&self, person: &Person, words: &str) {
        self.until(|_| {
            person
                .messages()
                .iter()
                .any(|message| message.from_bot && message.text.contains(words))
        })
        .await;
    }

    pub async fn until_button(&self, person: &Person, label: &str) {
        self.until(|_| {
            let mut messages = person
                .messages()
                .into_iter()
                .filter(|message| !message.deleted);
            messages.any(|message| message.labels().iter().any(|text| text.contains(label)))
        })
        .await;
    }

    /// Waits until the process polls Telegram.
    pub async fn until_running(&self) {
        let polls = self.telegram.calls_of("getUpdates").len();
        self.until(|installation| installation.telegram.calls_of("getUpdates").len() > polls)
            .await;
    }

    /// SIGKILL.
    pub async fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().await.unwrap();
        }
    }

    /// SIGTERM; how the process ended.
    pub async fn terminate(&mut self) -> std::process::ExitStatus {
        let mut child = self.child.take().expect("the process runs");
        let id = child.id().expect("the process runs").to_string();
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .await
            .unwrap();
        timeout(Duration::from_secs(30), child.wait())
            .await
            .expect("stops within 30 s")
            .unwrap()
    }

    /// The address of its database.
    pub fn database_url(&self) -> &str {
        &self.database_url
    }

    /// Its processes reach it by this address from now on.
    pub fn reach_database_by(&mut self, url: String) {
        self.database_url = url;
    }

    pub fn restart(&mut self) {
        self.child = Some(self.command(&["run"]).spawn().unwrap());
    }

    /// As [`Installation::restart`]: its log goes to `log` as JSON, its traces to `collector`.
    pub fn restart_watched(&mut self, log: std::fs::File, collector: &str) {
        let mut command = self.command(&["run"]);
        command
            .env("RUST_LOG", "info")
            .env("LOG_FORMAT", "json")
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector)
            .env("OTEL_BSP_SCHEDULE_DELAY", "200")
            .stderr(log);
        self.child = Some(command.spawn().unwrap());
    }

    pub async fn stop(&mut self) {
        self.kill().await;
        self.telegram.stop().unwrap();
    }

    /// Changes rows behind the product's back.
    pub async fn execute(&self, statement: &'static str) {
        sqlx::query(statement).execute(&self.pool).await.unwrap();
    }

    /// Runs several statements behind the product's back.
    pub async fn run(&self, script: &'static str) {
        sqlx::raw_sql(script).execute(&self.pool).await.unwrap();
    }

    pub async fn text(&self, query: &'static str) -> String {
        sqlx::query_scalar(query)
            .fetch_one(&self.pool)
            .await
            .unwrap()
    }

    pub async fn value(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query)
            .fetch_one(&self.pool)
            .await
            .unwrap()
    }
}

fn prompt_tbank() -> tbank::Options {
    tbank::Options {
        needs_receipt: true,
        notifications: tbank::Notifications::Automatic,
        ..tbank::Options::default()
    }
}

fn quick_kie() -> kie::Options {
    kie::Options {
        pace: kie::Pace::Timed {
            queue: Duration::from_millis(100),
            generate: Duration::from_millis(300),
            jitter: Duration::from_millis(400),
        },
        callbacks: kie::Callbacks::Automatic,
        ..kie::Options::default()
    }
}

/// Below the ports that the operating system hands out by itself, lest another
/// socket takes it between this look and the start of the process.
pub fn free_port() -> u16 {
    loop {
        let port = rand::random_range(20_000..30_000);
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
