//! Sending as a deed: it can't be undone, and it is for many.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;

use super::{
    super::{Broadcast, Deps, Status, card, screens, sending, store},
    looks,
};
use crate::{
    staff::{self, Approval, Deed, Member, Outcome, Permission, Preview},
    telegram::{Handled, Reply, Screen},
};

/// Sends a broadcast as it was shown: a change of it since then counts up its revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SendBroadcast {
    broadcast_id: i32,
    revision: i32,
}

impl Deed for SendBroadcast {
    const KIND: &'static str = "broadcast";
    const PERMISSION: Permission = Permission::ChangeSettings;
    type Deps = Deps;

    async fn carry_out(
        self,
        tx: &mut PgConnection,
        deps: &Deps,
        approval: &Approval,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Outcome> {
        let lang = deps.desk.lang;
        let impossible = |key: &str| {
            let number = ("number", self.broadcast_id.to_string().into());
            Ok(Outcome::Impossible(Screen::plain(
                lang.html(key, &[number]),
            )))
        };
        let broadcast = match store::rows::lock(tx, self.broadcast_id).await? {
            Some(broadcast) if broadcast.status == Status::Draft => broadcast,
            _ => return impossible("broadcast-no-draft"),
        };
        if broadcast.revision != self.revision {
            return impossible("broadcast-changed");
        }
        let people = count(tx, deps, &broadcast, now).await?;
        if people == 0 {
            return impossible("broadcast-nobody");
        }
        if approval.second.is_none() && needs_second(deps, people) {
            return impossible("broadcast-grown");
        }
        let starts_at = broadcast.wanted_at.map_or(now, |wanted| wanted.max(now));
        store::changes::schedule(tx, broadcast.id, starts_at).await?;
        sending::order(tx, starts_at).await?;
        card::order(tx, broadcast.id, now).await?;
        let change = json!({
            "before": { "status": Status::Draft.name() },
            "after": { "status": Status::Scheduled.name(), "starts_at": starts_at },
            "people": people,
            "audience": broadcast.audience,
        });
        let id = Some(broadcast.id);
        approval
            .audit(tx, "broadcast_send", "broadcast", id, change, now)
            .await?;
        let names = approval.names();
        let screen = screens::confirmed(lang, &broadcast, &names, deps.timezone);
        Ok(Outcome::Done(screen))
    }
}

async fn count(
    connection: &mut PgConnection,
    deps: &Deps,
    broadcast: &Broadcast,
    now: DateTime<Utc>,
) -> anyhow::Result<i64> {
    let terms = broadcast.audience.terms(now);
    let owners = &deps.desk.owners;
    let counts = store::people::count(connection, broadcast.id, &terms, owners, false).await?;
    Ok(counts.iter().map(|count| count.count).sum())
}

fn needs_second(deps: &Deps, people: i64) -> bool {
    people >= i64::from(deps.second_approval_people)
}

/// Shows what would be sent to how many, with the button that does it.
pub(super) async fn propose(deps: &Deps, member: &Member, reply: &Reply, id: i32) -> Handled {
    let lang = deps.desk.lang;
    let mut connection = deps.desk.db.connection().await?;
    let facts = card::load(&mut connection, deps, id).await?;
    drop(connection);
    let Some(facts) = facts else {
        return looks::gone(deps, reply).await;
    };
    let people = facts.counts.iter().map(|count| count.count).sum();
    let obstacle = match facts.broadcast.status {
        Status::Draft if facts.letters.is_empty() => Some("broadcast-no-letter"),
        Status::Draft if people == 0 => Some("broadcast-nobody-popup"),
        Status::Draft => None,
        _ => Some("broadcast-not-now"),
    };
    if let Some(key) = obstacle {
        reply.popup(&lang.text(key, &[])).await;
        return Ok(());
    }
    let preview = Preview {
        text: screens::proposal(lang, &facts, deps.timezone),
        yes: lang.text("broadcast-send-yes", &[]),
        approvers: if needs_second(deps, people) { 2 } else { 1 },
    };
    let deed = SendBroadcast {
        broadcast_id: id,
        revision: facts.broadcast.revision,
    };
    staff::propose(&deps.desk, member, &deed, preview, reply).await
}
