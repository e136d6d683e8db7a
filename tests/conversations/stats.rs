//! The business in numbers: a small world whose every number is reckoned by hand, its
//! borders in time, and days that add up to their week.

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

impl World {
    /// Last week, from the 23rd of February on, and what lies a second beside it.
    async fn had_a_reckoned_week(&self) {
        self.execute(
            "insert into users (id, telegram_user_id) select id, id from generate_series(1001, 1010) as id",
        )
        .await;
        self.execute(
            "insert into user_settings (user_id, started_at)
             values (1001, '2026-02-22 20:59:59Z'), (1007, '2026-02-20Z'),
                    (1002, '2026-02-22 21:00Z'), (1003, '2026-02-25Z'), (1004, '2026-03-01 20:59:59Z'),
                    (1006, '2026-02-26Z'), (1008, '2026-02-26Z'), (1009, '2026-02-26Z'),
                    (1010, '2026-02-26Z'), (1005, '2026-03-01 21:00Z')",
        )
        .await;
        self.execute(
            "insert into avatars (id, user_id, status)
             values (1, 1002, 'ready'), (2, 1003, 'ready'), (3, 1008, 'processing'), (4, 1009, 'draft'),
                    (5, 1010, 'draft')",
        )
        .await;
        self.had_reckoned_payments().await;
        self.had_reckoned_sets().await;
        self.execute(
            "insert into kie_spending (since, model, purpose, orders, credits)
             values ('2026-02-22 20:45Z', 'nano-banana-pro', 'set', 1, 18),
                    ('2026-02-22 21:00Z', 'nano-banana-pro', 'set', 100, 1800),
                    ('2026-02-28 12:00Z', 'nano-banana-pro', 'again', 1, 18),
                    ('2026-03-01 20:45Z', 'nano-banana-pro', 'reroll', 1, 18),
                    ('2026-03-01 20:45Z', 'nano-banana-pro', 'trial', 1, 18),
                    ('2026-03-01 21:00Z', 'nano-banana-pro', 'set', 1, 18)",
        )
        .await;
        self.execute(
            "insert into referral_earnings (referrer_user_id, payment_id, amount, status, created_at,
                                            taken_back, taken_back_at)
             values (1007, 1, 49.90, 'pending', '2026-02-24', 0, null),
                    (1007, 3, 119, 'credited', '2026-02-26', 23.80, '2026-02-28Z'),
                    (1007, 6, null, null, '2026-02-26', null, null),
                    (1007, 4, 99, 'credited', '2026-03-01 21:00', 99, '2026-03-02Z')",
        )
        .await;
    }

    /// Sales of 499 (card), 499 = 350 Stars, 1190 = 10.5 TON, 990 (of another program),
    /// 499 = 350 Stars and 100; refunds of 1000 (of the week before), a fifth of the TON,
    /// and the 100.
    async fn had_reckoned_payments(&self) {
        self.execute(
            "insert into payments (id, user_id, provider, amount, status, stars_amount, ton_amount, settled_at,
                                   created_at)
             values (1, 1002, 'tbank', 499, 'succeeded', null, null, '2026-02-24 10:00Z', '2026-02-24 09:00'),
                    (2, 1003, 'stars', 499, 'succeeded', 350, null, '2026-02-25 10:00Z', '2026-02-25 10:00'),
                    (3, 1003, 'ton', 1190, 'succeeded', null, 10.5, '2026-02-26 10:00Z', '2026-02-20 10:00'),
                    (4, 1006, null, 990, 'succeeded', null, null, null, '2026-03-01 20:59:59'),
                    (5, 1006, 'tbank', 499, 'pending', null, null, null, '2026-02-26 10:00'),
                    (6, null, null, null, 'succeeded', null, null, null, null),
                    (7, 1007, 'tbank', 1000, 'refunded', null, null, '2026-02-22 20:59:59Z', '2026-02-20'),
                    (8, 1004, 'stars', 499, 'refunded', 350, null, '2026-02-22 21:00Z', '2026-02-28'),
                    (9, null, 'tbank', 100, 'refunded', null, null, null, '2026-02-25 10:00'),
                    (10, 1006, 'tbank', 499, 'canceled', null, null, null, '2026-02-26 10:00'),
                    (11, 1006, 'tbank', null, 'succeeded', null, null, '2026-03-01 21:00Z', null)",
        )
        .await;
        self.execute(
            "insert into refunds (id, payment_id, provider, amount_rub, stars_amount, ton_amount, is_whole, reason,
                                  status, created_at, done_at)
             values (gen_random_uuid(), 7, 'tbank', 1000, null, null, true, 'x', 'done', '2026-02-20Z', '2026-02-22 21:00Z'),
                    (gen_random_uuid(), 8, 'stars', null, 350, null, true, 'x', 'done', '2026-02-28Z', '2026-03-01 21:00Z'),
                    (gen_random_uuid(), 3, 'ton', null, null, 2.1, false, 'x', 'done', '2026-02-27Z', '2026-02-28Z'),
                    (gen_random_uuid(), 1, 'tbank', 71, null, null, false, 'x', 'wanted', '2026-02-27Z', null),
                    (gen_random_uuid(), null, 'ton', null, null, 5, true, 'x', 'done', '2026-02-27Z', '2026-02-28Z')",
        )
        .await;
        self.execute(
            "insert into orders (id, user_id, payment_id, avatar_id, tier_id, photo_count, amount_rub, status,
                                 created_at, expires_at)
             values (gen_random_uuid(), 1002, 1, 1, 'starter', 7, 499, 'paid', '2026-02-24Z', '2026-02-25Z'),
                    (gen_random_uuid(), 1003, 3, null, 'standard', 15, 1190, 'paid', '2026-02-24Z', '2026-02-25Z'),
                    (gen_random_uuid(), 1009, null, null, 'starter', 7, 499, 'closed', '2026-02-26Z', '2026-02-27Z')",
        )
        .await;
    }

    /// One that came 6 minutes after the charge; one that was chosen two hours after it and
    /// came 10 minutes later; one that was opened again; one of another program; one that
    /// came to nothing, and one made again.
    async fn had_reckoned_sets(&self) {
        self.execute(
            "insert into generation_jobs (id, avatar_id, payment_id, status, created_at, deadline_at, notified_at, reroll_of)
             values (1, 1, 1, 'completed', '2026-02-24 10:01', '2026-02-25 10:01Z', '2026-02-24 10:06Z', null),
                    (2, 2, 3, 'completed', '2026-02-26 12:00', '2026-02-27 12:00Z', '2026-02-26 12:10Z', null),
                    (3, 2, 2, 'completed', '2026-02-25 10:00', '2026-03-01 10:00Z', '2026-02-28 10:00Z', null),
                    (4, null, 4, 'completed', '2026-03-01 20:59:59', null, '2026-03-01 20:59:59Z', null),
                    (5, 1, 7, 'failed', '2026-02-24 10:01', '2026-02-25 10:01Z', '2026-02-24 11:00Z', null),
                    (6, 1, null, 'completed', '2026-02-24 10:01', '2026-02-25 10:01Z', '2026-02-24 12:00Z', 1)",
        )
        .await;
        self.execute(
            "insert into albums (job_id, position, photo_ids, sent_at)
             select job_id, position, '{1}', sent_at::timestamptz
             from (values (1, 0, '2026-02-24 10:03Z'), (1, 1, '2026-02-24 10:06Z'), (2, 0, '2026-02-26 12:10Z'),
                          (3, 0, '2026-02-25 10:05Z'), (3, 1, '2026-02-28 10:00Z'), (6, 0, '2026-02-24 12:00Z'))
                 as album (job_id, position, sent_at)",
        )
        .await;
    }
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
    // Of these, what lies a second before the week, and after it.
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
async fn a_report_is_turned_by_its_buttons_and_everybody_of_the_staff_may_look() {
    let world = World::with_staff_speaking("ru").await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    vera.sends("/stats").await;
    vera.taps("Люди").await;
    vera.taps("День").await;
    vera.taps("Раньше").await;
    vera.sends("/stats month 12").await;
    vera.sends("/stats year").await;
    let igor = world.in_staff_group(204, "Igor");
    igor.sends("/stats").await;
    igor.taps("Деньги").await;
    insta::assert_snapshot!(vera.transcript(), @r"
    Vera: /stats
    Bot sends a photo
         “Дела, 02.03 – 08.03.2026
         💰 0 ₽ после возвратов, продано 0 наборов
         ↩️ Возвраты: нет
         🖼 Портреты стоили 0 ₽ (—)
         🤝 Вознаграждения 0 ₽, отозвано 0 ₽
         💼 Осталось: 0 ₽
         👥 Новых: 0. Из них прислали фото 0, видели счёт 0, заплатили 0, получили набор 0
         ⏱ Ни одного набора не доставлено
         ▲▼ пока, к такой же части прошлой недели”
         [День] [• Неделя •] [Месяц]
         [‹ Раньше]
         [• 💰 Деньги •] [👥 Люди]
    Vera taps [👥 Люди]
    Bot (edited) shows a photo
         “Дела, 02.03 – 08.03.2026
         💰 0 ₽ после возвратов, продано 0 наборов
         ↩️ Возвраты: нет
         🖼 Портреты стоили 0 ₽ (—)
         🤝 Вознаграждения 0 ₽, отозвано 0 ₽
         💼 Осталось: 0 ₽
         👥 Новых: 0. Из них прислали фото 0, видели счёт 0, заплатили 0, получили набор 0
         ⏱ Ни одного набора не доставлено
         ▲▼ пока, к такой же части прошлой недели”
         [День] [• Неделя •] [Месяц]
         [‹ Раньше]
         [💰 Деньги] [• 👥 Люди •]
    Vera taps [День]
    Bot (edited) shows a photo
         “Дела, 02.03.2026
         💰 0 ₽ после возвратов, продано 0 наборов
         ↩️ Возвраты: нет
         🖼 Портреты стоили 0 ₽ (—)
         🤝 Вознаграждения 0 ₽, отозвано 0 ₽
         💼 Осталось: 0 ₽
         👥 Новых: 0. Из них прислали фото 0, видели счёт 0, заплатили 0, получили набор 0
         ⏱ Ни одного набора не доставлено
         ▲▼ пока, к такой же части прошлого дня”
         [• День •] [Неделя] [Месяц]
         [‹ Раньше]
         [💰 Деньги] [• 👥 Люди •]
    Vera taps [‹ Раньше]
    Bot (edited) shows a photo
         “Дела, 01.03.2026
         💰 0 ₽ после возвратов, продано 0 наборов
         ↩️ Возвраты: нет
         🖼 Портреты стоили 0 ₽ (—)
         🤝 Вознаграждения 0 ₽, отозвано 0 ₽
         💼 Осталось: 0 ₽
         👥 Новых: 0. Из них прислали фото 0, видели счёт 0, заплатили 0, получили набор 0
         ⏱ Ни одного набора не доставлено
         ▲▼ к дню раньше”
         [• День •] [Неделя] [Месяц]
         [‹ Раньше] [Позже ›]
         [💰 Деньги] [• 👥 Люди •]
    Vera: /stats month 12
    Bot sends a photo
         “Дела, 01.03 – 31.03.2025
         💰 0 ₽ после возвратов, продано 0 наборов
         ↩️ Возвраты: нет
         🖼 Портреты стоили 0 ₽ (—)
         🤝 Вознаграждения 0 ₽, отозвано 0 ₽
         💼 Осталось: 0 ₽
         👥 Новых: 0. Из них прислали фото 0, видели счёт 0, заплатили 0, получили набор 0
         ⏱ Ни одного набора не доставлено
         ▲▼ к месяцу раньше”
         [День] [Неделя] [• Месяц •]
         [‹ Раньше] [Позже ›]
         [• 💰 Деньги •] [👥 Люди]
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
