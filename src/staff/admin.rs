//! Staff accounts as whoever runs the program manages them: `pinglass admin`. Each change
//! is written down as done by the command line, in the transaction that makes it.

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::json;

use super::{
    Role,
    audit::{Actor, Target, audit_as},
    store::{self, Linked, Stored},
};
use crate::db::{Db, Tx};

/// bcrypt reads no more than this of a password.
const PASSWORD_MOST_BYTES: usize = 72;
const PASSWORD_LEAST_CHARS: usize = 8;

/// Adds a staff account.
///
/// # Errors
/// When the name is taken, the password is too short or too long, or the
/// database can't be asked.
pub async fn add(
    db: &Db,
    username: &str,
    password: &str,
    role: Role,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    anyhow::ensure!(
        !username.trim().is_empty() && username.len() <= 255,
        "the user name must have 1 to 255 letters"
    );
    let hash = hash(password).await?;
    let mut tx = db.begin().await?;
    let added = store::insert(&mut tx, username, &hash, role.name(), now).await?;
    let id = added.with_context(|| {
        format!("there is a staff account {username} already; see pinglass admin list")
    })?;
    let details = json!({ "username": username, "before": null, "after": role.name() });
    note(tx, "staff_added", id, details, now).await
}

/// Gives a staff account another role.
///
/// # Errors
/// When there is no such account or the database can't be asked.
pub async fn change_role(
    db: &Db,
    username: &str,
    role: Role,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut tx = db.begin().await?;
    let account = lock(&mut tx, username).await?;
    store::set_role(&mut tx, account.id, role.name()).await?;
    let details = json!({ "before": account.role, "after": role.name() });
    note(tx, "staff_role", account.id, details, now).await
}

/// Gives a staff account another password. Whoever is signed in stays so.
///
/// # Errors
/// When there is no such account, the password is too short or too long, or the database
/// can't be asked.
pub async fn change_password(
    db: &Db,
    username: &str,
    password: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let hash = hash(password).await?;
    let mut tx = db.begin().await?;
    let account = lock(&mut tx, username).await?;
    store::set_password(&mut tx, account.id, &hash).await?;
    note(tx, "staff_password", account.id, json!({}), now).await
}

/// Says which Telegram account a staff account belongs to, so that the staff
/// group knows its owner.
///
/// # Errors
/// When there is no such account, the Telegram account belongs to another one,
/// or the database can't be asked.
pub async fn link(
    db: &Db,
    username: &str,
    telegram_id: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut tx = db.begin().await?;
    let account = lock(&mut tx, username).await?;
    match store::set_telegram_id(&mut tx, account.id, Some(telegram_id)).await? {
        Linked::Done => {}
        Linked::Taken => {
            anyhow::bail!("{telegram_id} belongs to another staff account; see pinglass admin list")
        }
    }
    let details = json!({ "before": account.telegram_id, "after": telegram_id });
    note(tx, "staff_linked", account.id, details, now).await
}

/// Says that a staff account belongs to no Telegram account any more.
///
/// # Errors
/// When there is no such account, it belongs to none, or the database can't be asked.
pub async fn unlink(db: &Db, username: &str, now: DateTime<Utc>) -> anyhow::Result<()> {
    let mut tx = db.begin().await?;
    let account = lock(&mut tx, username).await?;
    anyhow::ensure!(
        account.telegram_id.is_some(),
        "{username} is linked to no Telegram account"
    );
    store::set_telegram_id(&mut tx, account.id, None).await?;
    let details = json!({ "before": account.telegram_id, "after": null });
    note(tx, "staff_untied", account.id, details, now).await
}

/// Removes an account; its entries in the audit log keep standing without it.
///
/// # Errors
/// When there is no such account or the database can't be asked.
pub async fn remove(db: &Db, username: &str, now: DateTime<Utc>) -> anyhow::Result<()> {
    let mut tx = db.begin().await?;
    let account = lock(&mut tx, username).await?;
    store::remove(&mut tx, account.id).await?;
    let details = json!({ "username": username, "before": account.role, "after": null });
    note(tx, "staff_removed", account.id, details, now).await
}

async fn lock(tx: &mut Tx, username: &str) -> anyhow::Result<Stored> {
    let account = store::lock_by_name(tx, username).await?;
    account
        .with_context(|| format!("there is no staff account {username}; see pinglass admin list"))
}

async fn note(
    mut tx: Tx,
    action: &str,
    id: i32,
    details: serde_json::Value,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let (actor, target) = (Actor::CommandLine, Target::staff(id));
    audit_as(&mut tx, actor, action, target, details, now).await?;
    tx.commit()
        .await
        .context("cannot commit a change of a staff account")
}

async fn hash(password: &str) -> anyhow::Result<String> {
    anyhow::ensure!(
        password.chars().count() >= PASSWORD_LEAST_CHARS && password.len() <= PASSWORD_MOST_BYTES,
        "the password must have at least {PASSWORD_LEAST_CHARS} characters and at most {PASSWORD_MOST_BYTES} bytes"
    );
    // In the chat with the bot that would be a command.
    anyhow::ensure!(
        !password.starts_with('/'),
        "the password must not begin with a slash"
    );
    let password = password.to_owned();
    tokio::task::spawn_blocking(move || bcrypt::hash(password, bcrypt::DEFAULT_COST))
        .await
        .context("cannot hash a password")?
        .context("cannot hash a password")
}
