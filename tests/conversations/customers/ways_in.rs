//! A banned person is stopped everywhere: each way in, one by one.

use sandbox::telegram::PaymentState;

use crate::world::{Friend, World};

async fn ban(world: &World, who: &str) {
    let olga = world.olga();
    olga.sends(&format!("/ban {who} Spam")).await;
    olga.taps("🚫 Ban").await;
    olga.transcript();
}

#[tokio::test]
async fn whatever_a_banned_person_does_they_are_told_and_nothing_happens() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_works_through().await;
    anna.has_a_ticket("Where is my set?").await;
    ban(&world, "1").await;
    anna.transcript();
    let before = world.rows_that_count().await;
    for words in [
        "/start",
        "/start ref_ABCDEF",
        "/new",
        "/portraits",
        "/photos",
        "/avatars",
        "/status",
        "/payments",
        "/support",
        "/referral",
        "/withdraw",
        "/partner",
        "/language",
        "/help",
        "Hello?",
    ] {
        anna.sends(words).await;
        let said = anna.transcript();
        assert!(said.contains("This account is blocked"), "{words}: {said}");
    }
    anna.sends_photo(crate::world::selfie(1)).await;
    assert!(anna.transcript().contains("This account is blocked"));
    assert_eq!(world.rows_that_count().await, before);
    // Nobody's data and money are kept from them.
    for words in ["/privacy", "/paysupport"] {
        anna.sends(words).await;
        assert!(!anna.transcript().contains("This account"), "{words}");
    }
    world.ends_well().await;
}

#[tokio::test]
async fn an_invoice_that_was_shown_before_can_t_be_paid() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    ban(&world, "1").await;
    assert!(matches!(anna.pays().await, PaymentState::Refused { .. }));
    assert_eq!(world.given_back().await, (0, 0));
    world.ends_well().await;
}

#[tokio::test]
async fn a_payment_at_the_bank_goes_back() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_a_link().await;
    ban(&world, "1").await;
    anna.transcript();
    anna.pays_at_bank().await;
    world.upkeep().await;
    let said = anna.transcript();
    assert!(said.contains("your account here is blocked"), "{said}");
    let left: i64 = world
        .value("select count(*) from payments where status = 'succeeded'")
        .await;
    assert_eq!((left, anna.portraits()), (0, 0));
}

#[tokio::test]
async fn links_of_a_banned_person_bring_nobody() {
    let world = World::with_staff().await;
    world.anna().has_the_code("ANNA01").await;
    ban(&world, "1").await;
    world.boris().opens_the_link("ANNA01").await;
    assert_eq!(world.attributions().await, Vec::<String>::new());
    // Once she may come in again, they do.
    world.olga().sends("/unban 1").await;
    world.olga().taps("✅ Unban").await;
    let clara = world.friend(103, "Clara", "en");
    clara.opens_the_link("ANNA01").await;
    assert_eq!(world.attributions().await, ["103 by ANNA01"]);
    world.ends_well().await;
}

impl World {
    /// Rows that nothing a banned person does may add to.
    async fn rows_that_count(&self) -> Vec<i64> {
        sqlx::query_scalar(
            "select count(*) from avatars
             union all select count(*) from orders
             union all select count(*) from payments
             union all select count(*) from generation_jobs
             union all select count(*) from support_tickets
             union all select count(*) from ticket_messages
             union all select count(*) from withdrawal_requests
             union all select count(*) from partner_applications
             union all select count(*) from referral_attributions
             union all select count(*) from reference_photos",
        )
        .fetch_all(&self.db)
        .await
        .unwrap()
    }
}

/// The way to a link of the bank, in the words of the shop.
impl Friend<'_> {
    async fn has_a_link(&self) {
        self.has_an_avatar().await;
        self.has_an_invoice().await;
        self.sends("anna@example.org").await;
        self.transcript();
    }
}
