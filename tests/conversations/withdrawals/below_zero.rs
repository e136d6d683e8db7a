//! A refund takes the balance below zero while a withdrawal is under way.

use crate::world::{Friend, World};

impl World {
    /// A withdrawal is approved, and then a purchase of what is asked for goes back.
    async fn loses_fifty_after_approval(&self, friend: &Friend<'_>) {
        friend.has_earned("2000").await;
        friend.withdraws("2000").await;
        self.staff_moves_to("approved").await;
        self.settle().await;
        self.execute(
            "update referral_balances set balance = balance - 50, referral_code = 'DTWV4C'",
        )
        .await;
        self.execute("update referral_openings set balance = balance - 50")
            .await;
        friend.transcript();
    }
}

#[tokio::test]
async fn a_request_that_waits_says_why_on_every_page() {
    let world = World::with_staff().await;
    let boris = world.boris();
    world.loses_fifty_after_approval(&boris).await;
    boris.sends("/withdraw").await;
    boris.sends("/ref").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /withdraw
    Bot: Заявка № 1 ждёт: за покупку вернули деньги, не хватает 50 ₽. Следующие начисления это покроют, доплачивать ничего не нужно. А можно отозвать её и запросить меньше: на балансе будет 1 950 ₽.
         [↩️ Отозвать]
         [🎁 Моя ссылка]
         [🧾 Мои выводы]
         [☰ Меню]
    Борис: /ref
    Bot sends a photo
         “Приглашайте друзей и получайте 10%

         С каждого набора, который купит пришедший по вашей ссылке, вам идёт 10%. Деньги ваши, как только его портреты доставлены. Если покупку вернут, вернётся и ваша доля.

         Ваша ссылка: t.me/pinglass_bot?start=ref_DTWV4C

         Заявка № 1 ждёт: за покупку вернули деньги, не хватает 50 ₽. Следующие начисления это покроют, доплачивать ничего не нужно. А можно отозвать её и запросить меньше: на балансе будет 1 950 ₽.”
         [📤 Поделиться с друзьями ↗]
         [📋 Скопировать ⧉] [▦ QR-код]
         [↩️ Отозвать]
         [🧾 Мои выводы]
         [🤝 Стать партнёром]
         [☰ Меню]
    ");
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn a_request_that_waits_can_be_taken_back_after_its_approval() {
    let world = World::with_staff().await;
    let anna = world.anna();
    world.loses_fifty_after_approval(&anna).await;
    anna.sends("/withdraw").await;
    anna.taps("My withdrawals").await;
    anna.taps("№ 1").await;
    anna.taps("Take it back").await;
    anna.taps("Yes, take it back").await;
    anna.sends("/withdraw").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /withdraw
    Bot: Withdrawal № 1 waits: a purchase was refunded, and 50 ₽ are missing. What you earn next makes up for it, there is nothing to pay. Or take it back and ask for less: your balance will be 1,950 ₽.
         [↩️ Take it back]
         [🎁 My link]
         [🧾 My withdrawals]
         [☰ Menu]
    Anna taps [🧾 My withdrawals]
    Bot (edited): Your withdrawals
         [👍 № 1 · 02.03.26 · 2,000 ₽]
         [💸 Withdraw] [☰ Menu]
    Anna taps [👍 № 1 · 02.03.26 · 2,000 ₽]
    Bot (edited): Withdrawal № 1

         Asked for: 02.03.2026
         Amount: 2,000 ₽
         To: card •••• 1111
         Status: 👍 approved

         Withdrawal № 1 waits: a purchase was refunded, and 50 ₽ are missing. What you earn next makes up for it, there is nothing to pay. Or take it back and ask for less: your balance will be 1,950 ₽.
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
    Anna: /withdraw
    Bot: 1,950 ₽ are yours to withdraw

         How much shall we send? Tap an amount or write one, such as 1500. The smallest is 1,000 ₽.
         [All: 1,950 ₽]
         [1,000 ₽]
         [🧾 My withdrawals]
         [Cancel]
    ");
    assert_eq!(world.withdrawals().await, ["rejected 2000.00"]);
    world.ends_well_to_the_kopeck().await;
}
