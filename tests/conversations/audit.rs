//! What was done by whom, as the group looks it up.

use chrono::{DateTime, TimeDelta, Utc};
use pinglass::staff;
use serde_json::{Value, json};

use crate::world::{Friend, World};

impl World {
    /// A member did something a while ago.
    async fn did(
        &self,
        friend: &Friend<'_>,
        at: &str,
        action: &str,
        target: (&str, i32),
        details: Value,
    ) {
        let mut member = self.find_member(friend).await.unwrap();
        member.name = if member.admin_id.is_some() {
            "Oleg"
        } else {
            "Olga"
        }
        .to_owned();
        let at: DateTime<Utc> = at.parse().unwrap();
        let connection = &mut *self.connection().await;
        let (kind, id) = target;
        staff::audit(connection, &member, action, kind, Some(id), details, at)
            .await
            .unwrap();
    }
}

async fn with_a_past(world: &World) -> (Friend<'_>, Friend<'_>) {
    let olga = world.olga();
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    world
        .did(
            &oleg,
            "2026-02-27T21:30:00Z",
            "refund",
            ("payment", 1042),
            json!({ "forced": true }),
        )
        .await;
    world
        .did(
            &olga,
            "2026-03-01T10:00:00Z",
            "partner_rate",
            ("user", 12),
            json!({ "before": "0.10", "after": "0.35" }),
        )
        .await;
    world
        .did(
            &oleg,
            "2026-03-01T11:00:00Z",
            "refund_sent",
            ("payment", 1042),
            json!({ "before": {"status": "due", "way": "ton"}, "after": {"status": "sent", "way": "ton"} }),
        )
        .await;
    // As another program leaves them.
    world
        .execute(
            "insert into admin_audit_log (admin_id, action, target_type, target_id, metadata, created_at)
             values (null, null, null, null, null, null), (null, 'price_changed', 'tier', null, '[1]', null)",
        )
        .await;
    (olga, oleg)
}

#[tokio::test]
async fn the_log_is_read_newest_first_and_in_plain_words() {
    let world = World::with_staff().await;
    let (olga, _) = with_a_past(&world).await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    vera.sends("/audit").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Vera: /audit
    Bot: 📜 What was done

         01.03.2026 11:00 · Oleg: noted a refund as sent · payment № 1042
         status: due → sent

         01.03.2026 10:00 · Olga: changed a partner’s rate · person № 12
         0.10 → 0.35

         27.02.2026 21:30 · Oleg: gave a payment back · payment № 1042
         although delivered: yes

         no time noted · somebody: price changed · tier

         no time noted · somebody:
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn in_russian_by_the_clock_of_the_desk() {
    let world = World::with_staff_and(|variables| {
        variables.insert("STAFF_LANGUAGE".to_owned(), "ru".to_owned());
        variables.insert("SUPPORT_TIMEZONE".to_owned(), "Europe/Moscow".to_owned());
    })
    .await;
    let (olga, _) = with_a_past(&world).await;
    olga.sends("/audit 2026-02-28").await;
    olga.sends("/audit nobody").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /audit 2026-02-28
    Bot: 📜 Что было сделано: 2026-02-28

         28.02.2026 00:30 · Oleg: возврат платежа · платёж № 1042
         хотя доставлено: да
    Olga: /audit nobody
    Bot: «nobody» — не сотрудник и не действие из журнала.

         Ищите сотрудника, действие, запись и дни, в любом сочетании:
         /audit oleg refund 2026-11
         /audit payment:1042
         /audit @vera 2026-11-01..2026-11-28
         /audit csv 2026-11, для администраторов: файлом
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn it_is_searched_by_who_what_which_and_when_in_any_mix() {
    let world = World::with_staff().await;
    let (olga, _) = with_a_past(&world).await;
    let mut found = Vec::new();
    for words in [
        "oleg",
        "Oleg",
        "202",
        "201",
        "refund",
        "refund_sent",
        "payment:1042",
        "user:12",
        "2026-03-01",
        "2026-02",
        "2026-02-01..2026-03-01 oleg",
        "refund 2026-03",
        "oleg partner_rate",
        "price_changed",
        "payment:1",
        "201 oleg",
    ] {
        olga.sends(&format!("/audit {words}")).await;
        let said = olga.transcript();
        let lines = said.lines().filter(|line| line.contains(" · ")).count();
        found.push(format!("{words}: {lines}"));
    }
    insta::assert_snapshot!(found.join("\n"), @r"
    oleg: 2
    Oleg: 2
    202: 2
    201: 1
    refund: 2
    refund_sent: 1
    payment:1042: 2
    user:12: 1
    2026-03-01: 2
    2026-02: 1
    2026-02-01..2026-03-01 oleg: 2
    refund 2026-03: 1
    oleg partner_rate: 0
    price_changed: 1
    payment:1: 0
    201 oleg: 3
    ");
    for odd in ["anna", "%", "user:x", "' or 1 = 1", "2026-13-01"] {
        olga.sends(&format!("/audit {odd}")).await;
        let said = olga.transcript();
        assert!(
            said.contains("is neither somebody of the staff"),
            "{odd}: {said}"
        );
    }
    let long = "x".repeat(300);
    olga.sends(&format!("/audit {long}")).await;
    assert!(olga.transcript().contains("Look for a member"));
    world.ends_well().await;
}

#[tokio::test]
async fn pages_are_turned_and_forgotten_after_a_month() {
    let world = World::with_staff().await;
    let (olga, oleg) = with_a_past(&world).await;
    for number in 1..=22 {
        let at = format!("2026-03-02T08:{number:02}:00Z");
        world
            .did(&oleg, &at, "ticket_taken", ("ticket", number), json!({}))
            .await;
    }
    olga.sends("/audit oleg ticket").await;
    let numbers = || {
        let said = olga.transcript();
        let numbers = said.lines().filter_map(|line| line.split("№ ").nth(1));
        numbers.map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(numbers(), "22 21 20 19 18 17 16 15 14 13");
    // What is done meanwhile moves no page.
    world
        .did(
            &oleg,
            "2026-03-02T08:30:00Z",
            "ticket_taken",
            ("ticket", 23),
            json!({}),
        )
        .await;
    olga.taps("Older").await;
    assert_eq!(numbers(), "12 11 10 9 8 7 6 5 4 3");
    olga.taps("Older").await;
    assert_eq!(numbers(), "2 1");
    olga.taps("Newer").await;
    assert_eq!(numbers(), "23 22 21 20 19 18 17 16 15 14");
    let mut connection = world.connection().await;
    staff::plan_recurring(&mut connection, world.clock.now())
        .await
        .unwrap();
    drop(connection);
    world.advance(TimeDelta::days(32)).await;
    olga.taps("Older").await;
    let said = olga.transcript();
    assert!(said.ends_with("Look for it anew by /audit."), "{said}");
}

#[tokio::test]
async fn an_admin_has_it_as_a_file_and_that_is_written_down_too() {
    let world = World::with_staff().await;
    let (olga, oleg) = with_a_past(&world).await;
    oleg.sends("/audit csv refund").await;
    olga.sends("/audit csv refund").await;
    let messages = olga.person.messages();
    let media = messages.iter().rev().find_map(|sent| sent.media.as_ref());
    let file = world.telegram.file(&media.unwrap().file_id).unwrap();
    let table = String::from_utf8(file.to_vec()).unwrap();
    insta::assert_snapshot!(table.trim_start_matches('\u{feff}'), @r"
    Number,When,Who,What,Action,Record,Before → after
    3,2026-03-01 11:00:00,Oleg,noted a refund as sent,refund_sent,payment № 1042,status: due → sent
    1,2026-02-27 21:30:00,Oleg,gave a payment back,refund,payment № 1042,although delivered: yes
    ");
    insta::assert_snapshot!(olga.transcript(), @r"
    Oleg: /audit csv refund
    Bot: Your role here is operator, and this is not part of it. An admin can do it.
    Olga: /audit csv refund
    Bot sends a file: audit-2026-03-02.csv
         “What was done: 2 lines”
    ");
    let last: String = world
        .value("select action || ' ' || metadata from admin_audit_log order by id desc limit 1")
        .await;
    assert_eq!(
        last,
        r#"audit_exported {"lines": 2, "words": "refund", "telegram_id": 201}"#
    );
    world.ends_well().await;
}
