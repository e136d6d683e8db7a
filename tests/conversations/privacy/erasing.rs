//! The chat of an erasure, and what comes after it.

use chrono::TimeDelta;

use crate::world::{World, selfie};

#[tokio::test]
async fn a_person_has_everything_erased_in_english() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.transcript();
    anna.asks_to_be_erased().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🗑 Erase everything]
    Bot (edited): Erase everything?

         4 photos you sent, 7 portraits, your avatars, your name and all your settings leave our database and storage for good. Nobody can bring them back.

         What stays: amount, date, method and number of your payments, without you. And this chat: only you can delete it, in Telegram. The portraits you saved are yours.
         [🗑 Yes, erase everything]
         [‹ No, keep everything]
    Anna taps [🗑 Yes, erase everything]
    Bot (edited): 🗑 Your photos and data are being erased.

         Photos go at once. If money is on its way back to you, it arrives first: we need your Telegram id for it. Then everything else goes too, and we tell you.
    Bot: ✅ Everything is erased.

         We don't know you any more, and this is our last message. You can delete this chat now. Should you ever want to come back, /start begins anew. All the best to you!
    ");
    assert_eq!(world.erased().await, 1);
    assert_eq!(world.s3.objects().unwrap(), []);
    world.ends_well().await;
}

#[tokio::test]
async fn a_person_has_everything_erased_in_russian() {
    let world = World::new().await;
    let boris = world.boris();
    boris.has_paid().await;
    world.kie_finishes().await;
    boris.transcript();
    boris.asks_to_be_erased().await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [🗑 Удалить всё]
    Bot (edited): Удалить всё?

         4 присланных фото, 7 портретов, аватары, имя и все настройки навсегда исчезнут из нашей базы и хранилища. Вернуть их не сможет никто.

         Что останется: сумма, дата, способ и номер ваших платежей, без вас. И этот чат: удалить его можете только вы, в Telegram. Сохранённые портреты — ваши.
         [🗑 Да, удалить всё]
         [‹ Нет, оставить всё]
    Борис taps [🗑 Да, удалить всё]
    Bot (edited): 🗑 Ваши фото и данные удаляются.

         Фото — сразу. Если к вам ещё возвращаются деньги, сначала придут они: для этого нужен ваш Telegram id. Потом исчезнет всё остальное, и мы об этом скажем.
    Bot: ✅ Всё удалено.

         Мы вас больше не знаем, и это наше последнее сообщение. Теперь можно удалить этот чат. Если захотите вернуться, /start начнёт всё заново. Всего вам доброго!
    ");
    assert_eq!(world.erased().await, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_thinks_better_of_it_keeps_everything() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.sends("/privacy").await;
    anna.taps("Erase everything").await;
    anna.taps("No, keep everything").await;
    anna.transcript();
    anna.sends("/avatars").await;
    assert!(anna.transcript().contains("Anna · 4 photos"));
    assert_eq!(world.s3.objects().unwrap().len(), 4);
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_comes_back_is_a_stranger_and_old_buttons_do_nothing() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.asks_to_be_erased().await;
    anna.transcript();
    anna.sends("/new").await;
    // The button of the life before does not erase this one.
    anna.taps_an_old_yes().await;
    anna.sends("/avatars").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    assert_eq!(world.erased().await, 1);
    assert_eq!(
        world
            .value::<i64>("select count(*) from users where telegram_user_id = 101")
            .await,
        1
    );
    world.ends_well().await;
}

#[tokio::test]
async fn nothing_is_written_down_of_a_person_who_is_being_erased() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    world.s3.set_down(true);
    anna.asks_to_be_erased().await;
    anna.transcript();
    anna.sends("hello?").await;
    anna.sends_photo(selfie(77)).await;
    anna.sends("/new").await;
    anna.taps_an_old_yes().await;
    insta::assert_snapshot!(anna.transcript(), @"");
    assert_eq!(world.value::<i64>("select count(*) from avatars").await, 0);
    assert_eq!(world.s3.objects().unwrap().len(), 4);
    assert_eq!(world.erased().await, 0);
    world.s3.set_down(false);
    world.advance(TimeDelta::minutes(15)).await;
    insta::assert_snapshot!(anna.transcript(), @"");
    assert_eq!(world.erased().await, 1);
    assert_eq!(world.s3.objects().unwrap(), []);
    world.ends_well().await;
}

#[tokio::test]
async fn a_banned_person_can_be_erased_and_stays_banned() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_an_avatar().await;
    boris.has_an_avatar().await;
    world
        .execute("update users set is_banned = true, ban_reason = 'Anna was rude' where telegram_user_id = 101")
        .await;
    anna.sends("/avatars").await;
    anna.asks_to_be_erased().await;
    anna.sends("/start").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /avatars
    Bot: This account is blocked, so I can't help you here.
    Anna taps [🗑 Erase everything]
    Bot (edited): Erase everything?

         4 photos you sent, 0 portraits, your avatars, your name and all your settings leave our database and storage for good. Nobody can bring them back.

         What stays: amount, date, method and number of your payments, without you. And this chat: only you can delete it, in Telegram. The portraits you saved are yours.
         [🗑 Yes, erase everything]
         [‹ No, keep everything]
    Anna taps [🗑 Yes, erase everything]
    Bot (edited): 🗑 Your photos and data are being erased.

         Photos go at once. If money is on its way back to you, it arrives first: we need your Telegram id for it. Then everything else goes too, and we tell you.
    Bot: ✅ Everything is erased.

         We don't know you any more, and this is our last message. You can delete this chat now. Should you ever want to come back, /start begins anew. All the best to you!
    Anna: /start
    Bot: This account is blocked, so I can't help you here.
    ");
    boris.sends("/start").await;
    assert!(boris.transcript().contains("Здравствуйте"));
    assert_eq!(
        world
            .value::<i64>("select count(*) from users where ban_reason is not null")
            .await,
        0
    );
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_has_blocked_the_bot_meanwhile_is_erased_all_the_same() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    world.s3.set_down(true);
    anna.asks_to_be_erased().await;
    anna.person.blocks_bot();
    world.s3.set_down(false);
    world.advance(TimeDelta::minutes(15)).await;
    assert_eq!(world.erased().await, 1);
    assert_eq!(
        world
            .value::<i64>("select count(*) from users where telegram_user_id is not null")
            .await,
        0
    );
    world.ends_well().await;
}
