//! The support's week as a picture in the staff group.

use chrono::TimeDelta;

use crate::world::World;

impl World {
    /// A week of tickets behind our backs: five of Monday, answered after 10 to 50 minutes,
    /// four of which were solved the next day, and one of Sunday night in Berlin.
    async fn had_a_week(&self) {
        self.execute(
            "insert into support_tickets
                 (ticket_number, category, priority, status, created_at, first_responded_at,
                  sla_first_response_at, resolved_at, resolution_due_at, watch_at)
             select 'TKT-2026-00' || number, category, 'P3',
                    case when number = 5 then 'in_progress' else 'closed' end,
                    '2026-03-02 10:00',
                    '2026-03-02 10:00'::timestamp + number * interval '10 minutes',
                    '2026-03-02 10:45',
                    case when number < 5 then '2026-03-03 10:00Z'::timestamptz end,
                    '2026-03-03 10:00Z'::timestamptz + (number - 2) * interval '1 hour',
                    '2027-01-01'
             from (values (1, 'payment'), (2, 'payment'), (3, 'generation'), (4, 'account'), (5, 'ancient'))
                 as ticket (number, category)",
        )
        .await;
        self.execute(
            "insert into support_tickets (ticket_number, category, priority, status, created_at, watch_at)
             values ('TKT-2026-006', 'technical', 'P3', 'closed', '2026-03-08 22:30', '2027-01-01')",
        )
        .await;
        self.execute(
            "insert into ticket_events (ticket_id, kind, actor_name, details, at)
             select id, 'rated', 'person', jsonb_build_object('stars', stars), '2026-03-04'
             from support_tickets
             join (values ('TKT-2026-001', 1), ('TKT-2026-001', 5), ('TKT-2026-002', 4)) as rated (number, stars)
                 on number = ticket_number
             order by number, stars",
        )
        .await;
    }

    async fn starts(&self) {
        let mut connection = self.app.db.connection().await.unwrap();
        pinglass::support::plan_recurring(&mut connection, self.clock.now())
            .await
            .unwrap();
        drop(connection);
        self.settle().await;
    }
}

#[tokio::test]
async fn a_picture_comes_on_monday_morning_once() {
    let world = World::with_staff_and(|variables| {
        variables.insert("SUPPORT_TIMEZONE".to_owned(), "Europe/Berlin".to_owned());
    })
    .await;
    world.starts().await;
    world.had_a_week().await;
    // Monday, 8:59 in Berlin.
    world
        .advance(TimeDelta::days(7) - TimeDelta::minutes(61))
        .await;
    assert_eq!(world.staff_group().transcript(), "");
    world.advance(TimeDelta::minutes(2)).await;
    insta::assert_snapshot!(world.staff_group().transcript(), @r"
    Bot sends a photo
         “Support, 02.03 – 08.03.2026
         6 new tickets.
         Half of the first answers came within 30 min.
         In time: 80% of the first answers.
         Solved: 4, half of them within 1 d 0 h.
         Rating: 4.5 ★, by 2.
         Open now: 1, overdue: 1.”
    ");
    // Processes that start later, also in that minute, have nothing to add.
    world.starts().await;
    world.advance(TimeDelta::days(1)).await;
    world.starts().await;
    assert_eq!(world.staff_group().transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn who_was_not_there_on_monday_morning_reports_later_and_a_quiet_week_has_no_picture() {
    let world = World::with_staff_speaking("ru").await;
    world.had_a_week().await;
    world.turn_clock(TimeDelta::days(9));
    world.starts().await;
    insta::assert_snapshot!(world.staff_group().transcript(), @r"
    Bot sends a photo
         “Поддержка, 02.03 – 08.03.2026
         6 новых обращений.
         Половина первых ответов пришла за 30 мин.
         В срок: 80% первых ответов.
         Решено: 4, половина за 1 д 0 ч.
         Оценка: 4,5 ★, всего оценок: 2.
         Сейчас открыто: 1, просрочено: 1.”
    ");
    world
        .execute("update support_tickets set status = 'closed'")
        .await;
    world.advance(TimeDelta::days(7)).await;
    assert_eq!(world.staff_group().transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn the_picture_can_be_asked_for() {
    let world = World::with_staff().await;
    world.had_a_week().await;
    let olga = world.olga();
    let vera = world.staff_member(203, "Vera", "viewer").await;
    olga.sends("/week").await;
    vera.sends("/week 1").await;
    for nonsense in ["/week -1", "/week 53", "/week last"] {
        olga.sends(nonsense).await;
    }
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /week
    Bot sends a photo
         “Support, 02.03 – 08.03.2026
         6 new tickets.
         Half of the first answers came within 30 min.
         Solved: 4, half of them within 1 d 0 h.
         Rating: 4.5 ★, by 2.
         Open now: 1, overdue: 0.”
    Vera: /week 1
    Bot sends a photo
         “Support, 23.02 – 01.03.2026
         No new tickets.
         Open now: 1, overdue: 0.”
    Olga: /week -1
    Bot: /week shows this week, /week 1 the one before, and so on up to 52.
    Olga: /week 53
    Bot: /week shows this week, /week 1 the one before, and so on up to 52.
    Olga: /week last
    Bot: /week shows this week, /week 1 the one before, and so on up to 52.
    ");
    let igor = world.in_staff_group(204, "Igor");
    igor.sends("/week").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Igor: /week
    Bot: Sorry, only staff can use this.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn the_picture_waits_for_a_group_that_is_away() {
    let world = World::with_staff().await;
    world.starts().await;
    world.had_a_week().await;
    let olga = world.olga();
    world.staff_group().kick_bot(&olga.person);
    world
        .advance(TimeDelta::days(7) + TimeDelta::minutes(1))
        .await;
    world.staff_group().let_bot_in(&olga.person);
    world.advance(TimeDelta::minutes(15)).await;
    let transcript = world.staff_group().transcript();
    assert_eq!(
        transcript.matches("sends a photo").count(),
        1,
        "{transcript}"
    );
}
