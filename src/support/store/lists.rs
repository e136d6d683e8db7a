//! The SQL of looking tickets up: what is due first, whose, and by which number.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

/// Tickets of one page, and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::support) struct Found {
    pub ids: Vec<i32>,
    pub all: i64,
}

/// Which part of what was found.
#[derive(Clone, Copy, Debug)]
pub(in crate::support) struct Part {
    pub first: i64,
    pub most: i64,
}

/// What living tickets are wanted; what is `None` does not matter.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::support) struct Living<'a> {
    pub assignee: Option<i64>,
    pub category: Option<&'a str>,
    /// Something of it was due by then.
    pub due_by: Option<DateTime<Utc>>,
}

/// Tickets that somebody still works on, what is due first at the top. While the clock
/// of a ticket stands still nothing of it is due.
pub(in crate::support) async fn list_living(
    connection: &mut PgConnection,
    living: Living<'_>,
    part: Part,
) -> anyhow::Result<Found> {
    let rows = sqlx::query!(
        r#"select id, count(*) over () as "all!"
           from (
               select id,
                      assigned_telegram_id,
                      category,
                      priority,
                      case
                          when waiting_since is null then least(
                              case
                                  when first_responded_at is null
                                  then sla_first_response_at at time zone 'utc'
                                  else next_response_due_at
                              end,
                              resolution_due_at
                          )
                      end as due_at
               from support_tickets
               where status in ('open', 'in_progress')
           ) as living
           where ($1::bigint is null or assigned_telegram_id = $1)
             and ($2::text is null or category = $2)
             and ($3::timestamptz is null or due_at <= $3)
           order by due_at nulls last, priority, id
           offset $4
           limit $5"#,
        living.assignee,
        living.category,
        living.due_by,
        part.first,
        part.most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the open tickets")?;
    Ok(Found {
        all: rows.first().map_or(0, |row| row.all),
        ids: rows.into_iter().map(|row| row.id).collect(),
    })
}

/// Tickets that nobody works on any more, the last one first.
pub(in crate::support) async fn list_done(
    connection: &mut PgConnection,
    part: Part,
) -> anyhow::Result<Found> {
    let rows = sqlx::query!(
        r#"select id, count(*) over () as "all!"
           from support_tickets
           where status in ('resolved', 'closed')
           order by coalesce(closed_at, resolved_at) desc nulls last, id desc
           offset $1
           limit $2"#,
        part.first,
        part.most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the tickets that are done")?;
    Ok(Found {
        all: rows.first().map_or(0, |row| row.all),
        ids: rows.into_iter().map(|row| row.id).collect(),
    })
}

/// All tickets of a person, the newest first.
pub(in crate::support) async fn list_of_person(
    connection: &mut PgConnection,
    user_id: i32,
    part: Part,
) -> anyhow::Result<Found> {
    let rows = sqlx::query!(
        r#"select id, count(*) over () as "all!"
           from support_tickets
           where user_id = $1
           order by id desc
           offset $2
           limit $3"#,
        user_id,
        part.first,
        part.most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list a person's tickets")?;
    Ok(Found {
        all: rows.first().map_or(0, |row| row.all),
        ids: rows.into_iter().map(|row| row.id).collect(),
    })
}

/// The years in which tickets got numbers, the last one first.
pub(in crate::support) async fn list_years(
    connection: &mut PgConnection,
) -> anyhow::Result<Vec<i16>> {
    sqlx::query_scalar!("select year from ticket_numbers order by year desc")
        .fetch_all(connection)
        .await
        .context("cannot list the years of tickets")
}

/// Tickets with one of these numbers, the newest first.
pub(in crate::support) async fn list_by_numbers(
    connection: &mut PgConnection,
    numbers: &[String],
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id from support_tickets where ticket_number = any($1) order by id desc",
        numbers,
    )
    .fetch_all(connection)
    .await
    .context("cannot find tickets by their numbers")
}

/// People who have tickets and are called so, in full or in part, or have this
/// Telegram id; those who wrote last come first.
pub(in crate::support) async fn list_people(
    connection: &mut PgConnection,
    name: &str,
    telegram_id: Option<i64>,
    most: i64,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        r#"select users.id
           from users
           left join user_settings on user_settings.user_id = users.id
           join support_tickets on support_tickets.user_id = users.id
           where users.telegram_user_id is not null
             and (
                 users.telegram_user_id = $2
                 or position(lower($1) in lower(users.telegram_username)) > 0
                 or position(lower($1) in lower(user_settings.first_name)) > 0
             )
           group by users.id
           order by max(support_tickets.id) desc
           limit $3"#,
        name,
        telegram_id,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot find people with tickets")
}

/// What of a message the bot can change, however old it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::support) enum ShownWords {
    Text,
    Caption,
    /// It has none, or they are an operator's.
    None,
}

impl ShownWords {
    /// As `support_shown.words` keeps it.
    fn id(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Caption => "caption",
            Self::None => "none",
        }
    }
}

/// What a message in the staff group shows now, in place of what it showed before.
pub(in crate::support) async fn note_shown(
    connection: &mut PgConnection,
    chat: ChatId,
    message: MessageId,
    tickets: &[i32],
    words: ShownWords,
) -> anyhow::Result<()> {
    sqlx::query!(
        "with before as (
             delete from support_shown
             where chat_id = $1 and message_id = $2 and ticket_id <> all($3)
         )
         insert into support_shown (chat_id, message_id, ticket_id, words)
         select $1, $2, ticket_id, $4
         from unnest($3::integer[]) as ticket_id
         on conflict do nothing",
        chat.0,
        message.0,
        tickets,
        words.id(),
    )
    .execute(connection)
    .await
    .context("cannot note what a list shows")?;
    Ok(())
}
