//! The picture in words, as its SVG has them, and when it comes.

use chrono_tz::Tz;

use super::{picture::page, *};
use crate::{config::Config, i18n::Lang};

fn at(words: &str) -> DateTime<Utc> {
    words.parse().unwrap()
}

fn rules(zone: &str) -> Rules {
    let variables = [
        ("TELEGRAM_BOT_TOKEN", "t"),
        ("DATABASE_URL", "postgres://d"),
        ("S3_ENDPOINT", "https://s.example"),
        ("S3_BUCKET", "b"),
        ("S3_ACCESS_KEY_ID", "a"),
        ("S3_SECRET_ACCESS_KEY", "k"),
        ("KIE_API_KEY", "k"),
        ("SUPPORT_TIMEZONE", zone),
    ];
    let owned = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Rules::new(&Config::from_variables(owned.into()).unwrap().support)
}

/// All words of a page, each on a line.
fn words(page: &crate::charts::Page) -> String {
    let svg = page.svg();
    let texts = svg.lines().filter(|line| line.starts_with("<text"));
    let words = texts.filter_map(|line| line.split_once('>')?.1.strip_suffix("</text>"));
    words.collect::<Vec<_>>().join("\n")
}

fn ordinary() -> Numbers {
    Numbers {
        opened: [
            [3, 1, 0, 2, 0],
            [2, 0, 1, 4, 1],
            [1, 2, 0, 1, 0],
            [4, 0, 0, 3, 1],
            [2, 1, 1, 2, 0],
            [0, 0, 0, 1, 0],
            [0; 5],
        ],
        opened_before: 28,
        resolved: 31,
        first_response: times(14, 95),
        resolution: times(190, 1730),
        first_response_kept: Kept { kept: 31, of: 33 },
        resolution_kept: Kept { kept: 25, of: 31 },
        ratings: [1, 0, 2, 5, 15],
        open_now: 6,
        overdue_now: 1,
    }
}

fn extreme() -> Numbers {
    Numbers {
        opened: [[12_345, 1, 9_999, 4_321, 777]; 7],
        opened_before: 123_456,
        resolved: 98_765,
        first_response: times(59, 60 * 24 * 12),
        resolution: times(60 * 24 * 9 + 61, 60 * 24 * 99 + 23 * 60),
        first_response_kept: Kept {
            kept: 98_765,
            of: 123_456,
        },
        resolution_kept: Kept {
            kept: 0,
            of: 98_765,
        },
        ratings: [10_000, 0, 99_999, 12_345, 77_777],
        open_now: 12_345,
        overdue_now: 12_344,
    }
}

fn times(median: i64, ninth_decile: i64) -> Times {
    Times {
        median: Some(chrono::TimeDelta::minutes(median)),
        ninth_decile: Some(chrono::TimeDelta::minutes(ninth_decile)),
    }
}

fn week() -> Days7 {
    Days7::from_monday(NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(), Tz::UTC)
}

#[test]
fn the_picture_comes_on_monday_morning_of_the_desk() {
    let berlin = rules("Europe/Berlin");
    let next = |now| next_report(&berlin, at(now));
    assert_eq!(next("2026-03-02T07:59:00Z"), at("2026-03-02T08:00:00Z"));
    assert_eq!(next("2026-03-02T08:00:00Z"), at("2026-03-09T08:00:00Z"));
    // After the change of the clock it is an hour earlier in UTC.
    assert_eq!(next("2026-03-28T12:00:00Z"), at("2026-03-30T07:00:00Z"));
}

#[test]
fn a_week_can_be_read() {
    let whole = page(Lang::En, &week(), &ordinary(), week().until());
    insta::assert_snapshot!(words(&whole), @r"
    Support: the week
    02.03 – 08.03.2026
    New tickets
    33
    the week before: 28
    Resolved
    31
    6 open, 1 overdue
    Rating
    4.4 ★
    23 ratings
    New tickets by day
    6
    Mon
    8
    Tue
    4
    Wed
    8
    Thu
    6
    Fri
    1
    Sat
    0
    Sun
    Payment 12
    Technical 4
    Account 2
    Portraits 13
    Other 2
    How quickly
    half within
    9 of 10 within
    in time
    First answer
    14 min
    1 h 35 min
    93% · 31 of 33
    Solution
    3 h 10 min
    1 d 4 h
    80% · 25 of 31
    Ratings
    5 ★
    15
    4 ★
    5
    3 ★
    2
    2 ★
    0
    1 ★
    1
    ");
    let caption = picture::caption(Lang::Ru, &week(), &ordinary());
    insta::assert_snapshot!(caption, @r"
    <b>Поддержка, 02.03 – 08.03.2026</b>
    33 новых обращения.
    Половина первых ответов пришла за 14 мин.
    В срок: 93% первых ответов.
    Решено: 31, половина за 3 ч 10 мин.
    Оценка: 4,4 ★, всего оценок: 23.
    Сейчас открыто: 6, просрочено: 1.
    ");
}

#[test]
fn a_week_without_tickets_and_days_that_have_not_come_say_so() {
    let wednesday = at("2026-03-04T12:00:00Z");
    let nothing = page(Lang::Ru, &week(), &Numbers::default(), wednesday);
    insta::assert_snapshot!(words(&nothing), @r"
    Поддержка за неделю
    02.03 – 08.03.2026
    Новые обращения
    0
    неделей раньше: 0
    Решено
    0
    открыто 0 · просрочено 0
    Оценка
    —
    оценок нет
    Новые обращения по дням
    0
    Пн
    0
    Вт
    0
    Ср

    Чт

    Пт

    Сб

    Вс
    Оплата 0
    Техника 0
    Аккаунт 0
    Портреты 0
    Другое 0
    Как быстро
    половина за
    9 из 10 за
    в срок
    Первый ответ
    —
    —
    —
    Решение
    —
    —
    —
    Оценки
    5 ★
    0
    4 ★
    0
    3 ★
    0
    2 ★
    0
    1 ★
    0
    ");
}

/// With `PICTURES` set to a folder, the pictures are put there for the eye.
#[test]
fn every_week_can_be_drawn() {
    let folder = std::env::var_os("PICTURES").map(std::path::PathBuf::from);
    for (name, numbers) in [
        ("ordinary", ordinary()),
        ("empty", Numbers::default()),
        ("extreme", extreme()),
    ] {
        for lang in Lang::ALL {
            let png = page(lang, &week(), &numbers, week().until()).png().unwrap();
            let picture = image::load_from_memory(&png).unwrap();
            assert_eq!((picture.width(), picture.height()), (1080, 1570));
            assert!(png.len() < 500_000, "{name}: {} bytes", png.len());
            if let Some(folder) = &folder {
                std::fs::write(folder.join(format!("{name}-{}.png", lang.tag())), png).unwrap();
            }
        }
    }
}
