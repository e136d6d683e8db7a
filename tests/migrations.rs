//! The migrations on every kind of database they may meet: an empty one, the documented schema with
//! rows, half of it, and one made so carelessly that hardly a rule holds. Nothing may be lost, and
//! the bot must be able to work afterwards.

mod beside;
mod catalogue;
mod database;
mod odd;
mod referral;
mod rerolls;

use std::collections::BTreeSet;

use database::{Database, TABLES, documented};

/// Removes a part of the documented schema, as if it had never been made.
const HALVE: &str = "
    drop table ticket_messages, support_tickets, admin_audit_log, admin_users, custom_prompts,
        withdrawal_requests, partner_applications, referral_earnings, kie_tasks cascade;
    alter table users drop column telegram_username, drop column is_banned, drop column created_at;
    alter table payments
        drop column provider, drop column generation_consumed, drop column stars_amount, drop column ton_amount;
    alter table avatars drop constraint avatars_user_id_fkey;
    alter table generation_jobs drop column style_id, drop column created_at;
    alter table pricing_tiers drop column photo_count, drop column is_active, drop column sort_order;
    drop index idx_users_telegram, idx_payments_status, idx_photos_avatar;
";

#[tokio::test]
async fn an_empty_database_gets_all_that_is_documented() {
    let database = Database::empty("empty").await;
    database.migrate().await;

    assert_eq!(missing(&database).await, Vec::<String>::new());
}

#[tokio::test]
async fn only_what_every_row_has_is_demanded_of_documented_tables() {
    let database = Database::empty("nullable").await;
    database.migrate().await;

    let demanded = database
        .list(
            "select table_name || '.' || column_name from information_schema.columns
            where table_schema = 'public' and is_nullable = 'NO' and column_name <> 'id'",
        )
        .await;
    let of_documented: Vec<_> = demanded
        .iter()
        .filter(|column| {
            TABLES
                .iter()
                .any(|table| column.starts_with(&format!("{table}.")))
        })
        .collect();
    assert!(of_documented.is_empty(), "not null: {of_documented:?}");
}

#[tokio::test]
async fn the_documented_database_becomes_the_same_as_a_new_one() {
    let new = Database::empty("same_new").await;
    new.migrate().await;
    let adopted = Database::with("same_adopted", include_str!("fixtures/documented.sql")).await;
    adopted.migrate().await;

    let (new, adopted) = (new.structure().await, adopted.structure().await);
    assert_eq!(
        adopted.difference(&new).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "only when adopted"
    );
    assert_eq!(
        new.difference(&adopted).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "only when new"
    );
}

#[tokio::test]
async fn the_documented_database_keeps_every_row_and_value() {
    let database = Database::with("whole", include_str!("fixtures/documented.sql")).await;
    let before = database.contents().await;
    for table in TABLES {
        assert!(
            before.iter().any(|(of_table, _)| of_table == table),
            "the fixture has no row of {table}"
        );
    }
    database.migrate().await;

    let lost = database.lost_since(&before).await;
    assert!(lost.is_empty(), "lost or changed: {lost:#?}");
    assert_eq!(database.count("adoption_conflicts").await, 0);
    assert_eq!(database.count("users").await, 4);
    assert_eq!(database.count("payments").await, 4);
}

#[tokio::test]
async fn half_of_the_documented_database_is_completed_without_loss() {
    let database = Database::with("half", include_str!("fixtures/documented.sql")).await;
    database.run(HALVE).await;
    let before = database.contents().await;
    database.migrate().await;

    let lost = database.lost_since(&before).await;
    assert!(lost.is_empty(), "lost or changed: {lost:#?}");
    assert_eq!(missing(&database).await, Vec::<String>::new());
    let made_up = database
        .count("users where created_at is not null or is_banned is not null")
        .await;
    assert_eq!(made_up, 0, "what is not known of old rows is not made up");
}

#[tokio::test]
async fn every_table_numbers_new_rows_past_the_old_ones() {
    for (name, fixture) in [
        ("numbers", include_str!("fixtures/documented.sql")),
        ("numbers_odd", include_str!("fixtures/odd.sql")),
    ] {
        let database = Database::with(name, fixture).await;
        database.migrate().await;
        for table in TABLES.iter().filter(|table| **table != "pricing_tiers") {
            let highest = database
                .number(&format!("select coalesce(max(id), 0)::bigint from {table}"))
                .await;
            let next = database
                .number(&format!(
                    "insert into {table} default values returning id::bigint"
                ))
                .await;
            assert!(next > highest, "{name}.{table}: {next} after {highest}");
        }
    }
}

#[tokio::test]
async fn migrating_twice_changes_nothing() {
    let database = Database::with("twice", include_str!("fixtures/documented.sql")).await;
    database.migrate().await;
    let (structure, contents) = (database.structure().await, database.contents().await);
    database.migrate().await;

    assert_eq!(database.structure().await, structure);
    assert_eq!(database.contents().await, contents);
}

#[tokio::test]
async fn two_processes_may_migrate_at_once() {
    let database = Database::with("at_once", include_str!("fixtures/documented.sql")).await;
    tokio::join!(database.migrate(), database.migrate(), database.migrate());

    assert_eq!(missing(&database).await, Vec::<String>::new());
}

#[tokio::test]
async fn rows_of_the_time_before_are_not_taken_for_unfinished_work() {
    let database = Database::with("before", include_str!("fixtures/documented.sql")).await;
    database.migrate().await;

    let untold = database
        .list("select id::text from generation_jobs where notified_at is null")
        .await;
    assert_eq!(untold, ["3"], "only the set that still runs is told of");
    let to_buy = database
        .list("select id::text from kie_tasks where status = 'pending' and created_remotely_at is null")
        .await;
    assert_eq!(
        to_buy,
        ["4"],
        "a task that Kie has named is not bought again"
    );
    let to_poll = database
        .list("select kie_task_id::text from kie_tasks where next_poll_at is not null")
        .await;
    assert_eq!(to_poll, ["task-3"]);
    let sets = database
        .list("select format('%s of %s', id, coalesce(job_id::text, 'none')) from generated_photos order by id")
        .await;
    assert_eq!(
        sets,
        ["1 of 1", "2 of 1", "3 of none", "4 of 3"],
        "photos belong to the newest set that had begun"
    );
}

#[tokio::test]
async fn impossible_values_are_refused() {
    let database = Database::empty("checks").await;
    database.migrate().await;
    for (statement, constraint) in [
        ("insert into payments (status) values ('paid')", "payments_status_check"),
        ("insert into payments (provider) values ('paypal')", "payments_provider_check"),
        ("insert into payments (amount) values (-0.01)", "payments_amount_check"),
        ("insert into avatars (status) values ('READY')", "avatars_status_check"),
        ("insert into kie_tasks (status) values ('fail')", "kie_tasks_status_check"),
        ("insert into withdrawal_requests (amount) values (0)", "withdrawal_requests_amount_check"),
        ("insert into support_tickets (priority) values ('P5')", "support_tickets_priority_check"),
        ("insert into admin_users (role) values ('root')", "admin_users_role_check"),
        ("insert into avatars (user_id) values (1)", "avatars_user_id_fkey"),
        ("insert into payments (payment_id) values ('a'), ('a')", "payments_payment_id_key"),
        ("insert into payments (telegram_charge_id) values ('a'), ('a')", "payments_telegram_charge_id_key"),
        ("insert into jobs (kind, payload, key, run_at) values ('a', '{}', 'b', now()), ('a', '{}', 'b', now())",
            "jobs_waiting_key"),
        ("insert into orders (id, user_id, tier_id, photo_count, amount_rub, created_at, expires_at)
            values (gen_random_uuid(), 1, 'starter', 0, 1, now(), now())", "orders_photo_count_check"),
    ] {
        assert_eq!(database.refusal(statement).await.as_deref(), Some(constraint), "{statement}");
    }
}

/// Of the documented columns, indexes and references those that the database lacks.
async fn missing(database: &Database) -> Vec<String> {
    let present: BTreeSet<String> = database.structure().await;
    documented()
        .filter(|line| !present.contains(*line))
        .map(str::to_owned)
        .collect()
}
