//! What can be tapped on the page: months, the QR picture, and what somebody forges.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::{newest, paying, said, with_anna};
use crate::world::Friend;

#[tokio::test]
async fn a_month_turns_at_midnight_of_the_reports_zone() {
    let world = paying().await;
    let anna = with_anna(&world).await;
    world
        .earned("2026-03-31T20:59:59Z", 10_000, "credited", 0)
        .await;
    world
        .earned("2026-03-31T21:00:00Z", 20_000, "pending", 5_000)
        .await;
    world.turn_clock(TimeDelta::days(29) + TimeDelta::hours(11) + TimeDelta::minutes(59));
    anna.sends("/ref").await;
    assert!(said(&anna).contains("March 2026: 100 ₽, 1 purchase"));
    world.turn_clock(TimeDelta::minutes(1));
    anna.sends("/ref").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /ref
    Bot sends a photo
         “Invite friends and earn 10%

         Whoever comes by your link brings you 10% of every set they buy. It is yours once their portraits are delivered. If a purchase is returned, so is your share.

         Your link: t.me/pinglass_bot?start=ref_KWQ7TX

         👥 Invited: 0, bought: 0
         ✨ Earned in all: 100 ₽
         ⏳ On hold until portraits are delivered: 150 ₽
         💰 Available: 100 ₽
         📅 April 2026: 150 ₽, 1 purchase

         You can withdraw from 1,000 ₽: 900 ₽ to go.”
         [📤 Share with friends ↗]
         [📋 Copy the link ⧉] [▦ QR code]
         [‹ March]
         [💸 Withdraw]
         [🤝 Become a partner]
         [☰ Menu]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn months_without_anything_are_not_offered_and_not_reached() {
    let world = paying().await;
    let anna = with_anna(&world).await;
    let boris = world.boris();
    boris.sends("/start").await;
    world
        .earned("2026-01-15T12:00:00Z", 10_000, "credited", 0)
        .await;
    anna.sends("/ref").await;
    anna.taps("‹ February").await;
    anna.taps("‹ January").await;
    anna.taps("February ›").await;
    let turned = said(&anna);
    for month in [
        "March 2026: 0 ₽, 0 purchases",
        "February 2026: 0 ₽",
        "January 2026: 100 ₽",
    ] {
        assert!(turned.contains(month), "{month}: {turned}");
    }
    anna.taps("‹ January").await;
    anna.transcript();
    let labels = newest(&anna)
        .keyboard
        .into_iter()
        .flatten()
        .map(|button| button.text);
    let turning: Vec<String> = labels.filter(|label| label.contains(['‹', '›'])).collect();
    assert_eq!(turning, ["February ›"]);
    // Whatever a forged tap asks for, everybody sees their own, and months that are there.
    for (month, shown) in [
        (r#"ref:{"Month":[1999,1]}"#, "March 2026"),
        (r#"ref:{"Month":[2020,1]}"#, "January 2026"),
        (r#"ref:{"Month":[262142,12]}"#, "March 2026"),
        (r#"ref:{"Month":[2026,13]}"#, "March 2026"),
    ] {
        let message = newest(&anna).id;
        anna.person.presses(message, month);
        world.settle().await;
        assert!(said(&anna).contains(shown), "{month}");
    }
    let message = newest(&boris).id;
    boris.person.presses(message, r#"ref:{"Month":[2026,1]}"#);
    world.settle().await;
    let seen = said(&boris);
    assert!(
        !seen.contains("KWQ7TX") && !seen.contains("100 ₽"),
        "{seen}"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn the_qr_picture_leads_to_the_link() {
    let world = paying().await;
    let anna = with_anna(&world).await;
    anna.sends("/ref").await;
    anna.transcript();
    anna.taps("QR").await;
    let picture = newest(&anna).media.unwrap();
    let picture = world.telegram.file(&picture.file_id).unwrap();
    let picture = image::load_from_memory(&picture).unwrap().into_luma8();
    let size = (picture.width() as usize, picture.height() as usize);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(size.0, size.1, |x, y| {
        picture[(x as u32, y as u32)].0[0]
    });
    let read = prepared.detect_grids()[0].decode().unwrap().1;
    assert_eq!(read, "https://t.me/pinglass_bot?start=ref_KWQ7TX");
    anna.taps("Back").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [▦ QR code]
    Bot (edited) shows a photo
         “Your link as a picture

         A friend points their camera at it and is here: t.me/pinglass_bot?start=ref_KWQ7TX”
         [📤 Share with friends ↗] [📋 Copy the link ⧉]
         [‹ Back]
    Anna taps [‹ Back]
    Bot (edited) shows a photo
         “Invite friends and earn 10%

         Whoever comes by your link brings you 10% of every set they buy. It is yours once their portraits are delivered. If a purchase is returned, so is your share.

         Your link: t.me/pinglass_bot?start=ref_KWQ7TX

         You can withdraw from 1,000 ₽: to a card, by phone number, or to a TON wallet.”
         [📤 Share with friends ↗]
         [📋 Copy the link ⧉] [▦ QR code]
         [🤝 Become a partner]
         [☰ Menu]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn many_at_once_get_codes_of_their_own_once() {
    let world = paying().await;
    let crowd: Vec<Friend<'_>> = (0..25)
        .map(|place| world.friend(7000 + place, "Guest", "en"))
        .collect();
    for guest in &crowd {
        guest.person.sends("/language");
    }
    world.settle().await;
    for _ in 0..2 {
        for guest in &crowd {
            let message = newest(guest).id;
            guest.person.presses(message, r#"ref:"Qr""#);
        }
    }
    world.settle().await;
    let codes: Vec<String> = sqlx::query_scalar("select referral_code from referral_balances")
        .fetch_all(&world.db)
        .await
        .unwrap();
    assert_eq!(codes.len(), crowd.len());
    assert!(codes.iter().all(|code| code.len() == 6));
    let different: BTreeSet<&String> = codes.iter().collect();
    assert_eq!(different.len(), crowd.len());
    world.ends_well().await;
}

#[tokio::test]
async fn the_banned_see_nothing_of_it() {
    let world = paying().await;
    let anna = with_anna(&world).await;
    anna.sends("/ref").await;
    anna.transcript();
    world
        .execute("update users set is_banned = true where telegram_user_id = 101")
        .await;
    anna.taps("QR").await;
    anna.sends("/ref").await;
    let seen = anna.transcript();
    assert!(
        !seen.contains("KWQ7TX") && seen.contains("This account is blocked"),
        "{seen}"
    );
    world.ends_well().await;
}
