//! The staff's side of money: giving payments back, and the day's line.

use chrono::TimeDelta;
use sandbox::ton::Transfer;

use crate::world::{Friend, World};

impl World {
    /// The card of a payment's problem stands in the group; what was said before
    /// it is read.
    pub async fn has_a_problem_of(&self, customer: &Friend<'_>) {
        customer.sends("/payments").await;
        customer.taps("№ ").await;
        customer.taps("Something is wrong").await;
        customer.transcript();
        self.staff_group().transcript();
    }

    /// What the audit log holds, a line each.
    pub async fn audit(&self) -> String {
        let lines: Vec<String> = sqlx::query_scalar(
            "select concat_ws(' ', coalesce(username, 'no account'), action, target_type, target_id, metadata)
             from admin_audit_log left join admin_users on admin_users.id = admin_id
             order by admin_audit_log.id",
        )
        .fetch_all(&self.db)
        .await
        .unwrap();
        lines.join("\n")
    }

    /// How many payments went back, at Telegram and in the books.
    pub async fn given_back(&self) -> (usize, i64) {
        let lines = self.telegram.star_transactions();
        let at_telegram = lines.iter().filter(|line| line.is_refund).count();
        let ours = self
            .value("select count(*) from payments where status = 'refunded'")
            .await;
        (at_telegram, ours)
    }
}

/// Anna, who has paid for a set that nothing is made of.
pub async fn with_an_unused_set(world: &World) -> Friend<'_> {
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    if world.app.config.payment_methods.len() > 1 {
        anna.taps("Stars").await;
    }
    world.execute("update avatars set status = 'draft'").await;
    anna.pays().await;
    anna.transcript();
    anna
}

#[tokio::test]
async fn an_unused_payment_is_given_back() {
    let world = World::selling_by("stars").await;
    let anna = with_an_unused_set(&world).await;
    let olga = world.olga();
    world.has_a_problem_of(&anna).await;
    olga.taps("Give 350 ⭐ back").await;
    olga.taps("Leave it").await;
    assert_eq!(world.given_back().await, (0, 0));
    olga.taps("Give 350 ⭐ back").await;
    olga.taps("Yes, give it back").await;
    // Nothing is left to give back, and the card says so.
    olga.taps("Give 350 ⭐ back").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [↩️ Give 350 ⭐ back]
    Bot: ↩️ Give 350 ⭐ of payment № 1 (⭐ Telegram Stars) back?
         Nothing has been made of it.
         [↩️ Yes, give it back]
         [✖️ Leave it]
    Olga taps [✖️ Leave it]
    Bot (edited): ↩️ Give 350 ⭐ of payment № 1 (⭐ Telegram Stars) back?
         Nothing has been made of it.

         ✖️ Left alone by Olga. Nothing was done.
    Olga taps [↩️ Give 350 ⭐ back]
    Bot: ↩️ Give 350 ⭐ of payment № 1 (⭐ Telegram Stars) back?
         Nothing has been made of it.
         [↩️ Yes, give it back]
         [✖️ Leave it]
    Olga taps [↩️ Yes, give it back]
    Bot (edited): ↩️ Payment № 1 goes back: 350 ⭐. Decided by Olga.
    Olga taps [↩️ Give 350 ⭐ back]
    Bot (popup): Payment № 1 has nothing left to give back.
    ");
    insta::assert_snapshot!(anna.transcript_in_any_order(), @r"
    Anna gets 350 Stars back
    Bot: ↩️ We are giving you back 350 ⭐, payment № 1.

         It usually takes a few seconds; we will tell you.
    Bot: ✅ 350 ⭐ are back in your account.
         [☰ Menu]
    ");
    assert_eq!(world.given_back().await, (1, 1));
    insta::assert_snapshot!(world.audit().await, @r#"
    no account refund payment 1 {"after": {"status": "going_back"}, "price": "350 ⭐", "before": {"status": "succeeded"}, "forced": false, "telegram_id": 201}
    "#);
    anna.sends("/payments").await;
    anna.taps("№ 1").await;
    assert!(anna.transcript().contains("Status: ↩️ given back"));
    world.ends_well().await;
}

#[tokio::test]
async fn a_running_set_is_stopped_when_its_payment_goes_back() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    anna.has_paid().await;
    let olga = world.olga();
    world.has_a_problem_of(&anna).await;
    let tasks = world.kie.tasks();
    // Too few for a first album.
    for task in &tasks[..2] {
        world.kie.finish(&task.id).unwrap();
    }
    world.kie.send_callbacks().await;
    world.settle().await;
    anna.transcript();
    olga.taps("Give 350 ⭐ back").await;
    olga.taps("Yes, give it back").await;
    world.kie_works_through().await;
    world.sweeps().await;
    insta::assert_snapshot!(anna.transcript_in_any_order(), @r"
    Anna gets 350 Stars back
    Bot (edited): ↩️ This set was stopped, its payment goes back.
    Bot: ↩️ We are giving you back 350 ⭐, payment № 1.

         It usually takes a few seconds; we will tell you.
    Bot: ✅ 350 ⭐ are back in your account.
         [☰ Menu]
    ");
    assert_eq!(anna.portraits(), 0);
    assert_eq!(world.given_back().await, (1, 1));
    assert_eq!(world.kie.tasks().len(), 7, "nothing more is ordered");
    anna.sends("/photos").await;
    assert!(anna.transcript().contains("No photos here yet"));
    anna.sends("/status").await;
    assert!(anna.transcript().contains("Nothing is being made"));
    world.ends_well().await;
}

#[tokio::test]
async fn the_last_photo_and_a_refund_never_both_arrive() {
    for delay in 0..8 {
        let world = World::selling_by("stars").await;
        let anna = world.anna();
        anna.has_paid().await;
        let olga = world.olga();
        world.has_a_problem_of(&anna).await;
        olga.taps("Give 350 ⭐ back").await;
        world.kie.finish_all();
        world.kie.send_callbacks().await;
        olga.person.taps("Yes, give it back").unwrap();
        // The tap meets the photos at another place each time.
        let working = async {
            for _ in 0..40 {
                world.app.worker.run_due().await.unwrap();
                world.clock.advance(TimeDelta::milliseconds(100));
            }
        };
        let tapping = async {
            for _ in 0..delay * 25 {
                tokio::task::yield_now().await;
            }
            world.deliver_updates().await;
        };
        futures::join!(working, tapping);
        world.advance(TimeDelta::minutes(2)).await;
        let outcome = (world.given_back().await, anna.portraits());
        assert!(
            outcome == ((1, 1), 0) || outcome == ((0, 0), 7),
            "{outcome:?}: {}",
            olga.transcript()
        );
        world.ends_well().await;
    }
}

#[tokio::test]
async fn delivered_photos_are_given_money_for_after_a_warning() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    // One scene fails in each of its three attempts.
    world.kie.fail_prompt_containing("", 1, "501");
    anna.has_paid().await;
    let scene = world.kie.tasks()[0].prompt.clone();
    world.kie.fail_prompt_containing(&scene, 2, "501");
    world.kie_works_through().await;
    assert_eq!(anna.portraits(), 6);
    let olga = world.olga();
    world.has_a_problem_of(&anna).await;
    olga.taps("Give 350 ⭐ back").await;
    assert_eq!(world.given_back().await, (0, 0));
    olga.taps("Yes, all the same").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [↩️ Give 350 ⭐ back]
    Bot: ↩️ Give 350 ⭐ of payment № 1 (⭐ Telegram Stars) back?
         ⚠️ 6 of its 7 photos are made and have been delivered, and the customer keeps them. Nothing more is made.
         [↩️ Yes, all the same]
         [✖️ Leave it]
    Olga taps [↩️ Yes, all the same]
    Bot (edited): ↩️ Payment № 1 goes back: 350 ⭐. Decided by Olga.
    ");
    insta::assert_snapshot!(anna.transcript_in_any_order(), @r"
    Anna gets 350 Stars back
    Bot: ↩️ We are giving you back 350 ⭐, payment № 1.

         It usually takes a few seconds; we will tell you.
    Bot: ✅ 350 ⭐ are back in your account.
         [☰ Menu]
    ");
    assert_eq!(world.given_back().await, (1, 1));
    assert_eq!(anna.portraits(), 6, "the photos stay");
    // The missing one, an offer from before, is not made for nothing.
    anna.taps("Make the missing photo").await;
    world.kie_works_through().await;
    assert_eq!(anna.portraits(), 6);
    anna.sends("/photos").await;
    anna.taps("Lifestyle · 6").await;
    let labels = anna.person.last_from_bot().unwrap();
    assert!(labels.data_behind("missing").is_none());
    insta::assert_snapshot!(world.audit().await, @r#"
    no account refund payment 1 {"after": {"status": "going_back"}, "price": "350 ⭐", "before": {"status": "succeeded"}, "forced": true, "telegram_id": 201}
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn two_members_at_once_give_a_payment_back_once() {
    let world = World::selling_by("stars").await;
    let anna = with_an_unused_set(&world).await;
    let (olga, oleg) = (
        world.olga(),
        world.staff_member(202, "Oleg", "operator").await,
    );
    world.has_a_problem_of(&anna).await;
    olga.taps("Give 350 ⭐ back").await;
    olga.person.taps("Yes, give it back").unwrap();
    oleg.person.taps("Yes, give it back").unwrap();
    world.settle().await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [↩️ Give 350 ⭐ back]
    Bot: ↩️ Give 350 ⭐ of payment № 1 (⭐ Telegram Stars) back?
         Nothing has been made of it.
         [↩️ Yes, give it back]
         [✖️ Leave it]
    Olga taps [↩️ Yes, give it back]
    Oleg taps [↩️ Yes, give it back]
    Bot (edited): ↩️ Payment № 1 goes back: 350 ⭐. Decided by Olga.
    ");
    assert_eq!(world.given_back().await, (1, 1));
    assert_eq!(world.telegram.calls_of("refundStarPayment").len(), 1);
    let entries: i64 = world.value("select count(*) from admin_audit_log").await;
    assert_eq!(entries, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn a_viewer_gives_nothing_back() {
    let world = World::selling_by("stars").await;
    let anna = with_an_unused_set(&world).await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    world.has_a_problem_of(&anna).await;
    vera.taps("Give 350 ⭐ back").await;
    world.olga().taps("Give 350 ⭐ back").await;
    vera.taps("Yes, give it back").await;
    insta::assert_snapshot!(vera.transcript(), @r"
    Vera taps [↩️ Give 350 ⭐ back]
    Bot (popup): Your role here is viewer, and this is not part of it. An admin can do it.
    Olga taps [↩️ Give 350 ⭐ back]
    Bot: ↩️ Give 350 ⭐ of payment № 1 (⭐ Telegram Stars) back?
         Nothing has been made of it.
         [↩️ Yes, give it back]
         [✖️ Leave it]
    Vera taps [↩️ Yes, give it back]
    Bot (popup): Your role here is viewer, and this is not part of it. An admin can do it.
    ");
    assert_eq!(world.given_back().await, (0, 0));
    assert_eq!(world.audit().await, "");
    world.ends_well().await;
}

#[tokio::test]
async fn a_payment_in_ton_goes_back_by_hand_and_its_person_knows() {
    let world = World::selling_by("ton").await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    let (comment, nano) = world.newest_quote().await;
    world.receives(Transfer::of(nano, &comment)).await;
    let olga = world.olga();
    world.has_a_problem_of(&anna).await;
    olga.taps("TON back").await;
    olga.transcript();
    olga.taps("Yes, give it back").await;
    olga.taps("It is sent").await;
    olga.taps("Yes, sent").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [↩️ Yes, give it back]
    Bot (edited): ↩️ Payment № 1 goes back: 4.219 TON. Decided by Olga.
    Bot: Please send back 4.219 TON

         To: UQCzQJJBAQ-FrEFcvxO5sNxhV9CaOdK9CCfq2yCBnwZ4aMKU
         Why: you decided so.
         Payment № 1
         [✅ It is sent]
    Olga taps [✅ It is sent]
    Bot (edited): Please send back 4.219 TON

         To: UQCzQJJBAQ-FrEFcvxO5sNxhV9CaOdK9CCfq2yCBnwZ4aMKU
         Why: you decided so.
         Payment № 1

         Really sent 4.219 TON?
         [✅ Yes, sent]
         [‹ Not yet]
    Olga taps [✅ Yes, sent]
    Bot (edited): ✅ 4.219 TON, sent back. Noted by Olga.
    ");
    insta::assert_snapshot!(anna.transcript_in_any_order(), @r"
    Bot (edited): ↩️ This set was stopped, its payment goes back.
    Bot: ↩️ We are giving you back 4.219 TON, payment № 1.

         We send it by hand to the wallet it came from, usually within a day, and will tell you.
    Bot: ✅ We have sent 4.219 TON back to the wallet it came from.
         [☰ Menu]
    ");
    let status: String = world.value("select status from payments").await;
    assert_eq!(status, "refunded");
    let audit = world.audit().await;
    assert!(
        audit.contains("no account refund payment 1")
            && audit.contains("\"price\": \"4.219 TON\", \"before\": \"to_send\""),
        "{audit}"
    );
    world.kie_works_through().await;
    assert_eq!(anna.portraits(), 1, "nothing but the picture of the quote");
    world.ends_well().await;
}

#[tokio::test]
async fn the_day_is_summed_up_once_and_quiet_days_are_silent() {
    let world = World::selling_by("stars,tbank,ton").await;
    let (anna, olga) = (world.anna(), world.olga());
    world.upkeep().await;
    world.advance(TimeDelta::days(1)).await;
    assert_eq!(olga.transcript(), "", "a day without payments");
    anna.has_an_avatar().await;
    for method in ["Stars", "Card", "TON"] {
        anna.sends("/portraits").await;
        anna.taps("Lifestyle").await;
        anna.taps("Starter").await;
        anna.taps(method).await;
        match method {
            "Stars" => assert!(matches!(
                anna.pays().await,
                sandbox::telegram::PaymentState::Charged { .. }
            )),
            "Card" => {
                anna.sends("anna@example.com").await;
                anna.pays_at_bank().await;
            }
            _ => {
                let (comment, nano) = world.newest_quote().await;
                world.receives(Transfer::of(nano, &comment)).await;
            }
        }
    }
    world.kie_works_through().await;
    // One is given back elsewhere, and that is a difference.
    let charge: String = world
        .value("select telegram_charge_id from payments where telegram_charge_id is not null")
        .await;
    world.telegram.refund_elsewhere(101, &charge).unwrap();
    world.settle().await;
    olga.transcript();
    world.advance(TimeDelta::days(1)).await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: Payments on 03.03.2026
         ⭐ Telegram Stars: 1 sold for 350 ⭐, 1 given back (350 ⭐), 1 difference
         💳 Card or SBP: 1 sold for 499 ₽, 0 given back (0 ₽), 0 differences
         💎 TON: 1 sold for 4.219 TON, 0 given back (0 TON), 0 differences
    ");
    world.advance(TimeDelta::days(3)).await;
    assert_eq!(olga.transcript(), "", "said once, and then quiet days");
    world.ends_well().await;
}
