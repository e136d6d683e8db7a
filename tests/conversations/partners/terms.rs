//! The staff looks at a partner's terms and changes them.

use super::ENGLISH;
use crate::world::World;

#[tokio::test]
async fn a_rate_holds_for_payments_settled_after_its_change() {
    let world = World::with_staff().await;
    let anna = world.with_username(101, "Anna", "anna_blog");
    world.is_partner(&anna, "KWQ7TX").await;
    let guest = world.friend(9001, "Guest", "en");
    guest.sends("/start ref_KWQ7TX").await;
    guest.has_an_avatar().await;
    guest.has_an_invoice().await;
    let olga = world.olga();
    olga.sends("/partner @Anna_Blog").await;
    olga.taps("Rate").await;
    olga.taps("40%").await;
    guest.pays().await;
    olga.taps("Yes, 40%").await;
    guest.has_an_invoice().await;
    guest.pays().await;
    anna.transcript();
    olga.sends("/partner kwq7tx 0,35").await;
    olga.taps("Yes, 35%").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /partner @Anna_Blog
    Bot: 🤝 Code KWQ7TX · user № 1
         A partner at 50% since 20.02.2026

         👥 Visits: 1, brought: 1, of whom 0 paid. Purchases: 0, given back: 0
         💰 Credited: 0 ₽, on hold: 0 ₽, taken back: 0 ₽. Available: 0 ₽
         🔗 Further links: 0 open, 0 closed
         [✏️ Rate …] [✖️ End …]
    Olga taps [✏️ Rate …]
    Bot (edited): User № 1 gets 50%. Which rate from now on? Any other: /partner 1 35
         [20%] [30%] [40%]
         [60%] [70%]
         [‹ No]
    Olga taps [40%]
    Bot (edited): User № 1: from 50% to 40%, for payments settled from now on? They are told at once.
         [✅ Yes, 40%]
         [‹ No]
    Olga taps [✅ Yes, 40%]
    Bot (edited): ✅ User № 1 gets 40% now. Decided by Olga.
    Olga: /partner kwq7tx 0,35
    Bot: User № 1: from 40% to 35%, for payments settled from now on? They are told at once.
         [✅ Yes, 35%]
         [‹ No]
    Olga taps [✅ Yes, 35%]
    Bot (edited): ✅ User № 1 gets 35% now. Decided by Olga.
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 🤝 Your partner’s rate is 35% now. It counts for payments from this moment on; what was earned before stays as it is.
         [🤝 Partner’s page]
         [☰ Menu]
    ");
    let rates: String = world
        .value("select string_agg(commission_rate::text, ' ' order by id) from referral_earnings")
        .await;
    assert_eq!(rates, "0.50 0.40");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account partner_rate user 1 {"after": "0.40", "before": "0.50", "telegram_id": 201}
    no account partner_rate user 1 {"after": "0.35", "before": "0.40", "telegram_id": 201}
    "#);
    world.kie_works_through().await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_partnership_is_ended_and_its_person_told() {
    let world = World::with_staff_speaking("ru").await;
    let boris = world.boris();
    world.is_partner(&boris, "MH4TXR").await;
    let olga = world.olga();
    olga.sends("/partner 102").await;
    olga.taps("Завершить").await;
    olga.taps("Да, завершить").await;
    olga.sends("/partner MH4TXR").await;
    olga.sends("/partner MH4TXR 40").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /partner 102
    Bot: 🤝 Код MH4TXR · пользователь № 1
         Партнёр на 50% с 20.02.2026

         👥 Переходов: 0, привёл: 0, из них платили: 0. Покупок: 0, возвратов: 0
         💰 Зачислено: 0 ₽, ждёт: 0 ₽, снято: 0 ₽. Доступно: 0 ₽
         🔗 Других ссылок: открытых 0, закрытых 0
         [✏️ Ставка …] [✖️ Завершить …]
    Olga taps [✖️ Завершить …]
    Bot (edited): Завершить партнёрство пользователя № 1? С этого момента он получает столько же, сколько все. Ссылки продолжат работать, заработанное остаётся за ним. Он узнает об этом сразу.
         [✖️ Да, завершить]
         [‹ Нет]
    Olga taps [✖️ Да, завершить]
    Bot (edited): ✖️ Пользователь № 1 больше не партнёр. Решение: Olga.
    Olga: /partner MH4TXR
    Bot: 🤝 Код MH4TXR · пользователь № 1
         Стал партнёром 20.02.2026, сейчас не партнёр и получает 10%

         👥 Переходов: 0, привёл: 0, из них платили: 0. Покупок: 0, возвратов: 0
         💰 Зачислено: 0 ₽, ждёт: 0 ₽, снято: 0 ₽. Доступно: 0 ₽
         🔗 Других ссылок: открытых 0, закрытых 0
    Olga: /partner MH4TXR 40
    Bot: Пользователь № 1 не партнёр. Заявку подают командой /partner в самом боте.
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot: 🤝 Ваше партнёрство завершено. С этой минуты вы получаете 10% с оплат, как все. Заработанное остаётся вашим, ссылки продолжают работать.
         [🤝 Страница партнёра]
         [☰ Меню]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_change_that_somebody_else_made_first_is_not_made_again() {
    let world = World::with_staff().await;
    let anna = world.anna();
    world.is_partner(&anna, "KWQ7TX").await;
    let (olga, alla) = (world.olga(), world.staff_member(202, "Alla", "admin").await);
    olga.sends("/partner KWQ7TX 35").await;
    let asked = olga.newest();
    alla.sends("/partner KWQ7TX 45").await;
    alla.taps("Yes, 45%").await;
    olga.transcript();
    olga.person.presses(asked, r#"terms:{"S":[1,50,35]}"#);
    olga.person.presses(asked, r#"terms:{"E":1}"#);
    olga.person.presses(asked, r#"terms:{"E":1}"#);
    world.settle().await;
    let said = olga.transcript();
    assert!(
        said.contains("it is 45% now. Nothing else was done."),
        "{said}"
    );
    assert_eq!(
        said.matches("is no partner any more. Decided by").count(),
        1,
        "{said}"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn words_that_mean_nobody_or_nothing_are_answered() {
    let world = World::with_staff().await;
    let anna = world.anna();
    world.is_partner(&anna, "KWQ7TX").await;
    let olga = world.olga();
    for words in [
        "",
        "@nobody",
        "KWQ7TX half",
        "KWQ7TX 101",
        "999999999999999999999",
    ] {
        olga.sends(&format!("/partner {words}")).await;
    }
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /partner 
    Bot: /partner @name, /partner 123456 or /partner CODE shows how somebody stands.
         /partner CODE 35 asks whether to give them 35%.
    Olga: /partner @nobody
    Bot: Nobody who earns by a link is called that. Try @name, a Telegram id, or the code of a link.
    Olga: /partner KWQ7TX half
    Bot: /partner @name, /partner 123456 or /partner CODE shows how somebody stands.
         /partner CODE 35 asks whether to give them 35%.
    Olga: /partner KWQ7TX 101
    Bot: /partner @name, /partner 123456 or /partner CODE shows how somebody stands.
         /partner CODE 35 asks whether to give them 35%.
    Olga: /partner 999999999999999999999
    Bot: Nobody who earns by a link is called that. Try @name, a Telegram id, or the code of a link.
    ");
    world.ends_well().await;
}

/// What each role may do, tap by tap: admins all, operators decide at usual rates, viewers
/// look.
#[tokio::test]
async fn each_role_does_what_it_may() {
    let world = World::with_staff().await;
    let (anna, bert) = (world.anna(), world.friend(103, "Bert", "en"));
    anna.has_applied(&ENGLISH).await;
    world.is_partner(&bert, "MH4TXR").await;
    let olga = world.olga();
    let topic = world.olga_among_partners();
    let bert_id: i32 = world
        .value("select id from users where telegram_user_id = 103")
        .await;
    let members = [
        (world.staff_member(203, "Vera", "viewer").await, 0),
        (world.staff_member(202, "Oleg", "operator").await, 1),
        (world.staff_member(204, "Alla", "admin").await, 2),
    ];
    let table = [
        (r#"application:{"s":1}"#.to_owned(), 0),
        (r#"application:{"a":[1,50]}"#.to_owned(), 1),
        (r#"application:{"a":[1,60]}"#.to_owned(), 2),
        (r#"application:{"A":[1,60]}"#.to_owned(), 2),
        (r#"application:{"r":1}"#.to_owned(), 1),
        (r#"application:{"f":[1,"s"]}"#.to_owned(), 1),
        (r#"application:{"o":1}"#.to_owned(), 1),
        (format!(r#"terms:{{"k":{bert_id}}}"#), 0),
        (format!(r#"terms:{{"r":{bert_id}}}"#), 2),
        (format!(r#"terms:{{"s":[{bert_id},50,40]}}"#), 2),
        (format!(r#"terms:{{"e":{bert_id}}}"#), 2),
    ];
    for (member, rank) in &members {
        for (data, needed) in &table {
            olga.transcript();
            member.person.presses(topic.newest(), data);
            world.settle().await;
            let is_refused = olga.transcript().contains("this is not part of it");
            assert_eq!(is_refused, rank < needed, "{rank} {data}");
        }
        olga.transcript();
        for command in ["/applications", "/partner MH4TXR"] {
            member.sends(command).await;
            assert!(
                !olga.transcript().contains("this is not part of it"),
                "{command}"
            );
        }
        member.sends("/partner MH4TXR 40").await;
        let is_refused = olga.transcript().contains("Rates are changed by admins.");
        assert_eq!(is_refused, *rank < 2);
    }
    let igor = world.in_staff_group(205, "Igor");
    for command in ["/applications", "/partner MH4TXR"] {
        igor.sends(command).await;
        assert!(olga.transcript().contains("only staff can use this"));
    }
    world.ends_well().await;
}

#[tokio::test]
async fn nobody_decides_about_themselves() {
    let world = World::with_staff().await;
    let oleg = world.staff_member(202, "Oleg", "admin").await;
    let private = world.friend(202, "Oleg", "en");
    private.has_applied(&ENGLISH).await;
    let message = oleg.newest();
    for data in [
        r#"application:{"A":[1,50]}"#,
        r#"application:{"F":[1,"s"]}"#,
    ] {
        oleg.person.presses(message, data);
        world.settle().await;
        assert!(oleg.transcript().contains("This is your own application."));
    }
    world
        .execute("update referral_balances set is_partner = true, referral_code = 'KWQ7TX'")
        .await;
    oleg.sends("/partner KWQ7TX 90").await;
    assert!(oleg.transcript().contains("These are your own terms."));
    oleg.person.presses(message, r#"terms:{"S":[1,10,90]}"#);
    world.settle().await;
    assert!(oleg.transcript().contains("These are your own terms."));
    let touched: i64 = world.value("select count(*) from admin_audit_log").await;
    assert_eq!(touched, 0);
    world.ends_well().await;
}
