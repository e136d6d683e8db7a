//! From the wish for help to a ticket.

use sandbox::telegram::Other;

use crate::world::{World, selfies};

#[tokio::test]
async fn words_become_a_ticket() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/support").await;
    anna.taps("My portraits").await;
    anna.taps("write to us").await;
    anna.sends("My portraits have six fingers.\nCan you help?")
        .await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /support
    Bot: What is it about?

         Choose one and I'll show what usually helps. If that is not enough, you write to our team right here.
         [💳 A payment]
         [🔧 Something does not work]
         [👤 My account and data]
         [🎨 My portraits]
         [💭 Something else]
         [☰ Menu]
    Anna taps [🎨 My portraits]
    Bot (edited): 🎨 My portraits

         Is your question among these?
         [Where is my set?]
         [The portraits don't look like me]
         [Something in a photo is wrong]
         [Some photos are missing]
         [Where are my earlier portraits?]
         [✍️ No, write to us]
         [‹ Back] [☰ Menu]
    Anna taps [✍️ No, write to us]
    Bot (edited): We are listening. 🎨 My portraits

         Tell us what happened: in words, with photos, files or a voice message. Whatever you send next goes to our team.

         Changed your mind? /cancel
    Anna: My portraits have six fingers.
         Can you help?
    Bot reacts ✍ to: My portraits have six fingers.
    Bot: ✅ TKT-2026-001: our team has it. We answer within 24 hours.

         Something to add? Just write here, all of it goes to the team. The menu works as always.
         [👀 How it stands] [☰ Menu]
    ");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 open: My portraits have six fingers.\nCan you help?"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn words_become_a_ticket_in_russian() {
    let world = World::with_staff_speaking("ru").await;
    let boris = world.boris();
    boris.sends("/help").await;
    boris.taps("Поддержка").await;
    boris.taps("Оплата").await;
    boris.taps("написать нам").await;
    boris.sends_other(Other::Voice).await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /help
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
         [💬 Поддержка]
         [☰ Меню]
    Борис taps [💬 Поддержка]
    Bot (edited): О чём вопрос?

         Выберите, и я покажу, что помогает чаще всего. Если этого мало, вы прямо здесь напишете нашей команде.
         [💳 Оплата]
         [🔧 Что-то не работает]
         [👤 Мой аккаунт и данные]
         [🎨 Мои портреты]
         [💭 Другое]
         [☰ Меню]
    Борис taps [💳 Оплата]
    Bot (edited): 💳 Оплата

         Есть ли здесь ваш вопрос?
         [Можно ли вернуть деньги?]
         [Оплата прошла, а ничего нет]
         [Деньги списали дважды]
         [Где мой чек?]
         [✍️ Нет, написать нам]
         [‹ Назад] [☰ Меню]
    Борис taps [✍️ Нет, написать нам]
    Bot (edited): Мы слушаем. 💳 Оплата

         Расскажите, что случилось: словами, фотографиями, файлами или голосом. Следующее сообщение уйдёт нашей команде.

         Передумали? /cancel
    Борис sends a voice message
    Bot reacts ✍ to: the voice
    Bot: ✅ TKT-2026-001: вопрос у нашей команды. Ответим в течение 2 часов.

         Хотите что-то добавить? Просто пишите сюда, всё уйдёт команде. Меню работает как обычно.
         [👀 Что с ним сейчас] [☰ Меню]
    ");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 payment P2 open: voice "
    );
    world.ends_well().await;
}

#[tokio::test]
async fn an_album_is_one_ticket_and_is_acknowledged_once() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/support").await;
    anna.taps("Something else").await;
    anna.taps("write to us").await;
    anna.transcript();
    anna.sends_album(selfies(3)).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna sends 3 photos as an album
    Bot reacts ✍ to: the photo
    Bot: ✅ TKT-2026-001: our team has it. We answer within 24 hours.

         Something to add? Just write here, all of it goes to the team. The menu works as always.
         [👀 How it stands] [☰ Menu]
    ");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 other P4 open: photo  | photo  | photo "
    );
    world.ends_well().await;
}

#[tokio::test]
async fn two_at_once_open_one_ticket() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("Where is my set?").await;
    anna.sends("I paid twice, help me please").await;
    // Two taps and a message arrive before any of them is answered.
    let offers: Vec<_> = anna.person.messages();
    let offers = offers.iter().filter(|message| message.from_bot);
    let data: Vec<_> = offers.map(|offer| offer.id).collect();
    anna.transcript();
    for offer in data {
        anna.person.taps_data(offer, r#"help:{"Pass":"p"}"#);
        anna.person.taps_data(offer, r#"help:{"Pass":"p"}"#);
    }
    anna.person.sends("and hurry");
    world.settle().await;
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 payment P2 open: Where is my set? | I paid twice, help me please | and hurry"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn an_update_that_comes_again_opens_one_ticket() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/support").await;
    anna.taps("My portraits").await;
    anna.taps("write to us").await;
    anna.person.sends("It hurts");
    for update in world.telegram.take_updates() {
        world.handles_twice(update).await;
    }
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 open: It hurts"
    );
}

#[tokio::test]
async fn who_paid_and_waits_comes_first() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    anna.pays().await;
    anna.transcript();
    anna.sends("/support").await;
    anna.taps("My account").await;
    anna.taps("write to us").await;
    anna.sends("May I have another name?").await;
    assert!(anna.transcript().contains("We answer within 1 hour."));
    assert!(world.tickets().await.contains("account P1 open"));
}

#[tokio::test]
async fn the_payment_help_leads_to_a_ticket_about_payments() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/paysupport").await;
    anna.taps("Write to us").await;
    anna.taps("write to us").await;
    anna.sends("The bank took it twice").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /paysupport
    Bot: Payments: how it works

         • Nothing could be made: all the money comes back by itself.
         • Some portraits are missing: we make them again for free.
         • A set that you have not used yet: take the money back here by one tap, within 90 days.
         • Paid twice by mistake: the second set waits for you or goes back.
         • Stars are back in seconds.

         Where is my set? /status
         [🧾 My payments]
         [✍️ Write to us]
         [☰ Menu]
    Anna taps [✍️ Write to us]
    Bot (edited): 💳 A payment

         Is your question among these?
         [Can I have my money back?]
         [I paid, but nothing happened]
         [I was charged twice]
         [Where is my receipt?]
         [✍️ No, write to us]
         [‹ Back] [☰ Menu]
    Anna taps [✍️ No, write to us]
    Bot (edited): We are listening. 💳 A payment

         Tell us what happened: in words, with photos, files or a voice message. Whatever you send next goes to our team.

         Changed your mind? /cancel
    Anna: The bank took it twice
    Bot reacts ✍ to: The bank took it twice
    Bot: ✅ TKT-2026-001: our team has it. We answer within 2 hours.

         Something to add? Just write here, all of it goes to the team. The menu works as always.
         [👀 How it stands] [☰ Menu]
    ");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 payment P2 open: The bank took it twice"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_changes_their_mind_opens_nothing() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/support").await;
    anna.taps("Something else").await;
    anna.taps("write to us").await;
    anna.sends_other(Other::Poll).await;
    anna.sends("/cancel").await;
    anna.sends("something else").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /support
    Bot: What is it about?

         Choose one and I'll show what usually helps. If that is not enough, you write to our team right here.
         [💳 A payment]
         [🔧 Something does not work]
         [👤 My account and data]
         [🎨 My portraits]
         [💭 Something else]
         [☰ Menu]
    Anna taps [💭 Something else]
    Bot (edited): 💭 Something else

         Is your question among these?
         [What do portraits cost?]
         [May I use the portraits for work?]
         [Can I make portraits of somebody else?]
         [✍️ No, write to us]
         [‹ Back] [☰ Menu]
    Anna taps [✍️ No, write to us]
    Bot (edited): We are listening. 💭 Something else

         Tell us what happened: in words, with photos, files or a voice message. Whatever you send next goes to our team.

         Changed your mind? /cancel
    Anna sends a poll: Which one is best?
    Bot: Polls, games and the like can't be passed on to the team. Words, photos, files, videos and voice messages can.
    Anna: /cancel
    Bot: All right, we leave it here. What you sent is kept.
         [☰ Menu]
    Anna: something else
    Bot: I understand photos and buttons best. The menu shows everything I can do 👇
         [☰ Menu]
    ");
    assert_eq!(world.tickets().await, "");
    world.ends_well().await;
}

#[tokio::test]
async fn numbers_have_no_gaps_and_no_end() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    for friend in [&anna, &boris] {
        friend.sends("/support").await;
    }
    anna.taps("My portraits").await;
    boris.taps("Мои портреты").await;
    anna.taps("write to us").await;
    boris.taps("написать нам").await;
    world
        .execute("insert into ticket_numbers (year, last) values (2026, 998)")
        .await;
    // What dies after it has taken a number gives it back.
    world
        .execute(
            "create function die() returns trigger language plpgsql as $$
             begin raise exception 'killed'; end $$",
        )
        .await;
    world
        .execute("create trigger die before insert on ticket_messages for each row execute function die()")
        .await;
    anna.sends("Six fingers").await;
    world.execute("drop trigger die on ticket_messages").await;
    assert_eq!(world.tickets().await, "");
    anna.person.sends("Six fingers");
    boris.person.sends("Шесть пальцев");
    world.settle().await;
    let numbers: String = world
        .value("select string_agg(ticket_number, ' ' order by length(ticket_number)) from support_tickets")
        .await;
    assert_eq!(numbers, "TKT-2026-999 TKT-2026-1000");
    world.ends_well().await;
}
