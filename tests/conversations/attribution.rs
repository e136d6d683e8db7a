//! Who brings whom: the first link that somebody opens before they ever paid.

use chrono::TimeDelta;

use crate::world::World;

#[tokio::test]
async fn the_first_link_that_somebody_opens_is_the_one_that_brought_them() {
    let world = World::new().await;
    let (anna, boris, vera) = (world.anna(), world.boris(), world.friend(103, "Vera", "en"));
    anna.has_the_code("CDFGHJ").await;
    vera.has_the_code("KMNPQR").await;
    // As phones write it by themselves, and then as it is.
    boris.opens_the_link("cdfghj").await;
    boris.opens_the_link("CDFGHJ").await;
    boris.opens_the_link("KMNPQR").await;
    assert_eq!(world.attributions().await, ["102 by CDFGHJ"]);
    assert_eq!(
        world.balances().await,
        [
            "CDFGHJ has 0.00, earned 0.00, brought 1",
            "KMNPQR has 0.00, earned 0.00, brought 0",
        ]
    );
    let used: String = world
        .value("select referral_code_used from users where telegram_user_id = 102")
        .await;
    assert_eq!(used, "CDFGHJ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_start_that_telegram_tells_of_again_changes_nothing() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_the_code("CDFGHJ").await;
    boris.person.sends("/start ref_CDFGHJ");
    let update = world.telegram.take_updates().pop().unwrap();
    for number in [1, 1, 2] {
        let mut again: serde_json::Value = serde_json::from_str(&update).unwrap();
        again["update_id"] = (2_000_000_000 + number).into();
        world.post_update(again.to_string()).await;
        world.settle().await;
    }
    let visits = "select count(*) from referral_visits";
    assert_eq!(world.attributions().await, ["102 by CDFGHJ"]);
    assert_eq!(world.value::<i64>(visits).await, 1);
    world.advance(TimeDelta::days(1)).await;
    boris.opens_the_link("CDFGHJ").await;
    assert_eq!(world.value::<i64>(visits).await, 2, "once a day");
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has 0.00, earned 0.00, brought 1"]
    );
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_was_known_and_never_paid_counts_if_the_operator_says_so() {
    for (setting, brought) in [("yes", 1), ("no", 0)] {
        let world = World::with(|variables| {
            variables.insert("REFERRAL_COUNTS_KNOWN".to_owned(), setting.to_owned());
        })
        .await;
        let (anna, boris) = (world.anna(), world.boris());
        anna.has_the_code("CDFGHJ").await;
        boris.sends("/start").await;
        boris.opens_the_link("CDFGHJ").await;
        assert_eq!(world.attributions().await.len(), brought, "{setting}");
        world
            .friend(103, "Vera", "en")
            .opens_the_link("CDFGHJ")
            .await;
        assert_eq!(world.attributions().await.len(), brought + 1, "{setting}");
        world.balances().await;
        world.ends_well().await;
    }
}

#[tokio::test]
async fn whoever_has_paid_was_brought_by_nobody_even_if_it_went_back() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_the_code("CDFGHJ").await;
    // He has never sent /start: other commands led here.
    boris.has_paid().await;
    boris.opens_the_link("CDFGHJ").await;
    world
        .execute("update payments set status = 'refunded', refunded_at = settled_at")
        .await;
    boris.opens_the_link("CDFGHJ").await;
    assert_eq!(world.attributions().await, Vec::<String>::new());
    world.balances().await;
}

#[tokio::test]
async fn a_code_that_brings_nobody_is_forgiven_silently() {
    let world = World::new().await;
    let (anna, boris, vera) = (world.anna(), world.boris(), world.friend(103, "Vera", "en"));
    let gone = world.friend(104, "Gone", "en");
    anna.has_the_code("CDFGHJ").await;
    vera.has_the_code("KMNPQR").await;
    gone.has_the_code("TVWXY3").await;
    gone.asks_to_be_erased().await;
    world
        .execute(
            "insert into referral_links (user_id, code, name, created_at, closed_at)
             select id, 'CDFGHJK', 'Old page', '2026-01-01', '2026-02-01'
             from users
             where telegram_user_id = 101",
        )
        .await;
    world
        .execute("update users set is_banned = true where telegram_user_id = 103")
        .await;
    boris.sends("/start").await;
    let usual = boris.transcript().lines().skip(1).collect::<String>();
    for code in [
        "",
        "CDFGH",
        "CDFGHJK",
        "KMNPQR",
        "TVWXY3",
        "gone1",
        "Ж",
        "CDFGHJ'",
        "ref_CDFGHJ",
    ] {
        boris.sends(&format!("/start ref_{code}")).await;
        let said = boris.transcript().lines().skip(1).collect::<String>();
        assert_eq!(said, usual, "{code}");
    }
    anna.opens_the_link("CDFGHJ").await;
    assert_eq!(world.attributions().await, Vec::<String>::new());
    let visits: i64 = world.value("select count(*) from referral_visits").await;
    assert_eq!(visits, 0);
    world.balances().await;
    world.ends_well().await;
}

/// Another program has written Boris down as brought by Anna; it counts her people, or
/// leaves that to others.
async fn written_by_another_program(world: &World, is_counted: bool) {
    let count = if is_counted {
        "update referral_balances set referrals_count = referrals_count + 1 where referral_code = 'CDFGHJ'"
    } else {
        "select 1"
    };
    world.execute(count).await;
    world
        .execute("update users set referral_code_used = 'CDFGHJ' where telegram_user_id = 102")
        .await;
}

#[tokio::test]
async fn what_another_program_wrote_holds() {
    for is_counted in [true, false] {
        let world = World::new().await;
        let (anna, boris, vera) = (world.anna(), world.boris(), world.friend(103, "Vera", "en"));
        anna.has_the_code("CDFGHJ").await;
        vera.has_the_code("KMNPQR").await;
        boris.sends("/start").await;
        written_by_another_program(&world, is_counted).await;
        boris.opens_the_link("KMNPQR").await;
        assert_eq!(world.attributions().await, ["102 by CDFGHJ"]);
        assert_eq!(
            world.balances().await[0],
            "CDFGHJ has 0.00, earned 0.00, brought 1"
        );
        world.ends_well().await;
    }
}

#[tokio::test]
async fn what_another_program_wrote_is_taken_up_at_the_payment_and_every_day() {
    for is_paid in [true, false] {
        let world = World::new().await;
        let (anna, boris) = (world.anna(), world.boris());
        anna.has_the_code("CDFGHJ").await;
        boris.sends("/start").await;
        written_by_another_program(&world, true).await;
        world.balances().await;
        if is_paid {
            boris.has_paid().await;
            assert_eq!(world.earnings().await.len(), 1);
        } else {
            world.sweeps_the_books().await;
        }
        assert_eq!(world.attributions().await, ["102 by CDFGHJ"]);
        assert_eq!(
            world.balances().await,
            ["CDFGHJ has 0.00, earned 0.00, brought 1"]
        );
        world.kie_finishes().await;
        world.advance(TimeDelta::minutes(2)).await;
        world.ends_well().await;
    }
}

#[tokio::test]
async fn a_code_that_nobody_has_keeps_nobody_from_being_brought() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_the_code("CDFGHJ").await;
    boris.sends("/start").await;
    world
        .execute("update users set referral_code_used = 'LOST' where telegram_user_id = 102")
        .await;
    boris.opens_the_link("CDFGHJ").await;
    assert_eq!(world.attributions().await, ["102 by CDFGHJ"]);
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has 0.00, earned 0.00, brought 1"]
    );
    world.ends_well().await;
}
