//! What a purchase earns whoever brought its buyer, and how they hear of it.

use chrono::TimeDelta;
use sandbox::telegram::Fault;

use crate::world::{Friend, World};

/// Anna has brought Boris.
async fn with_a_friend(world: &World) -> (Friend<'_>, Friend<'_>) {
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_the_code("CDFGHJ").await;
    boris.opens_the_link("CDFGHJ").await;
    (anna, boris)
}

/// What Anna has brought has changed, and she has been told so.
async fn a_while_later(world: &World) {
    world.advance(TimeDelta::minutes(2)).await;
}

#[tokio::test]
async fn a_purchase_earns_when_its_set_is_delivered_and_is_told_of() {
    let world = World::new().await;
    let (anna, boris) = with_a_friend(&world).await;
    boris.has_paid().await;
    assert_eq!(
        world.earnings().await,
        ["payment 1: 49.90 at 0.10, pending, 0.00 taken back"]
    );
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has 0.00, earned 0.00, brought 1"]
    );
    world.kie_finishes().await;
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has 49.90, earned 49.90, brought 1"]
    );
    assert_eq!(anna.transcript(), "");
    a_while_later(&world).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 🎉 You earned 49.90 ₽: a purchase by somebody you invited has been delivered.

         Available now: 49.90 ₽.
         [🎁 My invitations]
    ");
    a_while_later(&world).await;
    assert_eq!(anna.transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn it_is_told_in_russian_and_a_busy_minute_is_one_message() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    boris.has_the_code("CDFGHJ").await;
    anna.opens_the_link("CDFGHJ").await;
    anna.has_paid().await;
    world.kie_finishes().await;
    world
        .execute("update pricing_tiers set price = 1234.56 where id = 'starter'")
        .await;
    anna.has_an_invoice().await;
    anna.pays().await;
    world.kie_finishes().await;
    a_while_later(&world).await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot: 🎉 Вы заработали 173,36 ₽: доставлены 2 покупки тех, кого вы пригласили.

         Сейчас доступно: 173,36 ₽.
         [🎁 Мои приглашения]
    ");
    world.balances().await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_refund_after_delivery_takes_the_earning_back_and_below_zero_if_need_be() {
    let world = World::new().await;
    let (anna, boris) = with_a_friend(&world).await;
    boris.has_paid().await;
    world.kie_finishes().await;
    a_while_later(&world).await;
    anna.transcript();
    // Most of it is on its way out.
    world
        .execute(
            "with asked as (
                 insert into withdrawal_requests (user_id, amount, status)
                 select user_id, 40, 'completed' from referral_balances
                 returning *
             )
             update referral_balances set balance = balance - 40 from asked",
        )
        .await;
    world.gives_the_payment_back().await;
    assert_eq!(
        world.earnings().await,
        ["payment 1: 49.90 at 0.10, credited, 49.90 taken back"]
    );
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has -40.00, earned 0.00, brought 1"]
    );
    a_while_later(&world).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: ↩️ 49.90 ₽ of what you earned went back, as a purchase was refunded.

         You are 40 ₽ below zero for now. New earnings make up for it first; until then withdrawals wait. You don't have to pay anything.
         [🎁 My invitations]
    ");
    world.ends_well().await;
}

impl World {
    /// The first payment goes back whole.
    async fn gives_the_payment_back(&self) {
        let mut connection = self.connection().await;
        let payment_id: i32 = self.value("select min(id) from payments").await;
        let now = self.clock.now();
        pinglass::payments::request_refund(&mut connection, payment_id, "staff", now)
            .await
            .unwrap();
        drop(connection);
        self.settle().await;
    }
}

#[tokio::test]
async fn a_refund_before_delivery_earns_nothing_and_nobody_hears_of_it() {
    let world = World::new().await;
    let (anna, boris) = with_a_friend(&world).await;
    boris.has_paid().await;
    world.gives_the_payment_back().await;
    world.kie_finishes().await;
    a_while_later(&world).await;
    assert_eq!(
        world.earnings().await,
        ["payment 1: 49.90 at 0.10, pending, 49.90 taken back"]
    );
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has 0.00, earned 0.00, brought 1"]
    );
    assert_eq!(anna.transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn a_part_that_goes_back_leaves_the_commission_of_the_rest() {
    let world = World::selling_by("tbank").await;
    let (vera, anna) = (world.friend(103, "Vera", "en"), world.anna());
    vera.has_the_code("CDFGHJ").await;
    anna.opens_the_link("CDFGHJ").await;
    anna.has_a_bank_link().await;
    world.kie.fail_prompt_containing("", 1, "501");
    anna.pays_at_bank().await;
    let scene = world.kie.tasks()[0].prompt.clone();
    world.kie.fail_prompt_containing(&scene, 2, "501");
    world.kie_works_through().await;
    a_while_later(&world).await;
    vera.transcript();
    anna.taps("Pay the missing back").await;
    anna.taps("Yes, ").await;
    world.bank_notifies().await;
    // 499 − 71.29 = 427.71, a tenth of which is 42.771.
    assert_eq!(
        world.earnings().await,
        ["payment 1: 49.90 at 0.10, credited, 7.13 taken back"]
    );
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has 42.77, earned 42.77, brought 1"]
    );
    a_while_later(&world).await;
    insta::assert_snapshot!(vera.transcript(), @r"
    Bot: ↩️ 7.13 ₽ of what you earned went back, as a purchase was refunded.

         Available now: 42.77 ₽.
         [🎁 My invitations]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_second_charge_earns_when_its_set_comes_and_ton_earns_too() {
    let world = World::selling_for_ton().await;
    let (vera, anna) = (world.friend(103, "Vera", "en"), world.anna());
    vera.has_the_code("CDFGHJ").await;
    anna.opens_the_link("CDFGHJ").await;
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    let (comment, nano) = world.newest_quote().await;
    world.receives_nano(nano, &comment).await;
    world.kie_finishes().await;
    assert_eq!(
        world.earnings().await,
        ["payment 1: 49.90 at 0.10, credited, 0.00 taken back"]
    );
    world.receives_nano(nano, &comment).await;
    world.settle().await;
    assert_eq!(
        world.earnings().await,
        [
            "payment 1: 49.90 at 0.10, credited, 0.00 taken back",
            "payment 2: 49.90 at 0.10, pending, 0.00 taken back",
        ]
    );
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has 49.90, earned 49.90, brought 1"]
    );
    a_while_later(&world).await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_set_that_waits_for_somebody_who_blocked_the_bot_earns_all_the_same() {
    let world = World::new().await;
    let (anna, boris) = with_a_friend(&world).await;
    boris.has_paid().await;
    boris.person.blocks_bot();
    anna.person.blocks_bot();
    world.kie_finishes().await;
    a_while_later(&world).await;
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has 49.90, earned 49.90, brought 1"]
    );
    let unreachable: i64 = world
        .value("select count(*) from user_settings where unreachable_since is not null")
        .await;
    assert_eq!(unreachable, 2, "the buyer, and whoever is told");
    world.ends_well().await;
}

#[tokio::test]
async fn a_buyer_who_is_erased_leaves_the_commission_of_what_they_were_sent() {
    let world = World::new().await;
    let (_anna, boris) = with_a_friend(&world).await;
    boris.has_paid().await;
    // Enough for a first album, and then he goes.
    for task in &world.kie.tasks()[..3] {
        world.kie.finish(&task.id).unwrap();
    }
    world.kie.send_callbacks().await;
    world.settle().await;
    let sent: i64 = world
        .value("select count(*) from albums where started_at is not null")
        .await;
    assert!(sent > 0, "first photos were sent early");
    boris.asks_to_be_erased().await;
    world.advance(TimeDelta::hours(1)).await;
    assert_eq!(
        world.earnings().await,
        ["payment 1: 49.90 at 0.10, credited, 0.00 taken back"]
    );
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has 49.90, earned 49.90, brought 1"]
    );
}

#[tokio::test]
async fn nobody_earns_while_they_are_banned_and_earlier_purchases_are_credited() {
    let world = World::new().await;
    let (anna, boris) = with_a_friend(&world).await;
    boris.has_paid().await;
    world
        .execute("update users set is_banned = true where telegram_user_id = 101")
        .await;
    world.kie_finishes().await;
    boris.has_an_invoice().await;
    boris.pays().await;
    world.kie_finishes().await;
    a_while_later(&world).await;
    assert_eq!(
        world.earnings().await,
        ["payment 1: 49.90 at 0.10, credited, 0.00 taken back"]
    );
    assert_eq!(anna.transcript(), "");
    world.balances().await;
    world.ends_well().await;
}

#[tokio::test]
async fn an_answer_that_got_lost_is_not_said_again_and_a_refusal_is() {
    for fault in [Fault::ResetAfterEffect, Fault::too_many_requests(30)] {
        let world = World::new().await;
        let (anna, boris) = with_a_friend(&world).await;
        boris.has_paid().await;
        world.kie_finishes().await;
        boris.transcript();
        world.telegram.fail_next("sendMessage", fault.clone());
        a_while_later(&world).await;
        world.advance(TimeDelta::minutes(3)).await;
        let heard = anna.transcript().matches("You earned").count();
        assert_eq!(heard, 1, "{fault:?}");
        let untold: i64 = world
            .value("select count(*) from referral_earnings where told <> amount - taken_back")
            .await;
        assert_eq!(untold, 0, "{fault:?}");
        world.ends_well().await;
    }
}

#[tokio::test]
async fn what_other_programs_forgot_is_caught_up_on_every_day() {
    let world = World::with_staff().await;
    let (_anna, boris) = with_a_friend(&world).await;
    boris.has_paid().await;
    world.kie_finishes().await;
    // As if another program had delivered it.
    world
        .execute("update referral_earnings set status = 'pending', credited_at = null, told = 0;")
        .await;
    world
        .execute("update referral_balances set balance = 0, total_earned = 0")
        .await;
    world.advance(TimeDelta::hours(25)).await;
    world.sweeps_the_books().await;
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has 49.90, earned 49.90, brought 1"]
    );
    // And given it back.
    world
        .execute("update payments set status = 'refunded', refunded_at = settled_at")
        .await;
    world.advance(TimeDelta::days(1)).await;
    world.sweeps_the_books().await;
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has 0.00, earned 0.00, brought 1"]
    );
}

#[tokio::test]
async fn the_staff_is_told_once_of_each_difference() {
    let world = World::with_staff().await;
    with_a_friend(&world).await;
    let olga = world.olga();
    world.sweeps_the_books().await;
    assert_eq!(olga.transcript(), "");
    world
        .execute("update referral_balances set balance = 5, total_earned = 7")
        .await;
    world.sweeps_the_books().await;
    insta::assert_snapshot!(olga.transcript_in_any_order(), @r"
    Bot: 🧮 The referral books differ.
         User 1: balance is 5.00, and the rows behind it say 0.
         Nothing was changed. pinglass check shows all differences.
    Bot: 🧮 The referral books differ.
         User 1: total_earned is 7.00, and the rows behind it say 0.
         Nothing was changed. pinglass check shows all differences.
    ");
    world.advance(TimeDelta::days(1)).await;
    world.sweeps_the_books().await;
    assert_eq!(olga.transcript(), "");
    world
        .execute("update referral_balances set balance = 6, total_earned = 0")
        .await;
    world.sweeps_the_books().await;
    assert!(olga.transcript().contains("balance is 6.00"));
}
