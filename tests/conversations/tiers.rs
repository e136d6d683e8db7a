//! Sets and prices, as the staff change them: shown before they hold, doubted where a digit
//! may be missing, and true in every process at once.

use chrono::TimeDelta;
use sandbox::telegram::PaymentState;

use crate::world::{Friend, World};

impl Friend<'_> {
    /// Asks for a change and confirms it; what was said.
    async fn changes_tier(&self, words: &str) -> String {
        self.sends(&format!("/tier {words}")).await;
        self.taps("Change it").await;
        self.transcript()
    }
}

impl World {
    async fn stars_of(&self, tier: &str) -> Option<i32> {
        sqlx::query_scalar("select stars_price from pricing_tiers where id = $1")
            .bind(tier)
            .fetch_one(&self.db)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn a_price_is_changed_after_a_preview() {
    let world = World::with_staff().await;
    let olga = world.olga();
    olga.sends("/tiers").await;
    olga.taps("Premium").await;
    olga.sends("/tier premium price 1490").await;
    olga.taps("Change it").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /tiers
    Bot: Sets

         • Starter (starter): 499 ₽ · 350 ⭐ · 7 photos
         🟢 on sale, place 1, sold 0 times in 30 days

         🔥 Standard (standard): 999 ₽ · 700 ⭐ · 15 photos
         🟢 on sale, place 2, sold 0 times in 30 days

         • Premium (premium): 1,499 ₽ · 1050 ⭐ · 23 photos
         🟢 on sale, place 3, sold 0 times in 30 days

         To change one: /tier premium price 1490, or stars 790, ton 6.5, photos 23, popular on, active off, order 2, name Premium | Премиум; stars off and ton off take a price away.
         To add one, not on sale yet: /tier add mini 199 3 140 Mini | Мини (id, roubles, photos, Stars, names).
         The price in TON is used only while no rate is to be had.
         [Starter] [Standard] [Premium]
    Olga taps [Premium]
    Bot: • Premium (premium): 1,499 ₽ · 1050 ⭐ · 23 photos
         🟢 on sale, place 3, sold 0 times in 30 days

         To change it: /tier premium price 1490, and so with stars, ton, photos, order, name.
         [🔥 Make it the popular one]
         [🔴 Take it off sale]
    Olga: /tier premium price 1490
    Bot: Change Premium (premium)?
         Price: 1,499 ₽ → 1,490 ₽

         Stars for 100 ₽: 70 → 70.5

         It holds at once, everywhere. Invoices that were sent keep their price for 24 hours, and prices in TON for 30 minutes.
         [💾 Change it]
         [✖️ Leave it]
    Olga taps [💾 Change it]
    Bot (edited): ✅ Premium (premium), changed by Olga
         Price: 1,499 ₽ → 1,490 ₽
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account tier_changed pricing_tier {"after": {"id": "premium", "name": "Premium", "names": {}, "price": "1490", "is_active": true, "ton_price": null, "is_popular": false, "sort_order": 3, "photo_count": 23, "stars_price": 1050}, "before": {"id": "premium", "name": "Premium", "names": {}, "price": "1499.00", "is_active": true, "ton_price": null, "is_popular": false, "sort_order": 3, "photo_count": 23, "stars_price": 1050}, "telegram_id": 201}
    "#);
    let updated: bool = world
        .value("select updated_at = '2026-03-02 09:00' from pricing_tiers where id = 'premium'")
        .await;
    assert!(updated);
    world.ends_well().await;
}

#[tokio::test]
async fn what_may_be_a_slip_is_doubted() {
    let world = World::with_staff().await;
    let olga = world.olga();
    olga.sends("/tier standard stars 7000").await;
    olga.taps("Leave it").await;
    olga.sends("/tier standard price 0").await;
    olga.sends("/tier standart price 900").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /tier standard stars 7000
    Bot: Change Standard (standard)?
         Stars: 700 ⭐ → 7000 ⭐

         Stars for 100 ₽: 70.1 → 700.7

         ⚠️ The price in Stars changes by more than half. Is every digit right?

         ⚠️ Stars and roubles are out of line with the other sets, by more than a fifth. Whoever can pay both ways takes the cheaper one.

         It holds at once, everywhere. Invoices that were sent keep their price for 24 hours, and prices in TON for 30 minutes.
         [💾 Change it]
         [✖️ Leave it]
    Olga taps [✖️ Leave it]
    Bot (edited): Change Standard (standard)?
         Stars: 700 ⭐ → 7000 ⭐

         Stars for 100 ₽: 70.1 → 700.7

         ⚠️ The price in Stars changes by more than half. Is every digit right?

         ⚠️ Stars and roubles are out of line with the other sets, by more than a fifth. Whoever can pay both ways takes the cheaper one.

         It holds at once, everywhere. Invoices that were sent keep their price for 24 hours, and prices in TON for 30 minutes.

         ✖️ Left alone by Olga. Nothing was done.
    Olga: /tier standard price 0
    Bot: A price is from 10 to 1000000 roubles, with at most two digits behind the point: price 1490.
    Olga: /tier standart price 900
    Bot: There is no such set. There are: starter, standard, premium.

         To change one: /tier premium price 1490, or stars 790, ton 6.5, photos 23, popular on, active off, order 2, name Premium | Премиум; stars off and ton off take a price away.
         To add one, not on sale yet: /tier add mini 199 3 140 Mini | Мини (id, roubles, photos, Stars, names).
         The price in TON is used only while no rate is to be had.
    ");
    assert_eq!(world.stars_of("standard").await, Some(700));
    world.ends_well().await;
}

#[tokio::test]
async fn a_new_set_is_sold_under_its_names_once_it_is_put_on_sale() {
    let world = World::selling_by("stars").await;
    let (olga, boris) = (world.olga(), world.boris());
    boris.has_an_avatar().await;
    olga.sends("/tier add mini 199 3 140 Mini | Мини").await;
    olga.taps("Add it").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /tier add mini 199 3 140 Mini | Мини
    Bot: Add Mini (mini)?
         Price: 199 ₽
         Stars: 140 ⭐
         Photos: 3 photos
         Popular: no
         On sale: no
         Place: 4
         Name: Mini | Мини

         Stars for 100 ₽: 70.4

         It is not on sale until you say so.
         [➕ Add it]
         [✖️ Leave it]
    Olga taps [➕ Add it]
    Bot (edited): ✅ Mini (mini), added by Olga
         Price: 199 ₽
         Stars: 140 ⭐
         Photos: 3 photos
         Popular: no
         On sale: no
         Place: 4
         Name: Mini | Мини
    ");
    boris.sends("/portraits").await;
    boris.taps("Лайфстайл").await;
    assert!(!boris.transcript().contains("Мини"));
    olga.sends("/tier mini").await;
    olga.taps("Put it on sale").await;
    olga.taps("Change it").await;
    boris.sends("/portraits").await;
    boris.taps("Лайфстайл").await;
    boris.taps("Мини").await;
    let said = boris.transcript();
    assert!(said.contains("[Мини · 3 фото · 140 ⭐]"), "{said}");
    assert!(matches!(boris.pays().await, PaymentState::Charged { .. }));
    world.kie_finishes().await;
    boris.sends("/payments").await;
    boris.taps("№ 1").await;
    let said = boris.transcript();
    assert!(said.contains("Мини"), "{said}");
    olga.transcript();
    olga.sends("/tier mini").await;
    assert!(olga.transcript().contains("sold 1 time in 30 days"));
    world.ends_well().await;
}

#[tokio::test]
async fn there_is_one_popular_set_and_something_stays_on_sale() {
    let world = World::with_staff().await;
    let olga = world.olga();
    let said = olga.changes_tier("premium popular on").await;
    assert!(
        said.contains("Standard will not be the popular one any more."),
        "{said}"
    );
    let popular: Vec<String> = sqlx::query_scalar("select id from pricing_tiers where is_popular")
        .fetch_all(&world.db)
        .await
        .unwrap();
    assert_eq!(popular, ["premium"]);
    olga.changes_tier("starter active off").await;
    olga.changes_tier("standard active off").await;
    olga.sends("/tier premium active off").await;
    assert!(olga.transcript().contains("Nothing else would be on sale."));
    world.ends_well().await;
}

#[tokio::test]
async fn of_two_who_change_the_same_set_the_second_sees_what_the_first_did() {
    let world = World::with_staff().await;
    let (olga, lev) = (world.olga(), world.staff_member(204, "Lev", "admin").await);
    olga.sends("/tier starter price 549").await;
    let of_olga = olga.button_below("Starter", "Change it");
    lev.changes_tier("starter stars 390").await;
    for _ in 0..2 {
        olga.person.taps_data(of_olga.0, &of_olga.1);
        world.settle().await;
    }
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [💾 Change it]
    Bot (edited): It has changed meanwhile. Nothing was done; this is how it is now:

         Price: 499 ₽
         Stars: 390 ⭐
         Photos: 7 photos
         Popular: no
         On sale: yes
         Place: 1
         Name: Starter | Старт
    Olga taps [a button that is gone]
    ");
    assert_eq!(world.stars_of("starter").await, Some(390));
    let changes: i64 = world
        .value("select count(*) from admin_audit_log where action = 'tier_changed'")
        .await;
    assert_eq!(changes, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn two_sets_that_are_taken_off_sale_at_once_leave_one() {
    let world = World::with_staff().await;
    let (olga, lev) = (world.olga(), world.staff_member(204, "Lev", "admin").await);
    olga.changes_tier("premium active off").await;
    olga.sends("/tier starter active off").await;
    let of_olga = olga.button_below("Starter", "Change it");
    lev.changes_tier("standard active off").await;
    olga.person.taps_data(of_olga.0, &of_olga.1);
    world.settle().await;
    assert!(olga.transcript().contains("Nothing else would be on sale."));
    let left: i64 = world
        .value("select count(*) from pricing_tiers where is_active")
        .await;
    assert_eq!(left, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn an_operator_looks_at_prices_and_an_admin_changes_them() {
    let world = World::with_staff().await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    oleg.sends("/tier starter").await;
    oleg.taps("Take it off sale").await;
    oleg.sends("/tier starter price 1").await;
    insta::assert_snapshot!(oleg.transcript(), @r"
    Oleg: /tier starter
    Bot: • Starter (starter): 499 ₽ · 350 ⭐ · 7 photos
         🟢 on sale, place 1, sold 0 times in 30 days

         To change it: /tier starter price 1490, and so with stars, ton, photos, order, name.
         [🔥 Make it the popular one]
         [🔴 Take it off sale]
    Oleg taps [🔴 Take it off sale]
    Bot (popup): Your role here is operator, and this is not part of it. An admin can do it.
    Oleg: /tier starter price 1
    Bot: Your role here is operator, and this is not part of it. An admin can do it.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn another_process_sells_at_the_new_price_and_an_invoice_keeps_its_own_for_a_day() {
    let world = World::selling_by("stars").await;
    let (olga, anna) = (world.olga(), world.anna());
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    olga.changes_tier("starter stars 390").await;
    assert!(matches!(anna.pays().await, PaymentState::Charged { .. }));
    world.kie_finishes().await;
    let other = world.another_process();
    anna.transcript();
    anna.person.sends("/portraits");
    world.settle().await;
    anna.person.taps("Lifestyle").unwrap();
    for update in world.telegram.take_updates() {
        assert_eq!(world.post_update(update).await, 200);
    }
    assert!(other.inbox.handle_due().await.unwrap() > 0);
    assert!(anna.transcript().contains("[Starter · 7 photos · 390 ⭐]"));
    anna.taps("Starter").await;
    world.advance(TimeDelta::hours(25)).await;
    assert!(matches!(anna.pays().await, PaymentState::Refused { .. }));
    let paid: i64 = world
        .value("select sum(stars_amount)::bigint from payments where status = 'succeeded'")
        .await;
    assert_eq!(paid, 350);
}
