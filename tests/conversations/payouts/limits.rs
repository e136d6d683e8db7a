//! What withdrawals are kept from: being paid after a refund, to a member by themselves, or
//! with their details where others see them.

use super::TOPIC;
use crate::world::World;

#[tokio::test]
async fn a_refund_after_the_approval_stops_what_is_not_in_hand() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.has_a_payout(&world.anna(), 3000, 0).await;
    let olga = world.in_topic(TOPIC, &olga);
    olga.taps("Approve").await;
    olga.taps("Yes, approve").await;
    olga.transcript();
    world
        .execute("update referral_balances set balance = -100")
        .await;
    olga.taps("Send").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [💸 Send]
    Bot (alert): A refund took the balance below zero. Nothing can be approved or sent until it is made up for.
    ");
    assert_eq!(world.payout_states().await, [(1, "approved".to_owned())]);
    world
        .execute("update referral_balances set balance = 0")
        .await;
    olga.taps("Send").await;
    assert!(olga.transcript().contains("Bot (opens): "));
    world.ends_well().await;
}

#[tokio::test]
async fn nobody_decides_on_their_own_withdrawal() {
    let world = World::with_staff().await;
    let anna = world.anna();
    let olga = world.olga();
    world.has_a_payout(&anna, 3000, 0).await;
    world
        .execute(
            "insert into admin_users (username, password_hash, role, telegram_user_id)
             values ('anna', '', 'admin', 101)",
        )
        .await;
    let herself = world.in_staff_group(101, "Anna");
    let herself = world.in_topic(TOPIC, &herself);
    let olga = world.in_topic(TOPIC, &olga);
    olga.transcript();
    herself.taps("Approve").await;
    olga.taps("Approve").await;
    olga.taps("Yes, approve").await;
    herself.taps("Send").await;
    let said = olga.transcript();
    assert_eq!(
        said.matches("This is your own withdrawal").count(),
        2,
        "{said}"
    );
    assert_eq!(world.actions().await, ["withdrawal_approved"]);
    world.ends_well().await;
}

#[tokio::test]
async fn details_of_any_length_are_read_in_parts_and_stand_nowhere() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.has_a_payout(&world.anna(), 3000, 0).await;
    world
        .execute(
            "update withdrawal_requests
             set details = jsonb_build_object('note', repeat('x', 150), 'iban', 'LT121000011101001000')",
        )
        .await;
    let olga = world.in_topic(TOPIC, &olga);
    olga.taps("Approve").await;
    olga.taps("Yes, approve").await;
    olga.taps("Send").await;
    olga.transcript();
    olga.taps("👁 1/2").await;
    olga.taps("👁 2/2").await;
    let alerts = olga.transcript();
    assert!(alerts.contains("iban: LT121000011101001000"), "{alerts}");
    assert!(alerts.contains("xxx"), "{alerts}");
    let shown = world.telegram.messages(crate::world::STAFF_CHAT_ID);
    assert!(shown.iter().all(|message| !message.text.contains("LT12")));
    let seen = world.actions().await;
    let seen = seen
        .iter()
        .filter(|action| *action == "withdrawal_details_seen");
    assert_eq!(seen.count(), 2, "each look is written down");
    world.ends_well().await;
}

#[tokio::test]
async fn where_it_goes_is_opened_for_whoever_sends_it_and_the_person_hears_of_each_step() {
    let world = World::with_staff().await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_earned("5000").await;
    anna.withdraws("3000").await;
    anna.transcript();
    let olga = world.in_topic(TOPIC, &olga);
    let card = olga.transcript();
    assert!(card.contains("№ 1 · 3,000\u{a0}₽ · card"), "{card}");
    assert!(card.contains("1111") && !card.contains("4111"), "{card}");
    olga.taps("Approve").await;
    olga.taps("Yes, approve").await;
    olga.taps("Send").await;
    olga.taps("As a popup").await;
    let said = olga.transcript();
    let alert = said.split_once("Bot (alert): 3,000").unwrap().1;
    assert!(alert.contains("4111 1111 1111 1111"), "{alert}");
    olga.taps("It is sent").await;
    olga.taps("Yes, sent").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 👍 Withdrawal № 1 is approved

         Next we send 3,000 ₽ to card •••• 1111. This usually takes a day or two. I write to you when that is done.
         [🧾 My withdrawals]
    Bot: 💸 Withdrawal № 1 is sent

         3,000 ₽ to card •••• 1111. How soon it shows depends on your bank. If it does not arrive, write to /support.
         [🧾 My withdrawals]
    ");
    let kept: i64 = world
        .value("select count(*) from withdrawal_requests where sealed is not null")
        .await;
    assert_eq!(kept, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn talk_in_the_topic_of_cards_is_nobodys_ticket() {
    let world = World::with_staff().await;
    let (olga, igor) = (world.olga(), world.in_staff_group(204, "Igor"));
    world.has_a_payout(&world.anna(), 3000, 0).await;
    let [olga, igor] = [&olga, &igor].map(|friend| world.in_topic(TOPIC, friend));
    olga.transcript();
    olga.sends("I know her").await;
    olga.replies_to("№ 1 ·", "She is fine").await;
    igor.sends("Me too").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: I know her
    Olga (↪ “💸 № 1 · 3,000 ₽ · card”): She is fine
    Igor: Me too
    ");
    let messages: i64 = world.value("select count(*) from ticket_messages").await;
    assert_eq!(messages, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn a_large_sum_in_small_parts_takes_two_members() {
    let world = World::with_staff().await;
    let (anna, olga) = (world.anna(), world.olga());
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    // Another program, which knows nothing of a second approval, wrote them down.
    world.has_a_payout(&anna, 6000, 0).await;
    world.has_a_payout(&anna, 4000, 0).await;
    let [olga, oleg] = [&olga, &oleg].map(|friend| world.in_topic(TOPIC, friend));
    olga.transcript();
    olga.taps("Approve").await;
    olga.taps("Yes, approve").await;
    let said = olga.transcript();
    assert!(
        said.contains("Approved by Olga, waits for the approval of one more"),
        "{said}"
    );
    oleg.taps("Approve").await;
    oleg.taps("Yes, approve").await;
    let said = olga.transcript();
    assert!(said.contains("№ 2: "), "{said}");
    assert_eq!(
        world.payout_states().await,
        [(1, "pending".to_owned()), (2, "approved".to_owned())]
    );
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_has_left_the_staff_has_approved_nothing() {
    let world = World::with_staff().await;
    let (anna, olga) = (world.anna(), world.olga());
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let vera = world.staff_member(203, "Vera", "operator").await;
    world.has_a_payout(&anna, 20_000, 0).await;
    let [olga, oleg, vera] = [&olga, &oleg, &vera].map(|friend| world.in_topic(TOPIC, friend));
    oleg.taps("Approve").await;
    oleg.taps("Yes, approve").await;
    world
        .execute("update admin_users set role = 'viewer' where username = 'oleg'")
        .await;
    vera.taps("Approve").await;
    olga.transcript();
    vera.taps("Yes, approve").await;
    let said = olga.transcript();
    assert!(
        said.contains("Approved by Vera, waits for the approval of one more"),
        "{said}"
    );
    assert_eq!(world.payout_states().await, [(1, "pending".to_owned())]);
    olga.taps("Approve").await;
    olga.taps("Yes, approve").await;
    assert_eq!(world.payout_states().await, [(1, "approved".to_owned())]);
    world.ends_well().await;
}

#[tokio::test]
async fn nothing_goes_to_whoever_is_banned() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.has_a_payout(&world.anna(), 3000, 0).await;
    let olga = world.in_topic(TOPIC, &olga);
    olga.transcript();
    world.execute("update users set is_banned = true").await;
    olga.taps("Approve").await;
    let said = olga.transcript();
    assert!(
        said.contains("Bot (alert): This person is banned."),
        "{said}"
    );
    world.execute("update users set is_banned = false").await;
    olga.taps("Approve").await;
    olga.taps("Yes, approve").await;
    world.execute("update users set is_banned = true").await;
    olga.taps("Send").await;
    let said = olga.transcript();
    assert!(
        said.contains("Bot (alert): This person is banned."),
        "{said}"
    );
    assert_eq!(world.payout_states().await, [(1, "approved".to_owned())]);
    olga.taps("Reject").await;
    olga.taps("Payments behind it").await;
    olga.taps("Yes, reject").await;
    assert_eq!(world.payout_states().await, [(1, "rejected".to_owned())]);
    world.ends_well().await;
}
