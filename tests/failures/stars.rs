//! Rows 6 and 11 with Stars: refunds whose answer was lost, that were made
//! elsewhere, or that meet the set they are for.

use chrono::TimeDelta;
use sandbox::telegram::Fault;

use super::{
    generation::with_a_paid_set,
    money::{charge, with_an_invoice},
};
use crate::world::{Friend, World};

impl World {
    /// The sweep of Star transactions runs, as it does every ten minutes, when the
    /// updates of what has happened so far have had their time.
    pub async fn sweeps_stars(&self) {
        self.advance(TimeDelta::minutes(11)).await;
        self.upkeep().await;
    }

    /// Refunds at Telegram, and payments that count as refunded.
    pub async fn refunds(&self) -> (usize, i64) {
        let lines = self.telegram.star_transactions();
        let at_telegram = lines.iter().filter(|line| line.is_refund).count();
        let ours = self
            .value("select count(*) from payments where status = 'refunded'")
            .await;
        (at_telegram, ours)
    }

    pub async fn newest_charge(&self) -> String {
        self.value(
            "select telegram_charge_id from payments
             where telegram_charge_id is not null
             order by settled_at desc, id desc
             limit 1",
        )
        .await
    }
}

/// Anna, with a paid set that nothing is made of, and the question whether it is
/// to be given back before her.
async fn about_to_take_back(world: &World) -> Friend<'_> {
    let anna = with_an_invoice(world).await;
    world.execute("update avatars set status = 'draft'").await;
    anna.pays().await;
    anna.sends("/paysupport").await;
    anna.taps("Take back the set").await;
    anna.transcript();
    anna
}

/// A `refunded_payment` as Telegram tells of it.
fn refund(payer: i64, charge_id: &str, stars: i64) -> serde_json::Value {
    let mut update = charge(payer, charge_id, "", stars);
    let message = &mut update["message"];
    let mut payment = message["successful_payment"].take();
    payment["invoice_payload"] = "anything".into();
    message
        .as_object_mut()
        .unwrap()
        .remove("successful_payment");
    message["refunded_payment"] = payment;
    update
}

#[tokio::test]
async fn row_11_a_refund_whose_answer_was_lost_is_done_once() {
    let world = World::new().await;
    let anna = about_to_take_back(&world).await;
    world
        .telegram
        .fail_next("refundStarPayment", Fault::ResetAfterEffect);
    // The update that tells of it is lost too.
    anna.person.taps("Yes, give me").unwrap();
    for update in world.telegram.take_updates() {
        world.post_update(update).await;
    }
    world.app.inbox.handle_due().await.unwrap();
    world.app.worker.run_due().await.unwrap();
    let lost = world.telegram.take_updates();
    assert!(
        lost.iter()
            .any(|update| update.contains("refunded_payment"))
    );
    assert_eq!(world.refunds().await, (1, 0));
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(world.telegram.calls_of("refundStarPayment").len(), 2);
    assert_eq!(world.refunds().await, (1, 1));
    let said = anna.transcript();
    assert_eq!(
        said.matches("are back in your account").count(),
        1,
        "{said}"
    );
    for update in lost {
        world.post_update(update).await;
    }
    world.settle().await;
    assert_eq!(anna.transcript(), "", "no news");
    world.ends_well().await;
}

#[tokio::test]
async fn row_11_the_news_of_a_refund_may_overtake_its_answer() {
    let world = World::selling_by("stars").await;
    let anna = about_to_take_back(&world).await;
    world
        .telegram
        .fail_next("refundStarPayment", Fault::ResetAfterEffect);
    anna.taps("Yes, give me").await;
    assert_eq!(world.refunds().await, (1, 1), "by the update alone");
    world.advance(TimeDelta::minutes(1)).await;
    let said = anna.transcript();
    assert_eq!(
        said.matches("are back in your account").count(),
        1,
        "{said}"
    );
    assert_eq!(world.telegram.calls_of("refundStarPayment").len(), 1);
    assert_eq!(
        world.staff_group().transcript(),
        "",
        "our own refund is no difference"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn row_11_a_crash_between_the_refund_and_its_row_changes_nothing() {
    let world = World::selling_by("stars").await;
    let anna = about_to_take_back(&world).await;
    world
        .telegram
        .fail_next("refundStarPayment", Fault::ResetAfterEffect);
    anna.person.taps("Yes, give me").unwrap();
    for update in world.telegram.take_updates() {
        world.post_update(update).await;
    }
    world.app.inbox.handle_due().await.unwrap();
    world.app.worker.run_due().await.unwrap();
    world.telegram.take_updates();
    // The process dies with its job, and nobody repeats it but the sweep.
    world.execute("delete from jobs").await;
    assert_eq!(world.refunds().await, (1, 0));
    world.upkeep().await;
    assert_eq!(world.refunds().await, (1, 1));
    let said = anna.transcript();
    assert_eq!(
        said.matches("are back in your account").count(),
        1,
        "{said}"
    );
    assert_eq!(world.staff_group().transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn row_11_a_double_tap_gives_back_once() {
    let world = World::new().await;
    let anna = about_to_take_back(&world).await;
    anna.person.taps("Yes, give me").unwrap();
    anna.person.taps("Yes, give me").unwrap();
    world.settle().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [↩️ Yes, give me 350 ⭐ back]
    Anna taps [↩️ Yes, give me 350 ⭐ back]
    Bot (edited): ↩️ Your Stars are on their way back. It usually takes a few seconds; we will tell you.
         [☰ Menu]
    Bot (popup): This set is in use already, or its money is on its way back. See /status
    Anna gets 350 Stars back
    Bot: ✅ 350 ⭐ are back in your account.
         [☰ Menu]
    ");
    assert_eq!(world.refunds().await, (1, 1));
    assert_eq!(world.telegram.calls_of("refundStarPayment").len(), 1);
    world.ends_well().await;
}

#[tokio::test]
async fn row_11_a_refund_made_elsewhere_stops_the_running_set() {
    let world = World::selling_by("stars").await;
    let anna = with_a_paid_set(&world).await;
    anna.transcript();
    let charge = world.newest_charge().await;
    world.telegram.refund_elsewhere(101, &charge).unwrap();
    world.settle().await;
    world.kie_works_through().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna gets 350 Stars back
    Bot: ✅ 350 ⭐ are back in your account.
         [☰ Menu]
    Bot (edited): ↩️ This set was stopped, its payment goes back.
    ");
    insta::assert_snapshot!(world.staff_group().transcript().replace(&charge, "‹charge›"), @"Bot: 🩹 Payment № 1 was refunded at the provider, not by us. It is marked refunded, and a set of which nothing was sent is stopped.");
    assert_eq!((world.refunds().await, anna.portraits()), ((1, 1), 0));
    let used: bool = world
        .value("select generation_consumed from payments where status = 'refunded'")
        .await;
    assert!(!used, "the set counts as given back");
    world.ends_well().await;
}

#[tokio::test]
async fn row_11_a_refund_made_elsewhere_after_delivery_is_told_to_the_staff() {
    let world = World::selling_by("stars").await;
    let anna = with_a_paid_set(&world).await;
    world.kie_finishes().await;
    anna.transcript();
    let charge = world.newest_charge().await;
    world.telegram.refund_elsewhere(101, &charge).unwrap();
    // The update is lost; the sweep finds it in the list.
    world.telegram.take_updates();
    world.sweeps_stars().await;
    assert_eq!((world.refunds().await, anna.portraits()), ((1, 1), 7));
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna gets 350 Stars back
    Bot: ✅ 350 ⭐ are back in your account.
         [☰ Menu]
    ");
    insta::assert_snapshot!(world.staff_group().transcript(), @"Bot: 🩹 Payment № 1 was refunded at the provider, not by us. It is marked refunded, and a set of which nothing was sent is stopped.");
    world.sweeps_stars().await;
    assert_eq!(world.staff_group().transcript(), "", "said once");
    world.ends_well().await;
}

#[tokio::test]
async fn row_11_a_refund_that_telegram_refuses_becomes_a_task_of_the_staff() {
    let world = World::selling_by("stars").await;
    let anna = about_to_take_back(&world).await;
    world.telegram.fail_next(
        "refundStarPayment",
        Fault::Error {
            code: 400,
            description: "Bad Request: CHARGE_NOT_FOUND".to_owned(),
            retry_after: None,
        },
    );
    anna.taps("Yes, give me").await;
    world.upkeep().await;
    let olga = world.olga();
    olga.taps("It is sent").await;
    olga.taps("Not yet").await;
    insta::assert_snapshot!(olga.transcript(), @r#"
    Bot: A refund needs a hand: 350 ⭐

         Payment № 1 by ⭐ Telegram Stars can't be sent back automatically. What the provider says: Unknown error: "Bad Request: CHARGE_NOT_FOUND"
         [✅ It is sent]
    Olga taps [✅ It is sent]
    Bot (edited): A refund needs a hand: 350 ⭐

         Payment № 1 by ⭐ Telegram Stars can't be sent back automatically. What the provider says: Unknown error: "Bad Request: CHARGE_NOT_FOUND"

         Really sent 350 ⭐?
         [✅ Yes, sent]
         [‹ Not yet]
    Olga taps [‹ Not yet]
    Bot (edited): A refund needs a hand: 350 ⭐

         Payment № 1 by ⭐ Telegram Stars can't be sent back automatically. What the provider says: Unknown error: "Bad Request: CHARGE_NOT_FOUND"
         [✅ It is sent]
    "#);
    assert_eq!(world.refunds().await, (0, 0));
    // Two members at once have sent it.
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    olga.taps("It is sent").await;
    olga.transcript();
    olga.person.taps("Yes, sent").unwrap();
    oleg.person.taps("Yes, sent").unwrap();
    world.settle().await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [✅ Yes, sent]
    Oleg taps [✅ Yes, sent]
    Bot (edited): ✅ 350 ⭐, sent back. Noted by Olga.
    Bot (popup): This is done already.
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [↩️ Yes, give me 350 ⭐ back]
    Bot (edited): ↩️ Your Stars are on their way back. It usually takes a few seconds; we will tell you.
         [☰ Menu]
    Bot: ✅ 350 ⭐ are back in your account.
         [☰ Menu]
    ");
    assert_eq!(world.refunds().await, (0, 1));
    let entries: i64 = world.value("select count(*) from admin_audit_log").await;
    assert_eq!(entries, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn row_6_a_refund_of_a_charge_that_is_none_of_ours_moves_nothing() {
    let world = World::selling_by("stars").await;
    let anna = with_a_paid_set(&world).await;
    world
        .telegram
        .push_update(refund(101, "nobodys-charge", 350));
    world.settle().await;
    world.kie_finishes().await;
    assert_eq!((world.refunds().await, anna.portraits()), ((0, 0), 7));
    assert_eq!(world.staff_group().transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn row_11_a_set_begins_or_its_payment_goes_back_and_never_both() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    let olga = world.olga();
    olga.sends("/help").await;
    for attempt in 0..50 {
        anna.has_an_invoice().await;
        anna.person.pays().unwrap();
        // Paid, and the job that begins the set waits.
        while world.deliver_updates().await > 0 {}
        let payment: i32 = world
            .value("select max(id) from payments where status = 'succeeded'")
            .await;
        // By her own tap, or by one in the staff group.
        let (tapper, data) = match attempt % 2 {
            0 => (&anna, format!("shop:{{\"g\":{payment}}}")),
            _ => (&olga, world.proposed_refund(payment, false).await),
        };
        let below = tapper.person.last_from_bot().unwrap().id;
        tapper.person.taps_data(below, &data);
        let tapping = async {
            for _ in 0..attempt {
                tokio::task::yield_now().await;
            }
            world.deliver_updates().await;
        };
        let (_, begun) = futures::join!(tapping, world.app.worker.run_due());
        begun.unwrap();
        world.settle().await;
        let (is_back, runs): (bool, bool) = sqlx::query_as(
            "select refund_requested_at is not null,
                    exists (select from generation_jobs where payment_id = $1 and stopped_at is null)
             from payments where id = $1",
        )
        .bind(payment)
        .fetch_one(&world.db)
        .await
        .unwrap();
        assert!(
            is_back != runs,
            "attempt {attempt}: refund {is_back}, set {runs}"
        );
    }
    let (at_telegram, ours) = world.refunds().await;
    assert_eq!(i64::try_from(at_telegram).unwrap(), ours);
    assert!(
        ours >= 25,
        "whatever the staff decide goes back, not {ours}"
    );
}
