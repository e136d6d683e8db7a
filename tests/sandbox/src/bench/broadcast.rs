//! A broadcast to very many at Telegram's pace, during which the bot is killed three times: how
//! much longer it takes than the pace alone, who got it twice, and whether Telegram complained.

use std::{
    ops::Range,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

use super::{
    customer::Customer,
    figures::{Figure, Table, Unit, percentile},
    installation::Installation,
};
use crate::telegram::Telegram;

/// Telegram's pace, which its fake enforces in any second.
const PER_SECOND: f64 = 30.0;

/// The shares of all letters after which the bot is killed.
const KILLS: [f64; 3] = [0.23, 0.52, 0.81];

/// As long as whatever starts processes takes to see that one has died.
const RESTART_AFTER: Duration = Duration::from_millis(100);

/// So many people write to the bot meanwhile, after the last kill.
const ANSWERS: i64 = 20;
const ASK_AFTER: Duration = Duration::from_secs(2);

/// The first of the people's ids.
const FIRST_ID: i64 = 500_001;

/// psql is a process of its own.
const ASK_EVERY: Duration = Duration::from_secs(1);

fn ids(people: u32) -> Range<i64> {
    FIRST_ID..FIRST_ID + i64::from(people)
}

pub async fn measure(installation: &Installation, people: u32, table: &mut Table) -> Result<()> {
    let telegram = &installation.telegram;
    telegram.crowd(ids(people));
    installation.execute(&rows(people))?;
    let mut bot = installation.run()?;
    wait_for(telegram, people, 1).await?;
    let start = Instant::now();
    for share in KILLS {
        let count = (share * f64::from(people)) as usize;
        wait_for(telegram, people, count).await?;
        bot.kill().await?;
        tokio::time::sleep(RESTART_AFTER).await;
        bot = installation.run()?;
    }
    let (took, answers) = tokio::join!(
        until_over(installation, people, start),
        time_answers(telegram),
    );
    let (took, answers) = (took?, answers?);
    bot.stop().await?;
    let slowest = percentile(&answers, 1.0);
    report(installation, people, took, table)?;
    let what = format!("  the slowest of {ANSWERS} answers meanwhile");
    table.add(&Figure::time(what, slowest).below(300.0));
    Ok(())
}

/// How long people wait who write to the bot while it sends the broadcast.
async fn time_answers(telegram: &Telegram) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    for number in 0..ANSWERS {
        let customer = Customer::enters(telegram, 101 + number);
        let mut changes = telegram.subscribe();
        let asked_at = Instant::now();
        customer.person.sends("/start");
        while customer.person.last_from_bot().is_none() {
            changes.changed().await.context("the fake is gone")?;
        }
        times.push(asked_at.elapsed());
        tokio::time::sleep(ASK_AFTER).await;
    }
    Ok(times)
}

/// The people, and a broadcast that a start takes up.
fn rows(people: u32) -> String {
    let last = FIRST_ID + i64::from(people) - 1;
    format!(
        "insert into users (telegram_user_id) select generate_series({FIRST_ID}, {last});
         insert into user_settings (user_id, language) select id, 'en' from users
         on conflict do nothing;
         insert into broadcasts (status, audience, made_by_name, created_at, starts_at)
         values ('scheduled', '{{\"group\": \"everyone\"}}', 'bench', current_timestamp, current_timestamp);
         insert into broadcast_letters (broadcast_id, language, html)
         select id, 'en', 'Twelve <b>new styles</b> are here' from broadcasts;"
    )
}

/// How many letters have arrived.
fn arrived(telegram: &Telegram, people: u32) -> usize {
    telegram.counts_of_letters(ids(people)).iter().sum()
}

async fn wait_for(telegram: &Telegram, people: u32, count: usize) -> Result<()> {
    super::until("letters", || {
        (arrived(telegram, people) >= count).then_some(())
    })
    .await
}

/// The time of the last letter: what is written down after it keeps nobody waiting.
async fn until_over(installation: &Installation, people: u32, start: Instant) -> Result<Duration> {
    let over = "select count(*) from broadcasts where status = 'done'";
    let (mut seen, mut latest) = (0, start.elapsed());
    let mut asked_at = Instant::now();
    loop {
        let now = arrived(&installation.telegram, people);
        if now > seen {
            (seen, latest) = (now, start.elapsed());
        }
        if asked_at.elapsed() > ASK_EVERY {
            asked_at = Instant::now();
            if installation.count(over)? == 1 {
                return Ok(latest);
            }
        }
        let is_late = start.elapsed() > super::PATIENCE;
        ensure!(!is_late, "the broadcast did not end in time");
        tokio::time::sleep(super::LOOK_EVERY).await;
    }
}

fn report(
    installation: &Installation,
    people: u32,
    took: Duration,
    table: &mut Table,
) -> Result<()> {
    let counts = installation.telegram.counts_of_letters(ids(people));
    let letters: usize = counts.iter().sum();
    let twice = counts.iter().filter(|count| **count > 1).count();
    let unknown = "select count(*) from broadcast_recipients where status = 'unknown'";
    let unknown = installation.count(unknown)?;
    let ideal = f64::from(people) / PER_SECOND;
    let share = 100.0 * took.as_secs_f64() / ideal;
    let what = format!("a broadcast to {people}, killed 3 times: of the ideal time");
    table.add(&Figure::new(what, Unit::Percent, share).below(103.0));
    let floods = installation.telegram.flood_violations();
    table.note(format!(
        "Broadcast: {took:.1?} for an ideal of {ideal:.1} s; {letters} letters, {twice} people got \
         two, {unknown} unknown after the kills, {floods} answers 429."
    ));
    Ok(())
}
