//! What members of the staff have done to tickets, by commands and taps.

use crate::world::World;

#[tokio::test]
async fn a_ticket_goes_through_its_commands() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.transcript();
    for command in [
        "/take",
        "/take",
        "/p2",
        "/priority P2",
        "/priority",
        "/escalate",
        "/escalate",
        "/wait",
        "/wait",
        "/resume",
        "/release",
        "/resolve",
        "/resolve",
        "/take",
        "/reopen",
        "/reopen",
    ] {
        olga.sends(command).await;
    }
    insta::assert_snapshot!(olga.transcript(), @"");
    insta::assert_snapshot!(world.audit().await, @"");
    world.ends_well().await;
}

#[tokio::test]
async fn a_command_may_name_its_ticket() {
    let world = World::with_staff_speaking("ru").await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.olga();
    olga.transcript();
    olga.sends("/resolve").await;
    olga.sends("/resolve TKT-2026-999").await;
    olga.sends("/priority tkt-2026-1 p1").await;
    olga.sends("/note TKT-2026-001 Anna").await;
    olga.sends("/resolve TKT-2026-001").await;
    insta::assert_snapshot!(olga.transcript(), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn each_role_has_its_commands_and_buttons() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let igor = world.in_staff_group(204, "Igor");
    let refusal = "this is not part of it";
    for command in [
        "/a",
        "/a hello",
        "/note x",
        "/take",
        "/release",
        "/p1",
        "/p2",
        "/p3",
        "/p4",
        "/priority P1",
        "/escalate",
        "/wait",
        "/resume",
        "/resolve",
        "/reopen",
        "/del",
        "/canned hello en x",
    ] {
        for (friend, may) in [
            (&vera, false),
            (&igor, false),
            (&oleg, !command.contains("canned")),
        ] {
            let friend = world.in_topic("TKT-2026-001", friend);
            friend.transcript();
            friend.sends(command).await;
            let said = friend.transcript();
            let is_refused = said.contains(refusal) || said.contains("only staff can");
            assert_eq!(is_refused, !may, "{command}: {said}");
        }
    }
    world
        .execute(
            "update support_tickets set status = 'open', assigned_to = null, waiting_since = null",
        )
        .await;
    world
        .execute("update support_tickets set look_wanted_at = '2026-03-02'")
        .await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.sends("/p4").await;
    let vera = world.in_topic("TKT-2026-001", &vera);
    for button in ["Take", "Priority", "Escalate", "Wait", "Resolve"] {
        vera.transcript();
        vera.taps(button).await;
        let said = vera.transcript();
        assert!(said.contains(refusal), "{button}: {said}");
    }
    world.ends_well().await;
}

#[tokio::test]
async fn of_two_who_tap_at_once_one_takes_it() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let oleg = world.in_topic("TKT-2026-001", &oleg);
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.transcript();
    olga.person.taps("Escalate").unwrap();
    oleg.person.taps("Escalate").unwrap();
    olga.person.taps("Take").unwrap();
    olga.person.taps("Take").unwrap();
    world.settle().await;
    oleg.taps("Release").await;
    oleg.taps("Take over").await;
    oleg.taps("Release").await;
    insta::assert_snapshot!(olga.transcript(), @"");
    let priority: String = world.value("select priority from support_tickets").await;
    assert_eq!(priority, "P2");
    world.ends_well().await;
}

#[tokio::test]
async fn an_answer_is_taken_back() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let oleg = world.in_topic("TKT-2026-001", &oleg);
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.sends("It is Boris’s.").await;
    olga.sends("/a details").await;
    olga.sends("// a note").await;
    olga.transcript();
    anna.transcript();
    oleg.replies_to("It is Boris’s.", "/del").await;
    oleg.sends("/del").await;
    olga.replies_to("Where is my set?", "/del").await;
    olga.replies_to("// a note", "/del").await;
    olga.replies_to("It is Boris’s.", "/del").await;
    olga.replies_to("It is Boris’s.", "/del").await;
    olga.replies_to("A screenshot helps a lot.", "/del").await;
    insta::assert_snapshot!(olga.transcript(), @"");
    insta::assert_snapshot!(anna.transcript(), @"");
    insta::assert_snapshot!(world.audit().await, @"");
    world.ends_well().await;
}
