//! Whom a broadcast is for.

use chrono::TimeDelta;

use super::telling::Telling;
use crate::world::{Friend, World};

/// How many people the newest draft is for, as the card says.
fn people(olga: &Friend<'_>) -> String {
    let card = olga.person.last_from_bot().unwrap().text;
    let line = card.lines().find(|line| line.contains("People now"));
    line.unwrap().replace("People now: ", "")
}

/// Anna has paid and used it, Boris has not used it and is away, Vera is a partner.
async fn tell_apart(world: &World) {
    world
        .execute(
            "insert into payments (user_id, payment_id, provider, amount, status, generation_consumed)
             select id, 'p' || id, 'stars', 499, 'succeeded', telegram_user_id = 101
             from users where telegram_user_id in (101, 102)",
        )
        .await;
    world
        .execute(
            "insert into referral_balances (user_id, referral_code, is_partner)
             select id, 'VERA', true from users where telegram_user_id = 103
             on conflict (user_id) do update set is_partner = true",
        )
        .await;
    world
        .execute(
            "update user_settings set last_seen_at = last_seen_at - interval '40 days'
             where user_id = (select id from users where telegram_user_id = 102)",
        )
        .await;
}

#[tokio::test]
async fn an_audience_is_narrowed_by_taps() {
    let world = World::with_staff().await;
    let (olga, anna, boris) = (world.olga(), world.anna(), world.boris());
    anna.sends("/start").await;
    boris.sends("/start").await;
    let vera = world.friend(103, "Vera", "en");
    vera.sends("/start").await;
    tell_apart(&world).await;
    world.drafts(&olga, "News").await;
    olga.taps("For whom").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [👥 For whom]
    Bot (edited): 📣 Broadcast № 1 · 📝 draft · Olga

         For: everyone

         People now: 3, about a minute
         English: 2
         Русский: 1
         [• everyone] [have paid]
         [have never paid] [paid, set unused]
         [partners] [a list]
         [• All languages] [English] [Русский]
         [• Seen whenever]
         [seen in the last day] [seen in the last 7 days]
         [seen in the last 30 days] [seen in the last 90 days]
         [not seen for 7 days] [not seen for 30 days]
         [not seen for 90 days] [not seen for 180 days]
         [‹ Back]
    ");
    let mut seen = Vec::new();
    for choice in [
        "have paid",
        "have never paid",
        "paid, set unused",
        "partners",
        "everyone",
        "Русский",
        "All languages",
        "not seen for 30 days",
        "seen in the last 30 days",
        "Seen whenever",
    ] {
        olga.taps(choice).await;
        seen.push(format!("{choice}: {}", people(&olga)));
    }
    insta::assert_snapshot!(seen.join("\n"), @r"
    have paid: 2, about a minute
    have never paid: 1
    paid, set unused: 1
    partners: 1
    everyone: 3, about a minute
    Русский: 1
    All languages: 3, about a minute
    not seen for 30 days: 1
    seen in the last 30 days: 2, about a minute
    Seen whenever: 3, about a minute
    ");
    olga.taps("Back").await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_list_is_typed_or_sent_as_a_file() {
    let world = World::with_staff().await;
    let (olga, anna, boris) = (world.olga(), world.anna(), world.boris());
    anna.sends("/start").await;
    boris.sends("/start").await;
    world
        .execute("update users set telegram_username = 'Boris_P' where telegram_user_id = 102")
        .await;
    world.drafts(&olga, "News").await;
    olga.taps("For whom").await;
    olga.transcript();
    olga.taps("a list").await;
    olga.replies_to("with the people", "nobody").await;
    olga.replies_to("with the people", "101, @boris_p @stranger")
        .await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [a list]
    Bot (edited): 📣 Broadcast № 1 · 📝 draft · Olga

         For: a list

         People now: nobody
         [everyone] [have paid]
         [have never paid] [paid, set unused]
         [partners] [• a list]
         [• All languages] [English] [Русский]
         [• Seen whenever]
         [seen in the last day] [seen in the last 7 days]
         [seen in the last 30 days] [seen in the last 90 days]
         [not seen for 7 days] [not seen for 30 days]
         [not seen for 90 days] [not seen for 180 days]
         [‹ Back]
    Bot: Olga, answer this message with the people: Telegram ids and @names, or a CSV file with them in its first column.
    Olga (↪ “Olga, answer this message with the peop…”): nobody
    Bot (↪ “nobody”): I can’t find people in that. Please send Telegram ids or @names, or a CSV file of at most 2 MB with them in its first column.
    Olga (↪ “Olga, answer this message with the peop…”): 101, @boris_p @stranger
    Bot (↪ “101, @boris_p @stranger”): Of 3 named, 2 are known here.
    Bot: 📣 Broadcast № 1 · 📝 draft · Olga

         English: News
         Русский: gets what is written in English

         For: a list

         Begins: as soon as it is confirmed

         People now: 2, about a minute
         English: 1
         Русский: 1
         [✏️ English] [✏️ Русский]
         [🔗 Buttons: English]
         [👥 For whom] [🕒 When]
         [👁 Show me] [📣 Send]
         [🗑 Discard]
    Bot deletes: 📣 Broadcast № 1 · 📝 draft · Olga
    ");
    assert_eq!(people(&olga), "2, about a minute");
    olga.taps("For whom").await;
    olga.taps("a list").await;
    olga.replies_with_file_to("with the people", b"id;paid\n102;101\n", "people.csv")
        .await;
    assert_eq!(people(&olga), "1");
    anna.transcript();
    boris.transcript();
    world.sends_the_broadcast(&olga).await;
    assert_eq!(anna.transcript(), "");
    assert!(boris.transcript().contains("News"));
    world.ends_well().await;
}

#[tokio::test]
async fn nobody_gets_it_who_must_not() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.staff_member(203, "Lev", "viewer").await;
    let friends = [
        (101, "Anna", ""),
        (
            104,
            "Banned",
            "update users set is_banned = true where telegram_user_id = 104",
        ),
        (
            105,
            "Leaving",
            "update users set erasure_asked_at = '2026-03-02' where telegram_user_id = 105",
        ),
        (
            106,
            "Gone",
            "update user_settings set unreachable_since = '2026-03-02'
             where user_id = (select id from users where telegram_user_id = 106)",
        ),
        (
            107,
            "Silent",
            "update user_settings set news_off_at = '2026-03-02'
             where user_id = (select id from users where telegram_user_id = 107)",
        ),
        (203, "Lev", ""),
        (201, "Olga", ""),
    ];
    for (id, name, statement) in friends {
        world.friend(id, name, "en").sends("/start").await;
        if !statement.is_empty() {
            world.execute(statement).await;
        }
    }
    world.drafts(&olga, "News").await;
    assert_eq!(people(&olga), "1");
    world.sends_the_broadcast(&olga).await;
    let got: i64 = world
        .value(
            "select min(telegram_user_id)
             from broadcast_recipients join users on users.id = user_id",
        )
        .await;
    assert_eq!(got, 101);
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_is_banned_or_leaves_after_the_start_is_passed_over() {
    let world = World::with_staff().await;
    let (olga, anna) = (world.olga(), world.anna());
    let boris = world.boris();
    anna.sends("/start").await;
    boris.sends("/start").await;
    boris.transcript();
    world.drafts(&olga, "News").await;
    olga.taps("🕒 When").await;
    olga.replies_to("with the time", "03.03.2026 10:00").await;
    world.sends_the_broadcast(&olga).await;
    world.advance(TimeDelta::hours(1)).await;
    assert!(world.recipients().await.is_empty());
    world
        .execute("update users set is_banned = true where telegram_user_id = 102")
        .await;
    world.advance(TimeDelta::hours(25)).await;
    assert_eq!(
        world.recipients().await,
        super::telling::states(&[("delivered", 1)]),
        "the audience is fixed when it starts"
    );
    assert_eq!(boris.transcript(), "");
    world.ends_well().await;
}
