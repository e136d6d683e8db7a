//! Migrations beside processes that go on working, of this version or another.

use std::time::Duration;

use sqlx::Connection;

use super::database::Database;

/// As if the migration that made these tables were missing still.
const FORGET_ONE: &str = "
    drop table telegram_polling, telegram_window, telegram_paces;
    alter table throttles drop column busy_since;
    delete from _sqlx_migrations where version = 44;
";

/// What a migration does last is write down that it was applied.
const OTHERS_WAIT: &str = "
    select count(*) from pg_locks
    where relation = '_sqlx_migrations'::regclass and not granted
";

const LOOK_EVERY: Duration = Duration::from_millis(50);

#[tokio::test]
async fn what_a_newer_version_has_applied_is_left_alone() {
    let database = Database::empty("newer").await;
    database.migrate().await;
    database
        .run(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             values (9999, 'of next year', true, '', 0);
             create table of_next_year (id bigint)",
        )
        .await;
    let db = database.open();
    assert!(db.is_migrated().await.unwrap());
    database.run(FORGET_ONE).await;
    assert!(!db.is_migrated().await.unwrap());
    db.migrate().await.unwrap();
    assert!(db.is_migrated().await.unwrap());
    assert_eq!(database.count("telegram_polling").await, 1);
    assert_eq!(database.count("of_next_year").await, 0);
}

#[tokio::test]
async fn an_index_whose_building_was_cut_off_is_built_anew() {
    let database = Database::empty("half_built").await;
    database.migrate().await;
    database
        .run(
            "update pg_index set indisvalid = false
             where indexrelid in ('telegram_updates_in_order'::regclass, 'jobs_in_turn'::regclass);
             delete from _sqlx_migrations where version in (46, 47)",
        )
        .await;
    database.migrate().await;
    let invalid = "select indexrelid::regclass::text from pg_index where not indisvalid";
    assert_eq!(database.list(invalid).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_migration_does_not_stand_in_front_of_others_for_long() {
    let database = Database::empty("waits").await;
    database.migrate().await;
    database.run(FORGET_ONE).await;
    let mut connection = database.connection().await;
    let mut holder = connection.begin().await.unwrap();
    sqlx::query("lock table _sqlx_migrations in share mode")
        .execute(&mut *holder)
        .await
        .unwrap();
    let migrating = database.migrate();
    let letting_go = async {
        let mut looks = tokio::time::interval(LOOK_EVERY);
        // It waits, and then it steps back, though nobody has let go yet.
        for waiting in [1, 0] {
            while database.number(OTHERS_WAIT).await != waiting {
                looks.tick().await;
            }
        }
        holder.rollback().await.unwrap();
    };
    tokio::join!(migrating, letting_go);
    assert_eq!(database.count("telegram_polling").await, 1);
}
