//! Giving somebody another role, or untying their Telegram account: what they may do
//! changes at once, so it is shown first.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::{
    super::{
        Approval, Deed, Desk, Outcome, Permission, Role,
        audit::Target,
        store::{self, Stored},
    },
    screens,
};

/// What an admin changes about a staff account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::staff) enum StaffChange {
    Role { account: i32, role: Role },
    Untie { account: i32 },
}

impl Deed for StaffChange {
    const KIND: &'static str = "staff_change";
    const PERMISSION: Permission = Permission::ChangeSettings;
    type Deps = Desk;

    async fn carry_out(
        self,
        tx: &mut PgConnection,
        desk: &Desk,
        approval: &Approval,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Outcome> {
        // Two admins who take each other's role away must not both succeed.
        let admins = store::people::lock_admins(tx).await?;
        let (Self::Role { account, .. } | Self::Untie { account }) = self;
        let Some(account) = store::lock(tx, account).await? else {
            return Ok(Outcome::Impossible(screens::impossible(
                desk.lang,
                "people-gone",
            )));
        };
        let before = Role::stored(&account.role);
        match self {
            Self::Role { role, .. } => {
                let is_last = desk.owners.is_empty() && admins == [account.id];
                if role == before {
                    let screen = screens::impossible(desk.lang, "people-same-role");
                    return Ok(Outcome::Impossible(screen));
                }
                if is_last {
                    let screen = screens::impossible(desk.lang, "people-last-admin");
                    return Ok(Outcome::Impossible(screen));
                }
                store::set_role(tx, account.id, role.name()).await?;
                let change = json!({ "before": before, "after": role });
                note(tx, approval, "staff_role", &account, change, now).await?;
                let names = approval.names();
                Ok(Outcome::Done(screens::role_changed(
                    desk, &account, role, &names,
                )))
            }
            Self::Untie { .. } => {
                if account.telegram_id.is_none() {
                    let screen = screens::impossible(desk.lang, "people-not-tied");
                    return Ok(Outcome::Impossible(screen));
                }
                store::set_telegram_id(tx, account.id, None).await?;
                let change = json!({ "before": account.telegram_id, "after": null });
                note(tx, approval, "staff_untied", &account, change, now).await?;
                let names = approval.names();
                Ok(Outcome::Done(screens::untied(desk, &account, &names)))
            }
        }
    }
}

async fn note(
    tx: &mut PgConnection,
    approval: &Approval,
    action: &str,
    account: &Stored,
    change: Value,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let target = Target::staff(account.id);
    approval
        .audit(tx, action, target.kind, target.id, change, now)
        .await
}
