//! Rows 1–4: charges that come twice, from strangers, at once or late.

use sandbox::telegram::PaymentState;

use crate::world::{Friend, World};

/// Anna, with an open invoice.
pub(super) async fn with_an_invoice(world: &World) -> Friend<'_> {
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    anna
}

/// How many payments succeeded and how many sets were begun.
pub(super) async fn grants(world: &World) -> (i64, i64) {
    let payments = world
        .value("select count(*) from payments where status = 'succeeded'")
        .await;
    let sets = world.value("select count(*) from generation_jobs").await;
    (payments, sets)
}

#[tokio::test]
async fn row_1_an_invoice_paid_twice_gives_a_second_set_or_the_money_back() {
    let world = World::new().await;
    let anna = with_an_invoice(&world).await;
    // Both taps on Pay pass the pre-checkout before either charge arrives.
    let attempts = [anna.person.pays().unwrap(), anna.person.pays().unwrap()];
    world.settle().await;
    for attempt in attempts {
        assert!(matches!(attempt.state(), PaymentState::Charged { .. }));
    }
    insta::assert_snapshot!(anna.transcript_in_any_order(), @r"
    Anna pays 350 Stars (Starter · 7 photos)
    Anna pays 350 Stars (Starter · 7 photos)
    Bot: One more payment than needed

         We have received 350 ⭐ for an invoice that was paid already or made for somebody else. Nothing is lost: a set of 7 photos now waits for you. Use it whenever you like, or take the Stars back.
         [▶️ Use the set]
         [↩️ Give me back 350 ⭐]
    Bot: Thank you! We have received 350 ⭐.

         Your 7 portraits are being made now. You can close Telegram, we will write to you.
    Bot: 🎨 Anna · 🌿 Lifestyle

         ▱▱▱▱▱▱▱▱▱▱
         0 of 7 · usually 3 min

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    ");
    assert_eq!(grants(&world).await, (2, 1));
    anna.taps("Give me back").await;
    assert_eq!(grants(&world).await, (1, 1));
    world.kie_finishes().await;
    let photos: i64 = world.value("select count(*) from generated_photos").await;
    assert_eq!(photos, 7);
    world.ends_well().await;
}

#[tokio::test]
async fn row_1_a_forwarded_invoice_has_no_pay_button_for_strangers() {
    let world = World::new().await;
    let anna = with_an_invoice(&world).await;
    let invoice = anna
        .person
        .messages()
        .into_iter()
        .rev()
        .find(|message| message.invoice.is_some())
        .unwrap();
    let boris = world.boris();
    boris.sends("/start").await;
    assert!(boris.person.pays_forwarded(&invoice).is_err());
    assert_eq!(grants(&world).await, (0, 0));
    world.ends_well().await;
}

#[tokio::test]
async fn row_1_a_strangers_charge_that_got_through_becomes_a_set_of_their_own() {
    let world = World::new().await;
    let anna = with_an_invoice(&world).await;
    let payload = anna
        .person
        .messages()
        .into_iter()
        .rev()
        .find_map(|message| message.invoice)
        .unwrap()
        .payload;
    let boris = world.boris();
    boris.sends("/start").await;
    boris.transcript();
    world
        .telegram
        .push_update(charge(102, "stranger-charge", &payload, 350));
    world.settle().await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot: One more payment than needed

         We have received 350 ⭐ for an invoice that was paid already or made for somebody else. Nothing is lost: a set of 7 photos now waits for you. Use it whenever you like, or take the Stars back.
         [▶️ Use the set]
         [↩️ Give me back 350 ⭐]
    ");
    assert_eq!(grants(&world).await, (1, 0));
    assert!(
        matches!(anna.pays().await, PaymentState::Charged { .. }),
        "Anna's own order stays open"
    );
}

#[tokio::test]
async fn row_1_a_charge_for_nothing_we_offered_goes_back() {
    let world = World::new().await;
    let anna = with_an_invoice(&world).await;
    anna.pays().await;
    world.kie_finishes().await;
    anna.transcript();
    let charge_id: String = world.value("select telegram_charge_id from payments").await;
    let payload = "not-an-order";
    // Telegram really took it: the same Stars account has the charge.
    world
        .telegram
        .push_update(charge(101, "foreign-charge", payload, 5));
    world.telegram.fail_next(
        "refundStarPayment",
        sandbox::telegram::Fault::Error {
            code: 400,
            description: "Bad Request: CHARGE_ALREADY_REFUNDED".to_owned(),
            retry_after: None,
        },
    );
    world.settle().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: We have received 5 ⭐, but this payment belongs to no offer of ours. It is on its way back to you already.
    Bot: ✅ 5 ⭐ are back in your account.
         [☰ Menu]
    ");
    let refunded: String = world
        .value("select telegram_charge_id from payments where status = 'refunded'")
        .await;
    assert_eq!(refunded, "foreign-charge");
    assert_ne!(refunded, charge_id);
    world.ends_well().await;
}

#[tokio::test]
async fn row_2_a_charge_told_five_times_grants_one_set() {
    let world = World::new().await;
    let anna = with_an_invoice(&world).await;
    anna.pays().await;
    let told = world
        .telegram
        .update_history()
        .into_iter()
        .rev()
        .find(|update| update.contains("successful_payment"))
        .unwrap();
    for update_id in 0..5 {
        // The same update again, and the same payment under new numbers.
        assert_eq!(world.post_update(told.clone()).await, 200);
        let mut again: serde_json::Value = serde_json::from_str(&told).unwrap();
        again["update_id"] = (900_000_000 + update_id).into();
        assert_eq!(world.post_update(again.to_string()).await, 200);
        world.settle().await;
    }
    assert_eq!(grants(&world).await, (1, 1));
    world.kie_finishes().await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_3_fifty_tellings_of_a_charge_at_once_grant_one_set() {
    let world = World::new().await;
    let anna = with_an_invoice(&world).await;
    let attempt = anna.person.pays().unwrap();
    world.deliver_updates().await;
    assert!(matches!(attempt.state(), PaymentState::Charged { .. }));
    let payload = anna
        .person
        .messages()
        .into_iter()
        .rev()
        .find_map(|message| message.invoice)
        .unwrap()
        .payload;
    let charge = pinglass::payments::Charge {
        id: charge_id(&attempt.state()),
        order: payload.parse().ok(),
        price: pinglass::payments::Price::Stars(350),
    };
    let settling = (0..50).map(|_| async {
        let mut tx = world.app.db.begin().await.unwrap();
        let payer = pinglass::accounts::find_by_telegram_id(&mut tx, 101)
            .await
            .unwrap()
            .unwrap();
        let settled = pinglass::payments::settle(&mut tx, payer.id, &charge, world.clock.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        settled
    });
    let outcomes = futures::future::join_all(settling).await;
    let paid = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, pinglass::payments::Settled::Paid { .. }))
        .count();
    assert_eq!(paid, 1);
    world.settle().await;
    assert_eq!(grants(&world).await, (1, 1));
    world.kie_finishes().await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_4_a_charge_while_the_bot_is_down_is_settled_when_it_is_back() {
    let world = World::new().await;
    let anna = with_an_invoice(&world).await;
    let attempt = anna.person.pays().unwrap();
    world.deliver_updates().await;
    assert!(matches!(attempt.state(), PaymentState::Charged { .. }));
    // Nothing is running here while time goes by; Telegram keeps the update.
    world.clock.advance(chrono::TimeDelta::hours(3));
    world.settle().await;
    assert_eq!(grants(&world).await, (1, 1));
    world.kie_finishes().await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_4_a_charge_whose_update_was_lost_is_found_by_reconciling() {
    let world = World::new().await;
    let anna = with_an_invoice(&world).await;
    let attempt = anna.person.pays().unwrap();
    for update in world.telegram.take_updates() {
        world.post_update(update).await;
    }
    let lost = world.telegram.take_updates();
    assert!(
        lost.iter()
            .any(|update| update.contains(&charge_id(&attempt.state())))
    );
    let reconcile = || pinglass::payments::reconcile(&world.app.money, None);
    let found = reconcile().await.unwrap();
    assert_eq!(
        (found.compared, found.healed.len(), found.open.len()),
        (1, 1, 0)
    );
    assert_eq!(reconcile().await.unwrap().healed, Vec::<String>::new());
    world.settle().await;
    assert_eq!(grants(&world).await, (1, 1));
    for update in lost {
        world.post_update(update).await;
    }
    world.kie_finishes().await;
    assert_eq!(grants(&world).await, (1, 1));
    world.ends_well().await;
}

fn charge_id(state: &PaymentState) -> String {
    match state {
        PaymentState::Charged { charge_id } => charge_id.clone(),
        other => panic!("not charged: {other:?}"),
    }
}

/// A `successful_payment` as Telegram would tell of it.
pub(super) fn charge(payer: i64, charge_id: &str, payload: &str, stars: i64) -> serde_json::Value {
    serde_json::json!({
        "message": {
            "message_id": 5_000_000,
            "date": 1_772_442_000,
            "chat": { "id": payer, "type": "private", "first_name": "Someone" },
            "from": { "id": payer, "is_bot": false, "first_name": "Someone" },
            "successful_payment": {
                "currency": "XTR",
                "total_amount": stars,
                "invoice_payload": payload,
                "telegram_payment_charge_id": charge_id,
                "provider_payment_charge_id": "",
            },
        },
    })
}
