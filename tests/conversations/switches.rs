//! What the staff switch off and on, and what people notice of it: at once, in every
//! process, and never at the cost of what they have paid.

mod maintenance;
mod stages;

use sandbox::telegram::PaymentState;

use crate::world::{Friend, World};

impl World {
    /// Sets a switch as it would be long after somebody has set it.
    pub async fn has_switched(&self, name: &str, is_on: bool) {
        sqlx::query(
            "insert into switches (name, is_on, changed_by, changed_by_name, changed_at)
             values ($1, $2, 201, 'Olga', '2026-03-02')
             on conflict (name) do update set is_on = excluded.is_on",
        )
        .bind(name)
        .bind(is_on)
        .execute(&self.db)
        .await
        .unwrap();
    }
}

impl Friend<'_> {
    /// The button of this label below the newest message that says this: the message, and
    /// the button's data.
    pub fn button_below(&self, fragment: &str, label: &str) -> (i64, String) {
        let messages = self.person.messages();
        let mut found = messages.into_iter().rev();
        let found = found.find(|message| message.text.contains(fragment));
        let message = found.unwrap_or_else(|| panic!("no message says “{fragment}”"));
        let data = message.data_behind(label).expect("the button is there");
        (message.id, data.to_owned())
    }
}

/// Anna at the choice of a set, with nothing said before.
async fn at_the_sets(world: &World) -> Friend<'_> {
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.sends("/portraits").await;
    anna.taps("Lifestyle").await;
    anna.transcript();
    anna
}

#[tokio::test]
async fn sales_are_stopped_after_a_preview() {
    let world = World::selling_by("stars").await;
    let olga = world.olga();
    let anna = at_the_sets(&world).await;
    anna.taps("Starter").await;
    olga.sends("/switches").await;
    olga.taps("Stop sales").await;
    olga.taps("Stop sales").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /switches
    Bot: Switches

         🟢 Sales: on
         🟢 Maintenance: off
         🟢 ⭐ Telegram Stars: on
         🟢 💼 Professional: on
         🟢 🌿 Lifestyle: on
         🟢 🎨 Creative: on
         [🔴 Stop sales]
         [🛠 Begin maintenance]
         [Turn off ⭐ Telegram Stars] [Turn off 💼 Professional]
         [Turn off 🌿 Lifestyle] [Turn off 🎨 Creative]
    Olga taps [🔴 Stop sales]
    Bot: Stop sales? Nothing is offered, and 1 invoice that was sent can’t be paid with Stars until you resume. What is paid is made, what was bought can be used, and money that comes from the bank or the chain counts.

         People will read:

         The studio is having a short break

         We have stopped selling for a moment. We don't take money for what we can't deliver in time.

         Your avatar and photos are safe. Sets that are paid for wait and go on by themselves, and nothing of them is lost. Please look in again in a while.
         [🔴 Stop sales]
         [✖️ Leave it]
    Olga taps [🔴 Stop sales]
    Bot (edited): ✅ 🔴 Sales: off, Olga, 02.03.2026 09:00 (UTC)
    ");
    assert!(matches!(anna.pays().await, PaymentState::Refused { .. }));
    anna.sends("/portraits").await;
    anna.transcript();
    anna.taps("Lifestyle").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🌿 Lifestyle]
    Bot (edited): The studio is having a short break

         We have stopped selling for a moment. We don't take money for what we can't deliver in time.

         Your avatar and photos are safe. Sets that are paid for wait and go on by themselves, and nothing of them is lost. Please look in again in a while.
         [☰ Menu]
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account switched sales {"after": {"is_on": false, "until": null, "switch": "sales", "message": {}}, "before": {"is_on": true, "until": null, "switch": "sales", "message": {}}, "telegram_id": 201}
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn sales_are_resumed_and_an_invoice_of_before_is_paid() {
    let world = World::selling_by("stars").await;
    let olga = world.olga();
    let anna = at_the_sets(&world).await;
    anna.taps("Starter").await;
    world.has_switched("sales", false).await;
    olga.sends("/switches").await;
    olga.taps("Resume sales").await;
    olga.taps("Resume sales").await;
    let said = olga.transcript();
    assert!(said.contains("✅ 🟢 Sales: on, Olga"), "{said}");
    assert!(matches!(anna.pays().await, PaymentState::Charged { .. }));
    insta::assert_snapshot!(world.audit().await, @r#"
    no account switched sales {"after": {"is_on": true, "until": null, "switch": "sales", "message": {}}, "before": {"is_on": false, "until": null, "switch": "sales", "message": {}}, "telegram_id": 201}
    "#);
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn ways_to_pay_and_styles_are_switched_by_a_tap_and_the_last_one_stays() {
    let world = World::selling_by("stars,tbank").await;
    let (olga, vera) = (
        world.olga(),
        world.staff_member(203, "Vera", "viewer").await,
    );
    world.has_switched("style.creative", false).await;
    olga.sends("/switches").await;
    olga.transcript();
    vera.taps("Card or SBP").await;
    olga.taps("Card or SBP").await;
    olga.taps("Stars").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Vera taps [Turn off 💳 Card or SBP]
    Bot (popup): Your role here is viewer, and this is not part of it. An admin can do it.
    Olga taps [Turn off 💳 Card or SBP]
    Bot (popup): 💳 Card or SBP: off
    Bot (edited): Switches

         🟢 Sales: on
         🟢 Maintenance: off
         🟢 ⭐ Telegram Stars: on
         🔴 💳 Card or SBP: off, Olga, 02.03.2026 09:00 (UTC)
         🟢 💼 Professional: on
         🟢 🌿 Lifestyle: on
         🔴 🎨 Creative: off, Olga, 02.03.2026 00:00 (UTC)
         [🔴 Stop sales]
         [🛠 Begin maintenance]
         [Turn off ⭐ Telegram Stars] [Turn on 💳 Card or SBP]
         [Turn off 💼 Professional] [Turn off 🌿 Lifestyle]
         [Turn on 🎨 Creative]
    Olga taps [Turn off ⭐ Telegram Stars]
    Bot (popup): It is the last one that is on. To sell nothing at all, stop sales.
    ");
    let anna = at_the_sets(&world).await;
    anna.sends("/portraits").await;
    assert!(!anna.transcript().contains("Creative"));
    anna.taps("Professional").await;
    let said = anna.transcript();
    assert!(said.contains("[Starter · 7 photos · 350 ⭐]"), "{said}");
    world.ends_well().await;
}

#[tokio::test]
async fn two_taps_do_no_more_than_one_and_a_stale_preview_does_nothing() {
    let world = World::with_staff().await;
    let (olga, lev) = (world.olga(), world.staff_member(204, "Lev", "admin").await);
    olga.sends("/switches").await;
    olga.taps("Stop sales").await;
    let of_olga = olga.button_below("Stop sales?", "Stop sales");
    lev.sends("/switches").await;
    lev.taps("🔴 Stop sales").await;
    lev.taps("🔴 Stop sales").await;
    olga.transcript();
    // Olga's own preview was of the time before.
    olga.person.taps_data(of_olga.0, &of_olga.1);
    world.settle().await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [🔴 Stop sales]
    Bot (edited): It was switched meanwhile. Nothing was done; this is how it is now:

         🔴 Sales: off, Lev, 02.03.2026 09:00 (UTC)
    ");
    let changes: i64 = world
        .value("select count(*) from admin_audit_log where action = 'switched'")
        .await;
    assert_eq!(changes, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn a_pause_that_the_product_took_by_itself_is_shown_and_ended() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world
        .execute(
            "insert into sales_pauses (reason, until) values ('kie_down', '2026-03-02T09:05:00Z')",
        )
        .await;
    olga.sends("/switches").await;
    olga.taps("End kie_down").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /switches
    Bot: Switches

         🟢 Sales: on
         🟢 Maintenance: off
         🟢 ⭐ Telegram Stars: on
         🟢 💼 Professional: on
         🟢 🌿 Lifestyle: on
         🟢 🎨 Creative: on

         ⏸ Sales paused by themselves (kie_down) until 02.03.2026 09:05 (UTC). That ends by itself; if you end it and the trouble goes on, it comes back.
         [🔴 Stop sales]
         [🛠 Begin maintenance]
         [Turn off ⭐ Telegram Stars] [Turn off 💼 Professional]
         [Turn off 🌿 Lifestyle] [Turn off 🎨 Creative]
         [▶️ End kie_down]
    Olga taps [▶️ End kie_down]
    Bot (popup): The pause is ended.
    Bot (edited): Switches

         🟢 Sales: on
         🟢 Maintenance: off
         🟢 ⭐ Telegram Stars: on
         🟢 💼 Professional: on
         🟢 🌿 Lifestyle: on
         🟢 🎨 Creative: on
         [🔴 Stop sales]
         [🛠 Begin maintenance]
         [Turn off ⭐ Telegram Stars] [Turn off 💼 Professional]
         [Turn off 🌿 Lifestyle] [Turn off 🎨 Creative]
    ");
    let anna = at_the_sets(&world).await;
    anna.taps("Starter").await;
    assert!(anna.transcript().contains("The invoice for"));
    world.ends_well().await;
}

#[tokio::test]
async fn another_process_sells_nothing_the_moment_that_sales_are_stopped() {
    let world = World::selling_by("stars").await;
    let (olga, anna) = (world.olga(), at_the_sets(&world).await);
    let other = world.another_process();
    olga.sends("/switches").await;
    olga.taps("Stop sales").await;
    olga.taps("Stop sales").await;
    anna.person.taps("Starter").unwrap();
    for update in world.telegram.take_updates() {
        assert_eq!(world.post_update(update).await, 200);
    }
    assert!(other.inbox.handle_due().await.unwrap() > 0);
    let said = anna.transcript();
    assert!(said.contains("We have stopped selling"), "{said}");
    world.settle().await;
    world.ends_well().await;
}
