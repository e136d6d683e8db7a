//! What is mistyped is named, and what tells where money goes is deleted all the same.

use sandbox::telegram::Fault;

use crate::world::{Friend, World, selfie};

/// A name, a mistyped letter, the test network, and a form without a checksum.
const WRONG_WALLETS: [&str; 4] = [
    "anna.ton",
    "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwB",
    "kQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPgpP",
    "0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e",
];

impl Friend<'_> {
    /// What the bot answers to each of these, by its first line.
    async fn hears_about(&self, words: &[&str]) -> Vec<String> {
        let mut heard = Vec::new();
        for words in words {
            self.sends(words).await;
            heard.push(self.last_heading());
        }
        heard
    }

    /// The own messages that are still in the chat.
    fn own_messages(&self) -> Vec<String> {
        let messages = self.person.messages().into_iter();
        let own = messages.filter(|message| !message.from_bot && !message.deleted);
        own.map(|message| message.text).collect()
    }
}

#[tokio::test]
async fn an_amount_is_read_or_asked_for_again() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("5000").await;
    anna.sends("/withdraw").await;
    let heard = anna
        .hears_about(&[
            "lots",
            "-500",
            "NaN",
            "٥٠٠٠",
            "999,99",
            "5000.01",
            "1e9",
            "99999999999999",
            "\u{200f}1500 ₽",
        ])
        .await;
    insta::assert_debug_snapshot!(heard, @r#"
    [
        "I don't read that as an amount. Write it in roubles, such as 1500 or 1500.50, or tap one.",
        "I don't read that as an amount. Write it in roubles, such as 1500 or 1500.50, or tap one.",
        "I don't read that as an amount. Write it in roubles, such as 1500 or 1500.50, or tap one.",
        "I don't read that as an amount. Write it in roubles, such as 1500 or 1500.50, or tap one.",
        "That is less than we can send: the smallest amount is 1,000\u{a0}₽.",
        "That is more than is there: 5,000\u{a0}₽ are yours to withdraw.",
        "I don't read that as an amount. Write it in roubles, such as 1500 or 1500.50, or tap one.",
        "That is more than is there: 5,000\u{a0}₽ are yours to withdraw.",
        "1,500\u{a0}₽",
    ]
    "#);
    anna.sends("/withdraw").await;
    anna.sends_photo(selfie(1)).await;
    anna.sends("all").await;
    assert_eq!(anna.last_heading(), "5,000\u{a0}₽");
    anna.transcript();
    anna.sends("to my card please").await;
    anna.sends("4111 1111 1111 1111").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: to my card please
    Bot: Please tap one of the buttons.

         5,000 ₽

         Where shall we send it?
         [💳 A bank card]
         [🏦 A Russian bank, by phone number]
         [💎 A TON wallet]
         [‹ Other amount] [Cancel]
    Anna: 4111 1111 1111 1111
    Bot deletes: 4111 1111 1111 1111
    Bot: Please tap one of the buttons.

         5,000 ₽

         Where shall we send it?
         [💳 A bank card]
         [🏦 A Russian bank, by phone number]
         [💎 A TON wallet]
         [‹ Other amount] [Cancel]
    ");
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn mistakes_in_details_are_named_and_their_messages_go() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("5000").await;
    anna.sends("/withdraw").await;
    anna.sends("5000").await;
    anna.taps("A bank card").await;
    let long = "9".repeat(4096);
    let mut heard = anna
        .hears_about(&[
            "my card",
            "4111 1111 111 1111",
            "411111111111111",
            "4111 1111 1111 1112",
            &long,
        ])
        .await;
    anna.taps("Another way").await;
    anna.taps("TON wallet").await;
    heard.extend(anna.hears_about(&WRONG_WALLETS).await);
    anna.taps("Another way").await;
    anna.taps("by phone number").await;
    heard.extend(
        anna.hears_about(&["@anna", "8916123456", "+49 170 1234567", "+7 916 123 45 67"])
            .await,
    );
    // The bank is asked for, and the card's number sent once more.
    heard.extend(
        anna.hears_about(&["4111111111111111", "<b>", "Ак Барс"])
            .await,
    );
    insta::assert_debug_snapshot!(heard, @r#"
    [
        "⚠\u{fe0f} A card number has only digits, and this has something else in it.",
        "⚠\u{fe0f} Look at group 3: it has 3 digits instead of 4.",
        "⚠\u{fe0f} A card number has 16 to 19 digits, and this has 15 digits. Some are missing.",
        "⚠\u{fe0f} No card has this number: a digit is wrong, or two have changed places. Please compare it with your card.",
        "⚠\u{fe0f} A card number has 16 to 19 digits, and this has 4096 digits. That is too many.",
        "⚠\u{fe0f} The address of a TON wallet has 48 letters, and this has 8 letters. Copy it in your wallet; it begins with UQ or EQ.",
        "⚠\u{fe0f} A letter of this address is wrong. Copy it in your wallet rather than typing it.",
        "⚠\u{fe0f} This address is for the test network, where money is not real. Copy the one of the main network; it begins with UQ or EQ.",
        "⚠\u{fe0f} In this form of an address nobody would notice a mistyped letter. Copy the one that begins with UQ or EQ.",
        "⚠\u{fe0f} A phone number has only digits, and this has something else in it.",
        "⚠\u{fe0f} A Russian phone number has 11 digits, and this has 10 digits.",
        "⚠\u{fe0f} Russian banks are reached by a Russian mobile number: it begins with +7 9.",
        "5,000\u{a0}₽ by phone number",
        "⚠\u{fe0f} That can't be the name of a bank: write 2 to 64 letters, such as Sber.",
        "⚠\u{fe0f} That can't be the name of a bank: write 2 to 64 letters, such as Sber.",
        "Is this right?",
    ]
    "#);
    assert_eq!(
        anna.own_messages(),
        ["/start", "/withdraw", "5000", "<b>", "Ак Барс"]
    );
    let summary = anna.person.last_from_bot().unwrap().text;
    assert!(
        summary.contains("phone +7 9•• •••-••-67 · Ак Барс"),
        "{summary}"
    );
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn a_photo_of_a_card_goes_too_and_what_is_wrong_is_said_in_short() {
    let world = World::with_staff().await;
    let boris = world.boris();
    boris.has_earned("5000").await;
    boris.sends("/withdraw").await;
    boris.sends("5000").await;
    boris.taps("На карту").await;
    boris.transcript();
    boris.sends_photo(selfie(1)).await;
    boris.sends("4111 1111 1111 111").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис sends a photo
    Bot deletes: the photo
    Bot: Напишите, пожалуйста, текстом: из другого я прочитать не могу.

         Пришлите ещё раз, пожалуйста. Сообщение я снова удалю.
         [‹ Другой способ] [Отмена]
    Борис: 4111 1111 1111 111
    Bot deletes: 4111 1111 1111 111
    Bot: ⚠️ Проверьте группу 4: в ней 3 цифры вместо 4.

         Пришлите ещё раз, пожалуйста. Сообщение я снова удалю.
         [‹ Другой способ] [Отмена]
    ");
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn what_can_not_be_deleted_its_author_is_asked_to_delete() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("5000").await;
    anna.sends("/withdraw").await;
    anna.sends("5000").await;
    anna.taps("A bank card").await;
    anna.transcript();
    let refusal = Fault::Error {
        code: 400,
        description: "Bad Request: message can't be deleted for everyone".to_owned(),
        retry_after: None,
    };
    world.telegram.fail_next("deleteMessage", refusal.clone());
    anna.sends("4111 1111 1111 1112").await;
    world.telegram.fail_next("deleteMessage", refusal);
    anna.sends("4111 1111 1111 1111").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: 4111 1111 1111 1112
    Bot: ⚠️ No card has this number: a digit is wrong, or two have changed places. Please compare it with your card.

         5,000 ₽ to a card

         Send me the number of your card, 16 to 19 digits. Nothing else: we never ask for its date or its codes.

         I delete your message at once. Only whoever sends you the money sees the number, and it is not kept after that.

         ⚠️ I could not delete your message. Please delete it yourself: hold it and choose “Delete”.
         [‹ Another way] [Cancel]
    Anna: 4111 1111 1111 1111
    Bot: Is this right?

         Amount: 5,000 ₽
         To: card •••• 1111

         When you confirm, the amount leaves what is available and waits to be sent.

         ⚠️ I could not delete your message. Please delete it yourself: hold it and choose “Delete”.
         [✅ Yes, send 5,000 ₽]
         [✏️ Enter it anew]
         [‹ Another way] [Cancel]
    ");
    world.ends_well_to_the_kopeck().await;
}
