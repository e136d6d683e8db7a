//! The people who run the service: their accounts and roles, the group in which
//! they talk with the product, and the record of what they did.
//!
//! Features speak to the group by [`tell`], and listen to it by routes made of
//! [`command`] and [`tap`], whose handlers get the [`Member`] who acts.

mod admin;
mod audit;
mod cards;
mod chat;
mod commands;
mod dates;
mod deeds;
mod desk;
mod group;
mod login;
mod people;
mod role;
mod screens;
mod store;
mod sweep;

use sqlx::PgConnection;
use teloxide::types::User;

use self::store::ActingAccount;
pub use self::{
    admin::{add, change_password, change_role, link, remove, unlink},
    audit::{action_words, audit},
    cards::{
        MISSING, Topic, adopt_topic, delete_topic, find_card, follow_group, has_card,
        move_card_down, show_card, take_away_if_old, tell_below_card, waits_for_cards,
    },
    chat::{command, last_resort, refuse, require, routes, tap, turn_away},
    commands::{COMMANDS, StaffCommand},
    deeds::{Approval, Deed, Outcome, Preview, deed_routes, propose, write_down},
    desk::{Desk, alert, count_told, forget, register, tell, tell_again, tell_once, tell_once_of},
    group::Group,
    login::{answer_login_in_group, private_routes},
    role::{Permission, Role},
    store::{StaffAccount, list},
    sweep::plan_recurring,
};
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
    account.map(|account| Role::stored(&account.role))
}
