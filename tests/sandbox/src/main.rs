//! The binary `sandbox`: the demo, the figures, and commands that need a throw-away PostgreSQL.

mod with_postgres;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sandbox::{bare, bench, chaos, demo, fill};

#[derive(Parser)]
#[command(about = "What PinGlass needs around it, on this machine only")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the bot with everything around it simulated, and a page to talk to it
    Demo(demo::Options),
    /// Measures the bot and prints the figures beside their goals
    Bench(bench::Options),
    /// Runs the product under load while everything goes wrong, and counts at the end
    Chaos(chaos::Options),
    /// Runs the bot that the figures are compared with: teloxide alone, nothing durable
    BareBot(bare::Options),
    /// Fills a migrated database with very many people, photos and payments
    Fill(fill::Options),
    /// Runs a command beside a throw-away PostgreSQL, named in SANDBOX_POSTGRES_URL
    WithPostgres(with_postgres::Arguments),
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Demo(options) => demo::run(options).await.map(|()| ExitCode::SUCCESS),
        Command::Bench(options) => bench::run(options).await.map(|()| ExitCode::SUCCESS),
        Command::Chaos(options) => chaos::run(options).await,
        Command::BareBot(options) => bare::run(options).await.map(|()| ExitCode::SUCCESS),
        Command::Fill(options) => fill::run(options).await.map(|()| ExitCode::SUCCESS),
        Command::WithPostgres(arguments) => with_postgres::run(arguments).await,
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("sandbox: {error:#}");
        ExitCode::FAILURE
    })
}
