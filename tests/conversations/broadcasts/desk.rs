//! How the staff makes a broadcast, and what can go wrong while they do.

use chrono::TimeDelta;

use super::telling::{Telling, states};
use crate::world::World;

#[tokio::test]
async fn words_that_can_not_be_sent_are_refused_with_a_reason() {
    let world = World::with_staff().await;
    let olga = world.olga();
    olga.sends("/broadcast").await;
    olga.taps("✏️ English").await;
    olga.transcript();
    let long = "x".repeat(1025);
    for caption in [long.as_str(), ""] {
        olga.replies_with_photo_to("answer this message", crate::world::selfie(1), caption)
            .await;
    }
    olga.replies_with_file_to("answer this message", b"x", "x.csv")
        .await;
    olga.sends("good morning, all").await;
    insta::assert_snapshot!(olga.transcript().replace(&long, "xxx…"), @r"
    Olga (↪ “Olga, answer this message with the word…”) sends a photo
         “xxx…”
    Bot (↪ “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…”): That is too long: 1025 characters, and Telegram takes 1024.
    Olga (↪ “Olga, answer this message with the word…”) sends a photo
    Bot (↪ the photo): That has no words. Please send a text, or a photo with a caption.
    Olga (↪ “Olga, answer this message with the word…”) sends a file: x.csv
    Bot (↪ the document): That can’t be sent to people. Please send a text, or a photo (not a file) with a caption.
    Olga: good morning, all
    ");
    olga.replies_to("answer this message", "News").await;
    assert!(olga.transcript().contains("English: News"));
    world.ends_well().await;
}

#[tokio::test]
async fn buttons_and_times_that_make_no_sense_are_refused_with_a_reason() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.drafts(&olga, "News").await;
    olga.taps("Buttons: English").await;
    olga.transcript();
    for buttons in ["Try", "Try | nowhere", "Try | ftp://example.com"] {
        olga.replies_to("with the buttons", buttons).await;
    }
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga (↪ “Olga, answer this message with the butt…”): Try
    Bot (↪ “Try”): Line 1 is no button. It should be the words, then “|”, then where it leads.
    Olga (↪ “Olga, answer this message with the butt…”): Try | nowhere
    Bot (↪ “Try | nowhere”): Line 1 leads nowhere. It can lead to an address that begins with https:// or tg://, or to one of menu, new, portraits, photos, avatars, status, invite, partner, support, help.
    Olga (↪ “Olga, answer this message with the butt…”): Try | ftp://example.com
    Bot (↪ “Try | ftp://example.com”): Line 1 leads nowhere. It can lead to an address that begins with https:// or tg://, or to one of menu, new, portraits, photos, avatars, status, invite, partner, support, help.
    ");
    olga.replies_to("with the buttons", "-").await;
    olga.taps("🕒 When").await;
    olga.transcript();
    for time in ["soon", "01.03.2026 10:00"] {
        olga.replies_to("with the time", time).await;
    }
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga (↪ “Olga, answer this message with the time…”): soon
    Bot (↪ “soon”): That is no time to come. Please write it like 05.03.2026 18:30.
    Olga (↪ “Olga, answer this message with the time…”): 01.03.2026 10:00
    Bot (↪ “01.03.2026 10:00”): That is no time to come. Please write it like 05.03.2026 18:30.
    ");
    olga.replies_to("with the time", "-").await;
    assert!(olga.transcript().contains("as soon as it is confirmed"));
    world.ends_well().await;
}

#[tokio::test]
async fn only_admins_write_to_everybody() {
    let world = World::with_staff().await;
    let (olga, oleg) = (
        world.olga(),
        world.staff_member(202, "Oleg", "operator").await,
    );
    world.drafts(&olga, "News").await;
    oleg.taps("📣 Send").await;
    oleg.taps("For whom").await;
    oleg.sends("/broadcast").await;
    oleg.sends("/broadcasts").await;
    insta::assert_snapshot!(oleg.transcript(), @r"
    Oleg taps [📣 Send]
    Bot (popup): Your role here is operator, and this is not part of it. An admin can do it.
    Oleg taps [👥 For whom]
    Bot (popup): Your role here is operator, and this is not part of it. An admin can do it.
    Oleg: /broadcast
    Bot: Your role here is operator, and this is not part of it. An admin can do it.
    Oleg: /broadcasts
    Bot: Your role here is operator, and this is not part of it. An admin can do it.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn what_was_changed_after_it_was_shown_is_not_sent() {
    let world = World::with_staff().await;
    let (olga, anna) = (world.olga(), world.anna());
    anna.sends("/start").await;
    anna.transcript();
    world.drafts(&olga, "News").await;
    olga.taps("📣 Send").await;
    olga.taps("✏️ English").await;
    olga.replies_to("answer this message", "Other news").await;
    olga.transcript();
    olga.taps("Send it").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [📣 Send it]
    Bot (edited): ✖️ Broadcast № 1 was changed since this was shown. Nothing was sent; tap Send on its card again.
    ");
    assert_eq!(anna.transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn many_people_take_a_second_member() {
    let world = World::with_staff_and(|variables| {
        variables.insert(
            "BROADCAST_SECOND_APPROVAL_PEOPLE".to_owned(),
            "2".to_owned(),
        );
    })
    .await;
    let (olga, lev) = (world.olga(), world.staff_member(202, "Lev", "admin").await);
    let (anna, boris) = (world.anna(), world.boris());
    anna.sends("/start").await;
    boris.sends("/start").await;
    boris.transcript();
    world.drafts(&olga, "News").await;
    olga.taps("📣 Send").await;
    olga.transcript();
    olga.taps("Send it").await;
    olga.taps("Send it").await;
    assert_eq!(boris.transcript(), "", "one has confirmed");
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [📣 Send it]
    Bot (edited): 📣 Send broadcast № 1?

         For: everyone

         People now: 2, about a minute
         English: 1
         Русский: 1

         Begins: as soon as it is confirmed

         It can be paused and stopped, but what is sent stays sent. Nobody gets it who is banned, leaves, has blocked the bot or wants no news.

         ☑️ Olga has confirmed it. It is large enough to take a second member: somebody else has to agree, within a day.
         [📣 Send it]
         [✖️ Leave it]
    Olga taps [📣 Send it]
    Bot (popup): You have confirmed it. A second member has to agree.
    ");
    lev.taps("Send it").await;
    assert!(olga.transcript().contains("is confirmed by Olga, Lev"));
    assert_eq!(world.recipients().await, states(&[("delivered", 2)]));
    let second: i64 = world
        .value("select (metadata -> 'second' ->> 'telegram_id')::bigint from admin_audit_log where action = 'broadcast_send'")
        .await;
    assert_eq!(second, 202);
    world.ends_well().await;
}

#[tokio::test]
async fn it_can_wait_for_its_time_and_be_called_off() {
    let world = World::with_staff().await;
    let (olga, anna) = (world.olga(), world.anna());
    anna.sends("/start").await;
    anna.transcript();
    world.drafts(&olga, "News").await;
    olga.taps("🕒 When").await;
    olga.replies_to("with the time", "02.03.2026 18:30").await;
    olga.transcript();
    world.sends_the_broadcast(&olga).await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [📣 Send]
    Bot: 📣 Send broadcast № 1?

         For: everyone

         People now: 1
         English: 1

         Begins: 02.03.2026 18:30 (UTC)

         It can be paused and stopped, but what is sent stays sent. Nobody gets it who is banned, leaves, has blocked the bot or wants no news.
         [📣 Send it]
         [✖️ Leave it]
    Olga taps [📣 Send it]
    Bot (edited): 📣 Broadcast № 1 is confirmed by Olga.
         Begins: 02.03.2026 18:30 (UTC)
    Bot (edited): 📣 Broadcast № 1 · 🕒 waits for its time · Olga

         English: News
         Русский: gets what is written in English

         For: everyone

         Begins: 02.03.2026 18:30 (UTC)

         People now: 1
         English: 1
         [✖️ Call it off]
    ");
    olga.taps("Call it off").await;
    world.advance(TimeDelta::hours(12)).await;
    assert_eq!(anna.transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn what_has_waited_is_sent_listed_and_audited() {
    let world = World::with_staff().await;
    let (olga, anna) = (world.olga(), world.anna());
    anna.sends("/start").await;
    anna.transcript();
    world.drafts(&olga, "News").await;
    olga.taps("🕒 When").await;
    olga.replies_to("with the time", "04.03.2026 18:30").await;
    world.sends_the_broadcast(&olga).await;
    olga.taps("Call it off").await;
    world.sends_the_broadcast(&olga).await;
    world.advance(TimeDelta::days(3)).await;
    assert!(anna.transcript().contains("News"));
    assert_eq!(world.recipients().await, states(&[("delivered", 1)]));
    olga.transcript();
    olga.sends("/broadcasts").await;
    olga.taps("№ 1").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /broadcasts
    Bot: 📣 The latest broadcasts
         № 1 · ✅ sent · 05.03.2026 09:00 · everyone · 1 of 1
         [№ 1]
    Olga taps [№ 1]
    Bot: 📣 Broadcast № 1 · ✅ sent · Olga

         English: News
         Русский: gets what is written in English

         For: everyone

         1 of 1 have it
         👆 nobody has tapped a button yet
         Begun 05.03.2026 09:00
         Over 05.03.2026 09:00
         [🔄 Refresh]
    ");
    let audited: String = world
        .value(
            "select string_agg(action, ' ' order by id)
             from admin_audit_log
             where target_type = 'broadcast'",
        )
        .await;
    insta::assert_snapshot!(audited, @r"
    broadcast_begin broadcast_words broadcast_time broadcast_send broadcast_status broadcast_send
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_draft_can_be_discarded() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.drafts(&olga, "News").await;
    olga.taps("Discard").await;
    olga.sends("/broadcasts").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [🗑 Discard]
    Bot (edited): 🗑 Broadcast № 1 was discarded by Olga.
    Olga: /broadcasts
    Bot: There have been no broadcasts yet. /broadcast makes one.
    ");
    let left: i64 = world.value("select count(*) from broadcast_letters").await;
    assert_eq!(left, 0);
    world.ends_well().await;
}
