//! Which ticket somebody in the staff group means: the one whose topic they write
//! in; where there are no topics, the one whose card or message they reply to; or
//! the one that they name.

use sqlx::PgConnection;
use teloxide::types::MessageId;

use crate::{
    support::{
        message, number,
        store::{desk, messages, tickets},
        ticket::{Priority, Ticket},
    },
    telegram::Incoming,
};

/// The ticket in whose place this was written.
pub(in crate::support) async fn find(
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
/// and the words without that number. A number without its year is looked for in
/// `years`, the likeliest first.
pub(super) async fn find_meant(
    connection: &mut PgConnection,
    incoming: &Incoming,
    years: &[i16],
) -> anyhow::Result<(Meant, String)> {
    let (_, words) = incoming.command().unwrap_or_default();
    if let Some((word, numbers)) = named(&words, years) {
        let rest = words.replacen(&word, "", 1).trim().to_owned();
        for number in &numbers {
            if let Some(ticket) = desk::find_by_number(connection, number).await? {
                return Ok((Meant::Ticket(Box::new(ticket)), rest));
            }
        }
        let number = numbers.into_iter().next().unwrap_or(word);
        return Ok((Meant::Unknown(number), rest));
    }
    let ticket = find(connection, incoming).await?;
    Ok((meant(ticket, Meant::Nothing), words))
}

fn meant(ticket: Option<Ticket>, otherwise: Meant) -> Meant {
    ticket.map_or(otherwise, |ticket| Meant::Ticket(Box::new(ticket)))
}

/// The message that this one replies to.
pub(super) fn answered(incoming: &Incoming) -> Option<MessageId> {
    message::answered(incoming.message().as_deref()?)
}

/// The word that is a ticket's number, and the numbers that it can mean. A mere count
/// stands alone or beside a priority: `/wait 3 days` is not about ticket 3.
fn named(words: &str, years: &[i16]) -> Option<(String, Vec<String>)> {
    let is_priority = |word: &&str| word.to_uppercase().parse::<Priority>().is_ok();
    let others = words.split_whitespace().filter(|word| !is_priority(word));
    let years = if others.count() == 1 { years } else { &[] };
    words.split_whitespace().find_map(|word| {
        let numbers = number::read(word, years);
        (!numbers.is_empty()).then(|| (word.to_owned(), numbers))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_a_number_where_nothing_else_is_said() {
        for (words, number) in [
            ("TKT-2026-001", Some("TKT-2026-001")),
            ("hello tkt-2026-1", Some("TKT-2026-001")),
            ("2026-1 P2", Some("TKT-2026-001")),
            ("1", Some("TKT-2026-001")),
            ("p2 1", Some("TKT-2026-001")),
            ("3 days", None),
            ("P2", None),
            ("", None),
        ] {
            let named = named(words, &[2026]);
            let first = named.and_then(|(_, numbers)| numbers.into_iter().next());
            assert_eq!(first.as_deref(), number, "{words}");
        }
    }
}
