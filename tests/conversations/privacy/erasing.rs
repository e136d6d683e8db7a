//! The chat of an erasure, and what comes after it.

use chrono::TimeDelta;
use pinglass::files::FileKey;

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

         This leaves our database and storage for good:
         📸 photos you sent: 4
         🖼 portraits: 7
         👤 your avatars, name, settings and whatever else names you

         Nobody can bring it back.

         What stays: amount, date, method and number of your payments and withdrawals, and sums earned by inviting others, without you. And this chat: only you can delete it, in Telegram. The portraits you saved are yours.
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

         Из нашей базы и хранилища навсегда исчезнут:
         📸 присланные фото: 4
         🖼 портреты: 7
         👤 аватары, имя, настройки и всё, что указывает на вас

         Вернуть их не сможет никто.

         Что останется: сумма, дата, способ и номер ваших платежей и выплат, суммы за приглашения, без вас. И этот чат: удалить его можете только вы, в Telegram. Сохранённые портреты — ваши.
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
    // Her photos, and the avatar's thumbnail.
    assert_eq!(world.s3.objects().unwrap().len(), 4 + 1);
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
    anna.taps_an_old_yes().await; // It was of the life before, and does not erase this one.
    anna.sends("/avatars").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /new
    Bot: Before your first photo

         To make portraits that look like you, we need to process photos of your face.

         • Your photos go only to our own storage and, by links that expire, to the service that makes the pictures.
         • We never publish them, sell them or train models with them.
         • You can take photos away at any time. All about it: /privacy

         Please send only photos of yourself, or of someone who has agreed. Is that all right with you?
         [✅ I agree]
         [Not now]
    Anna taps [a button that is gone]
    Bot (popup): This button is from an older message. Here is a fresh start: /menu
    Bot (edited): Your photos and you

         What we keep
         • your Telegram id, user name, first name and language
         • the photos you send, with hidden data such as the place of a shot removed on arrival
         • the portraits we make
         • your payments, without card data, and the e-mail address for receipts if you pay by card
         • what you write and send to our support, and our answers
         • whose link brought you here and which partners' links you opened, what your own link has earned, and the withdrawals you asked for
         • if you applied to be a partner: the name, e-mail, channels and words of your application
         Anything else you write to the bot is forgotten once it is answered. If something goes wrong on our side, it is kept for at most 30 days so that we can mend it.

         Where
         In our own database and in a closed photo storage.

         Who sees it
         • Photos for portraits: only Kie.ai, which makes the portraits. It gets links that stop working after 3 hours. By its own rules it deletes what it made after 14 days.
         • The e-mail address for receipts: the bank, which sends them.
         • Our team: your payments, withdrawals and application, with your name, and when you write to us, also what you send, your language and sets. A complaint about a payment stays in our team's chat.
         • The card, phone or wallet of a withdrawal: only whoever of our team sends the money.
         Before a withdrawal, our program looks for matches between whoever invited and those who came: device, e-mail for receipts, wallet and fingerprints of photos, where we have them anyway. Our team sees only how many match; no photo goes anywhere for this.
         We never publish or sell anything, and train no models with your face.

         Until when
         • Photos you send: 30 days after the last set made from them, or after you sent them. We tell you 3 days before, and you can keep them.
         • Portraits: until you delete them.
         • What you write and send to our support: until you erase everything. Our team's chat loses it then too.
         • The card, phone or wallet: until the withdrawal is over.
         • Links, earnings, withdrawals and applications: until you erase everything.
         • Payments: as long as bookkeeping law asks.

         Erase everything
         One tap below, and photos, portraits and everything that names you leave our database and storage. Of payments only amount, date, method and the provider's number stay, and of withdrawals and what you earned by inviting others amount, date and method, all of it without you. If an account was blocked, a sealed mark that nobody can read back keeps it blocked.
         [🗂 My data]
         [🗑 Erase everything]
         [☰ Menu]
    Anna: /avatars
    Bot: You have no avatars yet. Let's make the first one: it takes a name and a few photos.
         [📸 New avatar]
         [☰ Menu]
    ");
    assert_eq!(world.erased().await, 1);
    let here = "select count(*) from users where telegram_user_id = 101";
    assert_eq!(world.value::<i64>(here).await, 1);
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
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: hello?
    Bot: 🗑 Your photos and data are being erased.

         Photos go at once. If money is on its way back to you, it arrives first: we need your Telegram id for it. Then everything else goes too, and we tell you.
    Anna sends a photo
    Bot: 🗑 Your photos and data are being erased.

         Photos go at once. If money is on its way back to you, it arrives first: we need your Telegram id for it. Then everything else goes too, and we tell you.
    Anna: /new
    Bot: 🗑 Your photos and data are being erased.

         Photos go at once. If money is on its way back to you, it arrives first: we need your Telegram id for it. Then everything else goes too, and we tell you.
    Anna taps [a button that is gone]
    Bot (popup): Your data are being erased.
    ");
    assert_eq!(world.value::<i64>("select count(*) from avatars").await, 0);
    assert_eq!(world.s3.objects().unwrap().len(), 4 + 1);
    assert_eq!(world.erased().await, 0);
    world.s3.set_down(false);
    world.advance(TimeDelta::minutes(15)).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: ✅ Everything is erased.

         We don't know you any more, and this is our last message. You can delete this chat now. Should you ever want to come back, /start begins anew. All the best to you!
    ");
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
    Anna taps [🗑 Erase everything]
    Bot (edited): Erase everything?

         This leaves our database and storage for good:
         📸 photos you sent: 4
         🖼 portraits: 0
         👤 your avatars, name, settings and whatever else names you

         Nobody can bring it back.

         What stays: amount, date, method and number of your payments and withdrawals, and sums earned by inviting others, without you. And this chat: only you can delete it, in Telegram. The portraits you saved are yours.
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
async fn pictures_of_another_program_are_deleted_where_they_are_ours() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/start").await;
    let ours = FileKey::stored("old/anna.jpg".to_owned());
    let bytes = axum::body::Bytes::from_static(b"old");
    world
        .app
        .files
        .put(&ours, bytes, "image/jpeg")
        .await
        .unwrap();
    for address in [
        world.app.files.address(&ours),
        "https://old.example/anna.jpg".to_owned(),
    ] {
        sqlx::query(
            "with old as (
                 insert into avatars (user_id, name, status, thumbnail_url)
                 select id, 'Old', 'ready', $1 from users
                 returning id
             )
             insert into reference_photos (avatar_id, image_url) select id, $1 from old",
        )
        .bind(address)
        .execute(&world.db)
        .await
        .unwrap();
    }
    anna.asks_to_be_erased().await;
    assert_eq!(world.erased().await, 1);
    assert_eq!(world.s3.objects().unwrap(), []);
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
