//! Tables to take along: who may, what is in them, and how long ones are cut.

use crate::world::World;

impl World {
    /// The newest file in the staff group, without the mark before it.
    fn newest_file(&self) -> String {
        let mut files = self.files_of_staff();
        files.pop().expect("a file was sent")
    }

    /// All tables that were sent to the staff group, the oldest first.
    fn files_of_staff(&self) -> Vec<String> {
        let messages = self.olga().person.messages();
        let files = messages
            .iter()
            .filter(|message| message.kind == "document")
            .filter_map(|message| message.media.as_ref());
        let text = |bytes: &[u8]| {
            let words = String::from_utf8(bytes.to_vec()).unwrap();
            words.trim_start_matches('\u{feff}').to_owned()
        };
        files
            .map(|media| text(&self.telegram.file(&media.file_id).unwrap()))
            .collect()
    }

    /// A customer with a name that a spreadsheet would take for a formula, who paid twice:
    /// once with Stars, and once in TON, a fifth of which went back.
    async fn had_customers(&self) {
        self.execute(
            "insert into users (id, telegram_user_id, telegram_username, created_at)
             values (1001, 5000000001, '=HYPERLINK(1)', '2026-03-01')",
        )
        .await;
        self.execute(
            "insert into user_settings (user_id, language, started_at) values (1001, 'ru', '2026-03-01 12:00Z')",
        )
        .await;
        self.execute("insert into avatars (id, user_id, status) values (1, 1001, 'ready')")
            .await;
        self.execute(
            "insert into payments (id, user_id, provider, amount, status, stars_amount, ton_amount, ton_tx_hash,
                                   telegram_charge_id, tier_id, photo_count, settled_at, created_at)
             values (1, 1001, 'stars', 499, 'succeeded', 350, null, null, 'charge-1', 'starter', 7,
                     '2026-03-01 12:30Z', '2026-03-01 12:00'),
                    (2, 1001, 'ton', 1190, 'succeeded', null, 10.500000001, repeat('ab', 32), null, 'standard', 15,
                     '2026-03-01 20:59:59Z', '2026-03-01 12:00'),
                    (3, 1001, 'tbank', 499, 'succeeded', null, null, null, null, 'starter', 7,
                     '2026-03-31 21:00Z', '2026-03-01 12:00'),
                    (4, 1001, 'tbank', 499, 'pending', null, null, null, null, 'starter', 7, null, '2026-03-01 12:00')",
        )
        .await;
        self.execute(
            "insert into refunds (id, payment_id, provider, ton_amount, is_whole, reason, status, created_at, done_at)
             values (gen_random_uuid(), 2, 'ton', 2.1, false, 'x', 'done', '2026-03-02Z', '2026-03-02 09:00Z')",
        )
        .await;
        self.execute(
            "insert into generation_jobs (id, avatar_id, payment_id, status, style_id, total_photos, created_at, finished_at)
             values (1, 1, 1, 'completed', 'lifestyle', 7, '2026-03-01 12:30', '2026-03-01 12:36Z')",
        )
        .await;
        self.execute(
            "insert into referral_earnings (id, referrer_user_id, payment_id, amount, commission_rate, status, created_at)
             values (1, 1001, 1, 49.90, 0.10, 'credited', '2026-03-01 12:30')",
        )
        .await;
        self.execute(
            "insert into support_tickets (id, ticket_number, user_id, subject, category, priority, status, created_at)
             values (1, 'TKT-2026-001', 1001, 'a secret', 'payment', 'P3', 'open', '2026-03-01 12:30')",
        )
        .await;
    }
}

#[tokio::test]
async fn each_table_holds_what_it_says_by_the_desks_clock_and_language() {
    let world = World::with_staff_and(|variables| {
        variables.insert("SUPPORT_TIMEZONE".to_owned(), "Europe/Moscow".to_owned());
    })
    .await;
    world.had_customers().await;
    let olga = world.olga();
    for what in ["payments", "sets", "earnings", "tickets", "people"] {
        olga.sends(&format!("/export {what} 2026-03")).await;
    }
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /export payments 2026-03
    Bot: ⏳ Payments, 2026-03: the file comes in a moment.
    Bot sends a file: payments-2026-03.csv
         “Payments, 2026-03: 2 rows”
    Olga: /export sets 2026-03
    Bot: ⏳ Sets, 2026-03: the file comes in a moment.
    Bot sends a file: sets-2026-03.csv
         “Sets, 2026-03: one row”
    Olga: /export earnings 2026-03
    Bot: ⏳ Commissions, 2026-03: the file comes in a moment.
    Bot sends a file: earnings-2026-03.csv
         “Commissions, 2026-03: one row”
    Olga: /export tickets 2026-03
    Bot: ⏳ Tickets, 2026-03: the file comes in a moment.
    Bot sends a file: tickets-2026-03.csv
         “Tickets, 2026-03: one row”
    Olga: /export people 2026-03
    Bot: ⏳ People, 2026-03: the file comes in a moment.
    Bot sends a file: people-2026-03.csv
         “People, 2026-03: one row”
    ");
    insta::assert_snapshot!(world.files_of_staff().join("\n").replace('\r', ""), @r#"
    Number,Paid,Status,Method,"Amount, RUB",Stars,TON,Set,Photos,Person,Charge,"Given back, RUB",Given back at
    1,2026-03-01 15:30:00,succeeded,stars,499.00,350,,starter,7,1001,charge-1,,
    2,2026-03-01 23:59:59,succeeded,ton,1190.00,,10.500000001,standard,15,1001,abababababababababababababababababababababababababababababababab,238.00,2026-03-02 12:00:00

    Number,Begun,Finished,Status,Style,Photos,Made,Payment,Person,Made again of set
    1,2026-03-01 15:30:00,2026-03-01 15:36:00,completed,lifestyle,7,0,1,1001,

    Number,Earned,Status,"Amount, RUB",Rate,"Taken back, RUB",Taken back at,Credited,Payment,Who earns
    1,2026-03-01 15:30:00,credited,49.90,0.1,0.00,,,1,1001

    Number,Ticket,Opened,First answer,Resolved,Status,Category,Priority,Rating,Person
    1,TKT-2026-001,2026-03-01 15:30:00,,,open,payment,P3,,1001

    Person,Telegram id,User name,Language,Started,Last seen,Unreachable since,Banned,Sets paid,"Paid in all, RUB",Brought by
    1001,5000000001,'=HYPERLINK(1),ru,2026-03-01 15:00:00,,,,3,2188.00,
    "#);
    insta::assert_snapshot!(world.audit().await, @r#"
    no account exported payments {"time": "2026-03", "what": "payments", "telegram_id": 201}
    no account exported sets {"time": "2026-03", "what": "sets", "telegram_id": 201}
    no account exported earnings {"time": "2026-03", "what": "earnings", "telegram_id": 201}
    no account exported tickets {"time": "2026-03", "what": "tickets", "telegram_id": 201}
    no account exported people {"time": "2026-03", "what": "people", "telegram_id": 201}
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn only_who_may_takes_tables_along() {
    let world = World::with_staff_speaking("ru").await;
    world.had_customers().await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    oleg.sends("/export").await;
    vera.taps("Платежи: этот месяц").await;
    oleg.taps("Наборы: прошлый").await;
    oleg.taps("Платежи: этот месяц").await;
    oleg.sends("/export people").await;
    oleg.sends("/export payments yesterday").await;
    vera.sends("/export payments").await;
    insta::assert_snapshot!(oleg.transcript(), @r"
    Oleg: /export
    Bot: Выберите файл или назовите его и время: /export payments 2026-03, /export sets 2026-03-01..2026-03-15.

         Отправленное партнёрам есть в /withdrawals.
         [Платежи: этот месяц] [Платежи: прошлый]
         [Наборы: этот месяц] [Наборы: прошлый]
         [Вознаграждения: этот месяц] [Вознаграждения: прошлый]
         [Обращения: этот месяц] [Обращения: прошлый]
    Vera taps [Платежи: этот месяц]
    Bot (popup): Ваша роль здесь — наблюдатель, и это в неё не входит. Это может сделать администратор.
    Oleg taps [Наборы: прошлый]
    Bot: ⏳ Наборы, 2026-02: файл сейчас придёт.
    Bot: Наборы, 2026-02: ничего.
    Oleg taps [Платежи: этот месяц]
    Bot: ⏳ Платежи, 2026-03: файл сейчас придёт.
    Bot sends a file: payments-2026-03.csv
         “Платежи, 2026-03: 3 строки”
    Oleg: /export people
    Bot: Ваша роль здесь — оператор, и это в неё не входит. Это может сделать администратор.
    Oleg: /export payments yesterday
    Bot: Выберите файл или назовите его и время: /export payments 2026-03, /export sets 2026-03-01..2026-03-15.

         Отправленное партнёрам есть в /withdrawals.
         [Платежи: этот месяц] [Платежи: прошлый]
         [Наборы: этот месяц] [Наборы: прошлый]
         [Вознаграждения: этот месяц] [Вознаграждения: прошлый]
         [Обращения: этот месяц] [Обращения: прошлый]
    Vera: /export payments
    Bot: Ваша роль здесь — наблюдатель, и это в неё не входит. Это может сделать администратор.
    ");
    let payments = world.newest_file();
    assert!(payments.contains("499,00;350;"), "{payments}");
    let audited: i64 = world.value("select count(*) from admin_audit_log").await;
    assert_eq!(audited, 2);
    world.ends_well().await;
}

#[tokio::test]
async fn a_long_table_comes_in_parts_of_which_none_is_lost_or_repeated() {
    let world = World::with_staff().await;
    world
        .execute(
            "insert into payments (id, provider, amount, status, settled_at)
             select i, 'tbank', 1, 'succeeded', '2026-03-01Z' from generate_series(1, 100003) as i",
        )
        .await;
    let olga = world.olga();
    olga.sends("/export payments").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /export payments
    Bot: ⏳ Payments, 2026-03: the file comes in a moment.
    Bot sends a file: payments-2026-03-1.csv
         “Payments, 2026-03: part 1, 100,000 rows so far; more follows”
    Bot sends a file: payments-2026-03-2.csv
         “Payments, 2026-03: part 2, the last one, 100,003 rows in all”
    ");
    let files = world.files_of_staff();
    let numbers = files.iter().flat_map(|file| file.lines().skip(1));
    let numbers = numbers.filter_map(|line| line.split(',').next()?.parse::<i32>().ok());
    assert!(numbers.eq(1..=100_003));
    world.ends_well().await;
}
