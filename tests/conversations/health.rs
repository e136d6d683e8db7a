//! How everything stands, and alerts: told once, again while it lasts, and when it is over.

use chrono::TimeDelta;
use sandbox::kie::Method;

use crate::world::World;

impl World {
    /// Somebody looks whether all is well, as from the start of a process on.
    async fn is_watched(&self) {
        let mut connection = self.app.db.connection().await.unwrap();
        pinglass::health::plan_recurring(&mut connection, self.clock.now())
            .await
            .unwrap();
        drop(connection);
        self.settle().await;
    }

    async fn minutes_go_by(&self, minutes: usize) {
        for _ in 0..minutes {
            self.turn_clock(TimeDelta::minutes(1));
            self.settle().await;
        }
    }

    /// A refund that was decided two hours ago, and is not on its way.
    async fn has_a_stuck_refund(&self) {
        self.execute(
            "insert into refunds (id, provider, amount_rub, is_whole, reason, status, created_at)
             values (gen_random_uuid(), 'tbank', 499, true, 'staff', 'wanted', '2026-03-02 07:00Z')",
        )
        .await;
    }

    /// Two jobs of a kind that there is were given up, one of them for the same thing as one
    /// that waits.
    async fn has_dead_jobs(&self) {
        self.execute(
            r#"insert into jobs (kind, payload, key, status, run_at, priority)
               values ('tell_staff', '{"text": "A report that was lost", "keyboard": null}', null, 'dead',
                       '2026-03-02', 60),
                      ('watch_health', '{}', '', 'dead', '2026-03-02', 110)"#,
        )
        .await;
    }
}

#[tokio::test]
async fn what_is_wrong_is_told_once_then_again_and_its_end() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.is_watched().await;
    assert_eq!(olga.transcript(), "", "all is well");
    world.has_a_stuck_refund().await;
    world.minutes_go_by(62).await;
    world.execute("delete from refunds").await;
    world.minutes_go_by(8).await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: 🔴 A refund is stuck. One refund is under way, the oldest for 2 h 1 min.
         👉 see in the log why the provider refuses, and whether there is money on the account
         [🔇 1 hour] [🔇 8 hours]
         [🩺 How things stand]
    Bot: 🔴 Still, for 1 h 0 min: A refund is stuck. One refund is under way, the oldest for 3 h 1 min.
         👉 see in the log why the provider refuses, and whether there is money on the account
         [🔇 1 hour] [🔇 8 hours]
         [🩺 How things stand]
    Bot: 🟢 Over: a refund is stuck. It lasted 1 h 1 min.
    ");
    let left: i64 = world.value("select count(*) from health_alerts").await;
    assert_eq!(left, 0);
}

#[tokio::test]
async fn processes_that_start_at_the_same_time_tell_it_once() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.has_a_stuck_refund().await;
    world.is_watched().await;
    world.is_watched().await;
    // A process that was thought dead looks once more.
    world
        .execute("update jobs set run_at = '2026-03-02', attempts = 0 where kind = 'watch_health'")
        .await;
    let (first, second) = futures::join!(world.app.worker.run_due(), world.app.worker.run_due());
    first.unwrap();
    second.unwrap();
    world.minutes_go_by(3).await;
    let said = olga.transcript();
    assert_eq!(said.matches("A refund is stuck").count(), 1, "{said}");
}

#[tokio::test]
async fn what_is_muted_is_silent_and_seen_all_the_same() {
    let world = World::with_staff().await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    world.has_a_stuck_refund().await;
    world.is_watched().await;
    vera.taps("1 hour").await;
    oleg.taps("1 hour").await;
    world.minutes_go_by(59).await;
    insta::assert_snapshot!(oleg.transcript(), @r"
    Bot: 🔴 A refund is stuck. One refund is under way, the oldest for 2 h 0 min.
         👉 see in the log why the provider refuses, and whether there is money on the account
         [🔇 1 hour] [🔇 8 hours]
         [🩺 How things stand]
    Vera taps [🔇 1 hour]
    Bot (popup): Your role here is viewer, and this is not part of it. An admin can do it.
    Oleg taps [🔇 1 hour]
    Bot (popup): Muted until 02.03 10:00. /health shows it all the same.
    ");
    insta::assert_snapshot!(world.audit().await, @r#"oleg alert_muted alert {"rule": "refunds", "after": {"muted_until": "2026-03-02T10:00:00Z"}, "before": {"muted_until": null}, "telegram_id": 202}"#);
    world.minutes_go_by(3).await;
    assert!(oleg.transcript().contains("Still, for"));
    oleg.taps("How things stand").await;
    let said = oleg.transcript();
    assert!(
        said.contains("🔴 Refunds under way: 1, the oldest for 3 h"),
        "{said}"
    );
}

#[tokio::test]
async fn credits_are_watched_and_nobody_waits_for_a_kie_that_is_away() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.kie.set_credits(1999.5);
    world.is_watched().await;
    world.kie.set_credits(50_000.0);
    world.minutes_go_by(10).await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: 🔴 Kie’s credits run out. 1999 are left, fewer than 2000.
         👉 top them up at kie.ai; at zero, sales pause
         [🔇 1 hour] [🔇 8 hours]
         [🩺 How things stand]
    Bot: 🟢 Over: few credits at Kie. It lasted 2 min.
    ");
    let asked = world.kie.requests(Method::Credit);
    olga.sends("/health").await;
    assert_eq!(
        world.kie.requests(Method::Credit),
        asked,
        "/health asks nobody"
    );
    insta::assert_snapshot!(olga.transcript().split("Database").next().unwrap(), @r"
    Olga: /health
    Bot: 🩺 How things stand, 02.03 09:10
         🟢 Inbox: nothing waits; the last came 0 s ago
         🟢 Queue: 0 due, 0 running, 0 failing again and again
         🟢 Given up: nothing
         🟢 Kie: works, 50000 credits (1 min ago)
         🟢 Storage: answered 1 min ago
         🟢 Telegram: answered 1 min ago; 0 wait there; told us 0× to slow down
         🟢
    ");
    // Generation tells of an outage, and that it is over: only reminders are ours.
    world
        .execute(
            "insert into provider_breakers (provider, reason, opened_at, retry_at)
             values ('kie', 'down', '2026-03-02 09:10Z', '2026-03-09Z')",
        )
        .await;
    world.minutes_go_by(62).await;
    world.execute("delete from provider_breakers").await;
    world.minutes_go_by(8).await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: 🔴 Still, for 1 h 0 min: Kie still does not work: it does not answer, for 1 h 1 min.
         👉 top up the credits or check KIE_API_KEY; otherwise wait, the bot goes on by itself
         [🔇 1 hour] [🔇 8 hours]
         [🩺 How things stand]
    ");
}

#[tokio::test]
async fn what_was_given_up_is_tried_again_or_forgotten_by_an_admin_after_a_preview() {
    let world = World::with_staff().await;
    let (olga, oleg) = (
        world.olga(),
        world.staff_member(202, "Oleg", "operator").await,
    );
    world.has_dead_jobs().await;
    world.is_watched().await;
    olga.transcript();
    oleg.sends("/health").await;
    oleg.transcript();
    oleg.taps("tell_staff (1)").await;
    olga.taps("tell_staff (1)").await;
    oleg.taps("Try again").await;
    olga.taps("Try again").await;
    // It is done: a second tap does it no more.
    olga.taps("tell_staff (1)").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Oleg taps [🔁 tell_staff (1)]
    Bot (popup): Your role here is operator, and this is not part of it. An admin can do it.
    Olga taps [🔁 tell_staff (1)]
    Bot: 🔁 Try one job of the kind tell_staff again?

         What was done before is not done twice.
         [🔁 Try again]
         [✖️ Leave it]
    Oleg taps [🔁 Try again]
    Bot (popup): Your role here is operator, and this is not part of it. An admin can do it.
    Olga taps [🔁 Try again]
    Bot (edited): 🔁 One job of the kind tell_staff tried again. Decided by Olga.
    Bot: A report that was lost
    Olga taps [🔁 tell_staff (1)]
    Bot (popup): Nothing of this is left: it was tried again or forgotten.
    ");
    world
        .execute("update jobs set status = 'dead' where kind = 'watch_health'")
        .await;
    olga.sends("/health").await;
    olga.transcript();
    olga.taps("Forget").await;
    olga.taps("Forget for good").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [🗑 Forget]
    Bot: 🗑 Forget 2 jobs of the kind watch_health?

         What they were to do will not be done, unless a sweep finds it. There is no way back.
         [🗑 Forget for good]
         [✖️ Leave it]
    Olga taps [🗑 Forget for good]
    Bot (edited): 🗑 2 jobs of the kind watch_health forgotten. Decided by Olga.
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account jobs_retried job {"kind": "tell_staff", "after": "waiting", "count": 1, "before": "dead", "telegram_id": 201}
    no account jobs_forgotten job {"kind": "watch_health", "after": "gone", "count": 2, "before": "dead", "telegram_id": 201}
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn messages_that_were_given_up_are_handled_again() {
    let world = World::with_staff().await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.sends("/start").await;
    anna.transcript();
    // Her message came, and was given up before it was handled.
    anna.person.sends("/help");
    let update = world.telegram.take_updates().pop().unwrap();
    sqlx::query(
        "insert into telegram_updates (update_id, conversation, kind, payload, status, attempts, received_at,
                                       finished_at, reference)
         values (4711, 101, 'message', $1, 'dead', 4, $2, $2, 'B7K')",
    )
    .bind(update)
    .bind(world.clock.now())
    .execute(&world.db)
    .await
    .unwrap();
    world.is_watched().await;
    olga.taps("How things stand").await;
    olga.taps("messages (1)").await;
    olga.taps("Handle again").await;
    // How many connections other tests hold is none of ours.
    let said = olga.transcript();
    let lines = said.lines().filter(|line| !line.contains("Database"));
    let said = lines.collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(said, @r"
    Bot: 🔴 One message was given up in the last hour. Their people got an apology with a reference: B7K
         👉 the log has the reason under the reference; /health can have them handled again
         [🔇 1 hour] [🔇 8 hours]
         [🩺 How things stand]
    Olga taps [🩺 How things stand]
    Bot (edited): 🩺 How things stand, 02.03 09:00
         🟢 Inbox: nothing waits; the last came 0 s ago
         🟢 Queue: 0 due, 0 running, 0 failing again and again
         🔴 Given up: no job, one message, of these 1 in the last hour; references: B7K
         🟢 Kie: works, 100000 credits (0 s ago)
         🟢 Storage: answered 0 s ago
         🟢 Telegram: answered 0 s ago; 0 wait there; told us 0× to slow down
         🟢 Sales: open
         🟡 Processes: none has reported yet

         Who waits
         🟢 Sets being made: none
         🟢 Refunds under way: none
         🟢 Refunds for you to send: none
         🟢 Tickets without an answer: none
         🟢 Withdrawals: none

         What to do
         👉 messages were given up: the log has the reason under the reference; /health can have them handled again
         [🔄 Look again]
         [🔁 messages (1)] [🗑 Forget]
    Olga taps [🔁 messages (1)]
    Bot: 🔁 Handle one message again that was given up?

         Their people get an answer now, however long ago they wrote.
         [🔁 Handle again]
         [✖️ Leave it]
    Olga taps [🔁 Handle again]
    Bot (edited): 🔁 One message is handled again. Decided by Olga.
    ");
    assert!(!anna.transcript().is_empty(), "Anna gets her answer");
    world.minutes_go_by(7).await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: 🟢 Over: messages were given up. It lasted 1 min.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn owners_hear_in_private_what_the_group_cannot_be_told() {
    let world = World::with_staff().await;
    let olga = world.olga();
    let private = world.friend(201, "Olga", "en");
    private.sends("/start").await;
    private.transcript();
    world.staff_group().kick_bot(&olga.person);
    world
        .execute(
            r#"insert into jobs (kind, payload, status, run_at, priority, attempts)
               values ('tell_staff', '{"text": "A report", "keyboard": null}', 'waiting', '2026-03-02 09:05Z', 60, 3)"#,
        )
        .await;
    world.has_a_stuck_refund().await;
    world.is_watched().await;
    insta::assert_snapshot!(private.transcript(), @r"
    Bot: 🔴 A refund is stuck. One refund is under way, the oldest for 2 h 0 min.
         👉 see in the log why the provider refuses, and whether there is money on the account
    ");
    world.staff_group().let_bot_in(&olga.person);
    world.advance(TimeDelta::minutes(15)).await;
    let said = world.staff_group().transcript();
    assert_eq!(said.matches("A refund is stuck").count(), 1, "{said}");
}

#[tokio::test]
async fn a_process_that_is_gone_without_a_goodbye_is_seen() {
    let world = World::with_staff_speaking("ru").await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    let mut connection = world.connection().await;
    let now = world.clock.now();
    let heart = |roles: &str| pinglass::health::Heart::new(roles.to_owned(), now);
    let (lost, gone) = (heart("bot"), heart("worker"));
    lost.beat(&mut connection, 2, now).await.unwrap();
    gone.beat(&mut connection, 0, now).await.unwrap();
    gone.stop(&mut connection).await.unwrap();
    vera.sends("/health").await;
    let said = vera.transcript();
    assert!(said.contains(": bot; "), "{said}");
    assert!(!said.contains(": worker; "), "{said}");
    world.turn_clock(TimeDelta::minutes(3));
    vera.sends("/health").await;
    let said = vera.transcript();
    assert!(
        said.contains(": bot; пропал 3 мин назад, не попрощавшись"),
        "{said}"
    );
    drop(connection);
    world.ends_well().await;
}
