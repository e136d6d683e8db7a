//! The staff group: who is listened to there, and what the product tells it on its own.

use chrono::TimeDelta;
use pinglass::{
    staff::{self, Permission},
    telegram::{Buttons, Incoming, Reply, Screen, button},
};
use sandbox::telegram::{Fault, Other};
use serde::{Deserialize, Serialize};
use serde_json::json;
use teloxide::{requests::Requester, types::ChatId};

use crate::world::{Friend, World};

/// A button as a feature that moves money has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Refund(i32);

impl Buttons for Refund {
    const FEATURE: &'static str = "test";
}

fn report(text: &str) -> Screen {
    Screen::plain(text.to_owned())
}

fn report_with_button() -> Screen {
    let refund = button("Refund".to_owned(), &Refund(7));
    Screen::with_buttons("A report".to_owned(), vec![vec![refund]])
}

async fn tell(world: &World, screen: &Screen) {
    let now = world.clock.now();
    staff::tell(&mut *world.connection().await, screen, now)
        .await
        .unwrap();
    world.settle().await;
}

async fn tell_once(world: &World, key: &str, screen: &Screen) {
    let now = world.clock.now();
    staff::tell_once(&mut *world.connection().await, key, screen, now)
        .await
        .unwrap();
    world.settle().await;
}

#[tokio::test]
async fn strangers_are_turned_away_and_talk_is_left_alone() {
    let world = World::with_staff().await;
    let (olga, igor) = (world.olga(), world.in_staff_group(204, "Igor"));
    tell(&world, &report_with_button()).await;
    igor.taps("Refund").await;
    olga.taps("Refund").await;
    for text in ["/help", "/dance", "/help@another_bot", "Good morning!"] {
        igor.sends(text).await;
    }
    for text in ["/start", "/help@another_bot", "Good morning!"] {
        olga.sends(text).await;
    }
    olga.sends_other(Other::Sticker).await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: A report
         [Refund]
    Igor taps [Refund]
    Bot (popup): Sorry, only staff can use this.
    Olga taps [Refund]
    Bot (popup): This button is not in use any more.
    Igor: /help
    Bot: Sorry, only staff can use this.
    Igor: /dance
    Igor: /help@another_bot
    Igor: Good morning!
    Olga: /start
    Olga: /help@another_bot
    Olga: Good morning!
    Olga sends a sticker
    ");
    let customers: i64 = world.value("select count(*) from users").await;
    assert_eq!(customers, 0, "the staff are not customers");
    world.ends_well().await;
}

#[tokio::test]
async fn an_answer_comes_in_the_topic_of_the_command() {
    let world = World::with_staff().await;
    let group = world.staff_group();
    let request = world
        .app
        .sender
        .bot()
        .create_forum_topic(ChatId(group.id()), "Refunds");
    request.await.unwrap();
    let olga = world.olga();
    let in_topic = group.speaker_in(&olga.person, "Refunds").unwrap();
    in_topic.sends("/help");
    world.settle().await;
    let said = olga.transcript();
    assert!(said.contains("#Refunds Bot: Olga, your role"), "{said}");
    world.ends_well().await;
}

#[tokio::test]
async fn a_button_does_nothing_for_those_whose_role_does_not_allow_it() {
    let world = World::with_staff().await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    tell(&world, &report_with_button()).await;
    assert_eq!(taps_refund(&world, &vera).await, None);
    assert_eq!(taps_refund(&world, &oleg).await, Some(7));
    insta::assert_snapshot!(oleg.transcript(), @r"
    Bot: A report
         [Refund]
    Vera taps [Refund]
    Bot (popup): Your role here is viewer, and this is not part of it. An admin can do it.
    Oleg taps [Refund]
    Bot (popup): Refunded
    ");
    world.ends_well().await;
}

/// Taps the button, and sends the tap through a route that a feature would have
/// for it; what its handler got.
async fn taps_refund(world: &World, friend: &Friend<'_>) -> Option<i32> {
    friend.person.taps("Refund").unwrap();
    let update = world.telegram.take_updates().pop().unwrap();
    let incoming = Incoming::from_update(serde_json::from_str(&update).unwrap()).unwrap();
    let reply = Reply::to(&incoming, world.app.sender.clone());
    let member = world.find_member(friend).await.unwrap();
    let (done, mut refunds) = tokio::sync::mpsc::unbounded_channel();
    let routes = staff::tap::<Refund>(Permission::MoveMoney).endpoint(
        move |Refund(payment): Refund, reply: Reply| {
            let done = done.clone();
            async move {
                reply.popup("Refunded").await;
                done.send(payment)?;
                Ok(())
            }
        },
    );
    let lang = world.app.config.staff.lang;
    let dependencies = dptree::deps![incoming, reply, member, lang];
    assert!(routes.dispatch(dependencies).await.is_break());
    refunds.try_recv().ok()
}

#[tokio::test]
async fn what_is_told_arrives_each_time_and_once_where_that_is_asked() {
    let world = World::with_staff().await;
    tell(&world, &report("A &amp; <b>B</b>")).await;
    tell(&world, &report("A &amp; <b>B</b>")).await;
    tell_once(&world, "test.difference:1", &report("The first")).await;
    world.advance(TimeDelta::days(30)).await;
    tell_once(&world, "test.difference:1", &report("The first again")).await;
    tell_once(&world, "test.difference:2", &report("The second")).await;
    insta::assert_snapshot!(world.staff_group().transcript(), @r"
    Bot: A & B
    Bot: A & B
    Bot: The first
    Bot: The second
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn what_was_rolled_back_is_not_told_and_may_be_told_later() {
    let world = World::with_staff().await;
    let mut tx = world.db.begin().await.unwrap();
    let now = world.clock.now();
    staff::tell_once(&mut tx, "test.difference:1", &report("Too early"), now)
        .await
        .unwrap();
    tx.rollback().await.unwrap();
    tell_once(&world, "test.difference:1", &report("Now")).await;
    assert_eq!(world.staff_group().transcript(), "Bot: Now");
    world.ends_well().await;
}

#[tokio::test]
async fn nothing_is_lost_while_the_group_is_away() {
    let world = World::with_staff().await;
    for description in [
        "Forbidden: bot was kicked from the supergroup chat",
        "Bad Request: chat not found",
        "Bad Request: group chat was upgraded to a supergroup chat",
        "Bad Request: not enough rights to send text messages to the chat",
    ] {
        world.telegram.fail_when(move |method, _| {
            (method == "sendMessage").then(|| Fault::Error {
                code: 400,
                description: description.to_owned(),
                retry_after: None,
            })
        });
        tell(&world, &report(description)).await;
        world.olga().sends("/help").await;
        world.advance(TimeDelta::days(2)).await;
        world.telegram.heal();
        world.advance(TimeDelta::minutes(10)).await;
        let said = world.staff_group().transcript();
        assert_eq!(said.matches("Bot: ").count(), 1, "{said}");
        assert!(said.contains(description), "{said}");
    }
}

#[tokio::test]
async fn many_reports_arrive_within_the_pace_of_a_group() {
    let world = World::with_staff_and_flood_limits().await;
    let now = world.clock.now();
    let mut tx = world.db.begin().await.unwrap();
    for number in 1..=30 {
        staff::tell(&mut tx, &report(&format!("Report {number}")), now)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    world.settle().await;
    let at_first = world.staff_group().transcript().lines().count();
    assert!(at_first <= 8, "{at_first} reports at once");
    world.advance(TimeDelta::minutes(2)).await;
    let later = world.staff_group().transcript().lines().count();
    assert_eq!(at_first + later, 30);
    world.ends_well().await;
}

#[tokio::test]
async fn without_a_group_reports_are_dropped_and_nobody_is_staff_in_another() {
    let world = World::new().await;
    tell(&world, &report("Nobody hears this")).await;
    let olga = world.olga();
    olga.sends("/help").await;
    assert_eq!(olga.transcript(), "Olga: /help");
    world.ends_well().await;
}

#[tokio::test]
async fn a_failure_is_apologised_for_in_the_group() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world
        .execute("alter table admin_users rename to admin_users_away")
        .await;
    olga.sends("/help").await;
    world.advance(TimeDelta::minutes(2)).await;
    world
        .execute("alter table admin_users_away rename to admin_users")
        .await;
    let reference: String = world
        .value("select reference from telegram_updates where status = 'dead'")
        .await;
    let said = olga.transcript();
    assert!(
        said.contains("Please look at how things stand") && said.contains(&reference),
        "{said}"
    );
}

#[tokio::test]
async fn a_tap_is_answered_by_the_try_that_works() {
    let world = World::with_staff().await;
    let olga = world.olga();
    tell(&world, &report_with_button()).await;
    world
        .execute("alter table admin_users rename to admin_users_away")
        .await;
    olga.person.taps("Refund").unwrap();
    world.deliver_updates().await;
    assert_eq!(world.telegram.unanswered_taps().len(), 1);
    world
        .execute("alter table admin_users_away rename to admin_users")
        .await;
    world.settle().await;
    let said = olga.transcript();
    assert!(
        said.ends_with("This button is not in use any more."),
        "{said}"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn what_members_do_is_written_down_with_who_did_it() {
    let world = World::with_staff().await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let now = world.clock.now();
    for (friend, metadata) in [
        (&world.olga(), json!({"percent": 50})),
        (&oleg, json!(null)),
    ] {
        let member = world.find_member(friend).await.unwrap();
        let connection = &mut *world.connection().await;
        staff::audit(
            connection,
            &member,
            "refund",
            "payment",
            Some(7),
            metadata,
            now,
        )
        .await
        .unwrap();
    }
    let written: Vec<String> = sqlx::query_scalar(
        "select concat_ws(' ', coalesce(username, 'no account'), action, target_type, target_id, metadata,
            admin_audit_log.created_at)
         from admin_audit_log left join admin_users on admin_users.id = admin_id
         order by admin_audit_log.id",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    insta::assert_snapshot!(written.join("\n"), @r#"
    no account refund payment 7 {"percent": 50, "telegram_id": 201} 2026-03-02 09:00:00
    oleg refund payment 7 {"telegram_id": 202} 2026-03-02 09:00:00
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn an_owner_is_an_admin_whatever_the_account_says() {
    let world = World::with_staff().await;
    let olga = world.staff_member(201, "Olga", "viewer").await;
    let member = world.find_member(&olga).await.unwrap();
    assert_eq!(member.role, staff::Role::Admin);
    assert!(member.admin_id.is_some());
    let igor = world.in_staff_group(204, "Igor");
    assert_eq!(world.find_member(&igor).await, None);
}

#[tokio::test]
async fn a_telegram_account_is_linked_to_one_staff_account() {
    let world = World::with_staff().await;
    world.staff_member(202, "Oleg", "operator").await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    let link = async |name, id| {
        staff::link(&world.app.db, name, id, world.clock.now())
            .await
            .is_ok()
    };
    assert!(!link("vera", 202).await);
    assert!(link("oleg", 205).await && link("vera", 202).await);
    assert_eq!(world.find_member(&vera).await, None);
    world.ends_well().await;
}
