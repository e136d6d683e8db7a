//! TON goes back by hand before its owner is forgotten, or after.

use chrono::TimeDelta;
use sandbox::ton::Transfer;

use crate::world::World;

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
