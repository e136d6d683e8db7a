//! The short answers to frequent questions.

use crate::world::World;

#[tokio::test]
async fn where_a_set_is_can_be_read_at_once() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    anna.pays().await;
    anna.transcript();
    anna.sends("/support").await;
    anna.taps("My portraits").await;
    anna.taps("Where is my set?").await;
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
    Anna taps [Where is my set?]
    Bot (edited): Right now:

         🎨 Anna · 🌿 Lifestyle
         ▱▱▱▱▱▱▱▱▱▱
         0 of 7 · usually 3 min
         [⏳ Status]
         [✍️ This did not help: write to us]
         [‹ Back] [☰ Menu]
    ");
    anna.taps("Back").await;
    anna.taps("Back").await;
    anna.taps("A payment").await;
    anna.taps("I paid, but nothing happened").await;
    assert!(anna.transcript().contains("0 of 7 · usually 3 min"));
}

#[tokio::test]
async fn the_rules_in_force_are_part_of_the_answers() {
    let world = World::with_staff_and(|variables| {
        variables.insert("REFERENCE_PHOTOS_KEEP_DAYS".to_owned(), "31".to_owned());
    })
    .await;
    world
        .execute("insert into refund_policy (name, value, changed_at) values ('take_back_days', '3', now())")
        .await;
    let boris = world.boris();
    boris.sends("/support").await;
    boris.taps("Оплата").await;
    boris.transcript();
    boris.taps("Можно ли вернуть деньги?").await;
    boris.taps("Назад").await;
    boris.taps("Назад").await;
    boris.taps("Мой аккаунт").await;
    boris.taps("Сколько хранятся мои фото?").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [Можно ли вернуть деньги?]
    Bot (edited): Да, в этих случаях. В /paysupport:

         • Не получилось ничего: все деньги вернутся сами.
         • Не хватает части портретов: сделаем их ещё раз бесплатно.
         • Набор ещё не использован: деньги можно забрать здесь одним нажатием в течение 3 дней.
         • Оплатили дважды по ошибке: второй набор ждёт вас или вернётся деньгами.
         • Звёзды возвращаются за секунды.
         [🧾 Мои платежи]
         [✍️ Не помогло: написать нам]
         [‹ Назад] [☰ Меню]
    Борис taps [‹ Назад]
    Bot (edited): 💳 Оплата

         Есть ли здесь ваш вопрос?
         [Можно ли вернуть деньги?]
         [Оплата прошла, а ничего нет]
         [Деньги списали дважды]
         [Где мой чек?]
         [✍️ Нет, написать нам]
         [‹ Назад] [☰ Меню]
    Борис taps [‹ Назад]
    Bot (edited): О чём вопрос?

         Выберите, и я покажу, что помогает чаще всего. Если этого мало, вы прямо здесь напишете нашей команде.
         [💳 Оплата]
         [🔧 Что-то не работает]
         [👤 Мой аккаунт и данные]
         [🎨 Мои портреты]
         [💭 Другое]
         [☰ Меню]
    Борис taps [👤 Мой аккаунт и данные]
    Bot (edited): 👤 Мой аккаунт и данные

         Есть ли здесь ваш вопрос?
         [Сколько хранятся мои фото?]
         [Кто видит мои фото?]
         [Как удалить всё?]
         [Можно ли сменить язык?]
         [✍️ Нет, написать нам]
         [‹ Назад] [☰ Меню]
    Борис taps [Сколько хранятся мои фото?]
    Bot (edited): Ваши селфи: 31 день после того, как были нужны в последний раз; мы предупредим, и срок можно продлить.

         Ваши портреты: пока вы их не удалите.
         [🔒 Мои фото и данные]
         [✍️ Не помогло: написать нам]
         [‹ Назад] [☰ Меню]
    ");
}

#[tokio::test]
async fn every_question_has_an_answer_and_a_way_to_the_team() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/support").await;
    let topics = [
        "A payment",
        "does not work",
        "My account",
        "My portraits",
        "Something else",
    ];
    for topic in topics {
        anna.taps(topic).await;
        let questions: Vec<String> = anna
            .person
            .last_from_bot()
            .unwrap()
            .keyboard
            .iter()
            .flatten()
            .map(|button| button.text.clone())
            .filter(|label| {
                !label.contains("write to us") && !label.contains("Back") && !label.contains("Menu")
            })
            .collect();
        assert!((3..=5).contains(&questions.len()), "{topic}");
        for question in questions {
            anna.taps(&question).await;
            let answer = anna.transcript();
            assert!(
                answer.contains("This did not help: write to us"),
                "{answer}"
            );
            anna.taps("Back").await;
        }
        anna.taps("Back").await;
    }
    world.ends_well().await;
}

#[tokio::test]
async fn money_for_missing_photos_is_promised_only_where_it_can_go_back() {
    let (stars, ton) = (World::with_staff().await, World::selling_for_ton().await);
    for (world, is_promised) in [(stars, false), (ton, true)] {
        let anna = world.anna();
        anna.sends("/support").await;
        anna.taps("My portraits").await;
        anna.taps("Some photos are missing").await;
        let said = anna.transcript();
        let answer =
            "Under “🖼 My portraits”, open the set and tap “🔄 Make … missing photos”: it is free.";
        assert!(said.contains(answer), "{said}");
        let promise = "it is free. If you paid by card or TON, you can have them paid back";
        assert_eq!(said.contains(promise), is_promised, "{said}");
    }
}
