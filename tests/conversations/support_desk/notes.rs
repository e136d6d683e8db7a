//! What is a note stays among the staff, however it became one.

use chrono::TimeDelta;

use super::talk;
use crate::world::{World, selfies};

#[tokio::test]
async fn the_words_below_the_last_file_make_a_note_of_the_whole_album() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.transcript();
    olga.person
        .sends_album_with_last_caption(selfies(3), "// her bank’s papers");
    world.settle().await;
    world.advance(TimeDelta::minutes(5)).await;
    assert_eq!(anna.transcript(), "");
    insta::assert_snapshot!(world.words_of("TKT-2026-001").await, @r"
    Anna sent text text: Where is my set?
    Olga none system_note photo: 
    Olga none system_note photo: 
    Olga none system_note photo: // her bank’s papers
    ");
    let waits: bool = world
        .value("select asked_at is not null from support_tickets")
        .await;
    assert!(waits, "a note is no answer");
    world.ends_well().await;
}

#[tokio::test]
async fn an_answer_changed_into_a_command_or_a_note_is_followed_as_it_was_meant() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.transcript();
    olga.sends("It is being made").await;
    olga.sends("// she asked in March").await;
    olga.edits("It is being made", "/resolve").await;
    olga.edits("/resolve", "/note it is being made").await;
    olga.edits("// she asked in March", "You asked in March")
        .await;
    insta::assert_snapshot!(talk(&olga), @r"
    Olga: It is being made
    Bot changes the topic's icon to 👀
    Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💭 Answered, 02.03.2026 09:00 | ✋ Olga has it | 🏁 To be solved by 05.03.2026 09:00
    Olga: // she asked in March
    Bot reacts ✍ to: // she asked in March
    Olga (edited): /resolve
    Bot: A command is carried out only when it is written anew. The customer still sees what stood there before.
    Olga (edited): /note it is being made
    Olga (edited): You asked in March
    Bot: This stays a note, and the customer does not get it. To send it, write it again.
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 💬 Support · TKT-2026-001
         It is being made
    Bot deletes: 💬 Support · TKT-2026-001
    ");
    world.ends_well().await;
}
