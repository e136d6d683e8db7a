//! A chat from both sides: texts, buttons, edits, and the transcript that tells of them.

use sandbox::telegram::Other;
use serde_json::json;

use crate::{World, picture};

#[tokio::test]
async fn a_conversation_reads_like_a_chat() {
    let world = World::start();
    let keyboard = json!({"inline_keyboard": [
        [{"text": "Create an avatar", "callback_data": "new"}],
        [{"text": "My photos", "callback_data": "photos"}, {"text": "Site", "url": "https://a.b"}],
    ]});
    let sent = world
        .done(
            "SendMessage",
            json!({
                "chat_id": 101,
                "text": "Hello, <b>Anna</b>!\n\nRead the <a href=\"https://a.b/t\">terms</a>.",
                "parse_mode": "HTML",
                "reply_markup": keyboard,
            }),
        )
        .await;
    world.anna.taps("avatar").unwrap();
    let update = world.updates().remove(0);
    let query = &update["callback_query"];
    assert_eq!(query["data"], "new");
    assert_eq!(query["message"]["message_id"], sent["message_id"]);
    assert_eq!(
        world.telegram.unanswered_taps(),
        ["Anna taps [Create an avatar]"]
    );
    world
        .done(
            "answerCallbackQuery",
            json!({"callback_query_id": query["id"], "text": "Done"}),
        )
        .await;
    world
        .done(
            "editMessageText",
            json!({
                "chat_id": 101, "message_id": sent["message_id"], "text": "How shall we call it?",
            }),
        )
        .await;
    world
        .anna
        .sends_album(vec![picture(60, 80), picture(61, 80), picture(62, 80)]);
    world.anna.sends_other(Other::Sticker);
    assert_eq!(
        world.anna.transcript(),
        "\
Anna: /start
Bot: Hello, Anna!

     Read the terms (https://a.b/t).
     [Create an avatar]
     [My photos] [Site ↗]
Anna taps [Create an avatar]
Bot (popup): Done
Bot (edited): How shall we call it?
Anna sends 3 photos as an album
Anna sends a sticker"
    );
    assert_eq!(world.anna.transcript(), "");
    assert!(world.telegram.unanswered_taps().is_empty());
    assert_eq!(world.telegram.alerts(101)[0].text, "Done");
    assert_eq!(world.telegram.problems(), Vec::<String>::new());
}

#[tokio::test]
async fn a_command_comes_with_its_entity_and_its_sender() {
    let world = World::start();
    world.anna.sends("/start ref_ABC");
    let update = world.updates().remove(0);
    let message = &update["message"];
    assert_eq!(message["text"], "/start ref_ABC");
    assert_eq!(
        message["entities"][0],
        json!({"type": "bot_command", "offset": 0, "length": 6})
    );
    assert_eq!(message["from"]["language_code"], "en");
    assert_eq!(message["from"]["is_bot"], false);
    assert_eq!(
        message["chat"],
        json!({"id": 101, "type": "private", "first_name": "Anna", "username": "anna"})
    );
}

#[tokio::test]
async fn a_tap_finds_only_what_is_shown_and_says_what_is() {
    let world = World::start();
    let button = |text: &str, data: &str| json!({"inline_keyboard": [[{"text": text, "callback_data": data}]]});
    let old = world
        .done(
            "sendMessage",
            json!({"chat_id": 101, "text": "1", "reply_markup": button("Buy", "old")}),
        )
        .await;
    world
        .done(
            "sendMessage",
            json!({"chat_id": 101, "text": "2", "reply_markup": button("Buy now", "new")}),
        )
        .await;
    world.anna.taps("Buy").unwrap();
    assert_eq!(world.updates()[0]["callback_query"]["data"], "new");
    let error = world.anna.taps("Sell").unwrap_err().to_string();
    assert_eq!(
        error,
        "no message shows a button with \"Sell\"; there are: [Buy now] [Buy]"
    );
    world
        .done(
            "deleteMessage",
            json!({"chat_id": 101, "message_id": old["message_id"]}),
        )
        .await;
    world
        .anna
        .taps_data(old["message_id"].as_i64().unwrap(), "old");
    let query = world.updates().remove(0)["callback_query"].clone();
    assert_eq!(
        query["message"]["date"], 0,
        "a deleted message is inaccessible"
    );
    assert_eq!(query["data"], "old");
}

#[tokio::test]
async fn replies_edits_deletions_and_reactions_reach_the_bot_as_they_do_at_telegram() {
    let world = World::with(sandbox::telegram::Options {
        allowed_updates: Some(vec![
            "message".to_owned(),
            "edited_message".to_owned(),
            "message_reaction".to_owned(),
        ]),
        ..Default::default()
    });
    let sent = world.says("Question?").await["message_id"]
        .as_i64()
        .unwrap();
    let reply = world.anna.replies(sent, "An answer");
    world.anna.edits(reply, "A better answer").unwrap();
    world.anna.reacts(sent, "❤").unwrap();
    world.anna.deletes(reply).unwrap();
    assert!(world.anna.edits(sent, "not mine").is_err());
    let updates = world.updates();
    assert_eq!(updates.len(), 3);
    assert_eq!(
        updates[0]["message"]["reply_to_message"]["text"],
        "Question?"
    );
    assert_eq!(updates[1]["edited_message"]["text"], "A better answer");
    assert!(updates[1]["edited_message"]["edit_date"].is_i64());
    assert_eq!(
        updates[2]["message_reaction"]["new_reaction"],
        json!([{"type": "emoji", "emoji": "❤"}])
    );
    let ids: Vec<i64> = updates
        .iter()
        .map(|update| update["update_id"].as_i64().unwrap())
        .collect();
    assert!(ids.is_sorted());
    let seen = world.anna.messages();
    assert_eq!(seen[1].reactions[0].emoji, "❤");
    assert!(seen[2].deleted && seen[2].edited);
    // The bot could not know that the message is gone, so this is no problem of its own.
    let answer = world
        .ask(
            "setMessageReaction",
            json!({"chat_id": 101, "message_id": reply, "reaction": []}),
        )
        .await;
    assert_eq!(answer.refusal(), "Bad Request: message to react not found");
    assert_eq!(world.telegram.problems(), Vec::<String>::new());
}

#[tokio::test]
async fn a_person_who_blocks_the_bot_gets_nothing_until_they_write_again() {
    let world = World::start();
    world.anna.blocks_bot();
    let update = world.updates().remove(0);
    assert_eq!(
        update["my_chat_member"]["new_chat_member"]["status"],
        "kicked"
    );
    let answer = world
        .ask("sendMessage", json!({"chat_id": 101, "text": "Hi"}))
        .await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.refusal(), "Forbidden: bot was blocked by the user");
    world.anna.sends("I am back");
    assert_eq!(
        world.updates()[0]["my_chat_member"]["new_chat_member"]["status"],
        "member"
    );
    world.says("Welcome back").await;
    assert_eq!(world.telegram.problems(), Vec::<String>::new());
}

#[tokio::test]
async fn a_keyboard_under_the_input_field_is_pressed_by_its_text() {
    let world = World::start();
    world
        .done(
            "sendMessage",
            json!({
                "chat_id": 101,
                "text": "Choose",
                "reply_markup": {"keyboard": [["Menu", {"text": "Help"}]], "resize_keyboard": true},
            }),
        )
        .await;
    world.anna.taps("Help").unwrap();
    assert_eq!(world.updates()[0]["message"]["text"], "Help");
    world
        .done(
            "sendMessage",
            json!({
                "chat_id": 101, "text": "Gone", "reply_markup": {"remove_keyboard": true},
            }),
        )
        .await;
    assert!(world.anna.taps("Help").is_err());
}

#[tokio::test]
async fn whatever_else_a_person_sends_has_its_field() {
    let world = World::start();
    for (other, field) in [
        (Other::Sticker, "sticker"),
        (Other::Voice, "voice"),
        (Other::Video, "video"),
        (Other::Location, "location"),
        (Other::Contact, "contact"),
    ] {
        world.anna.sends_other(other);
        assert!(world.updates()[0]["message"][field].is_object(), "{field}");
    }
    // What is no picture goes as a file.
    world.anna.sends_photo(b"no picture".to_vec());
    assert!(world.updates()[0]["message"]["document"].is_object());
}

#[tokio::test]
async fn the_state_outlives_the_fake() {
    let folder = std::env::temp_dir().join(format!("sandbox-telegram-{}", std::process::id()));
    let options = sandbox::telegram::Options {
        state_dir: Some(folder.clone()),
        ..Default::default()
    };
    let world = World::with(options.clone());
    let photo = world.anna.sends_photo(picture(60, 80));
    let sent = world.says("Kept").await["message_id"].as_i64().unwrap();
    world.telegram.stop().unwrap();
    assert!(
        world.try_ask("getMe", json!({})).await.is_err(),
        "it no longer listens"
    );
    let again = World::with(options);
    let seen = again.anna.messages();
    assert_eq!(
        seen.iter().find(|message| message.id == sent).unwrap().text,
        "Kept"
    );
    let kept = seen.iter().find(|message| message.id == photo).unwrap();
    assert_eq!(kept.media.as_ref().unwrap().bytes, picture(60, 80));
    assert!(again.says("On we go").await["message_id"].as_i64().unwrap() > sent);
    again.telegram.stop().unwrap();
    std::fs::remove_dir_all(folder).unwrap();
}
