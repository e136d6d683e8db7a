//! The relay between a ticket's person and the staff group.

use crate::world::{Friend, World};

impl World {
    /// A ticket of this person that nobody has said anything in yet.
    pub async fn ticket_of(&self, friend: &Friend<'_>, number: &str, subject: &str) -> i32 {
        friend.sends("/start").await;
        friend.transcript();
        sqlx::query_scalar(
            "insert into support_tickets
                 (ticket_number, user_id, telegram_chat_id, subject, category, priority, status,
                  created_at)
             select $1, id, telegram_user_id, $2, 'other', 'P3', 'open', '2026-03-02 09:00'
             from users
             where telegram_user_id = $3
             returning id",
        )
        .bind(number)
        .bind(subject)
        .bind(friend.person.id())
        .fetch_one(&self.db)
        .await
        .unwrap()
    }

    /// Something in a chat that is part of a ticket.
    pub async fn says_in_ticket(&self, ticket: i32, side: &str, chat: i64, id: i64, words: &str) {
        sqlx::query(
            "with said as (
                 insert into ticket_messages
                     (ticket_id, sender_type, message, message_type, telegram_message_id, chat_id,
                      content, created_at, relay)
                 values ($1, $2, $3, 'text', $4, $5, 'text', '2026-03-02 09:00', 'waiting')
             )
             insert into jobs (kind, payload, key, priority, run_at)
             select kind, payload, payload ->> 'ticket_id', 40, '2026-03-02 09:00'
             from (
                 values
                     ('support_relay_to_staff', jsonb_build_object()),
                     ('support_relay_to_person', jsonb_build_object('ticket_id', $1))
             ) as added (kind, payload)
             on conflict do nothing",
        )
        .bind(ticket)
        .bind(side)
        .bind(words)
        .bind(i32::try_from(id).unwrap())
        .bind(chat)
        .execute(&self.db)
        .await
        .unwrap();
        self.settle().await;
    }
}

#[tokio::test]
async fn what_is_said_gets_to_the_other_side() {
    let world = World::with_staff().await;
    let anna = world.anna();
    let olga = world.olga();
    let ticket = world
        .ticket_of(&anna, "TKT-2026-001", "Where is my set?")
        .await;
    let asked = anna.person.sends("Where is my set?");
    world.settle().await;
    anna.transcript();
    world
        .says_in_ticket(
            ticket,
            "user",
            anna.person.chat_id(),
            asked,
            "Where is my set?",
        )
        .await;
    let topic = world.in_topic("TKT-2026-001", &olga);
    let answered = topic.person.sends("It is on its way");
    world.settle().await;
    world
        .says_in_ticket(
            ticket,
            "operator",
            topic.person.chat_id(),
            answered,
            "It is on its way",
        )
        .await;
    insta::assert_snapshot!(topic.transcript(), @r"
    Bot: TKT-2026-001 · 🟡 P3 · 💬 Other
         🆕 New, waiting since 02.03.2026 09:00
         ✋ Nobody has taken it yet

         👤 Anna · English · here since 28.11.2026
         🖼 Sets: 0
         💳 Has not paid anything
         [✋ Take]
         [🔺 Priority: P3] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    Bot pins: TKT-2026-001 · 🟡 P3 · 💬 Other
    Bot: Where is my set?
    Olga: It is on its way
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: It is on its way
    ");
    world.ends_well().await;
}
