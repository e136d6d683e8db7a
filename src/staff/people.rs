//! The members of the staff as the group sees them: who has which role, from which
//! Telegram account, since when, and what they did last. Admins change roles and untie
//! accounts here.
//!
//! ```text
//! Vera: /staff
//! Bot: 👥 The staff … oleg · operator · Oleg, 202 …  [oleg] [vera]
//! Olga (an admin) taps [oleg]
//! Bot (edited): oleg · operator …  [Make admin] [Make viewer] [Untie]
//! Olga taps [Make admin]
//! Bot: Give oleg another role? operator → admin …  [Yes, admin] [✖️ Leave it]
//! ```
//!
//! What somebody may do is looked up each time they do something, so that a change holds
//! for the very next thing.

mod deed;
mod screens;

use serde::{Deserialize, Serialize};

pub(super) use self::deed::StaffChange;
use super::{
    Desk, Member, Permission, Role, command, deed_routes, deeds, require, store::people as store,
};
use crate::telegram::{self, Buttons, Handled, Reply, Routes};

/// What fits on a screen and can be read at a glance.
const PER_PAGE: u16 = 8;

/// What can be tapped in the list. Pages count from 0; accounts are named by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum StaffTap {
    #[serde(rename = "l")]
    List(u16),
    #[serde(rename = "o")]
    Open(i32),
    #[serde(rename = "r")]
    Role(i32, Role),
    #[serde(rename = "u")]
    Untie(i32),
}

impl Buttons for StaffTap {
    const FEATURE: &'static str = "staff";
}

pub(super) fn routes() -> Routes {
    let tapped = |permission: Permission| {
        telegram::tap::<StaffTap>()
            .filter(move |tap: StaffTap| permission_for(tap) == permission)
            .chain(require(permission))
            .endpoint(tap)
    };
    dptree::entry()
        .branch(command("staff").endpoint(list_first))
        .branch(tapped(Permission::Look))
        .branch(tapped(Permission::ChangeSettings))
        .branch(deed_routes::<StaffChange>())
}

fn permission_for(tap: StaffTap) -> Permission {
    match tap {
        StaffTap::List(_) => Permission::Look,
        StaffTap::Open(_) | StaffTap::Role(..) | StaffTap::Untie(_) => Permission::ChangeSettings,
    }
}

async fn list_first(desk: Desk, reply: Reply) -> Handled {
    list(&desk, &reply, 0).await
}

async fn list(desk: &Desk, reply: &Reply, page: u16) -> Handled {
    let mut connection = desk.db.connection().await?;
    let (offset, most) = (i64::from(page) * i64::from(PER_PAGE), i64::from(PER_PAGE));
    let (accounts, all) = store::list_page(&mut connection, offset, most).await?;
    let mut owners = Vec::new();
    for id in desk.owners.iter() {
        owners.push((*id, store::find_name(&mut connection, *id).await?));
    }
    drop(connection);
    let list = screens::List {
        page,
        all,
        accounts,
        owners,
    };
    reply.screen(&list.screen(desk)).await?;
    Ok(())
}

async fn tap(tap: StaffTap, member: Member, desk: Desk, reply: Reply) -> Handled {
    let (id, change) = match tap {
        StaffTap::List(page) => return list(&desk, &reply, page).await,
        StaffTap::Open(id) => (id, None),
        StaffTap::Role(id, role) => (id, Some(StaffChange::Role { account: id, role })),
        StaffTap::Untie(id) => (id, Some(StaffChange::Untie { account: id })),
    };
    let account = store::find(&mut *desk.db.connection().await?, id).await?;
    let Some(account) = account else {
        reply.popup(&desk.lang.text("people-gone", &[])).await;
        return Ok(());
    };
    let Some(change) = change else {
        reply.screen(&screens::account(&desk, &account)).await?;
        return Ok(());
    };
    let preview = screens::preview(&desk, &account, &change);
    deeds::propose(&desk, &member, &change, preview, &reply).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let roles = Role::ALL.map(|role| StaffTap::Role(i32::MAX, role));
        let others = [
            StaffTap::List(u16::MAX),
            StaffTap::Open(i32::MAX),
            StaffTap::Untie(i32::MIN),
        ];
        for tap in roles.into_iter().chain(others) {
            assert_eq!(StaffTap::decode(&tap.encode()), Some(tap));
        }
    }
}
