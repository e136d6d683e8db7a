//! The SQL of `support_tickets` and of the numbers of tickets.

use anyhow::Context;
use chrono::{DateTime, NaiveDateTime, Utc};
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId, ThreadId};

use crate::support::{
    sla::Deadlines,
    ticket::{Assignee, Category, Priority, StaffPlace, Status, Ticket},
};

/// A row as it lies there.
struct Row {
    id: i32,
    ticket_number: Option<String>,
    user_id: Option<i32>,
    telegram_chat_id: Option<i64>,
    subject: Option<String>,
    category: Option<String>,
    priority: Option<String>,
    status: Option<String>,
    assigned_to: Option<String>,
    assigned_telegram_id: Option<i64>,
    escalated: Option<bool>,
    staff_chat_id: Option<i64>,
    topic_id: Option<i32>,
    card_message_id: Option<i32>,
    topic_look: Option<String>,
    created_at: Option<NaiveDateTime>,
    first_responded_at: Option<NaiveDateTime>,
    answered_at: Option<DateTime<Utc>>,
    asked_at: Option<DateTime<Utc>>,
    waiting_since: Option<DateTime<Utc>>,
    sla_first_response_at: Option<NaiveDateTime>,
    next_response_due_at: Option<DateTime<Utc>>,
    resolution_due_at: Option<DateTime<Utc>>,
    last_word_at: Option<DateTime<Utc>>,
    resolved_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    rating: Option<i16>,
}

impl Row {
    fn into_ticket(self) -> Ticket {
        let text = Option::unwrap_or_default;
        let place = self.staff_chat_id.map(|chat| StaffPlace {
            chat: ChatId(chat),
            topic: self.topic_id.map(|id| ThreadId(MessageId(id))),
            card: self.card_message_id.map(MessageId),
        });
        let assignee = self.assigned_to.map(|name| Assignee {
            telegram_id: self.assigned_telegram_id.unwrap_or_default(),
            name,
        });
        Ticket {
            id: self.id,
            number: self.ticket_number.unwrap_or_else(|| self.id.to_string()),
            user_id: self.user_id,
            chat: self.telegram_chat_id.map(ChatId),
            subject: text(self.subject),
            category: Category::stored(&text(self.category)),
            priority: Priority::stored(&text(self.priority)),
            status: Status::stored(&text(self.status)),
            assignee,
            is_escalated: self.escalated.unwrap_or_default(),
            place,
            topic_look: self.topic_look,
            created_at: self.created_at.unwrap_or_default().and_utc(),
            first_responded_at: self.first_responded_at.map(|at| at.and_utc()),
            answered_at: self.answered_at,
            asked_at: self.asked_at,
            waiting_since: self.waiting_since,
            first_response_due_at: self.sla_first_response_at.map(|at| at.and_utc()),
            next_response_due_at: self.next_response_due_at,
            resolution_due_at: self.resolution_due_at,
            last_word_at: self.last_word_at,
            resolved_at: self.resolved_at,
            closed_at: self.closed_at,
            rating: self.rating,
        }
    }
}

/// A ticket to be written down.
pub(in crate::support) struct NewTicket<'a> {
    pub number: &'a str,
    pub user_id: i32,
    pub chat: ChatId,
    pub subject: &'a str,
    pub category: Category,
    pub priority: Priority,
}

/// The next number of a ticket of this year. Whoever asks at the same time waits
/// until this transaction is over, and gets the same number if it is rolled back.
pub(in crate::support) async fn take_number(
    connection: &mut PgConnection,
    year: i16,
) -> anyhow::Result<i32> {
    // Another program may have given numbers before us, or beside us.
    sqlx::query_scalar!(
        r#"insert into ticket_numbers as counter (year, last)
           values (
               $1,
               1 + coalesce(
                   (
                       -- As the index says it.
                       select max(substring(ticket_number from '^TKT-\d{4}-(\d{1,9})$')::integer)
                       from support_tickets
                       where substring(ticket_number from '^TKT-(\d{4})-\d{1,9}$')::smallint = $1
                   ),
                   0
               )
           )
           on conflict (year) do update
           set last = greatest(counter.last + 1, excluded.last)
           returning last"#,
        year,
    )
    .fetch_one(connection)
    .await
    .context("cannot take the number of a ticket")
}

pub(in crate::support) async fn insert(
    connection: &mut PgConnection,
    ticket: &NewTicket<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    sqlx::query_scalar!(
        "insert into support_tickets
             (ticket_number, user_id, telegram_chat_id, subject, category, priority, status,
              escalated, created_at)
         values ($1, $2, $3, $4, $5, $6, 'open', false, $7)
         returning id",
        ticket.number,
        ticket.user_id,
        ticket.chat.0,
        ticket.subject,
        ticket.category.id(),
        ticket.priority.id(),
        now.naive_utc(),
    )
    .fetch_one(connection)
    .await
    .context("cannot open a ticket")
}

pub(in crate::support) async fn find(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Ticket>> {
    let row = sqlx::query_as!(
        Row,
        "select id, ticket_number, user_id, telegram_chat_id, subject, category, priority, status,
                assigned_to, assigned_telegram_id, escalated, staff_chat_id, topic_id,
                card_message_id, topic_look, created_at, first_responded_at, answered_at, asked_at,
                waiting_since, sla_first_response_at, next_response_due_at, resolution_due_at,
                last_word_at, resolved_at, closed_at, rating
         from support_tickets
         where id = $1",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a ticket")?;
    Ok(row.map(Row::into_ticket))
}

/// Holds the ticket for the rest of the transaction.
pub(in crate::support) async fn lock(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Ticket>> {
    sqlx::query!(
        "select id from support_tickets where id = $1 for update",
        id
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot hold a ticket")?;
    find(connection, id).await
}

/// The person's newest ticket that somebody still works on.
pub(in crate::support) async fn find_alive(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Option<Ticket>> {
    let id = sqlx::query_scalar!(
        "select id
         from support_tickets
         where user_id = $1 and status in ('open', 'in_progress')
         order by id desc
         limit 1",
        user_id,
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot find a person's open ticket")?;
    match id {
        Some(id) => find(connection, id).await,
        None => Ok(None),
    }
}

/// The ticket whose topic this is.
pub(in crate::support) async fn find_by_topic(
    connection: &mut PgConnection,
    chat: ChatId,
    topic: ThreadId,
) -> anyhow::Result<Option<Ticket>> {
    let id = sqlx::query_scalar!(
        "select id from support_tickets where staff_chat_id = $1 and topic_id = $2",
        chat.0,
        topic.0.0,
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot find the ticket of a topic")?;
    match id {
        Some(id) => find(connection, id).await,
        None => Ok(None),
    }
}

/// Writes down how a ticket stands, after something happened to it.
pub(in crate::support) async fn save(
    connection: &mut PgConnection,
    ticket: &Ticket,
    deadlines: &Deadlines,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update support_tickets
         set category = $2,
             priority = $3,
             status = $4,
             assigned_to = $5,
             assigned_telegram_id = $6,
             escalated = $7,
             first_responded_at = $8,
             answered_at = $9,
             asked_at = $10,
             waiting_since = $11,
             sla_first_response_at = $12,
             next_response_due_at = $13,
             resolution_due_at = $14,
             last_word_at = $15,
             resolved_at = $16,
             closed_at = $17,
             rating = $18
         where id = $1",
        ticket.id,
        ticket.category.id(),
        ticket.priority.id(),
        ticket.status.id(),
        ticket
            .assignee
            .as_ref()
            .map(|assignee| assignee.name.as_str()),
        ticket
            .assignee
            .as_ref()
            .map(|assignee| assignee.telegram_id),
        ticket.is_escalated,
        ticket.first_responded_at.map(|at| at.naive_utc()),
        ticket.answered_at,
        ticket.asked_at,
        ticket.waiting_since,
        deadlines.first_response_due_at.map(|at| at.naive_utc()),
        deadlines.next_response_due_at,
        deadlines.resolution_due_at,
        ticket.last_word_at,
        ticket.resolved_at,
        ticket.closed_at,
        ticket.rating,
    )
    .execute(connection)
    .await
    .context("cannot save a ticket")?;
    Ok(())
}
