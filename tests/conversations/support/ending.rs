//! Solved, rated, opened again.

use chrono::TimeDelta;

use crate::world::World;

#[tokio::test]
async fn a_solved_ticket_is_rated_with_a_word() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    anna.sends("/support").await;
    anna.taps("It's solved").await;
    anna.taps("2 ⭐").await;
    anna.taps("2 ⭐").await;
    anna.taps("Add a word").await;
    anna.sends(&"long ".repeat(300)).await;
    anna.sends("It took <long>").await;
    anna.taps("5 ⭐").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /support
    Bot: TKT-2026-001 · 🎨 My portraits
         ⏳ With our team for 1 minute. We answer within 24 hours.

         You · 02.03.2026 09:00 UTC
         Six fingers
         [✅ It's solved]
         [✍️ Write more]
         [🗂 My tickets] [☰ Menu]
    Anna taps [✅ It's solved]
    Bot (edited): 🎉 TKT-2026-001 is solved. We are glad!

         How did we do?
         [1 ⭐] [2 ⭐] [3 ⭐] [4 ⭐] [5 ⭐]
         [🔓 Open it again] [☰ Menu]
    Anna taps [2 ⭐]
    Bot (edited): Thank you! You gave us 2 of 5 ⭐

         Would you like to add a word?
         [1 ⭐] [2 ⭐] [3 ⭐] [4 ⭐] [5 ⭐]
         [✍️ Add a word]
         [🔓 Open it again] [☰ Menu]
    Anna taps [2 ⭐]
    Anna taps [✍️ Add a word]
    Bot: What went well, or what should be better? A few words are enough. /cancel if you'd rather not.
    Anna: long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long 
    Bot: That is 1499 letters. Could you say it in 1000 at most?
    Anna: It took <long>
    Bot: 🙏 Thank you, our team reads it.
    Anna taps [5 ⭐]
    Bot (edited): Thank you! You gave us 5 of 5 ⭐

         Would you like to add a word?
         [1 ⭐] [2 ⭐] [3 ⭐] [4 ⭐] [5 ⭐]
         [✍️ Add a word]
         [🔓 Open it again] [☰ Menu]
    ");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 resolved 5⭐ «It took <long>»: Six fingers"
    );
    insta::assert_snapshot!(world.topic_lines().await.join("\n"), @r"
    ✅ Anna says that it is solved.
    👎 Anna gave 2 of 5 ⭐.
    💬 Anna says to the rating of 2 ⭐: It took &lt;long&gt;
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_rating_in_russian() {
    let world = World::with_staff_speaking("ru").await;
    let boris = world.boris();
    boris.has_a_ticket("Шесть пальцев").await;
    boris.sends("/support").await;
    boris.taps("Решено").await;
    boris.taps("1 ⭐").await;
    boris.taps("Добавить").await;
    boris.sends("Долго").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /support
    Bot: TKT-2026-001 · 🎨 Мои портреты
         ⏳ Уже 1 минуту у нашей команды. Ответим в течение 24 часов.

         Вы · 02.03.2026 09:00 UTC
         Шесть пальцев
         [✅ Решено]
         [✍️ Написать ещё]
         [🗂 Мои обращения] [☰ Меню]
    Борис taps [✅ Решено]
    Bot (edited): 🎉 TKT-2026-001: решено. Мы рады!

         Как мы справились?
         [1 ⭐] [2 ⭐] [3 ⭐] [4 ⭐] [5 ⭐]
         [🔓 Открыть снова] [☰ Меню]
    Борис taps [1 ⭐]
    Bot (edited): Спасибо! Ваша оценка: 1 из 5 ⭐

         Хотите добавить пару слов?
         [1 ⭐] [2 ⭐] [3 ⭐] [4 ⭐] [5 ⭐]
         [✍️ Добавить пару слов]
         [🔓 Открыть снова] [☰ Меню]
    Борис taps [✍️ Добавить пару слов]
    Bot: Что понравилось или что стоит улучшить? Хватит пары слов. Если не хочется, /cancel.
    Борис: Долго
    Bot: 🙏 Спасибо, наша команда прочитает.
    ");
    insta::assert_snapshot!(world.topic_lines().await.join("\n"), @r"
    ✅ Борис: вопрос решён.
    👎 Борис: оценка 1 из 5 ⭐.
    💬 Борис к оценке 1 ⭐: Долго
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_rating_is_not_taken_too_late_or_too_early() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    anna.sends("/support").await;
    let status = anna.person.last_from_bot().unwrap().id;
    anna.person.taps_data(status, r#"help:{"Rate":[1,5]}"#);
    world.settle().await;
    anna.taps("It's solved").await;
    anna.person.taps_data(status, r#"help:{"Rate":[1,6]}"#);
    anna.person.taps_data(status, r#"help:{"Rate":[1,0]}"#);
    world.settle().await;
    assert_eq!(anna.transcript().matches("too late").count(), 3);
    world.turn_clock(TimeDelta::days(8));
    anna.taps("4 ⭐").await;
    assert!(anna.transcript().contains("too late"));
    let rating: Option<i16> = world.value("select rating from support_tickets").await;
    assert_eq!(rating, None);
}

#[tokio::test]
async fn a_solved_ticket_is_opened_again_by_a_button_or_a_reply() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    anna.sends("/support").await;
    anna.taps("It's solved").await;
    anna.transcript();
    anna.taps("Open it again").await;
    anna.taps("How it stands").await;
    anna.taps("It's solved").await;
    anna.replies_to("is solved", "ok, thank you").await;
    anna.replies_to("is solved", "No, there are seven").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🔓 Open it again]
    Bot (edited): 🔓 TKT-2026-001 is open again. We answer within 24 hours.

         What is still not right? Just write it here.
         [👀 How it stands] [☰ Menu]
    Anna taps [👀 How it stands]
    Bot (edited): TKT-2026-001 · 🎨 My portraits
         ⏳ With our team for 1 minute. We answer within 24 hours.

         You · 02.03.2026 09:00 UTC
         Six fingers
         [✅ It's solved]
         [✍️ Write more]
         [🗂 My tickets] [☰ Menu]
    Anna taps [✅ It's solved]
    Bot (edited): 🎉 TKT-2026-001 is solved. We are glad!

         How did we do?
         [1 ⭐] [2 ⭐] [3 ⭐] [4 ⭐] [5 ⭐]
         [🔓 Open it again] [☰ Menu]
    Anna (↪ “🎉 TKT-2026-001 is solved. We are glad!”): ok, thank you
    Bot: You are welcome! 🙂
    Anna (↪ “🎉 TKT-2026-001 is solved. We are glad!”): No, there are seven
    Bot reacts ✍ to: No, there are seven
    Bot: 🔓 TKT-2026-001 is open again, and our team has your message. We answer within 24 hours.
         [👀 How it stands]
    ");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 in_progress: Six fingers | No, there are seven"
    );
    insta::assert_snapshot!(world.topic_lines().await.join("\n"), @r"
    ✅ Anna says that it is solved.
    🔓 Anna has opened it again and waits for you.
    ✅ Anna says that it is solved.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn later_a_new_ticket_goes_on_from_it() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    anna.sends("/support").await;
    anna.taps("It's solved").await;
    anna.transcript();
    world.turn_clock(TimeDelta::days(8));
    anna.replies_to("is solved", "There are seven now").await;
    anna.sends("/support").await;
    anna.taps("It's solved").await;
    world.turn_clock(TimeDelta::days(8));
    anna.transcript();
    anna.taps("Open it again").await;
    anna.sends("And now eight").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🔓 Open it again]
    Bot (popup): It is too late for that; please write to us anew.
    Bot (edited): We are listening. 🎨 My portraits

         Tell us what happened: in words, with photos, files or a voice message. Whatever you send next goes to our team.

         Changed your mind? /cancel
    Anna: And now eight
    Bot reacts ✍ to: And now eight
    Bot: ✅ TKT-2026-003: our team has it. We answer within 24 hours.

         Something to add? Just write here, all of it goes to the team. The menu works as always.

         We have noted that it goes on from TKT-2026-002.
         [👀 How it stands] [☰ Menu]
    ");
    insta::assert_snapshot!(world.tickets().await, @r"
    TKT-2026-001 generation P4 closed: Six fingers
    TKT-2026-002 generation P4 closed: There are seven now
    TKT-2026-003 generation P4 open: And now eight
    ");
    insta::assert_snapshot!(world.topic_lines().await.join("\n"), @r"
    ✅ Anna says that it is solved.
    ↪️ It goes on from TKT-2026-001.
    ✅ Anna says that it is solved.
    ↪️ It goes on from TKT-2026-002.
    ");
}

#[tokio::test]
async fn silence_ends_a_ticket_and_its_person_is_told() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    // The staff waits for a word.
    world
        .execute(
            "insert into ticket_events (ticket_id, kind, actor_telegram_id, actor_name, at)
             values (1, 'answered', 201, 'Olga', '2026-03-02T09:01Z'),
                    (1, 'waiting', 201, 'Olga', '2026-03-02T09:02Z')",
        )
        .await;
    world
        .execute(
            "update support_tickets
             set asked_at = null, answered_at = '2026-03-02T09:01Z',
                 first_responded_at = '2026-03-02T09:01', status = 'in_progress',
                 waiting_since = '2026-03-02T09:02Z', last_word_at = '2026-03-02T09:01Z'",
        )
        .await;
    world.advance(TimeDelta::days(4)).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: ⏳ TKT-2026-001: we have not heard from you for a while.

         If something is still open, just write here. If not, there is nothing to do: it is marked as solved by itself in 24 hours.
         [✅ It's solved]
    Bot: 🕊 We have not heard from you for a while, so TKT-2026-001 is marked as solved.

         Is something still open? Open it again or just reply to this message, within 7 days. If all is well, the stars tell us how we did.
         [1 ⭐] [2 ⭐] [3 ⭐] [4 ⭐] [5 ⭐]
         [🔓 No, open it again]
    ");
    anna.taps("No, open it again").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🔓 No, open it again]
    Bot (edited): 🔓 TKT-2026-001 is open again. We answer within 24 hours.

         What is still not right? Just write it here.
         [👀 How it stands] [☰ Menu]
    ");
}

#[tokio::test]
async fn what_is_said_to_a_solved_ticket_goes_into_the_open_one() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.sends("We make it anew").await;
    olga.sends("/resolve").await;
    anna.has_a_ticket("I paid twice").await;
    anna.replies_to("We make it anew", "Thank you, and the money?")
        .await;
    anna.taps("open it again").await;
    anna.sends("It was yesterday").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna (↪ “💬 Support · TKT-2026-001”): Thank you, and the money?
    Bot reacts ✍ to: Thank you, and the money?
    Anna taps [🔓 No, open it again]
    Bot: TKT-2026-002: what you send next goes to our team.
    Anna: It was yesterday
    Bot reacts ✍ to: It was yesterday
    ");
    insta::assert_snapshot!(world.tickets().await, @r"
    TKT-2026-001 generation P4 resolved: Six fingers
    TKT-2026-002 generation P4 open: I paid twice | Thank you, and the money? | It was yesterday
    ");
    let said: i64 = world
        .value("select count(*) from ticket_messages where ticket_id = 2 and sender_type = 'user'")
        .await;
    assert_eq!(said, 3);
    world.ends_well().await;
}
