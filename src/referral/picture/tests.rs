//! The pictures in words, as their SVG has them, and drawn for the eye.

use rust_decimal::dec;

use super::*;

/// All words of a page, each on a line.
fn words(page: &Page) -> String {
    let svg = page.svg();
    let texts = svg.lines().filter(|line| line.starts_with("<text"));
    let words = texts.filter_map(|line| line.split_once('>')?.1.strip_suffix("</text>"));
    words.collect::<Vec<_>>().join("\n")
}

fn march() -> Month {
    Month::new(2026, 3).unwrap()
}

fn day(credited: Decimal, on_hold: Decimal, taken_back: Decimal) -> Day {
    Day {
        credited,
        on_hold,
        taken_back,
    }
}

fn ordinary() -> Earned {
    let mut days = vec![Day::default(); 31];
    days[1] = day(dec!(49.90), dec!(0), dec!(0));
    days[2] = day(dec!(149.90), dec!(0), dec!(0));
    days[5] = day(dec!(0), dec!(0), dec!(99.90));
    days[6] = day(dec!(249.70), dec!(49.90), dec!(49.90));
    days[8] = day(dec!(99.90), dec!(0), dec!(0));
    days[11] = day(dec!(49.90), dec!(99.90), dec!(0));
    days[12] = day(dec!(0), dec!(149.90), dec!(0));
    Earned {
        days,
        purchases: 11,
    }
}

fn empty() -> Earned {
    Earned {
        days: vec![Day::default(); 31],
        purchases: 0,
    }
}

fn one_day() -> Earned {
    let mut earned = empty();
    earned.days[12] = day(dec!(0), dec!(49.90), dec!(0));
    earned.purchases = 1;
    earned
}

fn extreme() -> Earned {
    let days = (0..31).map(|place| {
        let much = Decimal::from(1_234_567 + place * 1_000_003);
        day(much, dec!(9_876_543.21), much / dec!(2))
    });
    Earned {
        days: days.collect(),
        purchases: 1_234_567,
    }
}

/// A kopeck beside a fortune, and a whole month taken back.
fn uneven() -> Earned {
    let mut earned = empty();
    earned.days[0] = day(dec!(0.01), dec!(0.01), dec!(0.01));
    earned.days[30] = day(dec!(0), dec!(0), dec!(74_950));
    earned.purchases = 3;
    earned
}

fn examples(lang: Lang) -> Vec<Example> {
    let sets = [
        ("tier-starter", dec!(499), dec!(49.90)),
        ("tier-standard", dec!(999), dec!(99.90)),
        ("tier-premium", dec!(1499), dec!(149.90)),
    ];
    let example = |(set, price, commission)| Example {
        set: lang.text(set, &[]),
        price,
        commission,
    };
    sets.map(example).to_vec()
}

#[test]
fn a_month_can_be_read() {
    let page = month_page(Lang::En, march(), &ordinary(), Some(12));
    insta::assert_snapshot!(words(&page), @r"
    March 2026
    What your friends' purchases earned you
    Credited
    599.30 ₽
    On hold
    299.70 ₽
    Purchases
    11
    By day of purchase, ₽
    Taken back, as purchases were refunded: 149.80 ₽
    −100
    0
    100
    200
    300
    1
    5
    10
    13
    15
    20
    25
    30
    ");
    let page = month_page(Lang::Ru, march(), &one_day(), Some(12));
    insta::assert_snapshot!(words(&page), @r"
    Март 2026
    Что принесли покупки ваших друзей
    Зачислено
    0 ₽
    Ждут
    49,90 ₽
    Покупки
    1
    По дням покупки, ₽
    0
    20
    40
    60
    1
    5
    10
    13
    15
    20
    25
    30
    ");
}

#[test]
fn a_month_without_earnings_says_so() {
    let page = month_page(Lang::Ru, march(), &empty(), Some(0));
    insta::assert_snapshot!(words(&page), @r"
    Март 2026
    Что принесли покупки ваших друзей
    Зачислено
    0 ₽
    Ждут
    0 ₽
    Покупки
    0
    По дням покупки, ₽
    В этом месяце покупок нет
    ");
}

#[test]
fn an_invitation_tells_what_a_purchase_earns() {
    let page = invitation_page(Lang::En, "10", &examples(Lang::En));
    insta::assert_snapshot!(words(&page), @r"
    Invite friends, earn 10%
    of every set they buy
    1
    You send your link to a friend
    2
    Your friend gets their portraits
    3
    10% of the price is yours
    What one purchase earns you
    Starter, 499 ₽
    49.90 ₽
    Standard, 999 ₽
    99.90 ₽
    Premium, 1,499 ₽
    149.90 ₽
    ");
    let page = invitation_page(Lang::Ru, "50", &[]);
    insta::assert_snapshot!(words(&page), @r"
    Зовите друзей, получайте 50%
    с каждого набора, который они купят
    1
    Вы отправляете другу ссылку
    2
    Друг получает портреты
    3
    50% от цены набора ваши
    ");
}

#[test]
fn days_that_are_named_never_touch() {
    for today in (0..31).map(Some).chain([None]) {
        let named: Vec<usize> = (0..31)
            .filter(|place| !label(*place, today).is_empty())
            .collect();
        assert!(
            named.windows(2).all(|pair| pair[1] - pair[0] > 1),
            "{today:?}"
        );
        assert!(today.is_none_or(|today| named.contains(&today)));
    }
}

/// With `PICTURES` set to a folder, the pictures are put there for the eye.
#[test]
fn every_month_can_be_drawn() {
    let folder = std::env::var_os("PICTURES").map(std::path::PathBuf::from);
    for lang in Lang::ALL {
        let month = |earned: Earned| month_page(lang, march(), &earned, Some(12));
        for (name, page) in [
            ("ordinary", month(ordinary())),
            ("empty", month(empty())),
            ("one-day", month(one_day())),
            ("extreme", month(extreme())),
            ("uneven", month(uneven())),
            ("invitation", invitation_page(lang, "10", &examples(lang))),
        ] {
            let png = page.png().unwrap();
            let picture = image::load_from_memory(&png).unwrap();
            assert_eq!(picture.width(), 1080, "{name}");
            assert!(png.len() < 500_000, "{name}: {} bytes", png.len());
            if let Some(folder) = &folder {
                let name = format!("{name}-{}.png", lang.tag());
                std::fs::write(folder.join(name), png).unwrap();
            }
        }
    }
}
