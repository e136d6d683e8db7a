//! Prompts, as the staff write, try and switch them: no text reaches a customer of which
//! nobody has seen a picture.

mod trials;

use crate::world::{Friend, World};

/// Long enough to be a prompt.
pub const TEXT: &str =
    "Head-and-shoulders portrait at 85 mm beside a red wall, soft light, calm look.";
const OTHER: &str =
    "Head-and-shoulders portrait at 85 mm beside a blue wall, hard light, calm look.";

impl World {
    /// A world whose owner has an avatar of her own to try prompts on.
    pub async fn with_a_test_avatar() -> Self {
        let world = Self::with_staff().await;
        let private = world.friend(201, "Olga", "en");
        private.has_an_avatar().await;
        world
    }

    /// A prompt's text and whether it is on.
    async fn prompt(&self, key: &str) -> (String, bool) {
        sqlx::query_as("select prompt_text, is_active from custom_prompts where prompt_key = $1")
            .bind(key)
            .fetch_one(&self.db)
            .await
            .unwrap()
    }
}

impl Friend<'_> {
    /// Writes a prompt of the lifestyle, which is off then.
    async fn writes_a_prompt(&self, key: &str) {
        self.sends("/prompts lifestyle").await;
        self.taps("Write a new one").await;
        self.replies_to("what shall its key be?", key).await;
        self.replies_to("and its text?", TEXT).await;
    }
}

#[tokio::test]
async fn prompts_are_listed_and_shown() {
    let world = World::with_staff().await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    world
        .execute("delete from custom_prompts where position > 3")
        .await;
    vera.sends("/prompts").await;
    vera.taps("Lifestyle").await;
    let first: i32 = world
        .value("select id from custom_prompts where prompt_key = 'lifestyle_01'")
        .await;
    vera.taps(&first.to_string()).await;
    vera.taps("Switch off").await;
    vera.sends("/prompt lifestyle_99").await;
    insta::assert_snapshot!(vera.transcript(), @r"
    Vera: /prompts
    Bot: Prompts

         💼 Professional: 4 of 4 on
         🌿 Lifestyle: 4 of 4 on
         🎨 Creative: 4 of 4 on

         /prompts lifestyle lists those of a style, /prompt 23 shows one.
         A text is used only after a picture was made of it; /testavatar says of whom.
         [💼 Professional]
         [🌿 Lifestyle]
         [🎨 Creative]
    Vera taps [🌿 Lifestyle]
    Bot (edited): 🌿 Lifestyle, page 1 of 1, in the order in which sets take them; uses of the last 30 days

         🟢 № 24 lifestyle_01 “Candid portrait on a sunny café terrace, 50 mm,…”: 0 made, 0 failed
         🟢 № 25 lifestyle_02 “Full-length portrait walking barefoot on wet san…”: 0 made, 0 failed
         🟢 № 26 lifestyle_03 “Portrait on a rocky mountain overlook, 35 mm, la…”: 0 made, 0 failed
         🟢 № 27 lifestyle_04 “Cosy portrait curled up on a deep sofa by a wind…”: 0 made, 0 failed
         [24] [25] [26] [27]
         [➕ Write a new one]
    Vera taps [24]
    Bot: № 24 lifestyle_01 · 🌿 Lifestyle · place 1 · 🟢 on

         Candid portrait on a sunny café terrace, 50 mm, striped awning and empty wicker chairs softly blurred. White linen shirt, sunglasses pushed up, fingers around a small cup, bounced light from the pale pavement, caught in the middle of a laugh, unhurried weekend mood. Keep the exact identity of the person in the reference photos: face shape, skin tone, eyes, hair, age and distinguishing marks. Natural skin texture, true proportions. One person only, no text, no logos.

         Pictures of it in 30 days: 0 made, 0 failed.
         [✏️ Edit] [🧪 Try it]
         [🔴 Switch off]
         [⬆️ Earlier] [⬇️ Later]
    Vera taps [🔴 Switch off]
    Bot (popup): Your role here is viewer, and this is not part of it. An admin can do it.
    Vera: /prompt lifestyle_99
    Bot: There is no such prompt. /prompts shows what there is.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_new_prompt_is_tried_before_it_is_switched_on() {
    let world = World::with_a_test_avatar().await;
    let olga = world.olga();
    olga.sends("/prompts lifestyle").await;
    olga.transcript();
    olga.taps("Write a new one").await;
    olga.replies_to("what shall its key be?", "Life style!")
        .await;
    olga.sends("what was the last number?").await;
    olga.replies_to("what shall its key be?", "lifestyle_24")
        .await;
    olga.replies_to("and its text?", "A portrait.").await;
    olga.replies_to("and its text?", TEXT).await;
    olga.taps("Try it").await;
    world.kie_makes_a_trial().await;
    olga.taps("Use this text").await;
    olga.taps("Use it").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [➕ Write a new one]
    Bot: Olga, what shall its key be? Answer this message with at most 50 small Latin letters, digits and underscores, such as lifestyle_24.
         [✖️ Leave it]
    Olga (↪ “Olga, what shall its key be? Answer thi…”): Life style!
    Bot: Olga, what shall its key be? Answer this message with at most 50 small Latin letters, digits and underscores, such as lifestyle_24.
         [✖️ Leave it]
    Olga: what was the last number?
    Olga (↪ “Olga, what shall its key be? Answer thi…”): lifestyle_24
    Bot: Olga, and its text? Answer this message in English, with 20 to 2000 letters: framing, place, clothing, light, mood, and that it stays the same person.
         [✖️ Leave it]
    Olga (↪ “Olga, and its text? Answer this message…”): A portrait.
    Bot: Olga, and its text? Answer this message in English, with 20 to 2000 letters: framing, place, clothing, light, mood, and that it stays the same person.
         [✖️ Leave it]
    Olga (↪ “Olga, and its text? Answer this message…”): Head-and-shoulders portrait at 85 mm beside a red wall, soft light, calm look.
    Bot: № 70 lifestyle_24 · 🌿 Lifestyle · place 24 · 🔴 off

         Head-and-shoulders portrait at 85 mm beside a red wall, soft light, calm look.

         Pictures of it in 30 days: 0 made, 0 failed. It was not tried yet, which it takes to be switched on.
         [✏️ Edit] [🧪 Try it]
         [⬆️ Earlier] [⬇️ Later]
    Olga taps [🧪 Try it]
    Bot: 🧪 A picture of Anna is being made of № 70 (lifestyle_24). It comes here, usually within two minutes.
    Bot sends a photo
         “🧪 № 70 lifestyle_24, for Olga”
         [💾 Use this text]
         [🧪 Try again] [✏️ Edit]
    Olga taps [💾 Use this text]
    Bot: Switch № 70 on? (lifestyle_24, 🌿 Lifestyle)

         It holds for sets that begin from now on. Sets that are being made keep their scenes.
         [💾 Use it]
         [✖️ Leave it]
    Olga taps [💾 Use it]
    Bot (edited): ✅ № 70 lifestyle_24: 🟢 on, Olga
         [Show it]
    ");
    assert_eq!(world.prompt("lifestyle_24").await, (TEXT.to_owned(), true));
    insta::assert_snapshot!(world.audit().await, @r#"
    no account prompt_added custom_prompt 70 {"after": {"key": "lifestyle_24", "text": "Head-and-shoulders portrait at 85 mm beside a red wall, soft light, calm look.", "is_on": false}, "before": null, "telegram_id": 201}
    no account prompt_tried custom_prompt 70 {"text_id": 1, "avatar_id": 1, "telegram_id": 201}
    no account prompt_changed custom_prompt 70 {"after": {"key": "lifestyle_24", "text": "Head-and-shoulders portrait at 85 mm beside a red wall, soft light, calm look.", "is_on": true}, "before": {"key": "lifestyle_24", "text": "Head-and-shoulders portrait at 85 mm beside a red wall, soft light, calm look.", "is_on": false}, "telegram_id": 201}
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn another_text_takes_the_place_of_the_first_and_gives_it_back() {
    let world = World::with_a_test_avatar().await;
    let olga = world.olga();
    let before = world.prompt("lifestyle_01").await;
    olga.sends("/prompt lifestyle_01").await;
    olga.transcript();
    olga.taps("Edit").await;
    olga.replies_to("what shall the text be?", OTHER).await;
    assert_eq!(world.prompt("lifestyle_01").await, before, "not yet");
    olga.taps("Try the new text").await;
    world.kie_makes_a_trial().await;
    olga.transcript();
    olga.taps("Use this text").await;
    olga.taps("Use it").await;
    assert_eq!(world.prompt("lifestyle_01").await, (OTHER.to_owned(), true));
    olga.taps("Show it").await;
    olga.taps("The text before this one").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [💾 Use this text]
    Bot: Use another text for № 24? (lifestyle_01, 🌿 Lifestyle)

         Before:
         Candid portrait on a sunny café terrace, 50 mm, striped awning and empty wicker chairs softly blurred. White linen shirt, sunglasses pushed up, fingers around a small cup, bounced light from the pale pavement, caught in the middle of a laugh, unhurried weekend mood. Keep the exact identity of the person in the reference photos: face shape, skin tone, eyes, hair, age and distinguishing marks. Natural skin texture, true proportions. One person only, no text, no logos.
         After:
         Head-and-shoulders portrait at 85 mm beside a blue wall, hard light, calm look.

         It holds for sets that begin from now on. Sets that are being made keep their scenes.
         [💾 Use it]
         [✖️ Leave it]
    Olga taps [💾 Use it]
    Bot (edited): ✅ № 24 lifestyle_01: 🟢 on, Olga
         [Show it]
    Olga taps [Show it]
    Bot: № 24 lifestyle_01 · 🌿 Lifestyle · place 1 · 🟢 on

         Head-and-shoulders portrait at 85 mm beside a blue wall, hard light, calm look.

         Pictures of it in 30 days: 0 made, 0 failed.
         [✏️ Edit] [🧪 Try it]
         [🔴 Switch off]
         [↩️ The text before this one]
         [⬆️ Earlier] [⬇️ Later]
    Olga taps [↩️ The text before this one]
    Bot: Use another text for № 24? (lifestyle_01, 🌿 Lifestyle)

         Before:
         Head-and-shoulders portrait at 85 mm beside a blue wall, hard light, calm look.
         After:
         Candid portrait on a sunny café terrace, 50 mm, striped awning and empty wicker chairs softly blurred. White linen shirt, sunglasses pushed up, fingers around a small cup, bounced light from the pale pavement, caught in the middle of a laugh, unhurried weekend mood. Keep the exact identity of the person in the reference photos: face shape, skin tone, eyes, hair, age and distinguishing marks. Natural skin texture, true proportions. One person only, no text, no logos.

         It holds for sets that begin from now on. Sets that are being made keep their scenes.
         [💾 Use it]
         [✖️ Leave it]
    ");
    olga.taps("Use it").await;
    assert_eq!(world.prompt("lifestyle_01").await, before);
    world.ends_well().await;
}

#[tokio::test]
async fn the_last_prompt_of_a_style_stays_and_a_stale_preview_does_nothing() {
    let world = World::with_staff().await;
    let (olga, lev) = (world.olga(), world.staff_member(204, "Lev", "admin").await);
    world
        .execute("delete from custom_prompts where style_category = 'creative' and position > 2")
        .await;
    world
        .execute("update custom_prompts set is_active = false where prompt_key = 'creative_03'")
        .await;
    olga.sends("/prompt creative_01").await;
    olga.taps("Switch off").await;
    let of_olga = olga.button_below("off? (creative_01", "Switch off");
    lev.sends("/prompt creative_02").await;
    lev.taps("Switch off").await;
    lev.taps("Switch off").await;
    olga.transcript();
    olga.person.taps_data(of_olga.0, &of_olga.1);
    world.settle().await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [🔴 Switch off]
    Bot (edited): It is the last one of its style that is on. Switch the style off under /switches, or another prompt on first.
    ");
    lev.sends("/prompt creative_01").await;
    lev.taps("Switch off").await;
    assert!(lev.transcript().contains("It is the last one of its style"));
    let on: i64 = world
        .value(
            "select count(*) from custom_prompts where style_category = 'creative' and is_active",
        )
        .await;
    assert_eq!(on, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn sets_take_prompts_in_the_order_that_the_staff_give_them() {
    let world = World::with_staff().await;
    let (olga, anna) = (world.olga(), world.anna());
    olga.sends("/prompt lifestyle_02").await;
    olga.taps("Earlier").await;
    olga.taps("Earlier").await;
    let said = olga.transcript();
    assert!(
        said.contains("lifestyle_02 · 🌿 Lifestyle · place 1"),
        "{said}"
    );
    anna.has_paid().await;
    let second = world.prompt("lifestyle_02").await.0;
    let tasks = world.kie.tasks();
    assert_eq!(tasks.len(), 7);
    let first: String = world
        .value("select prompt from kie_tasks where prompt_index = 0")
        .await;
    assert_eq!(first, second);
    world.kie_finishes().await;
    olga.sends("/prompt lifestyle_02").await;
    let said = olga.transcript();
    assert!(
        said.contains("Pictures of it in 30 days: 1 made, 0 failed"),
        "{said}"
    );
    world.ends_well().await;
}
