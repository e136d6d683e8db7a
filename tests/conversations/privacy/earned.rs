//! Whoever is erased loses what they have earned, and is told so; what is being sent to
//! them arrives first.

use chrono::TimeDelta;

use crate::world::World;

#[tokio::test]
async fn people_read_what_they_would_lose_of_their_earnings() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_earned("3500.50").await;
    anna.withdraws("2000").await;
    boris.has_earned("900").await;
    anna.sends("/privacy").await;
    boris.sends("/privacy").await;
    anna.transcript();
    boris.transcript();
    anna.taps("Erase everything").await;
    boris.taps("Удалить всё").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🗑 Erase everything]
    Bot (edited): Erase everything?

         This leaves our database and storage for good:
         📸 photos you sent: 0
         🖼 portraits: 0
         👤 your avatars, name, settings and whatever else names you

         Nobody can bring it back.

         ⚠️ You have earned 1,500.50 ₽ by inviting others. They would be lost.

         ⚠️ A withdrawal of 2,000 ₽ that nobody has sent yet is called off, and would be lost too.

         What stays: amount, date, method and number of your payments and withdrawals, and sums earned by inviting others, without you. And this chat: only you can delete it, in Telegram. The portraits you saved are yours.
         [🗑 Yes, erase everything]
         [‹ No, keep everything]
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [🗑 Удалить всё]
    Bot (edited): Удалить всё?

         Из нашей базы и хранилища навсегда исчезнут:
         📸 присланные фото: 0
         🖼 портреты: 0
         👤 аватары, имя, настройки и всё, что указывает на вас

         Вернуть их не сможет никто.

         ⚠️ За приглашения вы заработали 900 ₽. Они пропадут.

         Что останется: сумма, дата, способ и номер ваших платежей и выплат, суммы за приглашения, без вас. И этот чат: удалить его можете только вы, в Telegram. Сохранённые портреты — ваши.
         [🗑 Да, удалить всё]
         [‹ Нет, оставить всё]
    ");
    world.balances().await;
}

#[tokio::test]
async fn a_withdrawal_that_nobody_sends_is_called_off_and_the_books_stay_right() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_earned("3500.50").await;
    world
        .execute("update referral_balances set referral_code = 'CDFGHJ'")
        .await;
    boris.opens_the_link("CDFGHJ").await;
    boris.has_paid().await;
    anna.withdraws("2000").await;
    anna.asks_to_be_erased().await;
    world.advance(TimeDelta::minutes(10)).await;
    assert_eq!(world.erased().await, 1);
    let request: String = world
        .value(
            "select concat_ws(' ', status, reason, details is null, sealed is null)
             from withdrawal_requests",
        )
        .await;
    assert_eq!(request, "rejected erased t t");
    // What is delivered later is credited to nobody who could have it.
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(2)).await;
    assert_eq!(
        world.balances().await,
        ["nobody has 3550.40, earned 3550.40, brought 1"]
    );
    // And what Boris buys next earns nothing.
    boris.has_an_invoice().await;
    boris.pays().await;
    assert_eq!(world.earnings().await.len(), 1);
    let vera = world.friend(103, "Vera", "en");
    vera.opens_the_link("CDFGHJ").await;
    assert_eq!(world.attributions().await, ["102 by nobody"]);
}

#[tokio::test]
async fn what_is_being_sent_arrives_before_its_person_is_forgotten() {
    let world = World::with_staff().await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_earned("3500.50").await;
    anna.withdraws("2000").await;
    let desk = world.in_topic("Withdrawals", &olga);
    desk.taps("Approve").await;
    desk.taps("Yes, approve").await;
    desk.taps("Send").await;
    anna.sends("/privacy").await;
    anna.taps("Erase everything").await;
    let warned = anna.transcript();
    assert!(
        warned.contains("is being sent to you right now"),
        "{warned}"
    );
    anna.taps("Yes, erase everything").await;
    world.advance(TimeDelta::hours(2)).await;
    assert_eq!(world.erased().await, 0, "it waits");
    desk.taps("It is sent").await;
    desk.taps("Yes, sent").await;
    world.advance(TimeDelta::hours(2)).await;
    assert_eq!(world.erased().await, 1);
    let request: String = world
        .value("select concat_ws(' ', status, details is null, sealed is null) from withdrawal_requests")
        .await;
    assert_eq!(request, "completed t t");
    assert_eq!(
        world.balances().await,
        ["nobody has 1500.50, earned 3500.50, brought 0"]
    );
}

#[tokio::test]
async fn the_file_of_their_data_says_what_was_earned_and_nothing_of_others() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_the_code("CDFGHJ").await;
    boris.has_the_code("KMNPQR").await;
    boris.opens_the_link("CDFGHJ").await;
    boris.has_paid().await;
    world.kie_finishes().await;
    let id = anna.user_id().await;
    let export = pinglass::referral::export(&mut *world.connection().await, id)
        .await
        .unwrap();
    assert_eq!(export["balance"]["balance"], 49.9);
    assert_eq!(export["earnings"][0]["amount"], 49.9);
    assert!(export["earnings"][0].get("referred_user_id").is_none());
    assert!(export["earnings"][0].get("payment_id").is_none());
    let id = boris.user_id().await;
    let export = pinglass::referral::export(&mut *world.connection().await, id)
        .await
        .unwrap();
    assert!(export["brought_at"].is_string());
    assert_eq!(export["opened_links_of_others_on"][0], "2026-03-02");
}
