//! Many reports into the staff's group: Telegram lets a bot send twenty a minute there, and the
//! product keeps to that by itself. How much longer it takes than the pace alone, whether each
//! arrived once, and whether Telegram complained.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};

use super::{
    customer::Customer,
    figures::{Figure, Table, Unit},
    goals::Goal,
    installation::Installation,
    process::Bot,
};

const GROUP: i64 = -1_001_000_000_001;

/// Whoever looks into the group.
const MEMBER: i64 = 901;

/// Telegram's limit, which its fake enforces in any minute.
const PER_MINUTE: u32 = 20;
const MINUTE: Duration = Duration::from_secs(60);

/// A second copy would have come by then: the pace lets one through every few seconds.
const AFTERMATH: Duration = Duration::from_secs(8);

pub async fn measure(
    installation: &Installation,
    letters: u32,
    table: &mut Table<'_>,
) -> Result<()> {
    let telegram = &installation.telegram;
    let member = Customer::enters(telegram, MEMBER).person;
    let group = telegram.staff_group(GROUP, std::slice::from_ref(&member));
    let reader = group.speaker(&member);
    installation.execute(&rows(letters))?;
    let begun_at = Instant::now();
    let mut command = installation.command(&["run", "--no-migrate"])?;
    command.env("STAFF_CHAT_ID", GROUP.to_string());
    let bot = Bot::spawn(command)?;
    let copies = || {
        let texts = reader.messages().into_iter().filter(|seen| seen.from_bot);
        copies(texts.map(|seen| seen.text))
    };
    super::until("the first report", || (!copies().is_empty()).then_some(())).await?;
    let start = Instant::now();
    let startup = start - begun_at;
    super::until("the last report", || {
        (copies().len() == letters as usize).then_some(())
    })
    .await?;
    let took = start.elapsed();
    tokio::time::sleep(AFTERMATH).await;
    let twice = copies().values().filter(|count| **count > 1).count();
    bot.stop().await?;
    let ideal = ideal(letters);
    let share = 100.0 * took.as_secs_f64() / ideal.as_secs_f64();
    let what = format!("{letters} reports into one group: of the ideal time");
    table.add(&Figure::new(what, Unit::Percent, share).of(Goal::Group));
    let floods = telegram.flood_violations();
    table.note(format!(
        "Group: {took:.1?} for an ideal of {ideal:.0?}, the first {startup:.1?} after the start; \
         {twice} came twice, {floods} answers 429."
    ));
    ensure!(twice == 0, "{twice} reports came twice");
    ensure!(floods == 0, "Telegram answered 429 {floods} times");
    Ok(())
}

/// From the first to the last: each twenty have to wait until the twenty before are a minute old.
fn ideal(letters: u32) -> Duration {
    MINUTE * (letters.saturating_sub(1) / PER_MINUTE)
}

/// As features write reports down in their own transactions.
fn rows(letters: u32) -> String {
    format!(
        "insert into jobs (kind, payload, priority, run_at)
         select 'tell_staff', jsonb_build_object('text', 'Report ' || n, 'keyboard', null), 60, now()
         from generate_series(1, {letters}) as n;"
    )
}

/// How often each report came; whatever else the bot says at a start is none.
fn copies(texts: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut copies = BTreeMap::new();
    for text in texts.filter(|text| text.starts_with("Report ")) {
        *copies.entry(text).or_default() += 1;
    }
    copies
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_twenty_may_come_at_once() {
        let seconds = |letters| ideal(letters).as_secs();
        assert_eq!([1, 20, 21, 40, 41].map(seconds), [0, 0, 60, 60, 120]);
    }

    #[test]
    fn a_report_that_comes_again_is_told_from_another() {
        let texts = ["Report 1", "Hello", "Report 2", "Report 1"].map(str::to_owned);
        let counts = copies(texts.into_iter());
        assert_eq!(counts.values().copied().collect::<Vec<_>>(), [2, 1]);
    }
}
