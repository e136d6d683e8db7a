//! Tickets for tests of what happens to their messages, apart from how they are opened
//! and answered.

use sandbox::telegram::{Person, SeenMessage};

use super::{Friend, World};

impl World {
    /// A ticket of this person in which nobody has said anything yet.
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

    /// Makes whatever this person or member of the staff has said here part of a ticket.
    /// What is part of one stays as it is.
    pub async fn file(&self, ticket: i32, speaker: &Person) {
        for message in speaker.messages() {
            if message.from_id == speaker.id() && is_said(&message) {
                self.file_message(ticket, &message).await;
            }
        }
        sqlx::query(
            "insert into jobs (kind, payload, key, priority, run_at)
             select kind, payload, key, 40, $2
             from (
                 values
                     ('support_relay_to_staff', '{}'::jsonb, 'group'),
                     ('support_relay_to_person', jsonb_build_object('ticket_id', $1), $1::text)
             ) as added (kind, payload, key)
             on conflict do nothing",
        )
        .bind(ticket)
        .bind(self.clock.now())
        .execute(&self.db)
        .await
        .unwrap();
    }

    async fn file_message(&self, ticket: i32, message: &SeenMessage) {
        let side = if message.chat > 0 { "user" } else { "operator" };
        let file = message.media.as_ref().map(|media| media.file_id.as_str());
        sqlx::query(
            "insert into ticket_messages
                 (ticket_id, sender_type, message, message_type, telegram_message_id, chat_id,
                  content, created_at, relay, file_id, album, entities, reply_to)
             values (
                 $1, $2, $3, 'text', $4, $5, $6, $7, 'waiting', $8, $9, $10,
                 (
                     select id
                     from ticket_messages
                     where chat_id = $5 and telegram_message_id = $11
                        or copy_chat_id = $5 and copy_message_id = $11
                 )
             )
             on conflict do nothing",
        )
        .bind(ticket)
        .bind(side)
        .bind(&message.text)
        .bind(i32::try_from(message.id).unwrap())
        .bind(message.chat)
        .bind(message.kind)
        .bind(self.clock.now().naive_utc())
        .bind(file)
        .bind(&message.album)
        .bind(serde_json::to_value(&message.entities).unwrap())
        .bind(message.reply_to.map(|id| i32::try_from(id).unwrap()))
        .execute(&self.db)
        .await
        .unwrap();
    }
}

impl Friend<'_> {
    /// Says something that is part of a ticket.
    pub async fn says(&self, ticket: i32, words: &str) {
        self.person.sends(words);
        self.files(ticket).await;
    }

    /// Makes what was said here part of a ticket, and lets the other side have it.
    pub async fn files(&self, ticket: i32) {
        self.world.file(ticket, &self.person).await;
        self.world.settle().await;
    }
}

/// Neither a command nor the news of something that was done.
fn is_said(message: &SeenMessage) -> bool {
    let is_news = ["topic", "pinned", "migrate"];
    !is_news.iter().any(|news| message.kind.contains(news)) && !message.text.starts_with('/')
}
