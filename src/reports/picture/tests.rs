//! The pictures in words, as their SVG has them.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use rust_decimal::dec;

use super::*;
use crate::{
    i18n::Lang,
    reports::{
        numbers::{Funnel, Money, Numbers, Spent, Step, Times},
        period::Period,
    },
};

fn at(words: &str) -> DateTime<Utc> {
    words.parse().unwrap()
}

/// All words of a page, each on a line.
fn words(page: &charts::Page) -> String {
    let svg = page.svg();
    let texts = svg.lines().filter(|line| line.starts_with("<text"));
    let words = texts.filter_map(|line| line.split_once('>')?.1.strip_suffix("</text>"));
    words.collect::<Vec<_>>().join("\n")
}

fn money(count: i64, roubles: Decimal, stars: i64, ton: Decimal) -> Money {
    Money {
        count,
        roubles,
        stars,
        ton,
    }
}

fn times(sets: i64, median: i64, ninth_decile: i64) -> Times {
    Times {
        sets,
        median: Some(TimeDelta::seconds(median)),
        ninth_decile: Some(TimeDelta::seconds(ninth_decile)),
    }
}

/// A step of a business `size` times as large as a small one.
fn step(size: i64, place: usize) -> Step {
    let wave = [5, 8, 3, 9, 12, 16, 11][place % 7] * size;
    let sets = |share: i64| wave * share / 4;
    let sold = |share| Decimal::from(sets(share) * 499);
    let refunds = i64::from(place % 3 == 1) * size;
    Step {
        new_people: wave * 6,
        sold: [
            money(sets(2), sold(2), sets(2) * 350, dec!(0)),
            money(sets(3), sold(3), 0, dec!(0)),
            money(sets(1), sold(1), 0, Decimal::new(sets(1) * 4219, 3)),
        ],
        refunded: [
            Money::default(),
            money(refunds, Decimal::from(refunds * 499), 0, dec!(0)),
            Money::default(),
        ],
        spending: crate::reports::numbers::Spending {
            sets: Spent {
                orders: wave * 10,
                credits: Decimal::from(wave * 180),
            },
            besides: Spent {
                orders: wave,
                credits: Decimal::from(wave * 18),
            },
        },
        earned: Decimal::new(wave * 12_345, 2),
        taken_back: Decimal::from(refunds * 49),
    }
}

fn numbers(size: i64, steps: usize, known: usize) -> Numbers {
    let of = |place| {
        if place < known {
            step(size, place)
        } else {
            Step::default()
        }
    };
    let steps: Vec<Step> = (0..steps).map(of).collect();
    let started: i64 = steps.iter().map(|step| step.new_people).sum();
    let times = steps.iter().enumerate().map(|(place, step)| {
        let sets = step.sold_in_all().count;
        let seconds = 240 + 60 * (place as i64 % 5);
        if sets > 0 {
            times(sets, seconds, seconds * 3)
        } else {
            Times::default()
        }
    });
    Numbers {
        times: times.collect(),
        times_in_all: self::times(started / 5, 342, 1034),
        funnel: Funnel {
            started,
            photos: started / 2,
            invoiced: started / 3,
            paid: started / 5,
            delivered: started / 5 - 1,
        },
        steps,
    }
}

fn report(lang: Lang, kind: Kind, now: &str, back: u16, size: i64) -> Report {
    let (period, now) = (Period::new(kind, back), at(now));
    let span = period.span(now, Tz::Europe__Moscow);
    let known = span.step_of(now).map_or(span.steps(), |step| step + 1);
    let steps = span.steps();
    let before = numbers(size, steps, known.saturating_sub(1));
    Report {
        lang,
        period,
        now: numbers(size, steps, known),
        before,
        is_under_way: span.is_under_way(now),
        today: span.step_of(now),
        span,
        credit_rub: dec!(0.45),
    }
}

fn empty(lang: Lang) -> Report {
    let mut report = report(lang, Kind::Week, "2026-03-20T12:00:00Z", 1, 1);
    report.now = Numbers {
        steps: vec![Step::default(); 7],
        times: vec![Times::default(); 7],
        ..Numbers::default()
    };
    report.before = Numbers::default();
    report
}

#[test]
fn money_can_be_read() {
    let report = report(Lang::En, Kind::Week, "2026-03-05T12:00:00Z", 0, 1);
    insta::assert_snapshot!(words(&draw(Page::Money, &report)), @r"
    Business: money
    02.03 – 08.03.2026 · so far, against as much of the week before
    Revenue
    15,968 ₽
    ↑ 60%
    Sets sold
    33
    ↑ 57%
    Left of it
    10,703 ₽
    ↑ 61%
    What came in, in roubles
    Stars: 3,850 ★
    Card, SBP: 8,483 ₽
    TON: 21.10
    Given back: 499 ₽, 1×
    −2,000
    0
    2,000
    4,000
    6,000
    Mon
    Tue
    Wed
    Thu
    Fri
    Sat
    Sun
    Where it went
    Given back
    499 ₽ · 3%
    Portraits
    2,228 ₽ · 14%
    Commissions
    3,037 ₽ · 18%
    Left
    10,703 ₽ · 65%
    Stars and TON count at the rouble price of their set
    Portraits: 4,950 credits at 0.45 ₽; 9.1% for repeats, re-rolls, trials
    ");
    insta::assert_snapshot!(report.caption(), @r"
    <b>Business, 02.03 – 08.03.2026</b>
    💰 <b>15,968 ₽</b> after refunds (▲60%), 33 sets sold
    ↳ 3,850 ⭐ · card and SBP 8,483 ₽ · 21.10 TON
    ↩️ Given back: once, 499 ₽ (3% of sales)
    🖼 Portraits cost 2,228 ₽ (14%)
    🤝 Commissions 3,086 ₽, taken back 49 ₽
    💼 Left: <b>10,703 ₽</b>
    👥 New: <b>150</b> (▲56%). Of them 75 sent photos, 50 saw an invoice, 30 paid, 29 have their set
    ⏱ Half of the sets came within 6 min, nine of ten within 17 min
    <i>▲▼ so far, against as much of the week before</i>
    ");
}

#[test]
fn people_can_be_read() {
    let report = report(Lang::Ru, Kind::Month, "2026-03-20T12:00:00Z", 1, 10);
    insta::assert_snapshot!(words(&draw(Page::People, &report)), @r"
    Дела: люди
    01.02 – 28.02.2026 · к месяцу раньше
    Новые люди
    15 360
    ↑ 4%
    Заплатили
    3 072
    ↑ 4%
    Доставлено
    3 072
    ↑ 4%
    Новые люди
    0
    500
    1 000
    1
    5
    10
    15
    20
    25
    Как далеко дошли
    Кто пришёл за это время, до сих пор
    Пришли
    15 360 · 100%
    Прислали фото
    7 680 · 50%
    Видели счёт
    5 120 · 33%
    Заплатили
    3 072 · 20%
    Получили набор
    3 071 · 20%
    От оплаты до последнего альбома, минуты
    половина за
    6 мин
    9 из 10 за
    17 мин
    0
    10
    20
    30
    1
    5
    10
    15
    20
    25
    ");
    insta::assert_snapshot!(report.caption(), @r"
    <b>Дела, 01.02 – 28.02.2026</b>
    💰 <b>1 863 266 ₽</b> после возвратов (▲5%), продано 3 824 набора
    ↳ 448 000 ⭐ · карта и СБП 954 088 ₽ · 2 666,41 TON
    ↩️ Возвраты: 90 на 44 910 ₽ (2,4% продаж)
    🖼 Портреты стоили 228 096 ₽ (12%)
    🤝 Вознаграждения 316 032 ₽, отозвано 4 410 ₽
    💼 Осталось: <b>1 323 548 ₽</b>
    👥 Новых: <b>15 360</b> (▲4%). Из них прислали фото 7 680, видели счёт 5 120, заплатили 3 072, получили набор 3 071
    ⏱ Половина наборов пришла за 6 мин, девять из десяти за 17 мин
    <i>▲▼ к месяцу раньше</i>
    ");
}

#[test]
fn a_time_in_which_nothing_happened_says_so() {
    let report = empty(Lang::En);
    insta::assert_snapshot!(words(&draw(Page::Money, &report)), @r"
    Business: money
    09.03 – 15.03.2026 · against the week before
    Revenue
    0 ₽
    —
    Sets sold
    0
    —
    Left of it
    0 ₽
    —
    What came in, in roubles
    Stars: 0 ★
    Card, SBP: 0 ₽
    TON: 0
    Given back: 0 ₽
    Nothing in this time
    Where it went
    Given back
    0 ₽ · —
    Portraits
    0 ₽ · —
    Commissions
    0 ₽ · —
    Left
    0 ₽ · —
    Stars and TON count at the rouble price of their set
    No portrait was ordered
    ");
}

#[test]
fn a_time_in_which_nobody_came_says_so() {
    let report = empty(Lang::En);
    insta::assert_snapshot!(words(&draw(Page::People, &report)), @r"
    Business: people
    09.03 – 15.03.2026 · against the week before
    New people
    0
    —
    Of them paid
    0
    —
    Sets delivered
    0
    —
    New people
    Nothing in this time
    How far they came
    Those who started in this time, until now
    Started
    0 · —
    Sent photos
    0 · —
    Saw an invoice
    0 · —
    Paid
    0 · —
    Have their set
    0 · —
    From the charge to the last album, minutes
    half of them within
    —
    9 of 10 within
    —
    Nothing in this time
    ");
    insta::assert_snapshot!(report.caption(), @r"
    <b>Business, 09.03 – 15.03.2026</b>
    💰 <b>0 ₽</b> after refunds, 0 sets sold
    ↩️ Given back: nothing
    🖼 Portraits cost 0 ₽ (—)
    🤝 Commissions 0 ₽, taken back 0 ₽
    💼 Left: <b>0 ₽</b>
    👥 New: <b>0</b>. Of them 0 sent photos, 0 saw an invoice, 0 paid, 0 have their set
    ⏱ No set was delivered
    <i>▲▼ against the week before</i>
    ");
}

/// With `PICTURES` set to a folder, the pictures are put there for the eye.
#[test]
fn every_report_can_be_drawn_and_its_words_fit() {
    let folder = std::env::var_os("PICTURES").map(std::path::PathBuf::from);
    let now = "2026-03-20T12:00:00Z";
    for lang in Lang::ALL {
        let reports = [
            ("day", report(lang, Kind::Day, now, 0, 1)),
            ("week", report(lang, Kind::Week, now, 0, 3)),
            ("month", report(lang, Kind::Month, now, 1, 30)),
            ("huge", report(lang, Kind::Month, now, 1, 98_765)),
            ("empty", empty(lang)),
        ];
        for (name, report) in reports {
            // Bot API, sendPhoto: a caption has 1,024 characters after its entities are read.
            let caption = report.caption();
            assert!(caption.chars().count() <= 1024, "{name}: {caption}");
            for page in Page::ALL {
                let png = draw(page, &report).png().unwrap();
                let picture = image::load_from_memory(&png).unwrap();
                assert_eq!(picture.width(), 1080);
                assert!(png.len() < 500_000, "{name}: {} bytes", png.len());
                if let Some(folder) = &folder {
                    let name = format!("{name}-{}-{}.png", page.id(), lang.tag());
                    std::fs::write(folder.join(name), png).unwrap();
                }
            }
        }
    }
}
