//! Row 15: two withdrawals at once, on two processes; and row 4: killed anywhere between a
//! word and its answer.

use serde_json::{Value, json};

use super::privacy::{LEASE_IS_OVER, killed_after};
use crate::world::{Friend, World};

/// As many as the issue of withdrawals asks for.
pub const AT_ONCE: usize = 50;

/// Has both processes handle these updates all at once, as if each had come from another
/// chat: within one they would wait for each other.
pub async fn handle_at_once(world: &World, updates: Vec<Value>) {
    let other = world.another_process();
    let count = updates.len();
    world.app.inbox.take(updates).await.unwrap();
    world
        .execute("update telegram_updates set conversation = update_id where status = 'waiting'")
        .await;
    let mut handled = 0;
    while handled < count {
        let (ours, theirs) = tokio::join!(world.app.inbox.handle_due(), other.inbox.handle_due());
        handled += ours.unwrap() + theirs.unwrap();
    }
    world.settle().await;
}

/// Taps the newest button of this label so often, with what `change` makes of each tap.
pub fn taps(anna: &Friend<'_>, label: &str, change: impl Fn(usize, &mut Value)) -> Vec<Value> {
    let message = anna.person.last_from_bot().unwrap();
    let data = message.data_behind(label).unwrap();
    for _ in 0..AT_ONCE {
        anna.person.taps_data(message.id, data);
    }
    let updates = anna.world.telegram.take_updates();
    let mut updates: Vec<Value> = updates
        .iter()
        .map(|update| serde_json::from_str(update).unwrap())
        .collect();
    for (number, update) in updates.iter_mut().enumerate() {
        change(number + 1, update);
    }
    updates
}

#[tokio::test]
async fn row_15_fifty_withdrawals_at_once_have_one_winner() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("3000").await;
    anna.is_about_to_withdraw("2000").await;
    // Fifty conversations, in topics of the chat, each with a summary of its own.
    world
        .execute(
            "insert into dialogues (chat_id, user_id, topic_id, state, updated_at)
             select chat_id, user_id, number,
                    jsonb_set(
                        state,
                        '{step, Confirm, given, key}',
                        to_jsonb(format('00000000-0000-4000-8000-%s', lpad(number::text, 12, '0')))
                    ),
                    updated_at
             from dialogues, generate_series(1, 50) as number",
        )
        .await;
    let confirmations = taps(&anna, "Yes, send", |number, update| {
        let tap = &mut update["callback_query"];
        tap["message"]["message_thread_id"] = json!(number);
        tap["message"]["is_topic_message"] = json!(true);
        tap["data"] = json!(format!(
            "payout:{{\"Confirm\":\"00000000-0000-4000-8000-{number:012}\"}}"
        ));
    });
    assert_eq!(confirmations.len(), AT_ONCE);
    handle_at_once(&world, confirmations).await;
    assert_eq!(world.withdrawals().await, ["pending 2000.00"]);
    assert_eq!(world.balance().await, "1000.00".parse().unwrap());
    let waiting: i64 = world
        .value("select count(*) from dialogues where topic_id > 0 and state ->> 'step' = 'Amount'")
        .await;
    assert_eq!(waiting, 49, "all others are told what is left");
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn row_15_one_confirmation_fifty_times_is_one_request() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("9000").await;
    anna.is_about_to_withdraw("2000").await;
    let confirmations = taps(&anna, "Yes, send", |_, _| {});
    handle_at_once(&world, confirmations).await;
    assert_eq!(world.withdrawals().await, ["pending 2000.00"]);
    assert_eq!(world.balance().await, "7000.00".parse().unwrap());
    let heading = anna.last_heading();
    assert!(heading.contains("is with our team"), "{heading}");
    world.ends_well_to_the_kopeck().await;
}

/// Telegram refuses only what a run that was killed had done before, or came too late for.
async fn ends_well_but_for_repeats(world: &World) {
    for problem in world.telegram.problems() {
        let is_repeat = ["message to delete not found", "query is too old"]
            .iter()
            .any(|refusal| problem.contains(refusal));
        assert!(is_repeat, "{problem}");
    }
    world.assert_books_are_right().await;
    let left: i64 = world
        .value(
            "select (select count(*) from telegram_updates where status <> 'done')
                  + (select count(*) from jobs where status = 'dead' or last_error is not null)",
        )
        .await;
    assert_eq!(left, 0);
}

/// Handles the update that waits, killed a little later each time, until it is over.
async fn killed_again_and_again(world: &World) {
    let waiting = "select count(*) from telegram_updates where status <> 'done'";
    let updates = world.telegram.take_updates();
    for update in updates {
        assert_eq!(world.post_update(update).await, 200);
    }
    let mut kills = 0;
    for polls in 1.. {
        if !killed_after(polls, world.app.inbox.handle_due()).await {
            kills += 1;
        }
        if world.value::<i64>(waiting).await == 0 {
            break;
        }
        assert!(polls < 1000, "the update never ends");
        world.turn_clock(LEASE_IS_OVER);
        // Each kill stands for the first: what no process survives ten times is given up.
        world
            .execute("update telegram_updates set attempts = 0, begun = 0 where status <> 'done'")
            .await;
    }
    // On a busy machine a step goes further before it can be killed.
    assert!(kills >= 3, "only {kills} kills");
    world.settle().await;
}

#[tokio::test]
async fn row_4_killed_anywhere_details_are_taken_once_and_deleted() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("3000").await;
    anna.sends("/withdraw").await;
    anna.sends("2000").await;
    anna.taps("A bank card").await;
    let number = anna.person.sends("4111 1111 1111 1111");
    killed_again_and_again(&world).await;
    let messages = anna.person.messages();
    let number = messages.iter().find(|message| message.id == number);
    assert!(number.unwrap().deleted, "the number stays in the chat");
    assert_eq!(anna.last_heading(), "Is this right?");
    anna.taps("Yes, send").await;
    assert_eq!(world.withdrawals().await, ["pending 2000.00"]);
    ends_well_but_for_repeats(&world).await;
}

#[tokio::test]
async fn row_4_killed_anywhere_a_confirmation_is_one_request() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("5000").await;
    anna.is_about_to_withdraw("2000").await;
    anna.person.taps("Yes, send").unwrap();
    killed_again_and_again(&world).await;
    assert_eq!(world.withdrawals().await, ["pending 2000.00"]);
    assert_eq!(world.balance().await, "3000.00".parse().unwrap());
    let heading = anna.last_heading();
    assert!(heading.contains("is with our team"), "{heading}");
    ends_well_but_for_repeats(&world).await;
}

#[tokio::test]
async fn row_4_killed_anywhere_steps_are_told_in_order() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("5000").await;
    anna.withdraws("2000").await;
    let before = anna.person.messages().len();
    world.staff_moves_to("approved").await;
    world.staff_moves_to("completed").await;
    let mut kills = 0;
    for polls in 1.. {
        if !killed_after(polls, world.app.worker.run_due()).await {
            kills += 1;
        }
        let told: Option<String> = world.value("select told from withdrawal_requests").await;
        if told.as_deref() == Some("completed") {
            break;
        }
        assert!(polls < 1000, "the steps are never told");
        world.turn_clock(LEASE_IS_OVER);
    }
    // On a busy machine a step goes further before it can be killed.
    assert!(kills >= 3, "only {kills} kills");
    world.turn_clock(LEASE_IS_OVER);
    world.settle().await;
    let mut told: Vec<String> = anna.person.messages()[before..]
        .iter()
        .map(|message| message.text.lines().next().unwrap_or_default().to_owned())
        .collect();
    let count = told.len();
    told.dedup();
    assert_eq!(
        told,
        ["👍 Withdrawal № 1 is approved", "💸 Withdrawal № 1 is sent"]
    );
    // A kill between Telegram's taking it and our writing that down repeats it.
    assert!(count <= 8, "{count} messages");
    world.ends_well_to_the_kopeck().await;
}
