//! A person's own page of the referral programme: the link, what it has earned, the
//! picture of a month, and the QR picture.

mod taps;

use chrono::{DateTime, TimeDelta, Utc};
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

/// What the newest page says of the person's own numbers.
fn numbers(friend: &Friend<'_>) -> String {
    let caption = newest(friend).text;
    let (_, numbers) = caption.split_once("ref_KWQ7TX\n\n").unwrap();
    numbers.to_owned()
}

/// What was said since the last look, without the spaces that keep a number together.
fn said(friend: &Friend<'_>) -> String {
    friend.transcript().replace('\u{a0}', " ")
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
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /menu
    Bot: What shall we do?
         [✨ Create an avatar]
         [🎁 Invite friends]
         [🌐 Language] [❓ Help]
         [💬 Support]
    Anna taps [🎁 Invite friends]
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
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /ref
    Bot sends a photo
         “Приглашайте друзей и получайте 10%

         С каждого набора, который купит пришедший по вашей ссылке, вам идёт 10%. Деньги ваши, как только его портреты доставлены. Если покупку вернут, вернётся и ваша доля.

         Ваша ссылка: t.me/pinglass_bot?start=ref_MH4TXR

         Выплаты пока не открыты. Всё заработанное сохраняется за вами.”
         [📤 Поделиться с друзьями ↗]
         [📋 Скопировать ⧉] [▦ QR-код]
         [☰ Меню]
    Борис: /ref
    Bot sends a photo
         “Приглашайте друзей и получайте 10%

         С каждого набора, который купит пришедший по вашей ссылке, вам идёт 10%. Деньги ваши, как только его портреты доставлены. Если покупку вернут, вернётся и ваша доля.

         Ваша ссылка: t.me/pinglass_bot?start=ref_MH4TXR

         👥 Пришли: 0, купили: 0
         ✨ Всего заработано: 49,90 ₽
         💰 Доступно: 49,90 ₽
         📅 Март 2026: 49,90 ₽, 1 покупка

         Выплаты пока не открыты. Всё заработанное сохраняется за вами.”
         [📤 Поделиться с друзьями ↗]
         [📋 Скопировать ⧉] [▦ QR-код]
         [💸 Вывести]
         [☰ Меню]
    ");
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
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /ref
    Bot sends a photo
         “Invite friends and earn 10%

         Whoever comes by your link brings you 10% of every set they buy. It is yours once their portraits are delivered. If a purchase is returned, so is your share.

         Your link: t.me/pinglass_bot?start=ref_KWQ7TX

         👥 Invited: 1, bought: 0

         You can withdraw from 1,000 ₽: to a card, by phone number, or to a TON wallet.”
         [📤 Share with friends ↗]
         [📋 Copy the link ⧉] [▦ QR code]
         [🤝 Become a partner]
         [☰ Menu]
    ");
    boris.has_an_avatar().await;
    boris.has_an_invoice().await;
    boris.pays().await;
    anna.sends("/ref").await;
    insta::assert_snapshot!(numbers(&anna), @r"
    👥 Invited: 1, bought: 1
    ✨ Earned in all: 0 ₽
    ⏳ On hold until portraits are delivered: 49.90 ₽
    💰 Available: 0 ₽
    📅 March 2026: 49.90 ₽, 1 purchase

    You can withdraw from 1,000 ₽: to a card, by phone number, or to a TON wallet.
    ");
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(1)).await;
    anna.taps("My invitations").await;
    insta::assert_snapshot!(numbers(&anna), @r"
    👥 Invited: 1, bought: 1
    ✨ Earned in all: 49.90 ₽
    💰 Available: 49.90 ₽
    📅 March 2026: 49.90 ₽, 1 purchase

    You can withdraw from 1,000 ₽: 950.10 ₽ to go.
    ");
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
    insta::assert_snapshot!(numbers(&anna), @r"
    👥 Invited: 0, bought: 0
    ✨ Earned in all: 1,499 ₽
    ⏳ On hold until portraits are delivered: 149.90 ₽
    💰 Available: 1,499 ₽
    📅 March 2026: 1,648.90 ₽, 2 purchases

    You can withdraw it whenever you like.
    ");
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
    insta::assert_snapshot!(numbers(&anna), @r"
    👥 Invited: 0, bought: 0
    ✨ Earned in all: 1,499 ₽
    ⏳ On hold until portraits are delivered: 149.90 ₽
    💰 Available: 0 ₽
    💸 Asked for: 499 ₽
    ✅ Paid out: 1,000 ₽
    📅 March 2026: 1,648.90 ₽, 2 purchases

    You can withdraw from 1,000 ₽: to a card, by phone number, or to a TON wallet.
    ");
    world
        .execute("update referral_balances set balance = -149.90, total_earned = 1349.10")
        .await;
    anna.sends("/ref").await;
    insta::assert_snapshot!(numbers(&anna), @r"
    👥 Invited: 0, bought: 0
    ✨ Earned in all: 1,349.10 ₽
    ⏳ On hold until portraits are delivered: 149.90 ₽
    💰 Available: -149.90 ₽
    💸 Asked for: 499 ₽
    ✅ Paid out: 1,000 ₽
    📅 March 2026: 1,648.90 ₽, 2 purchases

    Withdrawal № 3 waits: a purchase was refunded, and 149.90 ₽ are missing. What you earn next makes up for it, there is nothing to pay.
    ");
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
    let caption = newest(&boris).text.replace('\u{a0}', " ");
    assert!(
        caption.contains("99 999 999,99 ₽") && caption.contains("50%"),
        "{caption}"
    );
    assert!(caption.encode_utf16().count() < 1024);
    world.ends_well().await;
}
