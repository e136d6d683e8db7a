//! Rows 4 and 6 with Stars: what Telegram's own list knows that we do not, and the
//! other way round.

use sandbox::telegram::PaymentState;
use serde_json::json;

use super::money::{charge, grants, with_an_invoice};
use crate::world::World;

impl World {
    /// What the bot asked of Telegram's list since the last look: offsets.
    fn pages_asked(&self, before: usize) -> Vec<u64> {
        let calls = self.telegram.calls_of("getStarTransactions");
        let asked = calls.iter().skip(before);
        asked
            .map(|call| call.params["offset"].as_u64().unwrap())
            .collect()
    }
}

#[tokio::test]
async fn row_4_charges_among_hundreds_are_found_and_only_new_pages_asked_for() {
    let world = World::selling_by("stars").await;
    let foreign = |number: usize| {
        json!({
            "id": format!("gift-{number}"),
            "amount": 10,
            "date": world.clock.now().timestamp(),
            "source": { "type": "affiliate_program", "commission_per_mille": 10 },
        })
    };
    for number in 0..250 {
        world.telegram.add_star_line(foreign(number));
    }
    let anna = with_an_invoice(&world).await;
    anna.person.pays().unwrap();
    world.deliver_updates().await;
    // Every update of the charge is lost.
    world.telegram.take_updates();
    world.sweeps_stars().await;
    assert_eq!(world.pages_asked(0), [0, 100, 200]);
    assert_eq!(grants(&world).await, (1, 1));
    let so_far = world.pages_asked(0).len();
    for number in 250..300 {
        world.telegram.add_star_line(foreign(number));
    }
    world.sweeps_stars().await;
    let asked = world.pages_asked(so_far);
    assert!(
        asked.starts_with(&[151, 251]),
        "the last hundred, and what is new: {asked:?}"
    );
    assert_eq!(grants(&world).await, (1, 1));
    insta::assert_snapshot!(
        world.staff_group().transcript().replace(&world.newest_charge().await, "‹charge›"),
        @"Bot: 🩹 Charge ‹charge› had not reached us; it is payment № 1 now and its set is being made."
    );
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn row_4_a_charge_that_the_sweep_sees_before_its_update_is_no_news() {
    let world = World::selling_by("stars").await;
    let anna = with_an_invoice(&world).await;
    let attempt = anna.person.pays().unwrap();
    for update in world.telegram.take_updates() {
        world.post_update(update).await;
    }
    assert!(matches!(attempt.state(), PaymentState::Charged { .. }));
    let on_their_way = world.telegram.take_updates();
    world.upkeep().await;
    assert_eq!(grants(&world).await, (1, 1));
    for update in on_their_way {
        world.post_update(update).await;
    }
    world.settle().await;
    world.sweeps_stars().await;
    assert_eq!(grants(&world).await, (1, 1));
    assert_eq!(world.staff_group().transcript(), "", "nothing was lost");
    world.kie_finishes().await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_4_charges_that_a_database_lost_are_paid_back_to_people_it_does_not_know() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.transcript();
    let charge = world.newest_charge().await;
    // An older backup is all that is left, from before Anna came.
    for statement in [
        "delete from jobs",
        "truncate users, payments, orders, refunds, generation_jobs, provider_cursors,
             payment_differences, staff_notices, telegram_updates cascade",
    ] {
        world.execute(statement).await;
    }
    world.sweeps_stars().await;
    insta::assert_snapshot!(world.staff_group().transcript().replace(&charge, "‹charge›"), @"Bot: 🩹 Charge ‹charge› had not reached us and belongs to no offer; it goes back as payment № 2.");
    insta::assert_snapshot!(anna.transcript_in_any_order(), @r"
    Anna gets 350 Stars back
    Bot: We have received 350 ⭐, but this payment belongs to no offer of ours. It is on its way back to you already.
    Bot: ✅ 350 ⭐ are back in your account.
         [☰ Menu]
    ");
    // Nobody can say any more what she had chosen, so the Stars go back.
    assert_eq!(world.refunds().await, (1, 1));
    let known: i64 = world
        .value("select count(*) from users where telegram_user_id = 101")
        .await;
    assert_eq!(known, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn row_4_a_charge_and_its_refund_that_are_both_unknown_are_left_alone() {
    let world = World::selling_by("stars").await;
    let date = world.clock.now().timestamp();
    let user = json!({ "type": "user", "transaction_type": "invoice_payment", "invoice_payload": "long-ago",
                       "user": { "id": 777, "is_bot": false, "first_name": "Somebody" } });
    world
        .telegram
        .add_star_line(json!({ "id": "old", "amount": 350, "date": date, "source": user }));
    world
        .telegram
        .add_star_line(json!({ "id": "old", "amount": 350, "date": date, "receiver": user }));
    world.sweeps_stars().await;
    let payments: i64 = world.value("select count(*) from payments").await;
    assert_eq!(payments, 0);
    assert_eq!(world.staff_group().transcript(), "");
    assert_eq!(world.telegram.calls_of("refundStarPayment").len(), 0);
    world.ends_well().await;
}

#[tokio::test]
async fn row_4_lines_that_no_invoice_made_are_passed_over() {
    let world = World::selling_by("stars").await;
    let date = world.clock.now().timestamp();
    let person = json!({ "id": 777, "is_bot": false, "first_name": "Somebody" });
    let partners = [
        json!({ "type": "fragment", "withdrawal_state": { "type": "pending" } }),
        json!({ "type": "other" }),
        json!({ "type": "telegram_ads" }),
        json!({ "type": "telegram_api", "request_count": 3 }),
        json!({ "type": "affiliate_program", "commission_per_mille": 100 }),
        json!({ "type": "chat", "chat": { "id": -5, "type": "channel", "title": "A channel" } }),
        json!({ "type": "a_partner_of_next_year", "whatever": [1, 2] }),
        json!({ "type": "user", "transaction_type": "gift_purchase", "user": person }),
        json!({ "type": "user", "transaction_type": "premium_purchase", "user": person }),
        json!({ "type": "user", "transaction_type": "paid_media_payment", "user": person }),
        json!({ "type": "user", "transaction_type": "business_account_transfer", "user": person }),
    ];
    for (number, partner) in partners.iter().enumerate() {
        for side in ["source", "receiver"] {
            world.telegram.add_star_line(json!({
                "id": format!("{side}-{number}"), "amount": 5, "date": date, side: partner,
            }));
        }
    }
    world
        .telegram
        .add_star_line(json!({ "id": "bare", "amount": 5, "date": date }));
    world.sweeps_stars().await;
    let found = pinglass::payments::reconcile(&world.app.money, None).await;
    let found = found.unwrap();
    assert_eq!(
        (found.compared, found.healed.len(), found.open.len()),
        (23, 0, 0)
    );
    let payments: i64 = world.value("select count(*) from payments").await;
    assert_eq!(payments, 0);
    assert_eq!(world.staff_group().transcript(), "");
    assert_eq!(world.telegram.calls_of("refundStarPayment").len(), 0);
    world.ends_well().await;
}

#[tokio::test]
async fn row_6_a_charge_of_ours_that_telegram_does_not_know_is_reported() {
    let world = World::selling_by("stars").await;
    let anna = with_an_invoice(&world).await;
    let payload = anna.person.messages().into_iter().rev();
    let payload = payload
        .filter_map(|message| message.invoice)
        .next()
        .unwrap()
        .payload;
    // Forged by somebody who has stolen the webhook's secret.
    world
        .telegram
        .push_update(charge(101, "forged-charge", &payload, 350));
    world.settle().await;
    let reconcile = || pinglass::payments::reconcile(&world.app.money, None);
    let found = reconcile().await.unwrap();
    insta::assert_snapshot!(found.open.join("\n"), @"Payment № 1 is paid in our books, but the provider does not know charge forged-charge.");
    reconcile().await.unwrap();
    world.settle().await;
    insta::assert_snapshot!(world.staff_group().transcript(), @"Bot: ⚠️ Payment № 1 is paid in our books, but the provider does not know charge forged-charge.");
    let status: String = world
        .value("select status from payments where telegram_charge_id = 'forged-charge'")
        .await;
    assert_eq!(status, "succeeded", "a human decides");
}
