//! The staff's forum: topics, what is said in them, and what happens when they go away.

use sandbox::telegram::{Group, Person};
use serde_json::json;

use crate::{World, person};

fn staff(world: &World) -> (Person, Group) {
    let oleg = world.telegram.person(person(201, "Oleg"));
    let group = world
        .telegram
        .staff_group(-1_001, std::slice::from_ref(&oleg));
    (oleg, group)
}

#[tokio::test]
async fn a_topic_is_opened_talked_in_closed_and_deleted() {
    let world = World::start();
    let (oleg, group) = staff(&world);
    let topic = world
        .done(
            "createForumTopic",
            json!({"chat_id": group.id(), "name": "Anna · 101"}),
        )
        .await["message_thread_id"]
        .clone();
    let in_topic =
        |text: &str| json!({"chat_id": group.id(), "message_thread_id": topic, "text": text});
    world
        .done("sendMessage", in_topic("Where are my photos?"))
        .await;
    let speaker = group.speaker_in(&oleg, "Anna").unwrap();
    speaker.sends("On their way");
    let update = world.updates().pop().unwrap();
    let message = &update["message"];
    assert_eq!(message["message_thread_id"], topic);
    assert_eq!(message["is_topic_message"], true);
    assert_eq!(
        message["reply_to_message"]["forum_topic_created"]["name"],
        "Anna · 101"
    );
    let edit = |params: serde_json::Value| {
        let mut params = params;
        params["chat_id"] = json!(group.id());
        params["message_thread_id"] = topic.clone();
        params
    };
    world
        .done("editForumTopic", edit(json!({"name": "✅ Anna"})))
        .await;
    world.done("closeForumTopic", edit(json!({}))).await;
    assert!(group.find_topic("Anna").unwrap().is_closed);
    let again = world.ask("closeForumTopic", edit(json!({}))).await;
    assert_eq!(again.refusal(), "Bad Request: TOPIC_NOT_MODIFIED");
    world.done("reopenForumTopic", edit(json!({}))).await;
    assert_eq!(
        group.transcript(),
        "\
Bot opens the topic “Anna · 101”
#Anna · 101 Bot: Where are my photos?
#Anna · 101 Oleg: On their way
#✅ Anna Bot renames the topic to “✅ Anna”
#✅ Anna Bot closes the topic
#✅ Anna Bot reopens the topic"
    );
    group.delete_topic(&oleg, topic.as_i64().unwrap());
    assert!(group.topics().is_empty());
    let lost = world.ask("sendMessage", in_topic("More?")).await;
    assert_eq!(lost.refusal(), "Bad Request: message thread not found");
    assert_eq!(world.telegram.problems(), Vec::<String>::new());
}

#[tokio::test]
async fn messages_of_a_person_are_forwarded_and_copied_into_a_topic() {
    let world = World::start();
    let (_, group) = staff(&world);
    let topic = world
        .done(
            "createForumTopic",
            json!({"chat_id": -1_001, "name": "Anna"}),
        )
        .await;
    let id = world.anna.sends("Help!");
    let params = json!({
        "chat_id": -1_001,
        "message_thread_id": topic["message_thread_id"],
        "from_chat_id": 101,
        "message_id": id,
    });
    let forwarded = world.done("forwardMessage", params.clone()).await;
    assert_eq!(forwarded["forward_origin"]["sender_user"]["id"], 101);
    let copied = world.done("copyMessage", params).await;
    assert!(copied["message_id"].is_i64());
    let lines = group.transcript();
    assert!(
        lines.contains("#Anna Bot (forwarding Anna): Help!\n#Anna Bot: Help!"),
        "{lines}"
    );
    world
        .done(
            "pinChatMessage",
            json!({"chat_id": -1_001, "message_id": copied["message_id"]}),
        )
        .await;
    let pin = world.updates().pop().unwrap();
    assert_eq!(pin["message"]["pinned_message"]["text"], "Help!");
}

#[tokio::test]
async fn a_private_chat_has_no_topics() {
    let world = World::start();
    let answer = world
        .ask("createForumTopic", json!({"chat_id": 101, "name": "x"}))
        .await;
    assert_eq!(answer.refusal(), "Bad Request: the chat is not a forum");
}
