//! Maintenance: everybody reads why, money and help go on, and the staff work.

use chrono::TimeDelta;
use sandbox::telegram::PaymentState;

use crate::world::World;

#[tokio::test]
async fn the_staff_say_what_people_read() {
    let world = World::with_staff().await;
    let olga = world.olga();
    olga.sends("/switches").await;
    olga.taps("Begin maintenance").await;
    olga.sends("Shall we say why?").await;
    olga.replies_to("in English?", "We are moving to <bigger> rooms.")
        .await;
    olga.taps("Use our own words").await;
    olga.replies_to("until when?", "soon").await;
    olga.replies_to("until when?", "45").await;
    olga.taps("Begin maintenance").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /switches
    Bot: Switches

         🟢 Sales: on
         🟢 Maintenance: off
         🟢 ⭐ Telegram Stars: on
         🟢 💼 Professional: on
         🟢 🌿 Lifestyle: on
         🟢 🎨 Creative: on
         [🔴 Stop sales]
         [🛠 Begin maintenance]
         [Turn off ⭐ Telegram Stars] [Turn off 💼 Professional]
         [Turn off 🌿 Lifestyle] [Turn off 🎨 Creative]
    Olga taps [🛠 Begin maintenance]
    Bot: Olga, what shall people read who use the bot in English? Answer this message, in up to 1000 letters.
         [Use our own words]
         [✖️ Leave it]
    Olga: Shall we say why?
    Olga (↪ “Olga, what shall people read who use th…”): We are moving to <bigger> rooms.
    Bot: Olga, and people who use it in Russian? Answer this message, in up to 1000 letters.
         [Use our own words]
         [✖️ Leave it]
    Olga taps [Use our own words]
    Bot: Olga, until when? Answer this message with minutes, such as 45, or a time of the day in UTC, such as 14:30. Then it ends by itself.
         [Until we end it]
         [✖️ Leave it]
    Olga (↪ “Olga, until when? Answer this message w…”): soon
    Bot: Olga, until when? Answer this message with minutes, such as 45, or a time of the day in UTC, such as 14:30. Then it ends by itself.
         [Until we end it]
         [✖️ Leave it]
    Olga (↪ “Olga, until when? Answer this message w…”): 45
    Bot: Begin maintenance? Whatever people do, they read this, but for the staff. Running sets go on, money that arrives counts, nobody can pay with Stars. Support and /privacy stay open.

         en
         We are moving to <bigger> rooms.

         Your photos are safe, and sets that are paid for go on by themselves.

         We expect to be back by 02.03.2026 09:45 (UTC).
         ru
         Мы обновляем студию

         Загляните, пожалуйста, немного позже. Ваши фото в сохранности, а оплаченные наборы продолжаются сами. Если что-то срочное, напишите: /support

         Рассчитываем вернуться к 02.03.2026 09:45 (UTC).
         [🛠 Begin maintenance]
         [✖️ Leave it]
    Olga taps [🛠 Begin maintenance]
    Bot (edited): ✅ 🔴 Maintenance: on, Olga, 02.03.2026 09:00 (UTC), until 02.03.2026 09:45 (UTC)
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account switched maintenance {"after": {"is_on": true, "until": "2026-03-02T09:45:00Z", "switch": "maintenance", "message": {"en": "We are moving to <bigger> rooms."}}, "before": {"is_on": false, "until": null, "switch": "maintenance", "message": {}}, "telegram_id": 201}
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn people_read_why_now_and_then_and_it_ends_by_itself() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_an_avatar().await;
    boris.sends("/start").await;
    boris.transcript();
    world.has_switched("maintenance", true).await;
    world
        .execute(
            r#"update switches
               set until = '2026-03-02T09:45:00Z',
                   message = '{"en": "We are moving to <bigger> rooms."}'"#,
        )
        .await;
    anna.sends("/avatars").await;
    anna.sends("Hello?").await;
    anna.taps("Choose a style").await;
    world.advance(TimeDelta::minutes(6)).await;
    anna.sends("Hello?").await;
    boris.sends("/menu").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /avatars
    Bot: We are moving to <bigger> rooms.

         Your photos are safe, and sets that are paid for go on by themselves.

         We expect to be back by 02.03.2026 09:45 (UTC).
    Anna: Hello?
    Anna taps [🎨 Choose a style]
    Bot (popup): We are moving to <bigger> rooms.
    Anna: Hello?
    Bot: We are moving to <bigger> rooms.

         Your photos are safe, and sets that are paid for go on by themselves.

         We expect to be back by 02.03.2026 09:45 (UTC).
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /menu
    Bot: Мы обновляем студию

         Загляните, пожалуйста, немного позже. Ваши фото в сохранности, а оплаченные наборы продолжаются сами. Если что-то срочное, напишите: /support

         Рассчитываем вернуться к 02.03.2026 09:45 (UTC).
    ");
    world.advance(TimeDelta::minutes(40)).await;
    anna.sends("/portraits").await;
    assert!(anna.transcript().contains("Which style"));
    world.ends_well().await;
}

#[tokio::test]
async fn money_sets_help_and_ones_own_data_go_on() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    let attempt = anna.person.pays().unwrap();
    // Telegram has asked and taken the Stars; its word is on the way.
    world.deliver_updates().await;
    world.has_switched("maintenance", true).await;
    world.settle().await;
    assert!(matches!(attempt.state(), PaymentState::Charged { .. }));
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    anna.transcript();
    for command in ["/paysupport", "/privacy", "/support"] {
        anna.sends(command).await;
        let said = anna.transcript();
        assert!(!said.contains("working on the studio"), "{command}: {said}");
    }
    anna.taps("Something else").await;
    anna.taps("write to us").await;
    anna.sends("My photos look odd").await;
    let said = anna.transcript();
    assert!(!said.contains("working on the studio"), "{said}");
    anna.sends("/portraits").await;
    assert!(anna.transcript().contains("working on the studio"));
    world.ends_well().await;
}

#[tokio::test]
async fn the_staff_use_the_bot_meanwhile_and_nobody_is_charged() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    world.has_switched("maintenance", true).await;
    let PaymentState::Refused { text } = anna.pays().await else {
        panic!("a charge during maintenance");
    };
    insta::assert_snapshot!(text, @r"
    We are working on the studio and take no payments right now. Please try again later. You were not charged.
    ");
    let olga = world.friend(201, "Olga", "en");
    olga.sends("/start").await;
    let said = olga.transcript();
    assert!(said.contains("Hello, Olga!"), "{said}");
    world.ends_well().await;
}
