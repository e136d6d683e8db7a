//! The staff writes to somebody, and has somebody erased who asks for it.

use chrono::TimeDelta;

use crate::world::World;

#[tokio::test]
async fn somebody_is_written_to_and_answers() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/start").await;
    anna.transcript();
    let olga = world.olga();
    olga.sends("/user 1").await;
    olga.transcript();
    olga.taps("Write").await;
    olga.replies_to("is Anna", "Your set is ready <soon>. Is tomorrow fine?")
        .await;
    olga.taps("✉️ Send").await;
    insta::assert_snapshot!(olga.transcript_in_any_order(), @r"
    #TKT-2026-001 · Anna · Your set is ready <soon>. Is tomorrow fine? Bot pins: TKT-2026-001 · 🟢 P4 · 💬 Other
    #TKT-2026-001 · Anna · Your set is ready <soon>. Is tomorrow fine? Bot: TKT-2026-001 · 🟢 P4 · 💬 Other
         💭 Answered, 02.03.2026 09:00
         ✋ Olga has it
         🏁 To be solved by 05.03.2026 09:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take over] [↪️ Release]
         [🔺 Priority: P4] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    #TKT-2026-001 · Anna · Your set is ready <soon>. Is tomorrow fine? Bot: 📋 Olga sent:

         Your set is ready <soon>. Is tomorrow fine?
    Bot (edited): ✉️ Olga has written to Anna, person № 1: ticket TKT-2026-001.
         [👤 Card]
    Bot (edited): 👤 Anna · person № 1 · Telegram 101
         English · here since 02.03.2026 · last seen 02.03.2026 09:00
         ◻️ Has not agreed to the terms

         💬 Tickets: 1
         TKT-2026-001 · in work
         [🚫 Ban] [🎁 Give a set]
         [✉️ Write] [🧾 Payments]
         [🗑 Erase] [🔄 Refresh]
    Bot opens the topic “TKT-2026-001 · Anna · Your set is ready <soon>. Is tomorrow fine?” (👀)
    Bot: Olga, what is Anna, person № 1, to read? Answer this message. It becomes part of a ticket, so that they can answer.
    Bot: ✉️ Anna, person № 1, will read:

         Your set is ready <soon>. Is tomorrow fine?
         [✉️ Send]
         [✖️ Leave it]
    Olga (↪ “Olga, what is Anna, person № 1, to read…”): Your set is ready <soon>. Is tomorrow fine?
    Olga taps [✉️ Send]
    Olga taps [✉️ Write]
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 💬 Support · TKT-2026-001
         Your set is ready <soon>. Is tomorrow fine?
    ");
    anna.replies_to("Is tomorrow fine", "Yes!").await;
    let topic = world.in_topic("TKT-2026-001", &olga);
    let said = topic.transcript();
    assert!(said.contains("Bot: Yes!"), "{said}");
    let audited = world.audit().await;
    assert!(
        audited.contains(r#"write user 1 {"ticket": "TKT-2026-001""#),
        "{audited}"
    );
    assert!(!audited.contains("tomorrow"), "{audited}");
    world.ends_well().await;
}

#[tokio::test]
async fn more_words_go_on_in_the_same_ticket() {
    let world = World::with_staff().await;
    world.anna().sends("/start").await;
    let olga = world.olga();
    for words in ["Your set is ready", "Did you see it?"] {
        olga.sends("/user 1").await;
        olga.taps("Write").await;
        olga.replies_to("is Anna", words).await;
        olga.taps("✉️ Send").await;
        assert!(world.anna().transcript().ends_with(words));
    }
    let tickets: i64 = world.value("select count(*) from support_tickets").await;
    assert_eq!(tickets, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn somebody_is_erased_and_their_card_goes() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    let olga = world.olga();
    olga.sends("/user Anna").await;
    olga.transcript();
    olga.taps("Erase").await;
    let preview = olga.transcript();
    insta::assert_snapshot!(preview, @r"
    Olga taps [🗑 Erase]
    Bot: 🗑 Erase Anna, person № 1, for good?
         Gone: 4 photos of theirs, 0 portraits, the words of 0 tickets.
         It can’t be undone. Payments stay in the books without their name. They are told.
         [🗑 Erase everything]
         [✖️ Leave it]
    ");
    olga.taps("🗑 Erase everything").await;
    world.advance(TimeDelta::minutes(20)).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 🗑 As you asked our team, we are erasing your photos and data. We will tell you when it is done.
    Bot: ✅ Everything is erased.

         We don't know you any more, and this is our last message. You can delete this chat now. Should you ever want to come back, /start begins anew. All the best to you!
    ");
    let names: i64 = world
        .value("select count(*) from staff_deeds where preview like '%Anna%'")
        .await;
    assert_eq!(names, 0);
    let shown: i64 = world.value("select count(*) from shown_people").await;
    assert_eq!(shown, 0);
    let left: Vec<String> = world
        .telegram
        .messages(crate::world::STAFF_CHAT_ID)
        .into_iter()
        .filter(|message| message.from_bot && !message.deleted && message.text.contains("Anna"))
        .map(|message| message.text)
        .collect();
    assert_eq!(left, Vec::<String>::new());
    world.ends_well().await;
}
