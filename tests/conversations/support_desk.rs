//! The operators' side of the support desk: answers, notes, and who may do what.

mod canned;
mod card;
mod held;
mod orders;

use sandbox::telegram::GroupKind;

use crate::world::{World, selfies};

impl World {
    /// What is kept of a ticket's conversation, a line each: who, how far, what.
    async fn words_of(&self, number: &str) -> String {
        let lines: Vec<String> = sqlx::query_scalar(
            "select concat_ws(' ', sender_name, relay, message_type, content || ':', message)
             from ticket_messages join support_tickets on support_tickets.id = ticket_id
             where ticket_number = $1 and sender_type <> 'system'
             order by ticket_messages.id",
        )
        .bind(number)
        .fetch_all(&self.db)
        .await
        .unwrap();
        lines.join("\n")
    }
}

#[tokio::test]
async fn what_an_operator_writes_in_the_topic_reaches_the_person() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.sends("Your set is on its way, a minute more.").await;
    olga.sends("// she had the same in March").await;
    olga.sends("/note a second note").await;
    olga.sends_album(selfies(2)).await;
    insta::assert_snapshot!(olga.transcript(), @"");
    insta::assert_snapshot!(anna.transcript(), @"");
    insta::assert_snapshot!(world.words_of("TKT-2026-001").await, @"");
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_can_not_answer_is_told_so_once() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    let igor = world.in_staff_group(204, "Igor");
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    topic.transcript();
    for outsider in [&vera, &igor] {
        let outsider = world.in_topic("TKT-2026-001", outsider);
        outsider.sends("Hello Anna!").await;
        outsider.sends("Are you there?").await;
    }
    topic.person.anonymously().sends("Hello Anna!");
    world.settle().await;
    topic.sends("/anser Hello Anna!").await;
    igor.sends("Good morning, all!").await;
    world.olga().sends("Good morning!").await;
    insta::assert_snapshot!(topic.transcript(), @"");
    assert_eq!(anna.transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn what_only_tells_of_something_is_no_answer() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    let topic = world.staff_group().find_topic("TKT-2026-001").unwrap();
    world
        .staff_group()
        .rename_topic(&olga.person, topic.id, "TKT-2026-001 Anna, urgent");
    world.settle().await;
    olga.taps("Take").await;
    assert_eq!(anna.transcript(), "");
    let answers: i64 = world
        .value("select count(*) from ticket_messages where sender_type = 'operator'")
        .await;
    assert_eq!(answers, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn an_update_that_comes_twice_is_one_answer() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    for words in ["On its way", "// a note", "/a hello", "/take"] {
        olga.person.sends(words);
        for update in world.telegram.take_updates() {
            assert_eq!(world.post_update(update.clone()).await, 200);
            world.settle().await;
            // Handled, but that was forgotten.
            world
                .execute("update telegram_updates set status = 'waiting', run_at = received_at")
                .await;
            world.settle().await;
        }
    }
    let said = anna.transcript();
    assert_eq!(said.matches("On its way").count(), 1, "{said}");
    assert_eq!(said.matches("Hello Anna").count(), 1, "{said}");
    insta::assert_snapshot!(world.words_of("TKT-2026-001").await, @r"
    Anna sent text text: Where is my set?
    Olga sent text text: On its way
    Olga none system_note text: // a note
    Olga sent text text: Hello Anna! I’m Olga from the support team.

    Thank you for writing. I’m looking into it and will be back with an answer shortly.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn without_topics_an_answer_is_a_reply() {
    let world = World::with_staff_group(GroupKind::Plain).await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_a_ticket("Where is my set?").await;
    boris.has_a_ticket("Где деньги?").await;
    let olga = world.olga();
    olga.transcript();
    olga.replies_to("Where is my set?", "On its way.").await;
    olga.replies_to("TKT-2026-002", "Уже возвращаем.").await;
    olga.replies_to("Где деньги?", "// ask the bank").await;
    olga.replies_to("On its way.", "And here it is.").await;
    olga.replies_to("TKT-2026-001", "/resolve").await;
    olga.sends("Good morning!").await;
    olga.sends("/wait").await;
    olga.sends("/wait TKT-2026-2").await;
    insta::assert_snapshot!(olga.transcript(), @"");
    insta::assert_snapshot!(anna.transcript(), @"");
    insta::assert_snapshot!(boris.transcript(), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn nobody_is_written_to_who_was_erased() {
    let world = World::with_staff_speaking("ru").await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    world
        .execute("update support_tickets set telegram_chat_id = null, user_id = null")
        .await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.transcript();
    olga.sends("On its way.").await;
    olga.sends("/a hello").await;
    insta::assert_snapshot!(olga.transcript(), @"");
    insta::assert_snapshot!(world.words_of("TKT-2026-001").await, @"");
    world.ends_well().await;
}
