//! Whoever is erased takes their tickets along: in the database, in the staff group, and in
//! the file of their data.

use chrono::TimeDelta;
use sandbox::telegram::{Fault, GroupKind, Other, Right, SeenMessage};

use crate::world::{Friend, World, selfie};

/// Anna asks, Olga answers, and a photo and a voice lie between them.
async fn has_talked(world: &World) -> (Friend<'_>, Friend<'_>) {
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_a_ticket("Where is my set?").await;
    anna.sends_photo(selfie(1)).await;
    anna.sends_other(Other::Voice).await;
    let topics = world.staff_group().topics();
    let desk = match topics.last() {
        Some(topic) => world.in_topic(&topic.name, &olga),
        None => world.olga(),
    };
    desk.replies_to("Where is my set?", "We are looking, Anna")
        .await;
    anna.transcript();
    world.staff_group().transcript();
    (anna, desk)
}

/// What the bot still shows in the staff group, and what Olga wrote there.
fn shown(world: &World) -> Vec<String> {
    let messages = world.telegram.messages(world.staff_group().id());
    let there = messages.into_iter().filter(|message| !message.deleted);
    there
        .map(|message: SeenMessage| format!("{}: {}", message.kind, message.text))
        .collect()
}

async fn is_erased(world: &World, anna: &Friend<'_>) {
    anna.asks_to_be_erased().await;
    world.advance(TimeDelta::minutes(10)).await;
    assert_eq!(world.erased().await, 1);
    let left: i64 = world
        .value(
            "select count(*) from ticket_messages
             where message is not null or file_id is not null or chat_id is not null
                or sender_name is not null or copy_chat_id is not null",
        )
        .await;
    assert_eq!(left, 0);
    let status: String = world
        .value("select concat_ws(' ', status, subject, topic_look) from support_tickets")
        .await;
    assert_eq!(status, "closed");
}

#[tokio::test]
async fn a_topic_goes_whole() {
    let world = World::with_staff().await;
    let (anna, _olga) = has_talked(&world).await;
    is_erased(&world, &anna).await;
    insta::assert_snapshot!(world.staff_group().transcript(), @r"
    #TKT-2026-001 · Anna · Where is my set? Bot deletes the topic
    ");
    assert!(world.staff_group().topics().is_empty());
    assert_eq!(shown(&world), Vec::<String>::new());
    let remains: i64 = world.value("select count(*) from support_remains").await;
    assert_eq!(remains, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn a_bot_that_may_not_delete_topics_asks_for_it() {
    let world = World::with_staff().await;
    let (anna, _desk) = has_talked(&world).await;
    let (group, olga) = (world.staff_group(), world.olga());
    group.take_right(&olga.person, Right::DeleteMessages);
    anna.asks_to_be_erased().await;
    world.advance(TimeDelta::hours(2)).await;
    assert_eq!(
        world.erased().await,
        1,
        "an erasure waits for no right for ever"
    );
    let said = group.transcript();
    assert_eq!(
        said.matches("may not delete the ticket’s topic").count(),
        1,
        "{said}"
    );
    // Its own messages it can delete all the same.
    let left: Vec<String> = shown(&world)
        .into_iter()
        .filter(|line| line.contains("Where is my set?"))
        .collect();
    assert!(
        left.iter().all(|line| line.starts_with("forum_topic")),
        "{left:?}"
    );
    group.give_right(&olga.person, Right::DeleteMessages);
    world.advance(TimeDelta::minutes(65)).await;
    assert!(group.topics().is_empty());
    world.ends_well().await;
}

#[tokio::test]
async fn a_group_that_is_away_forgets_when_it_is_back() {
    let world = World::with_staff().await;
    let (anna, _olga) = has_talked(&world).await;
    world.telegram.fail_when(|method, _| {
        (method == "deleteForumTopic").then(|| Fault::Error {
            code: 403,
            description: "Forbidden: bot was kicked from the supergroup chat".to_owned(),
            retry_after: None,
        })
    });
    anna.asks_to_be_erased().await;
    world.advance(TimeDelta::minutes(30)).await;
    assert_eq!(world.erased().await, 0, "the group may be back in a moment");
    world.advance(TimeDelta::hours(1)).await;
    assert_eq!(world.erased().await, 1);
    assert_eq!(world.staff_group().topics().len(), 1);
    world.telegram.heal();
    world.advance(TimeDelta::days(1)).await;
    assert!(world.staff_group().topics().is_empty());
    world.ends_well().await;
}

#[tokio::test]
async fn without_topics_messages_go_one_by_one() {
    let world = World::with_staff_group(GroupKind::Plain).await;
    let (anna, _olga) = has_talked(&world).await;
    assert!(shown(&world).len() >= 5);
    is_erased(&world, &anna).await;
    let left = shown(&world);
    assert!(
        left.iter()
            .all(|line| !line.contains("my set?") && !line.contains("Anna")),
        "{left:?}"
    );
    assert!(left.iter().all(|line| line.starts_with("text")), "{left:?}");
    world.ends_well().await;
}

#[tokio::test]
async fn what_is_too_old_to_be_deleted_loses_its_words_and_the_staff_is_asked_for_the_rest() {
    let world = World::with_staff_group(GroupKind::Plain).await;
    let (anna, _olga) = has_talked(&world).await;
    world.advance(TimeDelta::hours(49)).await;
    anna.transcript();
    is_erased(&world, &anna).await;
    world.advance(TimeDelta::minutes(10)).await;
    let left = shown(&world);
    let own = left.iter().filter(|line| line.contains("Where is my set?"));
    assert_eq!(own.count(), 0, "{left:?}");
    let asked = left
        .iter()
        .filter(|line| line.contains("Please delete them by hand"));
    assert_eq!(asked.count(), 1, "{left:?}");
    // Only Olga's own words and what shows no words are left for her.
    let words: Vec<&String> = left.iter().filter(|line| line.contains("Anna")).collect();
    assert_eq!(words, ["text: We are looking, Anna"]);
    // That is how the bot learns what is too old; nothing else was refused.
    let refused = world.telegram.problems();
    let is_of_age = |refused: &String| refused.contains("can't be deleted for everyone");
    assert!(refused.iter().all(is_of_age), "{refused:?}");
}

#[tokio::test]
async fn nobody_answers_somebody_who_left() {
    let world = World::with_staff().await;
    let (anna, desk) = has_talked(&world).await;
    // The answer waits while the person is away, and is never sent.
    anna.person.blocks_bot();
    desk.sends("Here it is!").await;
    anna.person.unblocks_bot();
    world.telegram.hold_updates();
    anna.person.transcript();
    world.telegram.release_updates();
    is_erased(&world, &anna).await;
    world.advance(TimeDelta::days(2)).await;
    let said = anna.transcript();
    assert!(said.ends_with("All the best to you!"), "{said}");
    world.ends_well().await;
}

#[tokio::test]
async fn the_file_of_ones_data_holds_the_tickets() {
    let world = World::with_staff().await;
    let (anna, desk) = has_talked(&world).await;
    // What she never got, and what was taken back, is not hers to read.
    desk.sends("// be patient with her").await;
    desk.sends("Ask your bank").await;
    desk.edits("Ask your bank", "// ask your bank").await;
    anna.sends("/privacy").await;
    anna.taps("My data").await;
    anna.taps("All of it as a file").await;
    let messages = anna.person.messages();
    let file = messages
        .iter()
        .rev()
        .find(|message| message.kind == "document")
        .unwrap();
    let bytes = &file.media.as_ref().unwrap().bytes;
    let data: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    let mut tickets = data["support"].clone();
    for message in tickets[0]["messages"].as_array_mut().unwrap() {
        if let Some(id) = message.get_mut("telegram_file_id") {
            assert!(id.is_string());
            *id = "…".into();
        }
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&tickets).unwrap(), @r#"
    [
      {
        "about": "generation",
        "messages": [
          {
            "at": "2026-03-02T09:00:00+00:00",
            "from": "you",
            "words": "Where is my set?"
          },
          {
            "at": "2026-03-02T09:00:00+00:00",
            "from": "you",
            "kind": "photo",
            "telegram_file_id": "…"
          },
          {
            "at": "2026-03-02T09:00:00+00:00",
            "from": "you",
            "kind": "voice",
            "telegram_file_id": "…"
          },
          {
            "at": "2026-03-02T09:00:00+00:00",
            "from": "support",
            "words": "We are looking, Anna"
          }
        ],
        "number": "TKT-2026-001",
        "opened_at": "2026-03-02T09:00:00+00:00",
        "status": "in_progress",
        "subject": "Where is my set?"
      }
    ]
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn a_topic_that_its_ticket_has_left_goes_too() {
    let world = World::with_staff().await;
    let (anna, _desk) = has_talked(&world).await;
    world.telegram.fail_next(
        "copyMessage",
        Fault::Error {
            code: 400,
            description: "Bad Request: TOPIC_CLOSED".to_owned(),
            retry_after: None,
        },
    );
    anna.sends("Are you there?").await;
    assert_eq!(world.staff_group().topics().len(), 2);
    is_erased(&world, &anna).await;
    assert!(world.staff_group().topics().is_empty());
    world.ends_well().await;
}
