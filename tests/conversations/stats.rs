//! The business in numbers: a small world whose every number is reckoned by hand, its
//! borders in time, and days that add up to their week.

mod reckoned;

use chrono::TimeDelta;
use sandbox::telegram::PaymentState;

use crate::world::{Friend, World};

/// A world whose days begin in Moscow. It is Monday noon there, the 2nd of March.
async fn in_moscow() -> World {
    World::with_staff_and(|variables| {
        variables.insert("SUPPORT_TIMEZONE".to_owned(), "Europe/Moscow".to_owned());
    })
    .await
}

#[tokio::test]
async fn every_number_of_a_small_week_is_what_a_person_reckons() {
    let world = in_moscow().await;
    world.had_a_reckoned_week().await;
    let olga = world.olga();
    olga.sends("/stats week 1").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /stats week 1
    Bot sends a photo
         “Business, 23.02 – 01.03.2026
         💰 2,439 ₽ after refunds (▲144%), 6 sets sold
         ↳ 700 ⭐ · card and SBP 1,589 ₽ · 10.50 TON
         ↩️ Given back: 3 times, 1,338 ₽ (35% of sales)
         🖼 Portraits cost 834 ₽ (34%)
         🤝 Commissions 169 ₽, taken back 24 ₽
         💼 Left: 1,460 ₽
         👥 New: 7 (▲250%). Of them 6 sent photos, 5 saw an invoice, 4 paid, 2 have their set
         ⏱ Half of the sets came within 8 min, nine of ten within 10 min
         ▲▼ against the week before”
         [Day] [• Week •] [Month]
         [‹ Before] [After ›]
         [• 💰 Money •] [👥 People]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn what_lies_a_second_beside_a_week_is_in_the_next_one() {
    let world = in_moscow().await;
    world.had_a_reckoned_week().await;
    let olga = world.olga();
    olga.sends("/stats week 1").await;
    olga.transcript();
    olga.taps("Before").await;
    olga.taps("After").await;
    olga.taps("After").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [‹ Before]
    Bot (edited) shows a photo
         “Business, 16.02 – 22.02.2026
         💰 1,000 ₽ after refunds, one set sold
         ↳ card and SBP 1,000 ₽
         ↩️ Given back: nothing
         🖼 Portraits cost 8 ₽ (0.8%)
         🤝 Commissions 0 ₽, taken back 0 ₽
         💼 Left: 992 ₽
         👥 New: 2. Of them 1 sent photos, 1 saw an invoice, 1 paid, 0 have their set
         ⏱ No set was delivered
         ▲▼ against the week before”
         [Day] [• Week •] [Month]
         [‹ Before] [After ›]
         [• 💰 Money •] [👥 People]
    Olga taps [After ›]
    Bot (edited) shows a photo
         “Business, 23.02 – 01.03.2026
         💰 2,439 ₽ after refunds (▲144%), 6 sets sold
         ↳ 700 ⭐ · card and SBP 1,589 ₽ · 10.50 TON
         ↩️ Given back: 3 times, 1,338 ₽ (35% of sales)
         🖼 Portraits cost 834 ₽ (34%)
         🤝 Commissions 169 ₽, taken back 24 ₽
         💼 Left: 1,460 ₽
         👥 New: 7 (▲250%). Of them 6 sent photos, 5 saw an invoice, 4 paid, 2 have their set
         ⏱ Half of the sets came within 8 min, nine of ten within 10 min
         ▲▼ against the week before”
         [Day] [• Week •] [Month]
         [‹ Before] [After ›]
         [• 💰 Money •] [👥 People]
    Olga taps [After ›]
    Bot (edited) shows a photo
         “Business, 02.03 – 08.03.2026
         💰 −499 ₽ after refunds, one set sold
         ↳ card and SBP 0 ₽
         ↩️ Given back: once, 499 ₽ (— of sales)
         🖼 Portraits cost 8 ₽ (—)
         🤝 Commissions 99 ₽, taken back 99 ₽
         💼 Left: −507 ₽
         👥 New: 1 (no change). Of them 0 sent photos, 0 saw an invoice, 0 paid, 0 have their set
         ⏱ No set was delivered
         ▲▼ so far, against as much of the week before”
         [Day] [• Week •] [Month]
         [‹ Before]
         [• 💰 Money •] [👥 People]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_report_is_turned_by_its_buttons() {
    let world = World::with_staff_speaking("ru").await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    vera.sends("/stats").await;
    vera.taps("Люди").await;
    vera.taps("День").await;
    vera.taps("Раньше").await;
    vera.sends("/stats month 12").await;
    // What is below the words is the same for each.
    let said = vera.transcript();
    let is_of_interest = |line: &&str| {
        let words = ["Vera", "Bot", "Дела", "▲▼", "["];
        words.iter().any(|words| line.contains(words))
    };
    let lines: Vec<&str> = said.lines().filter(is_of_interest).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    Vera: /stats
    Bot sends a photo
         “Дела, 02.03 – 08.03.2026
         ▲▼ пока, к такой же части прошлой недели”
         [День] [• Неделя •] [Месяц]
         [‹ Раньше]
         [• 💰 Деньги •] [👥 Люди]
    Vera taps [👥 Люди]
    Bot (edited) shows a photo
         “Дела, 02.03 – 08.03.2026
         ▲▼ пока, к такой же части прошлой недели”
         [День] [• Неделя •] [Месяц]
         [‹ Раньше]
         [💰 Деньги] [• 👥 Люди •]
    Vera taps [День]
    Bot (edited) shows a photo
         “Дела, 02.03.2026
         ▲▼ пока, к такой же части прошлого дня”
         [• День •] [Неделя] [Месяц]
         [‹ Раньше]
         [💰 Деньги] [• 👥 Люди •]
    Vera taps [‹ Раньше]
    Bot (edited) shows a photo
         “Дела, 01.03.2026
         ▲▼ к дню раньше”
         [• День •] [Неделя] [Месяц]
         [‹ Раньше] [Позже ›]
         [💰 Деньги] [• 👥 Люди •]
    Vera: /stats month 12
    Bot sends a photo
         “Дела, 01.03 – 31.03.2025
         ▲▼ к месяцу раньше”
         [День] [Неделя] [• Месяц •]
         [‹ Раньше] [Позже ›]
         [• 💰 Деньги •] [👥 Люди]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn only_staff_see_how_the_business_goes() {
    let world = World::with_staff_speaking("ru").await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    vera.sends("/stats").await;
    vera.transcript();
    vera.sends("/stats year").await;
    let igor = world.in_staff_group(204, "Igor");
    igor.sends("/stats").await;
    igor.taps("Деньги").await;
    insta::assert_snapshot!(vera.transcript(), @r"
    Vera: /stats year
    Bot: /stats показывает эту неделю, /stats day и /stats month — нынешние день и месяц, /stats week 1 — прошлую неделю и так далее до 3650.
    Igor: /stats
    Bot: Простите, это только для сотрудников.
    Igor taps [• 💰 Деньги •]
    Bot (popup): Простите, это только для сотрудников.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_bought_set_is_seen_with_what_it_cost() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    assert!(matches!(anna.pays().await, PaymentState::Charged { .. }));
    world.turn_clock(TimeDelta::minutes(3));
    world.kie_finishes().await;
    let olga = world.olga();
    olga.transcript();
    olga.sends("/stats day").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /stats day
    Bot sends a photo
         “Business, 02.03.2026
         💰 499 ₽ after refunds, one set sold
         ↳ 350 ⭐
         ↩️ Given back: nothing
         🖼 Portraits cost 57 ₽ (11%)
         🤝 Commissions 0 ₽, taken back 0 ₽
         💼 Left: 442 ₽
         👥 New: 0. Of them 0 sent photos, 0 saw an invoice, 0 paid, 0 have their set
         ⏱ Half of the sets came within 3 min, nine of ten within 3 min
         ▲▼ so far, against as much of the day before”
         [• Day •] [Week] [Month]
         [‹ Before]
         [• 💰 Money •] [👥 People]
    ");
    // Seven photos of 18 credits each.
    let credits: String = world
        .value("select sum(credits)::text from kie_spending where purpose = 'set'")
        .await;
    assert_eq!(credits, "126.00");
    world.ends_well().await;
}

/// The numbers of a caption, in the order in which they stand there.
async fn numbers(olga: &Friend<'_>, command: &str) -> Vec<i64> {
    olga.transcript();
    olga.sends(command).await;
    let said = olga.transcript();
    let wanted = [
        "after refunds",
        "Given back",
        "cost",
        "Commissions",
        "Left",
        "New:",
    ];
    let lines = said
        .lines()
        .filter(|line| wanted.iter().any(|words| line.contains(words)));
    let lines = lines.map(|line| {
        line.replace(',', "")
            .replace("one set", "1 sets")
            .replace("once", "1 times")
    });
    let of_line = |line: String| {
        let line = line
            .split(" (")
            .map(|part| part.split_once(')').map_or(part, |(_, rest)| rest));
        let line = line.collect::<Vec<_>>().join(" ");
        let words = line.split(|letter: char| !(letter.is_ascii_digit() || letter == '−'));
        let words = words.filter_map(|word| word.replace('−', "-").parse::<i64>().ok());
        let mut found: Vec<i64> = words.collect();
        if line.contains("Given back: nothing") {
            found = vec![0, 0];
        }
        found
    };
    lines.flat_map(of_line).collect()
}

#[tokio::test]
async fn the_days_of_a_week_add_up_to_it() {
    let world = in_moscow().await;
    // Whole roubles and credits that make some, at times without a pattern, also at its edges.
    world
        .execute(
            "insert into users (id, telegram_user_id) select 1000 + i, 1000 + i from generate_series(1, 400) as i",
        )
        .await;
    world
        .execute(
            "insert into user_settings (user_id, started_at)
             select 1000 + i, '2026-02-22 12:00Z'::timestamptz + (i * 7919 % 12000) * interval '1 minute'
             from generate_series(1, 400) as i",
        )
        .await;
    world
        .execute(
            "insert into payments (id, user_id, provider, amount, status, settled_at)
             select i, 1000 + i, (array['stars', 'tbank', 'ton', null])[1 + i % 4], i,
                    case when i % 5 = 0 then 'refunded' else 'succeeded' end,
                    '2026-02-22 12:00Z'::timestamptz + (i * 6151 % 12000) * interval '1 minute'
             from generate_series(1, 400) as i",
        )
        .await;
    world
        .execute(
            "insert into refunds (id, payment_id, provider, is_whole, reason, status, created_at, done_at, amount_rub)
             select gen_random_uuid(), i, (array['stars', 'tbank', 'ton', 'tbank'])[1 + i % 4], true, 'x', 'done',
                    '2026-02-01Z', '2026-02-22 12:00Z'::timestamptz + (i * 4111 % 12000) * interval '1 minute', i
             from generate_series(10, 400, 10) as i",
        )
        .await;
    world
        .execute(
            "insert into kie_spending (since, model, purpose, orders, credits)
             select '2026-02-22 12:00Z'::timestamptz + i * interval '15 minutes', 'm',
                    (array['set', 'again', 'reroll', 'trial'])[1 + i % 4], 1, 20
             from generate_series(0, 799) as i",
        )
        .await;
    world
        .execute(
            "insert into referral_earnings (amount, created_at, taken_back, taken_back_at)
             select i, '2026-02-22 12:00'::timestamp + (i * 5003 % 12000) * interval '1 minute', i / 2,
                    '2026-02-22 12:00Z'::timestamptz + (i * 3001 % 12000) * interval '1 minute'
             from generate_series(1, 400) as i",
        )
        .await;
    let olga = world.olga();
    let week = numbers(&olga, "/stats week 1").await;
    let mut sums = vec![0; week.len()];
    for day in 1..=7 {
        let of_day = numbers(&olga, &format!("/stats day {day}")).await;
        assert_eq!(of_day.len(), week.len(), "day {day}: {of_day:?}");
        for (sum, number) in sums.iter_mut().zip(of_day) {
            *sum += number;
        }
    }
    assert!(
        week.len() >= 12 && week[..8].iter().all(|number| *number > 0),
        "{week:?}"
    );
    assert_eq!(sums, week);
}
