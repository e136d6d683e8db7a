//! A group as its members change it: rights, kinds of groups, upgrades, and how the bot sees it.

use std::time::Duration;

use sandbox::telegram::{Group, GroupKind, Options, Other, Person, Right};
use serde_json::{Value, json};

use crate::{World, person, picture};

fn staff(world: &World, kind: GroupKind) -> (Person, Group) {
    let oleg = world.telegram.person(person(201, "Oleg"));
    let members = std::slice::from_ref(&oleg);
    let group = world.telegram.group(-1_001, kind, members);
    (oleg, group)
}

async fn topic(world: &World, params: Value) -> i64 {
    let mut all = json!({"chat_id": -1_001, "name": "TKT-1"});
    all.as_object_mut()
        .unwrap()
        .extend(params.as_object().unwrap().clone());
    let topic = world.done("createForumTopic", all).await;
    topic["message_thread_id"].as_i64().unwrap()
}

async fn refusal(world: &World, method: &str, params: Value) -> String {
    world.ask(method, params).await.refusal().to_owned()
}

#[tokio::test]
async fn icons_are_of_the_list_and_change() {
    let world = World::start();
    let (_, group) = staff(&world, GroupKind::Forum);
    let icons = world.done("getForumTopicIconStickers", json!({})).await;
    let icon = |emoji: &str| {
        let icons = icons.as_array().unwrap();
        let found = icons.iter().find(|icon| icon["emoji"] == emoji).unwrap();
        found["custom_emoji_id"].clone()
    };
    let id = topic(&world, json!({"icon_custom_emoji_id": icon("❓")})).await;
    let edit = |params: Value| {
        let mut params = params;
        params["chat_id"] = json!(-1_001);
        params["message_thread_id"] = json!(id);
        params
    };
    world.updates();
    let done = edit(json!({"icon_custom_emoji_id": icon("✅")}));
    world.done("editForumTopic", done.clone()).await;
    let update = world.updates().remove(0);
    let edited = &update["message"]["forum_topic_edited"];
    assert_eq!(*edited, json!({"icon_custom_emoji_id": icon("✅")}));
    let again = refusal(&world, "editForumTopic", done).await;
    assert_eq!(again, "Bad Request: TOPIC_NOT_MODIFIED");
    world
        .done("editForumTopic", edit(json!({"icon_custom_emoji_id": ""})))
        .await;
    assert_eq!(world.telegram.problems(), Vec::<String>::new());
    let unknown = edit(json!({"icon_custom_emoji_id": "1234"}));
    let unknown = refusal(&world, "editForumTopic", unknown).await;
    assert_eq!(unknown, "Bad Request: DOCUMENT_INVALID");
    assert_eq!(
        group.transcript(),
        "\
Bot opens the topic “TKT-1” (❓)
#TKT-1 Bot changes the topic's icon to ✅
#TKT-1 Bot takes the topic's icon away"
    );
}

#[tokio::test]
async fn without_its_rights_the_bot_is_refused_and_told_so() {
    let world = World::start();
    let (oleg, group) = staff(&world, GroupKind::Forum);
    let id = topic(&world, json!({})).await;
    let text = json!({"chat_id": -1_001, "message_thread_id": id, "text": "Hello"});
    group.close_topic(&oleg, id);
    let message = world.done("sendMessage", text.clone()).await;
    world.updates();
    group.take_right(&oleg, Right::ManageTopics);
    let change = &world.updates()[0]["my_chat_member"];
    assert_eq!(change["old_chat_member"]["can_manage_topics"], true);
    assert_eq!(change["new_chat_member"]["can_manage_topics"], false);
    group.take_right(&oleg, Right::PinMessages);
    assert_eq!(
        refusal(&world, "sendMessage", text.clone()).await,
        "Bad Request: TOPIC_CLOSED"
    );
    let new = json!({"chat_id": -1_001, "name": "x"});
    assert_eq!(
        refusal(&world, "createForumTopic", new).await,
        "Bad Request: not enough rights to create a topic"
    );
    let pin = json!({"chat_id": -1_001, "message_id": message["message_id"]});
    assert_eq!(
        refusal(&world, "pinChatMessage", pin).await,
        "Bad Request: not enough rights to manage pinned messages in the chat"
    );
    // What it opened itself it may still edit.
    world
        .done(
            "reopenForumTopic",
            json!({"chat_id": -1_001, "message_thread_id": id}),
        )
        .await;
    world.done("sendMessage", text).await;
    assert_eq!(world.telegram.problems(), Vec::<String>::new());
}

#[tokio::test]
async fn a_bot_that_was_put_out_hears_and_says_nothing() {
    let world = World::start();
    let (oleg, group) = staff(&world, GroupKind::Forum);
    group.kick_bot(&oleg);
    let kicked = world.updates().remove(0);
    assert_eq!(
        kicked["my_chat_member"]["new_chat_member"]["status"],
        "kicked"
    );
    group.speaker(&oleg).sends("Is anybody there?");
    assert!(world.updates().is_empty());
    let text = json!({"chat_id": -1_001, "text": "Hello"});
    let answer = world.ask("sendMessage", text.clone()).await;
    assert_eq!(answer.status, 403);
    assert_eq!(
        answer.refusal(),
        "Forbidden: bot was kicked from the supergroup chat"
    );
    group.let_bot_in(&oleg);
    let statuses: Vec<Value> = world
        .updates()
        .iter()
        .map(|update| update["my_chat_member"]["new_chat_member"]["status"].clone())
        .collect();
    assert_eq!(statuses, [json!("member"), json!("administrator")]);
    world.done("sendMessage", text).await;
    assert_eq!(world.telegram.problems(), Vec::<String>::new());
}

#[tokio::test]
async fn a_small_group_becomes_a_supergroup_with_another_id() {
    let world = World::start();
    let (oleg, group) = staff(&world, GroupKind::Basic);
    let text = |chat: i64| json!({"chat_id": chat, "text": "Hello"});
    let sent = world.done("sendMessage", text(-1_001)).await;
    assert_eq!(sent["chat"]["type"], "group");
    let new = group.upgrade(&oleg, -1_002_000, GroupKind::Forum);
    let updates = world.updates();
    assert_eq!(updates[0]["message"]["migrate_to_chat_id"], -1_002_000);
    assert_eq!(updates[1]["message"]["migrate_from_chat_id"], -1_001);
    let refused = world.ask("sendMessage", text(-1_001)).await;
    assert_eq!(refused.status, 400);
    assert_eq!(refused.body["parameters"]["migrate_to_chat_id"], -1_002_000);
    let sent = world.done("sendMessage", text(new.id())).await;
    assert_eq!(sent["chat"]["is_forum"], true);
    assert_eq!(world.telegram.problems(), Vec::<String>::new());
}

#[tokio::test]
async fn without_topics_answers_are_threads() {
    let world = World::start();
    let (oleg, group) = staff(&world, GroupKind::Plain);
    let no_forum = json!({"chat_id": -1_001, "name": "x"});
    assert_eq!(
        refusal(&world, "createForumTopic", no_forum).await,
        "Bad Request: the chat is not a forum"
    );
    let card = world
        .done("sendMessage", json!({"chat_id": -1_001, "text": "Card"}))
        .await;
    let card = card["message_id"].as_i64().unwrap();
    let oleg = group.speaker(&oleg);
    let first = oleg.replies(card, "First");
    oleg.replies(first, "Second");
    let updates = world.updates();
    for update in &updates {
        assert_eq!(update["message"]["message_thread_id"], card);
        assert!(update["message"].get("is_topic_message").is_none());
    }
    assert_eq!(
        updates[1]["message"]["reply_to_message"]["message_id"],
        first
    );
    assert_eq!(
        group.transcript(),
        "Bot: Card\nOleg (↪ “Card”): First\nOleg (↪ “First”): Second"
    );
    assert_eq!(world.telegram.problems(), Vec::<String>::new());
}

#[tokio::test]
async fn an_anonymous_administrator_speaks_as_the_group() {
    let world = World::start();
    let (oleg, group) = staff(&world, GroupKind::Forum);
    let oleg = group.speaker(&oleg).anonymously();
    let id = oleg.sends("Good morning");
    oleg.edits(id, "Good evening").unwrap();
    let updates = world.updates();
    let message = &updates[0]["message"];
    assert_eq!(message["from"]["username"], "GroupAnonymousBot");
    assert_eq!(message["sender_chat"]["id"], -1_001);
    assert_eq!(updates[1]["edited_message"]["text"], "Good evening");
    assert_eq!(
        group.transcript(),
        "Anonymous admin: Good morning\nAnonymous admin (edited): Good evening"
    );
}

#[tokio::test]
async fn a_member_changes_a_topic_and_the_bot_sees_who_did() {
    let world = World::start();
    let (oleg, group) = staff(&world, GroupKind::Forum);
    let id = topic(&world, json!({})).await;
    world.updates();
    group.rename_topic(&oleg, id, "Mine");
    group.close_topic(&oleg, id);
    group.reopen_topic(&oleg, id);
    let updates = world.updates();
    let fields = [
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
    ];
    for (update, field) in updates.iter().zip(fields) {
        assert_eq!(update["message"]["from"]["id"], 201);
        assert_eq!(update["message"]["message_thread_id"], id);
        assert!(update["message"].get(field).is_some(), "{update}");
    }
    let in_topic = group.speaker_in(&oleg, "Mine").unwrap();
    in_topic.sends("Hello");
    group.speaker(&oleg).sends("Elsewhere");
    assert!(in_topic.transcript().ends_with("Oleg: Hello"));
    assert!(group.transcript().ends_with("Oleg: Elsewhere"));
}

#[tokio::test]
async fn copies_keep_albums_together_and_skip_what_is_gone() {
    let world = World::start();
    let (_, group) = staff(&world, GroupKind::Forum);
    let id = topic(&world, json!({})).await;
    let album = world
        .anna
        .sends_album_with_caption(vec![picture(60, 80), picture(61, 80)], "Both");
    let voice = world.anna.sends_other(Other::Voice);
    let gone = world.anna.sends("Never mind");
    world.anna.deletes(gone).unwrap();
    let copy = |ids: Value| {
        json!({
            "chat_id": -1_001, "message_thread_id": id, "from_chat_id": 101, "message_ids": ids,
        })
    };
    let copies = world
        .done(
            "copyMessages",
            copy(json!([album[0], album[1], voice, gone])),
        )
        .await;
    assert_eq!(copies.as_array().unwrap().len(), 3);
    let seen = world.telegram.messages(group.id());
    let albums: Vec<bool> = seen[1..].iter().map(|copy| copy.album.is_some()).collect();
    assert_eq!(albums, [true, true, false]);
    assert_eq!(seen[1].album, seen[2].album);
    assert_eq!(
        refusal(&world, "copyMessages", copy(json!([gone]))).await,
        "Bad Request: message to copy not found"
    );
    assert_eq!(world.telegram.problems(), Vec::<String>::new());
    assert_eq!(
        refusal(&world, "copyMessages", copy(json!([voice, album[0]]))).await,
        "Bad Request: message identifiers must be in a strictly increasing order"
    );
    assert_eq!(
        group.transcript(),
        "\
Bot opens the topic “TKT-1”
#TKT-1 Bot copies an album of 2 photos
     “Both”
#TKT-1 Bot copies a voice message"
    );
}

#[tokio::test]
async fn all_kinds_of_files_are_sent_again_by_their_ids() {
    let world = World::start();
    let kinds = [
        (Other::Voice, "sendVoice", "voice"),
        (Other::Video, "sendVideo", "video"),
        (Other::Audio, "sendAudio", "audio"),
        (Other::Animation, "sendAnimation", "animation"),
        (Other::VideoNote, "sendVideoNote", "video_note"),
        (Other::Sticker, "sendSticker", "sticker"),
    ];
    for (other, method, field) in kinds {
        world.anna.sends_other(other);
        let update = world.updates().remove(0);
        let file = update["message"][field]["file_id"].clone();
        assert!(file.is_string(), "{update}");
        let sent = world
            .done(method, json!({"chat_id": 101, field: file.clone()}))
            .await;
        assert_eq!(sent[field]["file_id"], file);
    }
    assert_eq!(world.telegram.problems(), Vec::<String>::new());
}

#[tokio::test]
async fn an_answer_stands_in_the_topic_of_what_it_answers() {
    let world = World::start();
    let (oleg, group) = staff(&world, GroupKind::Forum);
    topic(&world, json!({})).await;
    let asked = group.speaker_in(&oleg, "TKT-1").unwrap().sends("Where?");
    let params = json!({
        "chat_id": -1_001, "text": "Here", "reply_parameters": {"message_id": asked},
    });
    world.done("sendMessage", params).await;
    assert!(
        group
            .transcript()
            .ends_with("#TKT-1 Bot (↪ “Where?”): Here")
    );
}

#[tokio::test]
async fn what_is_done_to_topics_counts_for_the_groups_pace() {
    let world = World::with(Options {
        flood_limits: true,
        ..Options::default()
    });
    let (_, _) = staff(&world, GroupKind::Forum);
    let id = topic(&world, json!({})).await;
    let name = |number: usize| json!({"chat_id": -1_001, "message_thread_id": id, "name": format!("T{number}")});
    for number in 1..20 {
        world.done("editForumTopic", name(number)).await;
    }
    let answer = world.ask("editForumTopic", name(20)).await;
    assert_eq!(answer.status, 429);
    world.telegram.advance(Duration::from_secs(61));
    world.done("editForumTopic", name(20)).await;
}
