//! What concerns everybody is switched after a preview: sales as a whole, and maintenance.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::{Deps, Setting, Switch, Switches, Words, screens, store};
use crate::staff::{Approval, Deed, Outcome, Permission};

/// Switching `switch`, as somebody wants it who saw it as it was at `seen_at`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Flip {
    pub switch: Switch,
    pub is_on: bool,
    pub message: Words,
    pub until: Option<DateTime<Utc>>,
    pub seen_at: Option<DateTime<Utc>>,
}

impl Deed for Flip {
    const KIND: &'static str = "switch";
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
        store::lock(tx).await?;
        let switches = Switches::load(tx, now).await?;
        let before = switches.setting(self.switch);
        if before.changed_at() != self.seen_at || before.is_on == self.is_on {
            return Ok(Outcome::Impossible(screens::switched_meanwhile(
                lang, before,
            )));
        }
        if self.until.is_some_and(|until| until <= now) {
            return Ok(Outcome::Impossible(screens::end_is_over(lang)));
        }
        let after = self.setting(approval.names(), now);
        store::set(tx, &after, &approval.asker, now).await?;
        let details = json!({ "before": told(before), "after": told(&after) });
        let action = "switched";
        let target = self.switch.id();
        approval
            .audit(tx, action, target, None, details, now)
            .await?;
        Ok(Outcome::Done(screens::switched(lang, &after)))
    }
}

impl Flip {
    /// How the switch stands once it is done.
    pub fn setting(&self, name: String, now: DateTime<Utc>) -> Setting {
        Setting {
            switch: self.switch,
            is_on: self.is_on,
            message: self.message.clone(),
            until: self.until,
            changed: Some((name, now)),
        }
    }
}

/// A setting for the audit log.
pub(super) fn told(setting: &Setting) -> Value {
    json!({
        "switch": setting.switch.id(),
        "is_on": setting.is_on,
        "message": setting.message,
        "until": setting.until,
    })
}
