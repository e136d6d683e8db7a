//! The people who run the service: their accounts and roles, the group in which
//! they talk with the product, and the record of what they did.
//!
//! Features speak to the group by [`tell`], and listen to it by routes made of
//! [`command`] and [`tap`], whose handlers get the [`Member`] who acts.

mod cards;
mod chat;
mod commands;
mod deeds;
mod desk;
mod group;
mod role;
mod screens;
mod store;

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::PgConnection;
use teloxide::types::User;

use self::store::{ActingAccount, Linked};
pub use self::{
    cards::{
        MISSING, Topic, adopt_topic, delete_topic, find_card, follow_group, has_card,
        move_card_down, show_card, take_away_if_old, tell_below_card, waits_for_cards,
    },
    chat::{command, last_resort, refuse, require, routes, tap, turn_away},
    commands::{COMMANDS, StaffCommand},
    deeds::{Approval, Deed, Outcome, Preview, deed_routes, propose, write_down},
    desk::{Desk, forget, register, tell, tell_again, tell_once, tell_once_of},
    group::Group,
    role::{Permission, Role},
    store::{StaffAccount, list, remove},
};
use crate::db::Db;

/// Somebody of the staff who does something in the group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub telegram_id: i64,
    /// As the group knows them.
    pub name: String,
    /// `admin_users.id`; an owner needs no account.
    pub admin_id: Option<i32>,
    pub role: Role,
}

/// Who this is to the staff. The `owners`, by Telegram id, are admins whatever
/// their accounts say.
///
/// # Errors
/// When the database can't be asked.
pub async fn find_member(
    connection: &mut PgConnection,
    owners: &[i64],
    user: &User,
) -> anyhow::Result<Option<Member>> {
    let telegram_id = user.id.0.cast_signed();
    find_named(connection, owners, telegram_id, user.full_name()).await
}

/// Who somebody is to the staff by now whom the group knew by `name` when they did
/// something before; `None` of whoever is not of the staff any more.
async fn find_named(
    connection: &mut PgConnection,
    owners: &[i64],
    telegram_id: i64,
    name: String,
) -> anyhow::Result<Option<Member>> {
    let account = store::find_by_telegram_id(connection, telegram_id).await?;
    let role = role_of(owners, telegram_id, account.as_ref());
    Ok(role.map(|role| Member {
        telegram_id,
        name,
        admin_id: account.map(|account| account.id),
        role,
    }))
}

/// What somebody is to the staff by now who did something before; `None` of whoever is
/// not of the staff any more.
///
/// # Errors
/// When the database can't be asked.
pub async fn find_role(
    connection: &mut PgConnection,
    owners: &[i64],
    telegram_id: i64,
) -> anyhow::Result<Option<Role>> {
    let account = store::find_by_telegram_id(connection, telegram_id).await?;
    Ok(role_of(owners, telegram_id, account.as_ref()))
}

fn role_of(owners: &[i64], telegram_id: i64, account: Option<&ActingAccount>) -> Option<Role> {
    if owners.contains(&telegram_id) {
        return Some(Role::Admin);
    }
    // What no longer is a role gives the least.
    account.map(|account| account.role.parse().unwrap_or(Role::Viewer))
}

/// Writes down who did what to what, as part of the transaction that does it.
/// The Telegram id goes into `metadata`, an object or null: an owner has no
/// account to name, and accounts can be removed.
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
    let mut metadata = match metadata {
        Value::Object(fields) => fields,
        Value::Null => serde_json::Map::new(),
        _ => anyhow::bail!("the metadata of {action} is no object"),
    };
    metadata.insert("telegram_id".to_owned(), json!(member.telegram_id));
    let entry = store::AuditEntry {
        admin_id: member.admin_id,
        action,
        target_type,
        target_id,
        metadata: Value::Object(metadata),
        at: now,
    };
    store::insert_audit(connection, &entry).await
}

/// bcrypt reads no more than this of a password.
const PASSWORD_MOST_BYTES: usize = 72;
const PASSWORD_LEAST_CHARS: usize = 8;

/// Adds a staff account.
///
/// # Errors
/// When the name is taken, the password is too short or too long, or the
/// database can't be asked.
pub async fn add(db: &Db, username: &str, password: &str, role: Role) -> anyhow::Result<()> {
    anyhow::ensure!(
        !username.trim().is_empty() && username.len() <= 255,
        "the user name must have 1 to 255 letters"
    );
    anyhow::ensure!(
        password.chars().count() >= PASSWORD_LEAST_CHARS && password.len() <= PASSWORD_MOST_BYTES,
        "the password must have at least {PASSWORD_LEAST_CHARS} characters and at most {PASSWORD_MOST_BYTES} bytes"
    );
    let password = password.to_owned();
    let hash = tokio::task::spawn_blocking(move || bcrypt::hash(password, bcrypt::DEFAULT_COST))
        .await
        .context("cannot hash a password")??;
    let added = store::insert(&mut *db.connection().await?, username, &hash, role.name()).await?;
    anyhow::ensure!(
        added,
        "there is a staff account {username} already; see pinglass admin list"
    );
    Ok(())
}

/// Gives a staff account another role.
///
/// # Errors
/// When there is no such account or the database can't be asked.
pub async fn change_role(db: &Db, username: &str, role: Role) -> anyhow::Result<()> {
    let changed = store::set_role(&mut *db.connection().await?, username, role.name()).await?;
    anyhow::ensure!(
        changed,
        "there is no staff account {username}; see pinglass admin list"
    );
    Ok(())
}

/// Says which Telegram account a staff account belongs to, so that the staff
/// group knows its owner.
///
/// # Errors
/// When there is no such account, the Telegram account belongs to another one,
/// or the database can't be asked.
pub async fn link(db: &Db, username: &str, telegram_id: i64) -> anyhow::Result<()> {
    match store::set_telegram_id(&mut *db.connection().await?, username, telegram_id).await? {
        Linked::Done => Ok(()),
        Linked::NoAccount => {
            anyhow::bail!("there is no staff account {username}; see pinglass admin list")
        }
        Linked::Taken => {
            anyhow::bail!("{telegram_id} belongs to another staff account; see pinglass admin list")
        }
    }
}
