//! Alerts when much is wrong at once: work is late, processes are gone, Telegram does not
//! reach us, more is given up, and the group is away.

use crate::world::World;

#[tokio::test]
async fn a_line_of_work_does_not_keep_the_watch_from_saying_that_it_is_late() {
    let world = World::with_staff().await;
    world
        .execute(
            r#"insert into jobs (kind, payload, status, run_at, priority)
               select 'tell_staff', '{"text": "A report", "keyboard": null}', 'waiting', '2026-03-02 08:00Z', 2
               from generate_series(1, 60)"#,
        )
        .await;
    let mut connection = world.connection().await;
    pinglass::health::plan_recurring(&mut connection, world.clock.now())
        .await
        .unwrap();
    drop(connection);
    world.app.worker.run_due().await.unwrap();
    let told: i64 = world
        .value("select count(*) from jobs where kind = 'alert_staff' and payload::text like '%Work is late.%tell_staff%'")
        .await;
    assert_eq!(told, 1, "the watch ran among the first");
}

#[tokio::test]
async fn a_process_whose_work_nobody_does_any_more_is_told_and_not_forgotten() {
    let world = World::with_staff().await;
    let olga = world.olga();
    let mut connection = world.connection().await;
    let now = world.clock.now();
    let heart = |roles: &str, now| pinglass::health::Heart::new(roles.to_owned(), now);
    let (bot, worker) = (heart("bot, http", now), heart("worker", now));
    bot.beat(&mut connection, 0, now).await.unwrap();
    worker.beat(&mut connection, 0, now).await.unwrap();
    world.is_watched().await;
    for _ in 0..70 {
        world.minutes_go_by(1).await;
        let now = world.clock.now();
        worker.beat(&mut connection, 0, now).await.unwrap();
    }
    let now = world.clock.now();
    let successor = heart("bot, http, worker", now);
    successor.beat(&mut connection, 0, now).await.unwrap();
    world.minutes_go_by(6).await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: 🔴 02.03 09:03 A process is gone without a goodbye, 3 min ago. Nobody does its work: bot, http.
         👉 start it again, and see why it ended
         [🔇 1 hour] [🔇 8 hours]
         [🩺 How things stand]
    Bot: 🔴 02.03 10:03 Still, for 1 h 0 min: A process is gone without a goodbye, 1 h 3 min ago. Nobody does its work: bot, http.
         👉 start it again, and see why it ended
         [🔇 1 hour] [🔇 8 hours]
         [🩺 How things stand]
    ");
}

#[tokio::test]
async fn one_error_of_the_webhook_is_no_alert_but_what_waits_while_nothing_comes_is() {
    let world = World::with_staff().await;
    let olga = world.olga();
    // Asked so late that nobody asks again here.
    world
        .execute(
            "insert into health_probes (name, asked_at, answered_at, value, trouble_at)
             values ('telegram', '2026-03-02 10:00Z', '2026-03-02 09:00Z', 0, '2026-03-02 08:59:30Z')",
        )
        .await;
    world.is_watched().await;
    world.minutes_go_by(10).await;
    assert_eq!(olga.transcript(), "", "one error, and it was handed over");
    world
        .execute("update health_probes set value = 3 where name = 'telegram'")
        .await;
    world.minutes_go_by(4).await;
    assert_eq!(olga.transcript(), "", "it may be a moment's");
    world.minutes_go_by(2).await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: 🔴 02.03 09:16 Telegram can’t hand messages over. 3 wait there.
         👉 see whether a process with the role bot runs; with a webhook, see PUBLIC_URL and its certificate too
         [🔇 1 hour] [🔇 8 hours]
         [🩺 How things stand]
    ");
}

#[tokio::test]
async fn another_kind_of_given_up_work_is_told_though_the_first_is_muted() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.has_dead_jobs().await;
    world
        .execute("delete from jobs where kind = 'watch_health'")
        .await;
    world.is_watched().await;
    olga.taps("8 hours").await;
    world.minutes_go_by(20).await;
    world
        .execute(
            "insert into jobs (kind, payload, status, run_at, priority)
             select 'resend_set', '{}', 'dead', '2026-03-02', 20 from generate_series(1, 40)",
        )
        .await;
    world.minutes_go_by(30).await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: 🔴 02.03 09:00 Work was given up. tell_staff (1)
         👉 the log has the reason; when it is mended, /health can have them tried again
         [🔇 1 hour] [🔇 8 hours]
         [🩺 How things stand]
    Olga taps [🔇 8 hours]
    Bot (popup): Muted until 02.03 17:00, unless something else of the kind comes. /health shows it all the same.
    Bot: 🔴 02.03 09:21 There is more of it: Work was given up. resend_set (40), tell_staff (1)
         👉 the log has the reason; when it is mended, /health can have them tried again
         [🔇 1 hour] [🔇 8 hours]
         [🩺 How things stand]
    ");
}

#[tokio::test]
async fn owners_hear_what_was_told_to_a_group_that_is_away() {
    let world = World::with_staff().await;
    let olga = world.olga();
    let private = world.friend(201, "Olga", "en");
    private.sends("/start").await;
    private.transcript();
    world.has_a_stuck_refund().await;
    world.is_watched().await;
    assert_eq!(private.transcript(), "");
    world.staff_group().kick_bot(&olga.person);
    world
        .execute(
            r#"insert into jobs (kind, payload, status, run_at, priority, attempts)
               values ('alert_staff', '{"text": "A report", "keyboard": null}', 'waiting', '2026-03-02 09:30Z', 4, 3)"#,
        )
        .await;
    world.minutes_go_by(5).await;
    insta::assert_snapshot!(private.transcript(), @r"
    Bot: 🔴 02.03 09:01 A refund is stuck. One refund is under way, the oldest for 2 h 1 min.
         👉 see in the log why the provider refuses, and whether there is money on the account
    ");
}
