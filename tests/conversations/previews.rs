//! Examples of the styles: the staff give them, and people see them before they buy.

use crate::world::{Friend, World, selfie};

impl Friend<'_> {
    /// Gives a picture as an example of a style.
    async fn gives_example(&self, number: u32, style: &str) {
        let photo = self.person.sends_photo(selfie(number));
        self.person.replies(photo, format!("/preview {style}"));
        self.world.settle().await;
    }
}

impl World {
    /// Jobs that may wait are run now.
    async fn upkeep_now(&self) {
        self.execute("update jobs set run_at = '2026-01-01'").await;
        self.settle().await;
    }

    fn stored_previews(&self) -> usize {
        let stored = self.s3.objects().unwrap();
        let previews = stored
            .iter()
            .filter(|(key, _)| key.starts_with("previews/"));
        previews.count()
    }
}

#[tokio::test]
async fn the_staff_give_look_at_and_remove_examples() {
    let world = World::with_staff().await;
    let olga = world.olga();
    olga.sends("/preview").await;
    olga.gives_example(1, "lifestyle").await;
    olga.gives_example(2, "lifestyle").await;
    olga.gives_example(3, "baroque").await;
    let file = olga.person.sends_file(selfie(4), "4.jpg", "image/jpeg");
    olga.person.replies(file, "/preview creative");
    world.settle().await;
    world.upkeep_now().await;
    assert_eq!(world.stored_previews(), 2);
    olga.sends("/preview lifestyle").await;
    olga.sends("/preview remove 1").await;
    olga.sends("/preview remove 1").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /preview
    Bot: Examples of the styles, shown to customers before they buy:

         💼 Professional (professional): none yet
         🌿 Lifestyle (lifestyle): none yet
         🎨 Creative (creative): none yet

         To add one, reply to a photo with /preview lifestyle.
         /preview lifestyle alone shows them, /preview remove 3 takes № 3 away.

         Only use pictures whose person has agreed to it.
    Olga sends a photo
    Olga (↪ the photo): /preview lifestyle
    Bot: ✅ It is example № 1 of 🌿 Lifestyle now.
    Olga sends a photo
    Olga (↪ the photo): /preview lifestyle
    Bot: ✅ It is example № 2 of 🌿 Lifestyle now.
    Olga sends a photo
    Olga (↪ the photo): /preview baroque
    Bot: There is no such style or number. /preview shows what there is.
    Olga sends a file: 4.jpg
    Olga (↪ the document): /preview creative
    Bot: Please reply to a photo, one that was sent as a photo and not as a file.
    Olga: /preview lifestyle
    Bot sends an album of 2 photos
         “№ 1”
         “№ 2”
    Olga: /preview remove 1
    Bot: 🗑 Example № 1 is shown to nobody any more.
    Olga: /preview remove 1
    Bot: There is no such style or number. /preview shows what there is.
    ");
    olga.sends("/preview").await;
    assert!(olga.transcript().contains("Lifestyle (lifestyle): № 2"));
    world.upkeep_now().await;
    assert_eq!(world.stored_previews(), 1);
    let audited: Vec<(String, Option<i32>)> =
        sqlx::query_as("select action, target_id from admin_audit_log order by id")
            .fetch_all(&world.db)
            .await
            .unwrap();
    let expected = [
        ("preview_added", 1),
        ("preview_added", 2),
        ("preview_removed", 1),
    ];
    assert_eq!(
        audited,
        expected.map(|(action, id)| (action.to_owned(), Some(id)))
    );
    world.ends_well().await;
}

#[tokio::test]
async fn only_admins_change_examples_and_an_album_is_enough() {
    let world = World::with_staff().await;
    let (olga, igor) = (
        world.olga(),
        world.staff_member(202, "Igor", "operator").await,
    );
    igor.gives_example(1, "creative").await;
    for number in 0..10 {
        olga.gives_example(number, "creative").await;
    }
    olga.transcript();
    olga.gives_example(10, "creative").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga sends a photo
    Olga (↪ the photo): /preview creative
    Bot: 🎨 Creative has 10 examples already, as many as one album holds. Remove one first.
    ");
    let count: i64 = world.value("select count(*) from style_previews").await;
    assert_eq!(count, 10);
}

#[tokio::test]
async fn people_see_examples_of_all_styles() {
    let world = World::with_staff().await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_an_avatar().await;
    anna.sends("/portraits").await;
    assert!(!anna.transcript().contains("Examples"));
    olga.gives_example(1, "lifestyle").await;
    olga.gives_example(2, "professional").await;
    anna.sends("/portraits").await;
    anna.taps("Examples").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /portraits
    Bot: Which style for Anna?

         💼 Professional
         Offices, studios and stages: for a CV, a website, a speech.

         🌿 Lifestyle
         Cafés, streets, sea and mountains: you, on a very good day.

         🎨 Creative
         Film light, painted worlds, bold colours: you as you have never been seen.
         [💼 Professional]
         [🌿 Lifestyle]
         [🎨 Creative]
         [👀 Examples]
         [☰ Menu]
    Anna taps [👀 Examples]
    Bot sends an album of 2 photos
         “💼 Professional”
         “🌿 Lifestyle”
    Bot: Which style for Anna?

         💼 Professional
         Offices, studios and stages: for a CV, a website, a speech.

         🌿 Lifestyle
         Cafés, streets, sea and mountains: you, on a very good day.

         🎨 Creative
         Film light, painted worlds, bold colours: you as you have never been seen.
         [💼 Professional]
         [🌿 Lifestyle]
         [🎨 Creative]
         [👀 Examples]
         [☰ Menu]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn people_see_examples_of_the_style_that_they_chose() {
    let world = World::with_staff().await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_an_avatar().await;
    olga.gives_example(1, "lifestyle").await;
    olga.gives_example(2, "professional").await;
    anna.sends("/portraits").await;
    anna.transcript();
    anna.taps("Professional").await;
    anna.taps("Examples").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [💼 Professional]
    Bot (edited): 💼 Professional portraits of Anna

         How many shall we make? Every picture is another scene.
         [Starter · 7 photos · 350 ⭐]
         [🔥 Standard · 15 photos · 700 ⭐]
         [Premium · 23 photos · 1050 ⭐]
         [👀 Examples]
         [‹ Other style] [☰ Menu]
    Anna taps [👀 Examples]
    Bot sends a photo
         “💼 Professional”
    Bot: 💼 Professional portraits of Anna

         How many shall we make? Every picture is another scene.
         [Starter · 7 photos · 350 ⭐]
         [🔥 Standard · 15 photos · 700 ⭐]
         [Premium · 23 photos · 1050 ⭐]
         [👀 Examples]
         [‹ Other style] [☰ Menu]
    ");
    // The last example of a style that is shown is taken away.
    olga.sends("/preview remove 2").await;
    anna.taps("Examples").await;
    let said = anna.transcript();
    assert!(said.contains("no examples of this style yet"), "{said}");
    world.ends_well().await;
}

#[tokio::test]
async fn examples_that_telegram_does_not_know_any_more_come_from_our_storage_in_russian() {
    let world = World::with_staff().await;
    let (boris, olga) = (world.boris(), world.olga());
    boris.has_an_avatar().await;
    for number in 0..3 {
        olga.gives_example(number, "lifestyle").await;
    }
    world.upkeep_now().await;
    world
        .execute("update style_previews set telegram_file_id = 'of-another-bot'")
        .await;
    boris.sends("/portraits").await;
    boris.taps("Примеры").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /portraits
    Bot: Какой стиль для аватара «Борис»?

         💼 Деловой
         Офисы, студии, сцены: для резюме, сайта, выступления.

         🌿 Лайфстайл
         Кафе, улицы, море и горы: вы в очень удачный день.

         🎨 Творческий
         Киношный свет, нарисованные миры, смелые цвета: вас таким ещё не видели.
         [💼 Деловой]
         [🌿 Лайфстайл]
         [🎨 Творческий]
         [👀 Примеры]
         [☰ Меню]
    Борис taps [👀 Примеры]
    Bot sends an album of 3 photos
         “🌿 Лайфстайл”
         “🌿 Лайфстайл”
         “🌿 Лайфстайл”
    Bot: Какой стиль для аватара «Борис»?

         💼 Деловой
         Офисы, студии, сцены: для резюме, сайта, выступления.

         🌿 Лайфстайл
         Кафе, улицы, море и горы: вы в очень удачный день.

         🎨 Творческий
         Киношный свет, нарисованные миры, смелые цвета: вас таким ещё не видели.
         [💼 Деловой]
         [🌿 Лайфстайл]
         [🎨 Творческий]
         [👀 Примеры]
         [☰ Меню]
    ");
    let forgotten: i64 = world
        .value("select count(*) from style_previews where telegram_file_id = 'of-another-bot'")
        .await;
    assert_eq!(forgotten, 0, "Telegram's new names are kept");
    // Its refusal is what the test is about.
    assert_eq!(world.telegram.problems().len(), 1);
}
