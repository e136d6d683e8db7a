//! What people can do with a broadcast: open what it speaks of, and have no more of it.

use pinglass::telegram::Buttons;
use serde_json::json;

use super::telling::{Telling, states};
use crate::world::World;

#[tokio::test]
async fn a_button_opens_its_place_and_counts() {
    let world = World::with_staff().await;
    let (olga, anna) = (world.olga(), world.anna());
    anna.sends("/start").await;
    world.drafts(&olga, "News").await;
    olga.taps("Buttons: English").await;
    olga.replies_to("answer this message", "My avatars | avatars")
        .await;
    world.sends_the_broadcast(&olga).await;
    anna.transcript();
    anna.taps("My avatars").await;
    anna.taps("My avatars").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [My avatars]
    Bot: You have no avatars yet. Let's make the first one: it takes a name and a few photos.
         [📸 New avatar]
         [☰ Menu]
    Anna taps [My avatars]
    Bot: You have no avatars yet. Let's make the first one: it takes a name and a few photos.
         [📸 New avatar]
         [☰ Menu]
    ");
    olga.transcript();
    olga.taps("Refresh").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [🔄 Refresh]
    Bot (edited): 📣 Broadcast № 1 · ✅ sent · Olga

         English: News
         [My avatars]
         Русский: gets what is written in English

         For: everyone

         1 of 1 have it
         👆 1 person tapped, 2 in all
         Begun 02.03.2026 09:00
         Over 02.03.2026 09:00
         [🔄 Refresh]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn an_address_is_opened_by_way_of_a_count() {
    let world = World::with_staff().await;
    let (olga, anna) = (world.olga(), world.anna());
    anna.sends("/start").await;
    world.drafts(&olga, "News").await;
    olga.taps("Buttons: English").await;
    olga.replies_to(
        "answer this message",
        "Read | https://example.com/a?b=c\nUs | https://t.me/pinglass",
    )
    .await;
    world.sends_the_broadcast(&olga).await;
    let token: String = world
        .value("select replace(token::text, '-', '') from broadcast_recipients")
        .await;
    let link = format!("{}/n/{token}/0", world.url);
    let shown = anna.person.last_from_bot().unwrap();
    let shown = format!("{shown:?}");
    assert!(shown.contains(&link), "{shown}");
    assert!(shown.contains("https://t.me/pinglass"), "{shown}");
    for (link, status) in [
        (link.clone(), 307),
        (link, 307),
        (format!("{}/n/{token}/1", world.url), 307),
        (format!("{}/n/{token}/2", world.url), 404),
        (format!("{}/n/{}/0", world.url, "0".repeat(32)), 404),
        (format!("{}/n/rubbish/0", world.url), 404),
    ] {
        let browser = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        let answer = browser.get(&link).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{link}");
        let location = answer.headers().get("location");
        if let Some(location) = location {
            let location = location.to_str().unwrap();
            assert!(["https://example.com/a?b=c", "https://t.me/pinglass"].contains(&location));
        }
    }
    let clicks: String = world
        .value(
            "select string_agg(button || ':' || clicks, ' ' order by button) from broadcast_clicks",
        )
        .await;
    assert_eq!(clicks, "0:2 1:1");
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_wants_no_news_gets_none_until_they_do() {
    let world = World::with_staff().await;
    let (olga, anna) = (world.olga(), world.anna());
    anna.sends("/start").await;
    anna.transcript();
    world.drafts(&olga, "The first news").await;
    world.sends_the_broadcast(&olga).await;
    anna.taps("No more news").await;
    anna.sends("/news").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: The first news
         [🔕 No more news]
    Anna taps [🔕 No more news]
    Bot (alert): You get no more news from us. What you buy and ask for arrives as ever. /news lets news come again.
    Anna: /news
    Bot: You get no news from us.

         What you buy and ask for arrives in any case.
         [🔔 Send me news]
         [☰ Menu]
    ");
    world.drafts(&olga, "The second news").await;
    olga.taps("📣 Send").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [📣 Send]
    Bot (popup): Nobody is in this audience.
    ");
    anna.taps("Send me news").await;
    world.sends_the_broadcast(&olga).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🔔 Send me news]
    Bot (edited): You get news from us: new styles and offers, now and then.

         What you buy and ask for arrives in any case.
         [🔕 No more news]
         [☰ Menu]
    Bot: The second news
         [🔕 No more news]
    ");
    assert_eq!(world.recipients().await, states(&[("delivered", 2)]));
    world.ends_well().await;
}

#[tokio::test]
async fn a_forged_or_outdated_button_does_nothing() {
    #[derive(Clone, serde::Serialize, serde::Deserialize)]
    struct Forged(serde_json::Value);
    impl Buttons for Forged {
        const FEATURE: &'static str = "news";
    }
    let world = World::with_staff().await;
    let (olga, anna) = (world.olga(), world.anna());
    anna.sends("/start").await;
    world.drafts(&olga, "News").await;
    olga.taps("Buttons: English").await;
    olga.replies_to("answer this message", "My avatars | avatars")
        .await;
    world.sends_the_broadcast(&olga).await;
    anna.transcript();
    let number: i32 = world.value("select id from broadcasts").await;
    for data in [
        Forged(json!({ "o": [number, "en", 1] })).encode(),
        Forged(json!({ "o": [number, "ru", 0] })).encode(),
        Forged(json!({ "o": [number + 1, "en", 0] })).encode(),
        Forged(json!({ "o": [number, "en", -1] })).encode(),
    ] {
        let message = anna.person.last_from_bot().unwrap().id;
        anna.person.taps_data(message, &data);
        world.settle().await;
    }
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [a button that is gone]
    Bot (popup): This button is from an older message. Here is a fresh start: /menu
    Anna taps [a button that is gone]
    Bot (popup): This button is from an older message. Here is a fresh start: /menu
    Anna taps [a button that is gone]
    Bot (popup): This button is from an older message. Here is a fresh start: /menu
    Anna taps [a button that is gone]
    Bot (popup): This button is from an older message. Here is a fresh start: /menu
    ");
    let clicks: i64 = world.value("select count(*) from broadcast_clicks").await;
    assert_eq!(clicks, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn an_erased_person_leaves_nothing_of_it() {
    let world = World::with_staff().await;
    let (olga, anna) = (world.olga(), world.anna());
    anna.sends("/start").await;
    world.drafts(&olga, "News").await;
    olga.taps("Buttons: English").await;
    olga.replies_to("answer this message", "My avatars | avatars")
        .await;
    world.sends_the_broadcast(&olga).await;
    anna.taps("My avatars").await;
    let rows = "select (select count(*) from broadcast_recipients) + (select count(*) from broadcast_clicks)";
    assert_eq!(world.value::<i64>(rows).await, 2);
    anna.sends("/privacy").await;
    anna.taps("Erase everything").await;
    anna.taps("Yes, erase everything").await;
    world.advance(chrono::TimeDelta::minutes(10)).await;
    assert_eq!(world.value::<i64>(rows).await, 0);
    world.ends_well().await;
}
