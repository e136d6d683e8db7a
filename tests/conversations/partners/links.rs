//! Further links: their names, their limits, and whose they are.

use crate::world::World;

#[tokio::test]
async fn links_are_added_renamed_closed_and_opened_again() {
    let world = World::with_staff().await;
    let anna = world.anna();
    world.is_partner(&anna, "KWQ7TX").await;
    anna.sends("/partner").await;
    anna.taps("Links").await;
    anna.transcript();
    anna.taps("New link").await;
    anna.taps("Back").await;
    anna.taps("New link").await;
    anna.sends("❤️").await;
    anna.sends(&format!("Post <b>№ 1</b> \u{202e}{}", "x".repeat(100)))
        .await;
    world
        .execute("update referral_links set code = 'SPRNGPT'")
        .await;
    anna.transcript();
    anna.taps("Rename").await;
    anna.sends("Post № 1").await;
    anna.taps("Close").await;
    // It leads to the bot, and that is all.
    let guest = world.friend(9001, "Guest", "en");
    guest.sends("/start ref_SPRNGPT").await;
    assert!(guest.transcript().contains("Hello, Guest"));
    anna.taps("All links").await;
    anna.taps("Post № 1").await;
    anna.taps("Open again").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [✏️ Rename]
    Bot (edited): What shall it be called from now on? The link itself stays the same.
         [‹ Back]
    Anna: Post № 1
    Bot: 🔗 Post № 1
         t.me/pinglass_bot?start=ref_SPRNGPT

         👣 Visits: 0, sign-ups: 0, purchases: 0
         ✨ Earned in all: 0 ₽
         [📤 Share with friends ↗] [📋 Copy the link ⧉]
         [▦ QR code]
         [📈 Day by day]
         [✏️ Rename] [🚫 Close]
         [‹ All links]
    Anna taps [🚫 Close]
    Bot (edited): 🔗 Post № 1
         t.me/pinglass_bot?start=ref_SPRNGPT
         🚫 Closed: it still leads to the bot, but brings you nobody new. Whom it brought before stays yours.

         👣 Visits: 0, sign-ups: 0, purchases: 0
         ✨ Earned in all: 0 ₽
         [📈 Day by day]
         [✏️ Rename] [🔓 Open again]
         [‹ All links]
    Anna taps [‹ All links]
    Bot (edited): 🔗 Your links

         Each is counted on its own; only you see the names. You can have up to 50 beside your own link.

         Own link
         t.me/pinglass_bot?start=ref_KWQ7TX

         🚫 Post № 1, closed
         t.me/pinglass_bot?start=ref_SPRNGPT
         [Own link] [🚫 Post № 1]
         [➕ New link]
         [‹ Partner’s page]
    Anna taps [🚫 Post № 1]
    Bot (edited): 🔗 Post № 1
         t.me/pinglass_bot?start=ref_SPRNGPT
         🚫 Closed: it still leads to the bot, but brings you nobody new. Whom it brought before stays yours.

         👣 Visits: 0, sign-ups: 0, purchases: 0
         ✨ Earned in all: 0 ₽
         [📈 Day by day]
         [✏️ Rename] [🔓 Open again]
         [‹ All links]
    Anna taps [🔓 Open again]
    Bot (edited): 🔗 Post № 1
         t.me/pinglass_bot?start=ref_SPRNGPT

         👣 Visits: 0, sign-ups: 0, purchases: 0
         ✨ Earned in all: 0 ₽
         [📤 Share with friends ↗] [📋 Copy the link ⧉]
         [▦ QR code]
         [📈 Day by day]
         [✏️ Rename] [🚫 Close]
         [‹ All links]
    ");
    let counts: String = world
        .value(
            "select concat_ws(' ', (select count(*) from referral_visits),
                                   (select count(*) from referral_attributions))",
        )
        .await;
    assert_eq!(counts, "0 0");
    world
        .friend(9002, "Guest", "en")
        .sends("/start ref_SPRNGPT")
        .await;
    let link: Option<i32> = world
        .value("select link_id from referral_attributions")
        .await;
    assert!(link.is_some());
    world.ends_well().await;
}

#[tokio::test]
async fn nobody_reaches_the_links_of_others() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.friend(103, "Bert", "en"));
    world.is_partner(&anna, "KWQ7TX").await;
    world.is_partner(&boris, "MH4TXR").await;
    anna.sends("/partner").await;
    anna.taps("Links").await;
    anna.taps("New link").await;
    anna.sends("Secret plan").await;
    let id: i32 = world.value("select id from referral_links").await;
    boris.sends("/partner").await;
    let message = boris.newest();
    boris.transcript();
    for data in [
        format!(r#"partner:{{"k":{id}}}"#),
        format!(r#"partner:{{"q":{id}}}"#),
        format!(r#"partner:{{"n":{id}}}"#),
        format!(r#"partner:{{"c":{id}}}"#),
        format!(r#"partner:{{"o":{id}}}"#),
        format!(r#"partner:{{"p":[{{"l":{id}}},"r"]}}"#),
    ] {
        boris.person.presses(message, &data);
        world.settle().await;
        let said = boris.transcript();
        assert!(
            said.contains("Bot (popup): This is not on your page."),
            "{data}: {said}"
        );
        assert!(!said.contains("Secret plan"), "{data}: {said}");
    }
    let untouched: bool = world
        .value("select name = 'Secret plan' and closed_at is null from referral_links")
        .await;
    assert!(untouched);
    world.ends_well().await;
}

#[tokio::test]
async fn fifty_links_with_long_names_fit_and_are_the_most() {
    let world = World::with_staff().await;
    let anna = world.anna();
    world.is_partner(&anna, "KWQ7TX").await;
    // Escaped, such a letter takes five characters.
    world
        .execute(
            "insert into referral_links (user_id, code, name, created_at)
             select user_id, 'CODE' || number, repeat('&', 60) || number, '2026-03-01'
             from referral_balances, generate_series(101, 149) as number",
        )
        .await;
    anna.sends("/partner").await;
    anna.taps("Links").await;
    anna.taps("New link").await;
    // Two windows, one of which is left open while the fiftieth is added in the other.
    world
        .execute(
            "insert into referral_links (user_id, code, name, created_at)
             select user_id, 'CODE150', repeat('&', 61) || '150', '2026-03-01'
             from referral_balances",
        )
        .await;
    anna.sends("One more").await;
    assert!(
        anna.transcript()
            .contains("You have 50 links, and these are the most.")
    );
    anna.taps("All links").await;
    for _ in 0..6 {
        anna.taps("›").await;
    }
    let said = anna.transcript();
    assert!(!said.contains("New link"), "{said}");
    assert_eq!(
        said.matches("&101").count(),
        1,
        "the last page shows the oldest"
    );
    let message = anna.newest();
    anna.person.presses(message, r#"partner:{"l":255}"#);
    world.settle().await;
    anna.sends("/partner").await;
    world.ends_well().await;
}
