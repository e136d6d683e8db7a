//! What emoji and taps about portraits do not do; and hearts, which do little.

use super::with_portraits;
use crate::world::World;

impl World {
    async fn favourites(&self) -> i64 {
        self.value("select count(favourite_at) from generated_photos")
            .await
    }
}

#[tokio::test]
async fn somebody_elses_portraits_can_be_neither_marked_nor_made_again() {
    let world = World::new().await;
    let anna = with_portraits(&world, world.anna()).await;
    anna.reacts(anna.portrait_messages()[0], "👎").await;
    anna.taps("Not me").await;
    world.kie_finishes().await;
    let boris = world.boris();
    boris.sends("/menu").await;
    boris.transcript();
    let menu = boris.person.last_from_bot().unwrap().id;
    for forged in [
        "reroll:{\"s\":1}",
        "reroll:{\"a\":1}",
        "reroll:{\"r\":[1,\"n\"]}",
        "reroll:{\"r\":[1,\"o\"]}",
        "reroll:{\"n\":8}",
    ] {
        boris.person.taps_data(menu, forged);
        world.settle().await;
    }
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [a button that is gone]
    Bot (popup): Этого набора больше нет.
    Борис taps [a button that is gone]
    Bot: Этого фото больше нет.
         [🖼 Мои фото] [☰ Меню]
    Борис taps [a button that is gone]
    Bot (edited): Этого фото больше нет.
         [🖼 Мои фото] [☰ Меню]
    Борис taps [a button that is gone]
    Борис taps [a button that is gone]
    Bot (popup): Выбирать больше не из чего.
    ");
    // A message of his own with the number of one of hers, and hers in her chat by him.
    world
        .execute("update shown_photos set chat_id = 102, message_id = 1 where photo_id = 1")
        .await;
    for (chat, message) in [(102, 1), (101, anna.portrait_messages()[1])] {
        world
            .telegram
            .push_update(serde_json::json!({"message_reaction": {
                "chat": {"id": chat, "type": "private", "first_name": "?"},
                "message_id": message,
                "user": {"id": 102, "is_bot": false, "first_name": "Борис", "language_code": "ru"},
                "date": 1, "old_reaction": [],
                "new_reaction": [{"type": "emoji", "emoji": "❤"}, {"type": "emoji", "emoji": "👎"}],
            }}));
    }
    world.settle().await;
    assert_eq!(world.favourites().await, 0);
    assert_eq!(world.photos().await, 8);
    assert_eq!(boris.transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn a_heart_marks_a_favourite_on_every_copy_and_off_again() {
    let world = World::new().await;
    let anna = with_portraits(&world, world.anna()).await;
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    anna.taps("Show them here").await;
    let portraits = anna.portrait_messages();
    anna.reacts(portraits[0], "❤\u{fe0f}").await;
    anna.reacts(portraits[7 + 1], "😍").await;
    anna.reacts(portraits[2], "🔥").await;
    assert_eq!(world.favourites().await, 2);
    // The same update twice, and another emoji in place of the heart.
    for update in world.telegram.update_history().iter().rev().take(3) {
        assert_eq!(world.post_update(update.clone()).await, 200);
    }
    world.settle().await;
    assert_eq!(world.favourites().await, 2);
    anna.reacts(portraits[7 + 1], "").await;
    anna.reacts(portraits[0], "👍").await;
    assert_eq!(world.favourites().await, 0);
    anna.sends("hm").await;
    let own = anna.person.messages().last().unwrap().id;
    anna.transcript();
    anna.reacts(own - 1, "👎").await;
    anna.reacts(own, "❤").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna reacts 👎 to: hm
    Anna reacts ❤ to: I understand photos and buttons best. The menu shows everything I can do 👇
    ");
    world.execute("update users set is_banned = true").await;
    anna.reacts(portraits[0], "❤").await;
    anna.reacts(portraits[1], "👎").await;
    assert_eq!(world.favourites().await, 0);
    assert!(
        !anna.transcript().contains("Bot"),
        "nobody is told so twice"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn what_speaks_against_another_try_is_said() {
    let world = World::new().await;
    let anna = with_portraits(&world, world.anna()).await;
    let portraits = anna.portrait_messages();
    anna.reacts(portraits[0], "👎").await;
    world.execute("delete from avatar_uploads").await;
    world.execute("delete from reference_photos").await;
    anna.taps("Something else").await;
    anna.reacts(portraits[1], "👎").await;
    world
        .execute("update payments set status = 'refunded', refunded_at = '2026-03-02'")
        .await;
    anna.reacts(portraits[2], "👎").await;
    world.execute("delete from shown_photos").await;
    world
        .execute("delete from generated_photos where id = 4")
        .await;
    let last = anna.person.last_from_bot().unwrap().id;
    anna.person.taps_data(last, "reroll:{\"a\":4}");
    world.settle().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna reacts 👎 to: the photo
    Bot (↪ “Anna · 🌿 Lifestyle · 7 photos”): What is wrong with it?

         We make this one again, for free. 2 of 2 free tries left for this set.
         [🙁 Not me] [✋ The hands]
         [👔 The clothes] [✍️ Something else]
         [Leave it as it is]
    Anna taps [✍️ Something else]
    Bot (edited): The selfies of this avatar are not there any more, so this photo can't be made again. The photo itself stays with you.

         With a new avatar you can have new portraits any time.
         [✨ New avatar]
         [🖼 My photos] [☰ Menu]
    Anna reacts 👎 to: the photo
    Bot (↪ the photo): The selfies of this avatar are not there any more, so this photo can't be made again. The photo itself stays with you.

         With a new avatar you can have new portraits any time.
         [✨ New avatar]
         [🖼 My photos] [☰ Menu]
    Anna reacts 👎 to: the photo
    Bot (↪ the photo): The payment of this set went back to you, so nothing more is made for it. The photos stay with you.
         [🖼 My photos] [☰ Menu]
    Anna taps [a button that is gone]
    Bot: This photo is not there any more.
         [🖼 My photos] [☰ Menu]
    ");
    assert_eq!(world.rerolls("processing").await, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn a_wish_can_be_left_untold() {
    let world = World::new().await;
    let anna = with_portraits(&world, world.anna()).await;
    anna.reacts(anna.portrait_messages()[0], "👎").await;
    anna.taps("Something else").await;
    anna.taps("Leave it").await;
    anna.sends("bluer").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna reacts 👎 to: the photo
    Bot (↪ “Anna · 🌿 Lifestyle · 7 photos”): What is wrong with it?

         We make this one again, for free. 2 of 2 free tries left for this set.
         [🙁 Not me] [✋ The hands]
         [👔 The clothes] [✍️ Something else]
         [Leave it as it is]
    Anna taps [✍️ Something else]
    Bot (edited): What should be different?

         Write it in a few words, up to 200 letters: for example “without glasses”, “a warmer smile” or “daylight instead of evening”.
         [Leave it as it is]
    Anna taps [Leave it as it is]
    Bot (edited): All right, it stays as it is.
    Anna: bluer
    Bot: I understand photos and buttons best. The menu shows everything I can do 👇
         [☰ Menu]
    ");
    assert_eq!(world.rerolls("processing").await, 0);
    world.ends_well().await;
}
