//! Changing a set, once its preview is confirmed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;

use super::{Offer, change::leaves_something, screens, store};
use crate::staff::{Approval, Deed, Desk, Outcome, Permission};

/// Makes a set what it is not yet. Whoever asked saw it as it was `before`; when it is
/// otherwise by now, somebody else was quicker, and nothing is done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ChangeTier {
    /// `None`: it is new.
    pub before: Option<Offer>,
    pub after: Offer,
}

impl Deed for ChangeTier {
    const KIND: &'static str = "tierchange";
    const PERMISSION: Permission = Permission::ChangeSettings;
    type Deps = Desk;

    async fn carry_out(
        self,
        tx: &mut PgConnection,
        desk: &Desk,
        approval: &Approval,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Outcome> {
        let lang = desk.lang;
        store::lock(tx).await?;
        let present = store::list(tx).await?;
        let (after, id) = (&self.after, &self.after.id);
        let stands = present.iter().find(|offer| offer.id == *id);
        if stands != self.before.as_ref() {
            return Ok(Outcome::Impossible(screens::changed_meanwhile(
                lang, stands,
            )));
        }
        if !leaves_something(after, &present) {
            return Ok(Outcome::Impossible(screens::last(lang)));
        }
        store::save(tx, after, now).await?;
        let action = match self.before {
            Some(_) => "tier_changed",
            None => "tier_added",
        };
        let details = json!({ "before": self.before, "after": after });
        approval
            .audit(tx, action, "pricing_tier", None, details, now)
            .await?;
        Ok(Outcome::Done(screens::changed(
            lang,
            self.before.as_ref(),
            after,
            &approval.names(),
        )))
    }
}
