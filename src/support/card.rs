//! A ticket's card: what the staff needs to know at a glance, pinned in its topic.

use sqlx::PgConnection;

use super::{Deps, ticket::Ticket};
use crate::{accounts, telegram::Screen};

/// The card of a ticket as it stands now.
///
/// # Errors
/// When the database can't be asked.
pub(super) async fn load(
    connection: &mut PgConnection,
    deps: &Deps,
    ticket: &Ticket,
) -> anyhow::Result<Screen> {
    let person = match ticket.user_id {
        Some(id) => accounts::find_by_id(connection, id).await?,
        None => None,
    };
    let args = [
        ("number", ticket.number.as_str().into()),
        ("priority", ticket.priority.id().into()),
        ("status", ticket.status.id().into()),
        (
            "name",
            person
                .map(|person| person.first_name)
                .unwrap_or_default()
                .into(),
        ),
    ];
    Ok(Screen::plain(deps.staff_lang.html("support-card", &args)))
}
