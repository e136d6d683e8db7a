//! What a run prints: what happened in figures, and for each complaint the story of whom it
//! concerns, from the chronicle, the chat and the processes' logs.

use std::{collections::BTreeSet, fs};

use super::{
    book::Book,
    count::Verdict,
    fleet::Fleet,
    plot::{Plot, Who},
};
use crate::telegram::Outcome;

/// The stories of so many people are told in full.
const STORIES: usize = 5;

/// Of what the processes themselves complained, so many lines.
const LOG_LINES: usize = 30;

pub fn print(plot: &Plot, fleet: &Fleet, book: &Book, verdict: &Verdict, seed: u64) {
    let misfortunes = plot.chronicle();
    let misfortunes = misfortunes
        .iter()
        .filter(|entry| entry.who == Who::Misfortune);
    let delivered = book
        .tables
        .sets
        .iter()
        .filter(|set| set.is_told && set.ready > 0);
    println!("seed {seed}: {} people", plot.arrived().len());
    println!(
        "  {} charges at the providers, {} given back in full",
        book.charges.len(),
        book.charges
            .iter()
            .filter(|charge| charge.returned == charge.amount)
            .count(),
    );
    println!(
        "  {} sets and re-rolls delivered, {} portraits in chats",
        delivered.count(),
        book.portraits.len()
    );
    println!(
        "  {} ticket messages said, {} shown on the other side",
        book.said.len(),
        book.shown.len()
    );
    println!(
        "  {} people had the news, {} earnings, {} entries of misfortune",
        book.news.len(),
        book.tables.earnings.len(),
        misfortunes.count()
    );
    println!(
        "  {} repetitions that {} lost answers or failures explain",
        verdict.excused,
        book.losses.len()
    );
    for (name, megabytes) in &book.memory {
        println!("  {name}: {megabytes:.0} MB");
    }
    if verdict.complaints.is_empty() {
        println!("Everything adds up.");
        return;
    }
    println!("{} complaints:", verdict.complaints.len());
    for complaint in &verdict.complaints {
        println!("  ✗ {complaint}");
    }
    tell_floods(plot);
    tell_stories(plot, fleet, verdict);
    println!("Again: sandbox chaos --seed {seed}");
    println!("Logs: {}", plot.ground.folder.display());
}

/// What Telegram would not take at its pace: when, by which method, for whom.
fn tell_floods(plot: &Plot) {
    let calls = plot.ground.telegram.calls().into_iter();
    let refused = calls.filter(|call| matches!(&call.outcome, Outcome::Refused { code: 429, .. }));
    for call in refused {
        let (chat, at) = (&call.params["chat_id"], call.time.format("%T%.3f"));
        println!("  {at} {} to {chat}: {:?}", call.method, call.outcome);
    }
}

fn tell_stories(plot: &Plot, fleet: &Fleet, verdict: &Verdict) {
    let concerned = verdict.complaints.iter();
    let concerned: BTreeSet<i64> = concerned.filter_map(|complaint| complaint.person).collect();
    for person in concerned.iter().take(STORIES) {
        println!("\nThe story of person {person}:");
        for entry in plot.story_of(*person) {
            let mark = if entry.who == Who::Misfortune {
                "⚡ "
            } else {
                ""
            };
            println!("  {} {mark}{}", entry.at.format("%T%.3f"), entry.what);
        }
        println!("The chat of person {person}:");
        for line in plot.ground.telegram.transcript(*person).lines() {
            println!("  {line}");
        }
    }
    for ship in &fleet.ships {
        let log = fs::read_to_string(ship.log_path()).unwrap_or_default();
        let lines: Vec<&str> = log.lines().filter(|line| line.contains("ERROR")).collect();
        println!("\nThe last errors of {}, of {}:", ship.name, lines.len());
        for line in lines.iter().rev().take(LOG_LINES).rev() {
            println!("  {line}");
        }
    }
}
