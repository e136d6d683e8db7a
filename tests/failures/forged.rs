//! Row 6, by the hundred: forged, malformed and oversized calls to every address
//! that strangers can reach, while orders of all three ways to pay are open. After
//! each batch the books are, to the byte, what they were before.

mod bank;
mod caller;
mod kie;
mod telegram;

use chrono::TimeDelta;
use sandbox::tbank::Status;

use crate::world::{Friend, World};

pub(super) use self::caller::Caller;

/// What is owed, paid and given back.
async fn books(world: &World) -> String {
    world
        .value(
            "select jsonb_pretty(jsonb_build_object(
                 'payments', (select jsonb_agg(to_jsonb(line) order by id) from payments as line),
                 'orders', (select jsonb_agg(to_jsonb(line) order by id) from orders as line),
                 'refunds', (select jsonb_agg(to_jsonb(line) order by id) from refunds as line),
                 'transfers', (select jsonb_agg(to_jsonb(line) order by hash) from ton_transfers as line),
                 'sets', (select jsonb_agg(to_jsonb(line) order by id) from generation_jobs as line)
             ))",
        )
        .await
}

/// The books, what is asked of others, and what waits to be done.
async fn everything(world: &World) -> String {
    let rest: String = world
        .value(
            "select jsonb_pretty(jsonb_build_object(
                 'attempts', (select jsonb_agg(to_jsonb(line) order by id) from tbank_attempts as line),
                 'differences', (select jsonb_agg(to_jsonb(line) order by key) from payment_differences as line),
                 'tasks', (select jsonb_agg(to_jsonb(line) order by id) from kie_tasks as line),
                 'jobs', (select jsonb_agg(to_jsonb(line) order by id) from jobs as line),
                 'updates', (select jsonb_agg(to_jsonb(line) order by update_id) from telegram_updates as line)
             ))",
        )
        .await;
    books(world).await + &rest
}

/// Anna has a set in the making and open orders of all three ways to pay.
async fn with_open_orders(world: &World) -> Friend<'_> {
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.chooses_to_pay_by("Telegram Stars").await;
    anna.pays().await;
    for method in ["Telegram Stars", "Card or SBP", "TON"] {
        anna.chooses_to_pay_by(method).await;
        if method.starts_with("Card") {
            anna.sends("anna@example.com").await;
        }
    }
    anna.transcript();
    let open: i64 = world
        .value("select count(distinct provider) from orders where status = 'open'")
        .await;
    assert_eq!(open, 3);
    anna
}

/// What was begun comes to its end: the bank is paid, the sets are made, and
/// nothing is left over.
async fn all_ends_well(world: &World) {
    let payment = world.bank_payment();
    if payment.status == Status::New {
        world.tbank.pays(payment.payment_id).unwrap();
        world.bank_notifies().await;
    }
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(2)).await;
    let sets: i64 = world
        .value("select count(*) from generation_jobs where status = 'completed'")
        .await;
    assert_eq!(sets, 2, "one by Stars and one by card");
    world.ends_well().await;
}

impl Friend<'_> {
    async fn chooses_to_pay_by(&self, method: &str) {
        self.sends("/portraits").await;
        self.taps("Lifestyle").await;
        self.taps("Starter").await;
        self.taps(method).await;
    }
}
