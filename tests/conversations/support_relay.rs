//! The relay between a ticket's person and the staff group: what one side says and does,
//! as the other sees it.

mod refusals;
mod survival;

use sandbox::telegram::GroupKind;

use crate::world::{Friend, World, selfie, selfies};

/// Anna's ticket, with its topic.
async fn annas_ticket(world: &World) -> (Friend<'_>, Friend<'_>) {
    let (anna, olga) = (world.anna(), world.olga());
    world
        .ticket_of(&anna, "TKT-2026-001", "Where is my set?")
        .await;
    anna.sends("Where is my set?").await;
    let topic = world.in_topic("TKT-2026-001", &olga);
    topic.transcript();
    (anna, topic)
}

#[tokio::test]
async fn a_ticket_gets_a_topic_with_its_card_and_what_is_said_flows() {
    let world = World::with_staff().await;
    let (anna, olga) = (world.anna(), world.olga());
    world
        .ticket_of(&anna, "TKT-2026-001", "Where is my set?")
        .await;
    anna.sends("Where is my set?").await;
    anna.transcript();
    let topic = world.in_topic("TKT-2026-001", &olga);
    topic.sends("It is on its way").await;
    topic
        .person
        .replies(first_copy(&topic, "Where is my set?"), "Here it is");
    world.settle().await;
    insta::assert_snapshot!(topic.transcript(), @r"
    Bot: TKT-2026-001 · 🟡 P3 · 💬 Other
         🆕 New, waiting since 02.03.2026 09:00
         ✋ Nobody has taken it yet
         ⏰ First answer due by 02.03.2026 13:00
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    Bot pins: TKT-2026-001 · 🟡 P3 · 💬 Other
    Bot: Where is my set?
    Olga: It is on its way
    Bot changes the topic's icon to 👀
    Bot (edited): TKT-2026-001 · 🟡 P3 · 💬 Other
         💭 Answered, 02.03.2026 09:00
         ✋ Olga has it
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take over] [↪️ Release]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    Olga (↪ “Where is my set?”): Here it is
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 💬 Support · TKT-2026-001
         It is on its way
    Bot (↪ “Where is my set?”): Here it is
    ");
    let names: Vec<String> = world
        .staff_group()
        .topics()
        .into_iter()
        .map(|topic| topic.name)
        .collect();
    assert_eq!(names, ["TKT-2026-001 · Anna · Where is my set?"]);
    world.ends_well().await;
}

fn first_copy(topic: &Friend<'_>, words: &str) -> i64 {
    let messages = topic.person.messages();
    messages
        .iter()
        .find(|message| message.from_bot && message.text == words)
        .unwrap()
        .id
}

#[tokio::test]
async fn changes_and_reactions_are_followed_on_both_sides() {
    let world = World::with_staff().await;
    let (anna, topic) = annas_ticket(&world).await;
    topic.sends("It is on its wey").await;
    anna.transcript();
    topic.edits("on its wey", "It is on its way").await;
    anna.edits("Where is my set?", "Where is my second set?")
        .await;
    anna.reacts_to("on its way", "❤").await;
    topic.reacts_to("second set", "👀").await;
    topic.reacts_to("second set", "").await;
    topic.reacts_to("second set", "👌").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot (edited): 💬 Support · TKT-2026-001
         It is on its way
    Anna (edited): Where is my second set?
    Anna reacts ❤ to: 💬 Support · TKT-2026-001
    Bot reacts 👀 to: Where is my second set?
    Bot takes its reaction from: Where is my second set?
    Bot reacts 👌 to: Where is my second set?
    ");
    insta::assert_snapshot!(topic.transcript(), @r"
    Olga: It is on its wey
    Bot changes the topic's icon to 👀
    Bot (edited): TKT-2026-001 · 🟡 P3 · 💬 Other
         💭 Answered, 02.03.2026 09:00
         ✋ Olga has it
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take over] [↪️ Release]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    Olga (edited): It is on its way
    Bot (edited): Where is my second set?
    Bot reacts ❤ to: It is on its way
    Olga reacts 👀 to: Where is my second set?
    Olga takes the reaction from: Where is my second set?
    Olga reacts 👌 to: Where is my second set?
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn an_answer_that_is_changed_into_a_note_is_taken_back() {
    let world = World::with_staff().await;
    let (anna, topic) = annas_ticket(&world).await;
    topic.sends("What does he want?").await;
    anna.transcript();
    topic.edits("What does", "// What does he want?").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot deletes: 💬 Support · TKT-2026-001
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn albums_stay_together_and_keep_what_they_answer() {
    let world = World::with_staff().await;
    let (anna, topic) = annas_ticket(&world).await;
    anna.person
        .sends_album_with_caption(selfies(3), "Like these");
    world.settle().await;
    topic.person.sends_album(selfies(2));
    world.settle().await;
    insta::assert_snapshot!(topic.transcript(), @r"
    Bot sends an album of 3 photos
         “Like these”
    Olga sends 2 photos as an album
    Bot changes the topic's icon to 👀
    Bot (edited): TKT-2026-001 · 🟡 P3 · 💬 Other
         💭 Answered, 02.03.2026 09:00
         ✋ Olga has it
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take over] [↪️ Release]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: Where is my set?
    Bot reacts ✍ to: Where is my set?
    Bot: 📨 TKT-2026-001: our team has your message. We answer within 4 hours.
         [👀 How it stands]
    Anna sends 3 photos as an album
         “Like these”
    Bot reacts ✍ to: the photo
    Bot sends an album of 2 photos
         “💬 Support · TKT-2026-001”
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn what_its_author_has_deleted_meanwhile_is_sent_from_what_was_kept() {
    let world = World::with_staff().await;
    let (anna, topic) = annas_ticket(&world).await;
    let gone = anna.person.sends("Never mind");
    let photo = anna.person.sends_photo_with_caption(selfie(1), "This one");
    anna.person.deletes(gone).unwrap();
    anna.person.deletes(photo).unwrap();
    world.settle().await;
    insta::assert_snapshot!(topic.transcript(), @r"
    Bot: Never mind
    Bot sends a photo
         “This one”
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_group_without_topics_sees_tickets_as_replies_to_their_cards() {
    let world = World::with_staff_group(GroupKind::Plain).await;
    let (anna, olga) = (world.anna(), world.olga());
    world
        .ticket_of(&anna, "TKT-2026-001", "Where is my set?")
        .await;
    anna.sends("Where is my set?").await;
    anna.person.sends_photo(selfie(1));
    world.settle().await;
    olga.person.replies(
        first_copy(&olga, "TKT-2026-001 · Anna\nWhere is my set?"),
        "Here",
    );
    world.settle().await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: Tickets have no topics of their own here.

         They come into the group itself, and you answer by replying to them. For a topic per ticket, turn topics on in the group’s settings and give the bot the right to manage them.
    Bot: TKT-2026-001 · 🟡 P3 · 💬 Other
         🆕 New, waiting since 02.03.2026 09:00
         ✋ Nobody has taken it yet
         ⏰ First answer due by 02.03.2026 13:00
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    Bot (↪ “TKT-2026-001 · 🟡 P3 · 💬 Other”): TKT-2026-001 · Anna
         Where is my set?
    Bot (↪ “TKT-2026-001 · 🟡 P3 · 💬 Other”) copies a photo
         “TKT-2026-001 · Anna”
    Olga (↪ “TKT-2026-001 · Anna”): Here
    Bot (edited): TKT-2026-001 · 🟡 P3 · 💬 Other
         💭 Answered, 02.03.2026 09:00
         ✋ Olga has it
         🏁 To be solved by 03.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take over] [↪️ Release]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: Where is my set?
    Bot reacts ✍ to: Where is my set?
    Bot: 📨 TKT-2026-001: our team has your message. We answer within 4 hours.
         [👀 How it stands]
    Anna sends a photo
    Bot reacts ✍ to: the photo
    Bot (↪ “Where is my set?”): 💬 Support · TKT-2026-001
         Here
    ");
    world.ends_well().await;
}
