//! How everything stands, asked for in the staff group; alerts muted; and what was given
//! up tried again, or forgotten.
//!
//! ```text
//! Olga: /health
//! Bot: 🩺 How things stand, 02.03 12:00
//!      🟢 Inbox: nothing waits …
//!      🔴 Given up: 2 jobs (deliver_set 2) …      [🔁 deliver_set (2)] [🗑 Forget]
//! Olga taps [🔁 deliver_set (2)]
//! Bot: Try 2 jobs of the kind deliver_set again? …  [🔁 Try again]
//! ```

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Deps, dead, facts::Facts, rules::Rule, screens, store};
use crate::{
    staff::{self, Member, Permission},
    telegram::{self, Buttons, Handled, Reply, Routes, Screen},
};

/// What was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum What {
    #[serde(rename = "u")]
    Updates,
    /// Of this kind.
    #[serde(rename = "j")]
    Jobs(String),
}

/// A tap below /health or an alert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum HealthTap {
    #[serde(rename = "l")]
    Look,
    /// For so many hours.
    #[serde(rename = "m")]
    Mute(Rule, u8),
    #[serde(rename = "r")]
    Retry(What),
    #[serde(rename = "f")]
    Forget(What),
}

impl Buttons for HealthTap {
    const FEATURE: &'static str = "health";
}

impl HealthTap {
    fn permission(&self) -> Permission {
        match self {
            Self::Look => Permission::Look,
            Self::Mute(..) => Permission::ServeCustomers,
            Self::Retry(_) | Self::Forget(_) => Permission::ChangeSettings,
        }
    }
}

pub(super) fn routes() -> Routes {
    let tapped = |permission: Permission| {
        telegram::tap::<HealthTap>()
            .filter(move |tap: HealthTap| tap.permission() == permission)
            .chain(staff::require(permission))
            .endpoint(on_tap)
    };
    dptree::entry()
        .branch(staff::command("health").endpoint(show))
        .branch(tapped(Permission::Look))
        .branch(tapped(Permission::ServeCustomers))
        .branch(tapped(Permission::ChangeSettings))
}

async fn show(reply: Reply, deps: Deps) -> Handled {
    reply.new_message(&look(&deps).await?).await?;
    Ok(())
}

async fn on_tap(tap: HealthTap, member: Member, reply: Reply, deps: Deps) -> Handled {
    match tap {
        HealthTap::Look => {
            reply.screen(&look(&deps).await?).await?;
            Ok(())
        }
        HealthTap::Mute(rule, hours) => mute(&deps, &member, &reply, rule, hours).await,
        HealthTap::Retry(what) => {
            dead::propose(&deps, &member, &reply, what, dead::Act::Retry).await
        }
        HealthTap::Forget(what) => {
            dead::propose(&deps, &member, &reply, what, dead::Act::Forget).await
        }
    }
}

/// From the database alone: whoever is away keeps nobody waiting.
async fn look(deps: &Deps) -> anyhow::Result<Screen> {
    let mut connection = deps.desk.db.connection().await?;
    let facts = Facts::load(&mut connection, deps.desk.clock.now()).await?;
    let alerts = store::alerts::list(&mut connection).await?;
    drop(connection);
    let screen = screens::health(deps.desk.lang, deps.zone, &facts, deps.limits, &alerts);
    Ok(screen)
}

async fn mute(deps: &Deps, member: &Member, reply: &Reply, rule: Rule, hours: u8) -> Handled {
    let (lang, now) = (deps.desk.lang, deps.desk.clock.now());
    let until = now + TimeDelta::hours(hours.into());
    let mut tx = deps.desk.db.begin().await?;
    store::alerts::lock(&mut tx).await?;
    let known = store::alerts::list(&mut tx).await?;
    let known = known.into_iter().find(|(name, _)| name == rule.id());
    let mut alert = known.map(|(_, alert)| alert).unwrap_or_default();
    let details = json!({
        "rule": rule.id(),
        "before": { "muted_until": alert.muted_until },
        "after": { "muted_until": until },
    });
    alert.muted_until = Some(until);
    alert.muted_by = Some(member.name.clone());
    store::alerts::save(&mut tx, rule.id(), &alert).await?;
    staff::audit(&mut tx, member, "alert_muted", "alert", None, details, now).await?;
    tx.commit().await?;
    let until = until.with_timezone(&deps.zone).format("%d.%m %H:%M");
    let args = [("until", until.to_string().into())];
    reply.popup(&lang.text("health-muted-now", &args)).await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        // Longer than any kind of job is by far.
        let kind = || What::Jobs("a_kind_of_job_with_a_long_name_indeed".to_owned());
        let mut taps = vec![
            HealthTap::Look,
            HealthTap::Retry(What::Updates),
            HealthTap::Retry(kind()),
            HealthTap::Forget(kind()),
        ];
        taps.extend(Rule::ALL.map(|rule| HealthTap::Mute(rule, u8::MAX)));
        for tap in taps {
            assert_eq!(HealthTap::decode(&tap.encode()), Some(tap));
        }
    }
}
