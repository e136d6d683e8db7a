//! What Telegram refuses is refused with its words, and noted.

use std::time::Duration;

use serde_json::{Value, json};

use crate::World;

async fn refused(world: &World, method: &str, params: Value, expected: &str) {
    let before = world.telegram.problems().len();
    let answer = world.ask(method, params).await;
    assert_eq!(answer.refusal(), expected);
    let problems = world.telegram.problems();
    assert_eq!(problems.len(), before + 1);
    assert!(problems[before].ends_with(expected), "{}", problems[before]);
}

#[tokio::test]
async fn methods_and_parameters_must_exist_and_be_complete() {
    let world = World::start();
    let answer = world.ask("sendMesage", json!({})).await;
    assert_eq!((answer.status, answer.refusal()), (404, "Not Found"));
    for (params, expected) in [
        (
            json!({"chat_id": 101}),
            "Bad Request: message text is empty",
        ),
        (json!({"text": "x"}), "Bad Request: chat_id is empty"),
        (
            json!({"chat_id": 999, "text": "x"}),
            "Bad Request: chat not found",
        ),
        (
            json!({"chat_id": "@anna", "text": "x"}),
            "Bad Request: chat not found",
        ),
        (
            json!({"chat_id": 101, "text": "x", "txt": 1}),
            "Bad Request: the sandbox knows no parameter \"txt\" of sendMessage",
        ),
        (
            json!({"chat_id": 101, "text": "x".repeat(4097)}),
            "Bad Request: message is too long",
        ),
        (
            json!({"chat_id": 101, "text": " \n "}),
            "Bad Request: message text is empty",
        ),
        (
            json!({"chat_id": 101, "text": "a <b>b", "parse_mode": "HTML"}),
            "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            json!({"chat_id": 101, "text": "x", "reply_parameters": {"message_id": 99}}),
            "Bad Request: message to be replied not found",
        ),
        (
            json!({"chat_id": 101, "text": "x", "message_thread_id": 5}),
            "Bad Request: message thread not found",
        ),
    ] {
        refused(&world, "sendMessage", params, expected).await;
    }
    assert_eq!(world.anna.messages().len(), 1, "nothing of it was sent");
}

#[tokio::test]
async fn someone_who_never_wrote_cannot_be_written_to() {
    let world = World::start();
    world.telegram.person(crate::person(102, "Boris"));
    let params = json!({"chat_id": 102, "text": "Hi"});
    refused(&world, "sendMessage", params, "Bad Request: chat not found").await;
}

#[tokio::test]
async fn buttons_must_be_possible() {
    let world = World::start();
    for (button, expected) in [
        (
            json!({"text": "A", "callback_data": "x".repeat(65)}),
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            json!({"text": "A", "callback_data": ""}),
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            json!({"text": "A", "url": "not a link"}),
            "Bad Request: BUTTON_URL_INVALID",
        ),
        (
            json!({"text": "A", "pay": true}),
            "Bad Request: BUTTON_TYPE_INVALID",
        ),
        (
            json!({"text": "A"}),
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the \
             inline keyboard",
        ),
        (
            json!({"text": " ", "callback_data": "a"}),
            "Bad Request: can't parse inline keyboard button: text must be non-empty",
        ),
    ] {
        let params = json!({
            "chat_id": 101, "text": "x", "reply_markup": {"inline_keyboard": [[button]]},
        });
        refused(&world, "sendMessage", params, expected).await;
    }
    let longest = json!([[{"text": "A", "callback_data": "x".repeat(64)}]]);
    world
        .done(
            "sendMessage",
            json!({
                "chat_id": 101, "text": "x", "reply_markup": {"inline_keyboard": longest},
            }),
        )
        .await;
}

#[tokio::test]
async fn edits_must_fit_the_message_and_change_it() {
    let world = World::start();
    let sent = world.says("Hello").await["message_id"].clone();
    let edit = |id: &Value, text: &str| json!({"chat_id": 101, "message_id": id, "text": text});
    let method = "editMessageText";
    refused(
        &world,
        method,
        edit(&json!(99), "x"),
        "Bad Request: message to edit not found",
    )
    .await;
    refused(
        &world,
        method,
        edit(&json!(1), "x"),
        "Bad Request: message can't be edited",
    )
    .await;
    refused(
        &world,
        method,
        edit(&sent, &"x".repeat(4097)),
        "Bad Request: MESSAGE_TOO_LONG",
    )
    .await;
    let caption = json!({"chat_id": 101, "message_id": sent, "caption": "x"});
    let expected = "Bad Request: there is no caption in the message to edit";
    refused(&world, "editMessageCaption", caption, expected).await;
    let before = world.telegram.problems().len();
    let same = world.ask(method, edit(&sent, "Hello")).await;
    assert!(
        same.refusal()
            .starts_with("Bad Request: message is not modified: specified new")
    );
    assert_eq!(
        world.telegram.problems().len(),
        before,
        "an edit to the same is no problem"
    );
    world
        .done(
            "deleteMessages",
            json!({"chat_id": 101, "message_ids": [sent, 99]}),
        )
        .await;
    refused(
        &world,
        method,
        edit(&sent, "x"),
        "Bad Request: message to edit not found",
    )
    .await;
}

#[tokio::test]
async fn a_tap_is_answered_once_and_in_time() {
    let world = World::start();
    let keyboard = json!({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]});
    world
        .done(
            "sendMessage",
            json!({"chat_id": 101, "text": "x", "reply_markup": keyboard}),
        )
        .await;
    let tap = || {
        world.anna.taps("A").unwrap();
        json!({"callback_query_id": world.updates().remove(0)["callback_query"]["id"]})
    };
    let too_old =
        "Bad Request: query is too old and response timeout expired or query ID is invalid";
    let first = tap();
    world.done("answerCallbackQuery", first.clone()).await;
    refused(&world, "answerCallbackQuery", first, too_old).await;
    let late = tap();
    world.telegram.advance(Duration::from_secs(61));
    refused(&world, "answerCallbackQuery", late, too_old).await;
    assert_eq!(world.telegram.unanswered_taps().len(), 1);
}

#[tokio::test]
async fn reactions_and_actions_must_be_known() {
    let world = World::start();
    let id = world.anna.sends("hm");
    let react = |emoji: &str| json!({"chat_id": 101, "message_id": id, "reaction": [{"type": "emoji", "emoji": emoji}]});
    world.done("setMessageReaction", react("👍")).await;
    refused(
        &world,
        "setMessageReaction",
        react("🚀"),
        "Bad Request: REACTION_INVALID",
    )
    .await;
    world
        .done(
            "sendChatAction",
            json!({"chat_id": 101, "action": "typing"}),
        )
        .await;
    assert_eq!(
        world.telegram.chats()[0].bot_action.as_deref(),
        Some("typing")
    );
    world.telegram.advance(Duration::from_secs(6));
    assert_eq!(world.telegram.chats()[0].bot_action, None);
    let action = json!({"chat_id": 101, "action": "dancing"});
    let expected = "Bad Request: wrong parameter action in request";
    refused(&world, "sendChatAction", action, expected).await;
}
