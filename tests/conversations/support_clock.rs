//! What time does to tickets, as both sides see it.

mod foreign;

use std::collections::BTreeMap;

use chrono::TimeDelta;

use crate::world::{Friend, World};

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

async fn world(settings: &[(&str, &str)]) -> World {
    World::with_staff_and(|variables: &mut BTreeMap<String, String>| {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        variables.extend(settings.iter().map(owned));
    })
    .await
}

impl Friend<'_> {
    /// Opens a ticket about a payment, which is P2 of whoever has not paid.
    async fn asks_about_a_payment(&self, words: &str) {
        self.sends("/support").await;
        self.taps("A payment").await;
        self.taps("write to us").await;
        self.sends(words).await;
        self.transcript();
    }
}

impl World {
    /// How often something happened to tickets.
    async fn count_events(&self, kind: &str) -> i64 {
        sqlx::query_scalar("select count(*) from ticket_events where kind = $1")
            .bind(kind)
            .fetch_one(&self.db)
            .await
            .unwrap()
    }

    /// What the product has told the staff of tickets, as Telegram HTML.
    async fn lines(&self) -> String {
        self.topic_lines().await.join("\n")
    }

    /// Starts the sweeps, as a process does when it starts.
    async fn starts_sweeps(&self) {
        let mut connection = self.app.db.connection().await.unwrap();
        pinglass::support::plan_recurring(&mut connection, self.clock.now())
            .await
            .unwrap();
        drop(connection);
        self.settle().await;
    }
}

#[tokio::test]
async fn nobody_answers_and_ever_more_people_are_called() {
    let world = world(&[
        ("SUPPORT_DUTY", "@olga_p, 4242"),
        ("SUPPORT_TIMEZONE", "Europe/Berlin"),
    ])
    .await;
    let anna = world.anna();
    anna.asks_about_a_payment("I paid twice").await;
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    topic.transcript();
    world.advance(minutes(61)).await;
    topic.taps("Take").await;
    world.advance(minutes(200)).await;
    insta::assert_snapshot!(world.lines().await, @r#"
    🔺 <b>Now P1</b>: they have been waiting for an answer since 10:00.
    ⏰ The first answer is due by 12:00. Nobody has taken it.
    On duty, please help: @olga_p, <a href="tg://user?id=4242">4242</a>
    ✋ Olga has taken it.
    🔺 <b>P1, and still nobody answers</b>: they have been waiting since 10:00.
    ⏰ The first answer is due by 12:00. It is with <a href="tg://user?id=201">Olga</a>.
    On duty, please help: @olga_p, <a href="tg://user?id=4242">4242</a>
    ⌛ The first answer was due by 12:00. It is with <a href="tg://user?id=201">Olga</a>.
    ⏰ This is to be solved by 14:00. It is with <a href="tg://user?id=201">Olga</a>.
    ⌛ This was to be solved by 14:00. It is with <a href="tg://user?id=201">Olga</a>.
    "#);
    insta::assert_snapshot!(world.tickets().await, @r"
    TKT-2026-001 payment P1 in_progress: I paid twice
    ");
    assert_eq!(anna.transcript(), "", "this is not the person's business");
    world.ends_well().await;
}

#[tokio::test]
async fn the_group_is_called_in_its_language() {
    let world = world(&[("STAFF_LANGUAGE", "ru"), ("SUPPORT_DUTY", "@olga_p")]).await;
    let anna = world.anna();
    anna.asks_about_a_payment("I paid twice").await;
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    world.advance(minutes(400)).await;
    topic.sends("Добрый день! Какой из двух?").await;
    world.advance(TimeDelta::days(4)).await;
    insta::assert_snapshot!(world.lines().await, @r"
    🔺 <b>Теперь P1</b>: человек ждёт ответа с 09:00.
    ⏰ Первый ответ нужен до 11:00. Обращение пока никто не взял.
    Дежурные, помогите, пожалуйста: @olga_p
    🔺 <b>P1, и всё ещё никто не ответил</b>: человек ждёт с 09:00.
    ⏰ Первый ответ нужен до 11:00. Обращение пока никто не взял.
    Дежурные, помогите, пожалуйста: @olga_p
    ⌛ Первый ответ был нужен до 11:00. Обращение пока никто не взял.
    ⏰ Решить нужно до 13:00. Обращение пока никто не взял.
    ⌛ Решить нужно было до 13:00. Обращение пока никто не взял.
    ☑️ Решено автоматически: человек молчит 3 дня. Открыть обращение снова он может ответом или кнопкой.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn an_answer_keeps_the_group_quiet() {
    let world = world(&[]).await;
    let anna = world.anna();
    anna.asks_about_a_payment("I paid twice").await;
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    world.advance(minutes(59)).await;
    topic.sends("Let me look.").await;
    topic.transcript();
    world.advance(minutes(240)).await;
    assert_eq!(topic.transcript(), "");
    // The next question has two hours, of which nobody uses the first one.
    anna.sends("Any news?").await;
    world.advance(minutes(61)).await;
    insta::assert_snapshot!(world.lines().await, @r#"
    🔺 <b>Now P1</b>: they have been waiting for an answer since 13:59.
    ⏰ An answer is due by 15:59. It is with <a href="tg://user?id=201">Olga</a>.
    ⌛ This was to be solved by 13:00. It is with <a href="tg://user?id=201">Olga</a>.
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn outside_its_hours_the_desk_is_not_called() {
    let world = world(&[
        ("SUPPORT_HOURS", "Mon-Fri 10:00-18:00"),
        ("SUPPORT_TIMEZONE", "Europe/Moscow"),
    ])
    .await;
    // Monday, 12:00 in Moscow; until half an hour before the desk closes.
    world.advance(TimeDelta::hours(5) + minutes(30)).await;
    let anna = world.anna();
    anna.asks_about_a_payment("I paid twice").await;
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    topic.transcript();
    world.advance(TimeDelta::hours(16)).await;
    assert_eq!(topic.transcript(), "", "it is half past nine");
    world.advance(minutes(61)).await;
    insta::assert_snapshot!(world.lines().await, @r"
    🔺 <b>Now P1</b>: they have been waiting for an answer since 02.03 17:30.
    ⏰ The first answer is due by 11:30. Nobody has taken it.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn silence_ends_a_ticket_after_both_sides_were_told() {
    let world = world(&[]).await;
    let anna = world.anna();
    anna.asks_about_a_payment("I paid twice").await;
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    topic.sends("Which of both do you mean?").await;
    topic.taps("Wait").await;
    anna.transcript();
    topic.transcript();
    world.advance(TimeDelta::days(3) + minutes(1)).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: ⏳ TKT-2026-001: we have not heard from you for a while.

         If something is still open, just write here. If not, there is nothing to do: it is marked as solved by itself in 24 hours.
         [✅ It's solved]
    Bot: 🕊 We have not heard from you for a while, so TKT-2026-001 is marked as solved.

         Is something still open? Open it again or just reply to this message, within 7 days. If all is well, the stars tell us how we did.
         [1 ⭐] [2 ⭐] [3 ⭐] [4 ⭐] [5 ⭐]
         [🔓 No, open it again]
    ");
    insta::assert_snapshot!(world.lines().await, @r"
    ⏳ Olga waits for the customer. The clock stands still.
    ☑️ Resolved by itself: they have not written for 3 days. They can open it again with a reply or a tap.
    ");
    world.advance(TimeDelta::days(7)).await;
    let status: String = world.value("select status from support_tickets").await;
    assert_eq!(status, "closed");
    let jobs: i64 = world
        .value("select count(*) from jobs where kind = 'support_watch_ticket'")
        .await;
    assert_eq!(jobs, 0, "nobody watches a closed ticket");
    world.ends_well().await;
}

#[tokio::test]
async fn a_word_after_the_announcement_keeps_the_ticket_open() {
    let world = world(&[]).await;
    let anna = world.anna();
    anna.asks_about_a_payment("I paid twice").await;
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    topic.sends("Which of both do you mean?").await;
    world.advance(TimeDelta::hours(49)).await;
    anna.sends("The second one").await;
    topic.sends("It is on its way back.").await;
    world.advance(TimeDelta::days(2) - minutes(5)).await;
    let told: i64 = world
        .value("select count(*) from ticket_reminders where key like 'silence:%'")
        .await;
    assert_eq!((told, world.count_events("resolved").await), (1, 0));
    world.advance(minutes(10)).await;
    let told: i64 = world
        .value("select count(*) from ticket_reminders where key like 'silence:%'")
        .await;
    assert_eq!((told, world.count_events("resolved").await), (2, 0));
    world.ends_well().await;
}

#[tokio::test]
async fn who_waits_for_paid_portraits_is_never_taken_for_silent() {
    let world = world(&[]).await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    world
        .execute("update generation_jobs set total_photos = total_photos + 1")
        .await;
    anna.asks_about_a_payment("Where is the last one?").await;
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    topic.sends("It is being made.").await;
    world.advance(TimeDelta::days(5)).await;
    assert_eq!(world.count_events("resolved").await, 0);
    world
        .execute("update generation_jobs set total_photos = total_photos - 1")
        .await;
    world.advance(TimeDelta::days(2)).await;
    assert_eq!(world.count_events("resolved").await, 1);
}

#[tokio::test]
async fn a_crash_repeats_nothing_and_loses_nothing() {
    let world = world(&[]).await;
    let anna = world.anna();
    anna.asks_about_a_payment("I paid twice").await;
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    topic.transcript();
    // The watch dies after it has escalated, and before its line is written down.
    world
        .execute(
            "create function die() returns trigger language plpgsql as $$
             begin raise exception 'killed'; end $$",
        )
        .await;
    world
        .execute("create trigger die before insert on ticket_messages for each row execute function die()")
        .await;
    world.turn_clock(minutes(60));
    world.app.worker.run_due().await.unwrap();
    assert_eq!(
        world.count_events("escalated").await,
        0,
        "all of it or nothing"
    );
    world.execute("drop trigger die on ticket_messages").await;
    world.settle().await;
    assert_eq!(world.count_events("escalated").await, 1);
    // It dies after it was done, and is run again, and again.
    for _ in 0..3 {
        world
            .execute("update jobs set run_at = run_at - interval '1 year' where kind = 'support_watch_ticket'")
            .await;
        world.settle().await;
    }
    assert_eq!(world.count_events("escalated").await, 1);
    insta::assert_snapshot!(world.lines().await, @r"
    🔺 <b>Now P1</b>: they have been waiting for an answer since 09:00.
    ⏰ The first answer is due by 11:00. Nobody has taken it.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn tickets_whose_watch_was_lost_are_taken_up() {
    let world = world(&[]).await;
    let anna = world.anna();
    anna.asks_about_a_payment("I paid twice").await;
    world
        .execute("delete from jobs where kind = 'support_watch_ticket'")
        .await;
    world.starts_sweeps().await;
    // A sweep finds that it should have been looked at after an hour.
    world.advance(minutes(80)).await;
    assert_eq!(world.count_events("escalated").await, 1);
    world.ends_well().await;
}
