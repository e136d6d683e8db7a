//! The world of a test: the real application on a clock that the test turns,
//! with a database of its own and strict fakes of everything outside. People act
//! through their chats; [`World::settle`] lets everything happen that is due.

mod coins;
pub mod database;
mod dying;
mod invitations;
mod money;
mod people;
mod pictures;
mod staff;
mod tickets;
mod time;
mod wire;

use std::{collections::BTreeMap, time::Duration};

use chrono::{DateTime, Utc};
use metrics_exporter_prometheus::PrometheusBuilder;
use pinglass::{
    app::App,
    clock::Clock,
    config::Config,
    telegram::{Limits, Pace, Window},
};
use sandbox::{kie, s3, tbank, telegram, ton};
use sqlx::PgPool;
use tokio::net::TcpListener;

use self::staff::Ground;
pub use self::{
    dying::polled_at_most,
    people::Friend,
    pictures::{blurred, dark, distant, landscape, pair, selfie, selfies},
    staff::STAFF_CHAT_ID,
    tickets::{Line, different, repeated_in_order},
    time::LITTLE_WHILE,
    wire::Wire,
};

/// Where tests begin: a day that is nobody's birthday.
const BEGINNING: &str = "2026-03-02T09:00:00Z";

const WEBHOOK_SECRET: &str = "webhook-secret-of-the-tests";
pub const KIE_WEBHOOK_KEY: &str = "kie-webhook-key-of-the-tests";

/// Longer than any request takes that is not stuck.
const ANSWER_LIMIT: Duration = Duration::from_secs(30);

pub struct World {
    pub app: App,
    pub clock: Clock,
    pub telegram: telegram::Telegram,
    pub kie: kie::Kie,
    pub s3: s3::S3,
    pub tbank: tbank::Tbank,
    pub ton: ton::Ton,
    /// For looking at effects, apart from words.
    pub db: PgPool,
    /// Where the application's HTTP paths are served.
    pub url: String,
    /// The staff group as the settings name it.
    staff_chat_id: i64,
    _storage: tempfile::TempDir,
    _database: database::Lent,
}

impl World {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// A world whose environment variables were changed by `change`.
    pub async fn with(change: impl FnOnce(&mut BTreeMap<String, String>)) -> Self {
        Self::build(Ground::default(), change).await
    }

    async fn build(ground: Ground, change: impl FnOnce(&mut BTreeMap<String, String>)) -> Self {
        let clock = Clock::standing_at(BEGINNING.parse::<DateTime<Utc>>().unwrap());
        let (database_url, db, lent) = database::lend().await;
        let storage = tempfile::tempdir().unwrap();
        let s3 = s3::S3::start(storage.path(), "photos", 0).await.unwrap();
        let time = clock.clone();
        let kie = kie::Kie::start(kie::Options {
            webhook_key: Some(KIE_WEBHOOK_KEY.to_owned()),
            clock: kie::Clock::new(move || time.now()),
            ..kie::Options::default()
        })
        .await
        .unwrap();
        let time = clock.clone();
        let tbank = tbank::Tbank::start(tbank::Options {
            needs_receipt: true,
            clock: tbank::Clock::new(move || time.now()),
            ..tbank::Options::default()
        })
        .await
        .unwrap();
        let time = clock.clone();
        let ton = ton::Ton::start(ton::Options {
            clock: tbank::Clock::new(move || time.now()),
            ..ton::Options::default()
        })
        .await
        .unwrap();
        let telegram = telegram::Telegram::start(telegram::Options {
            allowed_updates: Some(allowed_updates()),
            flood_limits: ground.has_flood_limits,
            ..telegram::Options::default()
        })
        .unwrap();
        telegram.set_time(clock.now());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let mut variables = variables(&telegram, &kie, &s3, &database_url, &url);
        variables.extend(money_variables(&tbank, &ton));
        change(&mut variables);
        let config = Config::from_variables(variables).unwrap();
        let app = App::build(config, clock.clone(), limits(ground)).unwrap();
        let metrics = PrometheusBuilder::new().build_recorder().handle();
        let router = app.http_router(metrics, true);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            app,
            clock,
            telegram,
            kie,
            s3,
            tbank,
            ton,
            db,
            url,
            staff_chat_id: ground.staff_chat_id(),
            _storage: storage,
            _database: lent,
        }
    }

    /// Another process of the application on the same database.
    pub fn another_process(&self) -> App {
        let config = Config::clone(&self.app.config);
        App::build(config, self.clock.clone(), limits(Ground::default())).unwrap()
    }

    /// Hands Telegram's updates to the application as its webhook would, and has
    /// it handle them; returns how much there was to do.
    pub async fn deliver_updates(&self) -> usize {
        let updates = self.telegram.take_updates();
        let count = updates.len();
        let requests = updates.into_iter().map(|update| self.post_update(update));
        for status in futures::future::join_all(requests).await {
            assert_eq!(status, 200, "the webhook refused an update");
        }
        let mut handled = 0;
        loop {
            match self.app.inbox.handle_due().await.unwrap() {
                0 => return count + handled,
                more => handled += more,
            }
        }
    }

    /// Posts one update to the webhook, as Telegram does, and returns the HTTP status.
    pub async fn post_update(&self, update: String) -> u16 {
        self.post("/telegram/webhook", Some(WEBHOOK_SECRET), update)
            .await
    }

    /// Posts one update and has it handled twice: that it was handled is forgotten, as when a
    /// process died before it wrote that down.
    pub async fn handles_twice(&self, update: String) {
        assert_eq!(self.post_update(update.clone()).await, 200);
        self.settle().await;
        let forgotten = sqlx::query(
            "update telegram_updates
             set status = 'waiting', finished_at = null, payload = $1
             where update_id = ($1::jsonb->>'update_id')::bigint",
        )
        .bind(&update)
        .execute(&self.db)
        .await
        .unwrap();
        assert_eq!(forgotten.rows_affected(), 1);
        self.settle().await;
    }

    /// Posts to a path of the bot, as anybody can, and returns the HTTP status.
    pub async fn post(&self, path: &str, secret: Option<&str>, body: String) -> u16 {
        let mut request = client().post(format!("{}{path}", self.url)).body(body);
        if let Some(secret) = secret {
            request = request.header("X-Telegram-Bot-Api-Secret-Token", secret);
        }
        request.send().await.unwrap().status().as_u16()
    }

    /// One value out of the database.
    pub async fn value<T>(&self, query: &'static str) -> T
    where
        T: for<'row> sqlx::Decode<'row, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin,
    {
        sqlx::query_scalar(query).fetch_one(&self.db).await.unwrap()
    }

    /// Changes rows behind the application's back.
    pub async fn execute(&self, statement: &'static str) {
        sqlx::query(statement).execute(&self.db).await.unwrap();
    }

    /// What every test ends with: nothing was done that Telegram or Kie would
    /// refuse, no tap was left unanswered, nothing died.
    pub async fn ends_well(&self) {
        for (what, found) in [
            ("what Telegram refused", self.telegram.problems()),
            ("what Kie refused", self.kie.problems()),
            ("what the bank refused", self.tbank.problems()),
            ("what toncenter refused", self.ton.problems()),
            ("taps without an answer", self.telegram.unanswered_taps()),
        ] {
            assert_eq!(found, Vec::<String>::new(), "{what}");
        }
        let unhappy: Vec<(String, String)> = sqlx::query_as(
            "select kind, coalesce(last_error, '')
             from jobs
             where status = 'dead'
                or priority < 100
               -- An open ticket or withdrawal is watched for as long as it is, health always, and the last
               -- look at a set's progress may find it over.
               and not (
                   kind in ('support_watch_ticket', 'show_progress', 'referral_watch_withdrawal', 'watch_health')
                   and status = 'waiting'
                   and last_error is null
               )
             union all
             select kind, coalesce(error, '') from telegram_updates where status <> 'done'",
        )
        .fetch_all(&self.db)
        .await
        .unwrap();
        assert_eq!(
            unhappy,
            Vec::new(),
            "jobs and updates that failed or were left over"
        );
    }
}

/// None, except that where Telegram has limits by the world's clock, what the product says
/// in the staff group goes by that clock too.
fn limits(ground: Ground) -> Limits {
    let pace = Pace {
        every: Duration::ZERO,
        burst: 1000,
        fades: None,
    };
    Limits {
        global: Window::BOUNDLESS,
        chat: pace,
        group: pace,
        desk: if ground.has_flood_limits {
            Limits::default().desk
        } else {
            pace
        },
    }
}

/// The kinds of updates that the application asks Telegram for.
fn allowed_updates() -> Vec<String> {
    let kinds = serde_json::to_value(pinglass::telegram::allowed_updates()).unwrap();
    serde_json::from_value(kinds).unwrap()
}

/// Accounts at the bank and on the chain; what is sold through them is another setting.
pub fn money_variables(tbank: &tbank::Tbank, ton: &ton::Ton) -> [(String, String); 6] {
    let options = tbank::Options::default();
    [
        ("TBANK_API_URL", tbank.url()),
        ("TBANK_TERMINAL_KEY", options.terminal_key),
        ("TBANK_PASSWORD", options.password),
        ("TON_API_URL", ton.api_url()),
        ("TON_RATES_URL", ton.rates_url()),
        ("TON_WALLET_ADDRESS", ton.wallet().to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
}

fn variables(
    telegram: &telegram::Telegram,
    kie: &kie::Kie,
    s3: &s3::S3,
    database_url: &str,
    url: &str,
) -> BTreeMap<String, String> {
    [
        ("TELEGRAM_BOT_TOKEN", telegram.token()),
        ("TELEGRAM_API_URL", telegram.url()),
        ("TELEGRAM_UPDATES", "webhook".to_owned()),
        ("TELEGRAM_WEBHOOK_SECRET", WEBHOOK_SECRET.to_owned()),
        ("PUBLIC_URL", url.to_owned()),
        ("DATABASE_URL", database_url.to_owned()),
        ("DATABASE_MAX_CONNECTIONS", "8".to_owned()),
        ("S3_ENDPOINT", s3.endpoint()),
        ("S3_BUCKET", s3.bucket().to_owned()),
        ("S3_ACCESS_KEY_ID", s3.access_key().to_owned()),
        ("S3_SECRET_ACCESS_KEY", s3.secret_key().to_owned()),
        ("KIE_API_URL", kie.url()),
        ("KIE_API_KEY", "kie-sandbox-key".to_owned()),
        ("KIE_WEBHOOK_KEY", KIE_WEBHOOK_KEY.to_owned()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

/// An HTTP client that gives up rather than let a test hang.
pub fn client() -> reqwest::Client {
    let client = reqwest::Client::builder().timeout(ANSWER_LIMIT).build();
    client.unwrap()
}
