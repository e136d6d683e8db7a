//! Broadcasts: made on a card in the staff group, confirmed, sent to those whom they are
//! for, and what people can do with them.

mod audiences;
mod desk;
mod people;
pub mod telling;

use self::telling::Telling;
use crate::world::World;

#[tokio::test]
async fn a_broadcast_is_made_looked_at_confirmed_and_sent() {
    let world = World::with_staff().await;
    let (olga, anna, boris) = (world.olga(), world.anna(), world.boris());
    let olga_alone = world.friend(201, "Olga", "en");
    olga_alone.sends("/start").await;
    olga_alone.transcript();
    anna.sends("/start").await;
    boris.sends("/start").await;
    anna.transcript();
    boris.transcript();
    olga.sends("/broadcast").await;
    olga.taps("✏️ English").await;
    olga.replies_styled_to("answer this message", "Twelve <b>new styles</b> &amp; more")
        .await;
    olga.taps("Buttons: English").await;
    olga.replies_to("answer this message", "Try them | portraits")
        .await;
    olga.taps("Show me").await;
    olga.taps("📣 Send").await;
    olga.taps("Send it").await;
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
    Olga taps [🔗 Buttons: English]
    Bot: Olga, answer this message with the buttons below the words in English, one in a line:

         Try it | portraits
         Read more | https://example.com

         Places in the bot: menu, new, portraits, photos, avatars, status, invite, partner, support, help. “-” takes the buttons away.
    Olga (↪ “Olga, answer this message with the butt…”): Try them | portraits
    Bot: 📣 Broadcast № 1 · 📝 draft · Olga

         English: Twelve new styles & more
         [Try them]
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
    Olga taps [👁 Show me]
    Bot (alert): I can’t write to you. Please open your own chat with me, tap Start, and try again.
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
         Begins: as soon as it is confirmed
    Bot (edited): 📣 Broadcast № 1 · 🕒 waits for its time · Olga

         English: Twelve new styles & more
         [Try them]
         Русский: gets what is written in English

         For: everyone

         Begins: 02.03.2026 09:00 (UTC)

         People now: 2, about a minute
         English: 1
         Русский: 1
         [✖️ Call it off]
    Bot: ✅ Broadcast № 1 is out.
         2 of 2 have it
    Bot (edited): 📣 Broadcast № 1 · ✅ sent · Olga

         English: Twelve new styles & more
         [Try them]
         Русский: gets what is written in English

         For: everyone

         2 of 2 have it
         👆 nobody has tapped a button yet
         Begun 02.03.2026 09:00
         Over 02.03.2026 09:00
         [🔄 Refresh]
    ");
    insta::assert_snapshot!(olga_alone.transcript(), @"");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: Twelve new styles & more
         [Try them]
         [🔕 No more news]
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot: Twelve new styles & more
         [Try them]
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
