//! Wrong passwords: what is told of them, how long one waits, and who does not.

use chrono::TimeDelta;
use pinglass::staff::Role;
use sandbox::telegram::Fault;

use super::PASSWORD;
use crate::world::World;

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_can_not_be_told_apart() {
    let world = World::with_staff().await;
    world.has_account("oleg", "operator").await;
    world
        .execute(
            "insert into admin_users (username, password_hash, role)
             values ('broken', 'correct horse battery', 'admin'), ('empty', null, null), (null, null, null)",
        )
        .await;
    let mut answers = Vec::new();
    for (id, username) in [
        (301, "oleg"),
        (302, "nobody"),
        (303, "broken"),
        (304, "empty"),
    ] {
        let stranger = world.friend(id, "Somebody", "en");
        let password = if username == "oleg" {
            "a guess"
        } else {
            PASSWORD
        };
        stranger.signs_in(username, password).await;
        assert!(!stranger.still_shows(password));
        let said = stranger.transcript();
        answers.push(said.lines().last().unwrap().to_owned());
        assert_eq!(world.role_of(&stranger).await, None, "{username}");
    }
    answers.dedup();
    assert_eq!(
        answers,
        [
            "Bot: That user name and that password don’t belong together. Type the password once more, or begin again with /login."
        ]
    );
    world.ends_well().await;
}

#[tokio::test]
async fn who_guesses_waits_longer_each_time() {
    let world = World::with_staff().await;
    world.has_account("oleg", "operator").await;
    let igor = world.friend(204, "Igor", "en");
    igor.is_wrong(5).await;
    // Nothing is checked while it lasts, not even what is right.
    igor.sends(PASSWORD).await;
    igor.sends("/login").await;
    world.advance(TimeDelta::minutes(1)).await;
    igor.is_wrong(1).await;
    world.advance(TimeDelta::minutes(5)).await;
    igor.is_wrong(1).await;
    insta::assert_snapshot!(igor.transcript(), @r"
    Igor: /login oleg
    Bot: And your password? I delete the message at once.
    Igor: a guess
    Bot deletes: a guess
    Bot: That user name and that password don’t belong together. Type the password once more, or begin again with /login.
    Igor: a guess
    Bot deletes: a guess
    Bot: That user name and that password don’t belong together. Type the password once more, or begin again with /login.
    Igor: a guess
    Bot deletes: a guess
    Bot: That user name and that password don’t belong together. Type the password once more, or begin again with /login.
    Igor: a guess
    Bot deletes: a guess
    Bot: That user name and that password don’t belong together. Type the password once more, or begin again with /login.
    Igor: a guess
    Bot deletes: a guess
    Bot: ⏳ That was wrong too often. Please try again in a minute: /login
    Igor: correct horse battery
    Bot deletes: correct horse battery
    Bot: ⏳ That was wrong too often. Please try again in a minute: /login
    Igor: /login
    Bot: ⏳ That was wrong too often. Please try again in a minute: /login
    Igor: /login oleg
    Bot: And your password? I delete the message at once.
    Igor: a guess
    Bot deletes: a guess
    Bot: ⏳ That was wrong too often. Please try again in 5 minutes: /login
    Igor: /login oleg
    Bot: And your password? I delete the message at once.
    Igor: a guess
    Bot deletes: a guess
    Bot: ⏳ That was wrong too often. Please try again in 15 minutes: /login
    ");
    insta::assert_snapshot!(world.staff_group().transcript(), @r"
    Bot: 🔐 Somebody guesses the password of oleg: wrong too often, and paused for a while.

         It was Igor, Telegram id 204.
    ");
    let minutes: Vec<String> = sqlx::query_scalar(
        "select concat_ws(' ', action, metadata ->> 'account_pause_minutes', metadata ->> 'name_pause_minutes')
         from admin_audit_log order by id",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    assert_eq!(
        minutes,
        ["login_paused 1 1", "login_paused 5 5", "login_paused 15 15"]
    );
    world.ends_well().await;
}

#[tokio::test]
async fn the_pause_grows_to_a_day_and_ends_with_the_right_password() {
    let world = World::with_staff().await;
    world.has_account("oleg", "operator").await;
    let igor = world.friend(204, "Igor", "en");
    igor.is_wrong(5).await;
    for _ in 0..8 {
        world.advance(TimeDelta::days(1)).await;
        igor.is_wrong(1).await;
    }
    let said = igor.transcript();
    assert!(
        said.ends_with("Please try again in 24 hours: /login"),
        "{said}"
    );
    // The right password ends it.
    world.advance(TimeDelta::days(1)).await;
    igor.signs_in("oleg", PASSWORD).await;
    let left: i64 = world.value("select count(*) from staff_login_tries").await;
    assert_eq!(
        (left, world.role_of(&igor).await),
        (0, Some(Role::Operator))
    );
    world.ends_well().await;
}

#[tokio::test]
async fn many_accounts_do_not_get_through_and_lock_nobody_out() {
    let world = World::with_staff().await;
    world.has_account("oleg", "operator").await;
    let oleg = world.friend(202, "Oleg", "en");
    oleg.signs_in("oleg", PASSWORD).await;
    oleg.sends("/logout").await;
    oleg.transcript();
    // One guess from each of many accounts: after five the name is paused for strangers.
    for id in 301..=310 {
        world
            .friend(id, "Robot", "en")
            .signs_in("OLEG", "a guess")
            .await;
    }
    let robot = world.friend(311, "Robot", "en");
    robot.signs_in("Oleg", PASSWORD).await;
    assert!(robot.transcript().contains("wrong too often"));
    // Whoever was in before comes in past that.
    oleg.signs_in("oleg", PASSWORD).await;
    assert_eq!(world.role_of(&oleg).await, Some(Role::Operator));
    // Another name is not paused, and a stranger's account is for itself only.
    world.has_account("vera", "viewer").await;
    let vera = world.friend(203, "Vera", "en");
    vera.signs_in("vera", PASSWORD).await;
    assert_eq!(world.role_of(&vera).await, Some(Role::Viewer));
    // However long it goes on, strangers wait an hour at most.
    for day in 0..12 {
        world.advance(TimeDelta::hours(2)).await;
        let robot = world.friend(400 + day, "Robot", "en");
        robot.signs_in("oleg", "a guess").await;
    }
    let longest: i64 = world
        .value(
            "select max(extract(epoch from paused_until - last_at) / 60)::bigint
             from staff_login_tries where key like 'name:%'",
        )
        .await;
    assert!(longest <= 60, "{longest}");
    world.ends_well().await;
}

#[tokio::test]
async fn a_message_that_is_handled_again_is_one_try() {
    let world = World::with_staff().await;
    world.has_account("oleg", "operator").await;
    let oleg = world.friend(202, "Oleg", "en");
    oleg.sends("/login oleg").await;
    let repeat = async |words: &str| {
        oleg.person.sends(words);
        let update = world.telegram.take_updates().pop().unwrap();
        // Its answers get lost, and it is handled from the beginning.
        world.telegram.fail_when(|method, _| {
            (method == "sendMessage").then(|| Fault::Error {
                code: 500,
                description: "Internal Server Error".to_owned(),
                retry_after: None,
            })
        });
        world.post_update(update).await;
        world.deliver_updates().await;
        world.telegram.heal();
        world.advance(TimeDelta::seconds(30)).await;
    };
    repeat("a guess").await;
    let tries: i32 = world
        .value("select max(tries) from staff_login_tries")
        .await;
    assert_eq!(tries, 1);
    oleg.transcript();
    repeat(PASSWORD).await;
    let said = oleg.transcript();
    assert!(said.contains("You are signed in as oleg"), "{said}");
    let logins: i64 = world
        .value("select count(*) from admin_audit_log where action = 'login'")
        .await;
    assert_eq!(logins, 1);
}
