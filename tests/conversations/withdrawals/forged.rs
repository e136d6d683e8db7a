//! Taps on old keyboards, of other people's requests, and of people who may not.

use crate::world::World;

#[tokio::test]
async fn nobody_sees_or_takes_back_the_request_of_somebody_else() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_earned("2000").await;
    boris.has_earned("2000").await;
    anna.is_about_to_withdraw("2000").await;
    let summary = anna.person.last_from_bot().unwrap();
    let confirm = summary.data_behind("Yes, send").unwrap().to_owned();
    anna.taps("Yes, send").await;
    boris.sends("/withdraw").await;
    let own = boris.person.last_from_bot().unwrap();
    boris.transcript();
    for tap in [
        r#"{"Open":1}"#,
        r#"{"AskCancel":1}"#,
        r#"{"Cancel":1}"#,
        r#"{"Cancel":-1}"#,
    ] {
        boris.person.taps_data(own.id, &format!("payout:{tap}"));
        world.settle().await;
    }
    boris.person.taps_data(own.id, &confirm);
    world.settle().await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [a button that is gone]
    Bot (popup): Такой заявки не нахожу. Загляните в /withdraw
    Борис taps [a button that is gone]
    Bot (popup): Такой заявки не нахожу. Загляните в /withdraw
    Борис taps [a button that is gone]
    Bot (popup): Такой заявки не нахожу. Загляните в /withdraw
    Борис taps [a button that is gone]
    Bot (popup): Такой заявки не нахожу. Загляните в /withdraw
    Борис taps [a button that is gone]
    Bot (popup): С тех пор вы что-то поменяли. Посмотрите последнее сообщение или начните заново: /withdraw
    ");
    assert_eq!(world.withdrawals().await, ["pending 2000.00"]);
    assert_eq!(world.balance().await, "2000.00".parse().unwrap());
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn a_forged_amount_is_looked_at_like_any_other() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("2000").await;
    anna.sends("/withdraw").await;
    let amounts = anna.person.last_from_bot().unwrap();
    for kopecks in [
        "200001",
        "-200000",
        "0",
        "9223372036854775807",
        "1e3",
        "null",
    ] {
        let data = format!("payout:{{\"Amount\":{kopecks}}}");
        anna.person.taps_data(amounts.id, &data);
        world.settle().await;
    }
    assert_eq!(world.withdrawals().await, Vec::<String>::new());
    let step: String = world.value("select state ->> 'step' from dialogues").await;
    assert_eq!(step, "Amount");
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn old_keyboards_do_no_harm() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("5000").await;
    anna.is_about_to_withdraw("2000").await;
    let old = anna.person.last_from_bot().unwrap();
    let old_yes = old.data_behind("Yes, send").unwrap().to_owned();
    // A change of mind: another amount, to another card.
    anna.sends("/withdraw").await;
    anna.sends("3000").await;
    anna.taps("A bank card").await;
    anna.sends("5555 5555 5555 4444").await;
    anna.transcript();
    anna.person.taps_data(old.id, &old_yes);
    world.settle().await;
    anna.taps("Yes, send 3,000").await;
    let yes = anna.person.last_from_bot().unwrap();
    for data in [
        old_yes.as_str(),
        "payout:\"Methods\"",
        "payout:{\"Method\":\"card\"}",
        "payout:{\"Amount\":100000}",
    ] {
        anna.person.taps_data(yes.id, data);
        world.settle().await;
    }
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [✅ Yes, send 2,000 ₽]
    Bot (popup): You have changed something since. Please look at the newest summary, or begin again with /withdraw
    Anna taps [✅ Yes, send 3,000 ₽]
    Bot (edited): ✅ Withdrawal № 1 is with our team

         3,000 ₽ to card •••• 4444. The amount has left what is available and waits to be sent.

         Somebody of our team checks it, approves it and sends the money. This usually takes a day or two, and I write to you at each of these steps. You need not do anything. Until it is approved, you can take it back.
         [↩️ Take it back]
         [🧾 My withdrawals] [☰ Menu]
    Anna taps [a button that is gone]
    Bot (popup): This conversation is over. Begin again with /withdraw
    Anna taps [a button that is gone]
    Bot (popup): This conversation is over. Begin again with /withdraw
    Anna taps [a button that is gone]
    Bot (popup): This conversation is over. Begin again with /withdraw
    Anna taps [a button that is gone]
    Bot (popup): This conversation is over. Begin again with /withdraw
    ");
    assert_eq!(world.withdrawals().await, ["pending 3000.00"]);
    assert_eq!(world.balance().await, "2000.00".parse().unwrap());
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn an_old_cancel_says_nothing_false_about_money() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("2000").await;
    anna.withdraws("2000").await;
    anna.transcript();
    let old = anna.person.last_from_bot().unwrap();
    let stop = "payout:\"Stop\"";
    anna.person.taps_data(old.id, stop);
    world.settle().await;
    anna.taps("Take it back").await;
    anna.taps("Yes, take it back").await;
    anna.person.taps_data(old.id, stop);
    world.settle().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [a button that is gone]
    Bot (edited): Withdrawal № 1

         Asked for: 02.03.2026
         Amount: 2,000 ₽
         To: card •••• 1111
         Status: ⏳ being checked

         This usually takes a day or two.
         [↩️ Take it back]
         [🧾 My withdrawals] [☰ Menu]
    Anna taps [↩️ Take it back]
    Bot (edited): Take withdrawal № 1 back? 2,000 ₽ are in your balance again then.
         [Yes, take it back]
         [No, leave it]
    Anna taps [Yes, take it back]
    Bot (edited): Withdrawal № 1

         Asked for: 02.03.2026
         Amount: 2,000 ₽
         To: card •••• 1111
         Status: ↩️ taken back
         Closed: 02.03.2026
         [🧾 My withdrawals] [☰ Menu]
    Anna taps [a button that is gone]
    Bot (popup): This conversation is over. Begin again with /withdraw
    ");
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn what_was_withdrawn_meanwhile_can_not_be_withdrawn_again() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("3000").await;
    anna.is_about_to_withdraw("2000").await;
    // A payment goes back just then.
    world
        .execute("update referral_balances set balance = balance - 1500")
        .await;
    world
        .execute("update referral_openings set balance = balance - 1500")
        .await;
    anna.transcript();
    anna.taps("Yes, send").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [✅ Yes, send 2,000 ₽]
    Bot (edited): That is more than is there: 1,500 ₽ are yours to withdraw.

         How much shall it be? The smallest amount is 1,000 ₽.
         [All: 1,500 ₽]
         [1,000 ₽]
         [Cancel]
    ");
    assert_eq!(world.withdrawals().await, Vec::<String>::new());
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn a_ban_stops_a_withdrawal_and_its_end_lets_it_go_on() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("3000").await;
    anna.is_about_to_withdraw("2000").await;
    world.execute("update users set is_banned = true").await;
    anna.transcript();
    anna.taps("Yes, send").await;
    anna.sends("/withdraw").await;
    assert_eq!(world.withdrawals().await, Vec::<String>::new());
    world.execute("update users set is_banned = false").await;
    anna.taps("Yes, send").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [✅ Yes, send 2,000 ₽]
    Bot (popup): This account is blocked.
    Anna: /withdraw
    Bot: This account is blocked, so I can't help you here.
    Anna taps [✅ Yes, send 2,000 ₽]
    Bot (edited): ✅ Withdrawal № 1 is with our team

         2,000 ₽ to card •••• 1111. The amount has left what is available and waits to be sent.

         Somebody of our team checks it, approves it and sends the money. This usually takes a day or two, and I write to you at each of these steps. You need not do anything. Until it is approved, you can take it back.
         [↩️ Take it back]
         [🧾 My withdrawals] [☰ Menu]
    ");
    assert_eq!(world.withdrawals().await, ["pending 2000.00"]);
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn whoever_is_being_erased_withdraws_nothing_more() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("3000").await;
    anna.withdraws("2000").await;
    anna.is_about_to_withdraw("1000").await;
    let summary = anna.person.last_from_bot().unwrap();
    let confirm = summary.data_behind("Yes, send").unwrap().to_owned();
    anna.sends("/privacy").await;
    anna.taps("Erase everything").await;
    anna.person.taps("Yes, erase everything").unwrap();
    world.deliver_updates().await;
    anna.person.taps_data(summary.id, &confirm);
    world.staff_moves_to("approved").await;
    world.settle().await;
    assert_eq!(world.withdrawals().await, ["rejected 2000.00"]);
    let said = anna.transcript();
    assert!(!said.contains("№ 1 is approved"), "{said}");
    world.ends_well_to_the_kopeck().await;
}
