//! While a ticket is open the conversation flows, and everything else goes on.

use chrono::TimeDelta;
use sandbox::telegram::Other;

use crate::world::{World, selfie};

#[tokio::test]
async fn whatever_is_said_goes_into_the_open_ticket() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Look at this").await;
    anna.sends("hello there").await;
    anna.sends_photo(selfie(1)).await;
    for other in [
        Other::Sticker,
        Other::Voice,
        Other::Video,
        Other::Location,
        Other::Contact,
        Other::Poll,
        Other::Dice,
    ] {
        anna.sends_other(other).await;
    }
    anna.sends_file(b"log".to_vec(), "log.txt", "text/plain")
        .await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: hello there
    Bot reacts ✍ to: hello there
    Anna sends a photo
    Bot reacts ✍ to: the photo
    Anna sends a sticker
    Bot reacts ✍ to: the sticker
    Anna sends a voice message
    Bot reacts ✍ to: the voice
    Anna sends a video
    Bot reacts ✍ to: the video
    Anna sends a location
    Bot reacts ✍ to: the location
    Anna sends a contact
    Bot reacts ✍ to: the contact
    Anna sends a poll: Which one is best?
    Bot: Polls, games and the like can't be passed on to the team. Words, photos, files, videos and voice messages can.
    Anna sends 🎲
    Bot: Polls, games and the like can't be passed on to the team. Words, photos, files, videos and voice messages can.
    Anna sends a file: log.txt
    Bot reacts ✍ to: the document
    ");
    insta::assert_snapshot!(world.tickets().await, @r"
    TKT-2026-001 generation P4 open: Look at this | hello there | photo  | sticker  | voice  | video  | location  | contact  | document
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn commands_and_purchases_go_on_beside_it() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_a_ticket("Look at this").await;
    anna.sends("/menu").await;
    anna.sends("/status").await;
    anna.sends("/nonsense").await;
    anna.has_an_invoice().await;
    anna.pays().await;
    assert!(anna.transcript().contains("Thank you!"));
    anna.sends("Now I have paid").await;
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 open: Look at this | Now I have paid"
    );
}

#[tokio::test]
async fn a_reply_belongs_to_its_ticket_at_whatever_step() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Look at this").await;
    anna.sends("/new").await;
    anna.taps("I agree").await;
    anna.transcript();
    // A name is waited for, and yet this is none.
    anna.replies_to("TKT-2026-001", "I mean the third one")
        .await;
    anna.sends("Anna").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna (↪ “✅ TKT-2026-001: our team has it. We ans…”): I mean the third one
    Bot reacts ✍ to: I mean the third one
    Anna: Anna
    Bot: Photos for “Anna”
         ▱▱▱▱▱▱▱▱ 0 of 4–8

         Send photos of one person, one by one or all together.

         👍 the face large and sharp, different days, angles and light
         👎 sunglasses, filters, other people, hats over the eyes
    ");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 open: Look at this | I mean the third one"
    );
}

#[tokio::test]
async fn a_word_after_a_silence_is_answered() {
    let world = World::with_staff_speaking("ru").await;
    let boris = world.boris();
    boris.has_a_ticket("Шесть пальцев").await;
    boris.sends("На третьем фото").await;
    world.turn_clock(TimeDelta::hours(3));
    boris.sends("И на пятом").await;
    boris.sends("И на шестом").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: На третьем фото
    Bot reacts ✍ to: На третьем фото
    Борис: И на пятом
    Bot reacts ✍ to: И на пятом
    Bot: 📨 TKT-2026-001: сообщение у нашей команды. Ответим в течение 21 часа.
         [👀 Что с ним сейчас]
    Борис: И на шестом
    Bot reacts ✍ to: И на шестом
    ");
}

#[tokio::test]
async fn how_it_stands_is_told() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six <b>fingers</b> & more").await;
    world.turn_clock(TimeDelta::minutes(30));
    anna.sends("/support").await;
    anna.taps("Write more").await;
    anna.sends("On the third one").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /support
    Bot: TKT-2026-001 · 🎨 My portraits
         ⏳ With our team for 30 minutes. We answer within 24 hours.

         You · 02.03.2026 09:00 UTC
         Six <b>fingers</b> & more
         [✅ It's solved]
         [✍️ Write more]
         [🗂 My tickets] [☰ Menu]
    Anna taps [✍️ Write more]
    Bot: TKT-2026-001: what you send next goes to our team.
    Anna: On the third one
    Bot reacts ✍ to: On the third one
    ");
    world.turn_clock(TimeDelta::hours(30));
    anna.sends("/menu").await;
    anna.taps("Support").await;
    assert!(
        anna.transcript()
            .contains("With our team for 31 hours, longer than we promised.")
    );
    world
        .execute(
            "update support_tickets
             set asked_at = null, status = 'in_progress', assigned_to = 'Olga Petrova',
                 waiting_since = '2026-03-03T10:00Z'",
        )
        .await;
    anna.sends("/support").await;
    world
        .execute("update support_tickets set waiting_since = null")
        .await;
    anna.sends("/support").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /support
    Bot: TKT-2026-001 · 🎨 My portraits
         💬 We wait for a word from you.
         🙋 Olga is on it.

         You · 02.03.2026 09:30 UTC
         On the third one
         [✅ It's solved]
         [✍️ Write more]
         [🗂 My tickets] [☰ Menu]
    Anna: /support
    Bot: TKT-2026-001 · 🎨 My portraits
         💬 We have answered. If something is still open, just write.
         🙋 Olga is on it.

         You · 02.03.2026 09:30 UTC
         On the third one
         [✅ It's solved]
         [✍️ Write more]
         [🗂 My tickets] [☰ Menu]
    ");
}

#[tokio::test]
async fn after_hours_it_is_said_when_the_team_is_back() {
    let world = World::with_staff_and(|variables| {
        // The world begins on a Monday at 09:00 UTC, which is 12:00 there.
        let hours = [
            ("SUPPORT_HOURS", "Mon-Fri 09:00-18:00"),
            ("SUPPORT_TIMEZONE", "Europe/Moscow"),
        ];
        variables.extend(hours.map(|(name, value)| (name.to_owned(), value.to_owned())));
    })
    .await;
    let anna = world.anna();
    anna.has_a_ticket("It is dark").await;
    world.turn_clock(TimeDelta::minutes(50));
    anna.sends("Still dark").await;
    world.turn_clock(TimeDelta::hours(5));
    anna.sends("Darker").await;
    world.turn_clock(TimeDelta::minutes(20));
    anna.sends("Pitch dark").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: Still dark
    Bot reacts ✍ to: Still dark
    Anna: Darker
    Bot reacts ✍ to: Darker
    Bot: 📨 TKT-2026-001: our team has your message. We answer within 3 days.
         [👀 How it stands]
    Anna: Pitch dark
    Bot reacts ✍ to: Pitch dark
    Bot: 📨 TKT-2026-001: our team has your message. Our team is back on 03.03 at 09:00 MSK. We answer within 2 days.
         [👀 How it stands]
    ");
}

#[tokio::test]
async fn photos_out_of_the_blue_go_to_the_open_ticket() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/new").await;
    anna.taps("I agree").await;
    anna.sends("Anna").await;
    anna.sends_photo(selfie(1)).await;
    anna.has_a_ticket("Is this light all right").await;
    anna.transcript();
    // The ticket's question put the avatar aside, which stays a draft.
    anna.sends_photo(selfie(2)).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna sends a photo
    Bot reacts ✍ to: the photo
    Bot: 📷 The photo went to our team (TKT-2026-001). If it was meant for an avatar, tap below and send it once more.
         [✨ It was for an avatar]
    ");
    assert!(world.tickets().await.ends_with("| photo "));
    // While the avatar is being made, photos are the avatar's and words are not.
    anna.taps("It was for an avatar").await;
    anna.taps("Anna").await;
    anna.transcript();
    anna.sends_photo(selfie(3)).await;
    anna.sends("And this one?").await;
    assert!(world.tickets().await.ends_with("| photo  | And this one?"));
}
