//! What members do to requests, in the audit log, with how each stood and stands.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::Withdrawal;
use crate::staff::{self, Member};

/// A member looked at where the money goes, in the audit log; the card does not tell it.
const SEEN: &str = "withdrawal_details_seen";

/// Approved, and in the hands of who sends it, in the audit log.
pub(super) const SENDING: &str = "sending";

/// Writes down that a member saw where the money goes.
///
/// # Errors
/// When the database refuses it.
pub(in crate::referral) async fn audit_look(
    connection: &mut PgConnection,
    member: &Member,
    request: &Withdrawal,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let details = about(member, request);
    let id = Some(request.id);
    staff::audit(connection, member, SEEN, "withdrawal", id, details, now).await
}

/// Writes down what a member did to a request, and how it stands since.
pub(super) async fn audit(
    connection: &mut PgConnection,
    member: &Member,
    action: &str,
    request: &Withdrawal,
    after: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut details = about(member, request);
    details["before"] = match request.paying_by {
        Some(_) => SENDING.into(),
        None => request.status.id().into(),
    };
    details["after"] = after.into();
    let id = Some(request.id);
    staff::audit(connection, member, action, "withdrawal", id, details, now).await
}

fn about(member: &Member, request: &Withdrawal) -> Value {
    json!({
        "amount": request.amount,
        "user_id": request.user_id,
        "name": member.name,
    })
}
