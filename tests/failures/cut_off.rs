//! A database that ends every connection, as a restart or a sleep of it does.

use crate::world::World;

const END_ALL: &str = "select pg_terminate_backend(pid)
     from pg_stat_activity
     where datname = current_database() and application_name = 'pinglass'";

#[tokio::test]
async fn row_5_nobody_notices_that_all_connections_were_ended_between_two_updates() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/start").await;
    for _ in 0..3 {
        // At once, so that nothing has been idle for long, and once more for what is new since.
        let ended = sqlx::query(END_ALL).execute(&world.db).await.unwrap();
        assert!(ended.rows_affected() > 0);
        anna.sends("/help").await;
    }
    let answers = anna
        .person
        .messages()
        .into_iter()
        .filter(|message| message.from_bot);
    assert_eq!(answers.count(), 4);
    let most: i16 = world
        .value("select max(attempts) from telegram_updates")
        .await;
    assert_eq!(most, 1, "nothing was put back to be tried again later");
    world.ends_well().await;
}
