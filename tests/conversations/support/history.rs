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
    insta::assert_snapshot!(anna.transcript(), @"");
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
    insta::assert_snapshot!(anna.transcript(), @"");
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
    insta::assert_snapshot!(boris.transcript(), @"");
}
