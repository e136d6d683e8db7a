//! Tickets for tests of what happens to what is said in them, apart from how they are
//! opened.

use std::collections::BTreeSet;

use super::{Friend, World};

/// Marks the messages of a test that are counted.
const MARK: &str = "№ ";

/// One of many messages: who says it in which ticket, and which number it has there.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    pub ticket: i32,
    pub is_persons: bool,
    pub number: usize,
}

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

    /// Has something said in a ticket without what the application does when it hears of
    /// it: for thousands of messages, of which only the way to the other side counts.
    pub async fn says_quietly(&self, speaker: &Friend<'_>, line: Line) {
        let words = line.words();
        let message = speaker.person.sends(&words);
        self.telegram.take_updates();
        let side = if line.is_persons { "user" } else { "operator" };
        sqlx::query(
            "insert into ticket_messages
                 (ticket_id, sender_type, message, message_type, telegram_message_id, chat_id,
                  content, created_at, relay)
             values ($1, $2, $3, 'text', $4, $5, 'text', $6, 'waiting')",
        )
        .bind(line.ticket)
        .bind(side)
        .bind(&words)
        .bind(i32::try_from(message).unwrap())
        .bind(speaker.person.chat_id())
        .bind(self.clock.now().naive_utc())
        .execute(&self.db)
        .await
        .unwrap();
    }

    /// Orders that all that waits is relayed.
    pub async fn orders_relaying(&self) {
        sqlx::query(
            "insert into jobs (kind, payload, key, priority, run_at)
             select 'support_relay_to_staff', '{}'::jsonb, 'group', 45, $1
             union all
             select 'support_relay_to_person', jsonb_build_object('ticket_id', id), id::text, 40, $1
             from support_tickets
             on conflict do nothing",
        )
        .bind(self.clock.now())
        .execute(&self.db)
        .await
        .unwrap();
    }
}

impl Line {
    /// What is said, with its number.
    pub fn words(self) -> String {
        let side = if self.is_persons { "person" } else { "staff" };
        format!("{MARK}{} {side} {}", self.ticket, self.number)
    }

    /// The lines that the bot has shown in a chat, oldest first.
    pub fn shown(world: &World, chat: i64) -> Vec<String> {
        let messages = world.telegram.messages(chat);
        let shown = messages.iter().filter(|message| message.from_bot);
        shown
            .filter_map(|message| Some(message.text.split_once(MARK)?.1.to_owned()))
            .collect()
    }
}

/// Whether each of these says a number that is one more than the last one that its ticket
/// and side said, or the same again; and how often it was the same.
pub fn repeated_in_order(lines: &[String]) -> usize {
    let mut last = std::collections::BTreeMap::new();
    let mut repeated = 0;
    for line in lines {
        let (who, number) = line.rsplit_once(' ').unwrap();
        let number: usize = number.parse().unwrap();
        let before = last.insert(who.to_owned(), number);
        match before {
            Some(before) if before == number => repeated += 1,
            _ => assert_eq!(
                number,
                before.map_or(0, |before| before + 1),
                "{line}: out of order"
            ),
        }
    }
    repeated
}

/// How many different lines there are.
pub fn different(lines: &[String]) -> usize {
    lines.iter().collect::<BTreeSet<_>>().len()
}
