//! The staff decides what waits.

use chrono::TimeDelta;

use super::{ENGLISH, RUSSIAN};
use crate::world::World;

/// The database's own clock wrote down when people came.
async fn came_in_february(world: &World) {
    world
        .execute("update users set created_at = '2026-02-01'")
        .await;
}

#[tokio::test]
async fn an_application_is_approved() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/start").await;
    came_in_february(&world).await;
    anna.has_applied(&ENGLISH).await;
    let olga = world.olga_among_partners();
    olga.taps("Approve at 50%").await;
    olga.taps("No").await;
    olga.taps("Approve at 50%").await;
    olga.taps("Yes, approve").await;
    insta::assert_snapshot!(olga.transcript());
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 🎉 You are a partner of PinGlass now

         Your application № 1 was accepted. From this moment you get 50% of every payment of the people you bring.

         On your page you can add links with names and see how each of them does.
         [🤝 Partner’s page]
         [☰ Menu]
    ");
    let balance: String = world
        .value(
            "select concat_ws(' ', is_partner, commission_rate, partner_approved_at)
             from referral_balances",
        )
        .await;
    assert_eq!(balance, "t 0.50 2026-03-02 09:00:00");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account partner_approved partner_application 1 {"rate": "0.50", "after": "approved", "before": "pending", "user_id": 1, "telegram_id": 201}
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn an_application_is_refused_in_the_language_of_its_person_and_sent_again() {
    let world = World::with_staff().await;
    let boris = world.boris();
    boris.sends("/start").await;
    came_in_february(&world).await;
    boris.has_applied(&RUSSIAN).await;
    let olga = world.olga_among_partners();
    olga.transcript();
    olga.taps("Refuse").await;
    olga.taps("Channels not found").await;
    olga.taps("Yes, refuse").await;
    insta::assert_snapshot!(olga.transcript());
    boris.taps("Подать ещё раз").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot: В этот раз мы не приняли заявку № 1

         Мы не нашли ваших каналов или не поняли, что они ваши. Назовите их, пожалуйста, со ссылками.

         Подать новую можно когда угодно, хоть сегодня. Вознаграждение за приглашённых друзей остаётся прежним.
         [✍️ Подать ещё раз]
         [☰ Меню]
    Борис taps [✍️ Подать ещё раз]
    Bot (edited): 🤝 PinGlass для партнёров

         Вас читают, смотрят или слушают? Тогда за тех, кого вы приведёте, можно получать больше:

         • 50% с каждой оплаты приведённых вами людей вместо 10%
         • до 50 ссылок со своими названиями, по одной на канал или публикацию
         • переходы, регистрации, покупки и заработок по каждой ссылке и дню, картинкой и таблицей

         Мы зададим шесть коротких вопросов. Ответы читает человек из нашей команды, обычно за два дня.

         Прошлую заявку мы не приняли.
         Мы не нашли ваших каналов или не поняли, что они ваши. Назовите их, пожалуйста, со ссылками.
         [✍️ Подать заявку]
         [☰ Меню]
    ");
    boris.has_applied(&RUSSIAN).await;
    assert!(
        olga.transcript()
            .contains("🗂 Before, № 1: ✖️ refused by Olga")
    );
    world.ends_well().await;
}

#[tokio::test]
async fn own_words_are_an_answer_to_the_question_for_them_and_confirmed() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_applied(&ENGLISH).await;
    let olga = world.olga_among_partners();
    olga.transcript();
    olga.taps("Refuse").await;
    olga.taps("Own words").await;
    olga.replies_to("Answer this message", "").await;
    olga.replies_to(
        "Answer this message",
        "Please come back\nwhen <b>spring</b> has come & gone",
    )
    .await;
    olga.edits("Please come back", "Go away").await;
    olga.taps("Yes, refuse").await;
    olga.replies_to("Answer this message", "Please come back in spring")
        .await;
    olga.taps("Yes, refuse").await;
    insta::assert_snapshot!(olga.transcript());
    assert!(anna.transcript().contains("Please come back in spring"));
    world.ends_well().await;
}

#[tokio::test]
async fn what_is_said_below_a_card_is_talk() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_applied(&ENGLISH).await;
    let olga = world.olga_among_partners();
    olga.transcript();
    olga.replies_to("Application № 1", "Her channel looks fine to me")
        .await;
    olga.taps("Refuse").await;
    olga.replies_to("Why is application", "Let me ask Oleg first")
        .await;
    olga.taps("Reaches too few").await;
    olga.replies_to("Refuse application", "Not yet").await;
    let said = olga.transcript();
    assert_eq!(said.matches("Yes, refuse]").count(), 1, "{said}");
    assert!(!said.contains("Bot (↪"), "{said}");
    world.ends_well().await;
}

#[tokio::test]
async fn a_card_says_what_to_look_at_and_what_was_paid_out() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/start").await;
    world.has_code(&anna, "KWQ7TX").await;
    world.guest_buys(1, "KWQ7TX").await;
    world.guest_buys(2, "KWQ7TX").await;
    world
        .execute(
            "insert into withdrawal_requests (user_id, amount, method, status)
             select user_id, 500, 'card', 'completed'
             from referral_balances where referral_code = 'KWQ7TX'",
        )
        .await;
    world
        .execute(
            "insert into user_settings (user_id, receipt_email)
             select id, 'one@example.com' from users
             on conflict (user_id) do update set receipt_email = 'one@example.com'",
        )
        .await;
    anna.has_applied(&ENGLISH).await;
    let olga = world.olga_among_partners();
    insta::assert_snapshot!(olga.transcript());
}

#[tokio::test]
async fn two_members_at_once_decide_once() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_applied(&ENGLISH).await;
    let olga = world.olga_among_partners();
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let oleg = world.in_topic("Partners", &oleg);
    olga.taps("Approve at 50%").await;
    olga.person.taps("Yes, approve").unwrap();
    oleg.person.taps("Yes, approve").unwrap();
    olga.person.taps("Yes, approve").unwrap();
    world.settle().await;
    let decided: i64 = world
        .value("select count(*) from admin_audit_log where action like 'partner_%'")
        .await;
    assert_eq!(decided, 1);
    assert_eq!(anna.transcript().matches("You are a partner").count(), 1);
    assert!(olga.transcript().contains("was decided before"));
    world.ends_well().await;
}

#[tokio::test]
async fn the_staff_is_reminded_every_two_days_until_it_decides() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_applied(&ENGLISH).await;
    let olga = world.olga_among_partners();
    let group = world.staff_group();
    group.transcript();
    for days in [2, 4] {
        world.advance(TimeDelta::days(2)).await;
        let reminders = group.transcript();
        assert!(
            reminders.contains("#🤝 Partners Bot (↪ “🤝 Application № 1”): ⏰"),
            "it stands below the card: {reminders}"
        );
        assert_eq!(reminders.matches("⏰").count(), 1, "{reminders}");
        assert!(
            reminders.contains(&format!("for {days} days")),
            "{reminders}"
        );
    }
    olga.taps("Approve at 50%").await;
    olga.taps("Yes, approve").await;
    group.transcript();
    world.advance(TimeDelta::days(9)).await;
    assert_eq!(group.transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn what_another_program_wrote_is_taken_up_and_decided() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/start").await;
    world
        .execute(
            "insert into partner_applications (user_id, contact_name, audience_size, status, created_at)
             select id, 'Anna', 'large', null, '2026-03-01' from users",
        )
        .await;
    let mut connection = world.app.db.connection().await.unwrap();
    pinglass::referral::plan_recurring(&mut connection, world.clock.now())
        .await
        .unwrap();
    drop(connection);
    world.settle().await;
    let olga = world.olga_among_partners();
    assert!(
        olga.transcript()
            .contains("Audience: More than 50,000 people")
    );
    olga.taps("40%").await;
    olga.taps("Yes, approve").await;
    assert!(anna.transcript().contains("40%"));
    let rate: String = world
        .value("select commission_rate::text from referral_balances where is_partner")
        .await;
    assert_eq!(rate, "0.40");
    olga.sends("/applications").await;
    assert!(olga.transcript().contains("№ 1 ✅ approved at 40% by Olga"));
    world.ends_well().await;
}

#[tokio::test]
async fn the_longest_application_fits_on_its_card_and_comes_down_when_asked_for() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_applied(&ENGLISH).await;
    world
        .execute(
            "update partner_applications
             set contact_name = repeat('&', 255), contact_email = repeat('e', 242) || '@example.com',
                 promotion_channels = array_fill(repeat('<', 100), array[10]), about = repeat('>', 1000)",
        )
        .await;
    world
        .execute(
            "insert into partner_applications (id, user_id, status, reason, decided_at, decided_by)
             select -number, user_id, 'rejected', repeat('&', 500), '2026-02-02', repeat('O', 64)
             from partner_applications, generate_series(1, 9) as number",
        )
        .await;
    let olga = world.olga_among_partners();
    olga.transcript();
    let mut connection = world.app.db.connection().await.unwrap();
    pinglass::referral::plan_recurring(&mut connection, world.clock.now())
        .await
        .unwrap();
    drop(connection);
    world.settle().await;
    olga.sends("/applications").await;
    olga.taps("№ 1").await;
    let said = olga.transcript();
    assert!(
        said.contains("Bot (popup): The card comes in the topic of partners."),
        "{said}"
    );
    assert!(said.contains("№ -3"), "{said}");
    world.ends_well().await;
}
