//! Broadcasts: made on a card in the staff group, confirmed, sent to those whom they are
//! for, and what people can do with them.

mod audiences;
mod desk;
mod people;
pub mod telling;

use self::telling::Telling;
use crate::world::World;

#[tokio::test]
async fn a_letter_is_written_on_a_card() {
    let world = World::with_staff().await;
    let (olga, anna, boris) = (world.olga(), world.anna(), world.boris());
    anna.sends("/start").await;
    boris.sends("/start").await;
    olga.sends("/broadcast").await;
    olga.taps("✏️ English").await;
    olga.replies_styled_to("answer this message", "Twelve <b>new styles</b> &amp; more")
        .await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /broadcast
    Bot: 📣 Broadcast № 1 · 📝 draft · Olga

         English: nothing yet
         Русский: nothing yet

         For: everyone

         Begins: as soon as it is confirmed

         People now: 2, about a minute
         English: 1
         Русский: 1
         [✏️ English] [✏️ Русский]
         [👥 For whom] [🕒 When]
         [🗑 Discard]
    Olga taps [✏️ English]
    Bot: Olga, answer this message with the words in English: a text, or a photo with a caption. Bold, links and the like stay as you send them.

         “-” takes the words away.
    Olga (↪ “Olga, answer this message with the word…”): Twelve new styles & more
    Bot: 📣 Broadcast № 1 · 📝 draft · Olga

         English: Twelve new styles & more
         Русский: gets what is written in English

         For: everyone

         Begins: as soon as it is confirmed

         People now: 2, about a minute
         English: 1
         Русский: 1
         [✏️ English] [✏️ Русский]
         [🔗 Buttons: English]
         [👥 For whom] [🕒 When]
         [👁 Show me] [📣 Send]
         [🗑 Discard]
    Bot deletes: 📣 Broadcast № 1 · 📝 draft · Olga
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn buttons_are_typed_one_a_line() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.drafts(&olga, "Twelve new styles").await;
    olga.taps("Buttons: English").await;
    let buttons =
        "Try them | portraits\nRead more | https://example.com\nUs | https://t.me/pinglass";
    olga.replies_to("answer this message", buttons).await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [🔗 Buttons: English]
    Bot: Olga, answer this message with the buttons below the words in English, one in a line:

         Try it | portraits
         Read more | https://example.com

         Places in the bot: menu, new, portraits, photos, avatars, status, invite, partner, support, help. “-” takes the buttons away.
    Olga (↪ “Olga, answer this message with the butt…”): Try them | portraits
         Read more | https://example.com
         Us | https://t.me/pinglass
    Bot: 📣 Broadcast № 1 · 📝 draft · Olga

         English: Twelve new styles
         [Try them]
         [Read more]
         [Us] (clicks not counted)
         Русский: gets what is written in English

         For: everyone

         Begins: as soon as it is confirmed

         People now: nobody
         [✏️ English] [✏️ Русский]
         [🔗 Buttons: English]
         [👥 For whom] [🕒 When]
         [👁 Show me] [📣 Send]
         [🗑 Discard]
    Bot deletes: 📣 Broadcast № 1 · 📝 draft · Olga
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_member_sees_it_in_private_as_people_get_it() {
    let world = World::with_staff().await;
    let olga = world.olga();
    let olga_alone = world.friend(201, "Olga", "en");
    olga_alone.sends("/start").await;
    olga_alone.transcript();
    olga.sends("/broadcast").await;
    olga.taps("✏️ English").await;
    olga.replies_styled_to("answer this message", "Twelve <b>new styles</b>")
        .await;
    olga.taps("✏️ Русский").await;
    olga.replies_to("with the words in Русский", "Двенадцать новых стилей")
        .await;
    olga.taps("Buttons: Русский").await;
    olga.replies_to("with the buttons", "Мои аватары | avatars")
        .await;
    olga.transcript();
    olga.taps("Show me").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [👁 Show me]
    Bot (popup): Look into your own chat with me: there it is as people get it.
    ");
    insta::assert_snapshot!(olga_alone.transcript(), @r"
    Bot: Twelve new styles
         [🔕 No more news]
    Bot: Двенадцать новых стилей
         [Мои аватары]
         [🔕 Больше не присылать]
    ");
    olga_alone.taps("Мои аватары").await;
    insta::assert_snapshot!(olga_alone.transcript(), @r"
    Olga taps [Мои аватары]
    Bot: You have no avatars yet. Let's make the first one: it takes a name and a few photos.
         [📸 New avatar]
         [☰ Menu]
    ");
    let clicks: i64 = world.value("select count(*) from broadcast_clicks").await;
    assert_eq!(clicks, 0, "a look at the preview is no click");
    world.ends_well().await;
}

/// The cards as they were on the way, and the word that it is out, come from jobs of their own:
/// what is told is the last card, and then that it is out.
fn how_it_ended(transcript: &str) -> String {
    let end = "Bot: ✅ Broadcast № 1 is out.\n     2 of 2 have it";
    let (before, after) = transcript.split_once(end).expect("the end is told");
    let told = [before.trim_end(), after].concat();
    let card = "Bot (edited): 📣 Broadcast № 1 ·";
    let first = told.find(card).expect("there is a card");
    let last = told.rfind(card).expect("there is a card");
    [&told[..first], &told[last..], "\n", end].concat()
}

#[tokio::test]
async fn what_is_confirmed_is_sent_to_everybody() {
    let world = World::with_staff().await;
    let (olga, anna, boris) = (world.olga(), world.anna(), world.boris());
    anna.sends("/start").await;
    boris.sends("/start").await;
    anna.transcript();
    boris.transcript();
    world.drafts(&olga, "Twelve new styles").await;
    world.sends_the_broadcast(&olga).await;
    insta::assert_snapshot!(how_it_ended(&olga.transcript()), @r"
    Olga taps [📣 Send]
    Bot: 📣 Send broadcast № 1?

         For: everyone

         People now: 2, about a minute
         English: 1
         Русский: 1

         Begins: as soon as it is confirmed

         It can be paused and stopped, but what is sent stays sent. Nobody gets it who is banned, leaves, has blocked the bot or wants no news.
         [📣 Send it]
         [✖️ Leave it]
    Olga taps [📣 Send it]
    Bot (edited): 📣 Broadcast № 1 is confirmed by Olga.
    Bot (edited): 📣 Broadcast № 1 · ✅ sent · Olga

         English: Twelve new styles
         Русский: gets what is written in English

         For: everyone

         2 of 2 have it
         👆 nobody has tapped a button yet
         Begun 02.03.2026 09:00
         Over 02.03.2026 09:00
         [🔄 Refresh]
    Bot: ✅ Broadcast № 1 is out.
         2 of 2 have it
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: Twelve new styles
         [🔕 No more news]
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot: Twelve new styles
         [🔕 Больше не присылать]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_photo_with_a_caption_goes_out_in_each_language() {
    let world = World::with_staff().await;
    let (olga, anna, boris) = (world.olga(), world.anna(), world.boris());
    anna.sends("/start").await;
    boris.sends("/start").await;
    anna.transcript();
    boris.transcript();
    olga.sends("/broadcast").await;
    olga.taps("✏️ English").await;
    olga.replies_with_photo_to("answer this message", crate::world::selfie(1), "Look!")
        .await;
    olga.taps("✏️ Русский").await;
    olga.replies_to("answer this message", "Смотрите!").await;
    world.sends_the_broadcast(&olga).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot sends a photo
         “Look!”
         [🔕 No more news]
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot: Смотрите!
         [🔕 Больше не присылать]
    ");
    world.ends_well().await;
}
