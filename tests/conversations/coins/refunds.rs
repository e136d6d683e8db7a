//! TON goes back by the staff's hand: a task with address and amount, noted once.

use sandbox::ton::Transfer;

use crate::world::{Friend, World};

const TON: u64 = 1_000_000_000;

/// The person pays, and the set waits unused: the avatar went meanwhile.
async fn with_an_unused_set(world: &World) -> Friend<'_> {
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.execute("update avatars set status = 'draft'").await;
    world.receives_nano(nano, &comment).await;
    anna.transcript();
    anna
}

async fn payment_status(world: &World) -> String {
    world.value("select status from payments").await
}

#[tokio::test]
async fn an_unused_set_is_taken_back_and_the_staff_send_it() {
    let world = World::selling_for_ton().await;
    let olga = world.olga();
    let anna = with_an_unused_set(&world).await;
    anna.sends("/paysupport").await;
    anna.taps("Take back the set").await;
    anna.taps("Yes, give me").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /paysupport
    Bot: Payments: how it works

         • Nothing could be made: all the money comes back by itself.
         • Some portraits are missing: we make them again for free, or pay the missing ones back where the way you paid allows it (cards and TON do, Stars go back only whole).
         • A set that you have not used yet: take the money back here by one tap, within 90 days.
         • Paid twice by mistake: the second set waits for you or goes back.
         • TON is back within a day.

         Where is my set? /status

         You have 1 paid set that is not used yet.
         [▶️ Use the set]
         [↩️ Take back the set of 7]
         [🧾 My payments]
         [✍️ Write to us]
         [☰ Menu]
    Anna taps [↩️ Take back the set of 7]
    Bot (edited): Shall we give you 4.219 TON for the unused set of 7 photos back? The set is gone then.
         [↩️ Yes, give me 4.219 TON back]
         [▶️ No, I'd rather use it]
    Anna taps [↩️ Yes, give me 4.219 TON back]
    Bot (edited): ↩️ Your TON will be sent back by hand to the wallet it came from, usually within a day; we will tell you.
         [☰ Menu]
    ");
    assert_eq!(
        payment_status(&world).await,
        "succeeded",
        "it is not there yet"
    );
    let task = olga.person.last_from_bot().unwrap();
    olga.taps("It is sent").await;
    let confirmation = olga.person.last_from_bot().unwrap();
    let yes = confirmation.data_behind("Yes, sent").unwrap().to_owned();
    olga.taps("Not yet").await;
    olga.taps("It is sent").await;
    olga.taps("Yes, sent").await;
    // The button of another screen that still shows it.
    olga.person.taps_data(task.id, &yes);
    world.settle().await;
    let told = olga.transcript();
    for words in [
        "Please send back 4.219 TON",
        "Why: the customer took the unused set back.",
        "Really sent 4.219 TON?",
        "4.219 TON, sent back. Noted by Olga.",
        "This is done already.",
    ] {
        assert!(told.contains(words), "{told}");
    }
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: ✅ We have sent 4.219 TON back to the wallet it came from.
         [☰ Menu]
    ");
    assert_eq!(payment_status(&world).await, "refunded");
    was_noted_once_by_olga(&world).await;
    world.ends_well_to_the_nano().await;
}

async fn was_noted_once_by_olga(world: &World) {
    let noted: i64 = world
        .value("select count(*) from admin_audit_log where action = 'refund_sent'")
        .await;
    assert_eq!(noted, 1);
    let by: i64 = world.value("select done_by from refunds").await;
    assert_eq!(by, 201);
}

#[tokio::test]
async fn an_unused_set_is_taken_back_in_russian() {
    let world = World::selling_for_ton().await;
    let (boris, olga) = (world.boris(), world.olga());
    let (comment, nano) = boris.is_new_with_a_quote().await;
    world.execute("update avatars set status = 'draft'").await;
    world.receives_nano(nano, &comment).await;
    // The thanks and the word about the avatar are told side by side.
    let paid = boris.tells(&comment);
    for words in [
        "Bot (edited): ✅ Оплачено: 4.219 TON",
        "Bot: Спасибо! Получили 4.219 TON.",
        "Bot: Оплаченный набор в сохранности",
    ] {
        assert!(paid.contains(words), "{paid}");
    }
    boris.sends("/paysupport").await;
    boris.taps("Вернуть деньги").await;
    boris.taps("Да, верните").await;
    olga.taps("It is sent").await;
    olga.taps("Yes, sent").await;
    insta::assert_snapshot!(boris.tells(&comment), @r"
    Борис: /paysupport
    Bot: Как устроена оплата

         • Не получилось ничего: все деньги вернутся сами.
         • Не хватает части портретов: сделаем их ещё раз бесплатно или вернём за них деньги там, где это возможно (карта и TON — да, звёзды возвращаются только целиком).
         • Набор ещё не использован: деньги можно забрать здесь одним нажатием в течение 90 дней.
         • Оплатили дважды по ошибке: второй набор ждёт вас или вернётся деньгами.
         • TON возвращаются в течение суток.

         Где мой набор? /status

         У вас 1 оплаченный набор, который ещё не использован.
         [▶️ Использовать набор]
         [↩️ Вернуть деньги за набор (7 фото)]
         [🧾 Мои платежи]
         [✍️ Написать нам]
         [☰ Меню]
    Борис taps [↩️ Вернуть деньги за набор (7 фото)]
    Bot (edited): Вернуть 4.219 TON за неиспользованный набор (7 фото)? Самого набора после этого не будет.
         [↩️ Да, верните 4.219 TON]
         [▶️ Нет, лучше использую]
    Борис taps [↩️ Да, верните 4.219 TON]
    Bot (edited): ↩️ TON отправим вручную на тот же кошелёк, обычно в течение суток; мы напишем.
         [☰ Меню]
    Bot: ✅ Отправили 4.219 TON обратно на тот же кошелёк.
         [☰ Меню]
    ");
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_payment_of_two_wallets_goes_back_to_both() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.execute("update avatars set status = 'draft'").await;
    world.receives_nano(TON, &comment).await;
    let other = Transfer {
        from: world.ton.wallet(),
        ..Transfer::of(nano - TON + TON / 2, &comment)
    };
    world.receives(other).await;
    anna.sends("/paysupport").await;
    anna.taps("Take back the set").await;
    anna.taps("Yes, give me").await;
    olga.transcript();
    let tasks: Vec<(String, String, String)> = sqlx::query_as(
        "select address, trim_scale(ton_amount)::text, reason from refunds order by ton_amount",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    let tasks: Vec<_> = tasks
        .iter()
        .map(|(_, amount, reason)| format!("{amount} {reason}"))
        .collect();
    assert_eq!(tasks, ["0.5 surplus", "1 asked", "3.219 asked"]);
    let wallets: i64 = world
        .value("select count(distinct address) from refunds")
        .await;
    assert_eq!(wallets, 2);
    // Three members of the staff note the three transfers at the same moment.
    let ids: Vec<uuid::Uuid> = sqlx::query_scalar("select id from refunds")
        .fetch_all(&world.db)
        .await
        .unwrap();
    let task = olga.person.last_from_bot().unwrap();
    for id in &ids {
        olga.person
            .taps_data(task.id, &format!("task:{{\"s\":\"{id}\"}}"));
    }
    world.settle().await;
    assert_eq!(payment_status(&world).await, "refunded");
    let open: i64 = world
        .value("select count(*) from refunds where status <> 'done'")
        .await;
    assert_eq!(open, 0);
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn missing_photos_are_paid_back_in_part() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    // One scene fails in each of its three attempts.
    world.kie.fail_prompt_containing("", 1, "501");
    world.receives_nano(nano, &comment).await;
    let scene = world.kie.tasks()[0].prompt.clone();
    world.kie.fail_prompt_containing(&scene, 2, "501");
    world.kie_works_through().await;
    anna.transcript();
    anna.taps("Pay the missing back").await;
    anna.taps("Yes, ").await;
    olga.taps("It is sent").await;
    olga.taps("Yes, sent").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [💸 Pay the missing back: 0.602714286 TON]
    Bot (edited): Shall we pay 0.602714286 TON back for the missing photo? It is not made any more then.
         [💸 Yes, 0.602714286 TON back]
         [🔄 Make the missing photo]
         [☰ Menu]
    Anna taps [💸 Yes, 0.602714286 TON back]
    Bot (edited): ↩️ 0.602714286 TON are on their way back; we will tell you when they have arrived.
         [☰ Menu]
    Bot: ✅ We have sent back 0.602714286 TON for the missing photos.
         [☰ Menu]
    ");
    let told = olga.transcript();
    assert!(told.contains("Please send back 0.602714286 TON"), "{told}");
    assert!(told.contains("Why: some portraits are missing."), "{told}");
    assert_eq!(payment_status(&world).await, "succeeded");
    world.ends_well_to_the_nano().await;
}
