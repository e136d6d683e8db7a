//! A payment link in the chat: asked about, declined, made anew, run out.

use chrono::TimeDelta;
use sandbox::tbank::Method;

use crate::world::World;

#[tokio::test]
async fn i_have_paid_is_answered_before_and_after_paying() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    anna.taps("I have paid").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🔄 I have paid]
    Bot (popup): Asking the bank…
    Bot: The bank has not confirmed the payment yet. That can take a few minutes after you pay; we keep asking and will write to you.
    ");
    // The bank's own word is late, so the tap is what brings the news.
    let payment = world.bank_payment();
    world.tbank.pays(payment.payment_id).unwrap();
    anna.taps("I have paid").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🔄 I have paid]
    Bot (popup): Asking the bank…
    Bot (edited): ✅ Paid: 499 ₽
    Bot: Thank you! We have received 499 ₽.

         Your 7 portraits are being made now. You can close Telegram, we will write to you.
    Bot: 🎨 Anna · 🌿 Lifestyle

         ▱▱▱▱▱▱▱▱▱▱
         0 of 7 · usually 3 min

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    ");
    world.bank_notifies().await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_tap_on_a_stale_copy_of_a_paid_link_says_that_it_is_paid() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    let link = anna.person.last_from_bot().unwrap();
    let check = link.data_behind("I have paid").unwrap().to_owned();
    let other = link.data_behind("Other e-mail").unwrap().to_owned();
    anna.pays_at_bank().await;
    anna.transcript();
    for data in [&check, &other] {
        anna.person.taps_data(link.id, data);
        world.settle().await;
    }
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [a button that is gone]
    Anna taps [a button that is gone]
    ");
    // Somebody else's tap learns nothing.
    let boris = world.boris();
    boris.sends("/start").await;
    boris.transcript();
    let message = boris.person.last_from_bot().unwrap();
    boris.person.taps_data(message.id, &check);
    world.settle().await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [a button that is gone]
    Bot (edited): Срок этой ссылки истёк. Деньги не списаны.

         Если банк всё же показывает списание, не волнуйтесь: мы его увидим и сделаем набор.
         [‹ Другой набор] [☰ Меню]
    ");
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_declined_card_is_told_of_and_the_same_link_is_paid() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    let payment = world.bank_payment();
    world.tbank.declines(payment.payment_id).unwrap();
    world.bank_notifies().await;
    world.advance(TimeDelta::minutes(5)).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: The bank declined that try: the card was refused or has too little money. Nothing was charged. The link still works, you can try again with another card.
    ");
    anna.pays_at_bank().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot (edited): ✅ Paid: 499 ₽
    Bot: Thank you! We have received 499 ₽.

         Your 7 portraits are being made now. You can close Telegram, we will write to you.
    Bot: 🎨 Anna · 🌿 Lifestyle

         ▱▱▱▱▱▱▱▱▱▱
         0 of 7 · usually 3 min

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    ");
    world.kie_finishes().await;
    assert_eq!(world.bank_statuses(), ["CONFIRMED"]);
    world.advance(TimeDelta::minutes(5)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn another_e_mail_makes_another_link_and_closes_the_first() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    anna.taps("Other e-mail").await;
    anna.sends("a.smith@example.org").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [✉️ Other e-mail]
    Bot (edited): Where should the receipt go?

         The law wants a receipt for every card payment. Send me an e-mail address; I ask only once, and nothing else is ever sent there.
         [☰ Menu]
    Anna: a.smith@example.org
    Bot: ⏳ Asking the bank for a payment link. It takes a few seconds…
    Bot deletes: Where should the receipt go?
    Bot (edited): 499 ₽ for 7 photos

         Pay on the bank's page by card or SBP. The link works until 03.03 09:00 (UTC). As soon as the bank confirms, we start, and you don't have to come back here.

         The receipt goes to a.smith@example.org.
         [💳 Pay 499 ₽ ↗]
         [🔄 I have paid] [✉️ Other e-mail]
         [‹ Other set] [☰ Menu]
    ");
    assert_eq!(world.bank_statuses(), ["CANCELED", "NEW"]);
    let asked = &world.asked(Method::Init)[1];
    assert_eq!(asked["Receipt"]["Email"], "a.smith@example.org");
    anna.pays_at_bank().await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_link_that_is_being_paid_keeps_its_e_mail() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    let payment = world.bank_payment();
    world.tbank.starts_paying(payment.payment_id).unwrap();
    anna.taps("Other e-mail").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [✉️ Other e-mail]
    Bot (popup): Asking the bank…
    Bot: The bank has not confirmed the payment yet. That can take a few minutes after you pay; we keep asking and will write to you.
    ");
    anna.pays_at_bank().await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn choosing_the_same_set_again_shows_the_same_link_once() {
    let world = World::selling_by("stars,tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    anna.chooses_card().await;
    let links = anna.person.messages().into_iter();
    let links = links.filter(|message| !message.deleted && message.text.contains("bank's page"));
    assert_eq!(links.count(), 1);
    assert_eq!(world.bank_statuses(), ["NEW"]);
    anna.pays_at_bank().await;
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_link_that_ran_out_says_so_and_ends_its_order() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    world.advance(TimeDelta::hours(25)).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot (edited): This payment link has run out. Nothing was charged.

         If the bank shows a charge all the same, don't worry: we will see it and make your set.
         [‹ Other set] [☰ Menu]
    ");
    assert_eq!(world.payment_status().await, "canceled");
    let attempt: String = world.value("select status from tbank_attempts").await;
    assert_eq!(attempt, "ended");
    world.ends_well().await;
}

#[tokio::test]
async fn a_late_payment_is_honoured_although_its_order_was_over() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    let payment = world.bank_payment();
    world.tbank.starts_paying(payment.payment_id).unwrap();
    world
        .execute("update tbank_attempts set status = 'ended'")
        .await;
    world.execute("update orders set status = 'closed'").await;
    world
        .execute("update payments set status = 'canceled'")
        .await;
    anna.pays_at_bank().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot (edited): ✅ Paid: 499 ₽
    Bot: Thank you! We have received 499 ₽.

         Your 7 portraits are being made now. You can close Telegram, we will write to you.
    Bot: 🎨 Anna · 🌿 Lifestyle

         ▱▱▱▱▱▱▱▱▱▱
         0 of 7 · usually 3 min

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    ");
    assert_eq!(world.payment_status().await, "succeeded");
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_payment_that_the_bank_has_forgotten_ends_by_itself() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    world
        .execute("update tbank_attempts set bank_payment_id = '404'")
        .await;
    world.advance(TimeDelta::hours(26)).await;
    assert_eq!(world.payment_status().await, "canceled");
    assert!(!world.tbank.take_problems().is_empty());
    world.ends_well().await;
}

#[tokio::test]
async fn an_order_without_a_link_ends_by_itself() {
    let world = World::selling_by("stars,tbank").await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.chooses_card().await;
    world.advance(TimeDelta::hours(25)).await;
    world.upkeep().await;
    assert_eq!(world.payment_status().await, "canceled");
    anna.transcript();
    anna.sends("anna@example.com").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: anna@example.com
    Bot: This payment link has run out. Nothing was charged.

         If the bank shows a charge all the same, don't worry: we will see it and make your set.
         [‹ Other set] [☰ Menu]
    ");
    assert_eq!(world.bank_statuses(), Vec::<&str>::new());
    world.ends_well().await;
}
