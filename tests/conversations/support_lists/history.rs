//! One ticket's whole history: told in order, in pages, with its files.

use chrono::TimeDelta;
use sandbox::telegram::Other;

use super::a_busy_morning;
use crate::world::{World, selfie};

/// What was said and done in the first of them, on two days.
async fn a_conversation(world: &World, photo: &str, voice: &str) {
    sqlx::query(
        "insert into ticket_messages
             (ticket_id, sender_type, sender_name, message, message_type, created_at, content,
              file_id, relay, edited_at, deleted_at)
         values
             (1, 'user', 'Anna', 'How do I change my <photo>?', 'text', '2026-03-01 18:00', 'text', null, 'sent', null, null),
             (1, 'user', 'Anna', 'This one', 'text', '2026-03-01 18:01', 'photo', $1, 'sent', null, null),
             (1, 'user', 'Anna', '', 'text', '2026-03-01 18:02', 'voice', $2, 'sent', null, null),
             (1, 'operator', 'Olga', 'She means her avatar', 'system_note', '2026-03-01 18:30', 'text', null, 'none', null, null),
             (1, 'operator', 'Olga', 'Tap /new and send others', 'text', '2026-03-01 19:00', 'text', null, 'sent', '2026-03-01 19:01Z', null),
             (1, 'operator', 'Olga', 'Never mind', 'text', '2026-03-01 19:02', 'text', null, 'sent', null, '2026-03-01 19:03Z'),
             (1, 'system', null, '⏰ This is to be solved by <b>08:00</b>.', 'system_note', '2026-03-02 07:30', 'text', null, 'sent', null, null),
             (1, 'operator', 'Olga', 'Did it work?', 'text', '2026-03-02 08:40', 'text', null, 'failed', null, null)",
    )
    .bind(photo)
    .bind(voice)
    .execute(&world.db)
    .await
    .unwrap();
    world
        .execute(
            "insert into ticket_events (ticket_id, kind, actor_telegram_id, actor_name, details, at)
             values
                 (1, 'opened', null, 'person', '{\"priority\": \"P4\"}', '2026-03-01 18:00Z'),
                 (1, 'asked', null, 'person', '{}', '2026-03-01 18:00Z'),
                 (1, 'taken', 201, 'Olga', '{}', '2026-03-01 18:29Z'),
                 (1, 'answered', 201, 'Olga', '{}', '2026-03-01 19:00Z'),
                 (1, 'escalated', null, null, '{\"priority\": \"P3\"}', '2026-03-02 07:45Z')",
        )
        .await;
}

#[tokio::test]
async fn the_whole_history_is_told_and_its_files_come_again() {
    let world = World::with_staff().await;
    a_busy_morning(&world).await;
    let anna = world.anna();
    anna.person.sends_photo(selfie(1));
    anna.person.sends_other(Other::Voice);
    let sent = anna.person.messages();
    let file = |kind: &str| {
        let message = sent.iter().find(|message| message.kind == kind).unwrap();
        message.media.as_ref().unwrap().file_id.clone()
    };
    a_conversation(&world, &file("photo"), &file("voice")).await;
    world.settle().await;
    let olga = world.olga();
    olga.transcript();
    olga.sends("/ticket 1").await;
    olga.taps("Show 2 files").await;
    world.advance(TimeDelta::seconds(30)).await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /ticket 1
    Bot: 📖 TKT-2026-001 (https://t.me/c/1234567890/11) · Anna · 🟡 P3 · 👤 Account
         How do I change my photo?
         💭 answered

         01.03.2026
         18:00 opened as 🟢 P4 (the customer)
         18:00 👤 Anna: How do I change my <photo>?
         18:01 👤 Anna: [photo] This one
         18:02 👤 Anna: [voice message]
         18:29 taken (Olga)
         18:30 📝 Olga (note): She means her avatar
         19:00 🎧 Olga: Tap /new and send others (edited)
         19:02 🎧 Olga: Never mind (deleted)

         02.03.2026
         07:30 ⏰ This is to be solved by 08:00.
         07:45 escalated, 🟡 P3 (by itself)
         08:40 🎧 Olga: Did it work? ⚠️ not delivered
         [📎 Show 2 files]
    Olga taps [📎 Show 2 files]
    Bot (popup): 2 files are on their way.
    Bot sends a photo
         “This one”
    Bot sends a voice message
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_long_history_has_pages() {
    let world = World::with_staff().await;
    a_busy_morning(&world).await;
    world
        .execute(
            "insert into ticket_messages (ticket_id, sender_type, sender_name, message, message_type, created_at, relay)
             select 3, 'user', 'Annabel', 'Message ' || number || repeat(' & so on', 50), 'text',
                    timestamp '2026-03-02 05:00' + number * interval '1 minute', 'sent'
             from generate_series(1, 20) as number",
        )
        .await;
    let olga = world.olga();
    olga.sends("/ticket 3").await;
    let last = olga.transcript();
    assert!(
        last.contains("Message 20") && !last.contains("Message 14 "),
        "{last}"
    );
    assert!(last.contains("[‹] [3 of 3]"), "{last}");
    olga.taps("‹").await;
    olga.taps("‹").await;
    let first = olga.transcript();
    assert!(
        first.contains("Message 1 ") && first.contains("[1 of 3] [›]"),
        "{first}"
    );
    world.ends_well().await;
}
