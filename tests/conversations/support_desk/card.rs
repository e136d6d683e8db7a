//! The card of a ticket: what it says of its person, and what can be tapped below it.

use chrono::TimeDelta;

use super::talk;
use crate::world::{Friend, World};

#[tokio::test]
async fn a_card_tells_of_sets_and_payments_and_gives_money_back() {
    let world = World::selling_by("stars").await;
    let anna = crate::conversations::staff_money::with_an_unused_set(&world).await;
    anna.has_a_ticket("Give me my money back").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.taps("Refund").await;
    olga.taps("№ 1, 350").await;
    olga.taps("Yes, give it back").await;
    olga.taps("№ 1, 350").await;
    world.advance(TimeDelta::minutes(2)).await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: TKT-2026-001 · 🔴 P1 · 🖼 Portraits
         🆕 New, waiting since 02.03.2026 09:00
         ✋ Nobody has taken it yet
         ⏰ First answer due by 02.03.2026 10:00
         🏁 To be solved by 02.03.2026 13:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Paid: 350 ⭐ (1). The last: № 1, 350 ⭐, 🎁 paid, not used yet
         [✋ Take]
         [🔺 Priority: P1] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
         [↩️ Refund …]
    Bot pins: TKT-2026-001 · 🔴 P1 · 🖼 Portraits
    Bot: Give me my money back
    Olga taps [↩️ Refund …]
    Bot: Which payment of the customer of TKT-2026-001 goes back? You will be asked once more.
         [↩️ № 1, 350 ⭐, 02.03.2026]
    Olga taps [↩️ № 1, 350 ⭐, 02.03.2026]
    Bot: Give 350 ⭐ of payment № 1 back? A set that is still being made is stopped.
         [↩️ Yes, give it back]
         [‹ No]
    Olga taps [↩️ Yes, give it back]
    Bot (edited): ↩️ Payment № 1 goes back: 350 ⭐. Decided by Olga.
    Olga taps [↩️ № 1, 350 ⭐, 02.03.2026]
    Bot (popup): Payment № 1 has nothing left to give back.
    Bot (edited): TKT-2026-001 · 🔴 P1 · 🖼 Portraits
         🆕 New, waiting since 02.03.2026 09:00
         ✋ Nobody has taken it yet
         ⏰ First answer due by 02.03.2026 10:00
         🏁 To be solved by 02.03.2026 13:00

         👤 Anna · English · here since 02.03.2026
         🖼 Sets: 0
         💳 Paid: 350 ⭐ (1), given back: 1. The last: № 1, 350 ⭐, ↩️ given back
         [✋ Take]
         [🔺 Priority: P1] [⏫ Escalate]
         [⏳ Wait for the customer] [✅ Resolve]
    ");
    assert_eq!(world.given_back().await, (1, 1));
    world.ends_well().await;
}

/// Boris, whose second ticket this is, with a set; Olga in its topic.
async fn with_a_second_ticket(world: &World) -> (Friend<'_>, Friend<'_>) {
    let boris = world.boris();
    boris.has_paid().await;
    world.kie_finishes().await;
    boris.has_a_ticket("Не похоже на меня").await;
    world
        .in_topic("TKT-2026-001", &world.olga())
        .sends("/resolve")
        .await;
    world.advance(TimeDelta::days(8)).await;
    boris.has_a_ticket("Снова не похоже").await;
    let olga = world.in_topic("TKT-2026-002", &world.olga());
    (boris, olga)
}

#[tokio::test]
async fn a_card_tells_all_of_its_person() {
    let world = World::with_staff_speaking("ru").await;
    let (boris, olga) = with_a_second_ticket(&world).await;
    insta::assert_snapshot!(olga.transcript(), @"");
    boris.person.blocks_bot();
    world.execute("update users set is_banned = true").await;
    world.execute("update support_tickets set rating = 4").await;
    olga.taps("Позвать на помощь").await;
    insta::assert_snapshot!(olga.transcript(), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn a_card_is_worked_with_by_taps() {
    let world = World::with_staff_speaking("ru").await;
    let (_, olga) = with_a_second_ticket(&world).await;
    talk(&olga);
    olga.taps("Раньше").await;
    olga.taps("Срочность").await;
    olga.taps("Назад").await;
    olga.taps("Срочность").await;
    olga.taps("P1").await;
    olga.taps("Ждать клиента").await;
    olga.taps("Больше не ждать").await;
    world.advance(TimeDelta::hours(5)).await;
    olga.taps("Решено").await;
    olga.taps("Открыть снова").await;
    insta::assert_snapshot!(talk(&olga), @"");
    world.ends_well().await;
}
