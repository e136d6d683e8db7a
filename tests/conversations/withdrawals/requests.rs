//! What was asked for: the list, taking it back, and what is said of it unasked; and when
//! nothing can be asked for.

use sandbox::telegram::Fault;

use crate::world::World;

#[tokio::test]
async fn a_request_can_be_taken_back_until_it_is_approved() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("5000").await;
    anna.withdraws("2000").await;
    anna.transcript();
    anna.taps("Take it back").await;
    anna.taps("No, leave it").await;
    anna.taps("Take it back").await;
    let question = anna.person.last_from_bot().unwrap();
    anna.taps("Yes, take it back").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [↩️ Take it back]
    Bot (edited): Take withdrawal № 1 back? 2,000 ₽ are in your balance again then.
         [Yes, take it back]
         [No, leave it]
    Anna taps [No, leave it]
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
    ");
    // The same tap once more, from a screen that was left open elsewhere.
    let yes = format!("payout:{}", r#"{"Cancel":1}"#);
    anna.person.taps_data(question.id, &yes);
    world.settle().await;
    assert_eq!(world.withdrawals().await, ["rejected 2000.00"]);
    assert_eq!(world.balance().await, "5000.00".parse().unwrap());
    anna.transcript();
    anna.withdraws("2000").await;
    world
        .execute("update withdrawal_requests set status = 'approved' where id = 2")
        .await;
    anna.transcript();
    anna.taps("Take it back").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [↩️ Take it back]
    Bot (popup): It can't be taken back any more.
    Bot (edited): Withdrawal № 2

         Asked for: 02.03.2026
         Amount: 2,000 ₽
         To: card •••• 1111
         Status: 👍 approved

         This usually takes a day or two.
         [🧾 My withdrawals] [☰ Menu]
    ");
    assert_eq!(world.balance().await, "3000.00".parse().unwrap());
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn a_rejected_request_says_why_and_that_the_money_is_back() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_earned("1500").await;
    boris.has_earned("10").await;
    anna.withdraws("1500").await;
    anna.transcript();
    world.staff_moves_to("rejected").await;
    world.settle().await;
    anna.taps("My withdrawals").await;
    anna.taps("№ 1").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: ↩️ Withdrawal № 1 was not sent

         Reason: The card is closed

         1,500 ₽ are in your balance again.
         [💸 Withdraw]
         [🧾 My withdrawals]
    Anna taps [🧾 My withdrawals]
    Bot (edited): Your withdrawals
         [✖️ № 1 · 02.03.26 · 1,500 ₽]
         [💸 Withdraw] [☰ Menu]
    Anna taps [✖️ № 1 · 02.03.26 · 1,500 ₽]
    Bot (edited): Withdrawal № 1

         Asked for: 02.03.2026
         Amount: 1,500 ₽
         To: card •••• 1111
         Status: ✖️ not sent
         Reason: The card is closed
         Closed: 02.03.2026
         [🧾 My withdrawals] [☰ Menu]
    ");
    boris.sends("/withdraw").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /withdraw
    Bot: Ещё немного

         У вас 10 ₽. Вывести можно от 1 000 ₽, не хватает 990 ₽.
         [🎁 Моя ссылка]
         [☰ Меню]
    ");
    world.ends_well_to_the_kopeck().await;
}

/// Telegram's word that it did not take a message.
fn away() -> Fault {
    Fault::Error {
        code: 500,
        description: "Internal Server Error".to_owned(),
        retry_after: None,
    }
}

/// Said twice, it would read like two payouts.
#[tokio::test]
async fn that_money_was_sent_is_not_said_twice_when_the_answer_was_lost() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("1500").await;
    anna.withdraws("1500").await;
    world.staff_moves_to("approved").await;
    world.settle().await;
    anna.transcript();
    world
        .telegram
        .fail_next("sendMessage", Fault::ResetAfterEffect);
    world.staff_moves_to("completed").await;
    world.settle().await;
    let said = anna.transcript();
    assert_eq!(said.matches("is sent").count(), 1, "{said}");
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn steps_that_come_at_once_are_told_each_and_in_order() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("1500").await;
    anna.withdraws("1500").await;
    anna.transcript();
    // Telegram is away while both steps happen.
    world.telegram.fail_next("sendMessage", away());
    world.staff_moves_to("approved").await;
    world.staff_moves_to("completed").await;
    world.settle().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 👍 Withdrawal № 1 is approved

         Next we send 1,500 ₽ to card •••• 1111. This usually takes a day or two. I write to you when that is done.
         [🧾 My withdrawals]
    Bot: 💸 Withdrawal № 1 is sent

         1,500 ₽ to card •••• 1111. How soon it shows depends on your bank. If it does not arrive, write to /support.
         [🧾 My withdrawals]
    ");
    // Another job of the same request finds nothing more to tell.
    world.staff_moves_to("completed").await;
    world.settle().await;
    assert_eq!(anna.transcript(), "");
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn whoever_has_blocked_the_bot_finds_it_in_the_list() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("1500").await;
    anna.withdraws("1500").await;
    anna.person.blocks_bot();
    world.staff_moves_to("approved").await;
    world.settle().await;
    anna.person.unblocks_bot();
    anna.transcript();
    anna.sends("/withdraw").await;
    anna.taps("My withdrawals").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /withdraw
    Bot: Not quite there yet

         You have 0 ₽. A withdrawal starts at 1,000 ₽, so 1,000 ₽ to go.

         1,500 ₽ more are in withdrawals under way.
         [🎁 My link]
         [🧾 My withdrawals]
         [☰ Menu]
    Anna taps [🧾 My withdrawals]
    Bot (edited): Your withdrawals
         [👍 № 1 · 02.03.26 · 1,500 ₽]
         [💸 Withdraw] [☰ Menu]
    ");
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn below_zero_and_without_a_staff_nothing_can_be_withdrawn() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_earned("-250.50").await;
    boris.has_earned("-250.50").await;
    for person in [&anna, &boris] {
        person.sends("/withdraw").await;
    }
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /withdraw
    Bot: Your balance is -250.50 ₽

         A purchase was refunded after you had withdrawn what it earned. There is nothing to pay back: what you earn next evens it out, and from 1,000 ₽ on you can withdraw again.
         [🎁 My link]
         [☰ Menu]
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /withdraw
    Bot: Ваш баланс: -250,50 ₽

         За одну из покупок вернули деньги уже после того, как вы вывели заработанное с неё. Отдавать ничего не нужно: следующие начисления всё выровняют, и от 1 000 ₽ снова можно будет выводить.
         [🎁 Моя ссылка]
         [☰ Меню]
    ");
    world.ends_well_to_the_kopeck().await;
    let world = World::new().await;
    let anna = world.anna();
    anna.has_earned("5000").await;
    anna.sends("/withdraw").await;
    world
        .execute("update referral_balances set balance = 0")
        .await;
    world
        .execute("update referral_openings set balance = 0")
        .await;
    anna.sends("/withdraw").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /withdraw
    Bot: Withdrawals are not open yet

         All you have earned (5,000 ₽) is kept for you.
         [🎁 My link]
         [☰ Menu]
    Anna: /withdraw
    Bot: Withdrawals are not open yet

         All that you earn is kept for you.
         [🎁 My link]
         [☰ Menu]
    ");
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn a_long_list_has_pages() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("5000").await;
    anna.sends("/withdraw").await;
    world
        .execute(
            "insert into withdrawal_requests (user_id, amount, method, details, status, created_at, processed_at)
             select user_id, 1000 + number, 'card', '{\"masked\": \"•••• 1111\"}', 'completed',
                    '2026-02-01'::timestamp + number * interval '1 day', '2026-03-01'
             from referral_balances, generate_series(1, 8) as number",
        )
        .await;
    world.execute("update referral_openings set balance = balance + (select sum(amount) from withdrawal_requests)").await;
    anna.transcript();
    anna.sends("/withdraw").await;
    anna.taps("My withdrawals").await;
    anna.taps("Older").await;
    anna.taps("№ 1 ").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /withdraw
    Bot: 5,000 ₽ are yours to withdraw

         How much shall we send? Tap an amount or write one, such as 1500. The smallest is 1,000 ₽.
         [All: 5,000 ₽]
         [2,500 ₽] [1,000 ₽]
         [🧾 My withdrawals]
         [Cancel]
    Anna taps [🧾 My withdrawals]
    Bot (edited): Your withdrawals
         [✅ № 8 · 09.02.26 · 1,008 ₽]
         [✅ № 7 · 08.02.26 · 1,007 ₽]
         [✅ № 6 · 07.02.26 · 1,006 ₽]
         [✅ № 5 · 06.02.26 · 1,005 ₽]
         [✅ № 4 · 05.02.26 · 1,004 ₽]
         [✅ № 3 · 04.02.26 · 1,003 ₽]
         [Older ›]
         [💸 Withdraw] [☰ Menu]
    Anna taps [Older ›]
    Bot (edited): Your withdrawals
         [✅ № 2 · 03.02.26 · 1,002 ₽]
         [✅ № 1 · 02.02.26 · 1,001 ₽]
         [‹ Newer]
         [💸 Withdraw] [☰ Menu]
    Anna taps [✅ № 1 · 02.02.26 · 1,001 ₽]
    Bot (edited): Withdrawal № 1

         Asked for: 02.02.2026
         Amount: 1,001 ₽
         To: card •••• 1111
         Status: ✅ sent
         Closed: 01.03.2026
         [🧾 My withdrawals] [☰ Menu]
    ");
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn what_could_not_be_told_for_long_is_told_by_the_sweep() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("1500").await;
    anna.withdraws("1500").await;
    world.staff_moves_to("completed").await;
    // Telegram was away for hours, and the job was given up.
    world
        .execute("delete from jobs where kind = 'referral_tell_withdrawal'")
        .await;
    anna.transcript();
    world.sweeps_payouts().await;
    let said = anna.transcript();
    assert!(
        said.contains("№ 1 is approved") && said.contains("№ 1 is sent"),
        "{said}"
    );
    world.sweeps_payouts().await;
    assert_eq!(anna.transcript(), "");
    world.ends_well_to_the_kopeck().await;
}
