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

use super::{
    Deps, Payment, Policy, Price,
    policy::BadRule,
    refunds, screens,
    store::{self, Refund},
};
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

/// A tap about giving a payment back. Served by generation, which knows how far
/// its set is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefundTap {
    /// Shows what would go back, with a button that does it.
    #[serde(rename = "a")]
    Ask(i32),
    /// The same for the photos that are missing.
    #[serde(rename = "p")]
    AskPart(i32),
}

impl Buttons for RefundTap {
    const FEATURE: &'static str = "refund";
}

/// How far the set of a payment is that goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// Nothing was begun.
    Nothing,
    /// Photos that are there of so many; none was sent.
    Unsent { made: i64, total: i64 },
    /// Photos have reached the person, or are about to.
    Delivered { made: i64, total: i64 },
}

/// What the group sees of a refund that generation decides on.
pub struct StaffScreens(pub Lang);

impl StaffScreens {
    /// What would go back, before money moves.
    pub fn preview(&self, payment: &Payment, made: Made) -> (String, String) {
        screens::preview_refund(self.0, payment, made)
    }

    /// What would go back for the photos that are missing.
    pub fn preview_part(&self, payment: &Payment, price: Price, missing: i64) -> (String, String) {
        screens::preview_part(self.0, payment, price, missing)
    }

    pub fn part_under_way(&self, payment_id: i32, price: Price, name: &str) -> Screen {
        screens::part_under_way(self.0, payment_id, price, name)
    }

    /// Photos have reached the person since the preview was shown.
    pub fn delivered_meanwhile(&self, payment_id: i32) -> Screen {
        let number = ("number", payment_id.to_string().into());
        Screen::plain(self.0.html("staff-refund-delivered-meanwhile", &[number]))
    }

    pub fn under_way(&self, payment: &Payment, name: &str) -> Screen {
        screens::refund_under_way(self.0, payment, name)
    }

    /// Words over the chat: the message below may say who decided.
    pub fn impossible(&self, payment_id: i32) -> String {
        let number = ("number", payment_id.to_string().into());
        self.0.text("staff-refund-impossible", &[number])
    }

    /// How a payment stands, in a word.
    pub fn status(&self, payment: &Payment) -> String {
        screens::status_words(self.0, payment)
    }
}

pub fn staff_routes() -> Routes {
    dptree::entry()
        .branch(staff::tap::<TaskTap>(Permission::MoveMoney).endpoint(tap_on_task))
        .branch(staff::command("policy").endpoint(policy))
}

async fn tap_on_task(tap: TaskTap, member: Member, reply: Reply, deps: Deps) -> Handled {
    let (TaskTap::Ask(id) | TaskTap::Sent(id) | TaskTap::Back(id)) = tap;
    let task = store::find_task(&mut *deps.db.connection().await?, id).await?;
    let lang = deps.staff_lang;
    let screen = match (tap, task) {
        (TaskTap::Ask(_), Some((refund, note))) => {
            screens::confirm_task(lang, &refund, note.as_deref())
        }
        (TaskTap::Back(_), Some((refund, note))) => screens::task(lang, &refund, note.as_deref()),
        (TaskTap::Sent(_), Some((refund, _))) if note_sent(&deps, &member, &refund).await? => {
            screens::task_over(lang, refund.price, &member.name)
        }
        _ => {
            reply.popup(&lang.text("staff-task-gone", &[])).await;
            return Ok(());
        }
    };
    reply.screen(&screen).await?;
    Ok(())
}

/// Notes that a refund was sent by hand; `false` when somebody has noted it before.
async fn note_sent(deps: &Deps, member: &Member, refund: &Refund) -> anyhow::Result<bool> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    if !refunds::finish(&mut tx, refund, Some(member.telegram_id), now).await? {
        return Ok(false);
    }
    let details = json!({
        "refund": refund.id,
        "price": refund.price.words(deps.staff_lang),
        "before": "to_send",
        "after": "sent",
    });
    staff::audit(
        &mut tx,
        member,
        "refund_sent",
        "payment",
        refund.payment_id,
        details,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// `/policy` shows the rules, `/policy NAME VALUE` changes one.
async fn policy(incoming: Incoming, member: Member, reply: Reply, deps: Deps) -> Handled {
    let lang = deps.staff_lang;
    let words = incoming
        .command()
        .map(|(_, words)| words)
        .unwrap_or_default();
    let mut words = words.split_whitespace();
    let (Some(name), Some(value)) = (words.next(), words.next()) else {
        let policy = Policy::load(&mut *deps.db.connection().await?).await?;
        reply.new_message(&screens::policy(lang, &policy)).await?;
        return Ok(());
    };
    if !member.role.may(Permission::ChangeSettings) {
        return staff::refuse(member, incoming, lang, reply).await;
    }
    let screen = match change_policy(&deps, &member, name, value).await? {
        Ok(value) => screens::policy_changed(lang, name, &value),
        Err(BadRule::UnknownName) => screens::policy_unknown(lang, name),
        Err(BadRule::BadValue) => screens::policy_bad(lang, name, value),
    };
    reply.new_message(&screen).await?;
    Ok(())
}

/// Returns the value that holds now.
async fn change_policy(
    deps: &Deps,
    member: &Member,
    name: &str,
    value: &str,
) -> anyhow::Result<Result<String, BadRule>> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    let mut policy = Policy::load(&mut tx).await?;
    let before = policy.value(name);
    if let Err(why) = policy.change(name, value) {
        return Ok(Err(why));
    }
    let after = policy.value(name);
    store::set_policy(&mut tx, name, &after, member.telegram_id, now).await?;
    let details = json!({ "rule": name, "before": before, "after": after });
    staff::audit(
        &mut tx,
        member,
        "refund_policy",
        "policy",
        None,
        details,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(after))
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
        for tap in [RefundTap::Ask(last), RefundTap::AskPart(last)] {
            assert_eq!(RefundTap::decode(&tap.encode()), Some(tap));
        }
    }
}
