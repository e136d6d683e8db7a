//! Switching, in the staff group.
//!
//! ```text
//! Olga: /switches
//! Bot: 🟢 Sales 🔴 TON, since 02.03. 09:00 by Lev …  [🔴 Stop sales] [🛠 Begin maintenance] …
//! Olga taps [🔴 Stop sales]
//! Bot: Stop sales? People will read: …            [🔴 Stop sales] [✖️ Leave it]
//! ```
//!
//! A way to pay or a style is switched by the tap alone: the same tap undoes it.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Deps, Reach, Setting, Switch, Switches, Words,
    deed::{Flip, told},
    maintenance, pauses, screens, store,
};
use crate::{
    staff::{self, Member, Permission, audit, deed_routes, propose},
    telegram::{Buttons, Dialogue, Handled, Reply, Routes, Screen},
};

/// What can be tapped below the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum SwitchTap {
    /// It says what it makes of the switch, so that two taps do no more than one.
    #[serde(rename = "s")]
    Set(Switch, bool),
    /// The reason of a pause that is over, as somebody knows.
    #[serde(rename = "p")]
    EndPause(String),
}

impl Buttons for SwitchTap {
    const FEATURE: &'static str = "switches";
}

pub fn staff_routes() -> Routes {
    dptree::entry()
        .branch(staff::command("switches").endpoint(show))
        .branch(staff::tap::<SwitchTap>(Permission::ChangeSettings).endpoint(tap))
        .branch(maintenance::routes())
        .branch(deed_routes::<Flip>())
}

async fn show(reply: Reply, deps: Deps) -> Handled {
    reply.new_message(&list(&deps).await?).await?;
    Ok(())
}

/// All switches, and the pauses that the product takes by itself.
async fn list(deps: &Deps) -> anyhow::Result<Screen> {
    let now = deps.desk.clock.now();
    let mut connection = deps.desk.db.connection().await?;
    let switches = Switches::load(&mut connection, now).await?;
    let pauses = pauses::list(&mut connection, now).await?;
    let here = deps.switches();
    let settings: Vec<&Setting> = here.iter().map(|one| switches.setting(*one)).collect();
    Ok(screens::list(deps.desk.lang, &settings, &pauses))
}

async fn tap(
    tap: SwitchTap,
    member: Member,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
) -> Handled {
    match tap {
        SwitchTap::Set(Switch::Maintenance, true) => {
            maintenance::ask(&deps, &member, &dialogue, &reply).await
        }
        SwitchTap::Set(switch, is_on) if switch.reach() == Reach::Everything => {
            ask(&deps, &member, &reply, switch, is_on).await
        }
        SwitchTap::Set(switch, is_on) => {
            let words = set(&deps, &member, switch, is_on).await?;
            answer(&deps, &reply, &words).await
        }
        SwitchTap::EndPause(reason) => {
            let words = end_pause(&deps, &member, &reason).await?;
            answer(&deps, &reply, &words).await
        }
    }
}

/// A word over the chat, and the list as it is now.
async fn answer(deps: &Deps, reply: &Reply, words: &str) -> Handled {
    reply.popup(words).await;
    reply.screen(&list(deps).await?).await?;
    Ok(())
}

/// Shows what switching `switch` would do.
async fn ask(deps: &Deps, member: &Member, reply: &Reply, switch: Switch, is_on: bool) -> Handled {
    let flip = Flip {
        switch,
        is_on,
        message: Words::default(),
        until: None,
        seen_at: None,
    };
    offer(deps, member, reply, flip).await
}

/// Shows what `flip` would do, unless it is so already.
pub(super) async fn offer(deps: &Deps, member: &Member, reply: &Reply, mut flip: Flip) -> Handled {
    let (desk, now) = (&deps.desk, deps.desk.clock.now());
    let mut connection = desk.db.connection().await?;
    let switches = Switches::load(&mut connection, now).await?;
    let invoices = store::count_invoices(&mut connection, now).await?;
    drop(connection);
    let present = switches.setting(flip.switch);
    if present.is_on == flip.is_on {
        let words = screens::as_it_is(desk.lang, present);
        return answer(deps, reply, &words).await;
    }
    flip.seen_at = present.changed_at();
    let preview = screens::preview(desk.lang, &flip, invoices);
    propose(desk, member, &flip, preview, reply).await
}

/// Switches a way to pay or a style; what to say of it.
async fn set(deps: &Deps, member: &Member, switch: Switch, is_on: bool) -> anyhow::Result<String> {
    let (lang, now) = (deps.desk.lang, deps.desk.clock.now());
    let mut tx = deps.desk.db.begin().await?;
    store::lock(&mut tx).await?;
    let switches = Switches::load(&mut tx, now).await?;
    let before = switches.setting(switch);
    if before.is_on == is_on {
        return Ok(screens::as_it_is(lang, before));
    }
    let mut others = deps.switches();
    others.retain(|other| other.reach() == switch.reach() && *other != switch);
    if !is_on && !others.iter().any(|other| switches.is_on(*other)) {
        return Ok(lang.text("switch-last", &[]));
    }
    let after = Setting {
        is_on,
        changed: Some((member.name.clone(), now)),
        ..Setting::untouched(switch)
    };
    store::set(&mut tx, &after, member, now).await?;
    let details = json!({ "before": told(before), "after": told(&after) });
    let target = switch.id();
    audit(&mut tx, member, "switched", target, None, details, now).await?;
    tx.commit().await?;
    Ok(screens::as_it_is(lang, &after))
}

async fn end_pause(deps: &Deps, member: &Member, reason: &str) -> anyhow::Result<String> {
    let (lang, now) = (deps.desk.lang, deps.desk.clock.now());
    let mut tx = deps.desk.db.begin().await?;
    if !pauses::resume_sales(&mut tx, reason).await? {
        return Ok(lang.text("switch-pause-over", &[]));
    }
    let details = json!({ "before": { "reason": reason }, "after": null });
    let action = "sales_pause_ended";
    audit(&mut tx, member, action, "sales_pause", None, details, now).await?;
    tx.commit().await?;
    Ok(lang.text("switch-pause-ended", &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_fits_and_comes_back() {
        let sets = Switch::ALL.map(|switch| SwitchTap::Set(switch, false));
        let pause = SwitchTap::EndPause("a".repeat(screens::LONGEST_REASON));
        for tap in sets.into_iter().chain([pause]) {
            assert_eq!(SwitchTap::decode(&tap.encode()), Some(tap));
        }
    }
}
