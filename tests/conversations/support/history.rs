//! Earlier tickets, to be read.

use crate::world::World;

#[tokio::test]
async fn earlier_tickets_can_be_read() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    for number in 2..=7 {
        anna.sends(&format!("Message {number}")).await;
    }
    anna.sends("/support").await;
    anna.taps("It's solved").await;
    anna.sends("/support").await;
    anna.transcript();
    anna.taps("My tickets").await;
    anna.taps("TKT-2026-001").await;
    anna.taps("Older").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🗂 My tickets]
    Bot (edited): 🗂 Your tickets
         [✅ TKT-2026-001 · 02.03.2026 · Six fingers]
         [‹ Back] [☰ Menu]
    Anna taps [✅ TKT-2026-001 · 02.03.2026 · Six fingers]
    Bot (edited): TKT-2026-001 · 🎨 My portraits
         ✅ Solved

         You · 02.03.2026 09:00 UTC
         Message 3

         You · 02.03.2026 09:00 UTC
         Message 4

         You · 02.03.2026 09:00 UTC
         Message 5

         You · 02.03.2026 09:00 UTC
         Message 6

         You · 02.03.2026 09:00 UTC
         Message 7
         [Older ›]
         [🔓 Open it again]
         [‹ Back] [☰ Menu]
    Anna taps [Older ›]
    Bot (edited): TKT-2026-001 · 🎨 My portraits
         ✅ Solved

         You · 02.03.2026 09:00 UTC
         Six fingers

         You · 02.03.2026 09:00 UTC
         Message 2
         [‹ Newer]
         [🔓 Open it again]
         [‹ Back] [☰ Menu]
    ");
    anna.taps("Newer").await;
    anna.taps("Back").await;
    anna.taps("Back").await;
    anna.taps("A payment").await;
    assert!(anna.transcript().contains("Is your question among these?"));
    world.ends_well().await;
}

#[tokio::test]
async fn notes_and_lines_of_the_topic_are_not_shown() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    world
        .execute(
            "insert into ticket_messages (ticket_id, sender_type, sender_name, message, message_type, relay, created_at)
             values (1, 'operator', 'Olga Petrova', 'Strange person', 'system_note', 'none', '2026-03-02 09:01'),
                    (1, 'system', null, 'A line', 'system_note', 'sent', '2026-03-02 09:01'),
                    (1, 'operator', 'Olga Petrova', 'Not there yet', 'text', 'held', '2026-03-02 09:01'),
                    (1, 'operator', 'Olga Petrova', 'We make them again', 'text', 'sent', '2026-03-02 09:02')",
        )
        .await;
    anna.sends("/support").await;
    anna.taps("My tickets").await;
    anna.taps("TKT-2026-001").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /support
    Bot: TKT-2026-001 · 🎨 My portraits
         ⏳ With our team for 1 minute. We answer within 24 hours.

         Olga · 02.03.2026 09:02 UTC
         We make them again
         [✅ It's solved]
         [✍️ Write more]
         [🗂 My tickets] [☰ Menu]
    Anna taps [🗂 My tickets]
    Bot (edited): 🗂 Your tickets
         [⏳ TKT-2026-001 · 02.03.2026 · Six fingers]
         [‹ Back] [☰ Menu]
    Anna taps [⏳ TKT-2026-001 · 02.03.2026 · Six fingers]
    Bot (edited): TKT-2026-001 · 🎨 My portraits
         ⏳ With our team for 1 minute. We answer within 24 hours.

         You · 02.03.2026 09:00 UTC
         Six fingers

         Olga · 02.03.2026 09:02 UTC
         We make them again
         [✍️ Write more]
         [‹ Back] [☰ Menu]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn many_tickets_have_pages() {
    let world = World::with_staff_speaking("ru").await;
    let boris = world.boris();
    for number in 1..=8 {
        boris.has_a_ticket(&format!("Вопрос {number}")).await;
        boris.sends("/support").await;
        boris.taps("Решено").await;
    }
    boris.sends("/support").await;
    boris.taps("Мои обращения").await;
    boris.transcript();
    boris.taps("Раньше").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [Раньше ›]
    Bot (edited): 🗂 Ваши обращения
         [✅ TKT-2026-002 · 02.03.2026 · Вопрос 2]
         [✅ TKT-2026-001 · 02.03.2026 · Вопрос 1]
         [‹ Позже]
         [‹ Назад] [☰ Меню]
    ");
}
