//! Which ticket somebody in the staff group means: the one whose topic they write
//! in; where there are no topics, the one whose card or message they reply to; or
//! the one that they name.

use sqlx::PgConnection;
use teloxide::types::MessageId;

use crate::{
    support::{
        store::{desk, messages, tickets},
        ticket::Ticket,
    },
    telegram::Incoming,
};

/// The ticket in whose place this was written.
pub(super) async fn find(
    connection: &mut PgConnection,
    incoming: &Incoming,
) -> anyhow::Result<Option<Ticket>> {
    if let Some(topic) = incoming.topic
        && let Some(ticket) = tickets::find_by_topic(connection, incoming.chat, topic).await?
    {
        return Ok(Some(ticket));
    }
    let Some(answered) = answered(incoming) else {
        return Ok(None);
    };
    if let Some(ticket) = desk::find_by_card(connection, incoming.chat, answered).await? {
        return Ok(Some(ticket));
    }
    match messages::find_at(connection, incoming.chat, answered).await? {
        Some(message) => tickets::find(connection, message.ticket_id).await,
        None => Ok(None),
    }
}

/// The ticket that a command is about.
pub(super) enum Meant {
    Ticket(Box<Ticket>),
    /// There is none with this number.
    Unknown(String),
    /// Neither the place nor the words say which.
    Nothing,
}

/// The ticket that a command is about, by a number among its words or by its place,
/// and the words without that number.
pub(super) async fn find_meant(
    connection: &mut PgConnection,
    incoming: &Incoming,
) -> anyhow::Result<(Meant, String)> {
    let (_, words) = incoming.command().unwrap_or_default();
    let named = words.split_whitespace().find_map(|word| {
        let number = number(word)?;
        Some((word, number))
    });
    if let Some((word, number)) = named {
        let rest = words.replacen(word, "", 1).trim().to_owned();
        let ticket = desk::find_by_number(connection, &number).await?;
        return Ok((meant(ticket, Meant::Unknown(number)), rest));
    }
    let ticket = find(connection, incoming).await?;
    Ok((meant(ticket, Meant::Nothing), words))
}

fn meant(ticket: Option<Ticket>, otherwise: Meant) -> Meant {
    ticket.map_or(otherwise, |ticket| Meant::Ticket(Box::new(ticket)))
}

/// The message that this one replies to.
pub(super) fn answered(incoming: &Incoming) -> Option<MessageId> {
    let message = incoming.message()?;
    let answered = message.reply_to_message()?.id;
    // In a topic, whatever answers nothing formally answers the topic's opening.
    (message.thread_id.map(|thread| thread.0) != Some(answered)).then_some(answered)
}

/// A ticket's number as it is kept, from how people write it: `tkt-2026-1`.
fn number(word: &str) -> Option<String> {
    let upper = word.to_uppercase();
    let (year, count) = upper.strip_prefix("TKT-")?.split_once('-')?;
    let count: u32 = count.parse().ok()?;
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| format!("TKT-{year}-{count:03}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (word, read) in [
            ("TKT-2026-001", Some("TKT-2026-001")),
            ("tkt-2026-1", Some("TKT-2026-001")),
            ("TKT-2026-1234", Some("TKT-2026-1234")),
            ("TKT-26-1", None),
            ("TKT-2026-", None),
            ("TKT-2026-1x", None),
            ("2026", None),
            ("P2", None),
        ] {
            assert_eq!(number(word).as_deref(), read, "{word}");
        }
    }
}
