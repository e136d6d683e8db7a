//! Questions out of the blue: offered to be passed on, never unasked.

use chrono::TimeDelta;
use sandbox::{selfies::selfie, telegram::Other};

use crate::world::World;

#[tokio::test]
async fn a_question_is_answered_and_passed_on_by_one_tap() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.sends("Where are my photos??").await;
    assert_eq!(world.tickets().await, "");
    anna.taps("Pass it on").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: Where are my photos??
    Bot (↪ “Where are my photos??”): Right now:

         Nothing is being made at the moment, and everything that was paid for has been delivered.

         If that does not answer it, I pass your message on to our team.
         [⏳ Status]
         [📨 Pass it on]
         [☰ Menu]
    Anna taps [📨 Pass it on]
    Bot (edited): 📨 Passed on.
    Bot reacts ✍ to: Where are my photos??
    Bot: ✅ TKT-2026-001: our team has it. We answer within 24 hours.

         Something to add? Just write here, all of it goes to the team. The menu works as always.
         [👀 How it stands] [☰ Menu]
    ");
    boris.sends("Помогите, не могу загрузить селфи").await;
    boris.taps("Передать").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: Помогите, не могу загрузить селфи
    Bot (↪ “Помогите, не могу загрузить селфи”): Похоже на вопрос к нашей команде. Передать ей ваше сообщение?
         [📨 Передать]
         [☰ Меню]
    Борис taps [📨 Передать]
    Bot (edited): 📨 Передано.
    Bot reacts ✍ to: Помогите, не могу загрузить селфи
    Bot: ✅ TKT-2026-002: вопрос у нашей команды. Ответим в течение 4 часов.

         Хотите что-то добавить? Просто пишите сюда, всё уйдёт команде. Меню работает как обычно.
         [👀 Что с ним сейчас] [☰ Меню]
    ");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 open: Where are my photos??\n\
         TKT-2026-002 technical P3 open: Помогите, не могу загрузить селфи"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn what_is_no_question_is_answered_as_ever() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("hello there").await;
    anna.sends("how are you?").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: hello there
    Bot: I understand photos and buttons best. The menu shows everything I can do 👇
         [☰ Menu]
    Anna: how are you?
    Bot: I understand photos and buttons best. The menu shows everything I can do 👇
         [☰ Menu]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn an_offer_for_a_deleted_message_asks_for_the_words() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("I want my money back").await;
    anna.deletes("I want my money").await;
    anna.transcript();
    anna.taps("Pass it on").await;
    anna.sends("I want my money back, all of it").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [📨 Pass it on]
    Bot (popup): I can't see that message any more.
    Bot (edited): We are listening. 💳 A payment

         Tell us what happened: in words, with photos, files or a voice message. Whatever you send next goes to our team.

         Changed your mind? /cancel
    Anna: I want my money back, all of it
    Bot reacts ✍ to: I want my money back, all of it
    Bot: ✅ TKT-2026-001: our team has it. We answer within 2 hours.

         Something to add? Just write here, all of it goes to the team. The menu works as always.
         [👀 How it stands] [☰ Menu]
    ");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 payment P2 open: I want my money back, all of it"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn words_after_the_end_are_thanks_or_a_question() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    anna.sends("/support").await;
    anna.taps("It's solved").await;
    anna.transcript();
    anna.sends("Thank you!").await;
    anna.sends("now there are seven").await;
    anna.taps("Open TKT-2026-001 again").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: Thank you!
    Bot: You are welcome! 🙂
    Anna: now there are seven
    Bot (↪ “now there are seven”): Does this still belong to TKT-2026-001, or is it something new?
         [🔓 Open TKT-2026-001 again with it]
         [📨 It is something new]
         [☰ Menu]
    Anna taps [🔓 Open TKT-2026-001 again with it]
    Bot (edited): 📨 Passed on.
    Bot reacts ✍ to: now there are seven
    Bot: 🔓 TKT-2026-001 is open again, and our team has your message. We answer within 24 hours.
         [👀 How it stands]
    ");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 in_progress: Six fingers | now there are seven"
    );
    anna.sends("/support").await;
    anna.taps("It's solved").await;
    world.turn_clock(TimeDelta::hours(4));
    anna.sends("Why is the second set so dark?").await;
    anna.taps("It is something new").await;
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 resolved: Six fingers | now there are seven\n\
         TKT-2026-002 generation P4 open: Why is the second set so dark?"
    );
}

#[tokio::test]
async fn whatever_follows_on_our_last_word_is_offered_to_be_passed_on() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.sends("Which photo is it?").await;
    olga.sends("/resolve").await;
    world.settle().await;
    world.turn_clock(TimeDelta::days(5));
    anna.transcript();
    anna.sends("Thank you!").await;
    anna.sends("the third one").await;
    anna.sends_photo(selfie(1)).await;
    anna.sends_other(Other::Voice).await;
    anna.taps("Open TKT-2026-001 again").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: Thank you!
    Bot: You are welcome! 🙂
    Anna: the third one
    Bot (↪ “the third one”): Does this still belong to TKT-2026-001, or is it something new?
         [🔓 Open TKT-2026-001 again with it]
         [📨 It is something new]
         [☰ Menu]
    Anna sends a photo
    Bot (↪ the photo): Does this still belong to TKT-2026-001, or is it something new?
         [🔓 Open TKT-2026-001 again with it]
         [📨 It is something new]
         [✨ It was for an avatar]
         [☰ Menu]
    Anna sends a voice message
    Bot (↪ the voice): Does this still belong to TKT-2026-001, or is it something new?
         [🔓 Open TKT-2026-001 again with it]
         [📨 It is something new]
         [☰ Menu]
    Anna taps [🔓 Open TKT-2026-001 again with it]
    Bot (edited): 📨 Passed on.
    Bot reacts ✍ to: the voice
    Bot: 🔓 TKT-2026-001 is open again, and our team has your message. We answer within 24 hours.
         [👀 How it stands]
    ");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 in_progress: Six fingers | voice "
    );
    world.ends_well().await;
}
