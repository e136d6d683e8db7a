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
    insta::assert_snapshot!(olga.transcript(), @"");
    insta::assert_snapshot!(anna.transcript(), @"");
    anna.replies_to("Is tomorrow fine", "Yes!").await;
    let topic = world.in_topic("TKT-2026-001", &olga);
    let said = topic.transcript();
    assert!(
        said.contains("Is tomorrow fine?") && said.contains("Yes!"),
        "{said}"
    );
    let audited = world.audit().await;
    assert!(
        audited.contains(r#"write user 1 {"ticket": "TKT-2026-001""#),
        "{audited}"
    );
    assert!(!audited.contains("tomorrow"), "{audited}");
    // The next words go on in the same ticket.
    olga.sends("/user 1").await;
    olga.taps("Write").await;
    olga.replies_to("is Anna", "Thank you!").await;
    olga.taps("✉️ Send").await;
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
    insta::assert_snapshot!(preview, @"");
    olga.taps("🗑 Erase everything").await;
    world.advance(TimeDelta::minutes(20)).await;
    insta::assert_snapshot!(anna.transcript(), @"");
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
