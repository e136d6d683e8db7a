//! Row 15: what becomes of referral money when people are quick, sly or sorry.

mod limits;

use chrono::TimeDelta;
use pinglass::{
    referral::{
        self,
        withdrawals::{self, Method, Moved, NewWithdrawal, Requested},
    },
    staff::{Member, Role},
};
use rust_decimal::{Decimal, dec};
use uuid::Uuid;

use crate::world::{Friend, World, polled_at_most};

/// So many steps the telling of an earning has, and some more.
const DEATHS: u32 = 40;

/// How often a race is run.
const ROUNDS: i32 = 20;

/// Somebody who has brought somebody else.
async fn with_a_friend(world: &World) -> (Friend<'_>, Friend<'_>) {
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_the_code("CDFGHJ").await;
    boris.opens_the_link("CDFGHJ").await;
    (anna, boris)
}

impl World {
    /// A payment of this person that has been settled, without a chat.
    async fn is_paid_by(&self, buyer: &Friend<'_>, amount: Decimal) -> i32 {
        let payer = buyer.user_id().await;
        let mut tx = self.app.db.begin().await.unwrap();
        let payment_id: i32 = sqlx::query_scalar(
            "insert into payments (user_id, payment_id, amount, status)
             values ($1, $2, $3, 'succeeded')
             returning id",
        )
        .bind(payer)
        .bind(Uuid::new_v4().to_string())
        .bind(amount)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
        referral::earn(&mut tx, payer, payment_id, amount, self.clock.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        payment_id
    }

    async fn credits(&self, payment_id: i32) {
        let mut tx = self.app.db.begin().await.unwrap();
        referral::credit(&mut tx, payment_id, self.clock.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn takes_back(&self, payment_id: i32, left: Decimal) {
        let mut tx = self.app.db.begin().await.unwrap();
        referral::take_back(&mut tx, payment_id, left, self.clock.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn asks_for(&self, person_id: i32, key: Uuid, amount: Decimal) -> Requested {
        let new = NewWithdrawal {
            key,
            amount,
            method: Method::Card,
            masked: "2200 … 1234".to_owned(),
            sealed: Vec::new(),
        };
        let mut tx = self.app.db.begin().await.unwrap();
        let deps = self.referrals();
        let requested = withdrawals::request(&mut tx, &deps, person_id, &new).await;
        tx.commit().await.unwrap();
        requested.unwrap()
    }

    /// The first withdrawal is approved and taken, as far as that goes.
    async fn is_approved(&self, id: i32) -> Moved {
        let olga = Member {
            telegram_id: 201,
            name: "Olga".to_owned(),
            admin_id: None,
            role: Role::Admin,
        };
        let mut tx = self.app.db.begin().await.unwrap();
        let moved = withdrawals::approve(&mut tx, &self.referrals(), id, &olga).await;
        tx.commit().await.unwrap();
        moved.unwrap()
    }
}

#[tokio::test]
async fn row_15_nobody_brings_themselves_nor_whoever_brought_them() {
    let world = World::new().await;
    let (anna, boris) = with_a_friend(&world).await;
    boris.has_the_code("KMNPQR").await;
    anna.opens_the_link("CDFGHJ").await;
    anna.opens_the_link("KMNPQR").await;
    assert_eq!(world.attributions().await, ["102 by CDFGHJ"]);
    // Nor does their own purchase earn them anything.
    let payment = world.is_paid_by(&anna, dec!(499)).await;
    world.credits(payment).await;
    assert_eq!(world.earnings().await, Vec::<String>::new());
    world.balances().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_15_of_two_who_open_each_others_links_at_once_one_has_brought_the_other() {
    let world = World::new().await;
    let (anna, boris, vera) = (world.anna(), world.boris(), world.friend(103, "Vera", "en"));
    for (friend, code) in [(&anna, "CDFGHJ"), (&boris, "KMNPQR"), (&vera, "TVWXY3")] {
        friend.has_the_code(code).await;
    }
    let people = [anna.known().await, boris.known().await, vera.known().await];
    for round in 0..ROUNDS {
        // Two open each other's, and one of them a third one's at the same moment.
        let opened =
            [(0, "KMNPQR"), (1, "CDFGHJ"), (0, "TVWXY3"), (0, "KMNPQR")].map(|(person, code)| {
                let (db, deps) = (world.app.db.clone(), world.referrals());
                let person = people[person].clone();
                tokio::spawn(async move {
                    let mut tx = db.begin().await.unwrap();
                    referral::start(&mut tx, &deps, &person, &format!("ref_{code}"))
                        .await
                        .unwrap();
                    tx.commit().await.unwrap();
                })
            });
        for opened in futures::future::join_all(opened).await {
            opened.unwrap();
        }
        let brought: i64 = world
            .value("select count(*) from referral_attributions")
            .await;
        let both_ways: i64 = world
            .value(
                "select count(*)
                 from referral_attributions as one
                 join referral_attributions as other
                     on other.user_id = one.referrer_id and other.referrer_id = one.user_id",
            )
            .await;
        assert!((1..=2).contains(&brought), "round {round}: {brought}");
        assert_eq!(both_ways, 0, "round {round}");
        world.balances().await;
        world.execute("delete from referral_attributions").await;
        world
            .execute("update referral_balances set referrals_count = 0")
            .await;
        world
            .execute("update users set referral_code_used = null")
            .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_15_withdrawals_at_once_take_each_rouble_once() {
    let world = World::new().await;
    let (anna, boris) = with_a_friend(&world).await;
    let payment = world.is_paid_by(&boris, dec!(25_005)).await;
    world.credits(payment).await;
    let anna_id = anna.user_id().await;
    // Fifty wishes of 1 000 ₽ each, every one of them confirmed twice, for 2 500.50 ₽.
    let wishes = (0..100).map(|number| {
        let key = Uuid::from_u128(number / 2);
        world.asks_for(anna_id, key, dec!(1000))
    });
    let outcomes = futures::future::join_all(wishes).await;
    let taken = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Requested::Taken(_)));
    assert_eq!(taken.count(), 2);
    let before = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Requested::Before(_)));
    assert_eq!(before.count(), 2);
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has 500.50, earned 2500.50, brought 1"]
    );
}

#[tokio::test]
async fn row_15_after_a_refund_of_what_is_on_its_way_out_withdrawals_wait() {
    let world = World::new().await;
    let (anna, boris) = with_a_friend(&world).await;
    let payment = world.is_paid_by(&boris, dec!(20_000)).await;
    world.credits(payment).await;
    let anna_id = anna.user_id().await;
    let requested = world
        .asks_for(anna_id, Uuid::from_u128(1), dec!(1500))
        .await;
    let Requested::Taken(id) = requested else {
        panic!("{requested:?}");
    };
    world.takes_back(payment, Decimal::ZERO).await;
    world.takes_back(payment, Decimal::ZERO).await;
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has -1500.00, earned 0.00, brought 1"]
    );
    assert_eq!(world.is_approved(id).await, Moved::BelowZero);
    let more = world
        .asks_for(anna_id, Uuid::from_u128(2), dec!(1000))
        .await;
    let available = dec!(-1500);
    assert_eq!(more, Requested::NotEnough { available });
    // What is earned next makes up for it.
    let payment = world.is_paid_by(&boris, dec!(15_000)).await;
    world.credits(payment).await;
    assert_eq!(world.is_approved(id).await, Moved::Done);
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has 0.00, earned 1500.00, brought 1"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_15_a_refund_while_the_last_photo_arrives_leaves_nothing_earned() {
    let world = World::new().await;
    let (_anna, boris) = with_a_friend(&world).await;
    for _ in 0..ROUNDS {
        let payment = world.is_paid_by(&boris, dec!(499)).await;
        let half = dec!(249.50);
        tokio::join!(
            world.credits(payment),
            world.takes_back(payment, half),
            world.takes_back(payment, Decimal::ZERO),
            world.credits(payment),
            world.takes_back(payment, Decimal::ZERO),
        );
        assert_eq!(
            world.balances().await,
            ["CDFGHJ has 0.00, earned 0.00, brought 1"]
        );
    }
}

#[tokio::test]
async fn row_15_one_payment_earns_once_however_often_it_is_told_of() {
    let world = World::new().await;
    let (_anna, boris) = with_a_friend(&world).await;
    let payment = world.is_paid_by(&boris, dec!(499)).await;
    let payer = boris.user_id().await;
    for _ in 0..3 {
        let mut tx = world.app.db.begin().await.unwrap();
        let now = world.clock.now();
        referral::earn(&mut tx, payer, payment, dec!(999), now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.credits(payment).await;
    }
    assert_eq!(
        world.earnings().await,
        ["payment 1: 49.90 at 0.10, credited, 0.00 taken back"]
    );
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has 49.90, earned 49.90, brought 1"]
    );
}

#[tokio::test]
async fn row_15_kopecks_are_rounded_by_one_rule_and_parts_add_up() {
    let world = World::new().await;
    let (_anna, boris) = with_a_friend(&world).await;
    for (paid, left, earned) in [
        // 0.045 and 0.005 are rounded up, 0.0049 down.
        (dec!(0.45), dec!(0.45), dec!(0.05)),
        (dec!(0.05), dec!(0.05), dec!(0.01)),
        (dec!(0.04), dec!(0.04), dec!(0)),
        (dec!(499), dec!(427.71), dec!(42.77)),
        (dec!(499), dec!(0.05), dec!(0.01)),
        (dec!(33.33), dec!(0), dec!(0)),
    ] {
        let payment = world.is_paid_by(&boris, paid).await;
        // In several steps, of which a late one says more than the one before.
        world.takes_back(payment, paid).await;
        world.takes_back(payment, left).await;
        world.credits(payment).await;
        world.takes_back(payment, paid).await;
        world.takes_back(payment, left).await;
        let kept: Decimal = world
            .value("select amount - taken_back from referral_earnings order by id desc limit 1")
            .await;
        assert_eq!(kept, earned, "{left} of {paid}");
    }
    world.balances().await;
}

#[tokio::test]
async fn row_15_what_was_earned_is_never_told_twice_wherever_its_teller_dies() {
    let world = World::new().await;
    let (anna, boris) = with_a_friend(&world).await;
    let mut said = 0;
    for step in 0..DEATHS {
        let payment = world.is_paid_by(&boris, dec!(100)).await;
        world.credits(payment).await;
        world.turn_clock(TimeDelta::minutes(1));
        polled_at_most(Some(step), world.app.worker.run_due()).await;
        // By now whoever is dead has been missed.
        world.advance(TimeDelta::minutes(5)).await;
        let heard = anna.transcript().matches("You earned").count();
        assert!(heard <= 1, "step {step}");
        said += u32::try_from(heard).unwrap();
        let untold: i64 = world
            .value("select count(*) from referral_earnings where told <> amount - taken_back")
            .await;
        assert_eq!(untold, 0, "step {step}");
    }
    assert!(said > DEATHS / 2, "{said} of {DEATHS} were told");
    world.balances().await;
    world.ends_well().await;
}
