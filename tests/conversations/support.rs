//! The support from the person's side: ways in, a ticket's conversation, its end.

mod answers;
mod ending;
mod flow;
mod history;
mod opening;
mod questions;
mod strangers;
mod whole_ticket;

use crate::world::{Friend, World};

impl Friend<'_> {
    /// Opens a ticket about portraits with these words; what was said is read.
    pub async fn has_a_ticket(&self, words: &str) {
        self.sends("/support").await;
        if self.person.id() == 102 {
            self.taps("Мои портреты").await;
            self.taps("написать нам").await;
        } else {
            self.taps("My portraits").await;
            self.taps("write to us").await;
        }
        self.sends(words).await;
        self.transcript();
    }
}

impl World {
    /// The tickets and what their people said, a line each.
    pub async fn tickets(&self) -> String {
        let lines: Vec<String> = sqlx::query_scalar(
            "select concat_ws(' ', ticket_number, category, priority, ticket.status,
                              rating || '⭐', '«' || rating_words || '»')
                    || coalesce(': ' || string_agg(
                        case content when 'text' then '' else content || ' ' end || message.message,
                        ' | ' order by message.id
                    ) filter (where sender_type = 'user'), '')
             from support_tickets as ticket
             left join ticket_messages as message on message.ticket_id = ticket.id
             group by ticket.id
             order by ticket.id",
        )
        .fetch_all(&self.db)
        .await
        .unwrap();
        lines.join("\n")
    }

    /// The lines of the product in the topics, oldest first.
    pub async fn topic_lines(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select message from ticket_messages where sender_type = 'system' order by id",
        )
        .fetch_all(&self.db)
        .await
        .unwrap()
    }
}
