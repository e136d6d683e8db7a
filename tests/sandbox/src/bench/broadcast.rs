//! A broadcast to very many at Telegram's pace: how much longer it takes than the pace alone, and
//! whether Telegram complained. Near its end the bot is killed: who got it twice?

use std::{
    ops::Range,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

use super::{
    customer::Customer,
    figures::{Figure, Table, Unit, percentile},
    goals::Goal,
    installation::Installation,
};
use crate::telegram::Telegram;

/// Telegram's pace, which its fake enforces in any second.
const PER_SECOND: f64 = 30.0;

/// Those who get it last: the bot is killed when half of them have it.
const LAST: u32 = 300;

/// As long as whatever starts processes takes to see that one has died.
const RESTART_AFTER: Duration = Duration::from_millis(100);

/// So many people write to the bot meanwhile.
const ANSWERS: u32 = 20;
const ASK_AFTER: Duration = Duration::from_secs(1);

/// The first of the people's ids.
const FIRST_ID: i64 = 500_001;

/// psql is a process of its own.
const ASK_EVERY: Duration = Duration::from_secs(1);

fn ids(people: u32) -> Range<i64> {
    FIRST_ID..FIRST_ID + i64::from(people)
}

/// `timed` people are those whose letters are timed; some more follow.
pub async fn measure(installation: &Installation, timed: u32, table: &mut Table<'_>) -> Result<()> {
    let telegram = &installation.telegram;
    let people = timed + LAST;
    telegram.crowd(ids(people));
    installation.execute(&rows(people))?;
    let bot = installation.run()?;
    wait_for(telegram, people, 1).await?;
    let start = Instant::now();
    let (took, answers) = tokio::join!(
        async {
            wait_for(telegram, people, timed).await?;
            anyhow::Ok(start.elapsed())
        },
        time_answers(telegram),
    );
    let (took, answers) = (took?, answers?);
    wait_for(telegram, people, timed + LAST / 2).await?;
    bot.kill().await?;
    tokio::time::sleep(RESTART_AFTER).await;
    let bot = installation.run()?;
    let took_all = until_over(installation, people, start).await?;
    bot.stop().await?;
    // The answers go at the same pace.
    let share = 100.0 * took.as_secs_f64() / ideal(timed + ANSWERS);
    let what = format!("a broadcast to {timed}: of the ideal time");
    table.add(&Figure::new(what, Unit::Percent, share).of(Goal::Broadcast));
    let what = format!("  the slowest of {ANSWERS} answers meanwhile");
    let slowest = percentile(&answers, 1.0);
    table.add(&Figure::time(what, slowest).of(Goal::AnswersMeanwhile));
    let cost = took_all.as_secs_f64() - took.as_secs_f64() - ideal(LAST);
    let what = "  what a kill and a start anew cost";
    table.add(&Figure::new(what, Unit::Seconds, cost));
    check(installation, people, table)
}

/// Seconds for so many letters at Telegram's pace.
fn ideal(letters: u32) -> f64 {
    f64::from(letters) / PER_SECOND
}

/// How long people wait who write to the bot while it sends the broadcast.
async fn time_answers(telegram: &Telegram) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    for number in 0..ANSWERS.into() {
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

async fn wait_for(telegram: &Telegram, people: u32, count: u32) -> Result<()> {
    super::until("letters", || {
        (arrived(telegram, people) >= count as usize).then_some(())
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

/// Fails when somebody got it twice or went without unnoticed, or Telegram complained.
fn check(installation: &Installation, people: u32, table: &mut Table<'_>) -> Result<()> {
    let counts = installation.telegram.counts_of_letters(ids(people));
    let letters: usize = counts.iter().sum();
    let twice = counts.iter().filter(|count| **count > 1).count();
    let unknown = "select count(*) from broadcast_recipients where status = 'unknown'";
    let unknown = installation.count(unknown)?;
    let floods = installation.telegram.flood_violations();
    table.note(format!(
        "Broadcast: {letters} letters to {people}, {twice} people got two, {unknown} unknown after \
         the kill, {floods} answers 429."
    ));
    ensure!(twice == 0, "{twice} people got it twice");
    ensure!(floods == 0, "Telegram answered 429 {floods} times");
    ensure!(
        letters + unknown >= people as usize,
        "some went without unnoticed"
    );
    Ok(())
}
