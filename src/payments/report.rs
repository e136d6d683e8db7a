//! The day's line for the staff: what was sold and given back, and where the
//! books differed.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{
    Deps, Price, Provider,
    jobs::ReportDay,
    reconcile::reconcile_the_rest,
    store::{self, DaySum},
};
use crate::{
    i18n::Lang,
    queue::{JobResult, Next, OrElse},
    staff,
    telegram::Screen,
};

/// After midnight (UTC), when late charges of the day have been noticed.
const REPORT_AT: TimeDelta = TimeDelta::hours(6);

/// How far back the providers are compared with every report.
const COMPARED: TimeDelta = TimeDelta::days(2);

/// When the next report is due after `now`.
pub(super) fn next_at(now: DateTime<Utc>) -> DateTime<Utc> {
    let today = midnight(now.date_naive()) + REPORT_AT;
    if today > now {
        today
    } else {
        today + TimeDelta::days(1)
    }
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// Reports the day before, once, however often it is asked to.
pub(super) async fn report_day(deps: Deps, _: ReportDay) -> JobResult {
    let now = deps.clock.now();
    let day = (now - TimeDelta::days(1)).date_naive();
    // A provider that is away is compared tomorrow; the report comes all the same.
    if let Err(error) = reconcile_the_rest(&deps, Some(now - COMPARED)).await {
        tracing::warn!(
            error = format!("{error:#}"),
            "the daily comparison broke off"
        );
    }
    let (from, until) = (midnight(day), midnight(day) + TimeDelta::days(1));
    let mut tx = deps.db.begin().await.or_retry()?;
    let sums = store::sums(&mut tx, from, until).await.or_retry()?;
    let tasks = i64::try_from(store::list_tasks(&mut tx).await.or_retry()?.len()).or_retry()?;
    let waiting = tasks + store::count_undecided(&mut tx).await.or_retry()?;
    let is_quiet = sums
        .iter()
        .all(|sum| sum.sold + sum.refunded + sum.differences == 0);
    if !is_quiet || waiting > 0 {
        let screen = screen(deps.staff_lang, day, &sums, waiting);
        staff::tell_once(&mut tx, &format!("payments.day:{day}"), &screen, now)
            .await
            .or_retry()?;
    }
    tx.commit().await.or_retry()?;
    Ok(Next::At(next_at(now)))
}

fn screen(lang: Lang, day: NaiveDate, sums: &[DaySum], waiting: i64) -> Screen {
    let is_used = |sum: &&DaySum| sum.sold + sum.refunded + sum.differences > 0;
    let mut lines: Vec<_> = sums
        .iter()
        .filter(is_used)
        .map(|sum| line(lang, sum))
        .collect();
    if waiting > 0 {
        lines.push(lang.html("staff-day-open", &[("tasks", waiting.into())]));
    }
    let title = lang.html(
        "staff-day",
        &[("date", day.format("%d.%m.%Y").to_string().into())],
    );
    Screen::plain(format!("{title}\n{}", lines.join("\n")))
}

fn line(lang: Lang, sum: &DaySum) -> String {
    let provider = Provider::stored(Some(&sum.provider));
    let stars = |stars: i64| Price::Stars(i32::try_from(stars).unwrap_or(i32::MAX));
    let (income, back) = match provider {
        Provider::Stars => (stars(sum.stars), stars(sum.refunded_stars)),
        Provider::Tbank => (
            Price::Roubles(sum.roubles),
            Price::Roubles(sum.refunded_roubles),
        ),
        Provider::Ton => (Price::Ton(sum.ton), Price::Ton(sum.refunded_ton)),
        Provider::Gift => (Price::Gift, Price::Gift),
    };
    lang.html(
        "staff-day-line",
        &[
            ("method", provider.title(lang).into()),
            ("sold", sum.sold.into()),
            ("income", income.words(lang).into()),
            ("refunded", sum.refunded.into()),
            ("back", back.words(lang).into()),
            ("differences", sum.differences.into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_comes_every_morning() {
        let at = |words: &str| words.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(
            next_at(at("2026-03-02T05:59:00Z")),
            at("2026-03-02T06:00:00Z")
        );
        assert_eq!(
            next_at(at("2026-03-02T06:00:00Z")),
            at("2026-03-03T06:00:00Z")
        );
    }
}
