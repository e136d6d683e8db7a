//! The staff writes to somebody who has not asked: in their open ticket, or in a new one
//! that begins with what the staff says.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{canned, screens};
use crate::{
    accounts::Person,
    staff::Member,
    support::{
        Deps,
        message::Relay,
        operations::{self, At},
        store::{desk as rows, tickets},
    },
};

/// Has `words` of a member of the staff taken to a person, inside the caller's transaction,
/// in which nobody else holds the person. Returns the number of the ticket that has them.
///
/// # Errors
/// When the database refuses it.
pub async fn write_to(
    tx: &mut PgConnection,
    deps: &Deps,
    member: &Member,
    person: &Person,
    words: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<String> {
    let at = At {
        rules: &deps.rules,
        now,
    };
    let open = tickets::find_alive(tx, person.id).await?;
    let ticket = match open {
        Some(ticket) => tickets::lock(tx, ticket.id)
            .await?
            .context("a ticket vanished while somebody wrote in it")?,
        None => operations::open_by_staff(tx, at, person, member, words).await?,
    };
    let id = rows::insert_words(tx, ticket.id, member, words, Relay::Waiting, now).await?;
    operations::follow_answer(tx, at, &ticket, member).await?;
    let line = screens::canned_sent(deps.staff_lang, &member.name, None, words);
    canned::show_in_topic(tx, ticket.id, id, &line, now).await?;
    Ok(ticket.number)
}
