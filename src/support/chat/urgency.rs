//! How urgent a new ticket is: by its category, and by how its person stands.
//!
//! | category   | waits for what they paid | has paid | has not paid |
//! |------------|--------------------------|----------|--------------|
//! | payment    | P1                       | P2       | P2           |
//! | generation | P1                       | P3       | P4           |
//! | technical  | P1                       | P3       | P3           |
//! | account    | P1                       | P3       | P4           |
//! | other      | P1                       | P3       | P4           |
//!
//! Who has paid and waits is P1 whatever they chose: a wrong choice must not cost
//! them time. A payment of which we know nothing may be the worst case of all, so it
//! counts as one that we know.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    accounts::Person,
    avatars, generation, payments,
    support::ticket::{Category, Priority},
};

/// How a person stands with what they paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// They have paid, and have neither photos nor money.
    Owed,
    Paid,
    NotPaid,
}

/// The table above.
pub(super) fn urgency(category: Category, standing: Standing) -> Priority {
    match (standing, category) {
        (Standing::Owed, _) => Priority::P1,
        (_, Category::Payment) => Priority::P2,
        (_, Category::Technical) | (Standing::Paid, _) => Priority::P3,
        (Standing::NotPaid, _) => Priority::P4,
    }
}

/// Owed: a set is being made or lacks photos, a refund has not arrived, or a paid
/// set can't be used as there is no avatar for it.
pub(super) async fn standing(
    connection: &mut PgConnection,
    person: &Person,
    now: DateTime<Utc>,
) -> anyhow::Result<Standing> {
    let is_owed = generation::is_owed(connection, person.id).await?
        || payments::is_any_going_back(connection, person.id).await?
        || has_unusable_set(connection, person.id, now).await?;
    if is_owed {
        return Ok(Standing::Owed);
    }
    let has_paid = payments::is_pro(connection, person.telegram_id).await?;
    Ok(if has_paid {
        Standing::Paid
    } else {
        Standing::NotPaid
    })
}

async fn has_unusable_set(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    if payments::unused(connection, person_id, now)
        .await?
        .is_empty()
    {
        return Ok(false);
    }
    let avatars = avatars::list(connection, person_id).await?;
    let is_ready = |avatar: &avatars::Avatar| avatar.status == avatars::Status::Ready;
    Ok(!avatars.iter().any(is_ready))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds() {
        use Priority::{P1, P2, P3, P4};
        let table = [
            (Category::Payment, [P1, P2, P2]),
            (Category::Generation, [P1, P3, P4]),
            (Category::Technical, [P1, P3, P3]),
            (Category::Account, [P1, P3, P4]),
            (Category::Other, [P1, P3, P4]),
        ];
        for (category, priorities) in table {
            let standings = [Standing::Owed, Standing::Paid, Standing::NotPaid];
            let told = standings.map(|standing| urgency(category, standing));
            assert_eq!(told, priorities, "{category:?}");
        }
    }
}
