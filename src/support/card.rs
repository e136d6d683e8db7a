//! The card of a ticket: all that its operators need to know of it and of its
//! person, and what they can do to it. Nothing that the person wrote stands on it:
//! that is below, in the topic.
//!
//! ```text
//! TKT-2026-001 · 🔴 P1 · 🖼 Portraits
//! 💬 Anna waits for an answer since 02.03.2026 09:00
//! ✋ Olga has it
//! ⏰ First answer due by 02.03.2026 10:00
//! 🏁 To be solved by 02.03.2026 13:00
//!
//! 👤 Anna @anna · English · here since 02.03.2026
//! 🖼 Sets: 1, being made: 1. The last: Lifestyle, 7 of 23, being made
//! 💳 Paid: 350 ⭐ (1). The last: № 1, 350 ⭐, paid
//! [✋ Take over] [↪️ Release]  [🔺 Priority: P1] [⏫ Escalate] …
//! ```

mod buttons;
mod words;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;

pub(super) use self::{
    buttons::CardTap,
    words::{category, day, moment, priority, short_state},
};
use super::{Deps, store::desk, ticket::Ticket};
use crate::{
    accounts::{self, Profile},
    generation, payments,
    telegram::Screen,
};

/// Earlier tickets that are named.
pub(super) const MOST_EARLIER: i64 = 5;

/// What stands on a card beside the ticket itself.
struct Facts {
    /// `None` when the person was erased, or never had a Telegram account.
    profile: Option<Profile>,
    sets: Option<generation::Overview>,
    payments: Option<payments::Overview>,
    /// The newest first, of at most [`MOST_EARLIER`].
    earlier: Vec<Ticket>,
    now: DateTime<Utc>,
    /// In which the desk reads its clock.
    zone: Tz,
}

/// The card as it should look now.
pub(super) async fn load(
    connection: &mut PgConnection,
    deps: &Deps,
    ticket: &Ticket,
) -> anyhow::Result<Screen> {
    let facts = Facts::load(connection, deps, ticket).await?;
    let text = words::card(deps.staff_lang, ticket, &facts);
    let rows = buttons::of_card(deps.staff_lang, ticket, &facts);
    Ok(Screen::with_buttons(text, rows))
}

/// The card with the choice of a priority in place of its buttons.
pub(super) async fn load_with_priorities(
    connection: &mut PgConnection,
    deps: &Deps,
    ticket: &Ticket,
) -> anyhow::Result<Screen> {
    let facts = Facts::load(connection, deps, ticket).await?;
    let text = words::card(deps.staff_lang, ticket, &facts);
    let rows = buttons::of_priorities(deps.staff_lang, ticket);
    Ok(Screen::with_buttons(text, rows))
}

impl Facts {
    async fn load(
        connection: &mut PgConnection,
        deps: &Deps,
        ticket: &Ticket,
    ) -> anyhow::Result<Self> {
        let now = deps.clock.now();
        let mut facts = Self {
            profile: None,
            sets: None,
            payments: None,
            earlier: Vec::new(),
            now,
            zone: deps.rules.timezone(),
        };
        let Some(user_id) = ticket.user_id else {
            return Ok(facts);
        };
        facts.profile = accounts::find_profile(connection, user_id).await?;
        facts.sets = Some(generation::overview(connection, user_id, now).await?);
        facts.payments = Some(payments::overview(connection, user_id).await?);
        facts.earlier = desk::list_earlier(connection, ticket, MOST_EARLIER).await?;
        Ok(facts)
    }

    fn can_give_back(&self) -> bool {
        let payments = self.payments.as_ref();
        payments.is_some_and(|payments| !payments.returnable.is_empty())
    }
}
