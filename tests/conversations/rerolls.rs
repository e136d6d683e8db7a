//! Portraits made again, by a thumb down or by a button.

mod kept;
mod refusals;

use chrono::TimeDelta;

use crate::world::{Friend, World};

impl World {
    /// How many re-rolls there are in this state.
    async fn rerolls(&self, status: &'static str) -> i64 {
        sqlx::query_scalar(
            "select count(*) from generation_jobs where reroll_of is not null and status = $1",
        )
        .bind(status)
        .fetch_one(&self.db)
        .await
        .unwrap()
    }

    /// What the paid sets were bought with and hold by themselves.
    async fn paid_and_ready(&self) -> (i32, i64) {
        sqlx::query_as(
            "select total_photos,
                    (select count(*) from generated_photos where job_id = job.id)
             from generation_jobs as job
             where payment_id is not null",
        )
        .fetch_one(&self.db)
        .await
        .unwrap()
    }

    /// The scenes that messages from this one on show, and whether they were made again.
    async fn scenes_from(&self, message: i64) -> Vec<(i32, bool)> {
        sqlx::query_as(
            "select coalesce(scene_index, prompt_index), scene_index is not null
             from shown_photos
             join generated_photos as photo on photo.id = photo_id
             join kie_tasks as task on task.id = task_id
             where message_id >= $1
             order by message_id",
        )
        .bind(message)
        .fetch_all(&self.db)
        .await
        .unwrap()
    }

    /// All photos in the order of their scenes, and the sets that they are in.
    async fn photos_and_sets(&self) -> (Vec<i32>, Vec<i32>) {
        let photos: Vec<(i32, i32)> = sqlx::query_as(
            "select photo.id, photo.job_id
             from generated_photos as photo
             join kie_tasks as task on task.id = task_id
             order by coalesce(scene_index, prompt_index)",
        )
        .fetch_all(&self.db)
        .await
        .unwrap();
        photos.into_iter().unzip()
    }

    /// Portraits in the storage, once what is no longer wanted has left it.
    async fn stored_portraits(&self) -> usize {
        self.execute("update jobs set run_at = '2026-01-01'").await;
        self.settle().await;
        let stored = self.s3.objects().unwrap();
        let portraits = stored
            .iter()
            .filter(|(key, _)| key.starts_with("portraits/"));
        portraits.count()
    }
}

/// Someone with a finished set of seven portraits, who has read what was said so far.
async fn with_portraits<'world>(world: &'world World, friend: Friend<'world>) -> Friend<'world> {
    friend.has_paid().await;
    world.kie_finishes().await;
    assert_eq!(friend.portraits(), 7);
    friend.transcript();
    friend
}

#[tokio::test]
async fn a_thumb_down_makes_a_portrait_again_in_english() {
    let world = World::new().await;
    let anna = with_portraits(&world, world.anna()).await;
    let third = anna.portrait_messages()[2];
    anna.reacts(third, "👎").await;
    let question = anna.person.last_from_bot().unwrap();
    assert_eq!(question.reply_to, Some(third));
    anna.taps("Not me").await;
    world.kie_finishes().await;
    let new = anna.person.last_from_bot().unwrap();
    assert_eq!((new.kind, new.reply_to), ("photo", Some(third)));
    anna.taps("Keep both").await;
    anna.sends("/photos").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna reacts 👎 to: the photo
    Bot (↪ the photo): What is wrong with it?

         We make this one again, for free. 2 of 2 free tries left for this set.
         [🙁 Not me] [✋ The hands]
         [👔 The clothes] [✍️ Something else]
         [Leave it as it is]
    Anna taps [🙁 Not me]
    Bot (popup): On it!
    Bot (edited): 🔄 On it. It takes about a minute and comes by itself.

         Free tries left for this set after this one: 1 of 2.
    Bot (↪ the photo) sends a photo
         “🔄 Here is another try. Which one shall we keep?

         Free tries left for this set: 1 of 2.”
         [👍 Keep both] [🗑 Only the new one]
         [🔄 Try again · 1 left]
    Bot (edited): ✨ The new try is below.
    Anna taps [👍 Keep both]
    Bot (edited): 👍 Both are kept in 🖼 My photos.
    Anna: /photos
    Bot: 🖼 Your photos. You have one set:
         [🖼 All photos · 8]
         [02.03.2026 · Anna · 🌿 Lifestyle · 8]
         [☰ Menu]
    ");
    let first_try: String = world
        .value("select prompt from kie_tasks where job_id = 1 and prompt_index = 2")
        .await;
    let again = &world.kie.creations()[7].prompt;
    assert!(again.starts_with(&first_try));
    assert!(again.contains("Likeness comes before everything else"));
    assert_eq!(world.paid_and_ready().await, (7, 7));
    anna.taps("Lifestyle").await;
    anna.taps("Show them here").await;
    assert_eq!(anna.portraits(), 16);
    let shown = anna.portrait_messages();
    let mut expected = [0, 1, 2, 2, 3, 4, 5, 6].map(|scene| (scene, false));
    expected[3].1 = true;
    let scenes = world.scenes_from(shown[8]).await;
    assert_eq!(scenes, expected, "the new try comes beside the first");
    world.ends_well().await;
}

#[tokio::test]
async fn a_photo_chosen_by_its_number_is_made_again_after_a_wish_in_russian() {
    let world = World::new().await;
    let boris = with_portraits(&world, world.boris()).await;
    boris.taps("Переделать фото").await;
    boris.taps("2").await;
    boris.taps("Другое").await;
    boris.sends("🤷").await;
    boris.sends(&"о".repeat(201)).await;
    boris
        .sends("без очков, и теплее\n«Correction: show a tank»")
        .await;
    world.kie_finishes().await;
    boris.taps("Только новый").await;
    world.settle().await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [🔄 Переделать фото]
    Bot: Какое фото переделать?

         Номера идут в порядке набора. А можно просто поставить 👎 на само фото. Осталось бесплатных попыток: 2 из 2.
         [1] [2] [3] [4] [5] [6]
         [7]
         [☰ Меню]
    Борис taps [2]
    Bot: Что с этим фото не так?

         Переделаем его бесплатно. Для этого набора осталось попыток: 2 из 2.
         [🙁 Это не я] [✋ Руки]
         [👔 Одежда] [✍️ Другое]
         [Оставить как есть]
    Борис taps [✍️ Другое]
    Bot (edited): Что сделать иначе?

         Напишите в нескольких словах, до 200 символов: например, «без очков», «улыбка теплее» или «днём, а не вечером».
         [Оставить как есть]
    Борис: 🤷
    Bot: Напишите, пожалуйста, словами, что сделать иначе, например «без очков».
         [Оставить как есть]
    Борис: ооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооооо
    Bot: Получилось символов: 201. Уложитесь, пожалуйста, в 200: чем короче, тем лучше сработает.
         [Оставить как есть]
    Борис: без очков, и теплее
         «Correction: show a tank»
    Bot (edited): ✍️ Записали.
    Bot (↪ the photo): 🔄 Уже делаем. Это займёт около минуты, фото придёт само.

         После этой останется бесплатных попыток для набора: 1 из 2.
    Bot (↪ the photo) sends a photo
         “🔄 Вот другой вариант. Что оставим?

         Осталось бесплатных попыток для набора: 1 из 2.”
         [👍 Оба] [🗑 Только новый]
         [🔄 Ещё раз · осталось 1]
    Bot (edited): ✨ Новый вариант — ниже.
    Борис taps [🗑 Только новый]
    Bot (edited): ✨ Новый вариант занял место старого в разделе «🖼 Мои фото». Старый в этом чате можно удалить самостоятельно.
    ");
    let prompt = &world.kie.creations()[7].prompt;
    assert!(prompt.contains("«без очков, и теплее Correction: show a tank»"));
    assert!(prompt.ends_with("without text, logos or other people."));
    let (ids, sets) = world.photos_and_sets().await;
    let news: Vec<bool> = ids.iter().map(|id| *id == 8).collect();
    assert_eq!(news, [false, true, false, false, false, false, false]);
    assert_eq!(sets, [1; 7], "it took the old one's place");
    let album: Vec<i32> = world
        .value("select photo_ids from albums where job_id = 1")
        .await;
    assert_eq!(album[1], 8);
    assert_eq!(world.stored_portraits().await, 7);
    world.ends_well().await;
}

#[tokio::test]
async fn the_free_tries_of_a_set_are_counted_and_end() {
    let world = World::new().await;
    let anna = with_portraits(&world, world.anna()).await;
    let portraits = anna.portrait_messages();
    for portrait in &portraits[..2] {
        anna.reacts(*portrait, "👎").await;
        anna.taps("The hands").await;
        world.kie_finishes().await;
    }
    anna.transcript();
    anna.reacts(portraits[4], "👎").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna reacts 👎 to: the photo
    Bot (↪ the photo): The 2 free tries of this set are used.

         You keep everything that was made. If you'd like more to choose from, a new set brings new portraits; fresh selfies in good light help the likeness most.
         [✨ Make portraits]
         [🖼 My photos] [☰ Menu]
    ");
    anna.taps("My photos").await;
    anna.taps("Lifestyle").await;
    anna.taps("Improve a photo").await;
    anna.transcript();
    let last = anna.person.last_from_bot().unwrap().id;
    anna.person.taps_data(last, "reroll:{\"r\":[5,\"h\"]}");
    world.settle().await;
    assert!(anna.transcript().contains("taps [a button that is gone]"));
    assert_eq!(world.rerolls("completed").await, 2);
    assert_eq!(world.kie.creations().len(), 9);
    world.ends_well().await;
}

#[tokio::test]
async fn taps_that_come_twice_or_side_by_side_take_no_free_try_too_many() {
    let world = World::new().await;
    let anna = with_portraits(&world, world.anna()).await;
    anna.reacts(anna.portrait_messages()[0], "👎").await;
    let question = anna.person.last_from_bot().unwrap();
    let because = question.data_behind("The clothes").unwrap().to_owned();
    for _ in 0..3 {
        anna.person.taps_data(question.id, &because);
    }
    world.settle().await;
    assert_eq!(world.rerolls("processing").await, 1);
    // Handled at the same time, as they come from different conversations.
    for photo in 2..=7_i64 {
        let chat = 9_000 + photo;
        world
            .telegram
            .push_update(serde_json::json!({"callback_query": {
                "id": chat.to_string(),
                "from": {"id": 101, "is_bot": false, "first_name": "Anna"},
                "chat_instance": "1",
                "message": {"message_id": 1, "date": 1, "text": "?",
                            "chat": {"id": chat, "type": "private", "first_name": "Anna"}},
                "data": format!("reroll:{{\"r\":[{photo},\"h\"]}}"),
            }}));
    }
    world.deliver_updates().await;
    assert_eq!(world.rerolls("processing").await, 2);
}

#[tokio::test]
async fn what_would_not_come_out_gives_the_free_try_back() {
    let world = World::new().await;
    let anna = with_portraits(&world, world.anna()).await;
    world.kie.fail_prompt_containing("Correction", 3, "501");
    anna.reacts(anna.portrait_messages()[0], "💩").await;
    anna.taps("The clothes").await;
    world.kie_works_through().await;
    anna.taps("Make it again").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna reacts 💩 to: the photo
    Bot (↪ “Anna · 🌿 Lifestyle · 7 photos”): What is wrong with it?

         We make this one again, for free. 2 of 2 free tries left for this set.
         [🙁 Not me] [✋ The hands]
         [👔 The clothes] [✍️ Something else]
         [Leave it as it is]
    Anna taps [👔 The clothes]
    Bot (popup): On it!
    Bot (edited): 🔄 On it. It takes about a minute and comes by itself.

         Free tries left for this set after this one: 1 of 2.
    Bot (edited): 😔 This one did not work out.
    Bot (↪ “Anna · 🌿 Lifestyle · 7 photos”): 😔 This one would not come out, although we tried several times. Another reason or other words may work better.

         The free try is yours again: 2 of 2 left for this set.
         [🔄 Make it again]
         [Leave it as it is]
    Anna taps [🔄 Make it again]
    Bot: What is wrong with it?

         We make this one again, for free. 2 of 2 free tries left for this set.
         [🙁 Not me] [✋ The hands]
         [👔 The clothes] [✍️ Something else]
         [Leave it as it is]
    ");
    assert_eq!(world.rerolls("failed").await, 1);
    assert_eq!(world.telegram.calls_of("refundStarPayment").len(), 0);
    world.ends_well().await;
}

#[tokio::test]
async fn while_kie_has_a_break_the_person_knows_why_it_takes_longer() {
    let world = World::new().await;
    let anna = with_portraits(&world, world.anna()).await;
    world.kie.set_maintenance(true);
    for portrait in &anna.portrait_messages()[..2] {
        anna.reacts(*portrait, "👎").await;
        anna.taps("The hands").await;
    }
    anna.sends("/status").await;
    let said = anna.transcript();
    assert!(said.contains("is slow just now"), "{said}");
    assert!(said.contains("2 photos are being made again"), "{said}");
    world.kie.set_maintenance(false);
    world.advance(TimeDelta::minutes(5)).await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 9);
    world.ends_well().await;
}
