//! The clock of tickets that another program opens and ends in the shared table.

use chrono::TimeDelta;

use super::{minutes, world};

#[tokio::test]
async fn tickets_of_another_program_get_a_clock_when_they_are_found() {
    let world = world(&[]).await;
    let anna = world.anna();
    anna.sends("/start").await;
    world
        .execute(
            "insert into support_tickets
                 (ticket_number, user_id, telegram_chat_id, subject, category, priority, status,
                  created_at)
             select number, id, telegram_user_id, number, 'payment', 'P2', status, at::timestamp
             from users,
                  (
                      values ('TKT-2025-007', 'open', '2026-03-01'),
                             ('TKT-2025-006', 'resolved', '2025-06-01')
                  ) as old (number, status, at)",
        )
        .await;
    world.starts_sweeps().await;
    let due: String = world
        .value("select sla_first_response_at::text from support_tickets where status = 'open'")
        .await;
    assert_eq!(
        due, "2026-03-02 11:00:00",
        "two hours from now, not from last year"
    );
    world.advance(minutes(61)).await;
    assert_eq!(world.count_events("escalated").await, 1);
    world.advance(TimeDelta::days(7)).await;
    let closed: String = world
        .value("select ticket_number from support_tickets where status = 'closed'")
        .await;
    assert_eq!(closed, "TKT-2025-006");
    let topics: Vec<Option<i32>> =
        sqlx::query_scalar("select topic_id from support_tickets order by ticket_number")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert!(
        topics[0].is_none() && topics[1].is_some(),
        "what is over stays where it was"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn what_another_program_left_open_long_ago_calls_nobody() {
    let world = world(&[]).await;
    let anna = world.anna();
    anna.sends("/start").await;
    world
        .execute(
            "insert into support_tickets
                 (ticket_number, user_id, telegram_chat_id, subject, category, priority, status,
                  created_at)
             select 'TKT-2025-005', id, telegram_user_id, 'Old', 'payment', 'P1', 'open', '2025-06-01'
             from users",
        )
        .await;
    world.starts_sweeps().await;
    world.advance(TimeDelta::days(6)).await;
    assert_eq!(world.count_events("escalated").await, 0);
    assert_eq!(world.count_events("resolved").await, 1);
    assert!(world.staff_group().topics().is_empty());
    assert_eq!(world.lines().await, "");
    world.ends_well().await;
}

#[tokio::test]
async fn what_another_program_ends_is_over() {
    let world = world(&[]).await;
    let anna = world.anna();
    anna.asks_about_a_payment("I paid twice").await;
    for (status, kind) in [("resolved", "resolved"), ("closed", "closed")] {
        world
            .execute(match status {
                "resolved" => "update support_tickets set status = 'resolved'",
                _ => "update support_tickets set status = 'closed'",
            })
            .await;
        world.advance(minutes(61)).await;
        world.starts_sweeps().await;
        world
            .execute("update jobs set run_at = '2026-03-01' where kind = 'support_watch_ticket'")
            .await;
        world.settle().await;
        assert_eq!(world.count_events(kind).await, 1, "{status}");
    }
    assert_eq!(world.count_events("escalated").await, 0);
    assert_eq!(world.lines().await, "");
    world.ends_well().await;
}

#[tokio::test]
async fn a_word_in_a_ticket_of_another_program_starts_its_whole_clock() {
    let world = world(&[]).await;
    let anna = world.anna();
    world
        .ticket_of(&anna, "TKT-2026-001", "Where is my set?")
        .await;
    world
        .execute("update support_tickets set priority = 'P1'")
        .await;
    anna.sends("Where is my set?").await;
    assert_eq!(world.count_events("opened").await, 1);
    let due: String = world
        .value("select concat_ws(' ', priority, resolution_due_at - '2026-03-02 09:00Z') from support_tickets")
        .await;
    assert_eq!(due, "P1 04:00:00");
    world.ends_well().await;
}
