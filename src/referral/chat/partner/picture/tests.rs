//! How a partner's picture looks, from nothing to more than fits.

use rust_decimal::{Decimal, dec};

use super::*;

/// Where the pictures go for whoever wants to look at them.
const FOLDER: &str = "PARTNER_PICTURES";

fn day(visits: i64, sign_ups: i64, purchases: i64, credited: Decimal, on_hold: Decimal) -> Day {
    Day {
        visits,
        sign_ups,
        purchases,
        credited,
        on_hold,
        taken_back: Decimal::ZERO,
    }
}

fn shown(days: Vec<Day>, best: Vec<BestLink>) -> Shown {
    Shown {
        title: "Страница партнёра".to_owned(),
        about: "Последние 30 дней: 02.02 – 03.03.2026".to_owned(),
        first: "2026-02-02".parse().unwrap(),
        today: Some(days.len() - 1),
        days,
        best,
    }
}

fn ordinary() -> Shown {
    let mut days = vec![Day::default(); 30];
    for (place, shown) in days.iter_mut().enumerate() {
        let wave = i64::try_from(place * place % 17).unwrap();
        *shown = day(
            wave * 3,
            wave,
            wave / 4,
            dec!(249.50) * Decimal::from(wave / 4),
            dec!(0),
        );
    }
    days[28].on_hold = dec!(749.50);
    days[12].taken_back = dec!(249.50);
    let names = ["Весенний пост", "Own link", "👩‍🦰 Reels", "=SUM(1)", "سلام"];
    let best = names.into_iter().enumerate().map(|(place, name)| {
        let earned = dec!(5000) / Decimal::from(place * place + 1);
        BestLink {
            name: writable(name).unwrap_or_else(|| "SPRNGPT".to_owned()),
            sums: day(120, 40, 12, earned.round_dp(2), dec!(0)),
        }
    });
    shown(days, best.collect())
}

fn extreme() -> Shown {
    let mut days = vec![Day::default(); 31];
    for shown in &mut days {
        *shown = day(1_234_567, 100_000, 99_999, dec!(74999250.55), dec!(1));
        shown.taken_back = dec!(70000000);
    }
    let best = vec![
        BestLink {
            name: writable(&"Щ".repeat(64)).unwrap(),
            sums: day(99_999_999, 9_999_999, 999_999, dec!(74999250.55), dec!(0)),
        };
        9
    ];
    shown(days, best)
}

/// Draws a picture; with the variable set, also into a folder.
fn drawn(name: &str, shown: &Shown) -> image::DynamicImage {
    let png = shown.page(Lang::Ru).png().unwrap();
    if let Ok(folder) = std::env::var(FOLDER) {
        std::fs::write(format!("{folder}/{name}.png"), &png).unwrap();
    }
    image::load_from_memory(&png).unwrap()
}

#[test]
fn a_picture_fits_telegram_whatever_it_shows() {
    let nothing = shown(vec![Day::default(); 30], Vec::new());
    for (name, shown) in [
        ("nothing", nothing),
        ("ordinary", ordinary()),
        ("extreme", extreme()),
    ] {
        let picture = drawn(name, &shown);
        assert_eq!(picture.width(), 1080);
        // Bot API, sendPhoto: width and height together are at most 10000.
        assert!(picture.height() < 2200, "{name}: {}", picture.height());
    }
}

#[test]
fn where_nothing_happened_words_stand_in_place_of_a_scale() {
    let nothing = shown(vec![Day::default(); 30], Vec::new());
    let svg = nothing.page(Lang::Ru).svg();
    assert_eq!(svg.matches("За это время ничего").count(), 4);
    let svg = ordinary().page(Lang::Ru).svg();
    assert!(!svg.contains("За это время ничего"));
}

#[test]
fn sums_and_names_are_written() {
    let svg = ordinary().page(Lang::Ru).svg();
    for words in [
        "Переходы",
        "Весенний пост",
        "120 → 40 → 12",
        "03.03",
        "Reels",
        "=SUM(1)",
        "SPRNGPT",
    ] {
        assert!(svg.contains(words), "{words}");
    }
    assert!(!svg.contains("سلام"), "what the font lacks is left out");
    let sums = ordinary().sums();
    assert_eq!(sums.taken_back, dec!(249.50));
    assert!(svg.contains(&Lang::Ru.roubles(sums.earned())));
}

#[test]
fn days_without_rows_are_empty_and_rows_out_of_them_are_left_out() {
    let row = |day: &str, link_id: Option<i32>| DayOfLink {
        day: day.parse().unwrap(),
        link_id,
        visits: 2,
        sign_ups: 1,
        purchases: 1,
        paid: dec!(499),
        earned: dec!(100),
        taken_back: dec!(30),
        credited: dec!(50),
    };
    let first: NaiveDate = "2026-02-28".parse().unwrap();
    let span = Span {
        first,
        last: "2026-03-02".parse().unwrap(),
        from: chrono::DateTime::UNIX_EPOCH,
        to: chrono::DateTime::UNIX_EPOCH,
        zone: "UTC",
    };
    let rows = [
        row("2026-02-27", None),
        row("2026-03-01", None),
        row("2026-03-01", Some(7)),
        row("2026-03-03", None),
    ];
    let days = days_of(&span, &rows);
    assert_eq!(days.len(), 3);
    assert_eq!(days[0], Day::default());
    assert_eq!(
        (days[1].visits, days[1].sign_ups, days[1].purchases),
        (4, 2, 2)
    );
    assert_eq!(days[1].credited, dec!(100));
    assert_eq!(days[1].on_hold, dec!(40));
    assert_eq!(days[1].taken_back, dec!(60));
    assert_eq!(days[1].earned(), dec!(140));
}
