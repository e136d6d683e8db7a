//! The command line. Exit codes: 0 success, 1 failure, 2 bad usage or bad configuration.

use std::{
    io::{BufRead, IsTerminal},
    process::ExitCode,
    time::Duration,
};

use anyhow::Context;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use clap::{Parser, Subcommand};
use pinglass::{
    app::{self, App, Role},
    clock::Clock,
    config::{Config, UpdateSource},
    payments, staff, telegram, telemetry,
};

/// A profile of taps under load spent a seventh of its time in the C library's malloc and free.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const BAD_CONFIGURATION: u8 = 2;

/// What blocks a thread, such as the look-up of a name, is not waited for when all else has ended.
const LAST_MOMENT: Duration = Duration::from_millis(500);

/// A Telegram bot that turns a person's selfies into a set of AI portraits.
#[derive(Parser)]
#[command(name = "pinglass", version)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the bot.
    Run {
        /// What this process does: any of bot,http,worker.
        #[arg(long, value_delimiter = ',', default_value = "bot,http,worker")]
        roles: Vec<Role>,
        /// Does not apply migrations first.
        #[arg(long)]
        no_migrate: bool,
    },
    /// Applies the migrations that are missing.
    Migrate,
    /// Reaches every outside system once and says what works.
    Check,
    /// Tells Telegram to send updates to PUBLIC_URL.
    SetWebhook,
    /// Tells Telegram to keep updates for polling.
    DeleteWebhook,
    /// Manages staff accounts.
    #[command(subcommand)]
    Admin(Admin),
    /// Compares payments with Telegram, T-Bank and TON, heals what is safe and prints the rest.
    Reconcile {
        /// Only what happened since this day (YYYY-MM-DD) or moment (RFC 3339), in UTC.
        #[arg(long, value_parser = parse_moment)]
        since: Option<DateTime<Utc>>,
    },
}

#[derive(Subcommand)]
enum Admin {
    /// Adds an account; the password is read from the terminal or standard input.
    Add {
        username: String,
        #[arg(long, default_value = "operator")]
        role: staff::Role,
    },
    /// Lists the accounts.
    List,
    /// Gives an account another role: admin, operator or viewer.
    Role { username: String, role: staff::Role },
    /// Says which Telegram account it belongs to, for the staff group.
    Link { username: String, telegram_id: i64 },
    /// Says that it belongs to no Telegram account any more.
    Unlink { username: String },
    /// Gives it another password, read from the terminal or standard input, and signs out
    /// whoever is signed in.
    Password {
        username: String,
        /// Whoever is signed in stays so.
        #[arg(long)]
        keep: bool,
    },
    /// Removes an account.
    Remove { username: String },
}

fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    let config = match Config::from_env() {
        Ok(config) => config,
        Err(errors) => {
            eprint!("pinglass: {errors}");
            return ExitCode::from(BAD_CONFIGURATION);
        }
    };
    let runtime = tokio::runtime::Runtime::new().expect("the operating system gives threads");
    let on_the_runtime = runtime.enter();
    let traces = match telemetry::start_logging() {
        Ok(traces) => traces,
        Err(error) => {
            eprintln!("pinglass: {error:#}");
            return ExitCode::from(BAD_CONFIGURATION);
        }
    };
    let end = runtime.block_on(execute(command_line.command, config));
    traces.stop();
    drop(on_the_runtime);
    runtime.shutdown_timeout(LAST_MOMENT);
    match end {
        Ok(code) => code,
        Err(error) => {
            eprintln!("pinglass: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn execute(command: Command, config: Config) -> anyhow::Result<ExitCode> {
    let limits = telegram::Limits::with_rate(config.telegram.messages_per_second);
    let app = App::build(config, Clock::system(), limits)?;
    match command {
        Command::Run { roles, no_migrate } => {
            if !no_migrate {
                app.db.migrate().await?;
            }
            let started_at = app.clock.now().timestamp_micros() as f64 / 1e6;
            app::run(app, &roles, telemetry::start_metrics(started_at)?).await?;
        }
        Command::Migrate => app.db.migrate().await?,
        Command::Check => {
            let (report, well) = app::check(&app).await;
            print!("{report}");
            if !well {
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::SetWebhook => set_webhook(&app).await?,
        Command::DeleteWebhook => {
            telegram::delete_webhook(&app.sender).await?;
            println!("The webhook is deleted; what waits is kept for polling.");
        }
        Command::Admin(command) => admin(&app, command).await?,
        Command::Reconcile { since } => return reconcile(&app, since).await,
    }
    Ok(ExitCode::SUCCESS)
}

async fn set_webhook(app: &App) -> anyhow::Result<()> {
    let UpdateSource::Webhook { secret } = &app.config.telegram.updates else {
        anyhow::bail!("TELEGRAM_UPDATES is polling; set it to webhook first");
    };
    let public_url = app
        .config
        .public_url
        .as_ref()
        .context("PUBLIC_URL is not set")?;
    let address = telegram::set_webhook(&app.sender, public_url, secret).await?;
    println!("Telegram sends updates to {address} from now on.");
    Ok(())
}

async fn admin(app: &App, command: Admin) -> anyhow::Result<()> {
    let now = app.clock.now();
    match command {
        Admin::Add { username, role } => {
            staff::add(&app.db, &username, &read_password()?, role, now).await?;
            println!("Added {username} as {role}.");
        }
        Admin::List => {
            for account in staff::list(&mut *app.db.connection().await?).await? {
                let since = account
                    .created_at
                    .map_or_else(String::new, |at| at.format("%Y-%m-%d").to_string());
                let telegram_id = account
                    .telegram_id
                    .map_or_else(String::new, |id| id.to_string());
                println!(
                    "{:<24} {:<10} {since:<10} {telegram_id}",
                    account.username, account.role
                );
            }
        }
        Admin::Role { username, role } => {
            staff::change_role(&app.db, &username, role, now).await?;
            println!("{username} is {role} now.");
        }
        Admin::Link {
            username,
            telegram_id,
        } => {
            staff::link(&app.db, &username, telegram_id, now).await?;
            println!("{username} is {telegram_id} in Telegram.");
        }
        Admin::Unlink { username } => {
            staff::unlink(&app.db, &username, now).await?;
            println!("{username} is linked to no Telegram account any more.");
        }
        Admin::Password { username, keep } => {
            staff::change_password(&app.db, &username, &read_password()?, keep, now).await?;
            println!("{username} has another password now.");
        }
        Admin::Remove { username } => {
            staff::remove(&app.db, &username, now).await?;
            println!("Removed {username}.");
        }
    }
    Ok(())
}

/// From the terminal without showing it, or the first line of standard input.
fn read_password() -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        let password =
            rpassword::prompt_password("Password: ").context("cannot read the password")?;
        let again = rpassword::prompt_password("Again: ").context("cannot read the password")?;
        anyhow::ensure!(password == again, "the passwords differ");
        return Ok(password);
    }
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .context("cannot read the password")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

async fn reconcile(app: &App, since: Option<DateTime<Utc>>) -> anyhow::Result<ExitCode> {
    let found = payments::reconcile(&app.money, since).await?;
    println!(
        "{} transactions compared, {} healed, {} open.",
        found.compared,
        found.healed.len(),
        found.open.len()
    );
    for line in &found.healed {
        println!("healed  {line}");
    }
    for line in &found.open {
        println!("OPEN    {line}");
    }
    Ok(if found.open.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn parse_moment(words: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(day) = words.parse::<NaiveDate>() {
        return Ok(day.and_time(NaiveTime::MIN).and_utc());
    }
    words
        .parse()
        .map_err(|_| "a day such as 2026-11-01 or a moment such as 2026-11-01T12:00:00Z".to_owned())
}
