//! The card of a ticket: what it says of its person, and what can be tapped below it.

use chrono::TimeDelta;

use crate::world::World;

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
    insta::assert_snapshot!(olga.transcript(), @"");
    assert_eq!(world.given_back().await, (1, 1));
    world.ends_well().await;
}

#[tokio::test]
async fn a_card_tells_how_a_ticket_stands() {
    let world = World::with_staff_speaking("ru").await;
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
    boris.person.blocks_bot();
    world.execute("update users set is_banned = true").await;
    let olga = world.in_topic("TKT-2026-002", &world.olga());
    olga.taps("Раньше").await;
    olga.taps("Срочность").await;
    olga.taps("Назад").await;
    olga.taps("Срочность").await;
    olga.taps("P1").await;
    olga.taps("Ждать клиента").await;
    olga.taps("Больше не ждать").await;
    world.advance(TimeDelta::hours(5)).await;
    olga.taps("Решено").await;
    world.execute("update support_tickets set rating = 4").await;
    olga.taps("Открыть снова").await;
    insta::assert_snapshot!(olga.transcript(), @"");
    world.ends_well().await;
}
