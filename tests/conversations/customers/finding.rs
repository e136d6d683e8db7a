//! People and payments found by whatever the staff knows of them.

use sandbox::telegram::NewPerson;

use crate::world::{Friend, World};

#[tokio::test]
async fn a_card_shows_everything() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_works_through().await;
    let olga = world.olga();
    olga.transcript();
    olga.sends("/user 1").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /user 1
    Bot: 👤 Anna · person № 1 · Telegram 101
         English · here since 02.03.2026 · last seen 02.03.2026 09:00
         ☑️ Agreed to the terms on 02.03.2026

         🎭 Avatars: 1
         № 1 Anna · ready · 4 photos

         💳 Paid: 350 ⭐ (1)
         № 1 · 02.03.2026 · 350 ⭐ · ✅ paid

         🖼 Sets: 1
         № 1 🌿 Lifestyle · 7 of 7 · made · payment № 1
         [🚫 Ban] [🎁 Give a set]
         [✉️ Write] [🧾 Payments]
         [🗑 Erase] [🔄 Refresh]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn somebody_is_found_by_whatever_is_known_of_them() {
    let world = World::with_staff().await;
    let person = world.telegram.person(NewPerson {
        id: 7_310_552_901,
        first_name: "<Nastasia>".to_owned(),
        username: Some("Nastasia_N".to_owned()),
        language_code: Some("en".to_owned()),
    });
    let nastasia = Friend {
        person,
        world: &world,
    };
    nastasia.has_paid().await;
    nastasia.sends("/support").await;
    world.kie_works_through().await;
    world
        .execute("update orders set id = '3f2a9c01-0000-4000-8000-000000000000'")
        .await;
    let charge: String = world.value("select telegram_charge_id from payments").await;
    let olga = world.olga();
    for words in [
        "1",
        "7310552901",
        "@nastasia_n",
        "nastasia_n",
        "#1",
        "№ 1",
        &charge,
        "3f2a9c01",
        "<nast",
    ] {
        olga.transcript();
        olga.sends(&format!("/user {words}")).await;
        let said = olga.transcript();
        let card = "👤 <Nastasia> @Nastasia_N · person № 1";
        assert!(said.contains(card), "/user {words}: {said}");
    }
    world.ends_well().await;
}

#[tokio::test]
async fn a_number_that_fits_several_is_a_list_that_says_what_each_is() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.sends("/start").await;
    boris.has_paid().await;
    world.kie_works_through().await;
    let olga = world.olga();
    olga.transcript();
    olga.sends("/user 1").await;
    olga.taps("payment № 1").await;
    olga.sends("/user Nobody").await;
    olga.sends("/user").await;
    let said = olga.transcript();
    assert!(said.contains("👤 Борис"), "{said}");
    insta::assert_snapshot!(said, @r"
    Olga: /user 1
    Bot: Several people fit. Whom do you mean?
         [Anna · person № 1]
         [Борис · payment № 1]
         [Борис · set № 1]
    Olga taps [Борис · payment № 1]
    Bot: 👤 Борис · person № 2 · Telegram 102
         Русский · here since 02.03.2026 · last seen 02.03.2026 09:00
         ☑️ Agreed to the terms on 02.03.2026

         🎭 Avatars: 1
         № 1 Борис · ready · 4 photos

         💳 Paid: 350 ⭐ (1)
         № 1 · 02.03.2026 · 350 ⭐ · ✅ paid

         🖼 Sets: 1
         № 1 🌿 Lifestyle · 7 of 7 · made · payment № 1
         [🚫 Ban] [🎁 Give a set]
         [✉️ Write] [🧾 Payments]
         [🗑 Erase] [🔄 Refresh]
    Olga: /user Nobody
    Bot: Nobody is known by “Nobody”.

         Try a person’s number, Telegram id, @name, payment, ticket or first name: /user 1042
    Olga: /user
    Bot: Whom do you mean? Write a number, a Telegram id, @name, a payment, a ticket or a first name:
         /user @anna, /user 1042, /user TKT-2026-001

         In a ticket’s topic /user alone shows its person.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_tickets_topic_knows_its_person_and_a_ticket_its_number() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    boris.sends("/start").await;
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.transcript();
    olga.sends("/user").await;
    let said = olga.transcript();
    assert!(said.contains("👤 Anna · person № 2"), "{said}");
    for words in ["TKT-2026-001", "2026-1", "tkt-1"] {
        world.olga().sends(&format!("/user {words}")).await;
        let said = world.olga().transcript();
        assert!(
            said.contains("👤 Anna · person № 2"),
            "/user {words}: {said}"
        );
    }
    world.ends_well().await;
}

#[tokio::test]
async fn buttons_are_for_those_who_may() {
    let world = World::with_staff().await;
    world.anna().sends("/start").await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let olga = world.olga();
    let mut seen = Vec::new();
    for member in [&vera, &oleg, &olga] {
        member.transcript();
        member.sends("/user 1").await;
        let said = member.transcript();
        let buttons = said.lines().filter(|line| line.starts_with("     ["));
        seen.push(buttons.map(str::trim).collect::<Vec<_>>().join(" "));
    }
    insta::assert_snapshot!(seen.join("\n"), @r"
    [🧾 Payments] [🔄 Refresh]
    [🚫 Ban] [🎁 Give a set] [✉️ Write] [🧾 Payments] [🔄 Refresh]
    [🚫 Ban] [🎁 Give a set] [✉️ Write] [🧾 Payments] [🗑 Erase] [🔄 Refresh]
    ");
    // What stands there for somebody else is no way around.
    vera.taps("Ban").await;
    vera.sends("/ban 1 Spam").await;
    let said = vera.transcript();
    assert_eq!(
        said.matches("Your role here is viewer").count(),
        2,
        "{said}"
    );
    let banned: i64 = world
        .value("select count(*) from users where is_banned")
        .await;
    assert_eq!(banned, 0);
    world.ends_well().await;
}
