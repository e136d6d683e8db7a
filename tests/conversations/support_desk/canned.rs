//! Answers that are given often: in the person's language, worded by the staff.

use chrono::TimeDelta;

use super::talk;
use crate::world::World;

#[tokio::test]
async fn an_answer_goes_out_in_the_persons_language() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_a_ticket("Where is my set?").await;
    boris.has_a_ticket("Где набор?").await;
    world.olga().transcript();
    let olga = world.olga();
    olga.sends("/a hello").await;
    olga.sends("/a hello TKT-2026-001").await;
    let topic = world.in_topic("TKT-2026-002", &olga);
    topic.sends("/a HELLO").await;
    topic.sends("/a helo").await;
    topic.sends("/a delay").await;
    insta::assert_snapshot!(talk(&olga), @r"
    Olga: /a hello
    Bot (↪ “/a hello”): Which ticket? Write this in its topic, as a reply to its card, or with its number: /a hello TKT-2026-001
    Olga: /a hello TKT-2026-001
    Bot reacts 👌 to: /a hello TKT-2026-001
    #TKT-2026-001 · Anna · Where is my set? Bot: 📋 Olga sent “hello”:

         Hello Anna! I’m Olga from the support team.

         Thank you for writing. I’m looking into it and will be back with an answer shortly.
    #TKT-2026-001 · Anna · Where is my set? Bot changes the topic's icon to 👀
    #TKT-2026-001 · Anna · Where is my set? Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💭 Answered, 02.03.2026 09:00 | ✋ Olga has it | 🏁 To be solved by 05.03.2026 09:00
    #TKT-2026-002 · Борис · Где набор? Olga: /a HELLO
    #TKT-2026-002 · Борис · Где набор? Bot reacts 👌 to: /a HELLO
    #TKT-2026-002 · Борис · Где набор? Bot: 📋 Olga sent “hello”:

         Здравствуйте, Борис! Меня зовут Olga, я из поддержки.

         Спасибо, что написали. Уже разбираюсь и скоро вернусь с ответом.
    #TKT-2026-002 · Борис · Где набор? Bot changes the topic's icon to 👀
    #TKT-2026-002 · Борис · Где набор? Bot (edited): TKT-2026-002 · 🟢 P4 · 🖼 Portraits | 💭 Answered, 02.03.2026 09:00 | ✋ Olga has it | 🏁 To be solved by 05.03.2026 09:00
    #TKT-2026-002 · Борис · Где набор? Olga: /a helo
    #TKT-2026-002 · Борис · Где набор? Bot (↪ “/a helo”): There is no answer “helo”, and nothing was sent. See /a
    #TKT-2026-002 · Борис · Где набор? Olga: /a delay
    #TKT-2026-002 · Борис · Где набор? Bot (↪ “/a delay”): There is nothing to put in place of {set} in “delay”: the customer has none. Nothing was sent.
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 💬 Support · TKT-2026-001
         Hello Anna! I’m Olga from the support team.

         Thank you for writing. I’m looking into it and will be back with an answer shortly.
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot: 💬 Поддержка · TKT-2026-002
         Здравствуйте, Борис! Меня зовут Olga, я из поддержки.

         Спасибо, что написали. Уже разбираюсь и скоро вернусь с ответом.
    ");
    insta::assert_snapshot!(world.words_of("TKT-2026-002").await, @r"
    Борис sent text text: Где набор?
    Olga sent text text: Здравствуйте, Борис! Меня зовут Olga, я из поддержки.

    Спасибо, что написали. Уже разбираюсь и скоро вернусь с ответом.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn all_answers_are_listed_with_their_placeholders() {
    let world = World::with_staff_speaking("ru").await;
    let olga = world.olga();
    olga.sends("/canned ночь ru Доброй ночи, {name}!").await;
    olga.sends("/a").await;
    insta::assert_snapshot!(talk(&olga), @r"
    Olga: /canned ночь ru Доброй ночи, {name}!
    Bot: ✅ Теперь «ночь» на языке «ru»:

         Доброй ночи, {name}!
    Olga: /a
    Bot: Готовые ответы

         /a again (en, ru): Спасибо, {name}. Причина найдена и исправлена. Попробуйте,…
         /a bye (en, ru): Рады, что всё решилось, {name}! Если появится что-то ещё, п…
         /a delay (en, ru): Ваш набор {set} делается дольше, чем должен. Простите за ож…
         /a details (en, ru): {name}, чтобы понять, что случилось, мне нужно чуть больше:…
         /a hello (en, ru): Здравствуйте, {name}! Меня зовут {operator}, я из поддержки…
         /a photos (en, ru): Портреты получаются лучше всего по таким фотографиям: • лиц…
         /a refund (en, ru): {name}, ваш платёж {payment} уже возвращается к вам. Обычно…
         /a ночь (ru): Доброй ночи, {name}!

         Напишите /a hello в теме обращения. Ответ уйдёт на языке клиента. Тексты меняет администратор командой /canned, в них можно ставить:
         {name} имя клиента
         {ticket} номер обращения
         {operator} ваше имя
         {set} последний набор
         {payment} последний платёж
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn answers_are_worded_by_admins() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.olga();
    let topic = world.in_topic("TKT-2026-001", &olga);
    world.staff_group().transcript();
    for command in [
        "/canned",
        "/canned hello en Hi {nmae}",
        "/canned hello en Hi {name}, I am {operator}: {ticket}!",
        "/canned ночь ru Доброй ночи, {name}!",
        "/canned nothing en -",
    ] {
        olga.sends(command).await;
    }
    topic.sends("/a hello").await;
    topic.sends("/a ночь").await;
    for command in ["/canned hello en -", "/canned ночь ru -"] {
        olga.sends(command).await;
    }
    insta::assert_snapshot!(talk(&olga), @r"
    Olga: /canned
    Bot: /canned hello en Hello {name}! words an answer in English.
         /canned hello en - takes the words away; an answer of ours gets its own words back.

         See /a for what there is.
    Olga: /canned hello en Hi {nmae}
    Bot: Nothing is known to put in place of {nmae} in “hello”, so nothing was done. The placeholders are in /a
    Olga: /canned hello en Hi {name}, I am {operator}: {ticket}!
    Bot: ✅ “hello” in the language “en” is now:

         Hi {name}, I am {operator}: {ticket}!
    Olga: /canned ночь ru Доброй ночи, {name}!
    Bot: ✅ “ночь” in the language “ru” is now:

         Доброй ночи, {name}!
    Olga: /canned nothing en -
    Bot: “nothing” has no wording of yours in the language “en”.
    #TKT-2026-001 · Anna · Where is my set? Olga: /a hello
    #TKT-2026-001 · Anna · Where is my set? Bot reacts 👌 to: /a hello
    #TKT-2026-001 · Anna · Where is my set? Bot: 📋 Olga sent “hello”:

         Hi Anna, I am Olga: TKT-2026-001!
    #TKT-2026-001 · Anna · Where is my set? Bot changes the topic's icon to 👀
    #TKT-2026-001 · Anna · Where is my set? Bot (edited): TKT-2026-001 · 🟢 P4 · 🖼 Portraits | 💭 Answered, 02.03.2026 09:00 | ✋ Olga has it | 🏁 To be solved by 05.03.2026 09:00
    #TKT-2026-001 · Anna · Where is my set? Olga: /a ночь
    #TKT-2026-001 · Anna · Where is my set? Bot (↪ “/a ночь”): “ночь” has no wording in the language “en”, and nothing was sent. An admin can add it with /canned
    Olga: /canned hello en -
    Bot: ✅ “hello” in the language “en” is now:

         Hello {name}! I’m {operator} from the support team.

         Thank you for writing. I’m looking into it and will be back with an answer shortly.
    Olga: /canned ночь ru -
    Bot: ✅ “ночь” has no wording in the language “ru” any more.
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 💬 Support · TKT-2026-001
         Hi Anna, I am Olga: TKT-2026-001!
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account canned_answer canned_answer {"name": "hello", "after": "Hi {name}, I am {operator}: {ticket}!", "before": null, "language": "en", "telegram_id": 201}
    no account canned_answer canned_answer {"name": "ночь", "after": "Доброй ночи, {name}!", "before": null, "language": "ru", "telegram_id": 201}
    no account canned_answer canned_answer {"name": "hello", "after": null, "before": "Hi {name}, I am {operator}: {ticket}!", "language": "en", "telegram_id": 201}
    no account canned_answer canned_answer {"name": "ночь", "after": null, "before": "Доброй ночи, {name}!", "language": "ru", "telegram_id": 201}
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn an_answer_may_speak_of_sets_and_payments() {
    let world = World::selling_by("stars").await;
    let boris = world.boris();
    boris.has_paid().await;
    boris.has_a_ticket("Где набор?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.sends("/a delay").await;
    olga.sends("/a refund").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot: 💬 Поддержка · TKT-2026-001
         Ваш набор «🌿 Лайфстайл» (Борис) делается дольше, чем должен. Простите за ожидание! Он всё ещё в работе и придёт сюда сам, делать ничего не нужно. Если он не получится, вы за него не заплатите.
    Bot: Борис, ваш платёж № 1 (350 ⭐) уже возвращается к вам. Обычно это несколько минут, банку может понадобиться несколько дней. Когда всё будет готово, вам придёт сообщение.
    ");
}

#[tokio::test]
async fn a_canned_answer_is_held_like_any_other() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    let oleg = world.in_topic("TKT-2026-001", &oleg);
    olga.sends("A minute more.").await;
    world.turn_clock(TimeDelta::seconds(5));
    olga.transcript();
    oleg.sends("/a details").await;
    oleg.taps("Send mine too").await;
    insta::assert_snapshot!(talk(&oleg), @r"
    Oleg: /a details
    Bot (↪ “/a details”): ✋ Olga answered 5 seconds ago: “A minute more.”

         Yours was not sent yet.
         [✅ Send mine too] [🗑 Don’t send]
    Oleg taps [✅ Send mine too]
    Bot (edited): ✅ It is sent.
    Bot: 📋 Oleg sent:

         Anna, to find out what happened I need a little more: what exactly did you do, what did you see instead of what you expected, and about when? A screenshot helps a lot.
    ");
    assert!(anna.transcript().contains("A screenshot helps a lot"));
    world.ends_well().await;
}
