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
mod examples;
mod faces;
mod outside;

use std::{
    fs, io,
    net::TcpListener,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use self::{backstage::Backstage, bot::Bot, cast::Cast, outside::Outside};
use crate::{server::Server, signals::Signals};

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
    let outside = Outside::start(&folder, format!("http://127.0.0.1:{page_port}")).await?;
    let cast = Cast::enter(&outside.telegram);
    let bot = Bot::start(outside.environment(&folder, &cast)?, &folder)?;
    examples::give(&cast);
    let backstage = Backstage::new(bot.clone(), &outside);
    let page = page::router(outside.telegram.clone(), cast, backstage);
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
    outside.stop()
}

/// The folder, made and cleared as asked.
fn prepare(options: &Options) -> Result<PathBuf> {
    let folder = &options.folder;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    if options.fresh {
        // Only what this program made: the folder may be somebody's home.
        for part in outside::FOLDERS {
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
