//! Who may not write, who is nobody's, and where there is no team.

use crate::world::World;

#[tokio::test]
async fn nobody_acts_on_another_persons_ticket() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_a_ticket("Six fingers").await;
    boris.sends("/support").await;
    let message = boris.person.last_from_bot().unwrap().id;
    boris.transcript();
    for tap in [
        r#"{"Solved":1}"#,
        r#"{"Reopen":1}"#,
        r#"{"Rate":[1,1]}"#,
        r#"{"Read":[1,0]}"#,
        r#"{"More":1}"#,
        r#"{"PassTo":1}"#,
        r#"{"Continue":1}"#,
        r#"{"AddWord":1}"#,
        r#"{"Solved":99}"#,
    ] {
        boris.person.taps_data(message, &format!("help:{tap}"));
        world.settle().await;
        let said = boris.transcript();
        assert!(
            said.contains("Этого обращения больше нет."),
            "{tap}: {said}"
        );
        assert_eq!(said.lines().count(), 2, "{tap}: {said}");
    }
    boris.sends("TKT-2026-001").await;
    boris.replies_to("TKT-2026-001", "и я").await;
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 open: Six fingers"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn the_banned_write_to_nobody_and_can_take_their_money_back() {
    let world = World::with_staff().await;
    let anna = super::super::staff_money::with_an_unused_set(&world).await;
    anna.has_a_ticket("Six fingers").await;
    world.execute("update users set is_banned = true").await;
    anna.sends("Why?").await;
    anna.replies_to("TKT-2026-001", "Why?").await;
    anna.sends("/support").await;
    anna.sends("/paysupport").await;
    anna.taps("Take back the set").await;
    anna.taps("Yes, give me").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: Why?
    Bot: This account is blocked, so I can't help you here.
    Anna (↪ “✅ TKT-2026-001: our team has it. We ans…”): Why?
    Bot: This account is blocked, so I can't help you here.
    Anna: /support
    Bot: This account is blocked, so I can't help you here.
    Anna: /paysupport
    Bot: Payments: how it works

         • Nothing could be made: all the money comes back by itself.
         • Some portraits are missing: we make them again for free.
         • A set that you have not used yet: take the money back here by one tap, within 90 days.
         • Paid twice by mistake: the second set waits for you or goes back.
         • Stars are back in seconds.

         Where is my set? /status

         You have 1 paid set that is not used yet.
         [▶️ Use the set]
         [↩️ Take back the set of 7]
         [🧾 My payments]
         [☰ Menu]
    Anna taps [↩️ Take back the set of 7]
    Bot (edited): Shall we give you 350 ⭐ for the unused set of 7 photos back? The set is gone then.
         [↩️ Yes, give me 350 ⭐ back]
         [▶️ No, I'd rather use it]
    Anna taps [↩️ Yes, give me 350 ⭐ back]
    Bot (edited): ↩️ Your Stars are on their way back. It usually takes a few seconds; we will tell you.
         [☰ Menu]
    Anna gets 350 Stars back
    Bot: ✅ 350 ⭐ are back in your account.
         [☰ Menu]
    ");
    assert!(world.tickets().await.ends_with(": Six fingers"));
}

#[tokio::test]
async fn whoever_is_being_erased_is_not_written_down() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    world
        .execute("update users set erasure_asked_at = '2026-03-02T09:00Z'")
        .await;
    anna.sends("One more thing").await;
    anna.replies_to("TKT-2026-001", "And another").await;
    assert!(world.tickets().await.ends_with(": Six fingers"));
}

#[tokio::test]
async fn without_a_team_it_is_said_what_there_is_instead() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.sends("/support").await;
    anna.taps("A payment").await;
    anna.taps("I was charged twice").await;
    anna.sends("Where are my photos?").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /support
    Bot: There is no support team here right now.

         These answers help most often. What you have paid for is under /status, and under /paysupport you can take back a set that is not used yet.
         [💳 A payment]
         [🔧 Something does not work]
         [👤 My account and data]
         [🎨 My portraits]
         [💭 Something else]
         [☰ Menu]
    Anna taps [💳 A payment]
    Bot (edited): 💳 A payment

         Is your question among these?
         [Can I have my money back?]
         [I paid, but nothing happened]
         [I was charged twice]
         [Where is my receipt?]
         [‹ Back] [☰ Menu]
    Anna taps [I was charged twice]
    Bot (edited): Nothing is lost. Every charge counts: the second one is a set that waits for you, or goes back to you.

         Under /paysupport you take it back by one tap.
         [🧾 My payments]
         [‹ Back] [☰ Menu]
    Anna: Where are my photos?
    Bot: I understand photos and buttons best. The menu shows everything I can do 👇
         [☰ Menu]
    ");
    boris.sends("/support").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /support
    Bot: Сейчас здесь нет команды поддержки.

         Эти ответы помогают чаще всего. Всё оплаченное видно в /status, а в /paysupport можно вернуть деньги за неиспользованный набор.
         [💳 Оплата]
         [🔧 Что-то не работает]
         [👤 Мой аккаунт и данные]
         [🎨 Мои портреты]
         [💭 Другое]
         [☰ Меню]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn old_buttons_of_a_team_that_is_gone_explain_themselves() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/support").await;
    let message = anna.person.last_from_bot().unwrap().id;
    for tap in [r#"{"Write":"p"}"#, r#"{"Pass":"p"}"#, r#"{"Solved":1}"#] {
        anna.person.taps_data(message, &format!("help:{tap}"));
    }
    world.settle().await;
    assert_eq!(world.tickets().await, "");
    world.ends_well().await;
}
