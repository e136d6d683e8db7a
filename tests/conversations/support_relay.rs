//! The relay between a ticket's person and the staff group: what one side says and does,
//! as the other sees it.

use sandbox::telegram::{GroupKind, Right};

use crate::world::{Friend, World, selfie, selfies};

/// Anna's ticket, with its topic.
async fn annas_ticket(world: &World) -> (Friend<'_>, Friend<'_>, i32) {
    let (anna, olga) = (world.anna(), world.olga());
    let ticket = world
        .ticket_of(&anna, "TKT-2026-001", "Where is my set?")
        .await;
    anna.says(ticket, "Where is my set?").await;
    let topic = world.in_topic("TKT-2026-001", &olga);
    topic.transcript();
    (anna, topic, ticket)
}

/// What the bot said in the chat about a ticket since the last look.
fn answers(friend: &Friend<'_>) -> String {
    friend.transcript()
}

#[tokio::test]
async fn a_ticket_gets_a_topic_with_its_card_and_what_is_said_flows() {
    let world = World::with_staff().await;
    let (anna, olga) = (world.anna(), world.olga());
    let ticket = world
        .ticket_of(&anna, "TKT-2026-001", "Where is my set?")
        .await;
    anna.says(ticket, "Where is my set?").await;
    anna.transcript();
    let topic = world.in_topic("TKT-2026-001", &olga);
    topic.says(ticket, "It is on its way").await;
    topic
        .person
        .replies(first_copy(&topic, "Where is my set?"), "Here it is");
    topic.files(ticket).await;
    insta::assert_snapshot!(topic.transcript(), @"");
    insta::assert_snapshot!(answers(&anna), @"");
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
    let (anna, topic, ticket) = annas_ticket(&world).await;
    topic.says(ticket, "It is on its wey").await;
    anna.transcript();
    topic.edits("on its wey", "It is on its way").await;
    anna.edits("Where is my set?", "Where is my second set?")
        .await;
    anna.reacts_to("on its way", "❤").await;
    topic.reacts_to("second set", "👀").await;
    topic.reacts_to("second set", "").await;
    topic.reacts_to("second set", "👌").await;
    insta::assert_snapshot!(answers(&anna), @"");
    insta::assert_snapshot!(topic.transcript(), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn an_answer_that_is_changed_into_a_note_is_taken_back() {
    let world = World::with_staff().await;
    let (anna, topic, ticket) = annas_ticket(&world).await;
    topic.says(ticket, "What does he want?").await;
    anna.transcript();
    topic.edits("What does", "// What does he want?").await;
    insta::assert_snapshot!(answers(&anna), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn albums_stay_together_and_keep_what_they_answer() {
    let world = World::with_staff().await;
    let (anna, topic, ticket) = annas_ticket(&world).await;
    anna.person
        .sends_album_with_caption(selfies(3), "Like these");
    anna.files(ticket).await;
    topic.person.sends_album(selfies(2));
    topic.files(ticket).await;
    insta::assert_snapshot!(topic.transcript(), @"");
    insta::assert_snapshot!(answers(&anna), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn what_its_author_has_deleted_meanwhile_is_sent_from_what_was_kept() {
    let world = World::with_staff().await;
    let (anna, topic, ticket) = annas_ticket(&world).await;
    let gone = anna.person.sends("Never mind");
    let photo = anna.person.sends_photo_with_caption(selfie(1), "This one");
    world.file(ticket, &anna.person).await;
    anna.person.deletes(gone).unwrap();
    anna.person.deletes(photo).unwrap();
    world.settle().await;
    insta::assert_snapshot!(topic.transcript(), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn a_group_without_topics_sees_tickets_as_replies_to_their_cards() {
    let world = World::with_staff_group(GroupKind::Plain).await;
    let (anna, olga) = (world.anna(), world.olga());
    let ticket = world
        .ticket_of(&anna, "TKT-2026-001", "Where is my set?")
        .await;
    anna.says(ticket, "Where is my set?").await;
    anna.person.sends_photo(selfie(1));
    anna.files(ticket).await;
    olga.person.replies(
        first_copy(&olga, "TKT-2026-001 · Anna\nWhere is my set?"),
        "Here",
    );
    olga.files(ticket).await;
    insta::assert_snapshot!(olga.transcript(), @"");
    insta::assert_snapshot!(answers(&anna), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_a_topic_that_was_deleted_by_hand_is_made_anew() {
    let world = World::with_staff().await;
    let (anna, topic, ticket) = annas_ticket(&world).await;
    let old = world.staff_group().find_topic("TKT").unwrap();
    world.staff_group().delete_topic(&topic.person, old.id);
    anna.says(ticket, "Are you there?").await;
    let topic = world.in_topic("TKT-2026-001", &topic);
    insta::assert_snapshot!(topic.transcript(), @"");
    assert_eq!(world.staff_group().topics().len(), 1);
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_a_topic_closed_by_hand_is_a_ticket_resolved_and_goes_on_when_asked() {
    let world = World::with_staff().await;
    let (anna, topic, ticket) = annas_ticket(&world).await;
    let id = world.staff_group().find_topic("TKT").unwrap().id;
    world.staff_group().close_topic(&topic.person, id);
    world.settle().await;
    let status: String = world.value("select status from support_tickets").await;
    assert_eq!(status, "resolved");
    world.staff_group().reopen_topic(&topic.person, id);
    world.settle().await;
    let status: String = world.value("select status from support_tickets").await;
    assert_eq!(status, "in_progress");
    let igor = world.in_staff_group(204, "Igor");
    world.staff_group().close_topic(&igor.person, id);
    world.settle().await;
    let status: String = world.value("select status from support_tickets").await;
    assert_eq!(status, "in_progress");
    anna.says(ticket, "Are you there?").await;
    insta::assert_snapshot!(topic.transcript(), @"");
}

#[tokio::test]
async fn row_14_a_bot_without_rights_goes_on_without_topics_and_says_what_is_missing() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    let olga = world.olga();
    world
        .staff_group()
        .take_right(&olga.person, Right::ManageTopics);
    world.settle().await;
    let first = world
        .ticket_of(&anna, "TKT-2026-001", "Where is my set?")
        .await;
    anna.says(first, "Where is my set?").await;
    world
        .staff_group()
        .give_right(&olga.person, Right::ManageTopics);
    world
        .staff_group()
        .take_right(&olga.person, Right::PinMessages);
    world.settle().await;
    let second = world
        .ticket_of(&boris, "TKT-2026-002", "Где мой набор?")
        .await;
    boris.says(second, "Где мой набор?").await;
    insta::assert_snapshot!(world.staff_group().transcript(), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_a_group_that_is_away_misses_nothing_and_its_owner_is_told_once() {
    let world = World::with_staff().await;
    let (anna, topic, ticket) = annas_ticket(&world).await;
    let owner = world.friend(topic.person.id(), "Olga", "en");
    owner.person.sends("/start");
    world.settle().await;
    owner.transcript();
    world.staff_group().kick_bot(&topic.person);
    for words in ["One", "Two", "Three"] {
        anna.says(ticket, words).await;
    }
    world.advance(chrono::TimeDelta::hours(1)).await;
    insta::assert_snapshot!(answers(&owner), @"");
    world.staff_group().let_bot_in(&topic.person);
    world.settle().await;
    insta::assert_snapshot!(answers(&owner), @"");
    insta::assert_snapshot!(topic.transcript(), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_an_upgraded_group_goes_on_under_its_new_id() {
    let world = World::with_staff_group(GroupKind::Basic).await;
    let (anna, olga) = (world.anna(), world.olga());
    let ticket = world
        .ticket_of(&anna, "TKT-2026-001", "Where is my set?")
        .await;
    anna.says(ticket, "Where is my set?").await;
    let group = world
        .staff_group()
        .upgrade(&olga.person, -1_009, GroupKind::Forum);
    anna.says(ticket, "Are you there?").await;
    insta::assert_snapshot!(group.transcript(), @"");
    let topic = group.speaker_in(&olga.person, "TKT-2026-001").unwrap();
    topic.sends("Yes");
    world.file(ticket, &topic).await;
    world.settle().await;
    insta::assert_snapshot!(answers(&anna), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_what_a_person_missed_who_blocked_the_bot_comes_in_order_when_they_are_back() {
    let world = World::with_staff().await;
    let (anna, topic, ticket) = annas_ticket(&world).await;
    anna.person.blocks_bot();
    for words in ["It is ready", "Have a look", "And tell us"] {
        topic.says(ticket, words).await;
    }
    anna.transcript();
    anna.person.unblocks_bot();
    world.settle().await;
    insta::assert_snapshot!(answers(&anna), @"");
    insta::assert_snapshot!(topic.transcript(), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_a_banned_person_is_not_relayed_and_is_answered_all_the_same() {
    let world = World::with_staff().await;
    let (anna, topic, ticket) = annas_ticket(&world).await;
    anna.person.sends("You will regret this");
    anna.person.sends("I mean it");
    world.file(ticket, &anna.person).await;
    world.execute("update users set is_banned = true").await;
    world.settle().await;
    anna.transcript();
    topic.says(ticket, "Please write in a civil way").await;
    insta::assert_snapshot!(topic.transcript(), @"");
    insta::assert_snapshot!(answers(&anna), @"");
    world.ends_well().await;
}
