//! Referrals of an older program: whatever its sums are, they are where the books begin,
//! and from there every step is right to the kopeck.

use pinglass::{
    referral::{self, withdrawals},
    staff::{Member, Role},
};

use super::database::Database;

/// People who brought each other and themselves, sums that no rows explain, rows without
/// a person, a sum or a state, rows of people who are not there, and a payment that has
/// earned twice.
const LEGACY: &str = "
    alter table referral_balances drop constraint if exists referral_balances_user_id_fkey;
    alter table referral_earnings
        drop constraint if exists referral_earnings_referrer_user_id_fkey,
        drop constraint if exists referral_earnings_referred_user_id_fkey;
    alter table withdrawal_requests drop constraint if exists withdrawal_requests_user_id_fkey;
    alter table partner_applications drop constraint if exists partner_applications_user_id_fkey;
    insert into users (id, telegram_user_id, referral_code_used)
    values (71, 7101, null), (72, 7102, 'SEVEN1'), (73, 7103, 'SEVEN4'), (74, 7104, 'SEVEN3'),
           (75, 7105, 'SEVEN5'), (76, 7106, 'NOBODY'), (77, 7107, 'seven1'), (78, 7108, 'NULL78'),
           (79, 7109, 'GONE99');
    insert into referral_balances
        (user_id, referral_code, balance, referrals_count, total_earned, is_partner, commission_rate)
    values
        (71, 'SEVEN1', 100.10, 5, 150.55, true, 0.50), (73, 'SEVEN3', 0, 1, 0, false, 0.10),
        (74, 'SEVEN4', null, null, null, null, null), (75, 'SEVEN5', -3.33, 1, 0, false, 0.10),
        (null, 'NULL78', 10, 1, 10, false, 0.10), (78, null, 1.01, 0, 1.01, false, null),
        (99, 'GONE99', 5, 1, 5, false, 0.10);
    insert into payments (id, user_id, payment_id, amount, status)
    values (701, 72, 'L-1', 499, 'succeeded'), (702, 72, 'L-2', 99.99, 'succeeded'),
           (703, 72, 'L-3', 10, 'refunded');
    insert into referral_earnings
        (referrer_user_id, referred_user_id, payment_id, amount, commission_rate, status)
    values
        (71, 72, 701, 120, 0.50, 'credited'), (71, 72, 701, 7.77, null, 'credited'),
        (71, 72, 702, 50, 0.50, 'pending'), (71, 72, 702, null, 0.50, 'pending'),
        (71, null, 703, 5, 0.50, null), (null, 72, 703, 5, 0.50, 'credited'),
        (76, 72, null, 2.22, 0.10, 'credited'), (98, 72, 702, 1, 0.10, 'credited'),
        (98, 97, null, 1, 0.10, 'pending'), (71, 97, null, 3, 0.10, 'pending');
    insert into withdrawal_requests (id, user_id, amount, status)
    values (801, 71, 20, 'completed'), (802, 71, 10, 'pending'), (803, 71, 7, 'rejected'),
           (804, 71, 3, null), (805, null, 9, 'pending'), (806, 78, null, 'approved'),
           (807, 96, 12, 'pending');
    insert into partner_applications (user_id, status) values (95, 'pending');
";

#[tokio::test]
async fn the_books_of_an_older_program_are_right_from_the_start() {
    for (name, fixture) in [
        (
            "books_documented",
            include_str!("../fixtures/documented.sql"),
        ),
        ("books_odd", include_str!("../fixtures/odd.sql")),
    ] {
        let database = Database::with(name, fixture).await;
        database.migrate().await;
        assert_eq!(database.differences().await, [], "{name}");
    }
}

#[tokio::test]
async fn sums_that_no_rows_explain_are_where_the_books_begin() {
    let database = Database::with("books", include_str!("../fixtures/documented.sql")).await;
    database.run(LEGACY).await;
    let before = database.contents().await;
    database.migrate().await;
    assert_eq!(database.differences().await, []);
    assert_eq!(database.lost_since(&before).await, [], "lost or changed");
    let brought = database
        .list(
            "select format('%s by %s', user_id, referrer_id)
             from referral_attributions
             where user_id between 71 and 79
             order by user_id",
        )
        .await;
    // Of two who brought each other, the later one stays brought.
    assert_eq!(brought, ["72 by 71", "74 by 73"]);
    assert_eq!(
        database
            .list("select balance::text from referral_balances where user_id = 76")
            .await,
        ["0.00"],
        "whoever earned has a balance"
    );
}

#[tokio::test]
async fn from_there_every_step_is_right_to_the_kopeck() {
    let database = Database::with("steps", include_str!("../fixtures/documented.sql")).await;
    database.run(LEGACY).await;
    database.migrate().await;
    let olga = Member {
        telegram_id: 201,
        name: "Olga".to_owned(),
        admin_id: None,
        role: Role::Admin,
    };
    let now = chrono::DateTime::UNIX_EPOCH;
    let mut connection = database.connection().await;
    let connection = &mut *connection;
    let balance =
        || database.list("select balance::text from referral_balances where user_id = 71");
    for payment in [701, 702, 703, 702] {
        referral::credit(connection, payment, now).await.unwrap();
    }
    assert_eq!(
        balance().await,
        ["155.10"],
        "what was pending or had no state"
    );
    assert_eq!(database.differences().await, []);
    // 120 ₽ at a half were for 240 ₽ at least; 200 ₽ of them are left.
    referral::take_back(connection, 701, 200.into(), now)
        .await
        .unwrap();
    assert_eq!(balance().await, ["135.10"]);
    referral::take_back(connection, 701, 0.into(), now)
        .await
        .unwrap();
    assert_eq!(balance().await, ["27.33"], "both rows of the payment");
    assert_eq!(database.differences().await, []);
    let moved = withdrawals::reject(connection, 802, &olga, "details", now).await;
    assert_eq!(moved.unwrap(), withdrawals::Moved::Done);
    assert_eq!(balance().await, ["37.33"]);
    let nobodys = withdrawals::reject(connection, 805, &olga, "details", now).await;
    assert_eq!(nobodys.unwrap(), withdrawals::Moved::NotNow);
    assert_eq!(database.differences().await, []);
    referral::forget(connection, 71, now).await.unwrap();
    assert_eq!(balance().await, ["40.33"], "what had no state was open");
    assert_eq!(database.differences().await, []);
}

impl Database {
    async fn differences(&self) -> Vec<referral::Difference> {
        referral::check_books(&mut *self.connection().await)
            .await
            .unwrap()
    }
}
