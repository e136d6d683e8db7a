//! Money, by Stars and at the bank, comes to its end before its owner is forgotten,
//! and what comes too late goes back.

use chrono::TimeDelta;

use crate::world::{Friend, World};

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

         This leaves our database and storage for good:
         📸 photos you sent: 4
         🖼 portraits: 0
         👤 your avatars, name, settings and whatever else names you

         Nobody can bring it back.

         🛑 1 set is being made. It stops; if nothing of it has been sent yet, all its money comes back.

         What stays: amount, date, method and number of your payments and withdrawals, and sums earned by inviting others, without you. And this chat: only you can delete it, in Telegram. The portraits you saved are yours.
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
async fn a_set_of_which_photos_were_sent_already_stays_bought() {
    let world = World::new().await;
    let anna = with_a_running_set(&world).await;
    for task in &world.kie.tasks()[..3] {
        world.kie.finish(&task.id).unwrap();
    }
    world.kie.send_callbacks().await;
    world.settle().await;
    anna.asks_to_be_erased().await;
    world.advance(TimeDelta::minutes(15)).await;
    assert_eq!(world.erased().await, 1);
    assert_eq!(world.given_back().await, (0, 0));
    let books: String = world
        .value("select concat_ws(' ', status, completed_photos, total_photos) from generation_jobs")
        .await;
    assert_eq!(books, "completed 3 7");
    // Nothing of it waits for the staff, today or ever.
    world.upkeep().await;
    world.advance(TimeDelta::days(2)).await;
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

         This leaves our database and storage for good:
         📸 photos you sent: 4
         🖼 portraits: 0
         👤 your avatars, name, settings and whatever else names you

         Nobody can bring it back.

         ↩️ 1 paid set is not used yet. Its money comes back first.

         What stays: amount, date, method and number of your payments and withdrawals, and sums earned by inviting others, without you. And this chat: only you can delete it, in Telegram. The portraits you saved are yours.
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

         This leaves our database and storage for good:
         📸 photos you sent: 4
         🖼 portraits: 0
         👤 your avatars, name, settings and whatever else names you

         Nobody can bring it back.

         ⚠️ 1 paid set is too old to be taken back here and would be lost. Use it first, or write to us: /paysupport

         What stays: amount, date, method and number of your payments and withdrawals, and sums earned by inviting others, without you. And this chat: only you can delete it, in Telegram. The portraits you saved are yours.
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
    insta::assert_snapshot!(anna.transcript_in_any_order(), @r"
    Anna gets 350 Stars back
    Anna pays 350 Stars (Portraits)
    Bot: We have received 350 ⭐, but everything of yours was erased here, so we make nothing of it. It is on its way back to you already.
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
async fn word_of_a_refund_that_comes_after_the_end_makes_nobody_known() {
    let world = World::new().await;
    let anna = with_a_running_set(&world).await;
    anna.sends("/privacy").await;
    anna.taps("Erase everything").await;
    anna.person.taps("Yes, erase everything").unwrap();
    world.deliver_updates().await;
    world.telegram.hold_updates();
    world.advance(TimeDelta::minutes(15)).await;
    assert_eq!(world.given_back().await, (1, 1));
    assert_eq!(world.erased().await, 1);
    world.telegram.release_updates();
    world.settle().await;
    world.advance(TimeDelta::minutes(1)).await;
    world.has_forgotten_everybody().await;
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
