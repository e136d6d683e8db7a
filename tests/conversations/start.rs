//! The front door: /start, the menu, language, help, and whatever nobody understands.

use sandbox::telegram::Other;

use crate::world::World;

#[tokio::test]
async fn a_newcomer_is_welcomed_in_their_language() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.sends("/start").await;
    boris.sends("/start").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /start
    Bot: Hello, Anna! 👋

         I am PinGlass. Send me a few selfies, and I make portraits of you that you'd gladly show: for your CV, your profile, or just for joy.

         1️⃣ Create an avatar from 4–8 selfies
         2️⃣ Pick a style and a set
         3️⃣ Get your portraits right here, usually within 15 minutes
         [✨ Create an avatar]
         [🌐 Language] [❓ Help]
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /start
    Bot: Здравствуйте, Борис! 👋

         Я PinGlass. Пришлите мне несколько селфи, и я сделаю портреты, которые захочется показать: для резюме, для профиля или просто для радости.

         1️⃣ Создайте аватар из 4–8 селфи
         2️⃣ Выберите стиль и набор
         3️⃣ Получите портреты прямо здесь, обычно за 15 минут
         [✨ Создать аватар]
         [🌐 Язык] [❓ Помощь]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn the_language_can_be_changed_and_stays() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/language").await;
    anna.taps("Русский").await;
    anna.sends("/help").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /language
    Bot: In which language shall we talk?
         [✓ English]
         [Русский]
         [☰ Menu]
    Anna taps [Русский]
    Bot (popup): Теперь говорим по-русски.
    Bot (edited): На каком языке поговорим?
         [English]
         [✓ Русский]
         [☰ Меню]
    Anna: /help
    Bot: Как это работает

         ✨ /new: создать аватар из ваших селфи
         📸 /portraits: выбрать стиль и набор
         🖼 /photos: ваши портреты в любое время
         👤 /avatars: ваши аватары
         ⏳ /status: что готовится и что оплачено
         🧾 /payments: ваши платежи и квитанции
         🎁 /ref: пригласить друзей и заработать
         💸 /withdraw: вывести заработанное
         🤝 /partner: стать партнёром
         🙋 /support: ответы и помощь
         💬 /paysupport: вопросы об оплате
         🌐 /language · /terms · /privacy

         Хорошие селфи — хорошие портреты: разные дни и свет, лицо хорошо видно, без тёмных очков, и никого больше в кадре.
         [🧾 Мои платежи] [🔒 Мои фото и данные]
         [🎁 Пригласить друзей]
         [☰ Меню]
    ");
    world.advance(chrono::TimeDelta::days(2)).await;
    anna.sends("/menu").await;
    assert!(anna.transcript().contains("Чем займёмся?"));
    world.ends_well().await;
}

#[tokio::test]
async fn terms_are_said_in_plain_words() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    for friend in [&anna, &boris] {
        friend.sends("/terms").await;
    }
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /terms
    Bot: Terms, in plain words

         • You buy a set: a stated number of AI portraits in one style, made from your photos.
         • If we can't make any of them, all your money comes back. If some are missing, we make the missing ones again for free.
         • Send only photos of yourself, or of a grown-up who has agreed. No nudity, no violence, no deceiving others with the pictures.
         • The portraits are yours to use, privately and for work.
         • Inviting others: the first link by which somebody came counts. Your own purchases and people who paid before don't. If a purchase is returned, so is the share of it. Payouts are checked and sent by people; the bot itself sends no money.
         • AI can get a detail wrong. Tell us with /paysupport if something is not right, and we will find a solution.
         [☰ Menu]
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /terms
    Bot: Условия простыми словами

         • Вы покупаете набор: указанное число ИИ-портретов в одном стиле по вашим фото.
         • Если не получится ни одного, вернём все деньги. Если не хватит нескольких, мы сделаем недостающие бесплатно.
         • Присылайте только свои фото или фото взрослого, который согласен. Без наготы, насилия и обмана других людей.
         • Портреты ваши: для себя и для работы.
         • За приглашённых: считается первая ссылка, по которой человек пришёл. Свои покупки и те, кто уже платил раньше, не считаются. Если покупку вернут, вернётся и доля с неё. Выплаты проверяют и отправляют люди; сам бот денег не отправляет.
         • ИИ может ошибиться в мелочи. Если что-то не так, напишите /paysupport, и мы найдём решение.
         [☰ Меню]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn what_nobody_understands_gets_a_helpful_word() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("what is this?").await;
    anna.sends("/dance").await;
    anna.sends_other(Other::Location).await;
    anna.sends("/cancel").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: what is this?
    Bot: I understand photos and buttons best. The menu shows everything I can do 👇
         [☰ Menu]
    Anna: /dance
    Bot: I don't know this command. The menu shows everything I can do 👇
         [☰ Menu]
    Anna sends a location
    Bot: That looks nice, but I don't know what to do with it. The menu shows everything I can do 👇
         [☰ Menu]
    Anna: /cancel
    Bot: There is nothing to cancel. Here is the menu:
         [☰ Menu]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn an_old_or_foreign_button_gets_an_answer() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/start").await;
    let message = anna.person.last_from_bot().unwrap().id;
    for data in [
        "a button of last year",
        "shop:{\"t\":[1]}",
        "go:\"Nowhere\"",
        "",
    ] {
        anna.person.taps_data(message, data);
        world.settle().await;
    }
    assert_eq!(world.telegram.unanswered_taps(), Vec::<String>::new());
    assert_eq!(world.telegram.alerts(anna.person.chat_id()).len(), 4);
    world.ends_well().await;
}

#[tokio::test]
async fn the_first_referral_code_is_kept_and_never_ones_own() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.sends("/start").await;
    world
        .execute("insert into referral_balances (user_id, referral_code) select id, 'ANNA22' from users where telegram_user_id = 101")
        .await;
    anna.sends("/start ref_ANNA22").await;
    for parameter in [
        "nonsense",
        "ref_",
        "ref_this-is-no-code",
        "ref_ANNA22",
        "ref_LATER3",
    ] {
        boris.sends(&format!("/start {parameter}")).await;
    }
    let codes: Vec<Option<String>> =
        sqlx::query_scalar("select referral_code_used from users order by telegram_user_id")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(codes, [None, Some("ANNA22".to_owned())]);
    world.ends_well().await;
}

#[tokio::test]
async fn a_banned_person_is_stopped_everywhere_and_told() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/start").await;
    world
        .execute("update users set is_banned = true, banned_at = now()")
        .await;
    anna.transcript();
    anna.sends("/new").await;
    anna.taps("Create an avatar").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /new
    Bot: This account is blocked, so I can't help you here.
    Anna taps [✨ Create an avatar]
    Bot (popup): This account is blocked.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn someone_who_blocks_the_bot_is_noted_and_welcomed_back() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/start").await;
    anna.person.blocks_bot();
    world.settle().await;
    let away: i64 = world
        .value("select count(*) from user_settings where unreachable_since is not null")
        .await;
    assert_eq!(away, 1);
    anna.person.unblocks_bot();
    anna.sends("/start").await;
    let away: i64 = world
        .value("select count(*) from user_settings where unreachable_since is not null")
        .await;
    assert_eq!(away, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn an_update_that_cannot_be_handled_ends_with_an_apology_and_a_reference() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/start").await;
    anna.transcript();
    world
        .execute("alter table user_settings rename to user_settings_away")
        .await;
    anna.sends("/help").await;
    world.advance(chrono::TimeDelta::minutes(2)).await;
    world
        .execute("alter table user_settings_away rename to user_settings")
        .await;
    let reference: String = world
        .value("select reference from telegram_updates where status = 'dead'")
        .await;
    let said = anna.transcript();
    assert!(
        said.contains("Sorry, something went wrong on our side.") && said.contains(&reference),
        "{said}"
    );
    anna.sends("/help").await;
    assert!(anna.transcript().contains("How it works"));
}
