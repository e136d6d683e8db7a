//! The people who run the service: their accounts and roles.

mod store;

use std::{fmt, str::FromStr};

use anyhow::Context;

pub use self::store::{StaffAccount, list, remove};
use crate::db::Db;

/// What a member of staff may do: an admin everything, an operator what serving
/// customers takes, a viewer nothing but look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Admin,
    Operator,
    Viewer,
}

impl Role {
    pub fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Operator => "operator",
            Self::Viewer => "viewer",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        [Self::Admin, Self::Operator, Self::Viewer]
            .into_iter()
            .find(|role| role.name() == name)
            .ok_or_else(|| "the roles are admin, operator and viewer".to_owned())
    }
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
