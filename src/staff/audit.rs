//! The memory of the group: who did what to what, and what it was before and after.
//!
//! Everything that a member of the staff changes is written down in the transaction that
//! changes it, so that neither is there without the other. What was is called `before`
//! and what is now `after`, wherever there is such a thing. What people write to each
//! other stays out: answers and notes are kept in their ticket, with their author, and the
//! log outlives the erasure of a customer.

mod file;
mod list;
mod screens;
mod search;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde_json::{Map, Value, json};
use sqlx::PgConnection;

pub(super) use self::{
    list::routes,
    search::{Filter, Who},
};
use super::{Member, store::log as store};
use crate::i18n::Lang;

/// The buttons below a search work for so long.
const SEARCHES_KEPT: TimeDelta = TimeDelta::days(30);

/// Who did something.
#[derive(Clone, Copy, Debug)]
pub(super) enum Actor<'a> {
    Member(&'a Member),
    /// Whoever may run the program on its machine.
    CommandLine,
    /// Somebody whom the staff does not know, by `users.id`: when they are erased, it names
    /// nobody any more.
    Stranger(i32),
}

/// What it was done to: a record of a kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    pub kind: &'static str,
    pub id: Option<i32>,
}

impl Target {
    /// A staff account, by `admin_users.id`.
    pub(super) fn staff(id: i32) -> Self {
        Self {
            kind: "staff",
            id: Some(id),
        }
    }
}

/// Writes down who did what to what, as part of the transaction that does it.
/// The Telegram id goes into `metadata`, an object or null: an owner has no
/// account to name, and accounts can be removed. Where something was changed, the
/// metadata hold `before` and `after`, which the group is shown as such.
///
/// # Errors
/// When the database refuses it: `action` has at most 100 letters, `target_type` 50.
pub async fn audit(
    connection: &mut PgConnection,
    member: &Member,
    action: &str,
    target_type: &str,
    target_id: Option<i32>,
    metadata: Value,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let actor = Actor::Member(member);
    let target = (target_type, target_id);
    write(connection, actor, action, target, metadata, now).await
}

/// As [`audit`], also of who is no member.
pub(super) async fn audit_as(
    connection: &mut PgConnection,
    actor: Actor<'_>,
    action: &str,
    target: Target,
    metadata: Value,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let target = (target.kind, target.id);
    write(connection, actor, action, target, metadata, now).await
}

/// As [`audit`], of a change from one thing to another and nothing else.
pub(super) async fn audit_change<T: Serialize + Send + Sync>(
    connection: &mut PgConnection,
    member: &Member,
    action: &str,
    target: Target,
    (before, after): (T, T),
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let metadata = json!({ "before": before, "after": after });
    audit_as(
        connection,
        Actor::Member(member),
        action,
        target,
        metadata,
        now,
    )
    .await
}

async fn write(
    connection: &mut PgConnection,
    actor: Actor<'_>,
    action: &str,
    (target_type, target_id): (&str, Option<i32>),
    metadata: Value,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut metadata = match metadata {
        Value::Object(fields) => fields,
        Value::Null => Map::new(),
        _ => anyhow::bail!("the metadata of {action} is no object"),
    };
    let (key, by) = match actor {
        Actor::Member(member) => ("telegram_id", json!(member.telegram_id)),
        Actor::Stranger(person_id) => ("user_id", json!(person_id)),
        Actor::CommandLine => ("by", json!(COMMAND_LINE)),
    };
    metadata.insert(key.to_owned(), by);
    let admin_id = match actor {
        Actor::Member(member) => member.admin_id,
        Actor::CommandLine | Actor::Stranger(_) => None,
    };
    if let Actor::Member(member) = actor {
        store::note_name(connection, member.telegram_id, &member.name, now).await?;
    }
    let entry = store::NewEntry {
        admin_id,
        action,
        target_type,
        target_id,
        metadata: Value::Object(metadata),
        at: now,
    };
    store::insert(connection, &entry).await
}

/// How the log names whoever runs the program itself.
pub(super) const COMMAND_LINE: &str = "command line";

/// What was done, in plain words; what another program or version did, as it calls it.
pub fn action_words(lang: Lang, action: &str) -> String {
    lang.find(&format!("log-action-{action}"))
        .unwrap_or_else(|| action.replace('_', " "))
}

/// Forgets searches that nobody has turned a page of for long.
pub(super) async fn forget_old(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::delete_old_searches(connection, now - SEARCHES_KEPT).await
}
