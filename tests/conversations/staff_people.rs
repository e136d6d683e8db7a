//! The list of the staff, and what admins change in it.

use pinglass::staff::Role;
use sandbox::telegram::{Action, SeenMessage};

use crate::world::{Friend, World};

fn has_button(message: &SeenMessage, meaning: &str) -> bool {
    let mut buttons = message.keyboard.iter().flatten();
    buttons.any(|button| matches!(&button.action, Action::Callback { data } if data == meaning))
}

#[tokio::test]
async fn everybody_in_the_group_sees_who_is_of_the_staff() {
    let world = World::with_staff().await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    world
        .execute(
            "insert into admin_users (username, role, created_at) values ('empty', null, null), (null, 'admin', null)",
        )
        .await;
    world
        .execute(
            "update admin_users set created_at = '2026-02-28 22:00' where username is not null",
        )
        .await;
    let mut member = world.find_member(&oleg).await.unwrap();
    member.name = "Oleg".to_owned();
    let now = world.clock.now();
    let details = serde_json::json!(null);
    let connection = &mut *world.connection().await;
    pinglass::staff::audit(
        connection,
        &member,
        "refund",
        "payment",
        Some(7),
        details,
        now,
    )
    .await
    .unwrap();
    vera.sends("/staff").await;
    vera.taps("oleg").await;
    insta::assert_snapshot!(vera.transcript(), @r"
    Vera: /staff
    Bot: 👥 The staff: 4

         empty · viewer
         Nobody is signed in to it.
         Since 28.02.2026
         Has done nothing yet.

         oleg · operator
         Telegram: Oleg, 202
         Since 28.02.2026
         Last: gave a payment back, 02.03.2026 09:00

         vera · viewer
         Telegram: 203
         Since 28.02.2026
         Has done nothing yet.

         № 4 · admin
         Nobody is signed in to it.
         Has done nothing yet.

         👑 Owners by the settings, always admins: 201
         [empty] [oleg]
         [vera] [№ 4]
    Vera taps [oleg]
    Bot (popup): Your role here is viewer, and this is not part of it. An admin can do it.
    ");
    world.ends_well().await;
}

/// Oleg, an operator whose account is a day old.
async fn oleg(world: &World) -> Friend<'_> {
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    world
        .execute("update admin_users set created_at = '2026-03-01'")
        .await;
    oleg
}

#[tokio::test]
async fn an_admin_gives_roles_and_they_hold_at_once() {
    let world = World::with_staff().await;
    let olga = world.olga();
    let oleg = oleg(&world).await;
    olga.sends("/staff").await;
    olga.taps("oleg").await;
    olga.taps("Make viewer").await;
    olga.taps("Yes: viewer").await;
    oleg.sends("/canned").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /staff
    Bot: 👥 The staff: 1

         oleg · operator
         Telegram: 202
         Since 01.03.2026
         Has done nothing yet.

         👑 Owners by the settings, always admins: 201
         [oleg]
    Olga taps [oleg]
    Bot (edited): oleg · operator
         Telegram: 202
         Since 01.03.2026
         Has done nothing yet.
         [Make admin]
         [Make viewer]
         [🔓 Sign out of Telegram]
         [‹ All]
    Olga taps [Make viewer]
    Bot: Give oleg another role? operator → viewer

         It holds at once.
         [✅ Yes: viewer]
         [✖️ Leave it]
    Olga taps [✅ Yes: viewer]
    Bot (edited): ✅ oleg: operator → viewer. Decided by Olga.
    Oleg: /canned
    Bot: Your role here is viewer, and this is not part of it. An admin can do it.
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account staff_role staff 1 {"after": "viewer", "before": "operator", "telegram_id": 201}
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn an_admin_signs_people_out_and_nobody_else_confirms_it() {
    let world = World::with_staff().await;
    let olga = world.olga();
    let oleg = oleg(&world).await;
    olga.sends("/staff").await;
    olga.taps("oleg").await;
    olga.transcript();
    olga.taps("Sign out of Telegram").await;
    oleg.taps("Yes, sign out").await;
    olga.taps("Yes, sign out").await;
    oleg.sends("/staff").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [🔓 Sign out of Telegram]
    Bot: Sign oleg out?

         What their Telegram account does here counts no more, at once. They can come back by /login with their password.
         [🔓 Yes, sign out]
         [✖️ Leave it]
    Oleg taps [🔓 Yes, sign out]
    Bot (popup): Your role here is operator, and this is not part of it. An admin can do it.
    Olga taps [🔓 Yes, sign out]
    Bot (edited): 🔓 oleg is signed out. Decided by Olga.
    Oleg: /staff
    Bot: Sorry, only staff can use this.
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account staff_untied staff 1 {"after": null, "before": 202, "telegram_id": 201}
    "#);
    assert_eq!(world.find_member(&oleg).await, None);
    world.ends_well().await;
}

#[tokio::test]
async fn without_owners_there_is_always_an_admin() {
    let world = World::with_staff_and(|variables| {
        variables.remove("OWNER_TELEGRAM_IDS");
    })
    .await;
    let anton = world.staff_member(207, "Anton", "admin").await;
    let maria = world.staff_member(208, "Maria", "admin").await;
    // Each takes the other's role away, at the same moment.
    for (admin, other) in [(&anton, "maria"), (&maria, "anton")] {
        admin.sends("/staff").await;
        admin.taps(other).await;
        admin.taps("Make operator").await;
    }
    let deeds: Vec<(uuid::Uuid, i64)> =
        sqlx::query_as("select id, asked_by from staff_deeds order by created_at")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(deeds.len(), 2);
    let messages = anton.person.messages();
    for admin in [&anton, &maria] {
        let (id, _) = deeds
            .iter()
            .find(|(_, by)| *by == admin.person.id())
            .unwrap();
        let asks = |text: &str| text.contains("another role?");
        let data = format!("staff_change:{{\"y\":\"{id}\"}}");
        let message = messages
            .iter()
            .find(|message| asks(&message.text) && has_button(message, &data))
            .unwrap();
        admin.person.presses(message.id, &data);
    }
    world.settle().await;
    let admins: i64 = world
        .value("select count(*) from admin_users where role = 'admin'")
        .await;
    assert_eq!(admins, 1);
    // Whoever is left can't step down.
    let (left, name) = match world.find_member(&anton).await.unwrap().role {
        Role::Admin => (&anton, "anton"),
        _ => (&maria, "maria"),
    };
    left.transcript();
    left.sends("/staff").await;
    left.taps(name).await;
    left.taps("Make viewer").await;
    left.taps("Yes: viewer").await;
    let said = left.transcript();
    assert!(said.contains("this is the last admin"), "{said}");
    assert_eq!(
        world.find_member(left).await.map(|member| member.role),
        Some(Role::Admin)
    );
    world.ends_well().await;
}
