//! What a set costs in TON, while the market moves and its source fails.

use chrono::TimeDelta;
use sandbox::{
    faults::Fault,
    ton::{BrokenRates, Method},
};

use crate::world::World;

async fn quotes(world: &World) -> Vec<String> {
    sqlx::query_scalar(
        "select trim_scale(ton_amount)::text || ' at ' || coalesce(trim_scale(ton_rate)::text, 'our own price')
         from orders
         where ton_comment is not null
         order by created_at, id",
    )
    .fetch_all(&world.db)
    .await
    .unwrap()
}

fn rates_asked(world: &World) -> usize {
    let calls = world.ton.calls();
    let rates = calls.iter().filter(|call| call.method == Method::Rates);
    rates.count()
}

#[tokio::test]
async fn a_second_tap_shows_the_same_quote_again() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, _) = anna.is_new_with_a_quote().await;
    world.ton.set_rate("200");
    world.advance(TimeDelta::minutes(5)).await;
    let again = anna.has_a_quote().await;
    assert_eq!(again, (comment, 4_219_000_000));
    assert_eq!(anna.portraits(), 1, "the older picture is gone");
    assert_eq!(rates_asked(&world), 1);
    let orders: i64 = world.value("select count(*) from orders").await;
    assert_eq!(orders, 1);
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn the_next_quote_has_the_rate_of_its_day_and_a_comment_of_its_own() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (first, _) = anna.is_new_with_a_quote().await;
    world.quotes_end().await;
    world.ton.set_rate("100");
    let (second, nano) = anna.has_a_quote().await;
    assert_ne!(first, second);
    assert_eq!(nano, 4_990_000_000);
    assert_eq!(quotes(&world).await, ["4.219 at 118.3", "4.99 at 100"]);
    // Both are still good: the old one at the old price.
    world.receives_nano(nano, &second).await;
    world.receives_nano(4_219_000_000, &first).await;
    assert_eq!(world.grants().await, (2, 2));
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn the_last_rate_serves_for_half_an_hour_while_no_new_one_is_to_be_had() {
    let world = World::selling_for_ton().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_an_avatar().await;
    boris.has_an_avatar().await;
    anna.has_a_quote().await;
    world.ton.break_rates(BrokenRates::Missing);
    world.advance(TimeDelta::minutes(25)).await;
    boris.has_a_quote().await;
    assert_eq!(quotes(&world).await, ["4.219 at 118.3", "4.219 at 118.3"]);
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn without_a_rate_the_operators_own_price_holds() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    world
        .execute("update pricing_tiers set ton_price = 5.5 where id = 'starter'")
        .await;
    world.ton.break_rates(BrokenRates::Zero);
    let (comment, nano) = anna.is_new_with_a_quote().await;
    assert_eq!(quotes(&world).await, ["5.5 at our own price"]);
    world.receives_nano(nano, &comment).await;
    assert_eq!(world.grants().await, (1, 1));
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn without_any_price_people_are_told_so_and_can_try_again() {
    let world = World::selling_by("stars,ton").await;
    let (anna, boris) = (world.anna(), world.boris());
    world
        .execute("update pricing_tiers set ton_price = null")
        .await;
    for friend in [&anna, &boris] {
        friend.has_an_avatar().await;
        friend.has_an_invoice().await;
    }
    for broken in [
        BrokenRates::EmptyPrices,
        BrokenRates::Negative,
        BrokenRates::Text,
    ] {
        world.ton.break_rates(broken);
        boris.taps("TON").await;
        boris.taps("Ещё раз").await;
        boris.has_an_invoice().await;
    }
    world.ton.break_rates(BrokenRates::Missing);
    anna.taps("TON").await;
    world.ton.fail_next(Method::Rates, Fault::Http(502));
    boris.taps("TON").await;
    let said = boris.transcript();
    assert!(said.contains("Сейчас не можем назвать цену в TON"));
    world.ton.set_rate("118.30");
    anna.taps("Try again").await;
    let (comment, nano) = world.newest_quote().await;
    let said = anna.tells(&comment);
    assert!(said.contains("We can't tell the price in TON right now"));
    assert!(said.contains("Send exactly 4.219 TON"));
    world.receives_nano(nano, &comment).await;
    assert_eq!(world.grants().await, (1, 1));
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn an_offer_that_never_got_a_price_ends_in_silence() {
    let world = World::selling_by("stars,ton").await;
    let anna = world.anna();
    world
        .execute("update pricing_tiers set ton_price = null")
        .await;
    world.ton.break_rates(BrokenRates::Missing);
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    anna.taps("TON").await;
    anna.transcript();
    anna.sends("/payments").await;
    assert!(!anna.transcript().contains("0 TON"));
    world.advance(TimeDelta::hours(25)).await;
    world.upkeep().await;
    assert_eq!(anna.transcript(), "");
    let open: i64 = world
        .value("select count(*) from orders where status = 'open'")
        .await;
    assert_eq!(open, 0);
    anna.taps("Try again").await;
    assert!(anna.transcript().contains("This price has run out"));
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_rate_that_can_not_be_is_told_to_the_staff_and_not_used() {
    let world = World::selling_for_ton().await;
    let (anna, boris, olga) = (world.anna(), world.boris(), world.olga());
    anna.has_an_avatar().await;
    boris.has_an_avatar().await;
    anna.has_a_quote().await;
    world.ton.set_rate("1.18");
    world.advance(TimeDelta::minutes(5)).await;
    boris.has_a_quote().await;
    world.quotes_end().await;
    boris.has_an_invoice().await;
    assert_eq!(quotes(&world).await, ["4.219 at 118.3", "4.219 at 118.3"]);
    insta::assert_snapshot!(olga.transcript(), @"Bot: ⚠️ The rate of TON (1.18) is far from the last one, so TON is not offered at it.");
    // After some hours it may be the market after all.
    world.advance(TimeDelta::hours(6)).await;
    boris.has_a_quote().await;
    assert_eq!(quotes(&world).await[2], "422.882 at 1.18");
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn nothing_is_sold_while_the_wallet_can_not_be_watched() {
    let world = World::selling_by("stars,ton").await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    world.ton.fail_next(Method::Transactions, Fault::Http(503));
    anna.taps("TON").await;
    let last = anna.person.last_from_bot().unwrap();
    assert!(
        last.text
            .contains("We can't tell the price in TON right now"),
        "{}",
        last.text
    );
    anna.taps("Try again").await;
    let (comment, nano) = world.newest_quote().await;
    world.receives_nano(nano, &comment).await;
    assert_eq!(world.grants().await, (1, 1));
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_tap_on_a_quote_of_another_day_is_answered_truly() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    let quote = anna.person.last_from_bot().unwrap();
    let check = quote.data_behind("I have sent it").unwrap().to_owned();
    world.receives_nano(nano, &comment).await;
    world.kie_finishes().await;
    anna.transcript();
    anna.person.taps_data(quote.id, &check);
    world.settle().await;
    let boris = world.boris();
    boris.sends("/start").await;
    boris.transcript();
    boris
        .person
        .taps_data(boris.person.last_from_bot().unwrap().id, &check);
    world.settle().await;
    assert!(anna.transcript().contains("✅ Paid: 4.219 TON"));
    assert!(boris.transcript().contains("Срок этой цены истёк"));
    world.ends_well_to_the_nano().await;
}
