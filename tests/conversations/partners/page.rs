//! A partner looks at what their links do.

use chrono::TimeDelta;
use rust_decimal::Decimal;

use crate::world::{Friend, World};

async fn in_moscow() -> World {
    World::with_staff_and(|variables| {
        variables.insert("SUPPORT_TIMEZONE".to_owned(), "Europe/Moscow".to_owned());
    })
    .await
}

impl Friend<'_> {
    /// Adds a link with this name and gives it a code.
    async fn adds_link(&self, new: &str, name: &str, code: &str) {
        self.taps(new).await;
        self.sends(name).await;
        self.world.named_link(name, code).await;
        self.transcript();
    }

    /// The newest file, read as a spreadsheet reads it.
    fn newest_table(&self) -> Vec<csv::StringRecord> {
        let messages = self.person.messages();
        let file = messages
            .iter()
            .rev()
            .find(|message| message.kind == "document");
        let media = file.unwrap().media.as_ref().unwrap();
        let bytes = self.world.telegram.file(&media.file_id).unwrap();
        let table = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap();
        let mut reader = csv::Reader::from_reader(table);
        reader.records().map(Result::unwrap).collect()
    }
}

fn sum(table: &[csv::StringRecord], column: usize) -> Decimal {
    let cells = table
        .iter()
        .map(|record| record[column].parse::<Decimal>().unwrap());
    cells.sum()
}

#[tokio::test]
async fn a_partner_sees_what_each_link_does() {
    let world = in_moscow().await;
    let anna = world.anna();
    world.is_partner(&anna, "KWQ7TX").await;
    anna.sends("/partner").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /partner
    Bot sends a photo
         “🤝 You get 50%, a partner since 20.02.2026

         👣 Visits: 0, sign-ups: 0, purchases: 0
         ✨ Earned in all: 0 ₽
         💰 Available: 0 ₽”
         [🔗 Links: 1] [📄 Table]
         [☰ Menu]
    ");
    anna.taps("Links").await;
    anna.adds_link("New link", "Spring post", "SPRNGPT").await;
    world.guest_buys(1, "SPRNGPT").await;
    world
        .friend(9002, "Guest", "en")
        .sends("/start ref_sprngpt")
        .await;
    world
        .friend(9003, "Guest", "en")
        .sends("/start ref_KWQ7TX")
        .await;
    world.advance(TimeDelta::days(1)).await;
    world
        .friend(9002, "Guest", "en")
        .sends("/start ref_SPRNGPT")
        .await;
    anna.transcript();
    anna.sends("/partner").await;
    anna.taps("Links: 2").await;
    anna.taps("Spring post").await;
    anna.taps("Day by day").await;
    anna.taps("March 2026").await;
    anna.taps("The link").await;
    anna.taps("QR code").await;
    anna.taps("The link").await;
    anna.taps("All links").await;
    anna.taps("Partner’s page").await;
    insta::assert_snapshot!(anna.transcript());
    world.ends_well().await;
}

#[tokio::test]
async fn a_table_agrees_with_the_balance() {
    let world = in_moscow().await;
    let anna = world.anna();
    world.is_partner(&anna, "KWQ7TX").await;
    anna.sends("/partner").await;
    anna.taps("Links").await;
    anna.adds_link("New link", "=1+1", "SPRNGPT").await;
    world.guest_buys(1, "SPRNGPT").await;
    world.guest_buys(2, "KWQ7TX").await;
    // Paid, and not delivered.
    let guest = world.friend(9003, "Guest", "en");
    guest.sends("/start ref_SPRNGPT").await;
    guest.has_paid().await;
    anna.sends("/partner").await;
    anna.taps("Table").await;
    anna.taps("Everything").await;
    let table = anna.newest_table();
    let lines: Vec<String> = table
        .iter()
        .map(|record| record.iter().collect::<Vec<_>>().join(" | "))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    2026-03-02 | Own link | 1 | 1 | 1 | 499.00 | 249.50 | 0.00 | 249.50
    2026-03-02 | '=1+1 | 2 | 2 | 2 | 998.00 | 499.00 | 0.00 | 249.50
    ");
    let (balance, earned): (Decimal, Decimal) =
        sqlx::query_as("select balance, total_earned from referral_balances where is_partner")
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert_eq!((sum(&table, 8), earned), (balance, balance));
    assert_eq!(
        sum(&table, 6) - sum(&table, 7) - sum(&table, 8),
        sum(&table, 6) / Decimal::from(3)
    );
    anna.transcript();
    for period in ["Last 30 days", "This month", "Last month", "This year"] {
        anna.taps(period).await;
        let rows = if period == "Last month" { 0 } else { 2 };
        assert_eq!(anna.newest_table().len(), rows, "{period}");
    }
    world.kie_works_through().await;
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_was_a_partner_sees_the_past_and_adds_nothing() {
    let world = in_moscow().await;
    let boris = world.boris();
    world.is_partner(&boris, "MH4TXR").await;
    boris.sends("/partner").await;
    boris.taps("Ссылки").await;
    boris
        .adds_link("Новая ссылка", "Весенний пост", "SPRNGPT")
        .await;
    world
        .execute("update referral_balances set is_partner = false, commission_rate = 0.10")
        .await;
    boris.taps("Переименовать").await;
    boris.sends("/partner").await;
    boris.taps("Ссылки").await;
    boris.taps("Весенний пост").await;
    boris.taps("Закрыть").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [✏️ Переименовать]
    Bot (popup): Это могут только партнёры.
    Борис: /partner
    Bot sends a photo
         “🤝 Сейчас вы не партнёр и получаете 10%, как все. Ссылки продолжают работать, а вся их история остаётся здесь.

         👣 Переходов: 0, регистраций: 0, покупок: 0
         ✨ Заработано всего: 0 ₽
         💰 Доступно: 0 ₽”
         [🔗 Ссылки: 2] [📄 Таблица]
         [✍️ Подать заявку]
         [☰ Меню]
    Борис taps [🔗 Ссылки: 2]
    Bot: 🔗 Ваши ссылки

         Каждая считается отдельно, названия видите только вы. Кроме своей ссылки их может быть до 50.

         Своя ссылка
         t.me/pinglass_bot?start=ref_MH4TXR

         Весенний пост
         t.me/pinglass_bot?start=ref_SPRNGPT
         [Своя ссылка] [Весенний пост]
         [‹ Страница партнёра]
    Bot deletes: the photo
    Борис taps [Весенний пост]
    Bot (edited): 🔗 Весенний пост
         t.me/pinglass_bot?start=ref_SPRNGPT

         👣 Переходов: 0, регистраций: 0, покупок: 0
         ✨ Заработано всего: 0 ₽
         [📤 Поделиться с друзьями ↗] [📋 Скопировать ⧉]
         [▦ QR-код]
         [📈 По дням]
         [🚫 Закрыть]
         [‹ Все ссылки]
    Борис taps [🚫 Закрыть]
    Bot (edited): 🔗 Весенний пост
         t.me/pinglass_bot?start=ref_SPRNGPT
         🚫 Закрыта: она по-прежнему ведёт в бота, но новых людей не приводит. Кого привела раньше, те остаются вашими.

         👣 Переходов: 0, регистраций: 0, покупок: 0
         ✨ Заработано всего: 0 ₽
         [📈 По дням]
         [‹ Все ссылки]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_never_was_one_has_no_page() {
    let world = in_moscow().await;
    let anna = world.anna();
    anna.sends("/partner").await;
    let message = anna.newest();
    anna.transcript();
    for data in [
        r#"partner:{"p":["a","r"]}"#,
        r#"partner:{"l":0}"#,
        r#"partner:{"k":null}"#,
        r#"partner:{"q":null}"#,
        r#"partner:"a""#,
        r#"partner:{"F":"a"}"#,
    ] {
        anna.person.presses(message, data);
        world.settle().await;
        let said = anna.transcript();
        assert!(
            said.starts_with("Anna") && said.contains("Bot (popup)"),
            "{data}: {said}"
        );
    }
    world.ends_well().await;
}

#[tokio::test]
async fn the_ways_to_the_money_stay_when_all_of_it_was_withdrawn() {
    let world = World::with_staff().await;
    let anna = world.anna();
    world.is_partner(&anna, "KWQ7TX").await;
    world.guest_buys(1, "KWQ7TX").await;
    world
        .execute(
            "with withdrawn as (
                 insert into withdrawal_requests (user_id, amount, method, status)
                 select user_id, balance, 'card', 'completed'
                 from referral_balances where referral_code = 'KWQ7TX'
             )
             update referral_balances set balance = 0 where referral_code = 'KWQ7TX'",
        )
        .await;
    anna.transcript();
    anna.sends("/partner").await;
    let said = anna.transcript();
    assert!(said.contains("Available: 0"), "{said}");
    assert!(said.contains("[💸 Withdraw] [🧾 My withdrawals]"), "{said}");
    world.ends_well().await;
}
