//! The form, from the first question to the answer that waits.

use super::ENGLISH;
use crate::world::{World, selfie};

#[tokio::test]
async fn a_form_is_filled_and_sent() {
    let world = World::with_staff().await;
    let anna = world.with_username(101, "Anna", "anna_blog");
    anna.sends("/partner").await;
    anna.taps("Apply").await;
    anna.taps("[Anna]".trim_matches(['[', ']'])).await;
    anna.sends("anna@example").await;
    anna.sends("anna@example.com").await;
    anna.taps("@anna_blog").await;
    anna.taps("More than 50,000").await;
    anna.taps("Instagram").await;
    anna.sends("anna.example/blog").await;
    anna.taps("Done").await;
    anna.taps("Nothing to add").await;
    anna.taps("E-mail").await;
    anna.sends("petrova@example.com").await;
    anna.taps("Send").await;
    anna.sends("/partner").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /partner
    Bot: 🤝 PinGlass for partners

         Do people read, watch or listen to you? Then you can get more for bringing them:

         • 50% of every payment of the people you bring, instead of 10%
         • up to 50 links with names of your own, one for each channel or post
         • visits, sign-ups, purchases and earnings for each link and day, as a picture and as a table

         We ask six short questions. A person on our team reads your answers, usually within two days.
         [✍️ Apply]
         [☰ Menu]
    Anna taps [✍️ Apply]
    Bot (edited): Question 1 of 6

         What is your name? The one we may call you by.
         [Anna]
         [‹ Back] [✖️ Cancel]
    Anna taps [Anna]
    Bot (edited): Question 2 of 6

         What is your e-mail address? We write there only about the partnership.
         [‹ Back] [✖️ Cancel]
    Anna: anna@example
    Bot: ⚠️ This does not look like an e-mail address. One looks like name@example.com.

         Question 2 of 6

         What is your e-mail address? We write there only about the partnership.
         [‹ Back] [✖️ Cancel]
    Anna: anna@example.com
    Bot: Question 3 of 6

         Where do we reach you on Telegram? Tap your name, type another one, or say that you have none.
         [@anna_blog]
         [I have none]
         [‹ Back] [✖️ Cancel]
    Anna taps [@anna_blog]
    Bot (edited): Question 4 of 6

         How many people do you reach in all?
         [Up to 5,000 people]
         [5,000 to 50,000 people]
         [More than 50,000 people]
         [‹ Back] [✖️ Cancel]
    Anna taps [More than 50,000 people]
    Bot (edited): Question 5 of 6

         Where do you reach them? Tap all that apply, and type the names or links of your channels, up to 10 in all.
         [Instagram] [YouTube]
         [TikTok] [Telegram]
         [VK] [Blog or website]
         [Something else]
         [‹ Back] [✖️ Cancel]
    Anna taps [Instagram]
    Bot (edited): Question 5 of 6

         Where do you reach them? Tap all that apply, and type the names or links of your channels, up to 10 in all.
         [✅ Instagram] [YouTube]
         [TikTok] [Telegram]
         [VK] [Blog or website]
         [Something else]
         [Done ›]
         [‹ Back] [✖️ Cancel]
    Anna: anna.example/blog
    Bot: Question 5 of 6

         Where do you reach them? Tap all that apply, and type the names or links of your channels, up to 10 in all.
         [✅ Instagram] [YouTube]
         [TikTok] [Telegram]
         [VK] [Blog or website]
         [Something else]
         [✅ anna.example/blog]
         [Done ›]
         [‹ Back] [✖️ Cancel]
    Anna taps [Done ›]
    Bot (edited): Question 6 of 6

         Would you like to add something? For example what you write about, and how you would tell of PinGlass. Up to 1000 characters.
         [Nothing to add]
         [‹ Back] [✖️ Cancel]
    Anna taps [Nothing to add]
    Bot (edited): Is everything right?

         Nothing is sent yet.

         Name: Anna
         E-mail: anna@example.com
         Telegram: @anna_blog
         Audience: More than 50,000 people
         Channels: Instagram, anna.example/blog
         A word: —
         [✅ Send]
         [✏️ Name] [✏️ E-mail]
         [✏️ Telegram] [✏️ Audience]
         [✏️ Channels] [✏️ A word]
         [✖️ Cancel]
    Anna taps [✏️ E-mail]
    Bot (edited): Question 2 of 6

         What is your e-mail address? We write there only about the partnership.
         [‹ Back] [✖️ Cancel]
    Anna: petrova@example.com
    Bot: Is everything right?

         Nothing is sent yet.

         Name: Anna
         E-mail: petrova@example.com
         Telegram: @anna_blog
         Audience: More than 50,000 people
         Channels: Instagram, anna.example/blog
         A word: —
         [✅ Send]
         [✏️ Name] [✏️ E-mail]
         [✏️ Telegram] [✏️ Audience]
         [✏️ Channels] [✏️ A word]
         [✖️ Cancel]
    Anna taps [✅ Send]
    Bot (edited): 🤝 Thank you! Your application № 1 is with us.

         We have it since 02.03.2026, usually decide within two days, and will write to you here.

         Name: Anna
         E-mail: petrova@example.com
         Telegram: @anna_blog
         Audience: More than 50,000 people
         Channels: Instagram, anna.example/blog
         A word: —
         [☰ Menu]
    Anna: /partner
    Bot: 🤝 Thank you! Your application № 1 is with us.

         We have it since 02.03.2026, usually decide within two days, and will write to you here.

         Name: Anna
         E-mail: petrova@example.com
         Telegram: @anna_blog
         Audience: More than 50,000 people
         Channels: Instagram, anna.example/blog
         A word: —
         [☰ Menu]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn odd_answers_are_asked_for_again_or_trimmed() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/partner").await;
    anna.taps("Apply").await;
    anna.sends("❤️").await;
    anna.sends_photo(selfie(1)).await;
    let long = "Я\u{202e}\u{0}".repeat(300);
    anna.sends(&long).await;
    anna.sends("@").await;
    anna.sends("anna@example.com").await;
    anna.sends("it's me").await;
    anna.sends("https://t.me/anna_blog").await;
    anna.sends("a few").await;
    anna.taps("Up to 5,000").await;
    let many: Vec<String> = (1..=11).map(|number| format!("site {number}")).collect();
    anna.sends(&many.join("\n")).await;
    anna.taps("site 10").await;
    anna.taps("Done").await;
    anna.sends(&"word ".repeat(300)).await;
    anna.sends("سلام \n\n\n\n 👩‍🦰").await;
    anna.transcript();
    anna.taps("Send").await;
    let row: String = world
        .value(
            "select concat_ws('|', length(contact_name), contact_email, telegram_username,
                              audience_size, array_length(promotion_channels, 1), about)
             from partner_applications",
        )
        .await;
    assert_eq!(row, "254|anna@example.com|@anna_blog|small|9|سلام");
    world.ends_well().await;
}

#[tokio::test]
async fn one_can_go_back_stop_and_go_on_later() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/partner").await;
    anna.taps("Apply").await;
    anna.taps("Back").await;
    anna.taps("Apply").await;
    anna.sends("Anna").await;
    anna.taps("Back").await;
    anna.sends("Anna Petrova").await;
    // Something else in between; the form is where it was.
    anna.sends("/help").await;
    anna.sends("/partner").await;
    anna.sends("anna@example.com").await;
    anna.taps("Cancel").await;
    // Of the form that is over.
    anna.taps("Back").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /partner
    Bot: 🤝 PinGlass for partners

         Do people read, watch or listen to you? Then you can get more for bringing them:

         • 50% of every payment of the people you bring, instead of 10%
         • up to 50 links with names of your own, one for each channel or post
         • visits, sign-ups, purchases and earnings for each link and day, as a picture and as a table

         We ask six short questions. A person on our team reads your answers, usually within two days.
         [✍️ Apply]
         [☰ Menu]
    Anna taps [✍️ Apply]
    Bot (edited): Question 1 of 6

         What is your name? The one we may call you by.
         [Anna]
         [‹ Back] [✖️ Cancel]
    Anna taps [‹ Back]
    Bot (edited): 🤝 PinGlass for partners

         Do people read, watch or listen to you? Then you can get more for bringing them:

         • 50% of every payment of the people you bring, instead of 10%
         • up to 50 links with names of your own, one for each channel or post
         • visits, sign-ups, purchases and earnings for each link and day, as a picture and as a table

         We ask six short questions. A person on our team reads your answers, usually within two days.
         [✍️ Apply]
         [☰ Menu]
    Anna taps [✍️ Apply]
    Bot (edited): Question 1 of 6

         What is your name? The one we may call you by.
         [Anna]
         [‹ Back] [✖️ Cancel]
    Anna: Anna
    Bot: Question 2 of 6

         What is your e-mail address? We write there only about the partnership.
         [‹ Back] [✖️ Cancel]
    Anna taps [‹ Back]
    Bot (edited): Question 1 of 6

         What is your name? The one we may call you by.
         [Anna]
         [‹ Back] [✖️ Cancel]
    Anna: Anna Petrova
    Bot: Question 2 of 6

         What is your e-mail address? We write there only about the partnership.
         [‹ Back] [✖️ Cancel]
    Anna: /help
    Bot: How it works

         ✨ /new: create an avatar from your selfies
         📸 /portraits: choose a style and a set
         🖼 /photos: your portraits, any time again
         👤 /avatars: your avatars
         ⏳ /status: what is being made and what is paid
         🧾 /payments: your payments and receipts
         🎁 /ref: invite friends and earn with them
         🙋 /support: answers and help
         💬 /paysupport: questions about a payment
         🌐 /language · /terms · /privacy

         Good selfies make good portraits: different days and light, face clearly visible, no sunglasses, nobody else in the picture.
         [🧾 My payments] [🔒 My photos and data]
         [🎁 Invite friends]
         [💬 Support]
         [☰ Menu]
    Anna: /partner
    Bot: Question 2 of 6

         What is your e-mail address? We write there only about the partnership.
         [‹ Back] [✖️ Cancel]
    Anna: anna@example.com
    Bot: Question 3 of 6

         Where do we reach you on Telegram? Tap your name, type another one, or say that you have none.
         [I have none]
         [‹ Back] [✖️ Cancel]
    Anna taps [✖️ Cancel]
    Bot (edited): Nothing was sent. Your answers are gone from here.
         [🤝 To the partner programme]
         [☰ Menu]
    Anna taps [‹ Back]
    Bot (popup): This form is over.
    Bot (edited): 🤝 PinGlass for partners

         Do people read, watch or listen to you? Then you can get more for bringing them:

         • 50% of every payment of the people you bring, instead of 10%
         • up to 50 links with names of your own, one for each channel or post
         • visits, sign-ups, purchases and earnings for each link and day, as a picture and as a table

         We ask six short questions. A person on our team reads your answers, usually within two days.
         [✍️ Apply]
         [☰ Menu]
    ");
    let count: i64 = world
        .value("select count(*) from partner_applications")
        .await;
    assert_eq!(count, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn of_fifty_sendings_one_is_an_application() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.fills_the_form(&ENGLISH).await;
    for _ in 0..50 {
        anna.person.taps("Send").unwrap();
    }
    world.settle().await;
    let count: i64 = world
        .value("select count(*) from partner_applications")
        .await;
    assert_eq!(count, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn nobody_applies_where_nobody_decides_and_nobody_who_is_banned() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/partner").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /partner
    Bot: 🤝 PinGlass for partners

         We are not taking applications just now. Please look in again later.
         [☰ Menu]
    ");
    world.execute("update users set is_banned = true").await;
    anna.sends("/partner").await;
    assert!(!anna.transcript().contains("partners"));
    world.ends_well().await;
}
