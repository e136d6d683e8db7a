//! Money comes to its end before its owner is forgotten, and what comes too late
//! goes back.

use chrono::TimeDelta;
use sandbox::ton::Transfer;

use crate::world::{Friend, World};

impl World {
    /// Nothing of payments is left over, and nobody is known any more.
    async fn has_forgotten_everybody(&self) {
        assert_eq!(
            self.value::<i64>(
                "select count(*) from payments
                 where status = 'succeeded' and (refund_requested_at is not null or not generation_consumed)"
            )
            .await,
            0
        );
        assert_eq!(
            self.value::<i64>(
                "select count(*) from users where telegram_user_id is not null or erased_at is null"
            )
            .await,
            0
        );
    }
}

async fn with_a_running_set(world: &World) -> Friend<'_> {
    let anna = world.anna();
    anna.has_paid().await;
    anna.transcript();
    anna
}

#[tokio::test]
async fn a_set_that_is_being_made_stops_and_is_paid_back() {
    let world = World::new().await;
    let anna = with_a_running_set(&world).await;
    anna.asks_to_be_erased().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🗑 Erase everything]
    Bot (edited): Erase everything?

         4 photos you sent, 0 portraits, your avatars, your name and all your settings leave our database and storage for good. Nobody can bring them back.

         🛑 1 set is being made. It stops; if nothing of it has been sent yet, all its money comes back.

         What stays: amount, date, method and number of your payments, without you. And this chat: only you can delete it, in Telegram. The portraits you saved are yours.
         [🗑 Yes, erase everything]
         [‹ No, keep everything]
    Anna taps [🗑 Yes, erase everything]
    Bot (edited): 🗑 Your photos and data are being erased.

         Photos go at once. If money is on its way back to you, it arrives first: we need your Telegram id for it. Then everything else goes too, and we tell you.
    Bot (edited): 🛑 Stopped: you asked us to delete everything.
    Anna gets 350 Stars back
    Bot: ✅ 350 ⭐ are back in your account.
         [☰ Menu]
    Bot: ✅ Everything is erased.

         We don't know you any more, and this is our last message. You can delete this chat now. Should you ever want to come back, /start begins anew. All the best to you!
    ");
    assert_eq!(world.given_back().await, (1, 1));
    world.has_forgotten_everybody().await;
    // Kie goes on, and tells nobody who knows anything of it.
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(15)).await;
    assert_eq!(anna.transcript(), "");
    assert_eq!(anna.portraits(), 0);
    assert_eq!(world.s3.objects().unwrap(), []);
    world.ends_well().await;
}

#[tokio::test]
async fn a_paid_set_that_was_not_used_is_paid_back_first() {
    let world = World::selling_by("stars").await;
    let anna = super::super::staff_money::with_an_unused_set(&world).await;
    anna.asks_to_be_erased().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🗑 Erase everything]
    Bot (edited): Erase everything?

         4 photos you sent, 0 portraits, your avatars, your name and all your settings leave our database and storage for good. Nobody can bring them back.

         ↩️ 1 paid set is not used yet. Its money comes back first.

         What stays: amount, date, method and number of your payments, without you. And this chat: only you can delete it, in Telegram. The portraits you saved are yours.
         [🗑 Yes, erase everything]
         [‹ No, keep everything]
    Anna taps [🗑 Yes, erase everything]
    Bot (edited): 🗑 Your photos and data are being erased.

         Photos go at once. If money is on its way back to you, it arrives first: we need your Telegram id for it. Then everything else goes too, and we tell you.
    Anna gets 350 Stars back
    Bot: ✅ 350 ⭐ are back in your account.
         [☰ Menu]
    Bot: ✅ Everything is erased.

         We don't know you any more, and this is our last message. You can delete this chat now. Should you ever want to come back, /start begins anew. All the best to you!
    ");
    assert_eq!(world.given_back().await, (1, 1));
    world.has_forgotten_everybody().await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_set_that_is_too_old_to_go_back_is_named_before_it_is_lost() {
    let world = World::selling_by("stars").await;
    let anna = super::super::staff_money::with_an_unused_set(&world).await;
    world.olga().sends("/policy take_back_days 1").await;
    world.turn_clock(TimeDelta::days(2));
    anna.sends("/privacy").await;
    anna.transcript();
    anna.taps("Erase everything").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🗑 Erase everything]
    Bot (edited): Erase everything?

         4 photos you sent, 0 portraits, your avatars, your name and all your settings leave our database and storage for good. Nobody can bring them back.

         ⚠️ 1 paid set is too old to be taken back here and would be lost. Use it first, or write to us: /paysupport

         What stays: amount, date, method and number of your payments, without you. And this chat: only you can delete it, in Telegram. The portraits you saved are yours.
         [🗑 Yes, erase everything]
         [‹ No, keep everything]
    ");
    anna.taps("Yes, erase everything").await;
    assert_eq!(world.given_back().await, (0, 0));
    assert_eq!(world.erased().await, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn an_open_link_of_the_bank_is_closed_and_what_comes_by_it_goes_back() {
    let world = World::selling_by("stars,tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    let payment = world.bank_payment();
    anna.asks_to_be_erased().await;
    assert_eq!(world.erased().await, 1);
    // The form is closed at the bank.
    assert!(world.tbank.pays(payment.payment_id).is_err());
    world.advance(TimeDelta::hours(25)).await;
    world.upkeep().await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_declined_form_that_is_paid_after_the_end_is_paid_back() {
    let world = World::selling_by("stars,tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    let payment = world.bank_payment();
    world.tbank.declines(payment.payment_id).unwrap();
    world.bank_notifies().await;
    anna.asks_to_be_erased().await;
    world.advance(TimeDelta::minutes(2)).await;
    assert_eq!(world.erased().await, 1);
    anna.transcript();
    // The bank lets people try again for as long as the form lives.
    world.tbank.pays(payment.payment_id).unwrap();
    world.bank_notifies().await;
    world.advance(TimeDelta::minutes(10)).await;
    assert_eq!(
        world
            .value::<String>("select string_agg(reason || ' ' || status, ',') from refunds")
            .await,
        "erased done"
    );
    assert_eq!(anna.transcript(), "");
    world.has_forgotten_everybody().await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_payment_that_is_being_made_at_the_bank_goes_back_before_the_end() {
    let world = World::selling_by("stars,tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    // Paid, and the bank has not told of it.
    world.tbank.pays(world.bank_payment().payment_id).unwrap();
    anna.asks_to_be_erased().await;
    world.bank_notifies().await;
    world.advance(TimeDelta::hours(1)).await;
    world.upkeep().await;
    world.advance(TimeDelta::hours(1)).await;
    assert_eq!(
        world
            .value::<String>(
                "select string_agg(status, ',') from payments where settled_at is not null"
            )
            .await,
        "refunded"
    );
    world.has_forgotten_everybody().await;
    assert_eq!(
        world
            .value::<i64>("select count(*) from generation_jobs")
            .await,
        0
    );
    world.ends_well().await;
}

#[tokio::test]
async fn stars_that_come_after_the_end_go_back_and_their_payer_is_forgotten_again() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    let order: String = world.value("select id::text from orders").await;
    anna.asks_to_be_erased().await;
    anna.transcript();
    assert_eq!(world.erased().await, 1);
    world.telegram.charges(101, &order, 350);
    world.settle().await;
    world.advance(TimeDelta::minutes(1)).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna pays 350 Stars (Portraits)
    Bot: We have received 350 ⭐, but this payment belongs to no offer of ours. It is on its way back to you already.
    Anna gets 350 Stars back
    Bot: ✅ 350 ⭐ are back in your account.
         [☰ Menu]
    ");
    assert_eq!(world.given_back().await, (1, 1));
    assert_eq!(world.erased().await, 2);
    world.has_forgotten_everybody().await;
    // The comparison with Telegram's list finds nothing new, and nobody to write down.
    world.upkeep().await;
    world.has_forgotten_everybody().await;
    world.ends_well().await;
}

#[tokio::test]
async fn stars_whose_word_got_lost_are_found_in_the_list_and_go_back_too() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    let order: String = world.value("select id::text from orders").await;
    anna.asks_to_be_erased().await;
    world.telegram.hold_updates();
    world.telegram.charges(101, &order, 350);
    world.advance(TimeDelta::minutes(5)).await;
    world.upkeep().await;
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(world.given_back().await, (1, 1));
    // The word comes after all.
    world.telegram.release_updates();
    world.settle().await;
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(world.given_back().await, (1, 1));
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_has_come_back_meanwhile_is_not_erased_with_a_late_charge() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    let order: String = world.value("select id::text from orders").await;
    anna.asks_to_be_erased().await;
    anna.has_an_avatar().await;
    world.telegram.charges(101, &order, 350);
    world.settle().await;
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(world.given_back().await, (1, 1));
    assert_eq!(world.erased().await, 1);
    anna.sends("/avatars").await;
    assert!(anna.transcript().contains("Anna · 4 photos"));
    world.ends_well().await;
}

#[tokio::test]
async fn ton_that_goes_back_by_hand_is_waited_for_and_its_wallet_forgotten() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.receives_nano(nano, &comment).await;
    anna.transcript();
    anna.asks_to_be_erased().await;
    world.advance(TimeDelta::hours(5)).await;
    anna.sends("/start").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🗑 Erase everything]
    Bot (edited): Erase everything?

         4 photos you sent, 0 portraits, your avatars, your name and all your settings leave our database and storage for good. Nobody can bring them back.

         🛑 1 set is being made. It stops; if nothing of it has been sent yet, all its money comes back.

         What stays: amount, date, method and number of your payments, without you. And this chat: only you can delete it, in Telegram. The portraits you saved are yours.
         [🗑 Yes, erase everything]
         [‹ No, keep everything]
    Anna taps [🗑 Yes, erase everything]
    Bot (edited): 🗑 Your photos and data are being erased.

         Photos go at once. If money is on its way back to you, it arrives first: we need your Telegram id for it. Then everything else goes too, and we tell you.
    Bot (edited): 🛑 Stopped: you asked us to delete everything.
    Anna: /start
    Bot: 🗑 Your photos and portraits are gone.

         The rest follows in a moment, or as soon as money that is on its way back to you has arrived. We tell you then.
    ");
    assert_eq!(
        (world.erased().await, world.s3.objects().unwrap().len()),
        (0, 0)
    );
    olga.taps("It is sent").await;
    olga.taps("Yes, sent").await;
    world.advance(TimeDelta::minutes(10)).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: ✅ We have sent 4.219 TON back to the wallet it came from.
         [☰ Menu]
    Bot: ✅ Everything is erased.

         We don't know you any more, and this is our last message. You can delete this chat now. Should you ever want to come back, /start begins anew. All the best to you!
    ");
    world.has_forgotten_everybody().await;
    let wallets: i64 = world
        .value(
            "select (select count(*) from refunds where address is not null)
                  + (select count(*) from ton_transfers where source <> '' or comment is not null)",
        )
        .await;
    assert_eq!(wallets, 0);
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn ton_that_comes_after_the_end_goes_back_to_its_wallet() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    // A part has come, and is waited for no longer.
    world.receives(Transfer::of(nano / 2, &comment)).await;
    anna.asks_to_be_erased().await;
    olga.taps("It is sent").await;
    olga.taps("Yes, sent").await;
    world.advance(TimeDelta::minutes(10)).await;
    assert_eq!(world.erased().await, 1);
    anna.transcript();
    olga.transcript();
    world.receives_nano(nano, &comment).await;
    let told = olga.transcript();
    assert!(
        told.contains("its payer had all their data erased"),
        "{told}"
    );
    assert_eq!(anna.transcript(), "");
    olga.taps("It is sent").await;
    olga.taps("Yes, sent").await;
    world
        .execute("update jobs set run_at = '2026-01-01' where kind = 'sweep_orders'")
        .await;
    world.settle().await;
    let wallets: i64 = world
        .value(
            "select (select count(*) from refunds where address is not null)
                  + (select count(*) from ton_transfers where source <> '' or comment is not null)",
        )
        .await;
    assert_eq!(wallets, 0);
    assert_eq!(world.grants().await, (0, 0));
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn portraits_that_are_missing_are_paid_back_where_a_part_can_go_back() {
    let world = World::selling_by("stars,tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    world.kie.fail_prompt_containing("", 1, "501");
    anna.pays_at_bank().await;
    let scene = world.kie.tasks()[0].prompt.clone();
    world.kie.fail_prompt_containing(&scene, 2, "501");
    world.kie_works_through().await;
    anna.sends("/privacy").await;
    anna.transcript();
    anna.taps("Erase everything").await;
    assert!(anna.transcript().contains("1 portrait is missing"));
    anna.taps("Yes, erase everything").await;
    world.advance(TimeDelta::minutes(10)).await;
    assert_eq!(
        world
            .value::<String>("select string_agg(reason || ' ' || status, ',') from refunds")
            .await,
        "part done"
    );
    assert_eq!(world.erased().await, 1);
    // The set stays in the books as what the payment bought.
    assert_eq!(
        world
            .value::<i64>(
                "select count(*) from generation_jobs
                 where payment_id is not null and avatar_id is null and chat_id is null and completed_photos = 6"
            )
            .await,
        1
    );
    world.ends_well().await;
}
