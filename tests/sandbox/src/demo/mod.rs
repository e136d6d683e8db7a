//! `sandbox demo`: the real bot with everything around it simulated, and one page to talk to it.
//!
//! Everything listens on loopback only and keeps its state in one folder, so that the next run
//! goes on where this one ended.

mod page;

mod acts;
mod live;
mod uploads;
mod view;

mod backstage;
mod bot;
mod cast;
mod faces;

use std::{
    fs, io,
    net::TcpListener,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result, bail};

use self::{backstage::Backstage, bot::Bot, cast::Cast};
use crate::{
    kie::{self, Kie},
    postgres::Postgres,
    s3::S3,
    server::Server,
    signals::Signals,
    telegram::{self, Telegram},
};

const DATABASE: &str = "pinglass";
const BUCKET: &str = "pinglass";
const WEBHOOK_KEY: &str = "kie-sandbox-webhook-key";

/// A picture takes some seconds, so that one sees the progress and loses no patience.
const PACE: kie::Pace = kie::Pace::Timed {
    queue: Duration::from_secs(1),
    generate: Duration::from_secs(3),
    jitter: Duration::from_secs(4),
};

#[derive(Debug, clap::Args)]
pub struct Options {
    /// Forgets what earlier runs left in the folder
    #[arg(long)]
    fresh: bool,
    /// The page's port; 0 takes a free one
    #[arg(long, default_value_t = 8090)]
    port: u16,
    /// Where people, chats, photos and the database are kept between runs
    #[arg(long, default_value = ".sandbox")]
    folder: PathBuf,
}

/// Runs until the process is asked to end.
///
/// # Errors
/// When something around the bot does not start. A bot that ends is started again instead.
pub async fn run(options: Options) -> Result<()> {
    let mut signals = Signals::listen()?;
    let folder = prepare(&options)?;
    // The page's port first: it is what two demos at once would quarrel about.
    let page_port = claim_port(options.port)?;
    let postgres = Postgres::in_folder(&folder.join("postgres"), 0)?;
    postgres.ensure_database(DATABASE)?;
    let s3 = S3::start(&folder.join("s3"), BUCKET, 0).await?;
    let kie = Kie::start(kie::Options {
        webhook_key: Some(WEBHOOK_KEY.to_owned()),
        pace: PACE,
        callbacks: kie::Callbacks::Automatic,
        picture_size: kie::PictureSize::OneK,
        ..kie::Options::default()
    })
    .await?;
    let telegram = Telegram::start(telegram::Options {
        state_dir: Some(folder.join("telegram")),
        ..telegram::Options::default()
    })?;
    let cast = Cast::enter(&telegram);
    let outside = Outside {
        telegram: &telegram,
        kie: &kie,
        s3: &s3,
        database_url: postgres.url(DATABASE),
        staff: &cast,
    };
    let bot = Bot::start(outside.environment()?, &folder)?;
    let backstage = Backstage::new(bot.clone(), kie, s3);
    let page = page::router(telegram.clone(), cast, backstage);
    let server = Server::start(page_port, page).await?;
    println!(
        "\n  PinGlass is open: {}\n  Ctrl-C ends it. What the bot logs: {}\n",
        server.url(),
        bot.log_path().display()
    );

    signals.next().await;
    println!("Closing …");
    drop(server);
    bot.stop().await;
    telegram.stop()?;
    postgres.stop()
}

/// The folder, made and cleared as asked.
fn prepare(options: &Options) -> Result<PathBuf> {
    let folder = &options.folder;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    if options.fresh {
        // Only what this program made: the folder may be somebody's home.
        for part in ["postgres", "s3", "telegram"] {
            remove(&folder.join(part))?;
        }
    }
    fs::canonicalize(folder).with_context(|| format!("cannot find {}", folder.display()))
}

fn remove(path: &Path) -> Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => fs::remove_file(path),
        Ok(_) => fs::remove_dir_all(path),
        Err(_) => Ok(()),
    };
    removed.with_context(|| format!("cannot remove {}", path.display()))
}

/// A port on loopback that was free a moment ago; 0 finds one.
fn claim_port(wanted: u16) -> Result<u16> {
    match TcpListener::bind(("127.0.0.1", wanted)) {
        Ok(listener) => Ok(listener.local_addr().context("cannot tell a port")?.port()),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => bail!(
            "port {wanted} is taken, perhaps by another demo; end that one, or start this one with \
             `sandbox demo --port 0`"
        ),
        Err(error) => Err(error).with_context(|| format!("cannot listen on 127.0.0.1:{wanted}")),
    }
}

/// What the bot has to know about the world around it.
struct Outside<'a> {
    telegram: &'a Telegram,
    kie: &'a Kie,
    s3: &'a S3,
    database_url: String,
    staff: &'a Cast,
}

impl Outside<'_> {
    fn environment(&self) -> Result<Vec<(&'static str, String)>> {
        let port = claim_port(0)?;
        let owners: Vec<String> = self.staff.owner_ids().map(|id| id.to_string()).collect();
        Ok(vec![
            ("TELEGRAM_API_URL", self.telegram.url()),
            ("TELEGRAM_BOT_TOKEN", self.telegram.token()),
            ("TELEGRAM_UPDATES", "polling".to_owned()),
            ("STAFF_CHAT_ID", self.staff.group().id().to_string()),
            ("OWNER_TELEGRAM_IDS", owners.join(",")),
            ("HTTP_ADDR", format!("127.0.0.1:{port}")),
            ("PUBLIC_URL", format!("http://127.0.0.1:{port}")),
            ("DATABASE_URL", self.database_url.clone()),
            ("S3_ENDPOINT", self.s3.endpoint()),
            ("S3_BUCKET", self.s3.bucket().to_owned()),
            ("S3_ACCESS_KEY_ID", self.s3.access_key().to_owned()),
            ("S3_SECRET_ACCESS_KEY", self.s3.secret_key().to_owned()),
            ("KIE_API_URL", self.kie.url()),
            ("KIE_API_KEY", kie::Options::default().api_key),
            ("KIE_WEBHOOK_KEY", WEBHOOK_KEY.to_owned()),
        ])
    }
}
