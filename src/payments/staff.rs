//! What the staff do about payments in their group.
//!
//! ```text
//! Bot: Please send back 4.215 TON to UQDK… Why: too_little  [✅ It is sent]
//! Olga taps [✅ It is sent]
//! Bot (edited): … Really sent 4.215 TON?  [✅ Yes, sent] [‹ Not yet]
//! Olga taps [✅ Yes, sent]
//! Bot (edited): ✅ 4.215 TON, sent back. Noted by Olga.
//! Olga: /policy take_back_days 30
//! Bot: ✅ take_back_days is 30 now.
//! ```

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{Deps, Payment, Policy, policy::BadRule, refunds, screens, store};
use crate::{
    i18n::Lang,
    staff::{self, Member, Permission},
    telegram::{Buttons, Handled, Incoming, Reply, Routes, Screen},
};

/// A tap below a refund that is to be sent by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum TaskTap {
    #[serde(rename = "a")]
    Ask(Uuid),
    #[serde(rename = "s")]
    Sent(Uuid),
    #[serde(rename = "b")]
    Back(Uuid),
}

impl Buttons for TaskTap {
    const FEATURE: &'static str = "task";
}

/// A tap that gives a payment back. Served by generation, which knows how far
/// its set is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefundTap {
    #[serde(rename = "a")]
    Ask(i32),
    #[serde(rename = "d")]
    Do(i32),
    /// Although photos have been delivered.
    #[serde(rename = "e")]
    Delivered(i32),
    #[serde(rename = "n")]
    No,
}

impl Buttons for RefundTap {
    const FEATURE: &'static str = "refund";
}

/// What the group sees of a refund that generation decides on.
pub struct StaffScreens(pub Lang);

impl StaffScreens {
    /// Asks before money moves; `is_delivered` asks more seriously.
    pub fn confirm(&self, payment: &Payment, is_delivered: bool) -> Screen {
        screens::confirm_refund(self.0, payment, is_delivered)
    }

    pub fn under_way(&self, payment: &Payment, name: &str) -> Screen {
        screens::refund_under_way(self.0, payment, name)
    }

    pub fn impossible(&self, payment_id: i32) -> Screen {
        screens::refund_impossible(self.0, payment_id)
    }

    pub fn left_alone(&self) -> String {
        self.0.text("staff-refund-left", &[])
    }
}

pub fn staff_routes() -> Routes {
    dptree::entry()
        .branch(staff::tap::<TaskTap>(Permission::MoveMoney).endpoint(tap_on_task))
        .branch(staff::command("policy").endpoint(policy))
}

async fn tap_on_task(tap: TaskTap, member: Member, reply: Reply, deps: Deps) -> Handled {
    let (TaskTap::Ask(id) | TaskTap::Sent(id) | TaskTap::Back(id)) = tap;
    let found = store::find_task(&mut *deps.db.connection().await?, id).await?;
    let lang = deps.staff_lang;
    let Some((refund, note)) = found else {
        reply.popup(&lang.text("staff-task-gone", &[])).await;
        return Ok(());
    };
    let screen = match tap {
        TaskTap::Ask(_) => screens::confirm_task(lang, &refund, note.as_deref()),
        TaskTap::Back(_) => screens::task(lang, &refund, note.as_deref()),
        TaskTap::Sent(_) => {
            let now = deps.clock.now();
            let mut tx = deps.db.begin().await?;
            refunds::finish(&mut tx, &refund, Some(member.telegram_id), now).await?;
            let details = json!({ "refund": refund.id, "price": refund.price.words(lang) });
            staff::audit(
                &mut tx,
                &member,
                "refund_sent",
                "payment",
                refund.payment_id,
                details,
                now,
            )
            .await?;
            tx.commit().await?;
            screens::task_over(lang, refund.price, &member.name)
        }
    };
    reply.screen(&screen).await?;
    Ok(())
}

/// `/policy` shows the rules, `/policy NAME VALUE` changes one.
async fn policy(incoming: Incoming, member: Member, reply: Reply, deps: Deps) -> Handled {
    let lang = deps.staff_lang;
    let words = incoming
        .command()
        .map(|(_, words)| words)
        .unwrap_or_default();
    let mut words = words.split_whitespace();
    let (Some(name), value) = (words.next(), words.next()) else {
        let policy = Policy::load(&mut *deps.db.connection().await?).await?;
        reply.new_message(&screens::policy(lang, &policy)).await?;
        return Ok(());
    };
    if !member.role.may(Permission::ChangeSettings) {
        return staff::refuse(member, incoming, lang, reply).await;
    }
    let value = value.unwrap_or_default();
    let args = [
        ("name", name.to_owned().into()),
        ("value", value.to_owned().into()),
        ("names", Policy::NAMES.join(", ").into()),
    ];
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    let mut policy = Policy::load(&mut tx).await?;
    let before = policy.value(name);
    let key = match policy.change(name, value) {
        Err(BadRule::UnknownName) => "staff-policy-unknown",
        Err(BadRule::BadValue) => "staff-policy-bad",
        Ok(()) => {
            store::set_policy(&mut tx, name, value, member.telegram_id, now).await?;
            let details = json!({ "rule": name, "before": before, "after": value });
            staff::audit(
                &mut tx,
                &member,
                "refund_policy",
                "policy",
                None,
                details,
                now,
            )
            .await?;
            "staff-policy-changed"
        }
    };
    tx.commit().await?;
    let text = match key {
        "staff-policy-unknown" => lang.html("staff-policy-unknown", &args[..]),
        "staff-policy-bad" => lang.html("staff-policy-bad", &args[..]),
        _ => lang.html("staff-policy-changed", &args[..]),
    };
    reply.new_message(&Screen::plain(text)).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let id = Uuid::max();
        for tap in [TaskTap::Ask(id), TaskTap::Sent(id), TaskTap::Back(id)] {
            assert_eq!(TaskTap::decode(&tap.encode()), Some(tap));
        }
        let last = i32::MAX;
        for tap in [
            RefundTap::Ask(last),
            RefundTap::Do(last),
            RefundTap::Delivered(last),
            RefundTap::No,
        ] {
            assert_eq!(RefundTap::decode(&tap.encode()), Some(tap));
        }
    }
}
