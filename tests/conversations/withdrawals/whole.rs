//! Whole withdrawals, from the first word to the money, as people read them.

use super::CARD;
use crate::world::{Friend, World};

/// One to a card and sent, one by phone and rejected, in the words of both languages.
async fn story(anna: &Friend<'_>, words: &[&str; 6]) {
    let [card, yes, all, bank, known, list] = *words;
    anna.has_earned("2600.50").await;
    anna.sends("/withdraw").await;
    anna.sends("1 500,50").await;
    anna.taps(card).await;
    anna.sends("4111 1111 1111 1111").await;
    anna.taps(yes).await;
    for status in ["approved", "completed"] {
        anna.world.staff_moves_to(status).await;
        anna.world.settle().await;
    }
    anna.sends("/withdraw").await;
    anna.taps(all).await;
    anna.taps(bank).await;
    anna.sends("8 (916) 123-45-67").await;
    anna.taps(known).await;
    anna.taps(yes).await;
    anna.taps(list).await;
    anna.taps("№ 1").await;
}

#[tokio::test]
async fn in_english() {
    let world = World::with_staff().await;
    let anna = world.anna();
    let words = [
        "A bank card",
        "Yes, send",
        "All",
        "by phone number",
        "T-Bank",
        "My withdrawals",
    ];
    story(&anna, &words).await;
    insta::assert_snapshot!(anna.transcript());
    assert_eq!(world.balance().await, "0.00".parse().unwrap());
    assert_eq!(
        world.withdrawals().await,
        ["completed 1500.50", "pending 1100.00"]
    );
    let details: Vec<String> =
        sqlx::query_scalar("select details::text from withdrawal_requests order by id")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(
        details,
        [
            r#"{"masked": "•••• 1111"}"#,
            r#"{"masked": "+7 9•• •••-••-67 · T-Bank"}"#
        ]
    );
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn in_russian() {
    let world = World::with_staff().await;
    let boris = world.boris();
    let words = [
        "На карту",
        "Да, отправить",
        "Всё",
        "В банк",
        "Т-Банк",
        "Мои выводы",
    ];
    story(&boris, &words).await;
    insta::assert_snapshot!(boris.transcript());
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn a_wallet_is_paid_in_ton_for_an_amount_in_roubles() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("1000").await;
    anna.sends("/withdraw").await;
    anna.taps("All").await;
    anna.taps("TON wallet").await;
    anna.transcript();
    // As some wallets write it; it is kept in one form.
    anna.sends("EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF")
        .await;
    anna.taps("Yes, send").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF
    Bot deletes: EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF
    Bot: Is this right?

         Amount: 1,000 ₽, in TON at the rate of the day on which we send it
         To: TON wallet UQDK…PuwA

         When you confirm, the amount leaves what is available and waits to be sent.
         [✅ Yes, send 1,000 ₽]
         [✏️ Enter it anew]
         [‹ Another way] [Cancel]
    Anna taps [✅ Yes, send 1,000 ₽]
    Bot (edited): ✅ Withdrawal № 1 is with our team

         1,000 ₽ to TON wallet UQDK…PuwA. The amount has left what is available and waits to be sent.

         Somebody of our team checks it, approves it and sends the money. This usually takes a day or two, and I write to you at each of these steps. You need not do anything. Until it is approved, you can take it back.
         [↩️ Take it back]
         [🧾 My withdrawals] [☰ Menu]
    ");
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn whoever_sends_the_money_reads_where_it_goes_and_then_nobody_does() {
    let world = World::with_staff().await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_earned("1500").await;
    anna.withdraws("1500").await;
    anna.transcript();
    let olga = world.in_topic("Withdrawals", &olga);
    assert!(!olga.transcript().contains("4111"), "the card tells it");
    for label in ["Approve", "Yes, approve", "Send", "As a popup"] {
        olga.taps(label).await;
    }
    let read = olga.transcript();
    assert!(read.contains(CARD), "{read}");
    for label in ["It is sent", "Yes, sent"] {
        olga.taps(label).await;
    }
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 👍 Withdrawal № 1 is approved

         Next we send 1,500 ₽ to card •••• 1111. This usually takes a day or two. I write to you when that is done.
         [🧾 My withdrawals]
    Bot: 💸 Withdrawal № 1 is sent

         1,500 ₽ to card •••• 1111. How soon it shows depends on your bank. If it does not arrive, write to /support.
         [🧾 My withdrawals]
    ");
    let is_kept: bool = world
        .value("select sealed is not null from withdrawal_requests")
        .await;
    assert!(!is_kept);
    assert_eq!(world.withdrawals().await, ["completed 1500.00"]);
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn a_reason_that_the_staff_chooses_is_read_in_ones_own_language() {
    let world = World::with_staff().await;
    let (boris, olga) = (world.boris(), world.olga());
    boris.has_earned("1500").await;
    boris.sends("/withdraw").await;
    boris.taps("Всё").await;
    boris.taps("На карту").await;
    boris.sends(CARD).await;
    boris.taps("Да, отправить").await;
    boris.transcript();
    let olga = world.in_topic("Withdrawals", &olga);
    for label in ["Reject", "The details don", "Yes, reject"] {
        olga.taps(label).await;
    }
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot: ↩️ Деньги по заявке № 1 не отправлены

         Причина: По этим реквизитам отправить не получилось. Проверьте их, пожалуйста, и запросите выплату ещё раз.

         1 500 ₽ снова на вашем балансе.
         [💸 Вывести]
         [🧾 Мои выводы]
    ");
    assert_eq!(world.withdrawals().await, ["rejected 1500.00"]);
    assert_eq!(world.balance().await, "1500.00".parse().unwrap());
    world.ends_well_to_the_kopeck().await;
}
