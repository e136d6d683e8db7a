//! The bot's own account: identity, commands, texts, and who it may ask about.

use serde_json::json;

use crate::{World, person};

#[tokio::test]
async fn the_bot_is_known_by_its_token_only() {
    let world = World::start();
    let me = world.done("getMe", json!({})).await;
    assert_eq!(me["id"], 7_000_000_001_i64);
    assert_eq!(me["is_bot"], true);
    assert_eq!(me["username"], "pinglass_bot");
    let (status, body) = world
        .get(format!("{}/bot7:wrong/getMe", world.telegram.url()))
        .await;
    assert_eq!(status, 401);
    assert!(String::from_utf8(body).unwrap().contains("Unauthorized"));
}

#[tokio::test]
async fn commands_follow_scope_and_language() {
    let world = World::start();
    let ivan = world.telegram.person(sandbox::telegram::NewPerson {
        language_code: Some("ru-RU".to_owned()),
        ..person(102, "Ivan")
    });
    ivan.sends("/start");
    let command = |text: &str| json!([{"command": "start", "description": text}]);
    world
        .done("setMyCommands", json!({"commands": command("Begin")}))
        .await;
    world
        .done(
            "setMyCommands",
            json!({"commands": command("Начать"), "language_code": "ru"}),
        )
        .await;
    world
        .done(
            "setMyCommands",
            json!({
                "commands": command("For Anna"), "scope": {"type": "chat", "chat_id": 101},
            }),
        )
        .await;
    let offered = |id: i64| {
        let chats = world.telegram.chats();
        chats
            .into_iter()
            .find(|chat| chat.id == id)
            .unwrap()
            .commands[0]
            .description
            .clone()
    };
    assert_eq!(offered(101), "For Anna");
    assert_eq!(offered(102), "Начать");
    let default = world.done("getMyCommands", json!({})).await;
    assert_eq!(default, command("Begin"));
    world
        .done(
            "deleteMyCommands",
            json!({"scope": {"type": "chat", "chat_id": 101}}),
        )
        .await;
    assert_eq!(offered(101), "Begin");
    let answer = world
        .ask(
            "setMyCommands",
            json!({"commands": [{"command": "Start", "description": "x"}]}),
        )
        .await;
    assert_eq!(answer.refusal(), "Bad Request: BOT_COMMAND_INVALID");
}

#[tokio::test]
async fn descriptions_are_kept_per_language_within_their_limits() {
    let world = World::start();
    world
        .done("setMyDescription", json!({"description": "Portraits"}))
        .await;
    world
        .done(
            "setMyDescription",
            json!({"description": "Портреты", "language_code": "ru"}),
        )
        .await;
    let ru = world
        .done("getMyDescription", json!({"language_code": "ru"}))
        .await;
    assert_eq!(ru["description"], "Портреты");
    let de = world
        .done("getMyDescription", json!({"language_code": "de"}))
        .await;
    assert_eq!(de["description"], "Portraits");
    world
        .done(
            "setChatMenuButton",
            json!({"menu_button": {"type": "commands"}}),
        )
        .await;
    for (method, name, most) in [
        ("setMyDescription", "description", 512),
        ("setMyShortDescription", "short_description", 120),
        ("setMyName", "name", 64),
    ] {
        world.done(method, json!({name: "x".repeat(most)})).await;
        let answer = world.ask(method, json!({name: "x".repeat(most + 1)})).await;
        assert_eq!(answer.status, 400);
    }
    assert_eq!(world.telegram.problems().len(), 3);
}

#[tokio::test]
async fn chats_and_members_can_be_looked_up() {
    let world = World::start();
    let oleg = world.telegram.person(person(201, "Oleg"));
    let group = world.telegram.staff_group(-1_001, &[oleg]);
    let chat = world.done("getChat", json!({"chat_id": group.id()})).await;
    assert_eq!(chat["is_forum"], true);
    let member =
        |user: i64| world.done("getChatMember", json!({"chat_id": -1_001, "user_id": user}));
    assert_eq!(member(201).await["status"], "member");
    assert_eq!(member(101).await["status"], "left");
    let bot = member(7_000_000_001).await;
    assert_eq!(bot["status"], "administrator");
    assert_eq!(bot["can_manage_topics"], true);
    let answer = world.ask("getChat", json!({"chat_id": 201})).await;
    assert_eq!(answer.refusal(), "Bad Request: chat not found");
}
