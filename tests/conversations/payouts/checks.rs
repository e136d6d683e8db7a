//! What stands beside a withdrawal for whoever decides on it, from rows as the other
//! features write them.

use super::TOPIC;
use crate::world::{Friend, World};

/// Somebody whom Anna brought and who paid, as far as it differs from everybody else.
struct Brought {
    id: i32,
    /// So many minutes between their first /start and their purchase.
    bought_after: i32,
    returned: bool,
    /// So many days they went on coming.
    stayed: i32,
    email: Option<&'static str>,
    wallet: Option<&'static str>,
    device: Option<&'static str>,
    photo: Option<&'static str>,
}

/// Tries everything out, pays and comes back.
fn ordinary(id: i32) -> Brought {
    Brought {
        id,
        bought_after: 60 * 24,
        returned: false,
        stayed: 10,
        email: None,
        wallet: None,
        device: None,
        photo: None,
    }
}

impl World {
    /// Everybody came to be a month ago.
    async fn has_brought(&self, brought: &[Brought]) {
        for person in brought {
            sqlx::query(
                "with person as (
                     insert into users (id, telegram_user_id, device_id, created_at)
                     values ($1, $1, $2, '2026-02-01 09:00')
                     returning id
                 ),
                 settings as (
                     insert into user_settings (user_id, started_at, last_seen_at, receipt_email)
                     select id, '2026-02-01 09:00Z',
                            '2026-02-01 09:00Z'::timestamptz
                            + make_interval(mins => $3) + make_interval(days => $4),
                            $5
                     from person
                 ),
                 paid as (
                     insert into payments (id, user_id, provider, amount, status, settled_at)
                     select id, id, 'stars', 500, case when $6 then 'refunded' else 'succeeded' end,
                            '2026-02-01 09:00Z'::timestamptz + make_interval(mins => $3)
                     from person
                     returning id
                 ),
                 sent as (
                     insert into ton_transfers
                         (hash, lt, received_at, source, ton_amount, payment_id, outcome, noted_at)
                     select lpad(id::text, 64, '0'), id, '2026-02-01 09:00Z', $7, 1, id, 'paid',
                            '2026-02-01 09:00Z'
                     from paid
                     where $7 is not null
                 ),
                 face as (
                     insert into avatars (id, user_id, name) select id, id, 'Me' from person
                     returning id
                 ),
                 photo as (
                     insert into reference_photos (avatar_id, perceptual_hash) select id, $8 from face
                 )
                 insert into referral_earnings
                     (referrer_user_id, referred_user_id, payment_id, amount, commission_rate, status,
                      created_at, recorded_at, taken_back, told)
                 select users.id, person.id, paid.id, 50, 0.10, 'credited', '2026-02-01 09:00',
                        '2026-02-01 09:00Z', case when $6 then 50 else 0 end,
                        case when $6 then 0 else 50 end
                 from users, person, paid
                 where users.telegram_user_id = 101",
            )
            .bind(person.id)
            .bind(person.device)
            .bind(person.bought_after)
            .bind(person.stayed)
            .bind(person.email)
            .bind(person.returned)
            .bind(person.wallet)
            .bind(person.photo)
            .execute(&self.db)
            .await
            .unwrap();
        }
        self.execute(
            "update referral_balances
             set referrals_count = 12, total_earned = (select sum(amount - taken_back) from referral_earnings)",
        )
        .await;
    }

    /// The lines of the newest card about what to look at.
    async fn checks(&self, topic: &Friend<'_>) -> String {
        topic.transcript();
        self.execute("update staff_cards set text = ''").await;
        self.execute("delete from jobs where kind = 'referral_watch_withdrawal'")
            .await;
        self.sweeps_payouts().await;
        let said = topic.transcript();
        let (_, checks) = said.split_once("🔎").unwrap();
        let (checks, _) = checks.split_once("[✅ Approve]").unwrap();
        checks.trim().to_owned()
    }
}

/// Anna has been here for long, asks for 3,000 ₽, and brought these people.
async fn with_annas_people(world: &World, brought: &[Brought]) -> String {
    let olga = world.olga();
    world.has_a_payout(&world.anna(), 3000, 0).await;
    world
        .execute(
            "update user_settings
             set started_at = '2026-01-01 09:00Z', receipt_email = 'Anna@mail.example'",
        )
        .await;
    world
        .execute("update users set device_id = 'phone-1', created_at = '2026-01-01 09:00'")
        .await;
    world
        .execute("insert into avatars (id, user_id, name) select 9, id, 'Anna' from users")
        .await;
    world
        .execute(
            "insert into reference_photos (avatar_id, perceptual_hash) values (9, 'annas-face')",
        )
        .await;
    world.has_brought(brought).await;
    world.checks(&world.in_topic(TOPIC, &olga)).await
}

#[tokio::test]
async fn people_who_are_strangers_to_each_other_are_nothing_unusual() {
    let world = World::with_staff().await;
    let hasty = Brought {
        bought_after: 4,
        ..ordinary(1004)
    };
    let returned = Brought {
        returned: true,
        ..ordinary(1005)
    };
    let people = [
        ordinary(1001),
        ordinary(1002),
        ordinary(1003),
        hasty,
        returned,
    ];
    insta::assert_snapshot!(with_annas_people(&world, &people).await, @r"
    Here since 01.01.2026
         • The first withdrawal
         • Brought 12 people, 5 of the newest paid
         • Of 5 payments 1 went back (20%)
         • Show any of the signs that we look for, also by chance: 2 of 5 (40%)
         ✅ Nothing unusual
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn each_pattern_is_named_with_how_many_show_it() {
    let world = World::with_staff().await;
    let people = [
        Brought {
            email: Some("anna@mail.example"),
            ..ordinary(1001)
        },
        Brought {
            device: Some("phone-1"),
            ..ordinary(1002)
        },
        Brought {
            photo: Some("annas-face"),
            ..ordinary(1003)
        },
        Brought {
            wallet: Some("UQ-one"),
            bought_after: 2,
            ..ordinary(1004)
        },
        Brought {
            wallet: Some("UQ-one"),
            bought_after: 3,
            stayed: 0,
            returned: true,
            ..ordinary(1005)
        },
        Brought {
            bought_after: 1,
            stayed: 0,
            returned: true,
            ..ordinary(1006)
        },
    ];
    insta::assert_snapshot!(with_annas_people(&world, &people).await, @r"
    Here since 01.01.2026
         • The first withdrawal
         • Brought 12 people, 6 of the newest paid
         • Of 6 payments 2 went back (33%)
         • Show any of the signs that we look for, also by chance: 6 of 6 (100%)
         ⚠️ Look closely:
         – 33% of the payments went back
         – the same device as whoever asked for this, or as another of those brought: 1
         – the same e-mail for receipts as whoever asked for this, or as another of those brought: 1
         – paid from the wallet it goes to, or from one that whoever asked for this or another of those brought paid from: 2
         – the same photos as whoever asked for this, or as another of those brought: 1
         – bought within five minutes of the first /start: 3
         – the only purchase went back: 2
         – never came back after buying: 2
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_wallet_that_paid_and_is_paid_out_to_is_noticed() {
    let world = World::with_staff().await;
    let anna = world.anna();
    let olga = world.olga();
    anna.has_earned("5000").await;
    anna.sends("/withdraw").await;
    anna.sends("3000").await;
    anna.taps("TON").await;
    let wallet = "UQCzQJJBAQ-FrEFcvxO5sNxhV9CaOdK9CCfq2yCBnwZ4aMKU";
    anna.sends(wallet).await;
    anna.taps("Yes, send").await;
    let payer = Brought {
        wallet: Some(wallet),
        ..ordinary(1001)
    };
    world.has_brought(&[payer, ordinary(1002)]).await;
    let topic = world.in_topic(TOPIC, &olga);
    let checks = world.checks(&topic).await;
    assert!(
        checks.contains("paid from the wallet it goes to"),
        "{checks}"
    );
    world.ends_well().await;
}
