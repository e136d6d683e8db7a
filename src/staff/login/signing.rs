//! Tying a Telegram account to a staff account, and untying it.

use teloxide::types::ChatId;

use super::{
    super::{
        Desk, Member, Role,
        audit::{Target, audit_change},
        store,
    },
    LoginStep, Visit,
    notices::{self, TellMoved},
    screens,
    tries::{self, Attempt},
};
use crate::{accounts::Person, queue, telegram::Screen};

/// Signs in whose password was that of `hash`. `None` when the account was removed or got
/// another password meanwhile.
///
/// A staff account belongs to one Telegram account, and the other way round: the one it
/// belonged to is signed out and told, and whatever this one was signed in as is left.
pub(super) async fn sign_in(
    visit: &Visit,
    attempt: &Attempt<'_>,
    hash: &str,
) -> anyhow::Result<Option<Screen>> {
    let Visit {
        person,
        dialogue,
        desk,
    } = visit;
    let (own_id, now) = (person.telegram_id, desk.clock.now());
    let mut tx = desk.db.begin().await?;
    let account = store::lock_by_name(&mut tx, attempt.username).await?;
    let Some(account) = account.filter(|account| account.hash.as_deref() == Some(hash)) else {
        return Ok(None);
    };
    let left = store::untie(&mut tx, own_id).await?;
    store::set_telegram_id(&mut tx, account.id, Some(own_id)).await?;
    tries::forgive(&mut tx, attempt).await?;
    let step = LoginStep::Over {
        message: attempt.message,
    };
    dialogue.go_to(&mut tx, &step).await?;
    let member = member(desk, person, account.id, &account.role);
    let role = member.role;
    if let Some(left) = left.filter(|left| left.id != account.id) {
        let change = (Some(own_id), None::<i64>);
        audit_change(
            &mut tx,
            &member,
            "staff_untied",
            Target::staff(left.id),
            change,
            now,
        )
        .await?;
    }
    let target = Target::staff(account.id);
    let change = (account.telegram_id, Some(own_id));
    audit_change(&mut tx, &member, "login", target, change, now).await?;
    if account.telegram_id != Some(own_id) {
        notices::tell_of_login(&mut tx, desk, person, attempt.username, role).await?;
        if let Some(former) = account.telegram_id {
            let job = TellMoved {
                chat: ChatId(former),
                username: attempt.username.to_owned(),
            };
            queue::add(&mut tx, &job, now).await?;
        }
    }
    tx.commit().await?;
    Ok(Some(screens::signed_in(
        person.lang,
        attempt.username,
        role,
    )))
}

/// Whether the Telegram account is signed in, and as what.
pub(super) async fn standing(desk: &Desk, person: &Person) -> anyhow::Result<Screen> {
    let mut connection = desk.db.connection().await?;
    let account = store::find_by_telegram_id(&mut connection, person.telegram_id).await?;
    Ok(match account {
        Some(account) => {
            let member = member(desk, person, account.id, &account.role);
            screens::signed_in(person.lang, &account.username, member.role)
        }
        None => {
            let is_owner = desk.owners.contains(&person.telegram_id);
            screens::not_signed_in(person.lang, is_owner)
        }
    })
}

/// Signs the Telegram account out; what its owner is shown.
pub(super) async fn sign_out(desk: &Desk, person: &Person) -> anyhow::Result<Screen> {
    let (own_id, now) = (person.telegram_id, desk.clock.now());
    let is_owner = desk.owners.contains(&own_id);
    let mut tx = desk.db.begin().await?;
    let Some(account) = store::untie(&mut tx, own_id).await? else {
        return Ok(screens::not_signed_in(person.lang, is_owner));
    };
    let member = member(desk, person, account.id, &account.role);
    let change = (Some(own_id), None::<i64>);
    audit_change(
        &mut tx,
        &member,
        "logout",
        Target::staff(account.id),
        change,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(screens::signed_out(person.lang, is_owner))
}

/// Who acts, as the log and the group name them.
fn member(desk: &Desk, person: &Person, admin_id: i32, role: &str) -> Member {
    let is_owner = desk.owners.contains(&person.telegram_id);
    Member {
        telegram_id: person.telegram_id,
        name: person.first_name.clone(),
        admin_id: Some(admin_id),
        role: if is_owner {
            Role::Admin
        } else {
            Role::stored(role)
        },
    }
}
