//! Too little, too much, too late, and twice.

use chrono::TimeDelta;

use crate::world::World;

const TON: u64 = 1_000_000_000;

#[tokio::test]
async fn too_little_is_held_until_the_rest_comes() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.receives_nano(2 * TON, &comment).await;
    assert_eq!(
        (world.outcomes().await, world.grants().await),
        (vec!["held".to_owned()], (0, 0))
    );
    world.no_nano_is_lost().await;
    world.receives_nano(nano - 2 * TON, &comment).await;
    insta::assert_snapshot!(anna.tells(&comment), @r"
    Bot: We have received 2 TON, 2.219 TON is missing.

         Please send the rest to the same address with the same comment PG-7K4M9QX2TD by 02.03 09:30 (UTC). If you don't, everything is sent back to your wallet.
    Bot (edited): ✅ Paid: 4.219 TON
    Bot: Thank you! We have received 4.219 TON.

         Your 7 portraits are being made now. You can close Telegram, we will write to you.
    Bot: 🎨 Anna · 🌿 Lifestyle

         ▱▱▱▱▱▱▱▱▱▱
         0 of 7 · usually 3 min

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    ");
    assert_eq!(world.outcomes().await, ["paid", "paid"]);
    assert_eq!(world.grants().await, (1, 1));
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn too_little_in_russian() {
    let world = World::selling_for_ton().await;
    let boris = world.boris();
    let (comment, _) = boris.is_new_with_a_quote().await;
    world.receives_nano(2 * TON, &comment).await;
    world.quotes_end().await;
    insta::assert_snapshot!(boris.tells(&comment), @r"
    Bot: Получили 2 TON, не хватает 2.219 TON.

         Отправьте остаток на тот же адрес с тем же комментарием PG-7K4M9QX2TD до 02.03 09:30 (UTC). Если не получится, всё вернём на ваш кошелёк.
    Bot (edited): Срок этой цены истёк.

         Если вы уже отправили TON, не волнуйтесь: опоздавший перевод засчитаем. Если нет, выберите набор ещё раз, и цена будет свежей.
         [‹ Другой набор] [☰ Меню]
    Bot: 2 TON отправим обратно на тот же кошелёк, вручную и обычно в течение суток.

         Это меньше цены, а остаток вовремя не пришёл.
    ");
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn too_little_without_the_rest_goes_back_when_the_quote_ends() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, _) = anna.is_new_with_a_quote().await;
    world.receives_nano(2 * TON, &comment).await;
    anna.transcript();
    world.quotes_end().await;
    insta::assert_snapshot!(anna.tells(&comment), @r"
    Bot (edited): This price has run out.

         If you have sent the TON already, don't worry: a late transfer counts. Otherwise choose the set again for a fresh price.
         [‹ Other set] [☰ Menu]
    Bot: We are sending 2 TON back to the wallet it came from, by hand and usually within a day.

         It was less than the price, and the rest did not come in time.
    ");
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: Please send back 2 TON

         To: UQCzQJJBAQ-FrEFcvxO5sNxhV9CaOdK9CCfq2yCBnwZ4aMKU
         Why: less than the price, and the rest did not come in time.
         It is no payment in our books.
         [✅ It is sent]
    ");
    assert_eq!(world.outcomes().await, ["owed"]);
    let status: String = world.value("select status from payments").await;
    assert_eq!(status, "canceled");
    world.no_nano_is_lost().await;
    olga.taps("It is sent").await;
    olga.taps("Yes, sent").await;
    insta::assert_snapshot!(anna.transcript(), @"Bot: ✅ We have sent 2 TON back to the wallet it came from.");
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn the_rest_that_comes_after_the_first_part_went_back_goes_back_too() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.receives_nano(2 * TON, &comment).await;
    world.quotes_end().await;
    anna.transcript();
    world.receives_nano(nano - 2 * TON, &comment).await;
    insta::assert_snapshot!(anna.tells(&comment), @r"
    Bot: We are sending 2.219 TON back to the wallet it came from, by hand and usually within a day.

         It was less than the price, and the rest did not come in time.
    ");
    assert_eq!(world.outcomes().await, ["owed", "owed"]);
    assert_eq!(world.grants().await, (0, 0));
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_little_more_is_part_of_the_price() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.receives_nano(nano + TON / 100, &comment).await;
    insta::assert_snapshot!(anna.tells(&comment), @r"
    Bot (edited): ✅ Paid: 4.229 TON
    Bot: Thank you! We have received 4.229 TON.

         Your 7 portraits are being made now. You can close Telegram, we will write to you.
    Bot: 🎨 Anna · 🌿 Lifestyle

         ▱▱▱▱▱▱▱▱▱▱
         0 of 7 · usually 3 min

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    ");
    assert_eq!(olga.transcript(), "");
    let amount: rust_decimal::Decimal = world.value("select ton_amount from payments").await;
    assert_eq!(amount.to_string(), "4.229000000");
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn much_more_goes_back_and_the_set_is_made() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.receives_nano(nano + TON, &comment).await;
    insta::assert_snapshot!(anna.tells(&comment), @r"
    Bot (edited): ✅ Paid: 4.219 TON
    Bot: Thank you! We have received 4.219 TON.

         Your 7 portraits are being made now. You can close Telegram, we will write to you.
    Bot: 🎨 Anna · 🌿 Lifestyle

         ▱▱▱▱▱▱▱▱▱▱
         0 of 7 · usually 3 min

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    Bot: We are sending 1 TON back to the wallet it came from, by hand and usually within a day.

         It was more than the price; your set is not affected.
    ");
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: Please send back 1 TON

         To: UQCzQJJBAQ-FrEFcvxO5sNxhV9CaOdK9CCfq2yCBnwZ4aMKU
         Why: more than the price.
         It is no payment in our books.
         [✅ It is sent]
    ");
    assert_eq!(
        (world.outcomes().await, world.grants().await),
        (vec!["paid".to_owned()], (1, 1))
    );
    world.no_nano_is_lost().await;
    olga.taps("It is sent").await;
    olga.taps("Yes, sent").await;
    insta::assert_snapshot!(anna.transcript(), @"Bot: ✅ We have sent 1 TON back to the wallet it came from.");
    let status: String = world.value("select status from payments").await;
    assert_eq!(status, "succeeded", "only the surplus went back");
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn late_money_is_honoured_at_the_locked_price() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.quotes_end().await;
    world.ton.set_rate("90");
    world.advance(TimeDelta::days(20)).await;
    world.receives_nano(nano, &comment).await;
    insta::assert_snapshot!(anna.tells(&comment), @r"
    Bot (edited): This price has run out.

         If you have sent the TON already, don't worry: a late transfer counts. Otherwise choose the set again for a fresh price.
         [‹ Other set] [☰ Menu]
    Bot (edited): ✅ Paid: 4.219 TON
    Bot: Thank you! We have received 4.219 TON.

         Your 7 portraits are being made now. You can close Telegram, we will write to you.
    Bot: 🎨 Anna · 🌿 Lifestyle

         ▱▱▱▱▱▱▱▱▱▱
         0 of 7 · usually 3 min

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    ");
    assert_eq!(world.grants().await, (1, 1));
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn money_that_is_more_than_a_month_late_goes_back() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.quotes_end().await;
    anna.transcript();
    world.advance(TimeDelta::days(31)).await;
    olga.transcript();
    world.receives_nano(nano, &comment).await;
    insta::assert_snapshot!(anna.tells(&comment), @r"
    Bot: We are sending 4.219 TON back to the wallet it came from, by hand and usually within a day.

         It came more than a month after the price had run out.
    ");
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: Please send back 4.219 TON

         To: UQCzQJJBAQ-FrEFcvxO5sNxhV9CaOdK9CCfq2yCBnwZ4aMKU
         Why: it came more than a month after the price had run out.
         It is no payment in our books.
         [✅ It is sent]
    ");
    assert_eq!(world.grants().await, (0, 0));
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn paid_twice_is_another_set_or_the_money_back() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.receives_nano(nano, &comment).await;
    world.kie_finishes().await;
    anna.transcript();
    world.receives_nano(nano, &comment).await;
    assert_eq!(world.grants().await, (2, 1));
    anna.taps("Give me back").await;
    insta::assert_snapshot!(anna.tells(&comment), @r"
    Bot: One more payment than needed

         We have received 4.219 TON for an invoice that was paid already or made for somebody else. Nothing is lost: a set of 7 photos now waits for you. Use it whenever you like, or take the money back.
         [▶️ Use the set]
         [↩️ Give me back 4.219 TON]
    Anna taps [↩️ Give me back 4.219 TON]
    Bot (edited): ↩️ Your TON will be sent back by hand to the wallet it came from, usually within a day; we will tell you.
         [☰ Menu]
    ");
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: Please send back 4.219 TON

         To: UQCzQJJBAQ-FrEFcvxO5sNxhV9CaOdK9CCfq2yCBnwZ4aMKU
         Why: the customer took the unused set back.
         Payment № 2
         [✅ It is sent]
    ");
    olga.taps("It is sent").await;
    olga.taps("Yes, sent").await;
    assert_eq!(world.grants().await, (1, 1));
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_rest_that_nobody_needed_goes_back() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.receives_nano(nano, &comment).await;
    anna.transcript();
    world.receives_nano(TON, &comment).await;
    insta::assert_snapshot!(anna.tells(&comment), @r"
    Bot: We are sending 1 TON back to the wallet it came from, by hand and usually within a day.

         Your set was paid already, this was not needed.
    ");
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: Please send back 1 TON

         To: UQCzQJJBAQ-FrEFcvxO5sNxhV9CaOdK9CCfq2yCBnwZ4aMKU
         Why: the order was paid already.
         It is no payment in our books.
         [✅ It is sent]
    ");
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn crumbs_are_not_worth_sending_back() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, _) = anna.is_new_with_a_quote().await;
    world.receives_nano(TON / 100, &comment).await;
    world.quotes_end().await;
    world.receives_nano(TON / 100, &comment).await;
    insta::assert_snapshot!(anna.tells(&comment), @r"
    Bot: We have received 0.01 TON, 4.209 TON is missing.

         Please send the rest to the same address with the same comment PG-7K4M9QX2TD by 02.03 09:30 (UTC). If you don't, it stays with us: less than 0.05 TON is not worth the fee of sending it back.
    Bot (edited): This price has run out.

         If you have sent the TON already, don't worry: a late transfer counts. Otherwise choose the set again for a fresh price.
         [‹ Other set] [☰ Menu]
    ");
    assert_eq!(olga.transcript(), "");
    assert_eq!(world.outcomes().await, ["kept", "kept"]);
    world.ends_well_to_the_nano().await;
}
