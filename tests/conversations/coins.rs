//! Paying with TON from the choice of the method to the album, and what is shown
//! on the way.

mod amounts;
mod outages;
mod quotes;
mod reconciling;
mod refunds;
mod strangers;

use sandbox::telegram::{Action, SeenMessage};

use crate::world::{Friend, World};

/// What the picture of the newest quote says to a wallet's camera.
fn scanned(quote: &SeenMessage) -> String {
    let picture = quote.media.as_ref().unwrap();
    let picture = image::load_from_memory(&picture.bytes)
        .unwrap()
        .into_luma8();
    let (width, height) = picture.dimensions();
    let light = |x: usize, y: usize| {
        let (x, y) = (u32::try_from(x).unwrap(), u32::try_from(y).unwrap());
        picture.get_pixel(x, y).0[0]
    };
    let size = |length: u32| usize::try_from(length).unwrap();
    let mut prepared =
        rqrr::PreparedImage::prepare_from_greyscale(size(width), size(height), light);
    let grids = prepared.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}

fn action(quote: &SeenMessage, label: &str) -> Action {
    let button = quote.keyboard.iter().flatten();
    let mut button = button.filter(|button| button.text.contains(label));
    button.next().unwrap().action.clone()
}

/// The newest quote that a chat shows.
fn shown_quote(friend: &Friend<'_>) -> SeenMessage {
    let messages = friend.person.messages();
    let mut quotes = messages
        .into_iter()
        .rev()
        .filter(|message| message.kind == "photo" && !message.deleted);
    quotes.next().unwrap()
}

/// The payment has the amount and the hash of its only transfer.
async fn assert_one_transfer_paid(world: &World) {
    let (status, amount, hash, transfer): (String, rust_decimal::Decimal, String, String) =
        sqlx::query_as(
            "select status, payments.ton_amount, ton_tx_hash, hash
             from payments join ton_transfers on ton_transfers.payment_id = payments.id",
        )
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(
        (status.as_str(), amount.to_string()),
        ("succeeded", "4.219000000".to_owned())
    );
    assert_eq!((hash.len(), &hash), (64, &transfer));
}

#[tokio::test]
async fn a_set_is_bought_for_ton_in_english() {
    let world = World::selling_by("stars,tbank,ton").await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.sends("/portraits").await;
    anna.taps("Lifestyle").await;
    anna.transcript();
    anna.taps("Starter").await;
    anna.taps("TON").await;
    let (comment, nano) = world.newest_quote().await;
    assert_eq!(nano, 4_219_000_000, "499 roubles at 118.30");
    anna.taps("I have sent it").await;
    world.receives_nano(nano, &comment).await;
    world.kie_finishes().await;
    insta::assert_snapshot!(anna.tells(&comment), @r"
    Anna taps [Starter · 7 photos · 350 ⭐ / 499 ₽]
    Bot (edited): How would you like to pay?

         Starter, 7 photos: 🌿 Lifestyle, Anna
         [⭐ Telegram Stars · 350 ⭐]
         [💳 Card or SBP · 499 ₽]
         [💎 TON · 499 ₽]
         [‹ Other set] [☰ Menu]
    Anna taps [💎 TON · 499 ₽]
    Bot (edited): ⏳ Working out the price in TON…
    Bot sends a photo
         “Send exactly 4.219 TON
         to UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA
         with the comment PG-7K4M9QX2TD

         Without the comment we can't know that it is yours. Please send from your own wallet: exchanges often drop it.

         The price holds until 02.03 09:30 (UTC). We look every few seconds and start as soon as it is there.”
         [💎 Open the wallet ↗]
         [📋 Copy the comment ⧉]
         [📋 Copy the address ⧉]
         [🔄 I have sent it]
         [‹ Other set] [☰ Menu]
    Bot deletes: ⏳ Working out the price in TON…
    Anna taps [🔄 I have sent it]
    Bot (popup): We look every few seconds. A transfer usually takes under a minute; you will get a message as soon as it is there.
    Bot (edited): ✅ Paid: 4.219 TON
    Bot: Thank you! We have received 4.219 TON.

         Your 7 portraits are being made now. You can close Telegram, we will write to you.
    Bot: 🎨 Anna · 🌿 Lifestyle

         ▱▱▱▱▱▱▱▱▱▱
         0 of 7 · usually 3 min

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    Bot sends an album of 7 photos
         “Anna · 🌿 Lifestyle · 7 photos”
    Bot (edited): ✨ Done: Anna · 🌿 Lifestyle
    Bot: ✨ All 7 portraits are here.

         Telegram compresses photos a little. As files you get them in full quality, now or any time later.

         Put ❤ on the ones you love to keep them among your favourites, and 👎 on one that is not right: we make it again, for free.
         [🗂 At a glance]
         [📎 As files, full quality]
         [🔄 Improve a photo]
         [🎨 Another style]
         [🖼 My photos] [☰ Menu]
    ");
    assert_eq!(world.outcomes().await, ["paid"]);
    assert_one_transfer_paid(&world).await;
    assert_eq!(anna.portraits(), 8, "one is the quote's");
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_set_is_bought_for_ton_in_russian() {
    let world = World::selling_by("stars,tbank,ton").await;
    let boris = world.boris();
    boris.has_an_avatar().await;
    boris.sends("/portraits").await;
    boris.taps("Лайфстайл").await;
    boris.transcript();
    boris.taps("Старт").await;
    boris.taps("TON").await;
    let (comment, nano) = world.newest_quote().await;
    boris.taps("Я отправил").await;
    world.receives_nano(nano, &comment).await;
    world.kie_finishes().await;
    insta::assert_snapshot!(boris.tells(&comment), @r"
    Борис taps [Старт · 7 фото · 350 ⭐ / 499 ₽]
    Bot (edited): Как удобнее заплатить?

         Старт, 7 фото: 🌿 Лайфстайл, «Борис»
         [⭐ Звёзды Telegram · 350 ⭐]
         [💳 Карта или СБП · 499 ₽]
         [💎 TON · 499 ₽]
         [‹ Другой набор] [☰ Меню]
    Борис taps [💎 TON · 499 ₽]
    Bot (edited): ⏳ Считаем цену в TON…
    Bot sends a photo
         “Отправьте ровно 4.219 TON
         на UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA
         с комментарием PG-7K4M9QX2TD

         Без комментария мы не узнаем, что перевод ваш. Отправляйте со своего кошелька: биржи часто теряют комментарий.

         Цена действует до 02.03 09:30 (UTC). Мы проверяем каждые несколько секунд и начнём, как только перевод придёт.”
         [💎 Открыть кошелёк ↗]
         [📋 Скопировать комментарий ⧉]
         [📋 Скопировать адрес ⧉]
         [🔄 Я отправил(а)]
         [‹ Другой набор] [☰ Меню]
    Bot deletes: ⏳ Считаем цену в TON…
    Борис taps [🔄 Я отправил(а)]
    Bot (popup): Проверяем каждые несколько секунд. Перевод обычно идёт меньше минуты; как только он придёт, мы напишем.
    Bot (edited): ✅ Оплачено: 4.219 TON
    Bot: Спасибо! Получили 4.219 TON.

         Делаем 7 портретов. Telegram можно закрыть, мы напишем.
    Bot: 🎨 Борис · 🌿 Лайфстайл

         ▱▱▱▱▱▱▱▱▱▱
         0 из 7 · обычно 3 мин

         Ждать здесь не нужно: фото придут сами. Самое позднее через 24 часа; чего не хватит, сделаем заново бесплатно или вернём за это деньги.
    Bot sends an album of 7 photos
         “Борис · 🌿 Лайфстайл · 7 фото”
    Bot (edited): ✨ Готово: Борис · 🌿 Лайфстайл
    Bot: ✨ Готово: все 7 портретов.

         Telegram немного сжимает фото. Файлами вы получите их в полном качестве — сейчас или когда захотите.

         Поставьте ❤ на фото, которые понравились, — они попадут в избранное, а 👎 — на то, что не вышло: переделаем бесплатно.
         [🗂 Все сразу]
         [📎 Файлами, без сжатия]
         [🔄 Переделать фото]
         [🎨 Другой стиль]
         [🖼 Мои фото] [☰ Меню]
    ");
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_quote_can_be_scanned_opened_and_copied() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    let quote = shown_quote(&anna);
    let wallet = world.ton.wallet();
    let until = (world.clock.now() + chrono::TimeDelta::minutes(30)).timestamp();
    let transfer = format!("transfer/{wallet}?amount={nano}&text={comment}&exp={until}");
    assert_eq!(scanned(&quote), format!("ton://{transfer}"));
    let url = format!("https://app.tonkeeper.com/{transfer}");
    assert_eq!(action(&quote, "Open the wallet"), Action::Url { url });
    let text = comment.clone();
    assert_eq!(action(&quote, "Copy the comment"), Action::Copy { text });
    let text = wallet.to_string();
    assert_eq!(action(&quote, "Copy the address"), Action::Copy { text });
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn two_people_who_pay_at_once_get_a_set_each() {
    let world = World::selling_for_ton().await;
    let (anna, boris) = (world.anna(), world.boris());
    let (annas, nano) = anna.is_new_with_a_quote().await;
    let (boriss, _) = boris.is_new_with_a_quote().await;
    assert_ne!(annas, boriss);
    world.ton.receive(sandbox::ton::Transfer::of(nano, &boriss));
    world.ton.receive(sandbox::ton::Transfer::of(nano, &annas));
    world.upkeep().await;
    world.kie_finishes().await;
    assert_eq!(world.grants().await, (2, 2));
    assert_eq!((anna.portraits(), boris.portraits()), (8, 8));
    let mixed_up: i64 = world
        .value(
            "select count(*)
             from ton_transfers
             join orders on orders.id = ton_transfers.order_id
             join payments on payments.id = ton_transfers.payment_id
             where ton_transfers.comment <> orders.ton_comment or payments.user_id <> orders.user_id",
        )
        .await;
    assert_eq!(mixed_up, 0);
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_quote_that_waits_stands_among_the_payments_with_its_price() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    anna.sends("/payments").await;
    insta::assert_snapshot!(anna.tells(&comment), @r"
    Anna: /payments
    Bot: Your payments
         [№ 1 · 02.03.2026 · 4.219 TON · ⏳ waiting]
         [☰ Menu]
    ");
    world.receives_nano(nano, &comment).await;
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}
