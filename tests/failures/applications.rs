//! Row 15 once more: fifty applications at once, on two processes, are one.

use serde_json::json;

use super::withdrawals::{AT_ONCE, handle_at_once, taps};
use crate::{conversations::partners::ENGLISH, world::World};

#[tokio::test]
async fn row_15_fifty_applications_at_once_are_one() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.fills_the_form(&ENGLISH).await;
    // Fifty conversations, in topics of the chat, each with a form of its own.
    world
        .execute(
            "insert into dialogues (chat_id, user_id, topic_id, state, updated_at)
             select chat_id, user_id, number, state, updated_at
             from dialogues, generate_series(1, 50) as number",
        )
        .await;
    let sendings = taps(&anna, "Send", |number, update| {
        let message = &mut update["callback_query"]["message"];
        message["message_thread_id"] = json!(number);
        message["is_topic_message"] = json!(true);
    });
    assert_eq!(sendings.len(), AT_ONCE);
    handle_at_once(&world, sendings).await;
    let written: i64 = world
        .value("select count(*) from partner_applications")
        .await;
    assert_eq!(written, 1);
    let forms: i64 = world
        .value("select count(*) from dialogues where topic_id > 0 and state ? 'step'")
        .await;
    assert_eq!(forms, 0, "all of them were sent");
    let cards: i64 = world
        .value("select count(*) from staff_cards where key like 'referral.application:%'")
        .await;
    assert_eq!(cards, 1);
    world.ends_well().await;
}
