//! What the staff give back: a whole payment, or what is missing of its set.
//!
//! ```text
//! Olga (staff) taps [↩️ Give 350 ⭐ back]
//! Bot: Give 350 ⭐ of payment № 12 (Stars) back? Nothing has been made of it.  [Yes] [Leave it]
//! Olga taps [Yes]
//! Bot (edited): ↩️ Payment № 12: 350 ⭐ go back. Decided by Olga.
//! ```

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;

use super::{
    money_back::{self, Decision, MissingPaid},
    store::sets,
};
use crate::{
    payments::{self, Made, PartRefund, Payment, RefundTap, StaffScreens},
    staff::{self, Approval, Deed, Desk, Member, Outcome, Permission, Preview},
    telegram::{Handled, Reply, Routes, Screen},
};

/// All that is left of a payment.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct GiveBack {
    payment_id: i32,
    /// Although photos have been delivered, as the preview said.
    is_forced: bool,
    about: Option<i32>,
}

/// What is missing of its set.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct GivePartBack {
    payment_id: i32,
    about: Option<i32>,
}

pub fn staff_routes() -> Routes {
    dptree::entry()
        .branch(staff::tap::<RefundTap>(Permission::MoveMoney).endpoint(tap_on_refund))
        .branch(staff::deed_routes::<GiveBack>())
        .branch(staff::deed_routes::<GivePartBack>())
}

/// Shows what would go back, below the card, which goes on telling whose payment it is.
async fn tap_on_refund(
    tap: RefundTap,
    member: Member,
    reply: Reply,
    desk: Desk,
    money: payments::Deps,
) -> Handled {
    let (RefundTap::Ask(payment_id) | RefundTap::AskPart(payment_id)) = tap;
    let screens = StaffScreens(desk.lang);
    let mut connection = desk.db.connection().await?;
    let payment = payments::find(&mut connection, payment_id).await?;
    let Some(payment) = payment.filter(Payment::can_go_back) else {
        drop(connection);
        reply.popup(&screens.impossible(payment_id)).await;
        return Ok(());
    };
    if tap == RefundTap::AskPart(payment_id) {
        let part = find_part(&mut connection, payment_id).await?;
        drop(connection);
        return ask_part(&desk, &money, &member, &reply, &payment, part).await;
    }
    let made = how_far(&mut connection, payment_id).await?;
    drop(connection);
    let (text, yes) = screens.preview(&payment, made);
    let deed = GiveBack {
        payment_id,
        is_forced: matches!(made, Made::Delivered { .. }),
        about: payment.user_id,
    };
    let preview = Preview {
        text,
        yes,
        approvers: money.approvers_for(payment.amount_rub),
    };
    staff::propose(&desk, &member, &deed, preview, &reply).await
}

async fn ask_part(
    desk: &Desk,
    money: &payments::Deps,
    member: &Member,
    reply: &Reply,
    payment: &Payment,
    part: Option<(payments::Price, i64)>,
) -> Handled {
    let screens = StaffScreens(desk.lang);
    let Some((price, missing)) = part else {
        let number = ("number", payment.id.to_string().into());
        let words = desk.lang.text("staff-refund-part-impossible", &[number]);
        reply.popup(&words).await;
        return Ok(());
    };
    let (text, yes) = screens.preview_part(payment, price, missing);
    let deed = GivePartBack {
        payment_id: payment.id,
        about: payment.user_id,
    };
    let preview = Preview {
        text,
        yes,
        approvers: money.approvers_for(payment.amount_rub),
    };
    staff::propose(desk, member, &deed, preview, reply).await
}

/// What the missing photos of a payment's set would bring back, and how many they are.
///
/// # Errors
/// When the database can't be asked.
pub async fn find_part(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Option<(payments::Price, i64)>> {
    let Some(set_id) = sets::find_by_payment(connection, payment_id).await? else {
        return Ok(None);
    };
    let set = sets::find(connection, set_id).await?;
    let open = set.filter(|set| {
        !set.is_running() && set.made() > 0 && set.missing() > 0 && !set.is_rest_paid_back
    });
    let Some(set) = open else {
        return Ok(None);
    };
    let share = (set.missing(), set.total);
    let price = payments::part_price(connection, payment_id, share).await?;
    Ok(price.map(|price| (price, set.missing())))
}

/// How far the set of a payment is.
async fn how_far(connection: &mut PgConnection, payment_id: i32) -> anyhow::Result<Made> {
    let set = match sets::find_by_payment(connection, payment_id).await? {
        Some(set_id) => sets::find(connection, set_id).await?,
        None => None,
    };
    let Some(set) = set else {
        return Ok(Made::Nothing);
    };
    let (made, total) = (set.made(), set.total);
    Ok(match money_back::is_delivered(connection, &set).await? {
        true => Made::Delivered { made, total },
        false => Made::Unsent { made, total },
    })
}

impl Deed for GiveBack {
    const KIND: &'static str = "give_back";
    const PERMISSION: Permission = Permission::MoveMoney;
    type Deps = Desk;

    fn about(&self) -> Option<i32> {
        self.about
    }

    async fn carry_out(
        self,
        tx: &mut PgConnection,
        desk: &Desk,
        approval: &Approval,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Outcome> {
        let (id, screens) = (self.payment_id, StaffScreens(desk.lang));
        let impossible = Outcome::Impossible(Screen::plain(screens.impossible(id)));
        let Some(payment) = payments::find(tx, id).await? else {
            return Ok(impossible);
        };
        match money_back::decide(tx, id, self.is_forced, now).await? {
            Decision::UnderWay => {}
            Decision::Delivered => {
                return Ok(Outcome::Impossible(screens.delivered_meanwhile(id)));
            }
            Decision::Impossible => return Ok(impossible),
        }
        let details = json!({
            "before": { "status": payment.status },
            "after": { "status": "going_back" },
            "price": payment.price.words(desk.lang),
            "forced": self.is_forced,
        });
        approval
            .audit(tx, "refund", "payment", Some(id), details, now)
            .await?;
        Ok(Outcome::Done(
            screens.under_way(&payment, &approval.names()),
        ))
    }
}

impl Deed for GivePartBack {
    const KIND: &'static str = "give_part";
    const PERMISSION: Permission = Permission::MoveMoney;
    type Deps = Desk;

    fn about(&self) -> Option<i32> {
        self.about
    }

    async fn carry_out(
        self,
        tx: &mut PgConnection,
        desk: &Desk,
        approval: &Approval,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Outcome> {
        let (id, lang) = (self.payment_id, desk.lang);
        let paid = match sets::find_by_payment(tx, id).await? {
            Some(set_id) => money_back::pay_missing_in(tx, None, set_id, now).await?,
            None => MissingPaid::Unknown,
        };
        let MissingPaid::Refund(PartRefund::OnItsWay(price)) = paid else {
            let number = ("number", id.to_string().into());
            let text = lang.html("staff-refund-part-impossible", &[number]);
            return Ok(Outcome::Impossible(Screen::plain(text)));
        };
        let details = json!({ "price": price.words(lang) });
        approval
            .audit(tx, "refund_part", "payment", Some(id), details, now)
            .await?;
        let screen = StaffScreens(lang).part_under_way(id, price, &approval.names());
        Ok(Outcome::Done(screen))
    }
}
