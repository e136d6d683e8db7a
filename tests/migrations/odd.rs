//! The careless database of `fixtures/odd.sql`: what happens to each of its oddities.

use super::database::Database;

async fn adopted(name: &str) -> Database {
    let database = Database::with(name, include_str!("../fixtures/odd.sql")).await;
    database.migrate().await;
    database
}

#[tokio::test]
async fn odd_rows_are_all_kept() {
    let database = Database::with("odd_rows", include_str!("../fixtures/odd.sql")).await;
    let tables = [
        "users",
        "avatars",
        "payments",
        "generation_jobs",
        "kie_tasks",
        "referral_balances",
        "support_tickets",
        "withdrawal_requests",
        "admin_users",
    ];
    let mut before = Vec::new();
    for table in tables {
        before.push((table, database.count(table).await));
    }
    database.migrate().await;

    for (table, rows) in before {
        assert_eq!(database.count(table).await, rows, "{table}");
    }
    assert_eq!(
        database.count("users where shoe_size = 40").await,
        1,
        "a foreign column stays"
    );
    assert_eq!(
        database
            .count("avatars where status = 'READY' and user_id = 11")
            .await,
        1
    );
    assert_eq!(
        database
            .count("payments where amount = -5 and status = 'pending'")
            .await,
        1
    );
    assert_eq!(
        database
            .count("payments where status = 'Paid' and user_id = 404")
            .await,
        1
    );
}

#[tokio::test]
async fn of_rows_with_one_key_the_best_keeps_it_and_the_rest_is_written_down() {
    let database = adopted("odd_keys").await;

    let conflicts = database
        .list(
            "select format('%s.%s %s: row %s yields to row %s', table_name, column_name, old_value,
                case when table_name <> 'pricing_tiers' then row_id end, kept_row_id)
            from adoption_conflicts where old_value is not null order by 1",
        )
        .await;
    assert_eq!(
        conflicts,
        [
            "admin_users.username olga: row 2 yields to row 1",
            "payments.payment_id P-1: row 1 yields to row 2",
            "payments.telegram_charge_id C-1: row 3 yields to row 2",
            "pricing_tiers.id starter: row  yields to row starter",
            "referral_balances.referral_code SAME: row 3 yields to row 1",
            "referral_balances.user_id 11: row 1 yields to row 2",
            "users.id 14: row 91 yields to row 14",
            "users.telegram_user_id 8001: row 11 yields to row 12",
            "users.telegram_user_id 8001: row 13 yields to row 12",
        ]
    );
    let on_sale = database
        .list("select name || ' ' || price from pricing_tiers where id = 'starter'")
        .await;
    assert_eq!(on_sale, ["On sale 450.00"]);
}

#[tokio::test]
async fn the_bot_can_insert_by_its_keys() {
    let database = adopted("odd_inserts").await;

    for statement in [
        "insert into users (telegram_user_id) values (8001) on conflict (telegram_user_id) do nothing",
        "insert into users (telegram_user_id) values (9999) on conflict (telegram_user_id) do nothing",
        "insert into payments (payment_id) values ('P-1') on conflict (payment_id) do nothing",
        "insert into payments (telegram_charge_id) values ('C-1') on conflict (telegram_charge_id) do nothing",
        "insert into referral_balances (user_id) values (11) on conflict (user_id) do nothing",
        "insert into referral_balances (referral_code) values ('SAME') on conflict (referral_code) do nothing",
        "insert into custom_prompts (prompt_key) values ('creative_01') on conflict (prompt_key) do nothing",
        "insert into pricing_tiers (id) values ('starter') on conflict (id) do nothing",
        "insert into admin_users (username) values ('olga') on conflict (username) do nothing",
        "insert into generation_jobs (payment_id) values (4)",
        "insert into generation_jobs (payment_id) values (4) on conflict do nothing",
    ] {
        assert_eq!(database.refusal(statement).await, None, "{statement}");
    }
    assert_eq!(
        database.count("users where telegram_user_id = 8001").await,
        1
    );
    assert_eq!(
        database.count("users where telegram_user_id = 9999").await,
        1,
        "without a device"
    );
    assert_eq!(
        database
            .count("payments where telegram_charge_id = 'C-1'")
            .await,
        1
    );
    assert_eq!(
        database.count("generation_jobs where payment_id = 4").await,
        1,
        "one set per payment from now on"
    );
    assert_eq!(
        database.count("generation_jobs where payment_id = 2").await,
        2,
        "old ones stay"
    );
}

#[tokio::test]
async fn rules_hold_for_new_rows_and_leave_old_ones_alone() {
    let database = adopted("odd_rules").await;

    let orphan = "insert into avatars (user_id) values (404)";
    assert_eq!(
        database.refusal(orphan).await.as_deref(),
        Some("avatars_user_id_fkey")
    );
    for statement in [
        "update avatars set name = 'kept' where user_id = 404",
        "update payments set generation_consumed = true where status = 'Paid'",
        "update support_tickets set escalated = true where priority = 'high'",
        "update generation_jobs set error_message = 'old' where avatar_id = 999",
    ] {
        assert_eq!(database.refusal(statement).await, None, "{statement}");
    }
    assert_eq!(
        database
            .refusal("insert into payments (stars_amount) values (0)")
            .await
            .as_deref(),
        Some("payments_stars_amount_check"),
        "a rule that no old row breaks is enforced"
    );
}

#[tokio::test]
async fn other_types_become_the_documented_ones() {
    let database = adopted("odd_types").await;

    let found = database
        .list(
            "select table_name || '.' || column_name || ' ' || data_type from information_schema.columns
            where table_name || '.' || column_name in (
                'users.id', 'users.telegram_user_id', 'users.created_at', 'generation_jobs.total_photos',
                'withdrawal_requests.details'
            ) order by 1",
        )
        .await;
    assert_eq!(
        found,
        [
            "generation_jobs.total_photos integer",
            "users.created_at timestamp without time zone",
            "users.id integer",
            "users.telegram_user_id bigint",
            "withdrawal_requests.details jsonb",
        ]
    );
    let moment = database
        .list("select created_at::text from users where id = 11")
        .await;
    assert_eq!(moment, ["2025-05-01 09:00:00"], "the same moment, in UTC");
}

#[tokio::test]
async fn a_column_that_cannot_become_what_is_documented_stops_nothing() {
    let database = Database::empty("odd_view").await;
    database
        .run(
            "create table users (id serial primary key, telegram_user_id integer);
            insert into users (telegram_user_id) values (1);
            create view people as select telegram_user_id from users;",
        )
        .await;
    database.migrate().await;

    assert_eq!(database.count("people").await, 1);
}
