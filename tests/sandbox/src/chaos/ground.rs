//! What stands around the processes: PostgreSQL with its usual durability, and the fakes, which are
//! the judges of the run and so never fail by themselves.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
    time::Duration,
};

use anyhow::{Context, Result};
use sqlx::{PgPool, postgres::PgPoolOptions};
use uuid::Uuid;

use super::loss::LEASE;
use crate::{
    balancer::{self, Balancer},
    kie::{self, Kie},
    postgres::{Postgres, Shutdown},
    s3::S3,
    tbank::{self, Tbank},
    telegram::{self, Group, NewPerson, Person, Telegram},
    ton::{self, Ton},
    watchdog::Watchdog,
};

const DATABASE: &str = "pinglass";
const BUCKET: &str = "photos";
pub const KIE_WEBHOOK_KEY: &str = "chaos-kie-webhook-key";
pub const TELEGRAM_SECRET: &str = "chaos-telegram-secret";
pub const STAFF_CHAT_ID: i64 = -1_001_234_567_890;

/// Who may do everything in the staff group.
pub const OLGA: i64 = 201;

/// A process that stands still or is dead holds a request no longer than this.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

pub struct Ground {
    pub telegram: Telegram,
    pub kie: Kie,
    pub tbank: Tbank,
    pub ton: Ton,
    pub s3: S3,
    pub balancer: Balancer,
    pub group: Group,
    /// In the staff group's general topic.
    pub olga: Person,
    /// Not by way of any cable.
    pub db: PgPool,
    pub folder: PathBuf,
    postgres: Mutex<Option<Postgres>>,
    database_url: String,
    watchdog: Watchdog,
}

impl Ground {
    pub async fn prepare() -> Result<Self> {
        let folder =
            std::env::temp_dir().join(format!("pinglass-chaos-{}", Uuid::new_v4().simple()));
        let mut watchdog = Watchdog::start()?;
        watchdog.guard_folder(&folder)?;
        fs::create_dir(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
        let postgres = Postgres::durable_throw_away()?;
        postgres.ensure_database(DATABASE)?;
        let database_url = postgres.url(DATABASE);
        let telegram = Telegram::start(telegram::Options {
            flood_limits: true,
            ..telegram::Options::default()
        })?;
        let olga = telegram.person(NewPerson {
            id: OLGA,
            first_name: "Olga".to_owned(),
            username: None,
            language_code: Some("en".to_owned()),
        });
        let group = telegram.staff_group(STAFF_CHAT_ID, std::slice::from_ref(&olga));
        let balancer = Balancer::start(balancer::Options {
            answer_within: ANSWER_WITHIN,
            ..balancer::Options::default()
        });
        let ton = Ton::start(ton::Options::default()).await?;
        ton.set_rate("118.30");
        Ok(Self {
            kie: Kie::start(kie_options()).await?,
            tbank: Tbank::start(tbank_options()).await?,
            ton,
            s3: S3::start(&folder.join("storage"), BUCKET, 0).await?,
            balancer: balancer.await?,
            olga: group.speaker(&olga),
            group,
            db: PgPoolOptions::new()
                .max_connections(4)
                .connect_lazy(&database_url)
                .context("cannot use the address of the database")?,
            telegram,
            folder,
            postgres: Mutex::new(Some(postgres)),
            database_url,
            watchdog,
        })
    }

    pub fn database_url(&self) -> &str {
        &self.database_url
    }

    /// The server goes away and comes back; blocks for as long.
    pub fn restart_postgres(&self, shutdown: Shutdown) -> Result<()> {
        let mut postgres = self.postgres.lock().expect("nobody panics with the server");
        match &mut *postgres {
            Some(postgres) => postgres.restart(shutdown),
            None => Ok(()),
        }
    }

    /// The settings of a process, apart from those that are its own.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        let bank = tbank_options();
        vec![
            ("TELEGRAM_BOT_TOKEN", self.telegram.token()),
            ("TELEGRAM_API_URL", self.telegram.url()),
            ("TELEGRAM_UPDATES", "webhook".to_owned()),
            ("TELEGRAM_WEBHOOK_SECRET", TELEGRAM_SECRET.to_owned()),
            ("PUBLIC_URL", self.balancer.url()),
            ("STAFF_CHAT_ID", STAFF_CHAT_ID.to_string()),
            ("OWNER_TELEGRAM_IDS", OLGA.to_string()),
            ("DATABASE_MAX_CONNECTIONS", "8".to_owned()),
            ("LEASE_SECS", LEASE.num_seconds().to_string()),
            ("S3_ENDPOINT", self.s3.endpoint()),
            ("S3_BUCKET", self.s3.bucket().to_owned()),
            ("S3_ACCESS_KEY_ID", self.s3.access_key().to_owned()),
            ("S3_SECRET_ACCESS_KEY", self.s3.secret_key().to_owned()),
            ("KIE_API_URL", self.kie.url()),
            ("KIE_API_KEY", kie_options().api_key),
            ("KIE_WEBHOOK_KEY", KIE_WEBHOOK_KEY.to_owned()),
            ("PAYMENT_METHODS", "stars,tbank,ton".to_owned()),
            ("TBANK_API_URL", self.tbank.url()),
            ("TBANK_TERMINAL_KEY", bank.terminal_key),
            ("TBANK_PASSWORD", bank.password),
            ("TON_API_URL", self.ton.api_url()),
            ("TON_RATES_URL", self.ton.rates_url()),
            ("TON_WALLET_ADDRESS", self.ton.wallet().to_string()),
        ]
    }

    /// Ends what misbehaves in the fakes.
    pub fn heal(&self) {
        self.telegram.heal();
        self.kie.heal();
        self.kie.recover();
        self.kie.set_maintenance(false);
        self.kie.set_credits(100_000.0);
        self.kie.set_callback_plan(kie::CallbackPlan::Once);
        self.tbank.heal();
        self.ton.heal();
        self.s3.heal();
    }

    /// Removes all of it, or with `keep` leaves the logs of the processes.
    pub async fn close(self, keep: bool) -> Result<()> {
        self.telegram.stop()?;
        self.db.close().await;
        let postgres = self.postgres.lock().expect("nobody panics").take();
        if let Some(postgres) = postgres {
            postgres.stop()?;
        }
        if keep {
            fs::remove_dir_all(self.folder.join("storage")).context("cannot remove the storage")?;
        } else {
            remove(&self.folder)?;
        }
        self.watchdog.dismiss()
    }
}

fn remove(folder: &Path) -> Result<()> {
    fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))
}

fn kie_options() -> kie::Options {
    kie::Options {
        webhook_key: Some(KIE_WEBHOOK_KEY.to_owned()),
        pace: kie::Pace::Timed {
            queue: Duration::from_millis(300),
            generate: Duration::from_secs(1),
            jitter: Duration::from_secs(2),
        },
        callbacks: kie::Callbacks::Automatic,
        ..kie::Options::default()
    }
}

fn tbank_options() -> tbank::Options {
    tbank::Options {
        needs_receipt: true,
        notifications: tbank::Notifications::Automatic,
        ..tbank::Options::default()
    }
}
