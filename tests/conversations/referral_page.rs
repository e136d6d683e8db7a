//! A person's own page of the referral programme: the link, what it has earned, the
//! picture of a month, and the QR picture.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use image::ImageFormat;
use sandbox::telegram::{Action, SeenMessage};

use crate::world::{Friend, World};

/// A world with a staff group, so that earnings can be paid out.
async fn paying() -> World {
    World::with_staff_and(|variables| {
        variables.insert("SUPPORT_TIMEZONE".to_owned(), "Europe/Moscow".to_owned());
    })
    .await
}

impl World {
    /// Gives somebody who is here a code that a transcript can hold.
    pub async fn has_code(&self, friend: &Friend<'_>, code: &str) {
        sqlx::query(
            "insert into referral_balances (user_id, referral_code, balance, referrals_count, total_earned)
             select id, $2, 0, 0, 0 from users where telegram_user_id = $1",
        )
        .bind(friend.person.id())
        .bind(code)
        .execute(&self.db)
        .await
        .unwrap();
    }

    /// Writes what a purchase has earned the only person with a code, in kopecks.
    async fn earned(&self, at: &str, amount: i64, status: &str, taken_back: i64) {
        let at: DateTime<Utc> = at.parse().unwrap();
        sqlx::query(
            "insert into referral_earnings (referrer_user_id, amount, commission_rate, status, created_at, taken_back)
             select user_id, $1 / 100.0, 0.10, $2, $3, $4 / 100.0
             from referral_balances where referral_code is not null",
        )
        .bind(amount)
        .bind(status)
        .bind(at.naive_utc())
        .bind(taken_back)
        .execute(&self.db)
        .await
        .unwrap();
        self.execute(
            "update referral_balances
             set total_earned = earned.sum,
                 balance = earned.sum
             from (
                 select referrer_user_id, sum(amount - taken_back) filter (where status = 'credited') as sum
                 from referral_earnings group by 1
             ) as earned
             where user_id = referrer_user_id and earned.sum is not null",
        )
        .await;
    }
}

/// Anna, who is known and whose code is known.
async fn with_anna(world: &World) -> Friend<'_> {
    let anna = world.anna();
    anna.sends("/start").await;
    world.has_code(&anna, "KWQ7TX").await;
    anna.transcript();
    anna
}

fn newest(friend: &Friend<'_>) -> SeenMessage {
    let messages = friend.person.messages();
    messages
        .into_iter()
        .rfind(|message| message.from_bot)
        .unwrap()
}

/// What the newest message's button with this label does.
fn action(friend: &Friend<'_>, label: &str) -> Action {
    let rows = newest(friend).keyboard;
    let button = rows
        .into_iter()
        .flatten()
        .find(|button| button.text.contains(label));
    button
        .unwrap_or_else(|| panic!("no button says “{label}”"))
        .action
}

#[tokio::test]
async fn whoever_has_earned_nothing_yet_is_invited() {
    let world = paying().await;
    let anna = with_anna(&world).await;
    anna.sends("/menu").await;
    anna.taps("Invite friends").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    assert_eq!(
        action(&anna, "Copy"),
        Action::Copy {
            text: "https://t.me/pinglass_bot?start=ref_KWQ7TX".to_owned()
        }
    );
    world.ends_well().await;
}

#[tokio::test]
async fn in_russian_too_and_without_a_staff_group() {
    let world = World::new().await;
    let boris = world.boris();
    boris.sends("/start").await;
    world.has_code(&boris, "MH4TXR").await;
    boris.transcript();
    boris.sends("/ref").await;
    world
        .earned("2026-03-02T08:00:00Z", 4990, "credited", 0)
        .await;
    boris.sends("/ref").await;
    insta::assert_snapshot!(boris.transcript(), @"");
    let Action::Url { url } = action(&boris, "Поделиться") else {
        panic!("sharing opens a link");
    };
    let url = url::Url::parse(&url).unwrap();
    let shared: Vec<_> = url.query_pairs().into_owned().collect();
    assert_eq!((url.host_str(), url.path()), (Some("t.me"), "/share/url"));
    assert_eq!(shared[0].1, "https://t.me/pinglass_bot?start=ref_MH4TXR");
    assert!(shared[1].1.contains("делает ИИ-портреты"));
    world.ends_well().await;
}

#[tokio::test]
async fn a_friend_who_comes_and_buys_shows_on_the_page() {
    let world = paying().await;
    let anna = with_anna(&world).await;
    let boris = world.boris();
    boris.sends("/start ref_kwq7tx").await;
    anna.sends("/ref").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    boris.has_an_avatar().await;
    boris.has_an_invoice().await;
    boris.pays().await;
    anna.sends("/ref").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    world.kie_finishes().await;
    anna.transcript();
    anna.sends("/ref").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn the_page_says_what_stands_between_a_person_and_the_money() {
    let world = paying().await;
    let anna = with_anna(&world).await;
    world
        .earned("2026-03-01T08:00:00Z", 149_900, "credited", 0)
        .await;
    world
        .earned("2026-03-01T09:00:00Z", 14_990, "pending", 0)
        .await;
    anna.sends("/ref").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    world
        .execute(
            "insert into withdrawal_requests (user_id, amount, status)
             select user_id, amount, status
             from referral_balances,
                  (values (1000, 'completed'), (400, 'approved'), (99, 'pending'), (700, 'rejected'))
                      as request (amount, status)",
        )
        .await;
    world
        .execute("update referral_balances set balance = 0")
        .await;
    anna.sends("/ref").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    world
        .execute("update referral_balances set balance = -149.90, total_earned = 1349.10")
        .await;
    anna.sends("/ref").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    world.ends_well().await;
}

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
    assert!(anna.transcript().contains("March 2026: 100 ₽, 1 purchase"));
    world.turn_clock(TimeDelta::minutes(1));
    anna.taps("Back to").await;
    insta::assert_snapshot!(anna.transcript(), @"");
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
    let turned = anna.transcript();
    for month in [
        "March 2026: 0 ₽, 0 purchases",
        "February 2026: 0 ₽",
        "January 2026: 100 ₽",
    ] {
        assert!(turned.contains(month), "{month}: {turned}");
    }
    anna.taps("‹ January").await;
    assert!(!anna.transcript().contains('‹'));
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
        assert!(anna.transcript().contains(shown), "{month}");
    }
    let message = newest(&boris).id;
    boris.person.presses(message, r#"ref:{"Month":[2026,1]}"#);
    world.settle().await;
    let seen = boris.transcript();
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
    let picture = image::load_from_memory_with_format(&picture, ImageFormat::Png)
        .unwrap()
        .into_luma8();
    let size = (picture.width() as usize, picture.height() as usize);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(size.0, size.1, |x, y| {
        picture[(x as u32, y as u32)].0[0]
    });
    let read = prepared.detect_grids()[0].decode().unwrap().1;
    assert_eq!(read, "https://t.me/pinglass_bot?start=ref_KWQ7TX");
    anna.taps("Back").await;
    insta::assert_snapshot!(anna.transcript(), @"");
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
async fn the_longest_page_fits_below_a_picture() {
    let world = paying().await;
    let boris = world.boris();
    boris.sends("/start").await;
    world.has_code(&boris, "MH4TXR").await;
    world
        .earned("2026-03-01T08:00:00Z", 9_999_999_999, "pending", 0)
        .await;
    world
        .earned("2026-03-01T08:00:00Z", 9_999_999_999, "credited", 0)
        .await;
    world
        .execute(
            "insert into withdrawal_requests (user_id, amount, status)
             select user_id, 99999999.99, unnest(array['approved', 'completed']) from referral_balances",
        )
        .await;
    world
        .execute(
            "update referral_balances
             set balance = -9999999.99, referrals_count = 2147483647, is_partner = true, commission_rate = 0.50",
        )
        .await;
    boris.sends("/ref").await;
    let caption = newest(&boris).text;
    assert!(
        caption.contains("99 999 999,99 ₽") && caption.contains("50%"),
        "{caption}"
    );
    assert!(caption.encode_utf16().count() < 1024);
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
